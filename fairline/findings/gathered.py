"""Findings of one rule and one account as one row, for whoever reads a list of thousands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairline.findings.finding import Finding
from fairline.signals import Comparison, Limit, Measure, Test
from fairline.signals.limits import in_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The findings of one rule and one subject. ``keys`` counts the different ones: callers, days, seats.

    ``worst`` is the gravest, then the one furthest past its limit, then the first. ``findings`` are in
    order of time.
    """

    subject: str
    worst: Finding
    since: datetime
    until: datetime
    keys: int
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.findings)


def gathered(findings: Iterable[Finding]) -> tuple[Gathered, ...]:
    """Return one row for each rule and subject: by clause, gravest first, in the order they came."""
    rows: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        rows.setdefault((finding.rule.name, finding.subject), []).append(finding)
    made = [_row(each) for each in rows.values()]
    return tuple(sorted(made, key=lambda row: (row.worst.clause.letter.name, -row.worst.severity)))


def _row(findings: list[Finding]) -> Gathered:
    ordered = sorted(findings, key=lambda each: (each.since, each.id))
    return Gathered(
        subject=ordered[0].subject,
        worst=max(ordered, key=lambda each: (each.severity, past(each))),
        since=ordered[0].since,
        until=max(each.until for each in ordered),
        keys=len({each.key for each in ordered}),
        findings=tuple(ordered),
    )


def past(finding: Finding) -> float:
    """Return how far past its limit a finding is: 2.0 is twice the limit, or half of one that is a least.

    A limit of nothing is past by what was measured.
    """
    return reached(finding.rule.when[0], finding.measure, finding.limit)


def reached(test: Test, measure: Measure, of: Limit) -> float:
    """Return how much of a limit a measure reaches: 1.0 is the limit, 2.0 twice it, or half of a least."""
    limit = float(in_unit(of.value, test.signal.unit))
    found = float(test.estimate(measure) or 0)
    if test.comparison is Comparison.BELOW:
        return limit / found if found else float("inf")
    return found / limit if limit else found
