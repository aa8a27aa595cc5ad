"""The pages of appeals: those of the people who decide them, and the public one for blocked calls."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from fairline.cases import Section
from fairline.console import clock
from fairline.console.appeals import redress as blocked_calls
from fairline.console.appeals.deciding import decide, may_decide, send
from fairline.console.appeals.forms import Decide, Filter, Redress
from fairline.console.appeals.models import AppealRow, DecisionRow, Step
from fairline.console.appeals.queue import asked
from fairline.console.appeals.refused import NotTaken
from fairline.console.files.keeping import of as files_of
from fairline.console.paging import page
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.policy import rules
from fairline.console.records.log import Purpose, record
from fairline.console.rulings.paper import read
from fairline.console.speech import lang, said


@needs(Right.SEE_CASES)
def appeals(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, or what a filter asks for."""
    filter = Filter(request.GET or None)
    if not filter.is_valid():
        filter.cleaned_data = {}
    shown = page(asked(filter), request.GET.get("after", ""))
    return render(
        request,
        "appeals/list.html",
        {
            "filter": filter,
            "page": shown,
            "more": shown.more(request.GET),
            "now": clock.now(),
            "stuck": DecisionRow.objects.filter(step__in=(Step.MADE, Step.REFUSED)).exclude(trouble="")[:20],
        },
    )


@needs(Right.SEE_CASES)
def appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """One appeal: against what, what its author says and sent, and how it was or may be decided."""
    one = _one(pk)
    record(person_of(request).username, "appeal.viewed", f"appeal:{one.pk}", purpose=Purpose.APPEAL)
    return _shown(request, one, Decide())


@needs(Right.DECIDE_APPEALS)
@require_POST
def decide_appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """Decide an appeal."""
    one, form = _one(pk), Decide(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            decide(
                one,
                person_of(request),
                overturned=told["outcome"] == "overturned",
                reasons=told["reasons"],
                language=told["language"],
                now=clock.now(),
            )
        except NotTaken as error:
            for reason in error.reasons:
                form.add_error(None, said(reason))
        else:
            return redirect("appeal", pk)
    return _shown(request, _one(pk), form, status=409 if form.non_field_errors() else 422)


@needs(Right.DECIDE_APPEALS)
@require_POST
def send_again(request: HttpRequest, pk: str) -> HttpResponse:
    """Tell the guard of a decision that it did not take."""
    row = get_object_or_404(DecisionRow, appeal=pk)
    if row.step != Step.DONE:
        record(person_of(request).username, "appeal.sent-again", f"appeal:{pk}")
        if send(row):
            messages.success(request, gettext("The guard has it now."))
        else:
            messages.error(request, row.trouble)
    return redirect("appeal", pk)


@needs(Right.OPEN)
def redress(request: HttpRequest) -> HttpResponse:
    """Take what somebody says of a call that was blocked. The answer never tells whether there is one."""
    form = Redress(request.POST) if request.method == "POST" else Redress(initial=_quoted(request))
    status = 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            blocked_calls.ask(
                key=told["key"],
                quoted=told["quoted"],
                near=told["near"],
                contact=told["contact"],
                text=told["text"],
                language=lang().value,
                place=blocked_calls.place_of(request),
                now=clock.now(),
            )
        except blocked_calls.TooMany:
            form.add_error(None, gettext("Too many have asked within the hour. Try again in an hour."))
            status = 429
        else:
            return redirect("redress-sent")
    elif form.is_bound:
        status = 422
    return render(request, "appeals/redress.html", {"form": form}, status=status)


@needs(Right.OPEN)
def redress_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next. It is the same for everybody."""
    return render(request, "appeals/redress_sent.html")


def _quoted(request: HttpRequest) -> dict[str, str]:
    """Return the id that the address brings, for a link in a mail or an answer."""
    return {"quoted": request.GET["id"][:64]} if "id" in request.GET else {}


def _one(pk: str) -> AppealRow:
    return get_object_or_404(AppealRow.objects.select_related("ruling__statement", "decision"), pk=pk)


def _shown(request: HttpRequest, one: AppealRow, form: Decide, status: int = 200) -> HttpResponse:
    person, now = person_of(request), clock.now()
    blocked = blocked_calls.blocked_of(one)
    known = rules().get(blocked.rule) if blocked is not None else None
    may = person.may(Right.DECIDE_APPEALS)
    return render(
        request,
        "appeals/appeal.html",
        {
            "appeal": one,
            "decision": getattr(one, "decision", None),
            "blocked": blocked,
            "blocked_rule": known[1] if known else None,
            "files": files_of(one.files_of),
            "additions": one.additions.all(),
            "sections": _reasons(one),
            "form": form,
            "may": may,
            "against": may_decide(one, person, now) if may else (),
            "now": now,
        },
        status=status,
    )


def _reasons(one: AppealRow) -> tuple[Section, ...]:
    """Return the statement of reasons of the ruling, in the language of the page."""
    held = getattr(one.ruling, "statement", None)
    return read(held.statement, lang()) if held is not None else ()
