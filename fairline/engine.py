"""The engine: facts in, in order of time; findings out. It owns every count; it has no clock and no I/O.

``observe`` counts a fact and judges what it changes. ``conclude`` judges what is still open at the end.
Facts must not go back in time: an earlier one is counted as late and measured nowhere, and the number of
those is in ``late`` for whoever reports.
"""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from fairline.facts import Account, Campaign, Fact, Forwarding
from fairline.findings import Finding
from fairline.findings.judging import Judge, PeriodJudge, SlidingJudge
from fairline.law import LawBook, laws_for
from fairline.policy import Clause, Mode, Rule
from fairline.signals import Measure, Signal
from fairline.signals.agenda import Agenda
from fairline.signals.asking import Judged
from fairline.signals.entries import FirstSeen
from fairline.signals.expressions import NewlySeen
from fairline.signals.frames import CalendarFrames, Frames, SlidingFrames, SuccessiveFrames
from fairline.signals.layout import Layout, Place, layouts, place, source
from fairline.signals.observing import COUNTED, Program, Registry, observer, run
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, instant


class Engine:
    """Everything that is counted for one policy."""

    def __init__(self, clauses: Iterable[Clause], *, law: LawBook, plan: str) -> None:
        """Count for ``clauses`` under ``law``. ``plan`` is the calling plan of accounts that name none."""
        self.late = 0
        self.sources: dict[str, str] = {}
        self._plan = plan
        self._law = law
        self._now: int | None = None
        self._out: list[Finding] = []
        self._agenda = Agenda()
        self._registry: Registry = {Account: {}, Campaign: {}, Forwarding: {}}
        rules = [
            (clause, rule)
            for clause in clauses
            for rule in clause.rules
            if rule.mode not in (Mode.MUTED, Mode.DRAFT)
        ]
        self._layouts = layouts(
            _named(rule for _, rule in rules),
            sampled=[rule.signal for _, rule in rules if not isinstance(rule.signal.over, Sliding)],
        )
        self._frames = {at: self._frames_of(layout) for at, layout in self._layouts.items()}
        self._sliding: dict[Place, list[SlidingJudge]] = {}
        self._period: dict[Place, list[PeriodJudge]] = {}
        for clause, rule in rules:
            self._add(clause, rule)
        for at, judges in self._sliding.items():
            frames = self._frames[at]
            assert isinstance(frames, SlidingFrames)
            frames.on_idle = _all_of([judge.idle for judge in judges])
        program = Program(
            layouts=self._layouts,
            frames=self._frames,
            judged=tuple(
                Judged(judge.judge.rule.name.replace("-", "_"), judge.judge.rule.when, judge)
                for judges in self._sliding.values()
                for judge in judges
            ),
            law=law,
            registry=self._registry,
            agenda=self._agenda,
            first_seen=_first_seen,
        )
        self._observe: dict[type[Struct], Callable[[Any, int], None]] = {}
        for kind in COUNTED:
            self._observe[kind], self.sources[kind.__name__] = observer(kind, program)

    def observe(self, fact: Fact) -> list[Finding]:
        """Count ``fact``; return the findings that it opened or ended, and those that were due before it."""
        at = instant(fact.at)
        if self._now is not None and at < self._now:
            self.late += 1
            return []
        self._now = at
        self._advance(at)
        observe = self._observe.get(type(fact))
        if observe is None:
            self._register(fact)
        else:
            observe(fact, at)
        return self._taken()

    def tick(self, now: int) -> list[Finding]:
        """Let time pass to ``now`` (microseconds since 1970-01-01 UTC); return what that ended."""
        if self._now is None or now > self._now:
            self._now = now
            self._advance(now)
        return self._taken()

    def conclude(self) -> list[Finding]:
        """Judge every open period as it stands and end every spell: there will be no more facts."""
        while (due := self._agenda.first()) is not None:
            self._advance(due + 1)
        for judges in self._sliding.values():
            for judge in judges:
                for key in list(judge.spells):
                    judge.end(key)
        return self._taken()

    def measure(self, signal: Signal, key: tuple[object, ...], at: int) -> Measure:
        """Return what ``signal`` of the policy counts for ``key`` at ``at``, not before the latest fact."""
        return self._frames[place(signal)].measure(signal, key, at)

    def keys(self) -> int:
        """Return how many frames are held: one for each key and window that has something in it."""
        return sum(frames.count() for frames in self._frames.values())

    def _taken(self) -> list[Finding]:
        if not self._out:
            return []
        out, self._out = self._out, []
        return out

    def _frames_of(self, layout: Layout) -> Frames:
        """Compile a layout and return what holds its frames."""
        names: dict[str, Any] = {"Measure": Measure}
        text = source(layout)
        run(text, f"<fairline {layout.name}>", names)
        self.sources[layout.name] = text
        match layout.over:
            case Sliding():
                return SlidingFrames(layout, names)
            case Calendar():
                return CalendarFrames(layout, names, self._agenda, 0)
            case _:
                return SuccessiveFrames(layout, names, self._agenda, 0)

    def _add(self, clause: Clause, rule: Rule) -> None:
        """Make who judges ``rule``."""
        at = place(rule.signal)
        judge = Judge(clause, rule, self._frames[at], self._plan_of, self._out_append, self._laws)
        if isinstance(rule.signal.over, Sliding):
            self._sliding.setdefault(at, []).append(SlidingJudge(judge))
        else:
            self._period.setdefault(at, []).append(PeriodJudge(judge))

    def _out_append(self, finding: Finding) -> None:
        self._out.append(finding)

    def _plan_of(self, account: object) -> str:
        known = self._registry[Account].get(account)
        return self._plan if known is None or known.plan is None else str(known.plan)

    def _laws(self, topic: str, places: tuple[str, ...], day: Any) -> tuple[Any, ...]:
        return laws_for(self._law, topic, places, day)

    def _register(self, fact: Fact) -> None:
        match fact:
            case Account():
                self._registry[Account][fact.id] = fact
            case Campaign():
                self._registry[Campaign][(fact.account, fact.id)] = fact
            case Forwarding():
                self._registry[Forwarding][(fact.account, fact.target)] = fact

    def _advance(self, until: int) -> None:
        """Open the leases and close the periods that are due."""
        agenda = self._agenda
        while (due := agenda.next(until)) is not None:
            at, order, what_of, what = due
            if order == Agenda.OPEN:
                what_of.begin(at, what)
            else:
                self._close(what_of, what)

    def _close(self, frames: CalendarFrames | SuccessiveFrames, what: Any) -> None:
        """Judge a period that ended."""
        judges = self._period.get(frames.layout.place, ())
        for frame in frames.close(what):
            number = _number(frames.layout, frame)
            for judge in judges:
                judge(frame, number)


def _named(rules: Iterable[Rule]) -> dict[Signal, str]:
    """Return every signal of the rules with the name of the first rule that it is for."""
    names: dict[Signal, str] = {}
    for rule in rules:
        for number, test in enumerate(rule.when, start=1):
            name = rule.name.replace("-", "_") + (f"_{number}" if len(rule.when) > 1 else "")
            names.setdefault(test.signal, name)
    return names


def _all_of(calls: list[Callable[[Any], None]]) -> Callable[[Any], None]:
    def all_of(what: Any) -> None:
        for each in calls:
            each(what)

    return all_of


def _number(layout: Layout, frame: Any) -> int:
    """Return a number that is one more for the next period."""
    match layout.over:
        case Calendar() as calendar:
            return calendar.index(frame.since)
        case _:
            return int(frame.since // (frame.until - frame.since))


def _first_seen(of: NewlySeen) -> FirstSeen:
    return FirstSeen(of.within // MICROSECOND, of.after // MICROSECOND, of.history_min // MICROSECOND)
