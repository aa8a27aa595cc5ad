"""The days of a journal as files of SQLite, one a day: how they are read and how they are written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from heapq import merge
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError
from fairline.stores.durable import fsync
from fairline.stores.entries import BEGINNING, DAY, QUIET, Entry, Span, day_of
from fairline.stores.open_days import Sought, place_of

VERSION = 1
APPLICATION = 0x66616A31  # SQLite's application_id: "faj1"
JOURNAL = "journal"
PAGES_MAX = 4000  # ours: pages of the log after which SQLite moves it into the file, some 16 MB
COLUMNS = "sequence, at, kind, id, body, hash"
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


def sqlite_of(folder: Path, day: str) -> Path:
    """Return where an open day is."""
    return folder / JOURNAL / f"{day}.sqlite"


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


class SqliteDays:
    """The files of one folder, to be read: ``OpenDays``."""

    keeps = False

    def __init__(self, folder: Path) -> None:
        """Open nothing yet."""
        self._folder = folder

    def days(self) -> tuple[str, ...]:
        """Return the days that have a file."""
        return tuple(sorted(path.stem for path in (self._folder / JOURNAL).glob("????-??-??.sqlite")))

    def span(self, day: str) -> Span:
        """Return what a day says of itself."""
        path = sqlite_of(self._folder, day)
        with closing(connect(path, write=False)) as opened:
            return span_in(opened, path)

    def find(self, day: str, sought: Sought) -> Iterator[Entry]:
        """Yield the entries of a day that are looked for, in order."""
        where, given = _where(sought)
        path = sqlite_of(self._folder, day)
        with closing(connect(path, write=False)) as opened:
            try:
                rows = opened.execute(f"SELECT {COLUMNS} FROM entry WHERE {where} ORDER BY sequence", given)
                yield from map(Entry._make, rows)
            except sqlite3.Error as error:
                raise damaged(path, error) from error

    def find_back(self, day: str, before: int, kinds: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the entries of some kinds below a number, the latest first."""
        ask = f"SELECT {COLUMNS} FROM entry WHERE kind = ? AND sequence < ? ORDER BY sequence DESC"
        path = sqlite_of(self._folder, day)
        with closing(connect(path, write=False)) as opened:
            try:
                # One cursor a kind, as the index of what is rare is by kind first.
                each = [map(Entry._make, opened.execute(ask, (kind, before))) for kind in kinds]
                yield from merge(*each, key=attrgetter("sequence"), reverse=True)
            except sqlite3.Error as error:
                raise damaged(path, error) from error

    def first_from(self, day: str, at: int) -> int:
        """Return the place of the first entry that was written at ``at`` or later."""
        path = sqlite_of(self._folder, day)

        def written_at(place: int) -> int | None:
            found = opened.execute("SELECT at FROM entry WHERE sequence = ?", (place,)).fetchone()
            return None if found is None else int(found[0])

        with closing(connect(path, write=False)) as opened:
            try:
                told = span_in(opened, path)
                return place_of(told.first, told.last, at, written_at)
            except sqlite3.Error as error:
                raise damaged(path, error) from error

    def remove(self, day: str, *, held: bool) -> None:
        """Remove the file of a day, which Parquet has, wherever that was put."""
        path = sqlite_of(self._folder, day)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        fsync(path.parent)

    def release(self, held: frozenset[str]) -> None:
        """Do nothing: what is put aside is Parquet."""


def _where(sought: Sought) -> tuple[str, list[object]]:
    """Return the conditions and their values."""
    parts = ["sequence >= ?", "sequence <= ?"]
    given: list[object] = [sought.first, sought.last]
    for name, values in (("kind", sought.kinds), ("id", sought.ids)):
        if values:
            parts.append(f"{name} IN ({', '.join('?' * len(values))})")
            given += values
    if sought.starts:
        parts.append("substr(body, 1, ?) = ?")
        given += [len(sought.starts), sought.starts]
    if sought.having:
        parts.append("instr(body, ?)")
        given.append(sought.having)
    return " AND ".join(parts), given


class SqliteWriter:
    """The files of one folder, to be written: ``DayWriter``."""

    standby: bool | None = None

    def __init__(self, folder: Path, closed: tuple[str, Span] | None) -> None:
        """Open nothing yet. ``closed``: the newest day and what it holds, if that is Parquet already."""
        self._folder = folder
        self._connection: sqlite3.Connection | None = None
        self._day: str | None = closed[0] if closed else None
        self._span = closed[1] if closed else BEGINNING

    def newest(self) -> Span:
        """Return where the journal ends."""
        known = SqliteDays(self._folder).days()
        if self._day is None and known:
            self._of_day(known[-1])
        return self._span

    def put(self, batch: list[Entry]) -> None:
        """Write what is not written of a batch, day by day."""
        while batch:
            day = batch[0].at // DAY
            some = batch if batch[-1].at // DAY == day else [each for each in batch if each.at // DAY == day]
            connection = self._of_day(day_of(batch[0].at))
            # After a fault it may have been written all the same.
            rest = (
                some if some[0].sequence > self._span.last else some[self._span.last - some[0].sequence + 1 :]
            )
            if rest:
                rows = 1 << (len(rest) - 1).bit_length()
                connection.execute(_insertion(rows), _flat(rest, rows))
                last = rest[-1]
                self._span = self._span._replace(last=last.sequence, at=last.at, hash=last.hash)
            batch = batch[len(some) :]

    def drop(self) -> None:
        """Close the file; the next batch opens it again and sees what it has."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Close the file."""
        self.drop()

    def _of_day(self, day: str) -> sqlite3.Connection:
        """Return the connection to a day's file, the newest or a new one."""
        if self._connection is None or day != self._day:
            path = sqlite_of(self._folder, day)
            self.drop()
            if not path.exists():
                create(path, self._span)
            made = _lasting(path)
            self._connection, self._day = made, day
            self._span = span_in(made, path)
        return self._connection


def _lasting(path: Path) -> sqlite3.Connection:
    """Open the file of a day so that a commit is on disk when it returns."""
    made = connect(path)
    made.execute("PRAGMA journal_mode = WAL")
    made.execute("PRAGMA synchronous = FULL")
    made.execute(f"PRAGMA wal_autocheckpoint = {PAGES_MAX}")
    return made


def _flat(batch: list[Entry], rows: int) -> list[Any]:
    """Return the values of a batch one after the other, filled up to so many rows with nothing."""
    values: list[Any] = list(chain.from_iterable(batch))
    values.extend([None] * (6 * (rows - len(batch))))
    return values


def _insertion(rows: int) -> str:
    """Return the statement that writes so many rows at once; those that are nothing are left out.

    One statement is one transaction, and the interpreter is let go of once for it: a thread that writes row
    by row would ask for it back at each, from the thread that decides.
    """
    values = ", ".join(["(?, ?, ?, ?, ?, ?)"] * rows)
    return f"INSERT INTO entry SELECT * FROM (VALUES {values}) WHERE column1 IS NOT NULL"
