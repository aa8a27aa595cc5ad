"""Findings as the journal has them, back to findings of the policy that made them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from fairline.findings import Finding
from fairline.guard.records import FindingRecord, MeasureRecord
from fairline.law import LawBook, LawFact
from fairline.policy import Answer, Clause, Rule, Severity
from fairline.policy.clause import Rung
from fairline.signals import Limit, Measure, Origin, Signal, Test
from fairline.signals.limits import Unit, Value, in_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFinding(Finding):
    """A finding that was read again. Its key is in words, so its id cannot be counted from it."""

    known_as: str

    @property
    def id(self) -> str:
        """The id under which it was written down."""
        return self.known_as


def rules_of(clauses: Iterable[Clause]) -> dict[str, tuple[Clause, Rule]]:
    """Return the rules of a policy by name, each with its clause."""
    return {rule.name: (clause, rule) for clause in clauses for rule in clause.rules}


def recorded(
    record: FindingRecord, rules: Mapping[str, tuple[Clause, Rule]], law: LawBook
) -> RecordedFinding | None:
    """Return the finding, without its samples; ``None`` if the policy has no such rule any more.

    One that counts by other keys than it did is another rule.
    """
    known = rules.get(record.rule)
    if known is None or len(record.measures) != len(known[1].when):
        return None
    clause, rule = known
    if set(record.who) != set(rule.signal.key_names):
        return None
    first, *others = zip(rule.when, record.measures, strict=True)
    read = (_read(*first, rule.ladder), *(_read(*each) for each in others))
    return RecordedFinding(
        known_as=record.id,
        clause=clause,
        rule=rule,
        key=tuple(record.who[name] for name in rule.signal.key_names),
        since=record.since,
        until=record.until,
        measure=read[0][1],
        limit=read[0][2],
        severity=Severity[record.severity.replace("-", "_").upper()],
        answer=Answer[record.answer.replace("-", "_").upper()],
        others=read[1:],
        laws=tuple(each for place, citation in record.laws for each in _laws(law, rule, place, citation)),
        open=record.open,
        warming=record.warming,
    )


def _read(test: Test, of: MeasureRecord, rungs: tuple[Rung, ...] = ()) -> tuple[Signal, Measure, Limit]:
    """Return what was measured, and the limit that it was held against, as the policy has it."""
    measure = Measure(hits=of.hits, base=of.base, unknown=of.unknown, saturated=of.saturated)
    unit = test.signal.unit
    held = [*test.limit.variants(), *(each for rung in rungs for each in rung.limit.variants())]
    same = (each for each in held if float(in_unit(each.value, unit)) == of.limit)
    # A limit that was changed since is told by the number that was held against it then.
    was = replace(held[0], value=_value(of.limit, unit), origin=Origin(of.origin))
    return test.signal, measure, next(same, was)


def _value(number: float, unit: Unit) -> Value:
    match unit:
        case Unit.DURATION:
            return timedelta(milliseconds=number)
        case Unit.MONEY:
            return Decimal(int(number)) / 1_000_000
        case Unit.NUMBER:
            return int(number) if number == int(number) else number


def _laws(law: LawBook, rule: Rule, place: str, citation: str) -> Iterable[LawFact]:
    if place in law.places:
        found = (each for each in law.facts(place) if each.citation == citation)
        yield from [each for each in found if rule.law in (None, each.topic)][:1]
