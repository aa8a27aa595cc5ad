"""Statements of reasons and deliveries, as the provider's people see them."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairline.console import clock
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.rulings.deliveries import again
from fairline.console.rulings.models import Delivery, Statement
from fairline.console.rulings.paper import pdf, read, title
from fairline.console.speech import lang
from fairline.policy import Lang

PAGE = 50  # ours


def attached(body: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file that a browser keeps and does not open in our place."""
    return HttpResponse(
        body,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _statement(request: HttpRequest, pk: str) -> Statement:
    if not pk.isprintable():
        raise Http404
    of = get_object_or_404(Statement.objects.select_related("ruling"), ruling_id=pk)
    record(person_of(request).username, "statement.viewed", f"ruling:{pk}"[:200])
    return of


def _lang(request: HttpRequest, of: Statement) -> Lang:
    """Return the language asked for; the customer's if none was."""
    asked = request.GET.get("language", "")
    return Lang(asked if asked in list(Lang) else of.language)


@needs(Right.SEE_CASES)
def statement(request: HttpRequest, pk: str) -> HttpResponse:
    """A statement as a page, in the language of the page or in another that is asked for."""
    of = _statement(request, pk)
    asked = request.GET.get("language", "")
    spoken = Lang(asked) if asked in list(Lang) else lang()
    return render(
        request,
        "rulings/statement.html",
        {
            "of": of,
            "now": clock.now(),
            "title": title(of.statement, spoken),
            "spoken": spoken.value,
            "sections": read(of.statement, spoken),
            "languages": [("en", "English"), ("fr", "Français")],
        },
    )


@needs(Right.SEE_CASES)
def statement_json(request: HttpRequest, pk: str) -> HttpResponse:
    """A statement as the record that it is."""
    of = _statement(request, pk)
    return attached(of.body.encode(), f"{_file(of)}.json", "application/json")


@needs(Right.SEE_CASES)
def statement_pdf(request: HttpRequest, pk: str) -> HttpResponse:
    """A statement as PDF, in the customer's language or in one that is asked for."""
    of = _statement(request, pk)
    spoken = _lang(request, of)
    return attached(pdf(of.statement, spoken), f"{_file(of)}-{spoken.value}.pdf", "application/pdf")


def _file(of: Statement) -> str:
    """Return a file's name of letters, digits and dashes."""
    return "".join(each if each.isascii() and each.isalnum() else "-" for each in of.statement.id)


@needs(Right.SEE_CASES)
def deliveries(request: HttpRequest) -> HttpResponse:
    """What was sent, what waits, and what was given up."""
    found = Delivery.objects.select_related("statement", "notice").order_by("-made_at", "-pk")
    state = request.GET.get("state", "")
    if state == "dead":
        found = found.filter(sent_at=None, next_at=None)
    elif state == "waiting":
        found = found.filter(sent_at=None).exclude(next_at=None)
    elif state == "sent":
        found = found.exclude(sent_at=None)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    states = [
        ("", _("Any state")),
        ("waiting", _("Waiting")),
        ("dead", _("Given up")),
        ("sent", _("Delivered")),
    ]
    return render(
        request,
        "rulings/deliveries.html",
        {
            "page": shown,
            "state": state,
            "mail": settings.CONSOLE.mail,
            "states": states,
            "may_rule": person_of(request).may(Right.RULE),
        },
    )


@needs(Right.RULE)
@require_POST
def deliver_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a delivery again."""
    get_object_or_404(Delivery, pk=pk)
    if again(pk, person_of(request), clock.now()):
        messages.success(request, _("It is tried again within seconds."))
    else:
        messages.error(request, _("It was sent already."))
    return redirect("deliveries")
