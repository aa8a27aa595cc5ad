"""The engine: facts in, findings out. It has no clock and no I/O.

``observe`` counts a fact and judges what it changes. ``conclude`` judges what is still open at the end. The
counts are the book's (``fairline.signals.book``); the engine knows the rules, the plans and the law.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from fairline.facts import Account, Fact
from fairline.findings import Finding
from fairline.findings.judging import Judge, PeriodJudge, SlidingJudge
from fairline.law import LawBook, LawFact, laws_for
from fairline.policy import Clause, Mode, Rule
from fairline.signals import Measure, Signal
from fairline.signals.asking import Judged
from fairline.signals.book import Book, Taken
from fairline.signals.frames import Key, SlidingFrames
from fairline.signals.layout import Layout, Place, place
from fairline.signals.windows import MICROSECOND, Calendar, Sliding

NONE_LATE = timedelta(0)


class Engine:
    """One policy and everything that is counted for it.

    ``taken`` counts what became of the facts: those counted, corrected, seen before, and too late.
    """

    def __init__(
        self, clauses: Iterable[Clause], *, law: LawBook, plan: str, lateness: timedelta = NONE_LATE
    ) -> None:
        """Judge by ``clauses`` under ``law``. ``plan`` is the calling plan of accounts that name none.

        ``lateness``: how far behind the latest fact one may come and still count. With none, facts must come
        in order of time, and each once.
        """
        self.taken: Counter[Taken] = Counter()
        self._plan = plan
        self._law = law
        self._out: list[Finding] = []
        self._sliding: dict[Place, list[SlidingJudge]] = {}
        self._period: dict[Place, list[PeriodJudge]] = {}
        rules = [(clause, rule) for clause in clauses for rule in clause.rules if rule.mode not in OFF]
        self.book = Book(
            _named(rule for _, rule in rules),
            sampled=[rule.signal for _, rule in rules if not isinstance(rule.signal.over, Sliding)],
            law=law,
            lateness=lateness // MICROSECOND,
        )
        for clause, rule in rules:
            self._add(clause, rule)
        self.book.start(map(_judged, self._sliding_judges()), self._closed)

    @property
    def late(self) -> int:
        """How many facts came too late to count."""
        return self.taken[Taken.LATE]

    @property
    def sources(self) -> dict[str, str]:
        """The generated Python, by what it is for."""
        return self.book.sources

    def observe(self, fact: Fact) -> list[Finding]:
        """Count ``fact``; return the findings that it opened or ended, and those that were due before it."""
        self.taken[self.book.take(fact)] += 1
        return self._out and self._given()

    def tick(self, now: int) -> list[Finding]:
        """Let time pass to ``now`` (microseconds since 1970-01-01 UTC); return what that ended."""
        self.book.tick(now)
        return self._given()

    def conclude(self) -> list[Finding]:
        """Judge every open period as it stands and end every spell: there will be no more facts."""
        self.book.conclude()
        return self._given()

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what ``signal`` of the policy counts for ``key`` at ``at``, not before the latest fact."""
        return self.book.measure(signal, key, at)

    def keys(self) -> int:
        """Return how many frames are held: one for each key and window that has something in it."""
        return sum(frames.count() for frames in self.book.frames.values())

    def _given(self) -> list[Finding]:
        out, self._out = self._out, []
        return out

    def _sliding_judges(self) -> list[SlidingJudge]:
        return [judge for judges in self._sliding.values() for judge in judges]

    def _add(self, clause: Clause, rule: Rule) -> None:
        """Make who judges ``rule``."""
        at = place(rule.signal)
        frames = self.book.frames[at]
        judge = Judge(clause, rule, frames, self._plan_of, self._emit, self._laws)
        if isinstance(frames, SlidingFrames):
            self._sliding.setdefault(at, []).append(SlidingJudge(judge, self.book.agenda))
        else:
            self._period.setdefault(at, []).append(PeriodJudge(judge))

    def _emit(self, finding: Finding) -> None:
        self._out.append(finding)

    def _plan_of(self, account: object) -> str:
        known = self.book.registry[Account].get(account)
        return self._plan if known is None or known.plan is None else str(known.plan)

    def _laws(self, topic: str, places: tuple[str, ...], day: date) -> tuple[LawFact, ...]:
        return laws_for(self._law, topic, places, day)

    def _closed(self, layout: Layout, frames: Iterable[Any]) -> None:
        """Judge a period that ended."""
        judges = self._period.get(layout.place, ())
        over = layout.over
        for frame in frames:
            # A number that is one more for the next period.
            number = (
                over.index(frame.since)
                if isinstance(over, Calendar)
                else frame.since // (frame.until - frame.since)
            )
            for judge in judges:
                judge(frame, number)


OFF = (Mode.MUTED, Mode.DRAFT)


def _judged(judge: SlidingJudge) -> Judged:
    rule = judge.judge.rule
    return Judged(rule.name.replace("-", "_"), rule.when, judge)


def _named(rules: Iterable[Rule]) -> dict[Signal, str]:
    """Return every signal of the rules with the name of the first rule that it is for."""
    names: dict[Signal, str] = {}
    for rule in rules:
        for number, test in enumerate(rule.when, start=1):
            name = rule.name.replace("-", "_") + (f"_{number}" if len(rule.when) > 1 else "")
            names.setdefault(test.signal, name)
    return names
