"""Findings into cases: one open case an account; what was snoozed or just dismissed opens none.

Reading the same entries again changes nothing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from fairline.console.cases.models import NAME_MAX, Case, CaseEvent, Finding, Mark, Snooze, State
from fairline.console.cases.tallies import count
from fairline.console.cases.words import COOL_DOWN, DUE_IN, EVIDENCE_WEIGHT, weight
from fairline.console.policy import rules
from fairline.console.records.log import SYSTEM
from fairline.guard.records import FindingRecord
from fairline.policy import Harm, Mode, Severity
from fairline.policy.review import LEAST_HARM
from fairline.stores.entries import Entry

NAMED = ("account", "campaign", "user", "called_country", "called_places", "recipient_places")
"""Parts of a key that are an account's own names, or places: that two accounts have the same says nothing."""
_DECODE = msgspec.json.Decoder(FindingRecord).decode
QUIET = (Mode.OBSERVE, Mode.DRAFT, Mode.MUTED)
"""What rules of these modes find opens no case; it is shown in one that something else has opened."""


def take(entries: Iterable[Entry], policy: str) -> list[Case]:
    """Keep findings, the newest of each id, and gather them; return the cases that were opened.

    To be called in a transaction. ``policy`` tells the policy's version.
    """
    opened, new = [], []
    for entry in entries:
        record = _DECODE(entry.body)
        finding, is_first = _kept(record, entry, policy)
        if is_first:
            new.append(finding)
        if finding.case_id is None:
            case, is_new = _gathered(finding)
            if is_new and case is not None:
                opened.append(case)
        elif finding.case_id is not None:
            _count(finding.case, finding, is_new=False)
    count(new)
    return opened


def _kept(record: FindingRecord, entry: Entry, policy: str) -> tuple[Finding, bool]:
    known = rules().get(record.rule)
    at = datetime.fromtimestamp(entry.at / 1e6, UTC)
    values = {
        "account": record.account,
        "rule": record.rule,
        "letter": known[0].letter.name if known else "?",
        "severity": Severity[record.severity.replace("-", "_").upper()],
        "evidence": known[1].evidence.name if known else "D",
        "since": record.since,
        "until": record.until,
        "open": record.open,
        "observed": record.warming or record.mode in QUIET,
        "sequence": entry.sequence,
        "policy": policy,
        "body": entry.body.decode(),
    }
    finding, is_new = Finding.objects.update_or_create(
        id=record.id, defaults=values, create_defaults={**values, "seen_at": at}
    )
    Mark.objects.bulk_create(
        [
            Mark(name=name, value=value[:NAME_MAX], account=record.account)
            for name, value in record.who.items()
            if name not in NAMED and value
        ],
        ignore_conflicts=True,
    )
    return finding, is_new


def _gathered(finding: Finding) -> tuple[Case | None, bool]:
    """Put a finding into the account's open case, into one just closed, or into a new one."""
    if Snooze.objects.filter(account=finding.account, rule=finding.rule, until__gt=finding.seen_at).exists():
        return None, False
    case = Case.objects.exclude(state=State.CLOSED).filter(account=finding.account).first()
    is_new = False
    if case is None and finding.observed:
        return None, False
    if case is None:
        case = _cooling(finding)
    if case is None:
        case, is_new = _opened(finding), True
    finding.case = case
    finding.save(update_fields=["case"])
    _count(case, finding, is_new=True)
    return case, is_new


def _cooling(finding: Finding) -> Case | None:
    """Return the closed case that already judged the like of this, if that was a short while ago."""
    last = Case.objects.filter(account=finding.account, state=State.CLOSED).order_by("-closed_at").first()
    if last is None or last.closed_at is None or finding.rule not in last.rule_names:
        return None
    graver = finding.severity > last.severity
    cooled = finding.seen_at - last.closed_at >= COOL_DOWN[Severity(finding.severity)]
    return None if graver or cooled else last


def _opened(finding: Finding) -> Case:
    harm = LEAST_HARM[Severity(finding.severity)]
    case = Case.objects.create(
        account=finding.account,
        severity=finding.severity,
        harm=harm,
        evidence=finding.evidence,
        weight=weight(harm, finding.evidence, finding.severity),
        clauses=finding.letter.lower(),
        rules=finding.rule,
        opened_at=finding.seen_at,
        changed_at=finding.seen_at,
        due_at=finding.seen_at + DUE_IN[harm],
    )
    CaseEvent.objects.create(case=case, at=finding.seen_at, who=SYSTEM, what="opened", text=finding.rule)
    return case


def _count(case: Case | None, finding: Finding, *, is_new: bool) -> None:
    """Let a finding weigh in its case, unless it is only observed. A case never gets lighter by itself."""
    if case is None:
        return
    case.findings_count += is_new
    case.rules = " ".join(sorted({*case.rule_names, finding.rule}))
    case.changed_at = max(case.changed_at, finding.seen_at)
    if finding.observed:
        case.save(update_fields=["findings_count", "rules", "changed_at"])
        return
    case.severity = max(case.severity, finding.severity)
    case.harm = max(case.harm, LEAST_HARM[Severity(finding.severity)])
    if EVIDENCE_WEIGHT[finding.evidence] > EVIDENCE_WEIGHT[case.evidence]:
        case.evidence = finding.evidence
    case.clauses = "".join(sorted({*case.clauses, finding.letter.lower()}))
    case.weight = weight(case.harm, case.evidence, case.severity)
    case.due_at = min(case.due_at, case.opened_at + DUE_IN[Harm(case.harm)])
    case.save()
