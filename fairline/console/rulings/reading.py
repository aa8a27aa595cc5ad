"""Rulings as the journal has them: ours are acknowledged by it, others are told by it."""

from datetime import UTC, datetime

import msgspec

from fairline.cases import AppealDecision, Ruling
from fairline.console.rulings.models import RulingRow, Stage
from fairline.stores.entries import Entry


def take_ruling(ruling: Ruling, entry: Entry) -> None:
    """Keep a ruling with its place in the journal. The same again changes nothing."""
    at = datetime.fromtimestamp(entry.at / 1e6, UTC)
    row, is_new = RulingRow.objects.get_or_create(
        id=ruling.id,
        defaults={
            **columns(ruling),
            "stage": Stage.IN_JOURNAL,
            "proposed_at": ruling.decided_at,
            "in_journal_at": at,
            "sequence": entry.sequence,
        },
    )
    if not is_new and row.sequence is None:
        row.sequence, row.in_journal_at, row.trouble = entry.sequence, at, ""
        row.stage = Stage.IN_JOURNAL if row.stage == Stage.MADE else row.stage
        row.save(update_fields=["sequence", "in_journal_at", "trouble", "stage"])


def take_overturned(decision: AppealDecision) -> None:
    """Mark a ruling that was overturned."""
    if decision.overturned:
        RulingRow.objects.filter(id=decision.ruling).update(stage=Stage.OVERTURNED)


def columns(ruling: Ruling) -> dict[str, object]:
    """Return what of a ruling stands in columns."""
    return {
        "account": ruling.scope.account,
        "scope_kind": ruling.scope.kind,
        "scope_id": ruling.scope.id,
        "outcome": ruling.outcome,
        "clauses": "".join(sorted(ruling.clauses)),
        "decided_at": ruling.decided_at,
        "effective_at": ruling.effective_at,
        "expires_at": ruling.expires_at,
        "body": msgspec.json.encode(ruling).decode(),
    }
