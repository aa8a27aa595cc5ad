"""What a declaration must keep to. One that cannot be right fails when its module is imported."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from types import UnionType
from typing import get_args, get_type_hints

from msgspec import Struct

from fairline.facts import EVENTS
from fairline.signals.belonging import BELONGS
from fairline.signals.declared import Counting, Signal
from fairline.signals.errors import DeclarationError
from fairline.signals.expressions import (
    Choose,
    Column,
    Constant,
    Expression,
    FirstKnown,
    name_of,
    walk,
)
from fairline.signals.limits import Unit
from fairline.signals.observing import COUNTED
from fairline.signals.python import may_be_unknown
from fairline.signals.windows import Calendar

NAMES = frozenset(
    {
        "account", "user", "campaign", "caller", "called", "dialed", "called_country", "called_places",
        "forwarded_from", "called_business", "transferred_to", "sender", "recipient", "recipient_country",
        "recipient_places", "template", "token", "ip", "aor", "number", "contact", "person", "item", "other",
        "sha256", "complainant", "target", "call_id", "seller", "brand", "device", "source_ip",
        "contact_list",
    }
)  # fmt: skip
KEYS: dict[type[Struct], frozenset[str]] = {
    kind: NAMES.intersection(kind.__struct_fields__) for kind in EVENTS
}
"""Columns that may be a part of a key as they stand: a fact that lacks one counts nowhere for that key.

They say who or whom, and of nobody nothing can be found. Any other part says itself what unknown means.
"""
SUMMED = frozenset({Counting.TOTAL, Counting.MEAN, Counting.RATIO, Counting.HIGHEST, Counting.COHORT})
UNITS: dict[type, Unit] = {timedelta: Unit.DURATION, Decimal: Unit.MONEY, int: Unit.NUMBER}


def checked(signal: Signal) -> Signal:
    """Return ``signal``. Raises ``DeclarationError`` if it cannot be right, saying what was found."""
    for wrong in (_kinds(signal), _key(signal), _numbers(signal), _unit(signal)):
        for sentence in wrong:
            raise DeclarationError(f"{signal.counting.value}: {sentence}")
    return signal


def kind_of(what: str, *values: Expression) -> type[Struct]:
    """Return the kind of fact that is counted: the one its columns are of, registries apart."""
    found = _counted(*values)
    if not found:
        raise DeclarationError(f"{what}: found no column of a fact, wanted one of what is counted")
    return found[0]


def _counted(*values: Expression) -> list[type[Struct]]:
    """Return the kinds that are counted: a consent is not where it is read for what belongs to it."""
    found = list(dict.fromkeys(kind for kind in _of(*values) if kind in COUNTED))
    return [kind for kind in found if not any(kind in BELONGS[other] for other in found)]


def _of(*values: Expression) -> Iterator[type[Struct]]:
    return (found.kind for value in values for found in walk(value) if isinstance(found, Column))


def _kinds(signal: Signal) -> Iterator[str]:
    """All is read off facts of one kind, and off records that they belong to."""
    counted = [kind.__name__ for kind in _counted(*signal.expressions)]
    if len(counted) > 1:
        yield f"found columns of {' and '.join(counted)}, wanted those of one kind of fact"
    for kind in _of(*signal.expressions):
        if kind is not signal.kind and kind not in BELONGS[signal.kind]:
            yield f"found a column of {kind.__name__}, wanted one that a {signal.kind.__name__} belongs to"


def _key(signal: Signal) -> Iterator[str]:
    """A part of a key that may be unknown says what that means."""
    if not signal.by:
        yield "found a key without parts, wanted at least one"
    for part in signal.by:
        if not _is_key(part):
            name, known = name_of(part), ", ".join(sorted(KEYS[signal.kind]))
            yield (
                f"found {name} in the key, which may be unknown, wanted one of {known}, "
                f"or first_known({name}, what to count the unknown under)"
            )


def _is_key(part: Expression) -> bool:
    match part:
        case Column(kind, field) if field in KEYS.get(kind, ()):
            return True
        case FirstKnown(terms):
            return any(not may_be_unknown(term) for term in terms) or all(map(_is_key, terms))
        case Choose(_, yes, no):
            return all(isinstance(each, Constant) or _is_key(each) for each in (yes, no))
        case _:
            return not may_be_unknown(part)


def _numbers(signal: Signal) -> Iterator[str]:
    """Levels, steps and cohorts are at least one; a lease lasts, and nothing is due before it begins."""
    if signal.counting is Counting.OCCASIONS and signal.level < 1:
        yield f"found a level of {signal.level}, wanted 1 or more"
    if signal.step_max < 1:
        yield f"found steps of at most {signal.step_max}, wanted 1 or more"
    if signal.lasting_max is not None and signal.lasting_max <= timedelta(0):
        yield f"found a lease of at most {signal.lasting_max}, wanted one that lasts"
    if signal.within is not None and signal.within < timedelta(0):
        yield f"found within {signal.within}, wanted 0 or more"
    if signal.counting is Counting.COHORT:
        if not isinstance(signal.over, Calendar):
            window = type(signal.over).__name__.lower()
            yield f"found a {window} window, wanted a calendar one, which all keys share"
        if signal.cohort_min < 1:
            yield f"found peers of at least {signal.cohort_min}, wanted 1 or more"


def _unit(signal: Signal) -> Iterator[str]:
    """What is summed is in the unit that the measure is told in."""
    if signal.counting not in SUMMED or not isinstance(signal.value, Column):
        return
    hint = get_type_hints(signal.value.kind)[signal.value.field]
    said = get_args(hint)[0] if isinstance(hint, UnionType) else hint
    wanted = UNITS.get(said)
    if wanted is None:
        yield f"found {signal.value.field}, wanted a number, a duration or money"
    elif wanted is not signal.unit:
        yield f"found the unit {signal.unit.value} for {signal.value.field}, wanted {wanted.value}"
