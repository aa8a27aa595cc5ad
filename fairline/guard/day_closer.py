"""Days that are over, moved to Parquet one at a time by a process of its own while the guard goes on, and
removed once they were kept for long enough."""

import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from fairline.guard.keeping import found
from fairline.stores.day_work import Told
from fairline.stores.entries import DAY, day_of
from fairline.stores.journal_files import SNAPSHOTS

WORK, CLOSING = "fairline.stores.day_work", "fairline.stores.closing"
WATCH = "watch"
"""Where the watching half has its own, below the guard's folder."""
RETIRE_EVERY = DAY // 24  # ours: a hold that is lifted and a snapshot that is made are seen within the hour

log = logging.getLogger("fairline")


class DayCloser:
    """Looks once a day for one to close. ``counts`` is told of each, and of one that could not be closed.

    ``written_at`` tells the time of the last entry: only once a day has one is that before it over.
    ``keep_days``: how long a day is kept after it is over; 0: for ever.
    """

    def __init__(
        self, folder: Path, counts: Counter[str], written_at: Callable[[], int], *, keep_days: int = 0
    ) -> None:
        self._folder = folder
        self._counts = counts
        self._keep_days = keep_days
        self._written_at = written_at
        self._process: subprocess.Popen[bytes] | None = None
        self._then: Callable[[int, bytes], None] = lambda status, told: None
        self._tried: set[str] = set()
        self._day = 0
        self._retire_at = 0

    def look(self, now: int) -> None:
        """See whether the process that is under way is done, and begin the next if there is one. Nothing
        here waits: the journal may be in a database, which may be slow."""
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return
            told = self._process.stdout.read() if self._process.stdout is not None else b""
            self._ended()
            self._then(status, told)
        elif now // DAY != self._day and self._written_at() // DAY == now // DAY:
            self._begin(
                (WORK, "over", str(self._folder), day_of(now)),
                lambda _, told: self._close_next(_told(told), now),
            )
        elif self._keep_days and now >= self._retire_at:
            self._retire_at = now + RETIRE_EVERY
            before, number = day_of(now - self._keep_days * DAY), counted(self._folder)
            self._begin(
                (WORK, "retire", str(self._folder), before, str(number)),
                lambda _, told: self._retired(_told(told)),
            )

    def stop(self) -> None:
        """End the process that is under way: what it leaves half done is begun anew."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._ended()

    def _begin(self, command: tuple[str, ...], then: Callable[[int, bytes], None]) -> None:
        self._then = then
        self._process = subprocess.Popen(
            [sys.executable, "-m", *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )

    def _ended(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def _close_next(self, told: Told, now: int) -> None:
        """Begin to close the first of the days that are over; with none left, rest until the next day."""
        if told.error:
            log.warning("which days are over is not known: %s", told.error)
            return
        over = [each for each in told.over if each not in self._tried]
        if over:
            # One that fails is tried again after the next start.
            self._tried.add(over[0])
            self._begin((CLOSING, str(self._folder), over[0]), lambda status, _: self._closed(status))
        elif told.begun:
            self._day = now // DAY

    def _closed(self, status: int) -> None:
        self._counts["days closed" if status == 0 else "days: failed"] += 1

    def _retired(self, told: Told) -> None:
        """Tell what became of days that were kept for long enough."""
        if told.error:
            self._counts["days: not removed"] += 1
            log.error("no day of the journal is removed: %s", told.error)
        for what, some in (("removed", told.removed), ("held", told.held), ("released", told.released)):
            if some:
                self._counts[f"days {what}"] += len(some)
                log.info("days of the journal %s: %s", what, ", ".join(some))


def _told(answer: bytes) -> Told:
    try:
        return msgspec.json.decode(answer, type=Told)
    except msgspec.DecodeError as error:
        return Told(error=f"found {error}, wanted an answer")


def counted(folder: Path) -> int:
    """Return the entry up to which every snapshot has counted, of the watching half too; 0 if there is none.

    Of the two that are kept the older is meant: should the newer be damaged, a start goes on from that.
    """
    kept = [folder, *([folder / WATCH] if (folder / WATCH / SNAPSHOTS).exists() else [])]
    return min(min((each.sequence for each in found(each_folder)), default=0) for each_folder in kept)
