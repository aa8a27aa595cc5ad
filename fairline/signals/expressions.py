"""What is read off a fact: columns, and what can be said of them, as data.

Every expression has a value, or ``None`` when the source did not say what it needs. Truth has three
values: ``both`` is false if any part is false, unknown if none is false and one is unknown; ``either`` is
its mirror. The functions here build expressions but are typed as the values they stand for, so that a
misspelt field or a comparison of unlike things fails in the editor and in mypy.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar, cast

from msgspec import Struct

from fairline.signals.errors import DeclarationError

T = TypeVar("T")
Operator = Literal["==", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Expression:
    """Anything that has a value, or no known value, for one fact."""


@dataclass(frozen=True, slots=True)
class Column(Expression):
    """A field of the fact itself, or of the account, campaign or forwarding it belongs to."""

    kind: type[Struct]
    field: str


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """The same value for every fact."""

    value: object


UNSAID = Constant(None)


@dataclass(frozen=True, slots=True)
class Compare(Expression):
    """``left operator right``; unknown if either side is."""

    operator: Operator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Both(Expression):
    """True if every term is."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either(Expression):
    """True if some term is."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Negated(Expression):
    """True if the term is false."""

    term: Expression


@dataclass(frozen=True, slots=True)
class Known(Expression):
    """True if the source said it; never unknown itself."""

    term: Expression


@dataclass(frozen=True, slots=True)
class FirstKnown(Expression):
    """The first term that is known."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choose(Expression):
    """``yes`` if the condition is true, ``no`` if it is false, unknown if it is."""

    condition: Expression
    yes: Expression
    no: Expression


@dataclass(frozen=True, slots=True)
class Derived(Expression):
    """A pure function of known values. With ``by_law`` the law book is its first argument."""

    function: Callable[..., object]
    terms: tuple[Expression, ...]
    by_law: bool = False


@dataclass(frozen=True, slots=True)
class NewlySeen(Expression):
    """Whether a value is new to its key: first seen, after ``after`` of silence, less than ``within`` ago.

    Unknown until the key has been watched for ``history_min``: in the first days of a file everything is new.
    """

    value: Expression
    by: Expression
    within: timedelta
    after: timedelta
    history_min: timedelta


class _Columns:
    """Stands where a fact stands and gives its columns."""

    def __init__(self, kind: type[Struct]) -> None:
        self._kind = kind

    def __getattr__(self, field: str) -> Column:
        fields = self._kind.__struct_fields__
        if field not in fields:
            near = difflib.get_close_matches(field, fields, n=1)
            hint = f", did you mean {near[0]}" if near else ""
            raise AttributeError(f"{self._kind.__name__}.{field}: found no such field{hint}")
        return Column(self._kind, field)


def columns(kind: type[T]) -> T:
    """Return the columns of a kind of fact, typed as the fact. The only place where a type lies."""
    return cast(T, _Columns(cast("type[Struct]", kind)))


def expression(value: object) -> Expression:
    """Return ``value`` if it is an expression, else the constant of it."""
    return value if isinstance(value, Expression) else Constant(value)


def _compare(operator: Operator, left: object, right: object) -> bool:
    return cast(bool, Compare(operator, expression(left), expression(right)))


def equal(left: T | None, right: T | None) -> bool:
    """``left == right``."""
    return _compare("==", left, right)


def one_of(value: T | None, *choices: T) -> bool:
    """Whether ``value`` is one of ``choices``."""
    return either(*(equal(value, choice) for choice in choices))


def more_than(left: T | None, right: T | None) -> bool:
    """``left > right``."""
    return _compare(">", left, right)


def at_least(left: T | None, right: T | None) -> bool:
    """``left >= right``."""
    return _compare(">=", left, right)


def less_than(left: T | None, right: T | None) -> bool:
    """``left < right``."""
    return _compare("<", left, right)


def at_most(left: T | None, right: T | None) -> bool:
    """``left <= right``."""
    return _compare("<=", left, right)


def both(*terms: bool | None) -> bool:
    """True if every term is true, false if one is false, else unknown."""
    return cast(bool, Both(tuple(expression(term) for term in terms)))


def either(*terms: bool | None) -> bool:
    """True if one term is true, false if every one is false, else unknown."""
    return cast(bool, Either(tuple(expression(term) for term in terms)))


def negated(term: bool | None) -> bool:
    """The other of true and false; unknown stays unknown."""
    return cast(bool, Negated(expression(term)))


def known(term: object) -> bool:
    """Whether the source said it."""
    return cast(bool, Known(expression(term)))


def first_known(*terms: T | None) -> T:
    """The first of the terms that the source said."""
    return cast(T, FirstKnown(tuple(expression(term) for term in terms)))


def choose(condition: bool | None, *, yes: T | None, no: T | None) -> T:
    """``yes`` or ``no`` by the condition."""
    return cast(T, Choose(expression(condition), expression(yes), expression(no)))


def derived(function: Callable[..., T | None], *terms: object) -> T:
    """A pure, named function of values; called only when every one is known."""
    return cast(T, Derived(function, tuple(expression(term) for term in terms)))


def by_law(function: Callable[..., T | None], *terms: object) -> T:
    """A pure function of the law book and values; called only when every value is known."""
    return cast(T, Derived(function, tuple(expression(term) for term in terms), by_law=True))


def _between(since: datetime, until: datetime) -> timedelta:
    return until - since


def elapsed(since: datetime | None, until: datetime | None) -> timedelta:
    """The time from ``since`` to ``until``; negative if they stand the other way round."""
    return derived(_between, since, until)


def newly_seen(
    value: object, *, by: object, within: timedelta, after: timedelta, history_min: timedelta
) -> bool:
    """Whether ``value`` was first seen for ``by`` less than ``within`` ago, or after ``after`` of silence."""
    if within <= timedelta(0):
        raise DeclarationError(f"newly seen: found within {within}, wanted a span that lasts")
    for name, span in (("after", after), ("history_min", history_min)):
        if span < timedelta(0):
            raise DeclarationError(f"newly seen: found {name} {span}, wanted a span of 0 or more")
    return cast(bool, NewlySeen(expression(value), expression(by), within, after, history_min))


def parts(of: Expression) -> tuple[Expression, ...]:
    """The expressions that ``of`` is made of, one level down."""
    match of:
        case Compare(_, left, right):
            return (left, right)
        case Both(terms) | Either(terms) | FirstKnown(terms) | Derived(_, terms, _):
            return terms
        case Negated(term) | Known(term):
            return (term,)
        case Choose(condition, yes, no):
            return (condition, yes, no)
        case NewlySeen(value, by, _, _, _):
            return (value, by)
        case _:
            return ()


def needs(of: Expression) -> frozenset[frozenset[Column]]:
    """What a source must say for ``of`` ever to be known: of each set, at least one column."""
    match of:
        case Column():
            return frozenset({frozenset({of})})
        case FirstKnown(terms) | Either(terms):
            return frozenset({frozenset(column for term in terms for column in _all_columns(term))})
        case Known():
            return frozenset()
        case _:
            found: frozenset[frozenset[Column]] = frozenset()
            return found.union(*(needs(part) for part in parts(of)))


def _all_columns(of: Expression) -> frozenset[Column]:
    if isinstance(of, Column):
        return frozenset({of})
    found: frozenset[Column] = frozenset()
    return found.union(*(_all_columns(part) for part in parts(of)))


def name_of(of: Expression) -> str:
    """A short name for a key's part: the field it comes from, or the function that derived it."""
    match of:
        case Column(_, field):
            return field
        case Derived(function, _, _):
            return function.__name__.strip("_")
        case FirstKnown(terms):
            return name_of(terms[0])
        case Choose(_, yes, _):
            return name_of(yes)
        case _:
            return type(of).__name__.lower()


def walk(of: Expression) -> list[Expression]:
    """``of`` and everything below it, deepest first."""
    return [below for part in parts(of) for below in walk(part)] + [of]
