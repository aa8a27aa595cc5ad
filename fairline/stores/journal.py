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
from pathlib import Path

from fairline.facts import FairlineError
from fairline.stores import journal_files as files
from fairline.stores.entries import Entry, chained

BATCH_MAX = 1024  # ours: entries in one commit; SQLite takes the values of 5,000 in one statement
RETRY_S = 0.5  # ours: how long after a disk refused a batch it is asked again


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
            self._writer = files.writer_of(folder)
            newest = self._writer.newest()
        except BaseException:
            os.close(self._lock)
            raise
        self.sequence, self.at, self.hash = newest.last, newest.at, newest.hash
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

    @property
    def standby(self) -> bool | None:
        """Whether what is acknowledged is on a second machine; ``None`` where none is asked."""
        return self._writer.standby

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
        self._writer.close()
        os.close(self._lock)
        return not self._rows

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
                self._writer.put(batch)
                return True
            except (sqlite3.Error, OSError, FairlineError) as error:
                self._on_trouble(str(error))
            self._writer.drop()
            if self._closing.wait(RETRY_S):
                return False
