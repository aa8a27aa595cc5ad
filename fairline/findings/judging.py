"""From measures to findings: a sliding rule is judged at each fact, a period rule when its period closes.

One spell is one finding. A spell of a sliding rule starts at the fact that breaks it and lasts until a fact
finds it unbroken more than a window after it was last broken, so that flapping at the limit is one spell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairline.facts import Event, Fact
from fairline.findings.finding import SAMPLES_MAX, Finding
from fairline.law import LawFact
from fairline.policy import Answer, Clause, Rule, Severity
from fairline.signals import Comparison, Limit, Measure, Test
from fairline.signals.agenda import Agenda
from fairline.signals.frames import Frames, Key
from fairline.signals.layout import touched
from fairline.signals.windows import MICROSECOND, Sliding, moment

DAY = 86_400_000_000  # microseconds
LIMITS_KEPT = 1000  # ours: plans and days whose limits are remembered
PlanOf = Callable[[object], str]
"""The calling plan of an account, by the account's id."""
Reached = tuple[Limit, Severity, Answer]
"""The highest limit passed, and what that means."""
Emit = Callable[[Finding], None]
Laws = Callable[[str, tuple[str, ...], date], tuple[LawFact, ...]]


@dataclass(slots=True)
class Spell:
    """A time during which a key keeps breaking a rule."""

    since: int
    last: int
    worst: tuple[Measure, ...]
    limits: tuple[Limit, ...]
    samples: list[Fact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judge:
    """One rule of one clause, with the frames that its tests are counted in."""

    clause: Clause
    rule: Rule
    frames: Frames
    plan_of: PlanOf
    emit: Emit
    laws: Laws
    warm_at: Callable[[Rule], int]
    """The instant from which on the rule may do more than observe."""
    breaches: "list[Breach]"
    """Told of every breach, whether it opens a spell or goes on with one."""
    reads: tuple[Callable[[Any], Measure], ...] = field(init=False)
    known_limits: dict[tuple[str, int], tuple[Limit, ...] | None] = field(init=False, default_factory=dict)
    """Each test's limit by plan and day, as far as they were asked for."""

    def __post_init__(self) -> None:
        """Find what reads each test's measure off a frame."""
        reads = tuple(self.frames.reads[test.signal] for test in self.rule.when)
        object.__setattr__(self, "reads", reads)

    def measures(self, frame: Any) -> tuple[Measure, ...]:
        """Return what each test measures in ``frame``, which has just moved on or is closing."""
        return tuple([read(frame) for read in self.reads])

    def limits(self, key: Key, at: int) -> tuple[Limit, ...] | None:
        """Return each test's limit for the account's plan that day, ``None`` if the rule is not for it."""
        plan, day = self.plan_of(key[0]), at // DAY
        known = self.known_limits
        if (plan, day) not in known:
            if len(known) > LIMITS_KEPT:
                known.clear()
            limits = tuple(test.limit.on(plan, moment(at).date()) for test in self.rule.when)
            known[plan, day] = None if None in limits else limits  # type: ignore[assignment]
        return known[plan, day]

    def finding(
        self,
        key: Key,
        since: int,
        until: int,
        measures: tuple[Measure, ...],
        limits: tuple[Limit, ...],
        samples: tuple[Fact, ...],
        *,
        open_: bool,
    ) -> Finding:
        """Make the finding, as grave as the highest rung that the measure passes."""
        test = self.rule.when[0]
        rungs = self._rungs(key, since)
        limit, severity, answer = climb(
            test, measures[0], (limits[0], self.rule.severity, self.rule.answer), rungs
        )
        warming = since < self.warm_at(self.rule)
        pairs = zip(self.rule.when[1:], measures[1:], limits[1:], strict=True)
        return Finding(
            clause=self.clause,
            rule=self.rule,
            key=key,
            since=moment(since),
            until=moment(until),
            measure=measures[0],
            limit=limit,
            severity=severity,
            answer=Answer.OBSERVE if warming else answer,
            warming=warming,
            others=tuple((other.signal, measure, bound) for other, measure, bound in pairs),
            laws=self._laws(key, since),
            samples=tuple(fact for fact in samples if isinstance(fact, Event)),
            open=open_,
        )

    def _rungs(self, key: Key, at: int) -> list[Reached]:
        plan, day = self.plan_of(key[0]), moment(at).date()
        rungs = ((rung.limit.on(plan, day), rung.severity, rung.answer) for rung in self.rule.ladder)
        return [(limit, severity, answer) for limit, severity, answer in rungs if limit is not None]

    def _laws(self, key: Key, at: int) -> tuple[LawFact, ...]:
        if self.rule.law is None:
            return ()
        places = next((part for part in key if isinstance(part, tuple)), ())
        return self.laws(self.rule.law, places, moment(at).date())


Breach = tuple[Judge, Key, int, tuple[Measure, ...], tuple[Limit, ...], Fact]


def climb(test: Test, measure: Measure, reached: Reached, rungs: Iterable[Reached]) -> Reached:
    """Return the highest rung that ``measure`` passes, at the least the one ``reached`` already."""
    for rung in rungs:
        if test.breached(measure, rung[0]):
            reached = rung
    return reached


class SlidingJudge:
    """Judges at each fact, and keeps the spells that last."""

    def __init__(self, judge: Judge, agenda: Agenda) -> None:
        """Start with no spell. A spell that stays calm for a window ends by the agenda."""
        window = judge.rule.signal.over
        assert isinstance(window, Sliding)
        self.judge = judge
        self.spells: dict[Key, Spell] = {}
        self._agenda = agenda
        self._calm = window.length // MICROSECOND

    def __call__(self, frame: Any, at: int, fact: Fact) -> None:
        """Judge the key of ``frame`` at ``at``, when ``fact`` was counted for it."""
        judge, key, tests = self.judge, frame.key, self.judge.rule.when
        limits = judge.limits(key, at)
        if limits is None:
            return
        measures = judge.measures(frame)
        if not all(
            test.breached(each, limit) for test, each, limit in zip(tests, measures, limits, strict=True)
        ):
            return
        judge.breaches.append((judge, key, at, measures, limits, fact))
        spell = self.spells.get(key)
        if spell is None:
            self.spells[key] = Spell(at, at, measures, limits, [fact])
            self._agenda.put(at + self._calm + 1, Agenda.CLOSE, self, key)
            judge.emit(judge.finding(key, at, at, measures, limits, (fact,), open_=True))
            return
        spell.last = at
        if worse(tests[0], measures[0], spell.worst[0]):
            spell.worst, spell.limits = measures, limits
        if len(spell.samples) < SAMPLES_MAX:
            spell.samples.append(fact)

    def due(self, at: int, key: Key) -> None:
        """Report the spell of ``key`` as over, if it was calm for a window."""
        spell = self.spells[key]
        if at - spell.last <= self._calm:
            self._agenda.put(spell.last + self._calm + 1, Agenda.CLOSE, self, key)
            return
        del self.spells[key]
        found = (spell.worst, spell.limits, tuple(spell.samples))
        self.judge.emit(self.judge.finding(key, spell.since, spell.last, *found, open_=False))


def worse(test: Test, measure: Measure, than: Measure) -> bool:
    """Whether ``measure`` is further past the limit than ``than``."""
    one, other = test.estimate(measure), test.estimate(than)
    if one is None or other is None:
        return one is not None
    return one < other if test.comparison is Comparison.BELOW else one > other


class PeriodJudge:
    """Judges keys when their period closes, and remembers in which periods they broke the rule."""

    def __init__(self, judge: Judge) -> None:
        """Start with no past."""
        self.judge = judge
        self.past: dict[Key, tuple[int, int]] = {}
        self._parts = judge.frames.layout.parts[judge.rule.signal]
        self._samples = judge.frames.layout.samples[judge.rule.signal]

    def __call__(self, frame: Any, number: int) -> None:
        """Judge what ``frame`` measured in the period ``number``, if the rule has anything in it."""
        judge, key, tests = self.judge, frame.key, self.judge.rule.when
        measures = judge.measures(frame)
        if not tests[0].possible(measures[0]) or not touched(self._parts, frame):
            return
        limits = judge.limits(key, frame.since)
        if limits is None:
            return
        broken = all(
            test.breached(each, limit) for test, each, limit in zip(tests, measures, limits, strict=True)
        )
        if tests[0].of_periods > 1:
            broken = self._often(key, number, broken)
        if broken:
            samples = getattr(frame, self._samples)
            judge.emit(judge.finding(key, frame.since, frame.until, measures, limits, samples, open_=False))

    def _often(self, key: Key, number: int, broken: bool) -> bool:
        """Note whether the rule was broken in this period; say whether that makes it often enough."""
        test = self.judge.rule.when[0]
        last, bits = self.past.pop(key, (number, 0))
        bits = (bits << min(number - last, test.of_periods)) | broken
        bits &= (1 << test.of_periods) - 1
        if bits:
            self.past[key] = (number, bits)
        return broken and bits.bit_count() >= test.times
