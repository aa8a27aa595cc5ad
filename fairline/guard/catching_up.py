"""A guard that has only just started: standing is known at once, what is counted is read on a thread beside.

Until all is there, calls for help pass, what is suspended is refused, rulings are taken, and everything else
is in doubt.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

from fairline.cases import AppealDecision, Ruling
from fairline.findings import Finding
from fairline.guard.course import NEVER, Course
from fairline.guard.opening import Resuming
from fairline.guard.refusals import CatchingUp, NotWritten
from fairline.guard.writing import Writing
from fairline.policy import Cause
from fairline.signals.windows import instant, moment
from fairline.standing import Change, Standings

AGAIN_S = 0.5  # ours: between looks while the disk takes nothing
TURN_S = 0.001  # ours: how long the thread may keep the interpreter while somebody else wants it


class OnlyStandings:
    """Stands in for a course while that is being brought to where the journal ends."""

    def __init__(self, standings: Standings) -> None:
        self.standings = standings

    def rule(self, ruling: Ruling, sequence: int, at: int) -> tuple[Change, ...]:
        """Take a ruling at an instant; return what moved by it and by the time that passed until then."""
        return self.standings.tick(moment(at)) + self.standings.apply(ruling, sequence)

    def overturn(self, decision: AppealDecision, at: int) -> tuple[Change, ...]:
        """Take the decision on an appeal at an instant."""
        return self.standings.tick(moment(at)) + self.standings.decide(decision)

    def tick(self, at: int) -> tuple[list[Finding], tuple[Change, ...]]:
        """Let time pass. What that ends of what is counted is found when the entry is replayed."""
        return [], self.standings.tick(moment(at))

    def due(self) -> int:
        """Return the instant from which on a tick would matter."""
        return self.standing_due()

    def standing_due(self) -> int:
        """Return the instant at which a standing may move by itself, ``NEVER`` if none will."""
        deadline = self.standings.deadline()
        return NEVER if deadline is None else instant(deadline)


class Beginning:
    """From the start of a guard until all is counted that its journal holds.

    ``judge`` moves standings: those known at once, or the course once it is there. ``ready`` is done then,
    and raises ``FairlineError`` if the journal cannot be read. All methods are called on the loop's thread.
    """

    def __init__(
        self, course: Course, resuming: Resuming, standings: Standings | None, writing: Writing
    ) -> None:
        """``standings``: with these alone at first; ``None``: all is read."""
        self.judge: Course | OnlyStandings = course if standings is None else OnlyStandings(standings)
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._course = course
        self._resuming = resuming
        self._writing = writing
        self._task: asyncio.Task[None] | None = None

    @property
    def left(self) -> int | None:
        """How many entries are still to be read, ``None`` once all are counted."""
        if isinstance(self.judge, OnlyStandings):
            return self._writing.journal.sequence - self._resuming.sequence
        return None

    @property
    def doubt(self) -> Cause | None:
        """Why nothing can be decided, ``None`` if it can."""
        return self._writing.doubt or (Cause.BEHIND if isinstance(self.judge, OnlyStandings) else None)

    def refused(self, future: "asyncio.Future[Any]") -> bool:
        """Refuse if nothing can be counted; return whether it was."""
        if self._writing.refused(future):
            return True
        if (left := self.left) is None:
            return False
        future.set_exception(CatchingUp(f"{self._writing.folder}: found {left} entries to read, wanted none"))
        return True

    def begin(self, then: Callable[[Resuming], None]) -> None:
        """Call ``then`` when all is counted: now, or in the turn of the loop in which the last entry is."""
        if isinstance(self.judge, OnlyStandings):
            self._task = asyncio.get_running_loop().create_task(self._catch_up(then))
            self._task.add_done_callback(self._ended)
        else:
            then(self._resuming)
            self.ready.set_result(None)

    async def stop(self) -> None:
        """Give up, if it is not over."""
        self._resuming.stopped = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _catch_up(self, then: Callable[[Resuming], None]) -> None:
        """Follow the journal on a thread until nothing is left that it has not got to."""
        loop, turn = asyncio.get_running_loop(), sys.getswitchinterval()
        sys.setswitchinterval(TURN_S)
        try:
            while True:
                await loop.run_in_executor(None, self._resuming.follow)
                if self._resuming.sequence == self._writing.journal.sequence:
                    break
                try:
                    await self._writing.written()
                except NotWritten:
                    await asyncio.sleep(AGAIN_S)
        finally:
            sys.setswitchinterval(turn)
        self.judge = self._course
        then(self._resuming)
        self.ready.set_result(None)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if task.cancelled():
            self.ready.cancel()
        elif (error := task.exception()) is not None:
            self.ready.set_exception(error)
