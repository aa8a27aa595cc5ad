"""The pages of customers about how they stand, what they were told, and what keeps working."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fairline.console import clock
from fairline.console.door import own
from fairline.console.door.paging import page
from fairline.console.files.models import Upload
from fairline.console.files.serving import attachment, saved_as
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.policy import review
from fairline.console.records.log import record
from fairline.console.rulings.models import RulingRow, Statement
from fairline.console.rulings.paper import pdf, read
from fairline.console.speech import lang
from fairline.policy import Lasting
from fairline.standing import STANDING

FEW = 5  # ours: of the latest that a page of everything shows


@needs(Right.OWN_ACCOUNT)
def standing(request: HttpRequest) -> HttpResponse:
    """How the account stands, what waits for the customer, and what keeps working."""
    account, now = person_of(request).account, clock.now()
    whole, parts = own.standings(account, now)
    coming = own.rulings(account, now).filter(effective_at__gt=now).exclude(stage="overturned")
    return render(
        request,
        "door/standing.html",
        {
            "account": account,
            "whole": STANDING[whole],
            "active": not parts,
            "parts": parts,
            "questions": own.questions(account).filter(answered_at=None),
            "appeals": own.appeals(account).filter(decided_at=None),
            "coming": coming,
            "notices": own.notices(account)[:FEW],
            "lasting": lasting(),
            "now": now,
        },
    )


@needs(Right.OWN_ACCOUNT)
def notices(request: HttpRequest) -> HttpResponse:
    """Everything that the customer was told and asked."""
    account = person_of(request).account
    shown = page(own.notices(account), request.GET.get("page", ""))
    asked = own.questions(account)[:50]
    return render(request, "door/notices.html", {"page": shown, "questions": asked, "now": clock.now()})


@needs(Right.OWN_ACCOUNT)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter, as it was sent."""
    one = get_object_or_404(own.notices(person_of(request).account), pk=pk)
    return render(request, "door/notice.html", {"notice": one, "paragraphs": one.text.split("\n\n")})


@needs(Right.OWN_ACCOUNT)
def rulings(request: HttpRequest) -> HttpResponse:
    """All rulings on the account whose reasons have been given."""
    now = clock.now()
    shown = page(own.rulings(person_of(request).account, now), request.GET.get("page", ""))
    return render(request, "door/rulings.html", {"page": shown})


@needs(Right.OWN_ACCOUNT)
def statement(request: HttpRequest, pk: str) -> HttpResponse:
    """The statement of reasons of a ruling, in the language of the page."""
    row, held = _statement(request, pk)
    told = held.statement
    return render(
        request,
        "door/statement.html",
        {
            "row": row,
            "statement": held,
            "sections": read(told, lang()),
            "until": told.redress.until,
            "appeal": own.appeals(row.account).filter(ruling=row).first(),
        },
    )


@needs(Right.OWN_ACCOUNT)
def statement_json(request: HttpRequest, pk: str) -> HttpResponse:
    """The statement of reasons as its record, for machines."""
    _, held = _statement(request, pk)
    return saved_as(HttpResponse(held.body, content_type="application/json"), f"{held.statement.id}.json")


@needs(Right.OWN_ACCOUNT)
def statement_pdf(request: HttpRequest, pk: str) -> HttpResponse:
    """The statement of reasons as a document, in the language of the page."""
    _, held = _statement(request, pk)
    made = pdf(held.statement, lang())
    return saved_as(HttpResponse(made, content_type="application/pdf"), f"{held.statement.id}-{lang()}.pdf")


@needs(Right.OWN_ACCOUNT)
def port_out(request: HttpRequest) -> HttpResponse:
    """How to take one's numbers elsewhere, which stays open whatever the standing."""
    told = settings.CONSOLE.sender
    return render(request, "door/port_out.html", {"contact": told.contact, "lasting": lasting()})


@needs(Right.OWN_ACCOUNT)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that the customer sent, to be saved."""
    person = person_of(request)
    row = get_object_or_404(Upload, pk=pk, account=person.account)
    record(person.username, "file.viewed", f"file:{row.pk}", account=row.account)
    return attachment(row)


def own_ruling(account: str, pk: str, now: datetime) -> RulingRow:
    """Return a ruling that a customer may read; one that is another's, or no id at all, is not there."""
    if not pk.isprintable():  # PostgreSQL refuses to look for some of these
        raise Http404
    return get_object_or_404(own.rulings(account, now), pk=pk)


def lasting() -> list[object]:
    """Return what keeps working whatever the standing, in words."""
    return [review().lasting[each] for each in Lasting]


def _statement(request: HttpRequest, pk: str) -> tuple[RulingRow, Statement]:
    """Return a ruling of the customer with its statement; not there for any other, nor before it is due."""
    person = person_of(request)
    row = own_ruling(person.account, pk, clock.now())
    held = getattr(row, "statement", None)
    if held is None:
        raise Http404
    record(person.username, "statement.viewed", f"ruling:{row.pk}")
    return row, held
