"""Deciding an appeal: by another person, with reasons in the customer's language.

A decision is kept here before the guard is told; one that the guard cannot take just now is told to it again.
The customer hears that a ruling is overturned when the guard has it, because only then is all restored.
"""

import secrets
from datetime import datetime

import msgspec
from django.db import transaction
from msgspec.structs import replace

from fairline.cases import AppealDecision, decision_refusals
from fairline.cases.saying import filled
from fairline.console import clock
from fairline.console.appeals import redress
from fairline.console.appeals.bringing import noted
from fairline.console.appeals.letters import further, letter
from fairline.console.appeals.models import AppealRow, DecisionRow, Kind, Step
from fairline.console.appeals.refused import NotTaken
from fairline.console.appeals.words import DECIDED, LANGUAGES, OTHER_LANGUAGE
from fairline.console.files.keeping import of as files_of
from fairline.console.people.models import Person
from fairline.console.records.log import record
from fairline.console.rulings import guard, making
from fairline.console.rulings.models import RulingRow, Stage, Statement
from fairline.policy import Text
from fairline.ports.console import Overturn


def against(appeal: AppealRow, decision: AppealDecision, language: str) -> tuple[Text, ...]:
    """Return every reason why an appeal cannot be decided so."""
    reasons: list[Text] = []
    if appeal.decided_at is not None:
        reasons.append(DECIDED)
    if language != appeal.language:
        reasons.append(filled(OTHER_LANGUAGE, language=LANGUAGES[appeal.language]))
    if appeal.ruling is not None:
        hashes = tuple(each.sha256 for each in files_of(appeal.files_of))
        reasons += decision_refusals(decision, appeal.appeal(hashes), appeal.ruling.ruling)
    else:
        reasons += redress.against(appeal, decision)
    return tuple(reasons)


def may_decide(appeal: AppealRow, by: Person, now: datetime) -> tuple[Text, ...]:
    """Return why somebody cannot decide an appeal, whatever they would say; none if they can."""
    probe = _decision(appeal, by, overturned=False, reasons="?", now=max(now, appeal.received_at))
    return against(appeal, probe, appeal.language)


def decide(
    appeal: AppealRow, by: Person, *, overturned: bool, reasons: str, language: str, now: datetime
) -> DecisionRow:
    """Decide an appeal, and tell the guard and the customer. ``language``: which one the reasons are in.

    ``NotTaken`` says why it cannot be decided so, also where somebody else just has.
    """
    with transaction.atomic():
        appeal = AppealRow.objects.select_for_update().get(pk=appeal.pk)
        decision = _decision(appeal, by, overturned=overturned, reasons=reasons.strip(), now=now)
        refused = against(appeal, decision, language)
        if refused:
            raise NotTaken(*refused)
        appeal.decided_at = now
        appeal.save(update_fields=["decided_at"])
        row = DecisionRow.objects.create(
            id=decision.id,
            appeal=appeal,
            ruling_of=decision.ruling,
            decided_at=now,
            person=by,
            decided_by=by.username,
            overturned=overturned,
            reasons=decision.reasons,
            body=msgspec.json.encode(decision).decode(),
        )
        record(by.username, "appeal.decided", f"appeal:{appeal.id}", overturned=overturned, decision=row.id)
        if appeal.kind == Kind.REDRESS:
            redress.answer(appeal, row, now)
        elif not overturned and appeal.ruling is not None:
            noted(appeal.ruling, "upheld", by.username, appeal.id, now)
            letter(
                "appeal-upheld", appeal, now, ruling=decision.ruling, reasons=row.reasons, redress=further()
            )
    if row.step == Step.MADE:
        send(row)
    return row


def send(row: DecisionRow) -> bool:
    """Tell the guard of a decision; return whether it has it.

    Of a ruling that it has not taken yet it is told first. One that it never takes stops no decision: to the
    guard both orders are the same.
    """
    ruling = RulingRow.objects.filter(pk=row.ruling_of, stage=Stage.MADE).first()
    if ruling is not None:
        making.send(ruling)
    try:
        guard.tell(Overturn(row.decision))
    except guard.NotTaken as error:
        return _failed(row, str(error), again=error.again)
    with transaction.atomic():
        done(row.pk, clock.now())
    row.refresh_from_db()
    return True


def send_waiting() -> int:
    """Tell the guard again of what it has not taken yet; return how many it has now.

    The first failure ends the round: where one cannot be told just now, none can.
    """
    count = 0
    for row in DecisionRow.objects.filter(step=Step.MADE).order_by("decided_at"):
        if not send(row) and row.step == Step.MADE:
            break
        count += row.step == Step.DONE
    return count


def _failed(row: DecisionRow, trouble: str, *, again: bool) -> bool:
    row.tries += 1
    row.trouble = trouble
    row.step = Step.MADE if again else Step.REFUSED
    row.save(update_fields=["tries", "trouble", "step"])
    return False


def done(id: str, now: datetime) -> None:
    """Keep that the guard has a decision, and what follows from it on paper; once, in a transaction."""
    row = DecisionRow.objects.select_for_update().get(pk=id)
    if row.step == Step.DONE:
        return
    row.step, row.done_at, row.trouble = Step.DONE, now, ""
    row.tries += 1
    row.save(update_fields=["step", "done_at", "trouble", "tries"])
    write_reversal(row)
    appeal = row.appeal
    if row.overturned and appeal is not None and appeal.ruling is not None:
        noted(appeal.ruling, "overturned", row.decided_by, appeal.id, now)
        letter("appeal-overturned", appeal, now, ruling=row.ruling_of, reasons=row.reasons)


def write_reversal(row: DecisionRow) -> None:
    """Say in the ruling and in its statement of reasons what became of it. To be called in a transaction."""
    if row.overturned:
        RulingRow.objects.filter(pk=row.ruling_of).update(stage=Stage.OVERTURNED)
    held = Statement.objects.select_for_update().filter(ruling_id=row.ruling_of).first()
    if held is not None:
        held.body = msgspec.json.encode(replace(held.statement, reversal=row.decision)).decode()
        held.save(update_fields=["body"])


def _decision(
    appeal: AppealRow, by: Person, *, overturned: bool, reasons: str, now: datetime
) -> AppealDecision:
    return AppealDecision(
        id=f"d-{secrets.token_hex(8)}",
        appeal=appeal.id,
        ruling=appeal.ruling_id or "",
        decided_at=now,
        decided_by=by.username,
        overturned=overturned,
        reasons=reasons,
    )
