"""Decisions as others read them: from the journal, and for how often a rule's rulings are overturned."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from fairline.cases import AppealDecision, Demotion, RuleRecord, Ruling, demotions, rule_records
from fairline.cases.reversals import NEVER
from fairline.console.appeals.deciding import done, write_reversal
from fairline.console.appeals.models import DecisionRow, Step
from fairline.console.policy import review
from fairline.console.rulings.models import RulingRow, Stage
from fairline.stores.entries import Entry

IN_FORCE = (Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)


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


def rulings(since: datetime) -> tuple[Ruling, ...]:
    """Return the rulings that were made since an instant, also those that were overturned."""
    rows = RulingRow.objects.filter(stage__in=IN_FORCE, decided_at__gte=since)
    return tuple(msgspec.json.decode(body, type=Ruling) for body in rows.values_list("body", flat=True))


def reversal_records(now: datetime, reinstated: Mapping[str, datetime] = NEVER) -> tuple[RuleRecord, ...]:
    """Return each rule's record of the last year: how often its rulings were overturned, and held."""
    return rule_records(rulings(_since(now)), decisions(), now, review(), reinstated)


def reversal_demotions(now: datetime, reinstated: Mapping[str, datetime] = NEVER) -> tuple[Demotion, ...]:
    """Return the rules whose rulings are overturned too often, so that they may only observe."""
    return demotions(rulings(_since(now)), decisions(), now, review(), reinstated)


def _since(now: datetime) -> datetime:
    return now - timedelta(days=review().periods["reversal-window"].number)
