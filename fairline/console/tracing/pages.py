"""The pages of tracebacks."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fairline.console import clock
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import Purpose, record
from fairline.console.tracing import answers, tracebacks
from fairline.console.tracing.forms import AnswerForm, TracebackForm, zone_of
from fairline.console.tracing.models import Traceback
from fairline.console.tracing.pdf import pdf
from fairline.console.tracing.sections import Section
from fairline.console.tracing.words import VALUES

SHOWN = 200  # ours: rows of one page
NONE_FOUND = "none"


@needs(Right.TRACE)
def listed(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the first due first; then what was answered, the newest first."""
    rows = Traceback.objects.select_related("asked_by")
    return render(
        request,
        "tracing/tracebacks.html",
        {
            "waiting": rows.filter(answered_at=None).order_by("due_at", "pk")[:SHOWN],
            "answered": rows.exclude(answered_at=None).order_by("-answered_at")[:SHOWN],
            "now": clock.now(),
        },
    )


@needs(Right.TRACE)
def new(request: HttpRequest) -> HttpResponse:
    """Write down a request."""
    zone = zone_of(request.POST.get("zone", ""))
    with timezone.override(zone or timezone.get_current_timezone()):
        form = TracebackForm(request.POST) if request.method == "POST" else TracebackForm.blank()
        good = form.is_valid()
    if good:
        row = tracebacks.opened(form.cleaned_data, person_of(request), clock.now())
        return redirect("traceback", row.pk)
    return render(request, "tracing/traceback_new.html", {"form": form})


@needs(Right.TRACE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its clock, the calls that fit, the one that was chosen, the answer."""
    row = get_object_or_404(Traceback.objects.select_related("asked_by"), pk=pk)
    context = {
        "row": row,
        "now": clock.now(),
        "moment": answers.when(row.moment, row.zone),
        "margin": timedelta(seconds=row.margin_s),
        "told": [
            (label, VALUES.get(became, became))
            for label, became in (
                (_("Request"), row.told_receipt),
                (_("Call"), row.told_call),
                (_("Answer"), row.told_answer),
            )
            if became
        ],
    }
    if row.answered_at is not None:
        return render(
            request, "tracing/traceback.html", context | {"sections": answers.sections(row.document)}
        )
    looked = tracebacks.looked_for(row)
    record(
        person_of(request).username,
        "traceback.searched",
        f"traceback:{row.pk}",
        purpose=Purpose.TRACEBACK,
        found=len(looked.found.candidates),
    )
    chosen_before = set(row.sequences)
    candidates = [
        {
            "of": each,
            "at": answers.when(each.at, row.zone),
            "is_chosen": each.row.sequence in chosen_before,
        }
        for each in looked.found.candidates
    ]
    chosen = _chosen(row)
    return render(
        request,
        "tracing/traceback.html",
        context
        | {"looked": looked, "candidates": candidates, "chosen": chosen}
        | {"form": AnswerForm(initial={"version": row.version}), "took_ms": round(looked.took_s * 1000)},
    )


def _chosen(row: Traceback) -> Section | None:
    if not row.choices:
        return None
    said = answers.said(answers.proven(row))
    if not said:
        return None
    plain = {name: answers.plain(value) for name, value in said.items()}
    return Section(title=_("The call that was chosen"), facts=answers.call_facts(plain, row.zone))


@needs(Right.TRACE)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which of the calls it is."""
    get_object_or_404(Traceback, pk=pk)
    sequence, version = (request.POST.get(name, "") for name in ("sequence", "version"))
    if request.method == "POST" and sequence.isdecimal() and version.isdecimal():
        try:
            tracebacks.choose(pk, int(sequence), person_of(request), clock.now(), int(version))
        except tracebacks.NotDone as error:
            messages.error(request, str(error))
    return redirect("traceback", pk)


@needs(Right.TRACE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the answer."""
    get_object_or_404(Traceback, pk=pk)
    form = AnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        added = {name: form.cleaned_data[name].strip() for name in ("customer", "upstream", "remarks")}
        is_found = request.POST.get("outcome") != NONE_FOUND
        try:
            tracebacks.answer(
                pk, added, person_of(request), clock.now(), form.cleaned_data["version"], found=is_found
            )
        except tracebacks.NotDone as error:
            messages.error(request, str(error))
    elif request.method == "POST":
        messages.error(request, _("The answer was not given: a text is too long."))
    return redirect("traceback", pk)


@needs(Right.TRACE)
def answer_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out the answer: JSON exactly as it is kept, or PDF in the language of the page."""
    row = get_object_or_404(Traceback, pk=pk)
    if row.answered_at is None or kind not in ("json", "pdf"):
        raise Http404
    record(
        person_of(request).username,
        "traceback.exported",
        f"traceback:{row.pk}",
        purpose=Purpose.TRACEBACK,
        kind=kind,
    )
    if kind == "json":
        return attached(row.answer.encode(), "application/json", f"{row}.json")
    told = row.document
    made = pdf(
        _("Answer to a traceback: %(id)s") % {"id": row},
        answers.sections(told),
        provider=told["provider"]["name"],
        made_at=row.answered_at,
        foot=f"{row} · SHA-256 {row.answer_sha256}",
    )
    return attached(made, "application/pdf", f"{row}.pdf")


def attached(body: bytes, kind: str, name: str) -> HttpResponse:
    """Return a file to be saved: no browser shows it as a page of ours."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
