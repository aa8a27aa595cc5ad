"""What the guard decides by, without clock or disk: the same entries in the same order, the same outcome.

The guard and a replay both go through here, so that nothing can be decided in one that is not in the other.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from fairline import __version__
from fairline.cases import AppealDecision, Ruling
from fairline.decision import Decision
from fairline.engine import IN_DOUBT, Engine
from fairline.facts import Event, Fact, FairlineError
from fairline.findings import Finding
from fairline.findings.carried import CarriedOn
from fairline.guard.records import AttemptBody, FactBody, FaultBody, PolicyRecord, law_digest
from fairline.law import LawBook, book_of, update_of
from fairline.policy import Clause, WhenInDoubt
from fairline.signals import Signal
from fairline.signals.book import Taken
from fairline.signals.windows import EPOCH, MICROSECOND, instant, moment
from fairline.standing import Change, Standings
from fairline.stores.entries import Entry

BEHIND = 1_000_000  # ours, microseconds: how old an attempt may be when it comes; counting waits that long
NEVER = 1 << 62
FACT, ATTEMPT, RULING, APPEAL, TICK = "fact", "attempt", "ruling", "appeal-decision", "tick"
POLICY, LAW, FINDING, FAULT = "policy", "law", "finding", "fault"
UNDECIDED, THROTTLED = "undecided", "throttled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """All that a course holds, to go on from: what is counted, and who stands how."""

    counts: CarriedOn
    standings: Standings
    policy: str
    law: str


@dataclass(slots=True, kw_only=True)
class Entered:
    """What came of one entry. ``decision`` only of an attempt, ``taken`` only of a fact."""

    decision: Decision | None = None
    taken: Taken | None = None
    findings: list[Finding] = field(default_factory=list)
    changes: tuple[Change, ...] = ()


class Course:
    """An engine and its standings."""

    def __init__(
        self,
        clauses: Iterable[Clause],
        *,
        law: LawBook,
        plan: str,
        lateness: timedelta,
        doubt: WhenInDoubt = IN_DOUBT,
    ) -> None:
        self.doubt = doubt
        self.law = law
        self.law_digest = law_digest(law)
        self.plan = plan
        self.lateness = lateness
        self.beside = ""
        """The policy of the half that watches beside this one, empty if there is none."""
        self.standings = Standings(EPOCH)
        self.engine = self.engine_for(clauses)
        self.engine.standings = self.standings

    def engine_for(self, clauses: Iterable[Clause], law: LawBook | None = None) -> Engine:
        """Return an engine for another policy, or under another law, that has counted nothing."""
        return Engine(clauses, law=law or self.law, plan=self.plan, lateness=self.lateness, doubt=self.doubt)

    @property
    def policy(self) -> PolicyRecord:
        """What is decided by."""
        return PolicyRecord(
            policy=self.engine.policy,
            law=self.law_digest,
            plan=self.plan,
            lateness_us=self.lateness // MICROSECOND,
            fairline=__version__,
            watched=self.beside,
            closed=self.doubt.closed,
        )

    def fact(self, fact: Fact) -> tuple[Taken, list[Finding]]:
        """Count a fact."""
        findings = self.engine.observe(fact)
        return self.engine.took, findings

    def rule(self, ruling: Ruling, sequence: int, at: int) -> tuple[Change, ...]:
        """Take a ruling at an instant; return what moved by it and by the time that passed until then."""
        return self.standings.tick(moment(at)) + self.standings.apply(ruling, sequence)

    def overturn(self, decision: AppealDecision, at: int) -> tuple[Change, ...]:
        """Take the decision on an appeal at an instant."""
        return self.standings.tick(moment(at)) + self.standings.decide(decision)

    def tick(self, at: int) -> tuple[list[Finding], tuple[Change, ...]]:
        """Let time pass."""
        return self.engine.tick(at - BEHIND), self.standings.tick(moment(at))

    def due(self) -> int:
        """Return the instant from which on a tick would matter, ``NEVER`` if none would."""
        first = self.engine.book.agenda.first()
        return min(NEVER if first is None else first + BEHIND, self.standing_due())

    def standing_due(self) -> int:
        """Return the instant at which a standing may move by itself, ``NEVER`` if none will."""
        deadline = self.standings.deadline()
        return NEVER if deadline is None else instant(deadline)

    def settled(self) -> Settled:
        """Return all that it holds; what is counted is packed."""
        return Settled(
            counts=self.engine.carried().packed(),
            standings=self.standings,
            policy=self.engine.policy,
            law=self.law_digest,
        )

    def resume(self, settled: Settled) -> tuple[Signal, ...]:
        """Go on from there; return the signals that are new in this policy. Raises ``FairlineError``."""
        self.standings = settled.standings
        self.engine.standings = self.standings
        return self.engine.adopt(settled.counts)

    def change(self, engine: Engine) -> tuple[Signal, ...]:
        """Go on with another policy; return the signals that are new in it."""
        new = engine.adopt(self.engine.carried())
        engine.standings = self.standings
        self.engine = engine
        return new

    def enact(self, law: LawBook, engine: Engine | None = None) -> None:
        """Go on under another law, with an ``engine`` of the same policy under it where one is made already.

        All that is counted stays; what happens from now on is judged by that law.
        """
        self.change(engine or self.engine_for(self.engine.clauses, law))
        self.law, self.law_digest = law, law_digest(law)

    def enter(self, entry: Entry) -> Entered:
        """Let an entry of the journal happen again. Raises ``FairlineError`` for one that cannot be read."""
        known = ENTERED.get(entry.kind)
        if known is None:
            raise FairlineError(
                f"journal: found kind {entry.kind!r} in entry {entry.sequence}, wanted a known one"
            )
        try:
            return known(self, entry)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FairlineError(
                f"journal: found {error} in entry {entry.sequence}, wanted a {entry.kind}"
            ) from error


FACTS = msgspec.json.Decoder(FactBody)
ATTEMPTS = msgspec.json.Decoder(AttemptBody)
FAULTS = msgspec.json.Decoder(FaultBody)
RULINGS = msgspec.json.Decoder(Ruling)
APPEALS = msgspec.json.Decoder(AppealDecision)


def _fact(course: Course, entry: Entry) -> Entered:
    taken, findings = course.fact(FACTS.decode(entry.body).fact)
    return Entered(taken=taken, findings=findings)


def _attempt(course: Course, entry: Entry) -> Entered:
    decision, findings = course.engine.decide(ATTEMPTS.decode(entry.body).attempt)
    return Entered(decision=decision, findings=findings)


def _ruling(course: Course, entry: Entry) -> Entered:
    return Entered(changes=course.rule(RULINGS.decode(entry.body), entry.sequence, entry.at))


def _appeal(course: Course, entry: Entry) -> Entered:
    return Entered(changes=course.overturn(APPEALS.decode(entry.body), entry.at))


def _tick(course: Course, entry: Entry) -> Entered:
    findings, changes = course.tick(entry.at)
    return Entered(findings=findings, changes=changes)


def _fault(course: Course, entry: Entry) -> Entered:
    """Fail again as it failed: how far it got is part of what is counted."""
    body = FAULTS.decode(entry.body)
    findings: list[Finding] = []  # some where another half of the rules failed
    with suppress(Exception):
        if body.attempt and isinstance(body.fact, Event):
            _, findings = course.engine.decide(body.fact)
        else:
            findings = course.engine.observe(body.fact)
    return Entered(findings=findings)


def _law(course: Course, entry: Entry) -> Entered:
    course.enact(
        book_of(update_of(entry.body), course.law.public_holidays, course.law.all_emergency_numbers())
    )
    return Entered()


def _nothing(course: Course, entry: Entry) -> Entered:
    return Entered()


ENTERED: dict[str, Callable[[Course, Entry], Entered]] = {
    FACT: _fact,
    ATTEMPT: _attempt,
    RULING: _ruling,
    APPEAL: _appeal,
    TICK: _tick,
    FAULT: _fault,
    LAW: _law,
    POLICY: _nothing,
    FINDING: _nothing,
    UNDECIDED: _nothing,
    THROTTLED: _nothing,
}
"""What each kind of entry does again. A finding follows from what is before it; what was not decided was not
counted."""
