"""The files of a journal: one SQLite file a day, which becomes one Parquet file when the day is closed.

::

    FOLDER/lock                                 held by the process that writes
    FOLDER/journal/2026-11-24.sqlite            the open day, and closed ones that are not moved yet
    FOLDER/days/day=2026-11-23/entries.parquet  a closed day
    FOLDER/snapshots/00000000000000012345-9f86d081884c7d65.snapshot

A day is that of UTC. Of a day in both forms the Parquet file counts: it is written whole or not at all.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from heapq import merge
from importlib import import_module
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from fairline.facts import FairlineError
from fairline.stores.entries import DAY, GENESIS, Entry

VERSION = 1
APPLICATION = 0x66616A31  # SQLite's application_id: "faj1"
JOURNAL, DAYS, SNAPSHOTS, PARQUET = "journal", "days", "snapshots", "entries.parquet"
QUIET = ("fact", "attempt", "tick")
"""The kinds that come by the million. The others have an index."""
SCHEMA = f"""
CREATE TABLE entry (
    sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    body BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE span (first INTEGER NOT NULL, previous BLOB NOT NULL, last INTEGER NOT NULL,
    at INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TRIGGER spans AFTER INSERT ON entry BEGIN
    UPDATE span SET last = NEW.sequence, at = NEW.at, hash = NEW.hash;
END;
CREATE INDEX rare ON entry (kind, sequence) WHERE kind NOT IN {QUIET};
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    """What a day holds: its first entry, the hash before it, its last entry, its time and its hash."""

    first: int
    previous: bytes
    last: int
    at: int
    hash: bytes


BEGINNING = Span(1, GENESIS, 0, 0, GENESIS)
"""A journal without an entry."""


def day_of(at: int) -> str:
    """Return the day of an instant, in UTC, as files are named."""
    return (EPOCH + timedelta(days=at // DAY)).date().isoformat()


def sqlite_of(folder: Path, day: str) -> Path:
    """Return where an open day is."""
    return folder / JOURNAL / f"{day}.sqlite"


def parquet_of(folder: Path, day: str) -> Path:
    """Return where a closed day is."""
    return folder / DAYS / f"day={day}" / PARQUET


def days(folder: Path) -> tuple[str, ...]:
    """Return the days that a journal has, the first one first."""
    open_ = (path.stem for path in (folder / JOURNAL).glob("????-??-??.sqlite"))
    closed = (path.parent.name.removeprefix("day=") for path in (folder / DAYS).glob(f"day=*/{PARQUET}"))
    return tuple(sorted({*open_, *closed}))


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


def create(path: Path, after: Span) -> None:
    """Make the file of a day, whole or not at all; its first entry follows the last of ``after``."""
    aside = path.with_name(f".{path.name}")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(aside, isolation_level=None)) as made:
        made.executescript(f"BEGIN; {SCHEMA}")
        made.execute(
            "INSERT INTO span VALUES (?, ?, ?, ?, ?)",
            (after.last + 1, after.hash, after.last, after.at, after.hash),
        )
        made.execute("COMMIT")
    aside.replace(path)
    fsync(path.parent)


def fsync(folder: Path) -> None:
    """Make the names in a folder last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """Open the file of a day. Raises ``FairlineError`` for one of another program, or of a later version."""
    try:
        made = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=64,
        )
        found = made.execute("PRAGMA user_version").fetchone()[0]
        whose = made.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.Error as error:
        raise damaged(path, error) from error
    if whose != APPLICATION:
        made.close()
        raise FairlineError(f"{path}: found a file of another program, wanted a day of a journal")
    if found != VERSION:
        made.close()
        raise FairlineError(f"{path}: found version {found} of the journal, wanted {VERSION}")
    return made


def damaged(path: Path, error: Exception) -> FairlineError:
    """Return the error for a file that cannot be read."""
    return FairlineError(f"{path}: found a damaged file ({error}), wanted a day of a journal")


def span_in(connection: sqlite3.Connection, path: Path) -> Span:
    """Return what an open day says of itself."""
    try:
        found = connection.execute("SELECT first, previous, last, at, hash FROM span").fetchone()
    except sqlite3.Error as error:
        raise damaged(path, error) from error
    if found is None:
        raise damaged(path, ValueError("no span"))
    return Span(*found)


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
    path = sqlite_of(folder, day)
    with closing(connect(path, write=False)) as opened:
        return span_in(opened, path)


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
            yield from _open_back(sqlite_of(folder, day), before, kinds)


def of_day(
    folder: Path, day: str, *, after: int = 0, kinds: tuple[str, ...] = (), starts: bytes = b""
) -> Iterator[Entry]:
    """Yield the entries of one day."""
    closed = parquet_of(folder, day)
    if closed.exists():
        return _closed(closed, after, kinds, starts)
    return _open(sqlite_of(folder, day), after, kinds, starts)


def _open(path: Path, after: int, kinds: tuple[str, ...], starts: bytes) -> Iterator[Entry]:
    some = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    given: list[object] = [after, *kinds]
    if starts:
        some += " AND substr(body, 1, ?) = ?"
        given += [len(starts), starts]
    ask = f"SELECT sequence, at, kind, id, body, hash FROM entry WHERE sequence > ?{some} ORDER BY sequence"
    with closing(connect(path, write=False)) as opened:
        try:
            yield from map(Entry._make, opened.execute(ask, given))
        except sqlite3.Error as error:
            raise damaged(path, error) from error


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


def _open_back(path: Path, before: int, kinds: tuple[str, ...]) -> Iterator[Entry]:
    ask = (
        "SELECT sequence, at, kind, id, body, hash FROM entry WHERE kind = ? AND sequence < ? "
        "ORDER BY sequence DESC"
    )
    with closing(connect(path, write=False)) as opened:
        try:
            # One cursor a kind, as the index of what is rare is by kind first.
            each = [map(Entry._make, opened.execute(ask, (kind, before))) for kind in kinds]
            yield from merge(*each, key=attrgetter("sequence"), reverse=True)
        except sqlite3.Error as error:
            raise damaged(path, error) from error


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


def flat(batch: list[Entry], rows: int) -> list[Any]:
    """Return the values of a batch one after the other, filled up to so many rows with nothing."""
    values: list[Any] = list(chain.from_iterable(batch))
    values.extend([None] * (6 * (rows - len(batch))))
    return values


def insertion(rows: int) -> str:
    """Return the statement that writes so many rows at once; those that are nothing are left out.

    One statement is one transaction, and the interpreter is let go of once for it: a thread that writes row
    by row would ask for it back at each, from the thread that decides.
    """
    values = ", ".join(["(?, ?, ?, ?, ?, ?)"] * rows)
    return f"INSERT INTO entry SELECT * FROM (VALUES {values}) WHERE column1 IS NOT NULL"
