"""One policy's engine, its standings and its journal.

What enters the engine is written down, in that order; what is answered is on disk first. Only a call for help
is answered before anything else is done, and written down after.
"""

import asyncio
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from fairline.cases import AppealDecision, Ruling
from fairline.decision import Decision
from fairline.engine import IN_DOUBT, Engine, standing_in
from fairline.facts import Event, Fact
from fairline.findings import Finding
from fairline.guard import course as kinds
from fairline.guard.catching_up import Beginning
from fairline.guard.course import Course
from fairline.guard.doubting import Doubting
from fairline.guard.housekeeping import Housekeeping
from fairline.guard.keeping import Keeper
from fairline.guard.notes import UNWRITABLE, Notes
from fairline.guard.opening import Resuming, short, standings_at
from fairline.guard.records import ENCODE, Sayings
from fairline.guard.renewing import Renewing
from fairline.guard.settings import GuardSettings
from fairline.guard.throttle import Throttle
from fairline.guard.writing import Writing
from fairline.law import LawBook
from fairline.policy import Cause, Clause, WhenInDoubt
from fairline.signals import Signal
from fairline.signals.book import Taken
from fairline.standing import Change, Effective, Standings
from fairline.stores.journal import Journal

SOME = 16  # ours: facts that are counted before whatever else waits has its turn, about a millisecond
GARBAGE_AFTER = 200_000  # ours: what is counted makes no cycles, and looking for some costs a tenth


class Guard:
    """All methods are called on the loop's thread.

    ``counts``: what became of everything. ``on_change`` are told every standing that moves, also by time,
    ``on_finding`` findings, once they are on disk; each in a later turn of the loop.
    """

    def __init__(
        self,
        course: Course,
        writing: Writing,
        beginning: Beginning,
        now: Callable[[], int],
        settings: GuardSettings,
        throttle: Throttle | None,
        counts: Counter[str],
        *,
        freeze: bool,
    ) -> None:
        """For ``open``."""
        self.counts = counts
        self.on_change: list[Callable[[tuple[Change, ...]], None]] = []
        self.due_beside: Callable[[], int] = lambda: kinds.NEVER
        """When time matters next to whoever follows the journal."""
        self.ticked = 0
        """The number of the last tick."""
        self._course = course
        self._beginning = beginning
        self._writing = writing
        self._append = writing.append
        self._settings = settings
        self._notes = Notes(writing, now, counts, settings.quiet_max)
        self.on_finding = self._notes.on_finding
        self._loop = asyncio.get_running_loop()
        self._said = Sayings()
        self._freeze = freeze
        self._standing_due = kinds.NEVER
        self._doubting = Doubting(lambda: self.engine, self._standing_of, throttle, counts)
        self._house = Housekeeping(writing, course.settled, counts, settings)
        self._renewing = Renewing(course, self._notes, self._house, self._append, counts)

    @classmethod
    def open(
        cls,
        folder: Path,
        clauses: Iterable[Clause],
        *,
        law: LawBook,
        plan: str,
        lateness: timedelta,
        now: Callable[[], int],
        settings: GuardSettings | None = None,
        freeze: bool = True,
        beside: str = "",
        doubt: WhenInDoubt = IN_DOUBT,
        throttle: Throttle | None = None,
        behind: bool = False,
    ) -> "Guard":
        """Take ``folder`` and go on from what it holds: the newest snapshot, and what was written after it.

        ``now`` tells microseconds since 1970-01-01 UTC. ``freeze``: take everything that is there now out of
        the garbage collector's sight, for a process that does little else. ``beside``: the policy of the half
        that watches, if one does (``halves``). ``doubt``: what becomes of what nobody can
        decide. ``throttle``: how fast what is restricted may go on; none: as fast as it comes. ``behind``:
        where there is much to read, return at once and read it beside (``ready``); until then only standing
        and calls for help are decided. A loop must be running. Raises ``FairlineError`` if another process
        has the folder, or its journal cannot be read.
        """
        course = Course(clauses, law=law, plan=plan, lateness=lateness, doubt=doubt)
        course.beside = beside
        counts: Counter[str] = Counter()
        writing = Writing(folder, counts)
        resuming = Resuming(course, folder, writing.committed)
        try:
            standings = None
            if behind and not short(folder, writing.committed):
                standings = standings_at(folder, writing.committed)
            else:
                resuming.follow()
        except BaseException:
            writing.journal.close()
            raise
        if freeze and standings is None:
            gc.collect()
        beginning = Beginning(course, resuming, standings, writing)
        guard = cls(
            course, writing, beginning, now, settings or GuardSettings(), throttle, counts, freeze=freeze
        )
        guard._begin()
        return guard

    @property
    def engine(self) -> Engine:
        """What decides."""
        return self._course.engine

    @property
    def standings(self) -> Standings:
        """Who stands how."""
        return self._beginning.judge.standings

    @property
    def behind(self) -> int | None:
        """How many entries are still to be read after the start, ``None`` once all are counted."""
        return self._beginning.left

    @property
    def ready(self) -> "asyncio.Future[None]":
        """Done when all that the journal holds is counted; raises ``FairlineError`` if that cannot be."""
        return self._beginning.ready

    @property
    def trouble(self) -> str | None:
        """Why nothing is acknowledged at present, ``None`` if all is well."""
        return self._writing.trouble

    @property
    def sequence(self) -> int:
        """The number of the last entry, on disk or not."""
        return self._writing.journal.sequence

    @property
    def pending(self) -> int:
        """How many entries are not on disk yet."""
        return self._writing.pending

    @property
    def journal(self) -> Journal:
        """What is written, and how."""
        return self._writing.journal

    @property
    def snapshot(self) -> Keeper:
        """What is known of the snapshots: the newest, and how long it took."""
        return self._house.keeper

    def decide(self, attempt: Event) -> "asyncio.Future[Decision]":
        """Return the decision on an attempt, to come when it is on disk; that on a call for help at once.

        The future raises ``NotWritten``, ``TooMany`` or ``CatchingUp`` if nothing can be acknowledged or
        counted, and what the attempt hangs on does not refuse it by itself; then it is not counted, unless it
        was waiting already, and ``in_doubt`` answers it. What goes too fast is refused uncounted.
        """
        future = self._loop.create_future()
        if self.engine.is_emergency(attempt):
            decision, _ = self.engine.decide(attempt)
            future.set_result(decision)
            self.counts["emergency"] += 1
            self._loop.call_soon(self._notes.help, attempt, decision)
            return future
        cause = self._beginning.doubt
        if cause is not None:
            refusal = self._doubting.refusal(attempt, cause)
            if refusal is None:
                self._beginning.refused(future)
            else:
                future.set_result(refusal)
            return future
        try:
            body = ENCODE(attempt)
        except UNWRITABLE as error:
            return self._writing.unwritable(future, error)
        at = self._notes.instant()
        if at >= self._standing_due:
            self._tick(at)
        held = self._standing_of(attempt)
        if held.standing and (slowed := self._doubting.slowed(attempt, held, at)) is not None:
            future.set_result(slowed)
            return future
        try:
            decision, findings = self.engine.decide(attempt, held)
        except BaseException as error:
            self._notes.fault(at, body, error, attempt=True)
            raise
        self.counts["decisions"] += 1
        body = b'{"attempt":%b,"decision":%b}' % (body, self._said(decision))
        self._append(at, kinds.ATTEMPT, attempt.id, body)
        if findings:
            self._notes.findings(at, findings)
        return self._writing.answer(future, decision)

    def in_doubt(self, attempt: Event, cause: Cause, *, closed: bool = False) -> Decision:
        """Answer an attempt that nobody decided on in time, or at all: by its standing, and by the way out of
        each class of rules. ``closed``: all refuse. It is counted apart, and written down in a sum."""
        return self._doubting.answer(attempt, self._beginning.doubt or cause, closed=closed)

    def observe(self, facts: Sequence[Fact]) -> "asyncio.Future[list[Taken]]":
        """Return what became of each fact, to come when all are on disk.

        Of a long sequence only a part is counted in one turn of the loop. Facts that cannot be written down
        are refused all together, before any is counted.
        """
        future = self._loop.create_future()
        if self._beginning.refused(future):
            return future
        try:
            bodies = [ENCODE(fact) for fact in facts]
        except UNWRITABLE as error:
            return self._writing.unwritable(future, error)
        self._observe_some(future, facts, bodies, [])
        return future

    def rule(self, ruling: Ruling) -> "asyncio.Future[tuple[Change, ...]]":
        """Take a ruling: standings move at once, and the future comes when it is on disk."""
        judge, sequence = self._beginning.judge, self.sequence + 1
        return self._judged(kinds.RULING, ruling, lambda at: judge.rule(ruling, sequence, at))

    def overturn(self, decision: AppealDecision) -> "asyncio.Future[tuple[Change, ...]]":
        """Take the decision on an appeal: standings move at once, and the future comes when it is on disk."""
        return self._judged(kinds.APPEAL, decision, lambda at: self._beginning.judge.overturn(decision, at))

    def find(self, findings: list[Finding]) -> None:
        """Write down what the watching half found, and tell it."""
        self._notes.findings(self._notes.instant(), findings)

    async def written(self) -> int:
        """Wait until all that there is now is on disk; return its last number. Raises ``NotWritten``."""
        return await self._writing.written()

    async def reload(self, clauses: Iterable[Clause], beside: str = "") -> tuple[Signal, ...]:
        """Go on with another policy; return the signals that are new and start from nothing."""
        await asyncio.shield(self.ready)
        new = await self._renewing.policy(clauses, beside)
        self._said = Sayings()
        return new

    async def enact(self, law: LawBook, body: bytes) -> None:
        """Go on under another law, as with another policy; ``body`` tells it in the journal."""
        await asyncio.shield(self.ready)
        await self._renewing.law(law, body)

    async def close(self) -> None:
        """Write what waits, make a snapshot, and let go of the folder."""
        if self._writing.closed:
            return
        await asyncio.sleep(0)  # calls for help that were answered just now are noted first
        self._writing.closed = True
        self._timer.cancel()
        await self._beginning.stop()
        self._doubting.write(self._notes.instant(), self._append)
        if await self._writing.drained() and self.behind is None:
            await self._house.last()
        await self._writing.close()
        await self._loop.run_in_executor(None, self._house.days.stop)

    # How it begins

    def _begin(self) -> None:
        """Take up work."""
        self._writing.waiting_max = self._settings.waiting_max
        self._writing.on_commit = self._on_commit
        self._timer = self._loop.call_later(self._settings.tick_s, self._on_time)
        self._standing_due = self._beginning.judge.standing_due()
        self._beginning.begin(self._caught_up)

    def _caught_up(self, resuming: Resuming) -> None:
        """Go on with all that is counted."""
        self._standing_due = self._course.standing_due()
        self._house.begin(resuming.kept)
        self._notes.unusable(resuming.unusable)
        self._notes.missed(resuming.missed)
        self._notes.policy(self._course.policy)
        if self._freeze:  # without looking for cycles, of which what is counted has none
            gc.freeze()
            gc.set_threshold(GARBAGE_AFTER, 20, 100)

    def _standing_of(self, attempt: Event) -> Effective:
        return standing_in(self.standings, attempt)

    # What enters

    def _observe_some(
        self,
        future: "asyncio.Future[list[Taken]]",
        facts: Sequence[Fact],
        bodies: list[bytes],
        taken: list[Taken],
    ) -> None:
        """Count some of the facts; come back for the rest."""
        if self._writing.refused(future):
            return
        at = self._notes.instant()
        for number in range(len(taken), min(len(taken) + SOME, len(facts))):
            fact = facts[number]
            try:
                became, findings = self._course.fact(fact)
            except BaseException as error:
                self._notes.fault(at, bodies[number], error, attempt=False)
                raise
            taken.append(became)
            body = b'{"fact":%b,"taken":"%b"}' % (bodies[number], became.encode())
            self._append(at, kinds.FACT, fact.id, body)
            if findings:
                self._notes.findings(at, findings)
        if len(taken) < len(facts):
            self._loop.call_soon(self._observe_some, future, facts, bodies, taken)
            return
        self.counts["facts"] += len(facts)
        if facts:
            self._writing.answer(future, taken)
        else:
            future.set_result(taken)

    def _judged(
        self, kind: str, what: Ruling | AppealDecision, move: Callable[[int], tuple[Change, ...]]
    ) -> "asyncio.Future[tuple[Change, ...]]":
        future = self._loop.create_future()
        if self._writing.refused(future):
            return future
        try:
            body = ENCODE(what)
        except UNWRITABLE as error:
            return self._writing.unwritable(future, error)
        at = self._notes.instant()
        changes = move(at)
        self._append(at, kind, what.id, body)
        self.counts[f"{kind}s"] += 1
        self._moved(changes)
        return self._writing.answer(future, changes)

    def _tick(self, at: int) -> None:
        """Let time pass, and write that down."""
        findings, changes = self._beginning.judge.tick(at)
        self._append(at, kinds.TICK, "", b"{}")
        self.ticked = self.sequence
        self.counts["ticks"] += 1
        if findings:
            self._notes.findings(at, findings)
        self._moved(changes)

    def _moved(self, changes: tuple[Change, ...]) -> None:
        self._standing_due = self._beginning.judge.standing_due()
        if changes:
            self.counts["changes"] += len(changes)
            self._doubting.moved(changes)
            for tell in self.on_change:
                self._loop.call_soon(tell, changes)

    # What time brings

    def _on_time(self) -> None:
        """Look what has fallen due."""
        self._timer = self._loop.call_later(self._settings.tick_s, self._on_time)
        at = self._notes.instant()
        if self.trouble is None:
            if self.behind is None:  # else what is read would never come to an end
                self._doubting.write(at, self._append)
            if min(self._beginning.judge.due(), self.due_beside()) <= at:
                self._tick(at)
        self._house.look()
        self._house.days.look(at)

    def _on_commit(self) -> None:
        if self._house.due:
            self._house.look()
