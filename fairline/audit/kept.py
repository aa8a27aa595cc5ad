"""What is kept while facts are counted: the findings, the span of time, and what was seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import heappush, heappushpop

from fairline.audit.measurable import Seen
from fairline.audited import RuleCount
from fairline.findings import Finding
from fairline.policy import Clause
from fairline.signals.windows import instant


class Span:
    """The first and last fact."""

    def __init__(self) -> None:
        """Start with none."""
        self.first: datetime | None = None
        self.last: datetime | None = None

    def note(self, at: datetime) -> None:
        """Take a fact's time, which is not before the last one's."""
        self.last = at
        if self.first is None:
            self.first = at


class Kept:
    """The last word on each finding, ``most`` for a rule: past that the gravest stay, then the earliest."""

    def __init__(self, most: int) -> None:
        """Start with none."""
        self._most = most
        self.found: dict[str, int] = {}
        """How many of each rule there were, kept or not."""
        self._heaps: dict[str, list[tuple[int, int, int, Finding]]] = {}

    def merge(self, found: Mapping[str, int], kept: Iterable[Finding]) -> None:
        """Take what was counted elsewhere: how many of each rule there were, and those kept there."""
        for name, count in found.items():
            self.found[name] = self.found.get(name, 0) + count
        for finding in kept:
            self._keep(finding)

    def take(self, finding: Finding) -> None:
        """Count a finding that is over; one that is still open will come again.

        Which ones stay does not depend on the order they come in: findings of one severity and start are
        told apart by their ids.
        """
        if finding.open:
            return
        self.found[finding.rule.name] = self.found.get(finding.rule.name, 0) + 1
        self._keep(finding)

    def _keep(self, finding: Finding) -> None:
        name = finding.rule.name
        heap = self._heaps.setdefault(name, [])
        entry = (int(finding.severity), -instant(finding.since), -int(finding.id, 16), finding)
        if len(heap) < self._most:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)

    def findings(self, clauses: tuple[Clause, ...]) -> tuple[Finding, ...]:
        """Return what was kept: by clause, gravest first, then by rule and time."""
        order = {rule.name: n for n, rule in enumerate(rule for clause in clauses for rule in clause.rules)}
        all_kept = (finding for heap in self._heaps.values() for *_, finding in heap)
        return tuple(
            sorted(
                all_kept,
                key=lambda each: (
                    each.clause.letter.name,
                    -each.severity,
                    order[each.rule.name],
                    each.since,
                    each.id,
                ),
            )
        )

    def counts(self, clauses: tuple[Clause, ...], unmeasured: set[str]) -> tuple[RuleCount, ...]:
        """Return how many findings each rule had that was measured."""
        return tuple(
            RuleCount(
                clause=clause,
                rule=rule,
                found=self.found.get(rule.name, 0),
                kept=len(self._heaps.get(rule.name, ())),
            )
            for clause in clauses
            for rule in clause.rules
            if rule.name not in unmeasured
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of all facts, whoever counted them.

    ``keys`` is how many counters the engine held at the end, ``None`` where none are held.
    """

    kept: Kept
    seen: Seen
    span: Span
    duplicates: int
    undirected: int
    late: int = 0
    keys: int | None = None
