"""What is due after a ruling without notice: a second person's word within hours, another look within days.

Neither changes a standing: whoever finds that a ruling should not stand lifts it by another. The journal's
ruling stays as it is; who ratified it and when it was looked at again stands in ours.
"""

from datetime import datetime

import msgspec
from django.db import transaction
from msgspec.structs import replace

from fairline.console.cases.models import CaseEvent
from fairline.console.people.models import Person
from fairline.console.records.log import record
from fairline.console.rulings import words
from fairline.console.rulings.making import NotPermitted
from fairline.console.rulings.models import Duty, RulingRow
from fairline.console.rulings.outbox import tell_people


def do(duty: Duty, by: Person, *, stands: bool, text: str, now: datetime) -> Duty:
    """Ratify a ruling or write down another look at it. ``NotPermitted`` says why not."""
    with transaction.atomic():
        row = RulingRow.objects.select_for_update().get(pk=duty.ruling_id)
        duty = Duty.objects.get(pk=duty.pk)
        ruling = row.ruling
        if duty.done_at is not None:
            raise NotPermitted((words.DONE_ALREADY,))
        if by.username in ruling.decided_by:
            raise NotPermitted((words.OTHER_EYES,))
        if not text.strip():
            raise NotPermitted((words.NO_WORDS,))
        ratifies = duty.kind == Duty.Kind.RATIFY
        if ratifies and stands and now > duty.due_at:
            raise NotPermitted((words.TOO_LATE,))
        duty.done_at, duty.by, duty.stands, duty.text = now, by, stands, text.strip()
        duty.save()
        if ratifies and stands:
            ruling = replace(ruling, ratified_by=by.username, ratified_at=now)
        elif not ratifies:
            ruling = replace(ruling, reviewed_at=now)
        row.body = msgspec.json.encode(ruling).decode()
        row.save(update_fields=["body"])
        record(by.username, f"ruling.{duty.kind}", f"ruling:{row.pk}", stands=stands)
        if row.case is not None:
            CaseEvent.objects.create(case=row.case, at=now, who=by.username, what=duty.kind, text=duty.text)
    return duty


def tell_late(now: datetime) -> int:
    """Tell the provider's people, once, of what nobody has done in time; return of how much."""
    done = 0
    for each in Duty.objects.filter(done_at=None, told_at=None, due_at__lte=now).select_related("ruling"):
        with transaction.atomic():
            if Duty.objects.filter(pk=each.pk, told_at=None).update(told_at=now):
                tell_people("late", each.ruling, now)
                done += 1
    return done
