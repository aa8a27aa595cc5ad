"""The engine: facts in, in order of time; findings out. It owns every count; it has no clock and no I/O.

``observe`` counts a fact and judges what it changes. ``conclude`` judges what is still open at the end.
Facts must not go back in time: an earlier one is counted as late and measured nowhere, and the number of
those is in ``late`` for whoever reports.
"""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from fairline.facts import Account, Call, Campaign, Fact, Forwarding, Message
from fairline.findings import Finding
from fairline.findings.judging import Judge, PeriodJudge, SlidingJudge
from fairline.law import LawBook, laws_for
from fairline.policy import Clause, Mode, Rule
from fairline.signals import Counting, Measure, Signal
from fairline.signals.compiled import Counted, Registry, compile_kind
from fairline.signals.entries import FirstSeen, Key
from fairline.signals.expressions import NewlySeen
from fairline.signals.states import (
    Agenda,
    CalendarState,
    Leases,
    PeriodState,
    SlidingState,
    State,
    SuccessiveState,
)
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive, Window, instant

STATES: dict[type[Window], Callable[[Signal, Agenda], SlidingState | PeriodState]] = {
    Sliding: SlidingState,
    Calendar: CalendarState,
    Successive: SuccessiveState,
}
COUNTED: tuple[type[Struct], ...] = (Call, Message)


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
        self._states: dict[Signal, State | Leases] = {}
        self._sliding: dict[Signal, list[SlidingJudge]] = {}
        self._period: dict[Signal, list[tuple[PeriodJudge, tuple[State, ...]]]] = {}
        for clause in clauses:
            for rule in clause.rules:
                if rule.mode not in (Mode.MUTED, Mode.DRAFT):
                    self._add(clause, rule)
        self._observe = {kind: self._compile(kind) for kind in COUNTED}

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
        return _inner(self._states[signal]).measure(key, at)

    def keys(self) -> int:
        """Return how many keys are held, over all signals."""
        return sum(len(_inner(state).entries) for state in self._states.values())

    def _taken(self) -> list[Finding]:
        if not self._out:
            return []
        out, self._out = self._out, []
        return out

    def _add(self, clause: Clause, rule: Rule) -> None:
        """Make what ``rule`` counts with, sharing states with rules that count the same."""
        states = tuple(_inner(self._state(signal)) for signal in rule.signals)
        judge = Judge(clause, rule, states, self._plan_of, self._out_append, self._laws)
        if isinstance(rule.signal.over, Sliding):
            sliding = SlidingJudge(judge)
            for signal in dict.fromkeys(rule.signals):
                self._sliding.setdefault(signal, []).append(sliding)
        else:
            self._period.setdefault(rule.signal, []).append((PeriodJudge(judge), states))

    def _out_append(self, finding: Finding) -> None:
        self._out.append(finding)

    def _plan_of(self, account: object) -> str:
        known = self._registry[Account].get((account,))
        return self._plan if known is None or known.plan is None else str(known.plan)

    def _laws(self, topic: str, places: tuple[str, ...], day: Any) -> tuple[Any, ...]:
        return laws_for(self._law, topic, places, day)

    def _state(self, signal: Signal) -> State | Leases:
        state = self._states.get(signal)
        if state is None:
            state = inner = STATES[type(signal.over)](signal, self._agenda)
            if signal.counting in (Counting.CONCURRENT, Counting.OCCASIONS):
                state = Leases(signal, self._agenda, inner)
            self._states[signal] = state
        return state

    def _compile(self, kind: type[Struct]) -> Callable[[Any, int], None]:
        counted = [
            Counted(signal, state, self._judges(signal))
            for signal, state in self._states.items()
            if signal.kind is kind
        ]
        function, self.sources[kind.__name__] = compile_kind(
            kind, counted, law=self._law, registry=self._registry, first_seen=_first_seen
        )
        return function

    def _judges(self, signal: Signal) -> tuple[Any, ...]:
        """Return who judges a sliding signal. Only the first test's measure tells if it is worth asking."""
        found = []
        for judge in self._sliding.get(signal, ()):
            first = judge.judge.rule.when[0]
            floor, slope = (first.floor, first.slope) if first.signal == signal else (0, 0)
            found.append((floor, slope, judge, judge.spells))
        return tuple(found)

    def _register(self, fact: Fact) -> None:
        match fact:
            case Account():
                self._registry[Account][(fact.id,)] = fact
            case Campaign():
                self._registry[Campaign][(fact.account, fact.id)] = fact
            case Forwarding():
                self._registry[Forwarding][(fact.account, fact.target)] = fact

    def _advance(self, until: int) -> None:
        """Open the leases and close the periods that are due."""
        agenda = self._agenda
        while (due := agenda.next(until)) is not None:
            at, order, state, what = due
            if order == Agenda.OPEN:
                key = state.begin(at, what)
                for judge in self._sliding.get(state.signal, ()):
                    judge(key, at, what[2])
                continue
            closing = [(state, what)]
            while agenda.first() == at and (also := agenda.next(at)) is not None:
                closing.append(also[2:])
            self._close(closing, at)

    def _close(self, closing: list[tuple[PeriodState, Key | None]], at: int) -> None:
        """Judge the periods that end together at ``at``: a rule's tests are read side by side."""
        closed: dict[Signal, dict[Key, tuple[Any, int]]] = {}
        for state, key in closing:
            closed.setdefault(state.signal, {}).update(state.close(key))
        for signal, ended in closed.items():
            for judge, states in self._period.get(signal, ()):
                for key, (entry, start) in ended.items():
                    measures = tuple(_measure(closed, state, key) for state in states)
                    number = _number(signal, start, at)
                    judge(key, number, (start, at), measures, entry.samples)  # type: ignore[arg-type]


def _inner(state: State | Leases) -> State:
    return state.inner if isinstance(state, Leases) else state


def _measure(closed: dict[Signal, dict[Key, tuple[Any, int]]], state: State, key: Key) -> Measure:
    ended = closed.get(state.signal, {}).get(key)
    if ended is None:
        return Measure(0, 0, 0)
    measure: Measure = ended[0].measure()
    return measure


def _number(signal: Signal, start: int, end: int) -> int:
    """Return a number that is one more for the next period."""
    match signal.over:
        case Calendar() as calendar:
            return calendar.index(start)
        case _:
            return start // (end - start)


def _first_seen(of: NewlySeen) -> FirstSeen:
    return FirstSeen(of.within // MICROSECOND, of.after // MICROSECOND, of.history_min // MICROSECOND)
