"""The small forms of a case."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from fairline.console.people.models import Person
from fairline.console.people.rights import RIGHTS, Right, Role
from fairline.policy import Harm

WORKERS = [role for role, rights in RIGHTS.items() if Right.WORK_CASES in rights]


class Acting(forms.Form):
    """What every form of a case sends along: the version of the case that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class HandOver(Acting):
    """To whom."""

    to = forms.ModelChoiceField(
        label=_("To"),
        queryset=Person.objects.filter(role__in=WORKERS, is_active=True).order_by("first_name", "username"),
    )


class Escalate(Acting):
    """To which role."""

    to = forms.ChoiceField(
        label=_("To"), choices=[(Role.SENIOR.value, _("Senior reviewers")), (Role.LEGAL.value, _("Legal"))]
    )


class Hold(Acting):
    """Until the end of which day."""

    until = forms.DateField(label=_("Until the end of"), widget=forms.DateInput(attrs={"type": "date"}))

    def end(self) -> datetime:
        """Return the end of the day, in UTC."""
        day = self.cleaned_data["until"]
        return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


class Snoozing(Hold):
    """Which rule, until the end of which day."""

    rule = forms.CharField(max_length=100)


class Assess(Acting):
    """How grave."""

    harm = forms.TypedChoiceField(
        label=_("Harm"), coerce=lambda given: Harm(int(given)), choices=[(int(h), f"S{int(h)}") for h in Harm]
    )
