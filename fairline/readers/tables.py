"""Rows of any table, with chosen columns in a chosen order: separated values, JSON records or Parquet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from math import isfinite
from typing import Any

import msgspec

from fairline.facts import Unreadable
from fairline.readers import documents, rows
from fairline.readers.cells import Cell
from fairline.readers.source import Source

PARQUET_MAGIC = b"PAR1"
BATCH_ROWS = 8192  # ours: some megabytes at a time
DELIMITERS = ",;\t|"
NAMED_RECORDS, NAMED_DEPTH = 50, 3  # ours: where names are looked for
PAGES = frozenset(
    {"records", "items", "results", "data", "rows", "calls", "messages", "entities", "conversations"}
)

_OBJECT = msgspec.json.Decoder(dict[str, Any])
Column = str | int
"""A column by name (in JSON a dotted path), or by number from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it stands, the cells of the columns asked for, and all that it says, as one text."""

    line: int
    cells: Sequence[Cell]
    text: str


def table(
    source: Source, columns: Sequence[Column], *, delimiter: str | None = None, header: bool = True
) -> Iterator[Row | Unreadable]:
    """Yield each record with ``columns``; what it has not is ``""``. The form is known by the content.

    A column that the whole table has not gives one ``Unreadable`` at line 1. Lines count from 1, and in
    Parquet rows do.
    """
    head = source.head()
    if head.startswith(PARQUET_MAGIC):
        yield from _parquet(source, columns)
    elif head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        yield from _json(source, columns)
    else:
        yield from _separated(source, columns, delimiter or delimiter_of(head), header=header)


def delimiter_of(head: bytes) -> str:
    """Return the delimiter that the first line has most of; a comma if it has none."""
    first = documents.as_text(head).lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


def names_in_json(source: Source) -> list[str]:
    """Return the dotted paths of the scalars in the first JSON records, in the order they come."""
    found: dict[str, None] = {}
    shape = documents.Shape(marks=frozenset(), lists=PAGES)
    for record in islice(documents.records(source, shape), NAMED_RECORDS):
        if isinstance(record, Unreadable):
            continue
        value = documents.decoded(_OBJECT, record)
        if not isinstance(value, Unreadable):
            found.update(dict.fromkeys(_paths(value, "", NAMED_DEPTH)))
    return list(found)


def names_in_parquet(source: Source) -> list[str]:
    """Return the names of the columns; none if the file is damaged."""
    pa = _arrow()
    try:
        names: list[str] = pa.parquet.ParquetFile(source.path()).schema_arrow.names
    except (pa.ArrowException, OSError, ValueError):
        return []
    return list(names)


def _paths(record: dict[str, Any], before: str, depth: int) -> Iterator[str]:
    for name, value in record.items():
        if isinstance(value, dict) and depth:
            yield from _paths(value, f"{before}{name}.", depth - 1)
        elif not isinstance(value, dict | list):
            yield f"{before}{name}"


def _separated(
    source: Source, columns: Sequence[Column], delimiter: str, *, header: bool
) -> Iterator[Row | Unreadable]:
    names: list[str] | None = None if header else []
    places: list[int | None] = [] if header else _places(columns, [])
    for record in rows.records(source, delimiter=delimiter):
        if isinstance(record, Unreadable):
            yield record
            continue
        line, row = record
        if names is None:
            names = [name.strip() for name in row]
            places = _places(columns, names)
            yield from _missing(line, columns, places, names)
            continue
        if names and len(row) != len(names):
            yield rows.unreadable(line, "columns", len(row), str(len(names)))
            continue
        cells = [row[place] if place is not None and place < len(row) else "" for place in places]
        yield Row(line, cells, "\x1f".join(row))


def _places(columns: Sequence[Column], names: Sequence[str]) -> list[int | None]:
    folded = {name.casefold(): index for index, name in reversed(list(enumerate(names)))}
    exact = {name: index for index, name in reversed(list(enumerate(names)))}
    return [
        column - 1 if isinstance(column, int) else exact.get(column, folded.get(column.casefold()))
        for column in columns
    ]


def _missing(
    line: int, columns: Sequence[Column], places: Sequence[int | None], names: Sequence[str]
) -> Iterator[Unreadable]:
    for column, place in zip(columns, places, strict=True):
        if place is None or place >= len(names):
            yield rows.unreadable(line, str(column), ", ".join(names), f"a column {column}")


def _json(source: Source, columns: Sequence[Column]) -> Iterator[Row | Unreadable]:
    paths = [str(column) for column in columns]
    marks = frozenset(name for path in paths for name in (path, path.split(".")[0]))
    shape = documents.Shape(marks=marks, lists=PAGES - marks)
    for record in documents.records(source, shape):
        if isinstance(record, Unreadable):
            yield record
            continue
        found = documents.decoded(_OBJECT, record)
        if isinstance(found, Unreadable):
            yield found
            continue
        text = record.raw.decode("utf-8", "replace")
        yield Row(record.line, [_cell(_at(found, path)) for path in paths], text)


def _at(record: dict[str, Any], path: str) -> Any:
    """Return what stands at a dotted path; a key that itself has dots goes first."""
    value: Any = record
    while isinstance(value, dict) and path not in value and "." in path:
        step, path = path.split(".", 1)
        value = value.get(step)
    return value.get(path) if isinstance(value, dict) else None


def _cell(value: Any) -> Cell:
    """Return a JSON or Parquet value as text, times and durations as they are."""
    if value is None:
        return ""
    if isinstance(value, str | datetime | timedelta):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " ".join(str(_cell(part)) for part in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value)


def _parquet(source: Source, columns: Sequence[Column]) -> Iterator[Row | Unreadable]:
    pa = _arrow()
    faults = (pa.ArrowException, OSError, ValueError, OverflowError)
    try:
        content = pa.parquet.ParquetFile(source.path())
    except faults as error:
        yield rows.unreadable(1, "file", error, "a whole parquet file")
        return
    names = list(content.schema_arrow.names)
    paths = [names[c - 1] if isinstance(c, int) and c <= len(names) else str(c) for c in columns]
    places = [_place(path, names) for path in paths]
    yield from _missing(1, columns, places, names)
    wanted = sorted({names[place] for place in places if place is not None})
    batches = content.iter_batches(batch_size=BATCH_ROWS, columns=wanted)
    line = 0
    while True:
        try:
            batch = next(batches)
        except StopIteration:
            return
        except faults as error:
            yield rows.unreadable(line + 1, "file", error, "a whole parquet file")
            return
        for record in zip(*(_values(batch.column(name)) for name in wanted), strict=True):
            line += 1
            found = dict(zip(wanted, record, strict=True))
            values = [_at(found, path) for path in paths]
            odd = next((number for number, value in enumerate(values) if _is_odd(value)), None)
            if odd is not None:
                yield rows.unreadable(line, paths[odd], values[odd], "a finite number")
                continue
            cells = [_cell(value) for value in values]
            yield Row(line, cells, "\x1f".join(map(str, cells)))


def _is_odd(value: Any) -> bool:
    """Whether it is a number and yet none. JSON and text have no such numbers."""
    return isinstance(value, float) and not isfinite(value)


def _arrow() -> Any:
    """Return pyarrow, loaded only for a Parquet file: it takes longer than most text files take to read."""
    import pyarrow
    import pyarrow.parquet

    return pyarrow


def _place(path: str, names: list[str]) -> int | None:
    name = path if path in names else path.split(".")[0]
    return names.index(name) if name in names else None


def _values(column: Any) -> list[Any]:
    """Return a column's values, times cut to microseconds; one that Python has no date for is its number."""
    pa = _arrow()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    elif pa.types.is_duration(column.type):
        column = column.cast(pa.duration("us"), safe=False)
    try:
        found: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):
        found = [str(value) for value in column.cast(pa.int64()).to_pylist()]
    return found
