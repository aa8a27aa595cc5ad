"""Days that are over, moved to Parquet one at a time by a process of its own while the guard goes on, and
removed once they were kept for long enough."""

import logging
import subprocess
import sys
from collections import Counter
from pathlib import Path

from fairline.facts import FairlineError
from fairline.guard.keeping import found
from fairline.stores.closing import to_close
from fairline.stores.entries import DAY, day_of
from fairline.stores.journal_files import SNAPSHOTS
from fairline.stores.retention import retire
from fairline.stores.sqlite_days import sqlite_of

WATCH = "watch"
"""Where the watching half has its own, below the guard's folder."""
RETIRE_EVERY = DAY // 24  # ours: a hold that is lifted and a snapshot that is made are seen within the hour

log = logging.getLogger("fairline")


class DayCloser:
    """Looks once a day for one to close. ``counts`` is told of each, and of one that could not be closed.

    ``keep_days``: how long a day is kept after it is over; 0: for ever.
    """

    def __init__(self, folder: Path, counts: Counter[str], *, keep_days: int = 0) -> None:
        self._folder = folder
        self._counts = counts
        self._keep_days = keep_days
        self._process: subprocess.Popen[bytes] | None = None
        self._tried: set[str] = set()
        self._day = 0
        self._retire_at = 0

    def look(self, now: int) -> None:
        """See whether the process that is under way is done, and begin the next if there is one."""
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return
            self._counts["days closed" if status == 0 else "days: failed"] += 1
            self._process = None
        elif now // DAY == self._day:
            self._retire(now)
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

    def _retire(self, now: int) -> None:
        """Remove what was kept for long enough, now and again."""
        if not self._keep_days or now < self._retire_at:
            return
        self._retire_at = now + RETIRE_EVERY
        try:
            done = retire(
                self._folder, before=day_of(now - self._keep_days * DAY), counted=counted(self._folder)
            )
        except (FairlineError, OSError) as error:
            self._counts["days: not removed"] += 1
            log.error("no day of the journal is removed: %s", error)
            return
        for what, some in (("removed", done.removed), ("held", done.held), ("released", done.released)):
            if some:
                self._counts[f"days {what}"] += len(some)
                log.info("days of the journal %s: %s", what, ", ".join(some))


def counted(folder: Path) -> int:
    """Return the entry up to which every snapshot has counted, of the watching half too; 0 if there is none.

    Of the two that are kept the older is meant: should the newer be damaged, a start goes on from that.
    """
    kept = [folder, *([folder / WATCH] if (folder / WATCH / SNAPSHOTS).exists() else [])]
    return min(min((each.sequence for each in found(each_folder)), default=0) for each_folder in kept)
