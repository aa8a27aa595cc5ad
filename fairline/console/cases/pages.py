"""The pages of cases: the queue, one case, and what people do with it besides ruling."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fairline.console import clock
from fairline.console.cases import links, shown, work
from fairline.console.cases.evidence import worst
from fairline.console.cases.flagged import texts
from fairline.console.cases.forms import Acting, Assess, Escalate, HandOver, Hold, Snoozing
from fairline.console.cases.models import Case, Finding, Snooze, State
from fairline.console.cases.queue import Filter, asked
from fairline.console.cases.samples import Sample, samples
from fairline.console.charts import drawn
from fairline.console.paging import page
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right, Role
from fairline.console.policy import review
from fairline.console.records.log import record
from fairline.console.records.purpose import ask, purpose_of, viewed
from fairline.policy import Harm

BULK_MAX = 200  # ours: cases of one act
DIGITS_MAX = 18  # of an id: with more, it is that of no case
EVENTS_MAX = 200  # ours: of a case's history, the newest


@needs(Right.SEE_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The queue, or what a filter asks for."""
    filter = Filter(request.GET or None)
    now, person = clock.now(), person_of(request)
    if not filter.is_valid():
        filter.cleaned_data = {}
    found = page(asked(filter, person, now), request.GET.get("after", ""))
    return render(
        request,
        "cases/list.html",
        {
            "filter": filter,
            "page": found,
            "more": found.more(request.GET),
            "now": now,
            "works": person.may(Right.WORK_CASES),
            "asked": any(request.GET.get(name) for name in filter.fields),
        },
    )


@needs(Right.SEE_CASES)
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: who, which clauses, what was measured against which limit, and what may follow."""
    one = get_object_or_404(Case.objects.select_related("holder"), pk=pk)
    person = person_of(request)
    purpose = viewed(request, f"case:{one.pk}", "case.viewed")
    rows = worst(one)
    rules = shown.shown(one, rows, purpose)
    chosen = request.GET.get("rule") or (rules[0].rule.name if rules else "")
    return render(
        request,
        "cases/case.html",
        {
            "case": one,
            "now": clock.now(),
            "rules": rules,
            "chosen": next((each for each in rules if each.rule.name == chosen), None),
            "asked": ask(request, f"case:{one.pk}"),
            "points": shown.over_time(one, chosen)[-shown.TABLE_MAX :] if chosen in one.rule_names else (),
            "usual": shown.beside(one, chosen) if chosen else None,
            "permissions": shown.permissions(one, clock.now()),
            "shared": shown.shared(one) if purpose is not None else (),
            "ties": links.ties(one) if purpose is not None else (),
            "harms": [(harm, review().harms[harm]) for harm in Harm],
            "events": list(one.events.order_by("-at", "-id")[:EVENTS_MAX]),
            "questions": one.challenges.order_by("asked_at"),
            "others": Case.objects.filter(account=one.account).exclude(pk=one.pk).order_by("-opened_at")[:5],
            "snoozes": Snooze.objects.filter(account=one.account, until__gt=clock.now()),
            "works": person.may(Right.WORK_CASES) and one.state != State.CLOSED,
            "forms": {
                "hand_over": HandOver(initial={"version": one.version}),
                "escalate": Escalate(initial={"version": one.version}),
                "hold": Hold(initial={"version": one.version}),
                "assess": Assess(initial={"version": one.version, "harm": one.harm}),
                "snooze": Snoozing(initial={"version": one.version}),
            },
        },
    )


@needs(Right.SEE_EVIDENCE)
def case_samples(request: HttpRequest, pk: int, finding: str) -> HttpResponse:
    """The records that one finding counts. Without a purpose there are none, and texts are redacted."""
    case = get_object_or_404(Case, pk=pk)  # an id that no column holds ends here
    one = get_object_or_404(Finding.objects.select_related("case"), pk=finding, case=case)
    found: tuple[Sample, ...] = ()
    stated = purpose_of(request, f"case:{pk}") is not None
    if stated:
        purpose = viewed(request, f"case:{pk}", "evidence.viewed")
        record(person_of(request).username, "samples.viewed", f"finding:{one.pk}", purpose=purpose or "")
        found = samples(one)
    return render(
        request,
        "cases/records.html",
        {
            "finding": one,
            "case": one.case,
            "samples": found,
            "texts": texts(one, whole=stated),
            "asked": ask(request, f"case:{pk}"),
        },
    )


@needs(Right.SEE_CASES)
def case_chart(request: HttpRequest, pk: int, rule: str) -> HttpResponse:
    """Draw how far past its limit a rule was broken over time, by this account and by others."""
    one = get_object_or_404(Case, pk=pk)
    if rule not in one.rule_names:
        raise Http404
    points = shown.over_time(one, rule)
    whose = {True: one.account, False: _("Other accounts")}
    values = [{"at": each.at.isoformat(), "past": each.past, "who": whose[each.own]} for each in points]
    return drawn(shown.chart(whose[True], whose[False]), values)


Act = Callable[[Case, HttpRequest, Acting], object]


def _acted(request: HttpRequest, pk: int, kind: type[Acting], act: Act) -> HttpResponse:
    """Do something with a case as a form has it, and say what came of it on the case's page."""
    one = get_object_or_404(Case, pk=pk)
    form = kind(request.POST)
    if not form.is_valid():
        for field, errors in form.errors.items():
            label = form.fields[field].label if field in form.fields else ""
            messages.error(request, f"{label} {' '.join(map(str, errors))}".strip())
        return redirect("case", pk)
    one.version = form.cleaned_data["version"]
    try:
        act(one, request, form)
    except work.NotDone as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    return redirect("case", pk)


@needs(Right.WORK_CASES)
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a case."""
    return _acted(request, pk, Acting, lambda c, r, f: work.claim(c, person_of(r), clock.now()))


@needs(Right.WORK_CASES)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a case go."""
    return _acted(request, pk, Acting, lambda c, r, f: work.release(c, person_of(r), clock.now()))


@needs(Right.WORK_CASES)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a case that rests."""
    return _acted(request, pk, Acting, lambda c, r, f: work.resume(c, person_of(r), clock.now()))


@needs(Right.WORK_CASES)
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write something down."""
    return _acted(
        request,
        pk,
        Acting,
        lambda c, r, f: work.write(c, person_of(r), clock.now(), f.cleaned_data["why"]),
    )


@needs(Right.WORK_CASES)
@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a case to somebody else."""
    return _acted(
        request,
        pk,
        HandOver,
        lambda c, r, f: work.hand_over(
            c, f.cleaned_data["to"], person_of(r), clock.now(), f.cleaned_data["why"]
        ),
    )


@needs(Right.WORK_CASES)
@require_POST
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a case before seniors or legal."""
    return _acted(
        request,
        pk,
        Escalate,
        lambda c, r, f: work.escalate(
            c, Role(f.cleaned_data["to"]), person_of(r), clock.now(), f.cleaned_data["why"]
        ),
    )


@needs(Right.WORK_CASES)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a case rest."""

    def held(one: Case, request: HttpRequest, form: Acting) -> object:
        assert isinstance(form, Hold)
        return work.hold(one, form.end(), person_of(request), clock.now(), form.cleaned_data["why"])

    return _acted(request, pk, Hold, held)


@needs(Right.WORK_CASES)
@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how grave the harm is."""
    return _acted(
        request,
        pk,
        Assess,
        lambda c, r, f: work.assess(
            c, f.cleaned_data["harm"], person_of(r), clock.now(), f.cleaned_data["why"]
        ),
    )


@needs(Right.WORK_CASES)
@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one rule open no case for this account until a day."""

    def snoozed(one: Case, request: HttpRequest, form: Acting) -> object:
        assert isinstance(form, Snoozing)
        rule, why = form.cleaned_data["rule"], form.cleaned_data["why"]
        if rule not in one.rule_names:
            raise Http404
        return work.snooze(one.account, rule, form.end(), person_of(request), clock.now(), why)

    return _acted(request, pk, Snoozing, snoozed)


@needs(Right.WORK_CASES)
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take all the cases that were marked in the queue."""
    marked = request.POST.getlist("case")[:BULK_MAX]
    chosen = [int(each) for each in marked if each.isdecimal() and len(each) <= DIGITS_MAX]
    found = Case.objects.filter(pk__in=chosen)
    taken, refused = work.claim_all(found, person_of(request), clock.now())
    messages.success(request, ngettext("%(n)s case taken.", "%(n)s cases taken.", taken) % {"n": taken})
    if refused:
        text = ngettext(
            "%(n)s case was not: somebody else has it, or it is closed.",
            "%(n)s cases were not: somebody else has them, or they are closed.",
            refused,
        )
        messages.error(request, text % {"n": refused})
    return redirect("cases")
