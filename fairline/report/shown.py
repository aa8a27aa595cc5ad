"""What of thousands of findings a page shows, so that it stays readable and a few megabytes at most.

The gravest of each account stand in full, some more in short, the rest is counted, and the page says so.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairline.audited import Audit, RuleCount
from fairline.findings import Finding
from fairline.findings.gathered import Gathered, gathered, past
from fairline.policy import Clause, Letter, Rule, Severity

# All ours. A finding in full takes about 4 kB of the page, one in short 0.6 kB.
FULL_MAX, SHORT_MAX = 400, 2400  # in the whole page
ACCOUNT_FULL_MAX, ACCOUNT_SHORT_MAX = 10, 60  # of one rule and account
RULE_ACCOUNTS_MAX = 25  # of one rule, in full
RULE_FULL_MIN, RULE_SHORT_MIN = 3, 10  # of one rule, however many rules there are


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShown:
    """One account's findings of one rule, worst first: in full, in short, and how many only counted."""

    name: str
    count: int
    full: tuple[Finding, ...]
    short: tuple[Finding, ...]

    @property
    def rest(self) -> int:
        """How many are only counted."""
        return self.count - len(self.full) - len(self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """One rule's findings. ``others`` are accounts of which only the worst finding is shown, in short.

    ``found`` counts all; ``dropped`` those that the audit counted and did not keep.
    """

    clause: Clause
    rule: Rule
    severity: Severity
    found: int
    dropped: int
    accounts: tuple[AccountShown, ...]
    others: tuple[Gathered, ...]
    others_rest: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """One clause of the twelve: what of it was measured, and what was found, by severity of those kept."""

    letter: Letter
    measured: int
    unmeasured: int
    found: int
    by_severity: Mapping[Severity, int]


def letters(audit: Audit) -> tuple[LetterShown, ...]:
    """Return one row for each of the twelve clauses."""
    kept: dict[Letter, Counter[Severity]] = {letter: Counter() for letter in Letter}
    for finding in audit.findings:
        kept[finding.clause.letter][finding.severity] += 1
    measured = Counter(count.clause.letter for count in audit.rules)
    unmeasured = Counter(gap.clause.letter for gap in audit.not_measurable)
    found: Counter[Letter] = Counter()
    for count in audit.rules:
        found[count.clause.letter] += count.found
    return tuple(
        LetterShown(
            letter=letter,
            measured=measured[letter],
            unmeasured=unmeasured[letter],
            found=found[letter],
            by_severity=kept[letter],
        )
        for letter in Letter
    )


def rules_shown(audit: Audit) -> tuple[RuleShown, ...]:
    """Return the rules with findings by clause, the gravest first, with what is shown of each."""
    by_rule: dict[str, list[Gathered]] = {}
    for row in gathered(audit.findings):
        by_rule.setdefault(row.worst.rule.name, []).append(row)
    counts = {count.rule.name: count for count in audit.rules}
    number = len(by_rule)
    full, short = (
        max(RULE_FULL_MIN, FULL_MAX // max(1, number)),
        max(RULE_SHORT_MIN, SHORT_MAX // max(1, number)),
    )
    made = [_rule(rows, counts.get(name), full, short) for name, rows in by_rule.items()]
    return tuple(
        sorted(made, key=lambda each: (each.clause.letter.name, -each.severity, -each.found, each.rule.name))
    )


def _rule(rows: Sequence[Gathered], count: RuleCount | None, full: int, short: int) -> RuleShown:
    """Show ``full`` findings in full and ``short`` in short, shared among the worst accounts."""
    ranked = sorted(rows, key=lambda row: (-row.worst.severity, -past(row.worst), -row.count, row.subject))
    shown, others = ranked[: min(RULE_ACCOUNTS_MAX, full)], ranked[min(RULE_ACCOUNTS_MAX, full) :]
    each_full = min(ACCOUNT_FULL_MAX, max(1, full // len(shown)))
    for_others = min(len(others), short // 2)
    each_short = min(ACCOUNT_SHORT_MAX, (short - for_others) // len(shown))
    kept = sum(row.count for row in rows)
    found = kept if count is None else count.found
    worst = ranked[0].worst
    return RuleShown(
        clause=worst.clause,
        rule=worst.rule,
        severity=worst.severity,
        found=found,
        dropped=found - kept,
        accounts=tuple(_account(row, each_full, each_short) for row in shown),
        others=tuple(others[:for_others]),
        others_rest=len(others) - for_others,
        findings=tuple(finding for row in rows for finding in row.findings),
    )


def _account(row: Gathered, full: int, short: int) -> AccountShown:
    ranked = sorted(row.findings, key=lambda each: (-each.severity, -past(each), each.since, each.id))
    return AccountShown(
        name=row.subject,
        count=row.count,
        full=tuple(ranked[:full]),
        short=tuple(ranked[full : full + short]),
    )
