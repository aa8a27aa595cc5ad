"""What the journal says of a decision, a finding and a policy: plain values that later versions read."""

from datetime import datetime
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from sys import intern

import msgspec
from msgspec import Struct

from fairline.decision import Decision
from fairline.facts import Event, Fact
from fairline.findings import Finding
from fairline.law import LawBook
from fairline.signals import Limit, Measure, Test
from fairline.signals.book import Taken
from fairline.signals.limits import in_unit


class MeasureRecord(Struct, frozen=True, omit_defaults=True):
    """What was counted (durations: milliseconds, money: millionths), and the limit it was held against."""

    hits: int
    base: int
    limit: float
    origin: str
    unknown: int = 0
    saturated: bool = False


class ReasonRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that an attempt breaks. ``finding`` is the id that a finding of the same key and start has."""

    finding: str
    rule: str
    clause: str
    mode: str
    act: str
    severity: str
    answer: str
    measures: tuple[MeasureRecord, ...]
    warming: bool = False


class DoubtRecord(Struct, frozen=True):
    """A class of rules that could not be asked, or not in full, which way that went, and why."""

    rules: str
    way: str
    cause: str


class DecisionRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision. What is left out of its JSON is as the defaults here."""

    act: str
    taken: str
    policy: str
    answer: str = "observe"
    mends: tuple[str, ...] = ()
    reasons: tuple[ReasonRecord, ...] = ()
    standing: str = "active"
    subject: tuple[str, str, str] | None = None
    ruling: str | None = None
    emergency: bool = False
    doubts: tuple[DoubtRecord, ...] = ()


class FindingRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that was opened or, with ``open`` false, has ended. The newest of an id counts."""

    id: str
    rule: str
    clause: str
    account: str
    who: dict[str, str]
    since: datetime
    until: datetime
    mode: str
    severity: str
    answer: str
    measures: tuple[MeasureRecord, ...]
    laws: tuple[tuple[str, str], ...] = ()
    """Place and citation."""
    samples: tuple[str, ...] = ()
    """The ids of records that count toward it, oldest first."""
    open: bool = False
    warming: bool = False


class PolicyRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is decided by from here on."""

    policy: str
    law: str
    plan: str
    lateness_us: int
    fairline: str
    watched: str = ""
    """The rules that a process of its own watches by; empty: all rules answer."""
    closed: tuple[str, ...] = ("standing",)
    """The classes of rules that refuse when nobody can decide."""

    @property
    def name(self) -> str:
        """What tells all of it from another."""
        return f"{self.policy}+{self.watched}" if self.watched else self.policy


class FactBody(Struct, frozen=True, kw_only=True):
    """A fact and what became of it."""

    fact: Fact
    taken: Taken


class AttemptBody(Struct, frozen=True, kw_only=True):
    """An attempt and the decision on it, as it was written."""

    attempt: Event
    decision: msgspec.Raw


class UndecidedBody(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Attempts of about a second that were answered alike without being decided, and so are not counted."""

    cause: str
    act: str
    count: int
    doubts: tuple[DoubtRecord, ...] = ()
    ids: tuple[str, ...] = ()
    """Of the first of them."""


class ThrottledBody(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Attempts of about a second of one restricted subject that had gone too fast; ``None``: of several."""

    count: int
    subject: tuple[str, str, str] | None = None
    ruling: str | None = None
    ids: tuple[str, ...] = ()


class FaultBody(Struct, frozen=True, kw_only=True):
    """What the engine failed at, and whether it was to be answered."""

    fact: Fact
    attempt: bool
    error: str


ENCODE = msgspec.json.Encoder().encode


@lru_cache(typed=True)
def word(of: Enum) -> str:
    """Return the name of a member as it is written everywhere: in small letters, with hyphens."""
    return intern(of.name.lower().replace("_", "-"))  # what is left out is told by identity


def decision_record(of: Decision) -> DecisionRecord:
    """Return a decision as the journal has it."""
    return DecisionRecord(
        act=word(of.act),
        taken=of.taken,
        policy=of.policy,
        answer=word(of.answer),
        mends=tuple(map(str, of.mends)),
        reasons=tuple(map(_reason, of.reasons)),
        standing=word(of.standing.standing),
        subject=of.standing.subject,
        ruling=of.standing.ruling,
        emergency=of.emergency,
        doubts=doubt_records(of),
    )


def doubt_records(of: Decision) -> tuple[DoubtRecord, ...]:
    """Return the doubts of a decision as the journal has them."""
    return tuple(DoubtRecord(str(each.rules), str(each.way), str(each.cause)) for each in of.doubts)


class Sayings:
    """The JSON of decisions under one policy; nearly all are one of a few."""

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[Taken, bytes] = {}

    def __call__(self, decision: Decision) -> bytes:
        """Return that of one."""
        plain = not decision.reasons and not decision.standing.standing
        if not plain:
            return ENCODE(decision_record(decision))
        known = self._known.get(decision.taken)
        if known is None:
            known = self._known[decision.taken] = ENCODE(decision_record(decision))
        return known


def finding_record(of: Finding) -> FindingRecord:
    """Return a finding as the journal has it."""
    return FindingRecord(
        id=of.id,
        rule=of.rule.name,
        clause=of.clause.id,
        account=of.subject,
        who=of.who,
        since=of.since,
        until=of.until,
        mode=of.rule.mode,
        severity=word(of.severity),
        answer=word(of.answer),
        measures=_measures(of),
        laws=tuple((law.place, law.citation) for law in of.laws),
        samples=tuple(each.id for each in of.samples),
        open=of.open,
        warming=of.warming,
    )


def law_digest(law: LawBook) -> str:
    """Return what tells one book of law from another: a hash of all that it says."""
    said = (f"{place} {fact!r}" for place in law.places for fact in law.facts(place))
    return blake2b("\n".join(said).encode(), digest_size=8).hexdigest()


def _reason(of: Finding) -> ReasonRecord:
    return ReasonRecord(
        finding=of.id,
        rule=of.rule.name,
        clause=of.clause.id,
        mode=of.rule.mode,
        act=word(of.rule.act),
        severity=word(of.severity),
        answer=word(of.answer),
        measures=_measures(of),
        warming=of.warming,
    )


def _measures(of: Finding) -> tuple[MeasureRecord, ...]:
    further = (
        _measure(test, measure, limit)
        for test, (_, measure, limit) in zip(of.rule.when[1:], of.others, strict=True)
    )
    return (_measure(of.rule.when[0], of.measure, of.limit), *further)


def _measure(test: Test, measure: Measure, limit: Limit) -> MeasureRecord:
    return MeasureRecord(
        hits=measure.hits,
        base=measure.base,
        limit=in_unit(limit.value, test.signal.unit),
        origin=limit.origin,
        unknown=measure.unknown,
        saturated=measure.saturated,
    )
