"""The pages of rulings: the list with what is due, one ruling and what becomes of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairline.cases.words import REACHES
from fairline.console import clock
from fairline.console.cases.models import Case
from fairline.console.paging import page
from fairline.console.people.access import needs, person_of
from fairline.console.people.models import Person
from fairline.console.people.rights import Right
from fairline.console.policy import review
from fairline.console.records.log import record
from fairline.console.rulings.duties import do
from fairline.console.rulings.forms import DutyForm, Filter
from fairline.console.rulings.holding import HOLDS, acknowledged, standings_of, subject_of
from fairline.console.rulings.listing import asked, pending
from fairline.console.rulings.making import NotPermitted, sign, withdraw
from fairline.console.rulings.models import Duty, RulingRow, Stage
from fairline.console.rulings.weighing import weigh
from fairline.console.speech import said
from fairline.standing import STANDING


@needs(Right.SEE_CASES)
def rulings(request: HttpRequest) -> HttpResponse:
    """All rulings, and above them what wants somebody."""
    filter, now = Filter(request.GET or None), clock.now()
    if not filter.is_valid():
        filter.cleaned_data = {}
    shown = page(asked(filter), request.GET.get("after", ""))
    return render(
        request,
        "rulings/list.html",
        {
            "filter": filter,
            "page": shown,
            "more": shown.more(request.GET),
            "pending": pending(now),
            "now": now,
        },
    )


def row_of(pk: str) -> RulingRow:
    """Return a ruling. Raises ``Http404``."""
    if not pk.isprintable():
        raise Http404
    return get_object_or_404(RulingRow.objects.select_related("case", "proposed_by"), pk=pk)


@needs(Right.SEE_CASES)
def ruling(request: HttpRequest, pk: str) -> HttpResponse:
    """One ruling: who, what, why, how far it is, and what follows from it."""
    row, now, person = row_of(pk), clock.now(), person_of(request)
    record(person.username, "ruling.viewed", f"ruling:{row.pk}"[:200])
    of, subject = row.ruling, subject_of(row)
    waits = row.stage == Stage.PROPOSED
    holds = standings_of(row.account, now).of(subject)
    circumstances = {each.name: each for each in review().circumstances}
    return render(
        request,
        "rulings/ruling.html",
        {
            "row": row,
            "of": of,
            "now": now,
            "harm": review().harms[of.harm] if of.harm else None,
            "circumstances": [circumstances[n] for n in of.circumstances if n in circumstances],
            "alternatives": [(REACHES[each.reach], each) for each in of.alternatives],
            "standing": STANDING[holds.standing],
            "behind": holds.ruling if holds.ruling != row.pk else None,
            "switches": [(name, STANDING[each]) for name, each in acknowledged(subject).items()],
            "weighed": weigh(of, now) if waits else None,
            "duties": row.duties.select_related("by").order_by("due_at"),
            "statement": getattr(row, "statement", None),
            "challenge": getattr(row, "challenge", None),
            "notices": row.notices.order_by("at"),
            "may_rule": person.may(Right.RULE),
            "case_id": row.case_id or _any_case(row.account),
            "mine": person.username in of.decided_by,
            "holds": row.stage in HOLDS and (row.expires_at is None or row.expires_at > now),
        },
    )


def _any_case(account: str) -> int | None:
    """Return the latest case of an account, from which what was ruled elsewhere can be lifted."""
    return Case.objects.filter(account=account).order_by("-opened_at").values_list("pk", flat=True).first()


def _acted(
    request: HttpRequest, row: RulingRow, act: Callable[[RulingRow, Person], object], done: str
) -> HttpResponse:
    try:
        act(row, person_of(request))
    except NotPermitted as error:
        for reason in error.reasons:
            messages.error(request, said(reason))
    else:
        messages.success(request, done)
    return redirect("ruling", row.pk)


@needs(Right.RULE)
@require_POST
def sign_ruling(request: HttpRequest, pk: str) -> HttpResponse:
    """Have a second person decide too."""
    return _acted(request, row_of(pk), sign, _("Signed."))


@needs(Right.RULE)
@require_POST
def withdraw_ruling(request: HttpRequest, pk: str) -> HttpResponse:
    """Take back what waits for a second person."""
    return _acted(request, row_of(pk), withdraw, _("Withdrawn."))


@needs(Right.RULE)
@require_POST
def do_duty(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """Ratify a ruling, or write down another look at it."""
    row = row_of(pk)
    duty = get_object_or_404(Duty, ruling=row, kind=kind)
    form = DutyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether it stands, and why."))
        return redirect("ruling", row.pk)
    stands, text = form.cleaned_data["stands"] == "yes", form.cleaned_data["text"]

    def act(row: RulingRow, by: Person) -> None:
        do(duty, by, stands=stands, text=text, now=clock.now())

    answer = _acted(request, row, act, _("Written down."))
    if not stands and row.case_id is not None and Duty.objects.filter(pk=duty.pk, stands=False).exists():
        messages.info(request, _("It goes on until somebody lifts it."))
    return answer
