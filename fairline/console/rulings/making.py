"""A ruling from the moment somebody puts it forward until the guard has it.

What section R refuses is refused here with every reason; what takes two persons waits for the second. A
ruling is kept here before the guard is told: one that it cannot take just now is told to it again. The
customer is told when the guard has it, so that nobody hears of what is not in force; what takes effect later
is told at once.
"""

import logging
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from msgspec.structs import replace

from fairline.cases import NoticeGiven, Outcome, Ruling
from fairline.console import clock
from fairline.console.cases.models import Case, CaseEvent, State
from fairline.console.people.models import Person
from fairline.console.records.log import SYSTEM, record
from fairline.console.rulings import after, words
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.rulings.outbox import tell_people
from fairline.console.rulings.reading import columns
from fairline.console.rulings.weighing import weigh
from fairline.policy import Text
from fairline.ports.console import Rule

ALREADY, ANOTHER = words.ALREADY, words.ANOTHER

log = logging.getLogger("fairline.console")


class NotPermitted(Exception):
    """Why a ruling cannot be made, in both languages."""

    def __init__(self, reasons: tuple[Text, ...]) -> None:
        super().__init__("; ".join(each.en for each in reasons))
        self.reasons = reasons


def new_id() -> str:
    """Return an id that no ruling has."""
    return f"r-{secrets.token_hex(8)}"


def id_of(case: Case, key: str) -> str:
    """Return the id of the one ruling that a form may make, however often it is sent."""
    return f"r-{sha256(f'{case.pk}:{key}'.encode()).hexdigest()[:16]}"


def propose(ruling: Ruling, case: Case, by: Person, *, version: int | None = None) -> RulingRow:
    """Put a ruling forward; it is made at once if one person is enough. ``NotPermitted`` says why not.

    One whose id is known already is returned as it is. ``version``: the case's, as ``by`` saw it.
    """
    now = clock.now()
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        known = RulingRow.objects.filter(pk=ruling.id, case=case).first()
        if known is not None:
            return known
        two = _may_be_put(ruling, case, version, now)
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
            tell_people("waits", row, now)
            return row
        _made(row, ruling, by)
    send(row)
    return row


def _may_be_put(ruling: Ruling, case: Case, version: int | None, now: datetime) -> bool:
    """Return whether it waits for a second person. ``NotPermitted`` says what is against it."""
    if version is not None and case.version != version:
        raise NotPermitted((words.CHANGED,))
    if RulingRow.objects.filter(case=case, stage=Stage.PROPOSED).exists():
        raise NotPermitted((words.ONE_WAITS,))
    if case.state == State.CLOSED and ruling.outcome is not Outcome.RESTORE and ruling.renews is None:
        raise NotPermitted((words.CASE_CLOSED,))
    weighed = weigh(ruling, now)
    if weighed.refusals:
        raise NotPermitted(weighed.refusals)
    return weighed.two


def sign(row: RulingRow, by: Person) -> RulingRow:
    """Have a second person decide too. ``NotPermitted`` says why it cannot be made now."""
    now = clock.now()
    with transaction.atomic():
        row = RulingRow.objects.select_for_update().get(pk=row.pk)
        proposed = row.ruling
        if row.stage != Stage.PROPOSED or by.username in proposed.decided_by:
            raise NotPermitted((ALREADY if row.stage != Stage.PROPOSED else ANOTHER,))
        ruling = dated(replace(proposed, decided_by=(*proposed.decided_by, by.username)), now)
        weighed = weigh(ruling, now)
        if weighed.two or weighed.refusals:
            raise NotPermitted(weighed.refusals or (ANOTHER,))
        _made(row, ruling, by)
    send(row)
    return row


def dated(ruling: Ruling, now: datetime) -> Ruling:
    """Return a ruling as decided now. What was to take effect at once does so now, with its statement.

    Notice is given when the ruling is made, so what it is put off by is put off from then.
    """
    later = max(ruling.effective_at - ruling.decided_at, timedelta(0))
    return replace(
        ruling,
        decided_at=now,
        effective_at=now + later,
        notice=None if ruling.notice is None else NoticeGiven(given_at=now),
        statement_sent_at=None if ruling.delay is not None else now,
    )


def withdraw(row: RulingRow, by: Person) -> None:
    """Take back what waits for a second person. ``NotPermitted`` if it does not wait."""
    with transaction.atomic():
        changed = RulingRow.objects.filter(pk=row.pk, stage=Stage.PROPOSED).update(stage=Stage.WITHDRAWN)
        if not changed:
            raise NotPermitted((ALREADY,))
        record(by.username, "ruling.withdrawn", f"ruling:{row.pk}")
        if row.case is not None:
            CaseEvent.objects.create(
                case=row.case, at=clock.now(), who=by.username, what="withdrawn", text=row.id
            )


def _made(row: RulingRow, ruling: Ruling, by: Person) -> None:
    """Keep a ruling that stands, with what follows from it on paper and for its case."""
    for name, value in columns(ruling).items():
        setattr(row, name, value)
    row.stage = Stage.MADE
    row.save()
    record(by.username, "ruling.made", f"ruling:{row.id}", outcome=ruling.outcome.value)
    if row.case_id is not None:
        _ruled(Case.objects.select_for_update().get(pk=row.case_id), ruling, by)
    after.made(row, ruling)
    tell_people("made", row, ruling.decided_at)


def _ruled(case: Case, ruling: Ruling, by: Person) -> None:
    """Close a case, or let it wait for the customer's answer. One closed before stays as it was ruled."""
    if case.state != State.CLOSED:
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


def send(row: RulingRow) -> bool:
    """Tell the guard of a ruling that was made; return whether it has it. Then the customer is told."""
    if row.stage != Stage.MADE:
        return False
    try:
        tell(Rule(row.ruling))
    except NotTaken as error:
        _not_taken(row, error)
        return False
    now = clock.now()
    with transaction.atomic():
        RulingRow.objects.filter(pk=row.pk, stage=Stage.MADE).update(
            stage=Stage.IN_JOURNAL, trouble="", tries=row.tries + 1, in_journal_at=now
        )
        after.told(row, now)
    row.refresh_from_db()
    return True


def _not_taken(row: RulingRow, error: NotTaken) -> None:
    """Keep why. What the guard will never take is said to be so, and the case is open again."""
    if row.trouble != str(error):
        log.warning("the guard did not take ruling %s: %s", row.pk, error)
    row.tries, row.trouble = row.tries + 1, str(error)
    with transaction.atomic():
        mine = RulingRow.objects.filter(pk=row.pk, stage=Stage.MADE)
        if error.again:
            mine.update(tries=row.tries, trouble=row.trouble)
        elif mine.update(tries=row.tries, trouble=row.trouble, stage=Stage.REFUSED):
            row.stage = Stage.REFUSED
            record(SYSTEM, "ruling.refused", f"ruling:{row.pk}", why=row.trouble)
            after.refused(row, clock.now())


def send_waiting(now: datetime | None = None) -> int:
    """Tell the guard again of what it has not taken yet; return how many it has now.

    The first failure ends the round: where one cannot be told just now, none can.
    """
    done = 0
    for row in RulingRow.objects.filter(stage=Stage.MADE).order_by("decided_at"):
        if not send(row) and row.stage == Stage.MADE:
            break
        done += row.stage == Stage.IN_JOURNAL
    return done
