"""Columns of a Parquet file as the values of a kind of fact, and which of them can be none.

Times are timestamps or ISO 8601 text, durations whole microseconds, Arrow's own or text, lists are lists or
JSON. For all else the types of NDJSON's reader count.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa
from msgspec import Struct

from fairline.facts import KINDS
from fairline.readers.rows import DURATION_MAX, YEAR_MAX, YEAR_MIN

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
Value = Any
Values = list[Value]


class Wrong:
    """What stands where a value should: what was found, and what was wanted."""

    __slots__ = ("found", "wanted")

    def __init__(self, found: object, wanted: str) -> None:
        self.found, self.wanted = found, wanted


@cache
def fields(kind: type[Struct]) -> dict[str, type]:
    """Return the type of each field of a kind that a file can say, without its ``None``."""
    return {name: _bare(hint) for name, hint in get_type_hints(kind).items() if name != "line"}


def _bare(hint: Any) -> type:
    alternatives = [each for each in get_args(hint) if each is not type(None) and each is not ...]
    bare = hint if isinstance(hint, type) and not alternatives else get_origin(hint)
    if bare is tuple or not alternatives:
        return bare if isinstance(bare, type) else object
    return _bare(alternatives[0])


KNOWN = frozenset({"kind", *(name for kind in KINDS for name in fields(kind))})
"""Every column that means something to us. Others are passed over, as in NDJSON."""


def values(column: pa.Array, of: type) -> Values:
    """Return the values of one column for a field of type ``of``: ``None`` if unsaid, ``Wrong`` if none."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if issubclass(of, datetime):
        return _times(column)
    if issubclass(of, timedelta):
        return _durations(column)
    found = _texts(column) if _is_text(column.type) else column.to_pylist()
    return [_list(each) for each in found] if issubclass(of, tuple) else found


def needs_a_look(of: pa.DataType) -> bool:
    """Whether a column of times or durations may hold one without a zone, or one that no fact may have."""
    return _is_text(of) or pa.types.is_dictionary(of) or (pa.types.is_timestamp(of) and of.tz is None)


def _times(column: pa.Array) -> Values:
    if _is_text(column.type):
        return _texts(column)
    if not pa.types.is_timestamp(column.type):
        return _none(column, "a timestamp or a time as ISO 8601 text")
    zone = UTC if column.type.tz is not None else None
    start = EPOCH if zone else EPOCH.replace(tzinfo=None)
    least, most = datetime(YEAR_MIN, 1, 1, tzinfo=UTC), datetime(YEAR_MAX + 1, 1, 1, tzinfo=UTC)
    bounds = ((least - EPOCH) // timedelta(microseconds=1), (most - EPOCH) // timedelta(microseconds=1) - 1)
    return _micros(column, bounds, lambda micros: start + timedelta(microseconds=micros), _YEARS)


def _durations(column: pa.Array) -> Values:
    if _is_text(column.type):
        return _texts(column)
    if not (pa.types.is_duration(column.type) or pa.types.is_integer(column.type)):
        return _none(column, "whole microseconds, or a duration as ISO 8601 text")
    bounds = (0, DURATION_MAX // timedelta(microseconds=1))
    return _micros(column, bounds, lambda micros: timedelta(microseconds=micros), _DAYS)


_YEARS = f"a year from {YEAR_MIN} to {YEAR_MAX}"
_DAYS = f"a duration from 0 to {DURATION_MAX.days} days"


def _micros(column: pa.Array, bounds: tuple[int, int], made: Callable[[int], Value], wanted: str) -> Values:
    """Return counts of ticks made into times or durations, cut to microseconds."""
    unit = "us" if pa.types.is_integer(column.type) else column.type.unit
    times, by = max(1, 1_000_000 // PER_SECOND[unit]), max(1, PER_SECOND[unit] // 1_000_000)
    ticks = column if pa.types.is_integer(column.type) else column.cast(pa.int64())
    least, most = bounds
    return [
        None
        if tick is None
        else made(tick * times // by)
        if least <= tick * times // by <= most
        else Wrong(f"{tick} {unit}", wanted)
        for tick in ticks.to_pylist()
    ]


def _is_text(of: pa.DataType) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(is_of(of) for is_of in (*kinds, pa.types.is_binary, pa.types.is_large_binary))


def _texts(column: pa.Array) -> Values:
    """Return texts; some writers leave out that their bytes are UTF-8, and some bytes are not."""
    try:
        found: Values = column.cast(pa.large_string()).to_pylist()
    except (pa.ArrowInvalid, UnicodeDecodeError):
        found = [None if each is None else _text(each) for each in column.cast(pa.large_binary()).to_pylist()]
    return found


def _text(found: bytes) -> str | Wrong:
    try:
        return found.decode()
    except UnicodeDecodeError:
        return Wrong(found.decode("utf-8", "replace"), "text in UTF-8")


def _list(found: Value) -> Value:
    if not isinstance(found, str):
        return found
    try:
        return msgspec.json.decode(found, type=tuple[str, ...])
    except (msgspec.DecodeError, RecursionError):
        return Wrong(found, "a list of texts, or JSON of one")


def _none(column: pa.Array, wanted: str) -> Values:
    return [None if each is None else Wrong(each, wanted) for each in column.to_pylist()]
