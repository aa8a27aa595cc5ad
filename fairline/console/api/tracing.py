"""Complaints, tracebacks and transparency reports over the API."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.problems import Problem, Unfit
from fairline.console.people.access import person_of
from fairline.console.people.rights import Right
from fairline.console.tracing import complaints, importing, tracebacks
from fairline.console.tracing.forms import TracebackForm
from fairline.console.tracing.models import Complaint, Traceback, TransparencyReport

router = Router(tags=["tracing"])
PAGE = 50  # ours: rows of one answer
ORIGIN = "api"
UTC = ZoneInfo("UTC")


class ComplaintOut(Schema):
    """A complaint, without who made it, and how sure it is which call it is about."""

    id: int
    received_at: datetime
    at: datetime | None
    number: str
    masked: str
    source: str
    about: str
    account: str
    linked: str
    told: str


class Refused(Schema):
    """A line that was not taken, and by which field."""

    line: int
    why: str


class Taken(Schema):
    """What became of complaints: how many are new, how many were known, and which lines were refused."""

    taken: int
    known: int
    refused: list[Refused]


class Complaints(Schema):
    """Complaints, each as a line of a file to import has it: names of columns and their values."""

    complaints: list[dict[str, str]] = Field(max_length=1000)


class TracebackOut(Schema):
    """A request to say where a call came from, and its clock."""

    id: int
    authority: str
    reference: str
    received_at: datetime
    due_at: datetime
    caller: str
    called: str
    moment: datetime
    zone: str
    margin_s: int
    call_id: str
    account: str
    answered_at: datetime | None


class Opened(Schema):
    """A request, as its form has it. Times are wall-clock times of ``zone``."""

    key: str = Field(min_length=8, max_length=64)
    authority: str = Field(max_length=200)
    reference: str = Field(max_length=200)
    received_at: str = Field(max_length=32)
    caller: str = Field(default="", max_length=64)
    called: str = Field(default="", max_length=64)
    moment: str = Field(max_length=32)
    margin_s: int
    zone: str = Field(max_length=64)
    note: str = Field(default="", max_length=4000)


class ReportOut(Schema):
    """A transparency report: what period it is of, and its hash."""

    id: int
    since: date
    until: date
    made_at: datetime
    sha256: str


@router.get("/complaints", response=list[ComplaintOut])
@allowed(Right.SEE_CASES)
def all_complaints(request: HttpRequest, before: int = 0) -> Any:
    """Return complaints, the newest first; ``before`` is the id of the last one that is known."""
    found = Complaint.objects.order_by("-id")
    return list((found.filter(pk__lt=before) if 0 < before < 2**62 else found)[:PAGE])


@router.post("/complaints", response={200: Taken, 422: Problem})
@allowed(Right.TRACE)
def take_complaints(request: HttpRequest, sent: Complaints) -> Any:
    """Take complaints. Those that do not fit are refused line by line, and the rest is taken."""
    lines = b"\n".join(map(msgspec.json.encode, sent.complaints))
    read = importing.read(lines, UTC, clock.now())
    made, known = complaints.take(read.told, person_of(request), ORIGIN)
    return {
        "taken": len(made),
        "known": known,
        "refused": [{"line": line, "why": why} for line, why in read.first],
    }


@router.get("/tracebacks", response=list[TracebackOut])
@allowed(Right.TRACE)
def all_tracebacks(request: HttpRequest, before: int = 0) -> Any:
    """Return requests, the newest first; ``before`` is the id of the last one that is known."""
    found = Traceback.objects.order_by("-id")
    return list((found.filter(pk__lt=before) if 0 < before < 2**62 else found)[:PAGE])


@router.post("/tracebacks", response={200: TracebackOut, 422: Problem})
@allowed(Right.TRACE)
def open_traceback(request: HttpRequest, asked: Opened) -> Any:
    """Take a request. Its clock runs from when it was received; the same key again is the same request."""
    form = TracebackForm(asked.dict())
    if not form.is_valid():
        raise Unfit(form.errors)
    return tracebacks.opened(form.cleaned_data, person_of(request), clock.now())


@router.get("/tracebacks/{int:id}/answer", response={200: dict[str, Any], 404: Problem})
@allowed(Right.TRACE)
def traceback_answer(request: HttpRequest, id: int) -> Any:
    """Return the answer as it was given, with the entries of the journal that it rests on."""
    return get_object_or_404(Traceback.objects.exclude(answered_at=None), pk=id).document


@router.get("/transparency", response=list[ReportOut])
@allowed(Right.SEE_REPORTS)
def reports(request: HttpRequest) -> Any:
    """Return the reports that were made, the newest first."""
    return list(TransparencyReport.objects.order_by("-id")[:PAGE])


@router.get("/transparency/{int:id}", response={200: dict[str, Any], 404: Problem})
@allowed(Right.SEE_REPORTS)
def report(request: HttpRequest, id: int) -> Any:
    """Return the figures of one report, as they were counted."""
    return get_object_or_404(TransparencyReport, pk=id).figures
