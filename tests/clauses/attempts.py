"""Rules that one act breaks: the rows each of them has, and what becomes of the act before it happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import pytest
from _pytest.mark import ParameterSet
from msgspec.structs import replace

from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Call, Event, Fact, Message
from fairline.findings import Finding
from fairline.law import LawBook
from fairline.policy import DEFAULT_PLAN, Act, Answer, Clause, Mend, Mode, Rule, Severity
from tests.clauses.traffic import findings_after, law_book

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
Fields = Mapping[str, object]
Row = tuple[Sequence[Fact], list[tuple[int, int]]]
"""Facts, and the hits and base of what the rule finds in them, by key and time."""


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A rule that one act breaks: ``bad`` breaks it where ``known`` is known.

    ``apart``: fields that make it another key's. ``excused``: fields under which the act is none of the
    rule's. ``unless``: what else may be known, in place of ``known``, under which it is none.
    """

    clause: Clause
    rule: str
    bad: Event
    known: Sequence[Fact] = ()
    apart: Mapping[str, Fields] = field(default_factory=dict)
    excused: Mapping[str, Fields] = field(default_factory=dict)
    unless: Mapping[str, Sequence[Fact]] = field(default_factory=dict)
    asks: bool = False
    """Whether the rule asks about what nobody knows, so that it is broken without ``known`` too."""
    window: timedelta = DAY
    severity: Severity
    answer: Answer
    mode: Mode = Mode.ENFORCE
    act: Act = Act.ALLOW
    mend: Mend | None = None

    def rows(self) -> dict[str, Row]:
        """Return the rows that a table of such a rule has."""
        known, acts = self.known, self.acts
        rows: dict[str, Row] = {
            "one is enough": ([*known, *acts()], [(1, 1)]),
            "two are one finding": ([*known, *acts(2)], [(2, 2)]),
            "the last moment of the window is in it": (
                [*known, *acts(), *acts(later=self.window - TICK)], [(2, 2)]),
            "the first after it is not": ([*known, *acts(), *acts(later=self.window)], [(1, 1)]),
            "nobody's act is nobody's breach": ([*known, *acts(9, account=None)], []),
        }  # fmt: skip
        if known:
            rows["without its record"] = (acts(9), [(9, 9)] if self.asks else [])
        for name, fields in self.apart.items():
            rows[name] = ([*known, *acts(2), *acts(3, **fields)], [(2, 2), (3, 3)])
        for name, fields in self.excused.items():
            rows[name] = ([*known, *acts(9, **fields)], [])
            rows[f"{name}, and it dilutes nothing"] = ([*known, *acts(9, **fields), *acts()], [(1, 1)])
        for name, other in self.unless.items():
            rows[name] = ([*other, *acts(9)], [])
        return rows

    def acts(self, times: int = 1, /, *, later: timedelta = timedelta(0), **fields: object) -> list[Fact]:
        """Return so many acts like the bad one but for ``fields``, a second apart."""
        when = (
            "started_at"
            if isinstance(self.bad, Call)
            else "sent_at"
            if isinstance(self.bad, Message)
            else "at"
        )
        start: datetime = self.bad.at + later
        return [
            replace(
                self.bad,
                **{"id": f"{start.isoformat()} {sorted(map(str, fields.items()))} {place}"}
                | {when: start + timedelta(seconds=place) if place else start} | fields,
            )
            for place in range(times)
        ]  # fmt: skip

    def told(self) -> Finding:
        """Return what is found of one bad act."""
        (finding,) = found(self.clause, self.rule, [*self.known, *self.acts()])
        return finding

    def before(self, *acts: Fact) -> list[Decision]:
        """Return what is decided of ``acts`` before they happen, one after another."""
        return decided(self.clause, [*self.known, *acts])


def rows_of(breaches: Sequence[Breach]) -> list[ParameterSet]:
    """Return each rule with the name of each of its rows."""
    return [pytest.param(each, name, id=f"{each.rule}: {name}") for each in breaches for name in each.rows()]


def check(breach: Breach, name: str) -> None:
    """Assert that the rule finds in the row what it says."""
    facts, wanted = breach.rows()[name]
    assert measures(breach.clause, breach.rule, facts) == wanted


def check_weight(breach: Breach) -> None:
    """Assert how grave the rule is, and what becomes of the act and of an innocent one after it."""
    finding, rule = breach.told(), rule_of(breach)
    assert (finding.severity, finding.answer, rule.mode) == (breach.severity, breach.answer, breach.mode)
    assert (rule.act, rule.mend, finding.limit.value) == (breach.act, breach.mend, 1)
    (decision,) = breach.before(*breach.acts())
    mine = [each.rule for each in decision.reasons if each.rule.name == breach.rule]
    assert mine == [rule]
    if breach.mode is Mode.ENFORCE:
        assert decision.act >= breach.act
        assert breach.mend is None or breach.mend in decision.mends
    for fields in breach.excused.values():
        _, after = breach.before(*breach.acts(), *breach.acts(1, later=timedelta(minutes=1), **fields))
        assert breach.rule not in {each.rule.name for each in after.reasons}


def rule_of(breach: Breach) -> Rule:
    """Return the rule itself."""
    (rule,) = (each for each in breach.clause.rules if each.name == breach.rule)
    return rule


def found(clause: Clause, rule: str, facts: Sequence[Fact]) -> list[Finding]:
    """Return the finished findings of one rule of the clause."""
    assert rule in {each.name for each in clause.rules}
    return [each for each in findings_after(clause, facts) if each.rule.name == rule]


def measures(clause: Clause, rule: str, facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """Return hits and base of each finding, the smallest first."""
    return sorted((each.measure.hits, each.measure.base) for each in found(clause, rule, facts))


def decided(clause: Clause, facts: Sequence[Fact]) -> list[Decision]:
    """Return what is decided of each event of ``facts`` before it happens, in order of time."""
    engine = Engine([clause], law=book(), plan=DEFAULT_PLAN)
    decisions = []
    for fact in sorted(facts, key=lambda fact: fact.at):
        if hasattr(fact, "revision") and type(fact).__name__ != "Consent":
            decisions.append(engine.decide(fact)[0])  # type: ignore[arg-type]
        else:
            engine.observe(fact)
    return decisions


@cache
def book() -> LawBook:
    """Return the law with the public holidays."""
    return law_book()
