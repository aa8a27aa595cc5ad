"""Facts as rows: one column a field, in whole microseconds, and for each time what its zone adds to UTC."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import Struct

from fairline.facts import Fact
from fairline.signals.sql.expressions import OFFSET
from fairline.signals.sql.preparing import name_of
from fairline.signals.sql.types import MONEY, decoder, fields, sql_type, stored_type
from fairline.signals.windows import MICROSECOND, moment

NUMBER = "fact"
"""The column that tells the rows of a kind apart: the order in which they came."""
ARROW: dict[str, pa.DataType] = {
    "BOOLEAN": pa.bool_(),
    "BIGINT": pa.int64(),
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    MONEY: pa.decimal128(28, 18),
}
WHOLE_DIGITS, DECIMALS = 10, 18  # of an amount: what ``MONEY`` holds and Python multiplies without rounding


class Unsuited(Exception):
    """A fact that has no exact place in the database; the online engine takes it."""


@cache
def columns(kind: type[Struct]) -> dict[str, str]:
    """Return the columns of a kind of fact and their SQL types."""
    found = {name: stored_type(of) for name, of in fields(kind).items()}
    offsets = {name + OFFSET: "BIGINT" for name in times(kind)}
    return found | offsets | {NUMBER: "BIGINT"}


@cache
def times(kind: type[Struct]) -> tuple[str, ...]:
    """Return the fields that are times."""
    return tuple(name for name, of in fields(kind).items() if issubclass(of, datetime))


def batch(kind: type[Struct], facts: Sequence[Fact], first: int) -> pa.Table:
    """Return facts of one kind as rows, numbered from ``first``.

    Raises ``Unsuited`` for an amount that 28 digits, 18 of them decimals, do not hold, and for a text that is
    none (half of a surrogate pair).
    """
    of = fields(kind)
    values = dict(zip(of, zip(*map(msgspec.structs.astuple, facts), strict=True), strict=True))
    try:
        made = {name: _column(values[name], each) for name, each in of.items()}
    except UnicodeEncodeError as error:
        raise Unsuited(str(error)) from error
    for name in times(kind):
        made[name + OFFSET] = _offsets(values[name])
    return numbered(pa.table(made), first)


def numbered(rows: pa.Table, first: int) -> pa.Table:
    """Return rows of facts with their numbers, from ``first`` on, in the place of those that they had."""
    numbers = pa.array(range(first, first + rows.num_rows), pa.int64())
    return (rows.drop_columns(NUMBER) if NUMBER in rows.column_names else rows).append_column(NUMBER, numbers)


def _column(values: Sequence[Any], of: type) -> pa.Array:
    if issubclass(of, datetime):
        return pa.array(values, pa.timestamp("us", "UTC")).cast(pa.int64())
    if issubclass(of, timedelta):
        return pa.array(values, pa.duration("us")).cast(pa.int64())
    if issubclass(of, tuple):
        return pa.array([None if each is None else _text(each) for each in values], pa.string())
    if issubclass(of, Decimal):
        return pa.array([None if each is None else _amount(each) for each in values], pa.string())
    return pa.array(values, ARROW[sql_type(of)])


def _amount(value: Decimal) -> str:
    if value and (value.adjusted() >= WHOLE_DIGITS or value != round(value, DECIMALS)):
        raise Unsuited(f"{value}: more than {WHOLE_DIGITS} digits, or {DECIMALS} decimals")
    return str(value)


@cache
def _text(value: tuple[str, ...]) -> str:
    return msgspec.json.encode(value).decode()


def _offsets(values: Sequence[datetime | None]) -> pa.Array:
    if all(each is None or each.tzinfo is UTC for each in values):
        return pa.repeat(pa.scalar(0, pa.int64()), len(values))
    found = [0 if each is None else (each.utcoffset() or timedelta()) // MICROSECOND for each in values]
    return pa.array(found, pa.int64())


def fact_of(kind: type[Struct], row: dict[str, Any]) -> Any:
    """Return the fact that a row is of."""
    values = {
        name: None if row[name] is None else decode(row[name]) for name, decode in _decoders(kind).items()
    }
    for name in times(kind):
        if row[name] is not None:
            values[name] = moment_at(row[name], row[name + OFFSET])
    return kind(**values)


def moment_at(at: int, offset: int) -> datetime:
    """Return an instant on the clock that is so many microseconds ahead of UTC."""
    found = moment(at)
    return found.astimezone(timezone(timedelta(microseconds=offset))) if offset else found


@cache
def _decoders(kind: type[Struct]) -> dict[str, Callable[[Any], Any]]:
    return {name: decoder(of) for name, of in fields(kind).items()}


__all__ = ["ARROW", "NUMBER", "batch", "columns", "fact_of", "name_of", "numbered", "times"]
