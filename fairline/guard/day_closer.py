"""Days that are over, moved to Parquet one at a time by a process of its own while the guard goes on."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from fairline.stores.closing import to_close
from fairline.stores.entries import DAY
from fairline.stores.journal_files import day_of, sqlite_of


class DayCloser:
    """Looks once a day for one to close. ``counts`` is told of each, and of one that could not be closed."""

    def __init__(self, folder: Path, counts: Counter[str]) -> None:
        self._folder = folder
        self._counts = counts
        self._process: subprocess.Popen[bytes] | None = None
        self._tried: set[str] = set()
        self._day = 0

    def look(self, now: int) -> None:
        """See whether the process that is under way is done, and begin the next if there is one."""
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return
            self._counts["days closed" if status == 0 else "days: failed"] += 1
            self._process = None
        elif now // DAY == self._day:
            return
        # One that fails is tried again after the next start.
        over = [each for each in to_close(self._folder) if each not in self._tried]
        if not over:
            if sqlite_of(self._folder, day_of(now)).exists():
                self._day = now // DAY
            return
        self._tried.add(over[0])
        command = [sys.executable, "-m", "fairline.stores.closing", str(self._folder), over[0]]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def stop(self) -> None:
        """End the process that is under way: what it leaves half done is begun anew."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
