"""Forms of appeals. Each carries a key, so that the same form that is sent twice acts once."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairline.console import clock
from fairline.console.appeals.bringing import TEXT_CHARS_MAX, new_key
from fairline.console.appeals.models import Kind

KEY = RegexValidator(r"^[A-Za-z0-9_-]{16,64}\Z")
QUOTED = RegexValidator(r"^[A-Za-z0-9_-]{1,64}\Z", _("Copy the id as it stands in the answer."))
REDRESS_CHARS_MAX = 4_000  # ours
AHEAD = timedelta(days=1)
"""Ours: how far ahead a call may seem to be, by a clock or a zone that is off."""
LANGUAGES = (("", "–"), ("en", _("English")), ("fr", _("French")))
STATES = (("", _("Waiting")), ("decided", _("Decided")), ("all", _("All of them")))
OUTCOMES = (("stands", _("It is upheld")), ("overturned", _("It is overturned")))


class ManyFiles(forms.FileInput):
    """A field of files."""

    allow_multiple_selected = True


class Keyed(forms.Form):
    """A form that acts once."""

    key = forms.CharField(widget=forms.HiddenInput, validators=[KEY])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class Filter(forms.Form):
    """Which appeals are looked for."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All of them")), *Kind.choices], required=False)
    account = forms.CharField(label=_("Account"), max_length=200, required=False)


class Decide(forms.Form):
    """How an appeal is decided."""

    outcome = forms.ChoiceField(label=_("What becomes of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("The reasons are written in"), choices=LANGUAGES)
    reasons = forms.CharField(label=_("Reasons"), max_length=TEXT_CHARS_MAX, widget=forms.Textarea)


class Redress(Keyed):
    """What somebody says of a call that was blocked."""

    quoted = forms.CharField(
        label=_("Id of the block"),
        max_length=64,
        validators=[QUOTED],
        help_text=_("The answer to the call carries it in its Reason header, after “id=”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    day = forms.DateField(
        label=_("Day of the call"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("Time of the call"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    contact = forms.EmailField(
        label=_("Your e-mail address, for the answer"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("Why should it not have been blocked?"), max_length=REDRESS_CHARS_MAX, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        """Put day and time together, in the provider's time zone; none that is still to come."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("day") and told.get("time") is not None:
            local = datetime.combine(told["day"], told["time"])
            told["near"] = local.replace(tzinfo=timezone.get_default_timezone())
            if not 1970 < local.year < 9999 or told["near"] > clock.now() + AHEAD:
                self.add_error("day", _("This day is still to come."))
        return told
