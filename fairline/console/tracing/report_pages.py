"""The pages of transparency reports."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fairline.console import clock
from fairline.console.charts import drawn
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.tracing import reports
from fairline.console.tracing.forms import PeriodForm
from fairline.console.tracing.models import TransparencyReport
from fairline.console.tracing.pages import attached
from fairline.console.tracing.pdf import pdf
from fairline.console.tracing.sections import lines

SHOWN = 200  # ours
CHARTS = (reports.CLAUSES, reports.KINDS)
BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


@needs(Right.SEE_REPORTS)
def listed(request: HttpRequest) -> HttpResponse:
    """The reports that were made, the newest first."""
    rows = TransparencyReport.objects.defer("body").order_by("-pk")[:SHOWN]
    makes = person_of(request).may(Right.INTERPRET)
    return render(request, "tracing/reports.html", {"rows": rows, "makes": makes, "form": PeriodForm()})


@needs(Right.INTERPRET)
def made(request: HttpRequest) -> HttpResponse:
    """Make a report of a period that is over."""
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row = reports.make(told["since"], told["until"], person_of(request), clock.now())
        return redirect("report", row.pk)
    rows = TransparencyReport.objects.defer("body").order_by("-pk")[:SHOWN]
    return render(request, "tracing/reports.html", {"rows": rows, "makes": True, "form": form})


@needs(Right.SEE_REPORTS)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One report."""
    row = get_object_or_404(TransparencyReport, pk=pk)
    told = row.figures
    return render(
        request,
        "tracing/report.html",
        {"row": row, "title": reports.title(told), "sections": reports.sections(told)},
    )


@needs(Right.SEE_REPORTS)
def chart(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Draw one of its charts."""
    row = get_object_or_404(TransparencyReport, pk=pk)
    if name not in CHARTS:
        raise Http404
    return _drawn(row, name)


@needs(Right.SEE_REPORTS)
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a report: JSON exactly as it is kept; CSV and PDF in the language of the page."""
    row = get_object_or_404(TransparencyReport, pk=pk)
    if kind not in ("json", "csv", "pdf"):
        raise Http404
    record(person_of(request).username, "report.exported", f"report:{row.pk}", kind=kind)
    told = row.figures
    if kind == "json":
        return attached(row.body.encode(), "application/json", f"{row}.json")
    if kind == "csv":
        written = io.StringIO()
        csv.writer(written).writerows(lines(reports.sections(told)))
        return attached((BOM + written.getvalue()).encode(), "text/csv; charset=utf-8", f"{row}.csv")
    charts = {name: _drawn(row, name).content.decode() for name in CHARTS}
    set_ = pdf(
        reports.title(told),
        reports.sections(told),
        provider=told["provider"],
        made_at=row.made_at,
        foot=f"{row} · SHA-256 {row.sha256}",
        charts=charts,
    )
    return attached(set_, "application/pdf", f"{row}.pdf")


def _drawn(row: TransparencyReport, name: str) -> HttpResponse:
    values = reports.chart_values(row.figures, name)
    spec = {
        "width": 300,
        "height": {"step": 24},
        "mark": {"type": "bar", "color": "#245f9f"},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 320}},
            "x": {"field": "n", "type": "quantitative", "title": None,
                  "axis": {"tickMinStep": 1, "format": ",d", "tickCount": 4}},
        },
    }  # fmt: skip
    return drawn(spec, values)
