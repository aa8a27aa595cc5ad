"""Decisions as the journal has them, and as others read them."""

from datetime import UTC, datetime

import msgspec

from fairline.cases import AppealDecision
from fairline.console.appeals.deciding import done, write_reversal
from fairline.console.appeals.models import DecisionRow, Step
from fairline.console.rulings.models import RulingRow
from fairline.stores.entries import Entry


def take_decision(decision: AppealDecision, entry: Entry) -> None:
    """Keep a decision that the journal has. To be called in a transaction; the same again changes nothing.

    One of ours is acknowledged by it; of one that was made elsewhere only the ruling hears.
    """
    at = datetime.fromtimestamp(entry.at / 1e6, UTC)
    if DecisionRow.objects.filter(pk=decision.id).exists():
        done(decision.id, at)
        return
    row = DecisionRow.objects.create(
        id=decision.id,
        ruling_of=decision.ruling,
        decided_at=decision.decided_at,
        decided_by=decision.decided_by,
        overturned=decision.overturned,
        reasons=decision.reasons,
        step=Step.DONE,
        done_at=at,
        body=msgspec.json.encode(decision).decode(),
    )
    write_reversal(row)


def decisions(account: str | None = None) -> tuple[AppealDecision, ...]:
    """Return the decisions on appeals against rulings that the guard has, of one account or of all."""
    rows = DecisionRow.objects.filter(step=Step.DONE).exclude(ruling_of="")
    if account is not None:
        rows = rows.filter(ruling_of__in=RulingRow.objects.filter(account=account).values("id"))
    return tuple(each.decision for each in rows.order_by("decided_at", "id"))
