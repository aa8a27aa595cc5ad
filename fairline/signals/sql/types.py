"""What values are in SQL: instants and durations whole microseconds, choices their words, tuples JSON text.

Floats are never summed and time zones never asked: all that counts is an integer, a text or a truth.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct
from sqlglot import exp

from fairline.signals.expressions import Choose, Column, Constant, Derived, Expression, FirstKnown
from fairline.signals.sql.writing import Sql
from fairline.signals.windows import MICROSECOND, instant, moment

MONEY = "DECIMAL(28, 18)"  # as many digits as Python's decimals keep, so that both multiply alike
SQL_TYPES: dict[type, str] = {
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    datetime: "BIGINT",
    timedelta: "BIGINT",
    Decimal: MONEY,
    tuple: "VARCHAR",
    str: "VARCHAR",
}


@cache
def fields(kind: type[Struct]) -> dict[str, type]:
    """Return the type of each field of a kind of fact, ``None`` apart."""
    hints = get_type_hints(kind)
    return {name: plain(hints[name]) for name in kind.__struct_fields__}


def stored_type(of: type) -> str:
    """Return the type of a column of facts: as ``sql_type``, but amounts as they were written."""
    return "VARCHAR" if issubclass(of, Decimal) else sql_type(of)


def plain(hint: Any) -> type:
    """Return the type behind ``X | None`` and ``tuple[X, ...]``."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(each for each in get_args(hint) if each is not NoneType)
    origin = get_origin(hint) or hint
    return origin if isinstance(origin, type) else object


def sql_type(of: type) -> str:
    """Return the SQL type that values of ``of`` have."""
    return next(name for kind, name in SQL_TYPES.items() if issubclass(of, kind))


def type_of(of: Expression) -> type:
    """Return the type of an expression's value. What is none of the below is a truth."""
    match of:
        case Column(kind, field):
            return fields(kind)[field]
        case Constant(value):
            return type(value)
        case FirstKnown(terms):
            return next((found for term in terms if (found := type_of(term)) is not NoneType), NoneType)
        case Choose(_, yes, no):
            return type_of(no) if type_of(yes) is NoneType else type_of(yes)
        case Derived(function, _, _):
            return plain(get_type_hints(function)["return"])
        case _:
            return bool


def encoded(value: Any) -> Any:
    """Return ``value`` as SQL has it: the inverse of ``decoder``."""
    match value:
        case datetime():
            return instant(value)
        case timedelta():
            return value // MICROSECOND
        case tuple():
            return msgspec.json.encode(value).decode()
        case Enum():
            return value.value
        case _:
            return value


def decoder(of: type) -> Callable[[Any], Any]:
    """Return what makes Python's value of SQL's, where neither is ``None``."""
    if issubclass(of, datetime):
        return moment
    if issubclass(of, timedelta):
        return lambda value: timedelta(microseconds=value)
    if issubclass(of, tuple):
        return _tuple
    return of if issubclass(of, Enum | Decimal) else lambda value: value


@cache
def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(msgspec.json.decode(text))


def literal(value: Any) -> Sql:
    """Return a constant."""
    plain_value = encoded(value)
    if plain_value is None:
        return exp.null()
    if isinstance(plain_value, bool):
        return exp.true() if plain_value else exp.false()
    if isinstance(plain_value, float):
        return exp.cast(exp.Literal.string(repr(plain_value)), "DOUBLE")
    if isinstance(plain_value, Decimal):
        return exp.cast(exp.Literal.string(str(plain_value)), MONEY)
    return exp.convert(plain_value)
