"""The index of days that are still open: SQLite, brought up to date by whoever searches, a part at a time."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from fairline.facts import FairlineError
from fairline.stores.call_index import CALLS, KINDS, OPEN, VERSION, about, open_index_of, rows_of
from fairline.stores.journal_files import days, of_day, parquet_of, span
from fairline.stores.sqlite_days import JOURNAL

ENTRIES = 20_000  # ours: entries that are read in one transaction, a fraction of a second
WAIT_S = 10.0  # ours: how long one reader waits for another
SCHEMA = f"""
CREATE TABLE call (
    called TEXT, caller TEXT, at INTEGER NOT NULL, sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL,
    id TEXT NOT NULL, account TEXT, attempt INTEGER NOT NULL
) STRICT;
CREATE INDEX by_called ON call (called, at);
CREATE INDEX by_caller ON call (caller, at);
CREATE TABLE read (sequence INTEGER NOT NULL) STRICT;
INSERT INTO read VALUES (0);
PRAGMA user_version = {VERSION};
"""


class Progress(NamedTuple):
    """How far the open days are read: the last entry, and how many entries are there that are not."""

    read: int
    behind: int


def catch_up(folder: Path, entries_max: int = ENTRIES) -> Progress:
    """Read at most so many further entries of open days; drop the index of days that are no more open.

    Raises ``FairlineError`` if the journal cannot be read.
    """
    read, behind = 0, 0
    if not (folder / JOURNAL).exists():
        return Progress(read, behind)
    (folder / CALLS / OPEN).mkdir(parents=True, exist_ok=True)
    for day in open_days(folder):
        done, came = _read(folder, day, entries_max)
        entries_max -= came
        held = span(folder, day)
        read = max(read, done)
        behind += max(0, held.last - max(done, held.first - 1))
    _tidy(folder)
    return Progress(read, behind)


def _tidy(folder: Path) -> None:
    """Remove the open index of a day that has a better one, and any of a day that the journal has no more."""
    kept = set(days(folder))
    for path in (folder / CALLS / OPEN).glob("*.sqlite"):
        if path.stem not in kept or about(folder, path.stem) is not None:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
    for path in (folder / CALLS).glob("day=*"):
        if path.name.removeprefix("day=") not in kept:
            shutil.rmtree(path, ignore_errors=True)


def open_days(folder: Path) -> tuple[str, ...]:
    """Return the days that are not closed, or are and have no index yet."""
    return tuple(
        day
        for day in days(folder)
        if not parquet_of(folder, day).exists()
        or (about(folder, day) is None and open_index_of(folder, day).exists())
    )


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the index of a day, made if it is not there or of another version."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=WAIT_S)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")  # it can be made again
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                _make(connection)
            yield connection
    except sqlite3.Error as error:
        raise FairlineError(
            f"{path}: found a damaged index ({error}), wanted a whole one: remove it"
        ) from error


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:  # another was quicker
        connection.execute("COMMIT")
        return
    for name in ("call", "read"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in filter(str.strip, SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute("COMMIT")


def _read(folder: Path, day: str, entries_max: int) -> tuple[int, int]:
    """Read further entries of one day; return up to where it is read now, and how many came."""
    last = span(folder, day).last  # first: what is written meanwhile is read the next time
    with opened(open_index_of(folder, day)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        done: int = connection.execute("SELECT sequence FROM read").fetchone()[0]
        before = done
        some = list(islice(of_day(folder, day, after=done, kinds=KINDS), entries_max))
        connection.executemany("INSERT OR REPLACE INTO call VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows_of(some))
        if len(some) < entries_max:  # there are no others
            done = max(done, last)
        elif some:
            done = some[-1].sequence
        if done != before:
            connection.execute("UPDATE read SET sequence = ?", (done,))
        connection.execute("COMMIT")
        return done, len(some)
