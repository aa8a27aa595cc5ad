"""The page on which somebody rules: fill in, look at what section R says of it, put it forward."""

import secrets
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from fairline.cases import Outcome, Ruling
from fairline.cases.ruling import RESTRICTS, SMALL
from fairline.console import clock
from fairline.console.cases.models import Case, State
from fairline.console.people.access import needs, person_of
from fairline.console.people.models import Person
from fairline.console.people.rights import Right, Role
from fairline.console.policy import days, review
from fairline.console.records.log import Purpose, record
from fairline.console.rulings.after import SILENT, stated
from fairline.console.rulings.drafting import AT_ONCE, drafted
from fairline.console.rulings.forms import RulingForm
from fairline.console.rulings.making import NotPermitted, id_of, propose
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.rulings.offer import Offer, offer
from fairline.console.rulings.paper import read
from fairline.console.rulings.weighing import weigh
from fairline.console.speech import lang
from fairline.policy import Text

UNTENABLE = 422
"""The status of a form that was understood and cannot be."""


@needs(Right.RULE)
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Rule on a case. ``step`` of a POST is ``preview`` or ``propose``."""
    case, now, person = get_object_or_404(Case, pk=pk), clock.now(), person_of(request)
    offered = offer(case, now)
    if request.method != "POST":
        return _shown(request, offered, RulingForm(offered, initial=_initial(request, offered, now)))
    known = RulingRow.objects.filter(pk=id_of(case, request.POST.get("key", "")), case=case).first()
    if known is not None:
        return redirect("ruling", known.pk)
    form = RulingForm(offered, request.POST)
    if not form.is_valid():
        return _shown(request, offered, form, status=UNTENABLE)
    ruling = drafted(
        form.cleaned_data, offered, id=id_of(case, form.cleaned_data["key"]), by=person.username, now=now
    )
    if request.POST.get("step") != "propose":
        return _shown(request, offered, form, ruling=ruling, now=now)
    try:
        row = propose(ruling, case, person, version=form.cleaned_data["version"])
    except NotPermitted as error:
        return _shown(
            request, offered, form, ruling=ruling, now=now, status=UNTENABLE, refusals=error.reasons
        )
    _say(request, row)
    return redirect("ruling", row.pk)


def _say(request: HttpRequest, row: RulingRow) -> None:
    match row.stage:
        case Stage.PROPOSED:
            messages.success(request, _("It waits for a second person."))
        case Stage.IN_JOURNAL:
            messages.success(request, _("It is in force."))
        case Stage.REFUSED:
            messages.error(request, _("The guard cannot take it."))
        case _other:
            messages.warning(
                request, _("It is made. The guard could not be told yet; it will be told again.")
            )


def _shown(
    request: HttpRequest,
    offered: Offer,
    form: RulingForm,
    *,
    ruling: Ruling | None = None,
    now: datetime | None = None,
    status: int = 200,
    refusals: tuple[Text, ...] = (),
) -> HttpResponse:
    """Show the form and, once there is a ruling to look at, what section R says of it.

    Whoever rules looks at the evidence to review it, and need not say so.
    """
    record(person_of(request).username, "case.viewed", f"case:{offered.case.pk}", purpose=Purpose.REVIEW)
    weighed = weigh(ruling, now) if ruling is not None and now is not None else None
    silent = ruling is None or ruling.outcome in SILENT
    waiting = RulingRow.objects.filter(case=offered.case, stage=Stage.PROPOSED).first()
    return render(
        request,
        "rulings/rule.html",
        {
            "case": offered.case,
            "offer": offered,
            "findings": [(row, of, of.reason(lang())) for row, of in offered.findings],
            "form": form,
            "ruling": ruling,
            "weighed": weighed,
            "refusals": refusals or (weighed.refusals if weighed else ()),
            "sections": () if silent or ruling is None else read(stated(ruling), lang()),
            "restricts": ruling is not None and ruling.outcome in RESTRICTS,
            "waiting": waiting,
            "closed": offered.case.state == State.CLOSED,
        },
        status=status,
    )


def _initial(request: HttpRequest, offered: Offer, now: datetime) -> dict[str, object]:
    """Return what a new form begins with: the smallest scope, the longest time, what has to be cited."""
    before = _about(request, offered)
    smallest = offered.scopes[0]
    scope = f"{smallest.kind.value}:{smallest.id}"
    kind = smallest.kind
    initial: dict[str, object] = {
        "key": secrets.token_urlsafe(18),
        "version": offered.case.version,
        "harm": offered.case.harm,
        "findings": [row.pk for row, _of in offered.findings],
        "interpretations": [each.held.id for each in offered.needed if each.held is not None],
        "how": AT_ONCE,
        "review_on": days().after(days().day(now), review().periods["review"].number),
        "language": _language(offered.case.account),
    }
    if before is not None:
        ruling = before.ruling
        lifts = "lift" in request.GET
        kind, scope = ruling.scope.kind, f"{ruling.scope.kind.value}:{ruling.scope.id}"
        initial |= {
            "outcome": Outcome.RESTORE.value if lifts else ruling.outcome.value,
            "renews": "" if lifts else before.pk,
            "territory": ", ".join(ruling.scope.territory),
            "harm": int(ruling.harm) if ruling.harm else offered.case.harm,
            "language": ruling.language.value,
        }
    longest = review().periods["expiry-number" if kind in SMALL else "expiry-service"].number
    return {**initial, "scope": scope, "hours": longest}


def _about(request: HttpRequest, offered: Offer) -> RulingRow | None:
    """Return the ruling that is to be renewed or lifted, if it is one of this account's."""
    id = request.GET.get("renews") or request.GET.get("lift")
    if not id or not id.isprintable():
        return None
    return RulingRow.objects.filter(pk=id, account=offered.case.account).first()


def _language(account: str) -> str:
    """Return the language of the customer's people, English if there are none."""
    people = Person.objects.filter(role=Role.CUSTOMER, account=account, is_active=True).order_by("pk")
    return people.values_list("language", flat=True).first() or "en"
