"""What of tracebacks and complaints the guard is told, as facts, so that its rules see them.

What it cannot take just now is told again later. A fact has the time at which it became known here: what the
guard calls late, because it is told after more than the policy's lateness, stands in the journal and counts
nowhere.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from fairline import facts
from fairline.console import clock
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.tracing.models import Complaint, Traceback
from fairline.facts import About, ComplaintSource
from fairline.ports.console import Report

AT_ONCE = 100  # ours: facts of one command; each has some hundred bytes, and a line may have a million
TOLD_AGAIN, STILL_CORRECTED = 0.5, 0.9  # ours: shares of the policy's lateness
CORRECTABLE = ("counted", "corrected", "duplicate")
REFUSED = "refused"
"""What the guard will never take."""


def receipt(row: Traceback) -> facts.Complaint:
    """Return the fact that somebody asks: nobody's, until a call is chosen. Its answer, if none was found."""
    nobodys = bool(row.answered_at) and not row.choices
    return facts.Complaint(
        id=f"traceback-{row.pk}",
        at=row.received_at,
        number=row.caller if row.caller and not row.caller_ends else None,
        source=ComplaintSource.TRACEBACK,
        about=About.REPLY_REQUESTED,
        due_at=row.due_at,
        answered_at=row.answered_at if nobodys else None,
        revision=1 if nobodys else 0,
    )


def of_call(row: Traceback, at: datetime, revision: int) -> facts.Complaint:
    """Return the fact that the call that is asked for is an account's, and once it is so, the answer."""
    return facts.Complaint(
        id=f"traceback-{row.pk}-call",
        at=at,
        account=row.account or None,
        number=row.caller if row.caller and not row.caller_ends else None,
        source=ComplaintSource.TRACEBACK,
        about=About.REPLY_REQUESTED,
        item=row.call_id,
        due_at=row.due_at,
        answered_at=row.answered_at,
        revision=revision,
    )


def of_complaint(row: Complaint) -> facts.Complaint:
    """Return a complaint as the guard takes it: without who complained, but for the hash."""
    return facts.Complaint(
        id=f"complaint-{row.pk}",
        at=row.received_at,
        account=row.account or None,
        number=row.number or None,
        source=ComplaintSource(row.source),
        about=About(row.about) if row.about else None,
        complainant=row.complainant or None,
        places=tuple(row.places.split()) or None,
        item=row.item or None,
        revision=row.revision,
    )


def send_traceback(row: Traceback, now: datetime) -> bool:
    """Tell the guard what it does not know of a traceback yet; return whether it knows all.

    A fact can be corrected for as long as the policy's lateness, so one about a call that is not answered yet
    is told again, with the time of that, before it is over: else its answer could not reach it.
    """
    nobodys = row.answered_at is not None and not row.choices
    if not row.told_receipt and not _keep(row, receipt(row), "told_receipt"):
        return False
    if nobodys and not row.told_answer and not _keep(row, receipt(row), "told_answer"):
        return False
    if not row.choices or (row.told_call and row.told_answer):
        return True
    if row.told_call and row.answered_at is None and not is_ageing(row, now):
        return True
    name = "told_call" if row.answered_at is None or not row.told_call else "told_answer"
    at, revision = now, 0
    if row.told_at is not None:
        # What the guard has let go of would count a second time if it came with another time.
        at = now if now - row.told_at < lateness() * STILL_CORRECTED else row.told_at
        revision = row.told_revision + 1
    if not _keep(row, of_call(row, at, revision), name):
        return False
    row.told_at, row.told_revision = at, revision
    if row.answered_at is not None:
        row.told_answer = row.told_answer or row.told_call
    row.save(update_fields=["told_at", "told_revision", "told_answer"])
    return True


def is_ageing(row: Traceback, now: datetime) -> bool:
    """Whether the fact about a call is to be told again while it can be corrected."""
    aged = row.told_at is not None and now - row.told_at >= lateness() * TOLD_AGAIN
    return aged and row.told_call in CORRECTABLE and bool(lateness())


def lateness() -> timedelta:
    """Return how long the guard corrects a fact."""
    return timedelta(seconds=settings.FAIRLINE.policy.lateness_s)


def send_complaints(rows: Sequence[Complaint]) -> int:
    """Tell the guard of complaints; return how many it has now."""
    done = 0
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        taken, trouble = _told([of_complaint(each) for each in some])
        for row, became in zip(some, taken, strict=True):
            row.told, row.trouble = became, trouble
            done += bool(became)
        Complaint.objects.bulk_update(some, ["told", "trouble"])
        if trouble:
            break
    return done


def send_waiting() -> int:
    """Tell the guard again of what it has not taken; return how many tracebacks and complaints it took."""
    now = clock.now()
    asked = Traceback.objects.filter(
        Q(told_receipt="")
        | Q(choices__gt=0, told_call="")
        | Q(answered_at__isnull=False, told_answer="")
        | Q(answered_at=None, told_call__in=CORRECTABLE, told_at__lte=now - lateness() * TOLD_AGAIN)
    )
    done = sum(send_traceback(each, now) for each in asked[:AT_ONCE])
    return done + send_complaints(list(Complaint.objects.filter(told="").order_by("pk")[:AT_ONCE]))


def _keep(row: Traceback, fact: facts.Complaint, name: str) -> bool:
    """Tell one fact, and keep what became of it; return whether the guard has it."""
    taken, row.trouble = _told([fact])
    setattr(row, name, taken[0])
    row.save(update_fields=[name, "trouble"])
    return bool(taken[0])


def _told(some: Iterable[facts.Complaint]) -> tuple[list[str], str]:
    """Return what became of each fact, empty if it is to be told again, and why nothing was taken."""
    told = tuple(some)
    try:
        return list(tell(Report(told)).taken), ""
    except NotTaken as error:
        return ["" if error.again else REFUSED] * len(told), str(error)
