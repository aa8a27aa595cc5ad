"""The pages of cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from fairline.console.cases.evidence import found, worst
from fairline.console.cases.models import Case
from fairline.console.cases.queue import Filter, asked, page
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.speech import lang


@needs(Right.SEE_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The queue, or what a filter asks for."""
    filter = Filter(request.GET or None)
    now = timezone.now()
    person = person_of(request)
    if not filter.is_valid():
        filter.cleaned_data = {}
    shown = page(asked(filter, person, now), request.GET.get("after", ""))
    rest = request.GET.copy()
    rest["after"] = shown.after
    return render(
        request,
        "cases/list.html",
        {"filter": filter, "page": shown, "more": rest.urlencode() if shown.after else "", "now": now},
    )


@needs(Right.SEE_CASES)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: who, which clauses, what was measured against which limit."""
    one = get_object_or_404(Case.objects.select_related("holder"), pk=pk)
    record(person_of(request).username, "case.viewed", f"case:{one.pk}")
    rows = [(row, of) for row in worst(one) if (of := found(row)) is not None]
    told = [{"row": row, "of": of, "reason": of.reason(lang())} for row, of in rows]
    return render(request, "cases/case.html", {"case": one, "findings": told, "events": one.events.all()})
