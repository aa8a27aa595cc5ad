"""The journal that is written: entries in order, many in one commit, on a thread of its own.

``append`` gives an entry its number and its hash and returns at once; ``flush`` lets the thread write what
has been gathered. While one commit runs the next batch gathers. ``on_commit`` is told the last number that is
on disk, once a batch, on that thread. If the disk does not take a batch, ``on_trouble`` is told why, and the
same batch is tried again until it is taken or the journal is closed: no entry is left out.
"""

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from fairline.facts import FairlineError
from fairline.stores import journal_files as files
from fairline.stores.entries import DAY, Entry, chained
from fairline.stores.journal_files import BEGINNING, Span

BATCH_MAX = 1024  # ours: entries in one commit; SQLite takes the values of 5,000 in one statement
RETRY_S = 0.5  # ours: how long after a disk refused a batch it is asked again
PAGES_MAX = 4000  # ours: pages of the log after which SQLite moves it into the file, some 16 MB


class Journal:
    """One folder's journal, open for writing. All but the callbacks happens on the thread that made it."""

    def __init__(
        self,
        folder: Path,
        *,
        on_commit: Callable[[int], None],
        on_trouble: Callable[[str], None],
    ) -> None:
        """Take the folder. Raises ``FairlineError`` if another process has it, or it cannot be read."""
        self.folder = folder
        self.commits = 0
        self._lock = files.lock(folder)
        try:
            self._connection: sqlite3.Connection | None = None
            self._day, self._span = self._newest()
        except BaseException:
            os.close(self._lock)
            raise
        self.sequence, self.at, self.hash = self._span.last, self._span.at, self._span.hash
        self._rows: deque[Entry] = deque()
        self._on_commit = on_commit
        self._on_trouble = on_trouble
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._idle = True
        self._thread = threading.Thread(target=self._write, name="fairline journal", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many entries are not yet being written."""
        return len(self._rows)

    def append(self, at: int, kind: str, id: str, body: bytes) -> int:
        """Put an entry behind the others; return its number. ``at`` is not before the last one's."""
        assert at >= self.at, "time does not go back in a journal"
        self.sequence += 1
        self.at = at
        self.hash = chained(self.hash, self.sequence, at, kind, id, body)
        self._rows.append(Entry(self.sequence, at, kind, id, body, self.hash))
        return self.sequence

    def flush(self) -> None:
        """Let what was appended be written. While a batch is being written, the next needs no call."""
        if self._idle:
            self._wake.set()

    def close(self) -> bool:
        """Write what is left, and let go of the folder; return whether all was written."""
        self._closing.set()
        self._wake.set()
        self._thread.join()
        if self._connection is not None:
            self._connection.close()
        os.close(self._lock)
        return not self._rows

    def _newest(self) -> tuple[str | None, Span]:
        """Return the newest day and what it holds; open it if it is not closed."""
        known = files.days(self.folder)
        if not known:
            return None, BEGINNING
        if files.parquet_of(self.folder, known[-1]).exists():
            return known[-1], files.span(self.folder, known[-1])
        path = files.sqlite_of(self.folder, known[-1])
        self._connection = files.connect(path)
        _set(self._connection)
        return known[-1], files.span_in(self._connection, path)

    def _write(self) -> None:
        """Write batch after batch until the journal is closed."""
        while True:
            self._idle = not self._rows
            if not self._rows:
                if self._closing.is_set():
                    return
                self._wake.wait()
                self._wake.clear()
                continue
            batch = [self._rows.popleft() for _ in range(min(len(self._rows), BATCH_MAX))]
            if not self._written(batch):
                self._rows.extendleft(reversed(batch))
                return
            self.commits += 1
            self._on_commit(batch[-1].sequence)

    def _written(self, batch: list[Entry]) -> bool:
        """Write a batch, however often it takes; return ``False`` if the journal was closed before."""
        while True:
            try:
                self._put(batch)
                return True
            except (sqlite3.Error, OSError, FairlineError) as error:
                self._on_trouble(str(error))
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None
            if self._closing.wait(RETRY_S):
                return False

    def _put(self, batch: list[Entry]) -> None:
        """Write what is not written of a batch, day by day."""
        while batch:
            day = batch[0].at // DAY
            some = batch if batch[-1].at // DAY == day else [each for each in batch if each.at // DAY == day]
            connection = self._of_day(files.day_of(batch[0].at))
            # After a fault it may have been written all the same.
            rest = (
                some if some[0].sequence > self._span.last else some[self._span.last - some[0].sequence + 1 :]
            )
            if rest:
                rows = 1 << (len(rest) - 1).bit_length()
                connection.execute(files.insertion(rows), files.flat(rest, rows))
                last = rest[-1]
                self._span = self._span._replace(last=last.sequence, at=last.at, hash=last.hash)
            batch = batch[len(some) :]

    def _of_day(self, day: str) -> sqlite3.Connection:
        """Return the connection to a day's file, the newest or a new one."""
        if self._connection is None or day != self._day:
            path = files.sqlite_of(self.folder, day)
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if not path.exists():
                files.create(path, self._span)
            made = files.connect(path)
            _set(made)
            self._connection, self._day = made, day
            self._span = files.span_in(made, path)
        return self._connection


def _set(connection: sqlite3.Connection) -> None:
    """Make a commit last: it is on disk when it returns."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_MAX}")
