"""The pages of complaints."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairline.console import clock
from fairline.console.paging import page
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import Purpose, record
from fairline.console.tracing import complaints
from fairline.console.tracing.forms import ComplaintFilter, ComplaintForm, ImportForm, zone_of
from fairline.console.tracing.importing import WHY, Read, read, told
from fairline.console.tracing.models import Complaint
from fairline.console.tracing.tracebacks import NotDone
from fairline.console.tracing.words import ABOUT, SOURCES, VALUES

FORM = "form"
"""Where complaints come from that people write down here."""


@needs(Right.SEE_CASES)
def listed(request: HttpRequest) -> HttpResponse:
    """Complaints, the newest first."""
    filter = ComplaintFilter(request.GET or None)
    rows: QuerySet[Complaint] = Complaint.objects.order_by("-received_at", "-id")
    if filter.is_valid():
        wanted = {name: value.strip() for name, value in filter.cleaned_data.items() if value.strip()}
        rows = rows.filter(**wanted)
    found = page(rows, request.GET.get("after", ""))
    return render(
        request,
        "tracing/complaints.html",
        {
            "filter": filter,
            "rows": [_named(each) for each in found.rows],
            "more": found.more(request.GET),
            "works": person_of(request).may(Right.WORK_CASES),
        },
    )


def _named(row: Complaint) -> dict[str, Any]:
    return {
        "row": row,
        "source": dict(SOURCES).get(row.source, row.source),
        "about": dict(ABOUT).get(row.about),
    }


@needs(Right.WORK_CASES)
def new(request: HttpRequest) -> HttpResponse:
    """Write down a complaint."""
    zone = zone_of(request.POST.get("zone", ""))
    form = ComplaintForm.blank() if request.method != "POST" else ComplaintForm(request.POST)
    with timezone.override(zone or timezone.get_current_timezone()):
        good = form.is_valid()
    if not good or zone is None:
        if form.is_bound and zone is None:
            form.add_error("zone", _("There is no such time zone. Write one such as Europe/Paris."))
        return render(request, "tracing/complaint_new.html", {"form": form})
    values = {
        name: value.isoformat() if hasattr(value, "isoformat") else value or ""
        for name, value in form.cleaned_data.items()
    }
    found = told(values, zone, clock.now())
    if isinstance(found, str):
        form.add_error(found, WHY[found])
        return render(request, "tracing/complaint_new.html", {"form": form})
    made, _known = complaints.take([found], person_of(request), FORM)
    if not made:
        messages.info(request, _("The same complaint is there already."))
        return redirect("complaints")
    return redirect("complaint", made[0].pk)


@needs(Right.WORK_CASES)
def imported(request: HttpRequest) -> HttpResponse:
    """Take a file of complaints, and tell what of it was refused."""
    form = ImportForm(initial={"zone": settings.CONSOLE.sender.zone})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        form = context["form"] = ImportForm(request.POST, request.FILES)
        zone = zone_of(request.POST.get("zone", ""))
        if form.is_valid() and zone is not None:
            file = form.cleaned_data["file"]
            done = read(file.read(), zone, clock.now())
            made, known = complaints.take(done.told, person_of(request), file.name[:150])
            _tell(request, done, len(made), known)
            context |= {
                "refused": [(WHY[why], count) for why, count in done.refused.most_common()],
                "first": [(line, WHY[why]) for line, why in done.first],
            }
        elif zone is None:
            form.add_error("zone", _("There is no such time zone. Write one such as Europe/Paris."))
    return render(request, "tracing/complaint_import.html", context)


def _tell(request: HttpRequest, done: Read, made: int, known: int) -> None:
    messages.success(
        request, ngettext("%(n)s complaint taken.", "%(n)s complaints taken.", made) % {"n": made}
    )
    if known:
        text = ngettext("%(n)s was there already.", "%(n)s were there already.", known)
        messages.info(request, text % {"n": known})
    refused = done.refused.total()
    if refused:
        text = ngettext("%(n)s line refused.", "%(n)s lines refused.", refused)
        messages.error(request, text % {"n": refused})


@needs(Right.SEE_CASES)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint, and the calls that it may be about. Its words are evidence."""
    row = get_object_or_404(Complaint, pk=pk)
    person = person_of(request)
    record(person.username, "complaint.viewed", f"complaint:{row.pk}", purpose=Purpose.COMPLAINT)
    return render(
        request,
        "tracing/complaint.html",
        {
            **_named(row),
            "offered": complaints.offered(row),
            "told": VALUES.get(row.told, row.told),
            "sees": person.may(Right.SEE_EVIDENCE),
            "works": person.may(Right.WORK_CASES),
        },
    )


@needs(Right.WORK_CASES)
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which call it is about."""
    get_object_or_404(Complaint, pk=pk)
    sequence, version = (request.POST.get(name, "") for name in ("sequence", "version"))
    if request.method == "POST" and sequence.isdecimal() and version.isdecimal():
        try:
            complaints.confirm(pk, int(sequence), person_of(request), int(version))
        except NotDone as error:
            messages.error(request, str(error))
    return redirect("complaint", pk)
