"""One policy's engine, its standings and its journal.

What enters the engine is written down, in that order; what is answered is on disk first. Only a call for help
is answered before anything else is done, and written down after.
"""

import asyncio
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from fairline.cases import AppealDecision, Ruling
from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Event, Fact, FairlineError
from fairline.findings import Finding
from fairline.guard import course as kinds
from fairline.guard.course import Course
from fairline.guard.day_closer import DayCloser
from fairline.guard.keeping import Keeper
from fairline.guard.opening import resumed
from fairline.guard.records import ENCODE, Sayings, decision_record, finding_record
from fairline.guard.settings import GuardSettings
from fairline.guard.writing import Writing
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.signals import Signal
from fairline.signals.book import Taken
from fairline.standing import Change, Standings

SOME = 16  # ours: facts that are counted before whatever else waits has its turn, about a millisecond
GARBAGE_AFTER = 200_000  # ours: what is counted makes no cycles, and looking for some costs a tenth
UNWRITABLE = (ValueError, TypeError, OverflowError)
"""What encoding raises for a text that is none, or a number that fits nowhere."""


class Guard:
    """All methods are called on the loop's thread.

    ``counts``: what became of everything. ``on_change`` are told every standing that moves, also by time,
    ``on_finding`` findings, once they are on disk; each in a later turn of the loop.
    """

    def __init__(
        self, course: Course, writing: Writing, keeper: Keeper, now: Callable[[], int], counts: Counter[str]
    ) -> None:
        """For ``open``."""
        self.counts = counts
        self.on_change: list[Callable[[tuple[Change, ...]], None]] = []
        self.on_finding: list[Callable[[list[Finding]], None]] = []
        self.due_beside: Callable[[], int] = lambda: kinds.NEVER
        """When time matters next to whoever follows the journal."""
        self.ticked = 0
        """The number of the last tick."""
        self._course = course
        self._writing = writing
        self._append = writing.append
        self._keeper = keeper
        self._now = now
        self._loop = asyncio.get_running_loop()
        self._said = Sayings()
        self._standing_due = course.standing_due()
        self._days = DayCloser(writing.folder, counts)

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
    ) -> "Guard":
        """Take ``folder`` and go on from what it holds: the newest snapshot, and what was written after it.

        ``now`` tells microseconds since 1970-01-01 UTC. ``freeze``: take everything that is there now out of
        the garbage collector's sight, for a process that does little else. ``beside``: the policy of the half
        that watches, if one does (``halves``). A loop must be running. Raises
        ``FairlineError`` if another process has the folder, or its journal cannot be read.
        """
        course = Course(clauses, law=law, plan=plan, lateness=lateness)
        course.beside = beside
        counts: Counter[str] = Counter()
        writing = Writing(folder, counts)
        try:
            kept, missed = resumed(course, folder, writing.committed)
        except BaseException:
            writing.journal.close()
            raise
        guard = cls(course, writing, Keeper(folder, kept), now, counts)
        guard._begin(missed, settings or GuardSettings())
        if freeze:
            gc.collect()
            gc.freeze()
            gc.set_threshold(GARBAGE_AFTER, 20, 100)
        return guard

    @property
    def engine(self) -> Engine:
        """What decides."""
        return self._course.engine

    @property
    def standings(self) -> Standings:
        """Who stands how."""
        return self._course.standings

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
    def commits(self) -> int:
        """How many times something was put on disk."""
        return self._writing.journal.commits

    @property
    def snapshot(self) -> Keeper:
        """What is known of the snapshots: the newest, and how long it took."""
        return self._keeper

    def decide(self, attempt: Event) -> "asyncio.Future[Decision]":
        """Return the decision on an attempt, to come when it is on disk; that on a call for help at once.

        The future raises ``NotWritten`` or ``TooMany`` if nothing can be acknowledged; then the attempt has
        not been counted, unless it was waiting already.
        """
        future = self._loop.create_future()
        if self.engine.is_emergency(attempt):
            decision, _ = self.engine.decide(attempt)
            future.set_result(decision)
            self.counts["emergency"] += 1
            self._loop.call_soon(self._note, attempt, decision)
            return future
        if self._writing.refused(future):
            return future
        try:
            body = ENCODE(attempt)
        except UNWRITABLE as error:
            return self._writing.unwritable(future, error)
        at = self._instant()
        if at >= self._standing_due:
            self._tick(at)
        try:
            decision, findings = self.engine.decide(attempt)
        except BaseException as error:
            self._fault(at, body, error, attempt=True)
            raise
        self.counts["decisions"] += 1
        body = b'{"attempt":%b,"decision":%b}' % (body, self._said(decision))
        self._append(at, kinds.ATTEMPT, attempt.id, body)
        if findings:
            self._find(at, findings)
        return self._writing.answer(future, decision)

    def observe(self, facts: Sequence[Fact]) -> "asyncio.Future[list[Taken]]":
        """Return what became of each fact, to come when all are on disk.

        Of a long sequence only a part is counted in one turn of the loop. Facts that cannot be written down
        are refused all together, before any is counted.
        """
        future = self._loop.create_future()
        if self._writing.refused(future):
            return future
        try:
            bodies = [ENCODE(fact) for fact in facts]
        except UNWRITABLE as error:
            return self._writing.unwritable(future, error)
        self._observe_some(future, facts, bodies, [])
        return future

    def rule(self, ruling: Ruling) -> "asyncio.Future[tuple[Change, ...]]":
        """Take a ruling: standings move at once, and the future comes when it is on disk."""
        return self._judged(
            kinds.RULING, ruling, lambda at: self._course.rule(ruling, self._writing.journal.sequence + 1, at)
        )

    def overturn(self, decision: AppealDecision) -> "asyncio.Future[tuple[Change, ...]]":
        """Take the decision on an appeal: standings move at once, and the future comes when it is on disk."""
        return self._judged(kinds.APPEAL, decision, lambda at: self._course.overturn(decision, at))

    def find(self, findings: list[Finding]) -> None:
        """Write down what the watching half found, and tell it."""
        self._find(self._instant(), findings)

    async def written(self) -> int:
        """Wait until all that there is now is on disk; return its last number. Raises ``NotWritten``."""
        last = self.sequence
        return await self._writing.answer(self._loop.create_future(), last) if self.pending else last

    async def reload(self, clauses: Iterable[Clause], beside: str = "") -> tuple[Signal, ...]:
        """Go on with another policy; return the signals that are new and start from nothing.

        It is compiled beside the loop; then nothing else happens while the counts are handed over.
        """
        engine = await self._loop.run_in_executor(None, self._course.engine_for, tuple(clauses))
        self._course.beside = beside
        self._said = Sayings()
        new = self._course.change(engine)
        self._say_policy()
        self._keeper.begun_after = min(
            self._keeper.begun_after, self.sequence - self._settings.snapshot_every
        )
        self.counts["reloads"] += 1
        return new

    async def close(self) -> None:
        """Write what waits, make a snapshot, and let go of the folder."""
        if self._writing.closed:
            return
        await asyncio.sleep(0)  # calls for help that were answered just now are noted first
        self._writing.closed = True
        self._timer.cancel()
        if await self._writing.drained():
            await self._keep_last()
        await self._writing.close()
        await self._loop.run_in_executor(None, self._days.stop)

    async def _keep_last(self) -> None:
        """Make a snapshot of the end, so that the next start has nothing to replay."""
        await self._kept()
        if self._keeper.kept < self.sequence:
            self._snapshot()
            await self._kept()

    async def _kept(self) -> None:
        while self._keeper.writing:
            await asyncio.sleep(0.01)
            self._look()

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
        at = self._instant()
        for number in range(len(taken), min(len(taken) + SOME, len(facts))):
            fact = facts[number]
            try:
                became, findings = self._course.fact(fact)
            except BaseException as error:
                self._fault(at, bodies[number], error, attempt=False)
                raise
            taken.append(became)
            body = b'{"fact":%b,"taken":"%b"}' % (bodies[number], became.encode())
            self._append(at, kinds.FACT, fact.id, body)
            if findings:
                self._find(at, findings)
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
        at = self._instant()
        changes = move(at)
        self._append(at, kind, what.id, body)
        self.counts[f"{kind}s"] += 1
        self._moved(changes)
        return self._writing.answer(future, changes)

    def _note(self, attempt: Event, decision: Decision) -> None:
        """Write down a call for help, if that can be done; it has been answered."""
        journal = self._writing.journal
        if self._writing.closed or (self.trouble is not None and journal.waiting >= self._settings.quiet_max):
            self.counts["emergency: not written"] += 1
            return
        try:
            body = b'{"attempt":%b,"decision":%b}' % (ENCODE(attempt), ENCODE(decision_record(decision)))
        except UNWRITABLE:
            self.counts["emergency: not written"] += 1
            return
        self._append(self._instant(), kinds.ATTEMPT, attempt.id, body)

    def _tick(self, at: int) -> None:
        """Let time pass, and write that down."""
        findings, changes = self._course.tick(at)
        self._append(at, kinds.TICK, "", b"{}")
        self.ticked = self.sequence
        self.counts["ticks"] += 1
        if findings:
            self._find(at, findings)
        self._moved(changes)

    def _fault(self, at: int, body: bytes, error: BaseException, *, attempt: bool) -> None:
        """Write down what the engine failed at: it may have counted a part of it."""
        self.counts["faults"] += 1
        told = b'{"fact":%b,"attempt":%b,"error":"%b"}' % (
            body, b"true" if attempt else b"false", type(error).__name__.encode(),
        )  # fmt: skip
        self._append(at, kinds.FAULT, "", told)

    def _begin(self, missed: list[tuple[str, bytes]], settings: GuardSettings) -> None:
        """Write down what the last process had found and not written, and which policy holds from here on."""
        self._settings = settings
        self._writing.waiting_max = settings.waiting_max
        self._writing.on_commit = self._on_commit
        self._timer = self._loop.call_later(settings.tick_s, self._on_time)
        at = self._instant()
        for id, body in missed:
            self._append(at, kinds.FINDING, id, body)
        self._say_policy()

    def _say_policy(self) -> None:
        record = self._course.policy
        self._append(self._instant(), kinds.POLICY, record.name, ENCODE(record))

    def _instant(self) -> int:
        """Return the time, which never goes back."""
        return max(self._now(), self._writing.journal.at)

    def _find(self, at: int, findings: list[Finding]) -> None:
        for each in findings:
            self._append(at, kinds.FINDING, each.id, ENCODE(finding_record(each)))
        self.counts["findings"] += len(findings)
        for tell in self.on_finding:
            self._writing.later(partial(tell, findings))

    def _moved(self, changes: tuple[Change, ...]) -> None:
        self._standing_due = self._course.standing_due()
        if changes:
            self.counts["changes"] += len(changes)
            for tell in self.on_change:
                self._loop.call_soon(tell, changes)

    # What time brings

    def _on_time(self) -> None:
        """Look what has fallen due."""
        self._timer = self._loop.call_later(self._settings.tick_s, self._on_time)
        if self.trouble is None:
            at = self._instant()
            if min(self._course.due(), self.due_beside()) <= at:
                self._tick(at)
        self._housekeep()
        self._days.look(self._instant())

    def _on_commit(self) -> None:
        if self.sequence - self._keeper.begun_after >= self._settings.snapshot_every:
            self._housekeep()

    def _housekeep(self) -> None:
        """Keep the snapshot that is done, and begin one if it is time."""
        self._look()
        due = self._writing.journal.sequence - self._keeper.begun_after >= self._settings.snapshot_every
        if due and not self._keeper.resting and self.trouble is None and not self._writing.closed:
            self._snapshot()

    def _snapshot(self) -> None:
        try:
            self._keeper.begin(
                self._course.settled, self._writing.journal.sequence, self._writing.journal.hash
            )
        except OSError:
            self.counts["snapshots: failed"] += 1

    def _look(self) -> None:
        try:
            self.counts["snapshots"] += self._keeper.look(self._writing.committed)
        except (OSError, FairlineError):
            self.counts["snapshots: failed"] += 1
