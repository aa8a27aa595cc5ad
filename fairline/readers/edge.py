"""What no fact may hold, whatever its format: the last thing a record passes before it is one.

Every reader's ``read`` is ``at_the_edge``, so that no reader can forget it. What is found is ``Unreadable``:
counted and shown, and never counted as a call.
"""

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from functools import wraps
from operator import attrgetter
from types import UnionType
from typing import Any, ParamSpec, get_args, get_origin, get_type_hints

from msgspec import Struct

from fairline.facts import Fact, Unreadable
from fairline.readers.rows import unreadable

TEXT_MAX = 4096  # ours: characters; what is longer is no name, number or address
WHOLE_MAX = 2**63 - 1  # what 64 bits hold with a sign, as databases and Parquet have it
AMOUNT_MAX = Decimal(WHOLE_MAX) / 1_000_000  # money is counted in millionths, and they must fit too

P = ParamSpec("P")
Read = Callable[P, Iterator[Fact | Unreadable]]


def at_the_edge(read: Read[P]) -> Read[P]:
    """Return ``read`` with each fact that holds what none may replaced by an ``Unreadable``."""

    @wraps(read)
    def checked(*args: P.args, **kwargs: P.kwargs) -> Iterator[Fact | Unreadable]:
        for record in read(*args, **kwargs):
            yield record if type(record) is Unreadable or fits(record) else refused(record)

    return checked


def fits(fact: Fact | Unreadable, *, short: bool = False) -> bool:
    """Return whether every value of ``fact`` is one that a fact may hold. It is asked of every fact.

    ``short``: it was read from no more than ``TEXT_MAX`` characters, so no text in it can have more.
    """
    for value in (NUMBERS if short else BOUNDED)[type(fact)](fact):
        if value is not None:
            kind = type(value)
            if len(value) > TEXT_MAX if kind is str else CHECKS[kind](value) is not None:
                return False
    return True


def refused(fact: Fact | Unreadable) -> Unreadable:
    """Return why ``fact`` is none: the first field that does not fit."""
    for field in fact.__struct_fields__:
        value = getattr(fact, field)
        check = CHECKS.get(type(value))
        wanted = None if check is None else check(value)
        if wanted is not None:
            return unreadable(fact.line or 0, field, _shown(value), wanted)
    raise AssertionError("a fact that fits is not refused")


def _shown(value: object) -> str:
    """Return the start of a value: a number of a million digits is not written out."""
    return f"{Decimal(value):.40g}" if isinstance(value, int | Decimal) else str(value)


def _text(value: str) -> str | None:
    return None if len(value) <= TEXT_MAX else f"at most {TEXT_MAX} characters"


def _texts(value: tuple[str, ...]) -> str | None:
    return None if sum(map(len, value)) <= TEXT_MAX else f"at most {TEXT_MAX} characters in all"


def _whole(value: int) -> str | None:
    return None if -WHOLE_MAX - 1 <= value <= WHOLE_MAX else "a whole number of 64 bits"


def _amount(value: Decimal) -> str | None:
    if not value.is_finite():
        return "an amount"
    return None if abs(value) <= AMOUNT_MAX else f"an amount of at most {AMOUNT_MAX:.0f}"


CHECKS: dict[type, Callable[..., str | None]] = {str: _text, tuple: _texts, int: _whole, Decimal: _amount}
"""By type, what a value should have been, or nothing if it fits."""


def _bounded(kind: type[Struct], types: Collection[type]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gives the values of the fields of ``types``."""
    hints = get_type_hints(kind)
    names = [name for name in kind.__struct_fields__ if _bare(hints[name]) in types]
    if len(names) == 1:
        (only,) = names
        return lambda fact: (getattr(fact, only),)
    return attrgetter(*names)


def _bare(hint: object) -> object:
    """Return a field's type without its ``None``, and a tuple's without what is in it."""
    bare = get_args(hint)[0] if isinstance(hint, UnionType) else hint
    return get_origin(bare) or bare


BOUNDED = {kind: _bounded(kind, CHECKS) for kind in get_args(Fact)}
"""The fields that need a bound; of all others the type is one."""
NUMBERS = {kind: _bounded(kind, (int, Decimal)) for kind in get_args(Fact)}
"""Those of them whose size the length of a record does not bound."""
