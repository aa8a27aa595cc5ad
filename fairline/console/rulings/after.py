"""What follows from a ruling beside its standing: the statement of reasons, a question, what is still due.

The customer is told once the guard has the ruling, or at once if it takes effect later; with a recorded
reason the statement leaves later, and nothing else is said before it.
"""

from datetime import datetime, time, timedelta

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from fairline.cases import Outcome, Ruling, Sender, StatementOfReasons, statement
from fairline.cases.ruling import SANCTIONS
from fairline.console.cases.evidence import found
from fairline.console.cases.models import Case, CaseEvent, Finding, State
from fairline.console.policy import days, review
from fairline.console.records.log import SYSTEM, record
from fairline.console.rulings.letters import cure_until, written
from fairline.console.rulings.models import Challenge, Duty, RulingRow, Stage, Statement
from fairline.console.rulings.outbox import tell_customer, tell_people

SILENT = (Outcome.DISMISS,)
"""Nothing follows, so nothing is told: the customer may never have known that anybody looked."""


def sender() -> Sender:
    """Return what stands under every statement."""
    told = settings.CONSOLE.sender
    return Sender(
        complaint_url=f"{settings.CONSOLE.url.rstrip('/')}/own/appeals/",
        court=told.court,
        out_of_court=told.out_of_court,
        via=("console", "mail") if settings.CONSOLE.mail is not None else ("console",),
    )


def made(row: RulingRow, ruling: Ruling) -> None:
    """Make what follows from a ruling, in the transaction that makes it."""
    if ruling.outcome not in SILENT:
        of = _stated(row, ruling)
        if ruling.effective_at > ruling.decided_at:
            release(of, ruling.decided_at)
    if ruling.outcome is Outcome.ASK and row.case is not None:
        last = cure_until(ruling)
        Challenge.objects.create(
            case=row.case,
            ruling=row,
            account=row.account,
            question="\n".join(ruling.cure_steps) or ruling.reasons,
            asked_at=ruling.decided_at,
            due_at=datetime.combine(last + timedelta(days=1), time.min, days().zone),
        )
    _due(row, ruling)


def stated(ruling: Ruling) -> StatementOfReasons:
    """Return the statement of a ruling."""
    rows = Finding.objects.filter(id__in=ruling.findings, account=ruling.scope.account)
    rows = rows.order_by("rule", "-until")
    findings = [each for each in map(found, rows) if each is not None]
    policies = sorted({each.policy for each in rows})
    return statement(
        ruling,
        findings,
        policy=", ".join(policies),
        sender=sender(),
        days=days(),
        review=review(),
    )


def _stated(row: RulingRow, ruling: Ruling) -> Statement:
    return Statement.objects.create(
        ruling=row,
        account=row.account,
        language=ruling.language,
        made_at=ruling.decided_at,
        due_at=ruling.decided_at if ruling.delay is None else ruling.delay.until,
        body=msgspec.json.encode(stated(ruling)).decode(),
    )


def _due(row: RulingRow, ruling: Ruling) -> None:
    """Note what a sanction without notice leaves to do: a second person's word, and another look."""
    if ruling.outcome not in SANCTIONS or ruling.notice is not None:
        return
    if len(frozenset(ruling.decided_by)) < 2:
        hours = review().periods["ratification"].number
        due = ruling.decided_at + timedelta(hours=hours)
        Duty.objects.create(ruling=row, kind=Duty.Kind.RATIFY, due_at=due)
    if ruling.review_on is not None:
        due = datetime.combine(ruling.review_on + timedelta(days=1), time.min, days().zone)
        Duty.objects.create(ruling=row, kind=Duty.Kind.REVIEW, due_at=due)


def told(row: RulingRow, now: datetime) -> None:
    """Tell the customer of a ruling that the guard has, unless it is to be told later."""
    of = Statement.objects.filter(ruling=row, sent_at=None, due_at__lte=now).first()
    if of is not None:
        release(of, now)


def release(of: Statement, now: datetime) -> bool:
    """Send a statement with its letter; return whether this call did. The same moment for both."""
    with transaction.atomic():
        if not Statement.objects.filter(pk=of.pk, sent_at=None).update(sent_at=now):
            return False
        of.sent_at = now
        letter = written(of, now)
        letter.save()
        tell_customer(of, letter, now)
        record(SYSTEM, "statement.sent", f"ruling:{of.ruling_id}", delayed=of.due_at > of.made_at)
    return True


def release_due(now: datetime) -> int:
    """Send every statement whose time has come; return how many."""
    waiting = Statement.objects.select_related("ruling").filter(sent_at=None, due_at__lte=now)
    has_it = Q(ruling__stage__in=(Stage.IN_JOURNAL, Stage.OVERTURNED))
    later = Q(ruling__stage=Stage.MADE, ruling__effective_at__gt=F("ruling__decided_at"))
    return sum(release(each, now) for each in waiting.filter(has_it | later))


def refused(row: RulingRow, now: datetime) -> None:
    """Open the case again whose ruling the guard will not take, unless another is open by now."""
    Duty.objects.filter(ruling=row, done_at=None).delete()
    Challenge.objects.filter(ruling=row).delete()
    Statement.objects.filter(ruling=row, sent_at=None).delete()
    tell_people("refused", row, now)
    if row.case_id is None:
        return
    case = Case.objects.select_for_update().get(pk=row.case_id)
    CaseEvent.objects.create(case=case, at=now, who=SYSTEM, what="not-possible", text=row.trouble)
    if not Case.objects.exclude(state=State.CLOSED).filter(account=case.account).exclude(pk=case.pk).exists():
        case.state, case.closed_at, case.outcome = State.OPEN, None, ""
        case.changed_at, case.version = now, case.version + 1
        case.save()


def overdue(now: datetime) -> int:
    """Put cases back into the queue whose question nobody answered in time; return how many."""
    done = 0
    for each in Challenge.objects.filter(
        answered_at=None, due_at__lte=now, case__state=State.ASKED
    ).select_related("case"):
        with transaction.atomic():
            moved = Case.objects.filter(pk=each.case_id, state=State.ASKED).update(
                state=State.OPEN, changed_at=now, due_at=now, version=F("version") + 1
            )
            if moved:
                CaseEvent.objects.create(case=each.case, at=now, who=SYSTEM, what="overdue")
                record(SYSTEM, "challenge.overdue", f"case:{each.case_id}")
            done += moved
    return done
