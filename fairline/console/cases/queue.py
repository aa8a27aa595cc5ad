"""The queue of cases: filters that live in the address, a bounded number of queries."""

from datetime import datetime

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fairline.console.cases.models import Case, State
from fairline.console.people.models import Person
from fairline.policy import Harm
from fairline.policy.clause import Letter

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
