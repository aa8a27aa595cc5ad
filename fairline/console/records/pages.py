"""The pages of the audit log, and the form in which somebody says why they look at evidence."""

from typing import cast

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records import purpose
from fairline.console.records.exporting import FORMATS
from fairline.console.records.log import Purpose, record
from fairline.console.records.models import AuditEntry
from fairline.console.records.search import Search, asked, batches, page

OBJECT_MAX = 200


@needs(Right.SEE_RECORDS)
def records(request: HttpRequest) -> HttpResponse:
    """The log, the newest first, or what a search asks for."""
    search = Search(request.GET or None)
    wanted = search.cleaned_data if search.is_bound and search.is_valid() else {}
    given = request.GET.get("before", "")
    before = int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0
    found = page(asked(wanted), before)
    record(person_of(request).username, "records.viewed", "records")
    query = request.GET.copy()
    query.pop("before", None)
    more = query.copy()
    more["before"] = str(found.before)
    return render(
        request,
        "records/list.html",
        {
            "search": search,
            "page": found,
            "more": more.urlencode() if found.before else "",
            "query": query.urlencode(),
            "head": AuditEntry.objects.order_by("-sequence").first(),
        },
    )


@needs(Right.SEE_RECORDS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The log, or what a search asks for, as a file. That it was taken away is written down before."""
    if form not in FORMATS:
        raise Http404
    search = Search(request.GET)
    if not search.is_valid():
        return HttpResponseBadRequest(search.errors.as_text(), content_type="text/plain; charset=utf-8")
    wanted = search.cleaned_data
    told = {name: str(value) for name, value in wanted.items() if value}
    entry = record(person_of(request).username, "records.exported", "records", format=form, **told_as(told))
    make, media = FORMATS[form]
    found = asked(wanted).filter(sequence__lte=entry.sequence)
    answer = StreamingHttpResponse(make(batches(found)), content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="audit-log.{form}"'
    answer["Cache-Control"] = "no-store"
    return cast(HttpResponse, answer)  # what stands before a page takes both for one


def told_as(search: dict[str, str]) -> dict[str, str]:
    """Return what was searched for under names that do not hide who exported."""
    return {f"search_{name}": value for name, value in search.items()}


@needs(Right.SEE_EVIDENCE)
@require_POST
def state_purpose(request: HttpRequest) -> HttpResponse:
    """Take the purpose for which somebody looks at an object, and send them back to it."""
    object, told = request.POST.get("object", ""), request.POST.get("purpose", "")
    if not 0 < len(object) <= OBJECT_MAX or told not in set(Purpose):
        return HttpResponseBadRequest()
    purpose.state(request, object, Purpose(told))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(back) if safe else redirect("home")  # not the name of a page of ours
