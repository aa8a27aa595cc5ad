"""Snapshots of a guard, and days that are over: what is looked after beside the deciding."""

import asyncio
from collections import Counter
from collections.abc import Callable

from fairline.facts import FairlineError
from fairline.guard.course import Settled
from fairline.guard.day_closer import DayCloser
from fairline.guard.keeping import Keeper
from fairline.guard.settings import GuardSettings
from fairline.guard.writing import Writing


class Housekeeping:
    """Makes snapshots when they are due and closes days. All methods are called on the loop's thread."""

    def __init__(
        self,
        writing: Writing,
        settled: Callable[[], Settled],
        counts: Counter[str],
        settings: GuardSettings,
    ) -> None:
        """``settled`` tells what a snapshot is to hold."""
        self.keeper = Keeper(writing.folder, 0)
        self.days = DayCloser(
            writing.folder, counts, lambda: writing.journal.at, keep_days=settings.keep_days
        )
        self._writing = writing
        self._settled = settled
        self._counts = counts
        self._every = settings.snapshot_every
        self._begun = False

    def begin(self, kept: int) -> None:
        """Begin to make snapshots. ``kept``: the entry of the one that the guard started from, 0 for none."""
        self.keeper.kept = self.keeper.begun_after = kept
        self._begun = True

    @property
    def due(self) -> bool:
        """Whether so much was written that a snapshot is due."""
        return self._begun and self._writing.journal.sequence - self.keeper.begun_after >= self._every

    def soon(self) -> None:
        """Make the next snapshot due: what is counted changed in another way than by entries."""
        sequence = self._writing.journal.sequence
        self.keeper.begun_after = min(self.keeper.begun_after, sequence - self._every)

    def look(self) -> None:
        """Keep the snapshot that is done, and begin one if it is time."""
        self._look()
        writing = self._writing
        if self.due and not self.keeper.resting and writing.trouble is None and not writing.closed:
            self._begin()

    async def last(self) -> None:
        """Make a snapshot of the end, so that the next start has nothing to replay."""
        await self._kept()
        if self.keeper.kept < self._writing.journal.sequence:
            self._begin()
            await self._kept()

    async def _kept(self) -> None:
        while self.keeper.writing:
            await asyncio.sleep(0.01)
            self._look()

    def _begin(self) -> None:
        journal = self._writing.journal
        try:
            self.keeper.begin(self._settled, journal.sequence, journal.hash)
        except OSError:
            self._counts["snapshots: failed"] += 1

    def _look(self) -> None:
        try:
            self._counts["snapshots"] += self.keeper.look(self._writing.committed)
        except (OSError, FairlineError):
            self._counts["snapshots: failed"] += 1
