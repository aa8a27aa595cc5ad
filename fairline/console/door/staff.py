"""The page of an answer for those who review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fairline.console import clock
from fairline.console.door.answering import belongs, is_late
from fairline.console.files.keeping import of as files_of
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.rulings.models import Challenge


@needs(Right.SEE_CASES)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """What a customer was asked, what it answered and sent, and whether that came in time."""
    one = get_object_or_404(Challenge, pk=pk)
    record(person_of(request).username, "challenge.viewed", f"challenge:{one.pk}")
    shown = {"question": one, "late": is_late(one), "files": files_of(belongs(one)), "now": clock.now()}
    return render(request, "door/staff_question.html", shown)
