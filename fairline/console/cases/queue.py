"""The queue of cases: filters that live in the address, pages by position, a bounded number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fairline.console.cases.models import Case, State
from fairline.console.people.models import Person
from fairline.policy import Harm
from fairline.policy.clause import Letter

PAGE = 50  # ours: rows of one page


STATES = [("", _("Not closed")), *State.choices]
MINE = [("", _("Anybody")), ("me", _("Me")), ("nobody", _("Nobody"))]


class Filter(forms.Form):
    """What is looked for. An empty field asks for nothing."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    account = forms.CharField(label=_("Account"), max_length=200, required=False)
    clause = forms.ChoiceField(
        label=_("Clause"),
        choices=[("", _("All")), *((each.name.lower(), each.name.lower()) for each in Letter)],
        required=False,
    )
    harm = forms.TypedChoiceField(
        label=_("Harm at least"),
        coerce=int,
        empty_value=None,
        choices=[("", _("All")), *((int(each), f"S{int(each)}") for each in Harm)],
        required=False,
    )
    evidence = forms.ChoiceField(
        label=_("Evidence"), choices=[("", _("All")), *((each, each) for each in "ABCD")], required=False
    )
    holder = forms.ChoiceField(label=_("Taken by"), choices=MINE, required=False)
    late = forms.BooleanField(label=_("Only late"), required=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some cases, and where the next ones begin. ``after`` is empty on the last page."""

    cases: list[Case]
    after: str


def asked(filter: Filter, person: Person, now: datetime) -> QuerySet[Case]:
    """Return the cases that a filter asks for, the weightiest first and of those the oldest."""
    wanted = filter.cleaned_data
    found = Case.objects.select_related("holder").order_by("-weight", "opened_at", "id")
    found = found.filter(state=wanted["state"]) if wanted.get("state") else found.exclude(state=State.CLOSED)
    if wanted.get("account"):
        found = found.filter(account=wanted["account"].strip())
    if wanted.get("clause"):
        found = found.filter(clauses__contains=wanted["clause"])
    if wanted.get("harm"):
        found = found.filter(harm__gte=wanted["harm"])
    if wanted.get("evidence"):
        found = found.filter(evidence=wanted["evidence"])
    if wanted.get("holder") == "me":
        found = found.filter(holder=person)
    elif wanted.get("holder") == "nobody":
        found = found.filter(holder=None)
    return found.filter(due_at__lt=now) if wanted.get("late") else found


def page(found: QuerySet[Case], position: str) -> Page:
    """Return the page after a position, such as ``230,2026-11-24T10:00:00+00:00,17``.

    After one that is none, the first page.
    """
    begin = _position(position)
    if begin is not None:
        weight, opened_at, id = begin
        later = Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, id__gt=id)
        found = found.filter(Q(weight__lt=weight) | Q(weight=weight) & later)
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return Page(cases=rows, after="")
    return Page(cases=rows[:PAGE], after=after(rows[PAGE - 1]))


def after(case: Case) -> str:
    """Return the position of a case, after which a page may begin."""
    return f"{case.weight},{case.opened_at.isoformat()},{case.pk}"


def _position(told: str) -> tuple[int, datetime, int] | None:
    parts = told.split(",")
    if len(parts) != 3 or not parts[0].isdecimal() or not parts[2].isdecimal():
        return None
    try:
        at = datetime.fromisoformat(parts[1])
    except ValueError:
        return None
    return None if at.tzinfo is None else (int(parts[0]), at, int(parts[2]))
