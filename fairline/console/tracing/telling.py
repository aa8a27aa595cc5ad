"""What of tracebacks and complaints the guard is told, as facts, so that its rules see them.

What it cannot take just now is told again later. A fact has the time at which it became known here: what the
guard calls late, because it is told after more than the policy's lateness, stands in the journal and counts
nowhere.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from fairline import facts
from fairline.console.rulings.guard import NotTaken, tell
from fairline.console.tracing.models import Complaint, Traceback
from fairline.facts import About, ComplaintSource
from fairline.ports.console import Report

AT_ONCE = 100  # ours: facts of one command; each has some hundred bytes, and a line may have a million
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


def of_call(row: Traceback) -> facts.Complaint:
    """Return the fact that the call that is asked for is an account's, and once it is so, the answer."""
    assert row.chosen_at is not None
    return facts.Complaint(
        id=f"traceback-{row.pk}-call",
        at=row.chosen_at,
        account=row.account or None,
        number=row.caller if row.caller and not row.caller_ends else None,
        source=ComplaintSource.TRACEBACK,
        about=About.REPLY_REQUESTED,
        item=row.call_id,
        due_at=row.due_at,
        answered_at=row.answered_at,
        revision=2 * (row.choices - 1) + (row.answered_at is not None),
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


def send_traceback(row: Traceback) -> bool:
    """Tell the guard what it does not know of a traceback yet; return whether it knows all."""
    waiting: list[tuple[str, facts.Complaint]] = []
    if not row.told_receipt:
        waiting.append(("told_receipt", receipt(row)))
    if row.choices and not row.told_call:
        waiting.append(("told_call", of_call(row)))
    if row.answered_at is not None and not row.told_answer:
        waiting.append(("told_answer", of_call(row) if row.choices else receipt(row)))
    for name, fact in waiting:
        taken, row.trouble = _told([fact])
        setattr(row, name, taken[0])
        row.save(update_fields=[name, "trouble"])
        if row.trouble:
            return False
    return True


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
    asked = Traceback.objects.filter(
        Q(told_receipt="") | Q(choices__gt=0, told_call="") | Q(answered_at__isnull=False, told_answer="")
    )
    done = sum(map(send_traceback, asked[:AT_ONCE]))
    return done + send_complaints(list(Complaint.objects.filter(told="").order_by("pk")[:AT_ONCE]))


def _told(some: Iterable[facts.Complaint]) -> tuple[list[str], str]:
    """Return what became of each fact, empty if it is to be told again, and why nothing was taken."""
    told = tuple(some)
    try:
        return list(tell(Report(told)).taken), ""
    except NotTaken as error:
        return ["" if error.again else REFUSED] * len(told), str(error)
