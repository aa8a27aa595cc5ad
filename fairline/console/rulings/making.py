"""A ruling from the moment somebody puts it forward until the guard has it.

What section R refuses is refused here with every reason; what takes two persons waits for the second. A
ruling is kept here before the guard is told: one that it cannot take just now is told to it again.
"""

import secrets
from dataclasses import replace as with_ruling
from datetime import datetime

from django.db import transaction
from msgspec.structs import replace

from fairline.cases import Outcome, Proposal, Ruling, refusals
from fairline.console import clock
from fairline.console.cases.evidence import items
from fairline.console.cases.models import Case, CaseEvent, Finding, State
from fairline.console.people.models import Person
from fairline.console.policy import days, register, review
from fairline.console.records.log import record
from fairline.console.rulings import after
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.rulings.reading import columns
from fairline.policy import Text
from fairline.ports.console import Rule

ALREADY = Text(en="it does not wait for anybody any more", fr="elle n'attend plus personne")
ANOTHER = Text(
    en="another person than the one who proposed it has to sign",
    fr="une autre personne que celle qui l'a proposée doit signer",
)
SOMEBODY = "second person"
"""Stands for whoever signs second, while it is asked whether anything else is missing."""


class NotPermitted(Exception):
    """Why a ruling cannot be made, in both languages."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__("; ".join(each.en for each in reasons))
        self.reasons = reasons


def new_id() -> str:
    """Return an id that no ruling has."""
    return f"r-{secrets.token_hex(8)}"


def proposal_of(ruling: Ruling) -> Proposal:
    """Return a ruling with all that it is held against: its findings, and the rulings on its account."""
    made = RulingRow.objects.filter(
        account=ruling.scope.account, stage__in=(Stage.MADE, Stage.IN_JOURNAL)
    ).exclude(id=ruling.id)
    return Proposal(
        ruling=ruling,
        items=items(Finding.objects.filter(id__in=ruling.findings)),
        earlier=tuple(each.ruling for each in made),
        register=register(),
        days=days(),
        review=review(),
    )


def takes_two(ruling: Ruling, now: datetime) -> bool:
    """Return whether a ruling of one person waits for a second. ``NotPermitted`` if more than that lacks."""
    proposal = proposal_of(ruling)
    if not refusals(proposal, now):
        return False
    both = replace(ruling, decided_by=(*ruling.decided_by, SOMEBODY))
    reasons = refusals(with_ruling(proposal, ruling=both), now)
    if reasons:
        raise NotPermitted(reasons)
    return True


def propose(ruling: Ruling, case: Case, by: Person) -> RulingRow:
    """Put a ruling forward; it is made at once if one person is enough. ``NotPermitted`` says why not."""
    now = clock.now()
    two = takes_two(ruling, now)
    with transaction.atomic():
        row = RulingRow.objects.create(
            id=ruling.id,
            case=case,
            stage=Stage.PROPOSED,
            proposed_by=by,
            proposed_at=now,
            **columns(ruling),
        )
        record(by.username, "ruling.proposed", f"ruling:{row.id}", outcome=ruling.outcome.value)
        CaseEvent.objects.create(case=case, at=now, who=by.username, what="proposed", text=row.id)
        if two:
            return row
        _made(row, ruling, by)
    send(row)
    return row


def sign(row: RulingRow, by: Person) -> RulingRow:
    """Have a second person decide too. ``NotPermitted`` says why it cannot be made now."""
    now = clock.now()
    with transaction.atomic():
        row = RulingRow.objects.select_for_update().get(pk=row.pk)
        proposed = row.ruling
        if row.stage != Stage.PROPOSED or by.username in proposed.decided_by:
            raise NotPermitted((ALREADY if row.stage != Stage.PROPOSED else ANOTHER,))
        ruling = dated(replace(proposed, decided_by=(*proposed.decided_by, by.username)), now)
        reasons = refusals(proposal_of(ruling), now)
        if reasons:
            raise NotPermitted(reasons)
        _made(row, ruling, by)
    send(row)
    return row


def dated(ruling: Ruling, now: datetime) -> Ruling:
    """Return a ruling as decided now. What was to take effect at once does so now, with its statement."""
    at_once = ruling.effective_at <= now
    return replace(
        ruling,
        decided_at=now,
        effective_at=now if at_once else ruling.effective_at,
        statement_sent_at=None if ruling.delay is not None else now,
    )


def withdraw(row: RulingRow, by: Person) -> None:
    """Take back what waits for a second person. ``NotPermitted`` if it does not wait."""
    with transaction.atomic():
        changed = RulingRow.objects.filter(pk=row.pk, stage=Stage.PROPOSED).update(stage=Stage.WITHDRAWN)
        if not changed:
            raise NotPermitted((ALREADY,))
        record(by.username, "ruling.withdrawn", f"ruling:{row.id}")


def _made(row: RulingRow, ruling: Ruling, by: Person) -> None:
    """Keep a ruling that stands, with what follows from it on paper and for its case."""
    for name, value in columns(ruling).items():
        setattr(row, name, value)
    row.stage = Stage.MADE
    row.save()
    record(by.username, "ruling.made", f"ruling:{row.id}", outcome=ruling.outcome.value)
    case = row.case
    if case is not None:
        asked = ruling.outcome is Outcome.ASK
        case.state = State.ASKED if asked else State.CLOSED
        case.outcome = ruling.outcome.value
        case.closed_at = None if asked else ruling.decided_at
        case.changed_at = ruling.decided_at
        case.version += 1
        case.save()
        CaseEvent.objects.create(
            case=case, at=ruling.decided_at, who=by.username, what="ruled", text=ruling.outcome.value
        )
    after.made(row, ruling)


def send(row: RulingRow) -> bool:
    """Tell the guard of a ruling that was made; return whether it has it."""
    if row.stage != Stage.MADE:
        return False
    row.tries += 1
    try:
        tell(Rule(row.ruling))
    except NotTaken as error:
        row.trouble = str(error)
        row.save(update_fields=["tries", "trouble"])
        return False
    row.trouble, row.stage = "", Stage.IN_JOURNAL
    row.in_journal_at = clock.now()
    row.save(update_fields=["tries", "trouble", "stage", "in_journal_at"])
    return True


def send_waiting() -> int:
    """Tell the guard again of what it has not taken yet; return how many it has now."""
    return sum(map(send, RulingRow.objects.filter(stage=Stage.MADE)))
