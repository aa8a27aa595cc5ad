"""Records of a text table, and what stands in their columns: a value, or an ``Unreadable`` saying why not.

A record may span lines inside quotes, but only ``RECORD_LINES_MAX`` of them: a quote that is never closed
costs its own line and no other.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from hashlib import blake2b
from itertools import islice

from fairline.facts import Unreadable
from fairline.readers.source import HEAD_BYTES, Source

RECORD_LINES_MAX = 8  # ours: a field with more line ends than this is an unclosed quote
FOUND_MAX = 80
HEAD_ROWS = 16  # ours: enough to know a table by
YEAR_MIN, YEAR_MAX = 1971, 2099  # ours: beyond it, a clock was never set or a column is not a time
HALF_AN_HOUR = timedelta(minutes=30)  # half of what the clocks change by, nearly everywhere
DURATION_MAX = timedelta(days=366)  # ours: a longer call is a broken counter

Row = tuple[int, list[str]]
_TIME = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)
_DECIMAL = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?|[+-]?\.\d{1,20}", re.ASCII)
_OPEN_QUOTE = "unexpected end of data"


def unreadable(line: int, field: str, found: object, wanted: str) -> Unreadable:
    """Return an ``Unreadable`` whose ``found`` is cut to 80 characters."""
    return Unreadable(line=line, field=field, found=str(found)[:FOUND_MAX], wanted=wanted)


def records(source: Source, *, delimiter: str = ",") -> Iterator[Row | Unreadable]:
    """Yield (line number of its start, columns) per record, or why it is none. Blank lines are no records.

    Quotes are doubled inside quoted columns; quotes that are not are taken as they stand, on that one line.
    Blanks after a delimiter are dropped. A NUL, or a column over ``csv.field_size_limit()``, is unreadable.
    """
    feed = _Feed(source.lines())
    while (first := feed.next()) is not None:
        line, text = first
        if not text or text.isspace():
            continue
        if "\0" in text:
            yield unreadable(line, "line", text, "text without NUL")
            continue
        row = _row(text, delimiter, strict=True)
        if row == _OPEN_QUOTE:
            row = _spanning(text, feed, delimiter)
        if isinstance(row, str):
            row = _row(text, delimiter, strict=False) if row != _OPEN_QUOTE else row
        if isinstance(row, str):
            yield unreadable(line, "line", text, f"comma separated columns ({row})")
        else:
            yield line, row


def head_rows(head: bytes, *, delimiter: str = ",") -> list[list[str]]:
    """Return the rows that stand whole in the start of a file: for ``recognise``. Never raises."""
    whole = head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1]
    with closing(Source("head", io.BytesIO(whole))) as source:
        found = islice(records(source, delimiter=delimiter), HEAD_ROWS)
        return [record[1] for record in found if not isinstance(record, Unreadable)]


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that stand for ``parts``: the id of a record that has none."""
    return blake2b("\x1f".join(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def time(line: int, field: str, text: str, zone: tzinfo) -> datetime | Unreadable:
    """Return a time in UTC, read in the zone that the text names (Z, UTC, +hh:mm), else in ``zone``.

    Read are ``YYYY-MM-DD hh:mm:ss[.ffffff]``, its form with T, and ``YYYY/M/D h:mm[:ss]`` as spreadsheets
    write it. An hour repeated in autumn is the first (``settle`` may correct it). A time that the spring
    change leaves out, or outside 1971 to 2099, is unreadable: the clock was in another zone, or not set.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return unreadable(line, field, text, "YYYY-MM-DD hh:mm:ss")
    year, _, month, day, hour, minute, second, fraction, offset = found.groups()
    if not YEAR_MIN <= int(year) <= YEAR_MAX:
        return unreadable(line, field, text, f"a year from {YEAR_MIN} to {YEAR_MAX}")
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        wall = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)  # noqa: DTZ001
    except ValueError:
        return unreadable(line, field, text, "YYYY-MM-DD hh:mm:ss")
    if offset is not None:
        return wall.replace(tzinfo=UTC) - _offset(offset)
    there = wall.replace(tzinfo=zone).astimezone(UTC)
    if zone is not UTC and there.astimezone(zone).replace(tzinfo=None) != wall:
        return unreadable(line, field, text, f"a time that exists in {zone}")
    return there


def epoch(line: int, field: str, found: str | int | float, *, per_second: int = 1) -> datetime | Unreadable:
    """Return the UTC time of a count since 1970: of seconds, or of ``per_second`` ticks; kept to 1 µs."""
    value = number(line, field, str(found))
    if isinstance(value, Unreadable):
        return value
    if not YEAR_MIN <= 1970 + value / per_second / 31_556_952 <= YEAR_MAX + 1:
        return unreadable(line, field, found, f"a time from {YEAR_MIN} to {YEAR_MAX}")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(value * 1_000_000 / per_second))


def whole(line: int, field: str, text: str) -> int | Unreadable:
    """Return a whole number, 0 or more."""
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= 18:
        return int(bare)
    return unreadable(line, field, text, "a whole number")


def whole_seconds(line: int, field: str, text: str) -> timedelta | Unreadable:
    """Return a duration of whole seconds, 0 or more, at most 366 days."""
    value = whole(line, field, text)
    if isinstance(value, Unreadable) or value > DURATION_MAX.total_seconds():
        return unreadable(line, field, text, "whole seconds")
    return timedelta(seconds=value)


def seconds(line: int, field: str, text: str) -> timedelta | Unreadable:
    """Return a duration of seconds with or without a fraction, 0 or more, at most 366 days."""
    value = number(line, field, text)
    if isinstance(value, Unreadable) or not 0 <= value <= DURATION_MAX.total_seconds():
        return unreadable(line, field, text, "seconds")
    return timedelta(microseconds=int(value * 1_000_000))


def number(line: int, field: str, text: str) -> Decimal | Unreadable:
    """Return a decimal number with a point, exactly as written."""
    bare = text.strip()
    if _DECIMAL.fullmatch(bare) is None:
        return unreadable(line, field, text, "a number")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return unreadable(line, field, text, "a number")


def settle(
    start: datetime, end: datetime | None, lasted: timedelta | None, zone: tzinfo
) -> tuple[datetime, datetime | None]:
    """Return ``start`` and ``end`` with autumn's repeated hour settled as far as the record itself tells.

    An end that would precede the start is read as the second of its two hours. Both are read as the second
    when only that fits ``lasted``, the record's own duration. Times of other hours come back as they were.
    """
    if end is None:
        return start, end
    if end >= start and (lasted is None or abs(end - start - lasted) < HALF_AN_HOUR):
        return start, end
    second_start, second_end = _second(start, zone), _second(end, zone)
    if end < start <= second_end:
        end = second_end
    if lasted is None or abs(end - start - lasted) < HALF_AN_HOUR:
        return start, end
    if abs(second_end - second_start - lasted) < HALF_AN_HOUR:
        return second_start, second_end
    return start, end


def _second(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(fold=1).astimezone(UTC)


def _offset(text: str) -> timedelta:
    if text.upper() in {"Z", "UTC"}:
        return timedelta(0)
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return -size if text[0] == "-" else size


class _Feed:
    """Lines that can be given back."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self._back: deque[tuple[int, str]] = deque()

    def next(self) -> tuple[int, str] | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))


def _row(text: str, delimiter: str, *, strict: bool) -> list[str] | str:
    try:
        return next(csv.reader([text], delimiter=delimiter, skipinitialspace=True, strict=strict), [])
    except csv.Error as error:
        return str(error)


def _spanning(text: str, feed: _Feed, delimiter: str) -> list[str] | str:
    taken: list[tuple[int, str]] = []
    while len(taken) + 1 < RECORD_LINES_MAX and (following := feed.next()) is not None:
        taken.append(following)
        row = _row("\n".join([text, *(more for _, more in taken)]), delimiter, strict=True)
        if not isinstance(row, str):
            return row
        if row != _OPEN_QUOTE:
            break
    feed.give_back(taken)
    return _OPEN_QUOTE
