"""A journal's folder: one SQLite file a day, which becomes one Parquet file when the day is closed.

::

    FOLDER/lock                                 held by the process that writes
    FOLDER/journal/2026-11-24.sqlite            the open day, and closed ones that are not moved yet
    FOLDER/journal/place.json                   where the days are instead, if they are in PostgreSQL
    FOLDER/days/day=2026-11-23/entries.parquet  a closed day
    FOLDER/snapshots/00000000000000012345-9f86d081884c7d65.snapshot

A day is that of UTC. Of a day in both forms the Parquet file counts: it is written whole or not at all.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError
from fairline.stores.entries import Entry, Span
from fairline.stores.open_days import DayWriter, OpenDays, Sought
from fairline.stores.place import read_place
from fairline.stores.sqlite_days import JOURNAL, SqliteDays, SqliteWriter, damaged

DAYS, SNAPSHOTS, PARQUET = "days", "snapshots", "entries.parquet"


def open_days(folder: Path) -> OpenDays:
    """Return the days of a journal that are not only Parquet."""
    place = read_place(folder)
    if place is None:
        return SqliteDays(folder)
    days_in: OpenDays = import_module("fairline.stores.postgresql_days").PostgresqlDays(place)
    return days_in


def writer_of(folder: Path) -> DayWriter:
    """Return the one who writes the journal of a folder. Raises ``FairlineError``."""
    place = read_place(folder)
    if place is not None:
        writer: DayWriter = import_module("fairline.stores.postgresql_writer").PostgresqlWriter(place)
        return writer
    known = days(folder)
    closed = known and parquet_of(folder, known[-1]).exists()
    return SqliteWriter(folder, (known[-1], span(folder, known[-1])) if closed else None)


def parquet_of(folder: Path, day: str) -> Path:
    """Return where a closed day is."""
    return folder / DAYS / f"day={day}" / PARQUET


def days(folder: Path) -> tuple[str, ...]:
    """Return the days that a journal has, the first one first."""
    closed = (path.parent.name.removeprefix("day=") for path in (folder / DAYS).glob(f"day=*/{PARQUET}"))
    return tuple(sorted({*open_days(folder).days(), *closed}))


def lock(folder: Path, parts: Iterable[str] = (JOURNAL, DAYS, SNAPSHOTS)) -> int:
    """Make ``folder`` this process's own until the number that is returned is closed, or the process ends.

    Raises ``FairlineError`` if another process has it.
    """
    for part in parts:
        (folder / part).mkdir(parents=True, exist_ok=True)
    held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        # Unlike flock's, this lock is not handed on to a copy of the process that writes a snapshot.
        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        other = os.read(held, 20).decode("ascii", "replace").strip() or "another"
        os.close(held)
        raise FairlineError(f"{folder}: found it in use by process {other}, wanted it alone") from None
    os.ftruncate(held, 0)
    os.write(held, b"%d\n" % os.getpid())
    return held


def span(folder: Path, day: str) -> Span:
    """Return what a day says of itself."""
    closed = parquet_of(folder, day)
    if closed.exists():
        told = parquet_file(closed).schema_arrow.metadata or {}
        try:
            numbers = (int(told[b"first"]), int(told[b"last"]), int(told[b"at"]))
            return Span(numbers[0], told[b"previous"], numbers[1], numbers[2], told[b"hash"])
        except (KeyError, ValueError) as error:
            raise damaged(closed, error) from error
    return open_days(folder).span(day)


def parquet_file(path: Path) -> Any:
    """Open a closed day. The library takes long to import, and the newest days are not closed."""
    try:
        return import_module("pyarrow.parquet").ParquetFile(path)
    except (OSError, ValueError) as error:  # pyarrow's errors are among these
        raise damaged(path, error) from error


def entries(
    folder: Path, *, after: int = 0, kinds: Iterable[str] = (), starts: bytes = b""
) -> Iterator[Entry]:
    """Yield the entries past the sequence number ``after``, of some kinds or of all, in order.

    ``starts``: only those whose body begins so. Nothing is checked. Raises ``FairlineError`` for a file that
    cannot be read.
    """
    wanted = tuple(kinds)
    held = list(days(folder))
    # From the newest on, so that nothing old is opened which is not asked for.
    first = next((n for n in reversed(range(len(held))) if span(folder, held[n]).first <= after + 1), 0)
    for day in held[first:]:
        yield from of_day(folder, day, after=after, kinds=wanted, starts=starts)


def entries_before(folder: Path, before: int, *, kinds: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the entries of some kinds below the sequence number ``before``, the latest first.

    Nothing is checked. Raises ``FairlineError`` for a file that cannot be read.
    """
    for day in reversed(days(folder)):
        closed = parquet_of(folder, day)
        if closed.exists():
            yield from _closed_back(closed, before, kinds)
        else:
            yield from open_days(folder).find_back(day, before, kinds)


def of_day(
    folder: Path, day: str, *, after: int = 0, kinds: tuple[str, ...] = (), starts: bytes = b""
) -> Iterator[Entry]:
    """Yield the entries of one day."""
    closed = parquet_of(folder, day)
    if closed.exists():
        return _closed(closed, after, kinds, starts)
    return open_days(folder).find(day, Sought(first=after + 1, kinds=kinds, starts=starts))


def _closed(path: Path, after: int, kinds: tuple[str, ...], starts: bytes) -> Iterator[Entry]:
    file = parquet_file(path)
    try:
        for group in range(file.num_row_groups):
            last = file.metadata.row_group(group).column(0).statistics
            if last is not None and last.max <= after:
                continue
            rows = file.read_row_group(group)
            if starts:  # few of millions, which are not all made into Python's own
                rows = rows.filter(import_module("pyarrow.compute").starts_with(rows.column("body"), starts))
            for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                if row[0] > after and (not kinds or row[2] in kinds):
                    yield Entry._make(row)
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    finally:
        file.close()


def _closed_back(path: Path, before: int, kinds: tuple[str, ...]) -> Iterator[Entry]:
    file = parquet_file(path)
    try:
        for group in reversed(range(file.num_row_groups)):
            first = file.metadata.row_group(group).column(0).statistics
            if first is not None and first.min >= before:
                continue
            column = file.read_row_group(group, columns=["kind"]).column("kind")
            if not any(kind in kinds for kind in column.unique().to_pylist()):
                continue
            columns = file.read_row_group(group).columns
            rows = list(zip(*(each.to_pylist() for each in columns), strict=True))
            yield from (Entry._make(row) for row in reversed(rows) if row[0] < before and row[2] in kinds)
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    finally:
        file.close()
