"""How the tables of clause b are read: traffic in, hits and base of one rule's findings out."""

from collections.abc import Sequence

from fairline.facts import Fact
from fairline.findings import Finding
from fairline.policy import DEFAULT_PLAN, Clause
from tests.clauses.traffic import findings_after

Case = tuple[Sequence[Fact], tuple[int, int] | None]


def found(clause: Clause, rule: str, facts: Sequence[Fact], *, plan: str = DEFAULT_PLAN) -> list[Finding]:
    """Return the findings of ``rule``, which must be one of the clause's."""
    assert rule in {each.name for each in clause.rules}
    return [each for each in findings_after(clause, facts, plan=plan) if each.rule.name == rule]


def check(clause: Clause, rule: str, case: Case, *, plan: str = DEFAULT_PLAN) -> None:
    """Assert that ``rule`` finds in the case's traffic what the case says: once, or nothing."""
    facts, expected = case
    measures = [(each.measure.hits, each.measure.base) for each in found(clause, rule, facts, plan=plan)]
    wanted = [] if expected is None else [expected]
    assert measures == wanted, f"{rule}: found {measures}, wanted {wanted}"
