"""Another policy or another law for a guard that runs: made beside the loop, taken in one turn of it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable

from fairline.guard.course import LAW, Course
from fairline.guard.housekeeping import Housekeeping
from fairline.guard.notes import Notes
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.signals import Signal


class Renewing:
    """Goes on with all that is counted. Nothing else happens while the counts are handed over."""

    def __init__(
        self,
        course: Course,
        notes: Notes,
        house: Housekeeping,
        append: Callable[[int, str, str, bytes], None],
        counts: Counter[str],
    ) -> None:
        self._course = course
        self._notes = notes
        self._house = house
        self._append = append
        self._counts = counts

    async def policy(self, clauses: Iterable[Clause], beside: str) -> tuple[Signal, ...]:
        """Go on with another policy; return the signals that are new and start from nothing."""
        course, loop = self._course, asyncio.get_running_loop()
        engine = await loop.run_in_executor(None, course.engine_for, tuple(clauses))
        course.beside = beside
        new = course.change(engine)
        self._taken()
        return new

    async def law(self, law: LawBook, body: bytes) -> None:
        """Go on under another law, which ``body`` tells in the journal."""
        course, loop = self._course, asyncio.get_running_loop()
        engine = await loop.run_in_executor(None, course.engine_for, course.engine.clauses, law)
        course.enact(law, engine)
        self._append(self._notes.instant(), LAW, course.law_digest, body)
        self._taken()

    def _taken(self) -> None:
        self._notes.policy(self._course.policy)
        self._house.soon()
        self._counts["reloads"] += 1
