"""The engine: facts in, findings out. It has no clock and no I/O.

``observe`` counts a fact and judges what it changes. ``conclude`` judges what is still open at the end. The
counts are the book's (``fairline.signals.book``); the engine knows the rules, the plans and the law.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import chain as chain_of
from typing import Any

from fairline.decision import Decision
from fairline.facts import Account, Call, Direction, Event, Fact, Message, Number
from fairline.findings import Finding
from fairline.findings.carried import CarriedOn
from fairline.findings.cohorts import Cohort, cohorts
from fairline.findings.judging import Breach, Judge, PeriodJudge, SlidingJudge
from fairline.law import LawBook, LawFact, laws_for
from fairline.law.grains import GRAINS
from fairline.policy import (
    Act,
    Answer,
    Cause,
    Clause,
    Doubt,
    Mode,
    Rule,
    RuleClass,
    WayOut,
    WhenInDoubt,
    class_of,
)
from fairline.signals import Measure, Signal
from fairline.signals.asking import Judged
from fairline.signals.book import Book, Taken
from fairline.signals.carrying import described
from fairline.signals.frames import Key, SlidingFrames
from fairline.signals.hydrating import Hydration, warm_from
from fairline.signals.layout import Layout, Place, place
from fairline.signals.repeated import as_its_own
from fairline.signals.windows import MICROSECOND, Calendar, Sliding
from fairline.standing import ACTIVE, Effective, Standing, Standings, chain

NONE_LATE = timedelta(0)
IN_DOUBT = WhenInDoubt()


class Engine:
    """One policy and everything that is counted for it.

    ``taken`` counts what became of the facts: those counted, corrected, seen before, and too late; ``took``
    is what became of the one observed last. ``policy`` tells one policy from another: it is made of all that
    the rules say. ``standings``, where they are given, are asked before any rule; they are moved by whoever
    gave them.
    """

    def __init__(
        self,
        clauses: Iterable[Clause],
        *,
        law: LawBook,
        plan: str,
        lateness: timedelta = NONE_LATE,
        doubt: WhenInDoubt = IN_DOUBT,
    ) -> None:
        """Judge by ``clauses`` under ``law``. ``plan`` is the calling plan of accounts that name none.

        ``lateness``: how far behind the latest fact one may come and still count. With none, facts must come
        in order of time, and each once. ``doubt``: what becomes of an attempt that nobody can decide on.
        """
        self.taken: Counter[Taken] = Counter()
        self.took = Taken.COUNTED
        self.standings: Standings | None = None
        self._plan = plan
        self._doubt = doubt
        self.law = law
        self.clauses = tuple(clauses)
        self._out: list[Finding] = []
        self._breaches: list[Breach] = []
        self._emergency = law.all_emergency_numbers()
        self._sliding: dict[Place, list[SlidingJudge]] = {}
        self._period: dict[Place, list[PeriodJudge]] = {}
        rules = [(clause, rule) for clause in self.clauses for rule in clause.rules if rule.mode not in OFF]
        assert len({rule.name for _, rule in rules}) == len(rules), "every rule has a name of its own"
        self.policy = policy_digest(self.clauses)
        self._passes = Decision(
            act=Act.ALLOW,
            mends=(),
            answer=Answer.OBSERVE,
            reasons=(),
            policy=self.policy,
            taken=Taken.COUNTED,
            standing=ACTIVE,
        )
        self._helps = replace(self._passes, taken=Taken.PASSED, emergency=True)
        self._named = _named(rule for _, rule in rules)
        self._asked = _asked(rule for _, rule in rules)
        self._warming: dict[str, int] = {}
        self.book = Book(
            self._named,
            sampled=[rule.signal for _, rule in rules if not isinstance(rule.signal.over, Sliding)],
            law=law,
            grains=GRAINS,
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
        self._breaches.clear()
        self.took = self.book.take(fact)
        self.taken[self.took] += 1
        return self._out and self._given()

    def decide(self, attempt: Event, held: Effective | None = None) -> tuple[Decision, list[Finding]]:
        """Count ``attempt`` and answer it; return also what ``observe`` would. ``held``: its standing, where
        that is known already.

        Whoever calls for help is answered before anything is counted or asked: its record counts when it
        comes. Else the attempt counts for its own decision, and so does what opens with it; what was due
        before it may break a rule too, which is found and is no reason against the attempt. Its record, a
        fact of the same id and a higher revision, takes its place later. How its account and the rest of its
        chain stand is as of the last ``tick`` of ``standings``. An id used for other numbers hides none.
        """
        if self.is_emergency(attempt):
            return self._helps, []
        self._breaches.clear()
        if (before := self.book.known(attempt)) is not None:
            attempt = as_its_own(attempt, before)
        taken = self.book.take(attempt)
        self.book.open_now()
        self.taken[taken] += 1
        standing = self.standing_of(attempt) if held is None else held
        if not self._breaches and taken is Taken.COUNTED and standing is ACTIVE:
            return self._passes, self._given()
        reasons = tuple(
            judge.finding(key, at, at, measures, limits, (fact,), open_=True)
            for judge, key, at, measures, limits, fact in self._breaches
            if fact is attempt
        )
        in_force = [each for each in reasons if each.rule.mode is Mode.ENFORCE]
        doubts = self._warming_doubts(in_force)
        closed = {each.rules for each in doubts if each.way is WayOut.CLOSED}
        acts = [each.rule for each in in_force if not each.warming or class_of(each.rule) in closed]
        refused = standing.standing >= Standing.SUSPENDED
        decision = replace(
            self._passes,
            standing=standing,
            act=Act.REFUSE if refused else max((rule.act for rule in acts), default=Act.ALLOW),
            mends=tuple(dict.fromkeys(rule.mend for rule in acts if rule.mend is not None)),
            answer=max((each.answer for each in in_force), default=Answer.OBSERVE),
            reasons=reasons,
            taken=taken,
            doubts=doubts,
        )
        return decision, self._given()

    def in_doubt(self, attempt: Event, held: Effective, cause: Cause, *, closed: bool = False) -> Decision:
        """Answer an attempt without asking a rule, by the way out of each class of rules that there are for
        it. ``closed``: all of them refuse. A call for help passes, and nothing is counted."""
        if self.is_emergency(attempt):
            return self._helps
        classes = self._asked.get(type(attempt), ())
        stopped = held.standing >= Standing.SUSPENDED
        doubts = tuple(
            Doubt(each, WayOut.CLOSED if closed else self._doubt.way(each), cause)
            for each in ((RuleClass.STANDING, *classes) if stopped else classes)
        )
        refused = closed or any(each.way is WayOut.CLOSED for each in doubts)
        act = Act.REFUSE if refused else Act.ALLOW
        return replace(self._passes, act=act, standing=held, taken=Taken.PASSED, doubts=doubts)

    def slowed(self, held: Effective, wait_s: float) -> Decision:
        """Return the refusal of an attempt of what is restricted and has gone too fast."""
        return replace(self._passes, act=Act.REFUSE, standing=held, taken=Taken.PASSED, wait_s=wait_s)

    def standing_of(self, attempt: Event) -> Effective:
        """Return the worst standing that a call or message hangs on. Nothing else is held up by standing."""
        return ACTIVE if self.standings is None else standing_in(self.standings, attempt)

    def is_emergency(self, attempt: Event) -> bool:
        """Whether it calls for help: the number is an emergency number anywhere, so that none is missed.

        It depends on nothing that is counted, so that it can be asked before everything else.
        """
        numbers = self._emergency
        return isinstance(attempt, Call) and (attempt.dialed in numbers or attempt.called in numbers)

    def number(self, id: str) -> Number | None:
        """Return what is known of a number that is shown, as last told."""
        known: Number | None = self.book.registry[Number].get(id)
        return known

    def account(self, id: str) -> Account | None:
        """Return what is known of an account, as last told."""
        known: Account | None = self.book.registry[Account].get(id)
        return known

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

    def carried(self) -> CarriedOn:
        """Return all that is counted and found, for another engine. This one must then stop, unless the
        counts are packed (``CarriedOn.packed``)."""
        judges = {judge.judge.rule.name: judge for judge in self._sliding_judges()}
        return CarriedOn(
            counts=self.book.carried({f"rule {name}": judge for name, judge in judges.items()}),
            spells={name: judge.spells for name, judge in judges.items()},
            broken={judge.judge.rule.name: judge.past for judge in self._period_judges()},
            taken=self.taken,
            warming=self._warming,
        )

    def adopt(self, carried: CarriedOn) -> tuple[Signal, ...]:
        """Go on from where another engine was; return the signals of its policy that are new here.

        Until their windows are full, rules on them only observe. Raises ``FairlineError`` if the other
        engine's allowed lateness was another.
        """
        judges = {judge.judge.rule.name: judge for judge in self._sliding_judges()}
        for name, judge in judges.items():
            judge.spells.update(carried.spells.get(name, {}))
        for period_judge in self._period_judges():
            period_judge.past.update(carried.broken.get(period_judge.judge.rule.name, {}))
        new = self.book.adopt(carried.counts, {f"rule {name}": judge for name, judge in judges.items()})
        self.taken = carried.taken
        self._warming.update(carried.warming)
        now = self.book.now or 0
        self._warming.update({described(signal): warm_from(signal, now) for signal in new})
        return tuple(new)

    def hydration(self) -> Hydration:
        """Return what fills the signals that are warming from history, and with them all of their frames."""
        places = {place(signal) for signal in self._named if described(signal) in self._warming}
        signals = {signal: name for signal, name in self._named.items() if place(signal) in places}
        return Hydration(signals, law=self.law, grains=GRAINS, lateness=self.book.lateness)

    def warm(self, hydration: Hydration) -> None:
        """Take over what was counted from history. Raises ``FairlineError`` if history ends before now."""
        self.book.fill(hydration.book)
        for signal in hydration.signals:
            self._warming.pop(described(signal), None)

    def warm_at(self, rule: Rule) -> int:
        """Return the instant from which on ``rule`` may do more than observe; 0: it always may."""
        if not self._warming:
            return 0
        return max(self._warming.get(described(signal), 0) for signal in rule.signals)

    def _warming_doubts(self, in_force: list[Finding]) -> tuple[Doubt, ...]:
        """Return the classes of rules that would act on an attempt, but are warming."""
        warming = (each.rule for each in in_force if each.warming and each.rule.act is not Act.ALLOW)
        classes = dict.fromkeys(map(class_of, warming))
        return tuple(Doubt(each, self._doubt.way(each), Cause.WARMING) for each in classes)

    def cohorts(self) -> list[Cohort]:
        """Return how far the accounts of each plan reach toward each rule's limit, as of the latest fact."""
        if self.book.now is None:
            return []
        sliding = (each.judge for each in self._sliding_judges())
        of_periods = (each.judge for each in self._period_judges())
        return list(cohorts(chain_of(sliding, of_periods), self.book.now))

    def _period_judges(self) -> list[PeriodJudge]:
        return [judge for judges in self._period.values() for judge in judges]

    def _given(self) -> list[Finding]:
        out, self._out = self._out, []
        return out

    def _sliding_judges(self) -> list[SlidingJudge]:
        return [judge for judges in self._sliding.values() for judge in judges]

    def _add(self, clause: Clause, rule: Rule) -> None:
        """Make who judges ``rule``."""
        at = place(rule.signal)
        frames = self.book.frames[at]
        told = (self._emit, self._laws, self.warm_at, self._breaches)
        judge = Judge(clause, rule, frames, self._plan_of, *told)
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
        return laws_for(self.law, topic, places, day)

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


def standing_in(standings: Standings, attempt: Event) -> Effective:
    """Return the worst standing among ``standings`` that a call or message hangs on."""
    if attempt.account is None:
        return ACTIVE
    match attempt:
        case Call(direction=Direction.INBOUND):
            number, territory = attempt.called, None
        case Call():
            number, territory = attempt.caller, attempt.called_country
        case Message(direction=Direction.INBOUND):
            number, territory = attempt.recipient, None
        case Message():
            number, territory = attempt.sender, attempt.recipient_country
        case _:
            return ACTIVE
    hangs_on = chain(
        attempt.account,
        service=str(attempt.__struct_config__.tag),
        campaign=attempt.campaign,
        user=attempt.user,
        number=number,
    )
    return standings.effective(hangs_on, territory)


def policy_digest(clauses: Iterable[Clause]) -> str:
    """Return what tells one policy from another: a hash of all that the rules say, but those that are off."""
    rules = (rule for clause in clauses for rule in clause.rules if rule.mode not in OFF)
    said = "\n".join(map(described, rules))
    return blake2b(said.encode(), digest_size=8).hexdigest()


def _judged(judge: SlidingJudge) -> Judged:
    rule = judge.judge.rule
    return Judged(rule.name.replace("-", "_"), rule.when, judge)


def _asked(rules: Iterable[Rule]) -> dict[type[object], tuple[RuleClass, ...]]:
    """Return, by kind of fact, the classes of the rules in force that may change what becomes of one."""
    found: dict[type[object], set[RuleClass]] = {}
    for rule in rules:
        if rule.mode is Mode.ENFORCE and rule.act is not Act.ALLOW:
            found.setdefault(rule.signal.kind, set()).add(class_of(rule))
    return {kind: tuple(each for each in RuleClass if each in classes) for kind, classes in found.items()}


def _named(rules: Iterable[Rule]) -> dict[Signal, str]:
    """Return every signal of the rules with the name of the first rule that it is for."""
    names: dict[Signal, str] = {}
    for rule in rules:
        for number, test in enumerate(rule.when, start=1):
            name = rule.name.replace("-", "_") + (f"_{number}" if len(rule.when) > 1 else "")
            names.setdefault(test.signal, name)
    return names
