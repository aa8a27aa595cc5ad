"""What people do with a case besides ruling: take it, hand it over, hold it, escalate it, write in it.

Two who act on the same version of a case cannot both succeed: the second is told what the first did.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from fairline.console.cases.models import Case, CaseEvent, Snooze, State
from fairline.console.cases.words import DUE_IN, HOLD_MAX, SNOOZE_MAX, weight
from fairline.console.people.models import Person
from fairline.console.people.rights import Right, Role
from fairline.console.records.log import record
from fairline.policy import Harm

ESCALATED_TO = (Role.SENIOR, Role.LEGAL)


class NotDone(Exception):
    """Why something could not be done, in the words of the page."""


CHANGED = _("Somebody else changed the case in the meantime. Look at it again.")
CLOSED = _("The case is closed.")
TAKEN = _("Somebody else has taken the case.")
NOT_YOURS = _("Only whoever has the case, or a senior reviewer, can do that.")
TOO_LONG = _("That is too long, or already past.")
NO_REASON = _("A reason is needed.")
CANNOT_TAKE = _("This person cannot take cases.")


def claim(case: Case, by: Person, now: datetime) -> Case:
    """Take a case that nobody has. The same person again changes nothing."""
    if case.holder_id == by.pk:
        return case
    with transaction.atomic():
        done = (
            Case.objects.filter(pk=case.pk, holder=None)
            .exclude(state=State.CLOSED)
            .update(holder=by, held_at=now, changed_at=now, version=F("version") + 1)
        )
        if not done:
            raise NotDone(TAKEN)
        return _told(case, by, now, "claimed")


def release(case: Case, by: Person, now: datetime) -> Case:
    """Let a case go, so that somebody else may take it."""
    return _changed(case, by, now, "released", holder=None, held_at=None)


def hand_over(case: Case, to: Person, by: Person, now: datetime, why: str) -> Case:
    """Give a case to somebody else who works on cases."""
    if not to.may(Right.WORK_CASES):
        raise NotDone(CANNOT_TAKE)
    return _changed(case, by, now, "handed-over", text=f"{to.username}: {why}", holder=to, held_at=now)


def escalate(case: Case, to: Role, by: Person, now: datetime, why: str) -> Case:
    """Put a case before seniors or legal; nobody has it then."""
    _needed(why)
    return _changed(
        case, by, now, "escalated", text=f"{to.value}: {why}", escalated_to=to, holder=None, held_at=None
    )


def hold(case: Case, until: datetime, by: Person, now: datetime, why: str) -> Case:
    """Let a case rest until an instant, and say why. Its clock goes on."""
    _needed(why)
    if not now < until <= now + HOLD_MAX:
        raise NotDone(TOO_LONG)
    return _changed(case, by, now, "held", text=why, state=State.HELD, paused_until=until)


def resume(case: Case, by: Person, now: datetime) -> Case:
    """Go on with a case before its rest is over."""
    return _changed(case, by, now, "resumed", state=State.OPEN, paused_until=None)


def assess(case: Case, harm: Harm, by: Person, now: datetime, why: str) -> Case:
    """Say how grave the harm is. The case is due accordingly, counted from when it was opened."""
    _needed(why)
    return _changed(
        case,
        by,
        now,
        "assessed",
        text=f"S{int(harm)}: {why}",
        harm=harm,
        weight=weight(harm, case.evidence, case.severity),
        due_at=case.opened_at + DUE_IN[harm],
    )


def write(case: Case, by: Person, now: datetime, text: str) -> None:
    """Write something down in a case, for colleagues; the customer never reads it."""
    _needed(text)
    with transaction.atomic():
        _told(case, by, now, "note", text)


def snooze(account: str, rule: str, until: datetime, by: Person, now: datetime, why: str) -> Snooze:
    """Let findings of one rule on one account open no case until an instant."""
    _needed(why)
    if not now < until <= now + SNOOZE_MAX:
        raise NotDone(TOO_LONG)
    with transaction.atomic():
        made, _is_new = Snooze.objects.update_or_create(
            account=account, rule=rule, defaults={"until": until, "by": by, "at": now, "reason": why.strip()}
        )
        record(by.username, "rule.snoozed", f"account:{account}", rule=rule, until=until.isoformat())
    return made


def wake(now: datetime) -> int:
    """Open again the cases whose rest is over; return how many."""
    due = Case.objects.filter(state=State.HELD, paused_until__lte=now)
    return due.update(state=State.OPEN, paused_until=None, version=F("version") + 1)


def claim_all(cases: Iterable[Case], by: Person, now: datetime) -> tuple[int, int]:
    """Take several cases; return how many were taken, and how many somebody else has or are closed."""
    taken = refused = 0
    for case in cases:
        try:
            claim(case, by, now)
            taken += 1
        except NotDone:
            refused += 1
    return taken, refused


def _needed(why: str) -> None:
    if not why.strip():
        raise NotDone(NO_REASON)


def _changed(case: Case, by: Person, now: datetime, what: str, *, text: str = "", **values: object) -> Case:
    """Change a case that has not been changed since it was read, if ``by`` may."""
    if case.state == State.CLOSED:
        raise NotDone(CLOSED)
    if case.holder_id not in (None, by.pk) and not by.may(Right.ASSIGN_CASES):
        raise NotDone(NOT_YOURS)
    with transaction.atomic():
        done = Case.objects.filter(pk=case.pk, version=case.version).update(
            **values, changed_at=now, version=F("version") + 1
        )
        if not done:
            raise NotDone(CHANGED)
        return _told(case, by, now, what, text)


def _told(case: Case, by: Person, now: datetime, what: str, text: str = "") -> Case:
    CaseEvent.objects.create(case=case, at=now, who=by.username, what=what, text=text.strip())
    record(by.username, f"case.{what}", f"case:{case.pk}")
    case.refresh_from_db()
    return case
