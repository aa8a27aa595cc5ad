"""The forms of tracebacks, complaints and reports."""

import secrets
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fairline.console import clock
from fairline.console.tracing.numbers import Number, read_number
from fairline.console.tracing.words import ABOUT, SOURCES
from fairline.facts import FairlineError
from fairline.stores.call_index_search import Wanted

MARGINS = [
    (60, _("1 minute")),
    (300, _("5 minutes")),
    (1800, _("30 minutes")),
    (7200, _("2 hours")),
    (86_400, _("1 day")),
    (7 * 86_400, _("1 week")),
    (31 * 86_400, _("1 month")),
    (182 * 86_400, _("half a year")),
]
USUAL_MARGIN = 1800  # ours: clocks of two networks differ by less
EARLIEST = timedelta(days=5 * 366)  # ours: nothing older is looked for; a wrong year is
REPORT_DAYS_MAX = 3 * 366  # ours


class DateTime(forms.DateTimeInput):
    """A day and a time, as the browser asks for it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(attrs={"step": "1"}, format="%Y-%m-%dT%H:%M:%S")


class Day(forms.DateInput):
    """A day, as the browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def zone_of(text: str) -> ZoneInfo | None:
    """Return a time zone by its name, ``None`` if there is no such."""
    return ZoneInfo(text) if text in available_timezones() else None


def number(text: str) -> Number | None:
    """Return a number that was written, ``None`` for nothing. A ``ValidationError`` for what is none."""
    if not text.strip():
        return None
    read = read_number(text)
    if read is None:
        raise forms.ValidationError(
            _("That is no telephone number. Write it with + and the country, or * and its last digits.")
        )
    return read


class TracebackForm(forms.Form):
    """Who asks, by which reference, when the request came, and which call it is about."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    authority = forms.CharField(label=_("Who asks"), max_length=200)
    reference = forms.CharField(label=_("Their reference"), max_length=200)
    received_at = forms.DateTimeField(label=_("Request received"), widget=DateTime())
    caller = forms.CharField(label=_("Caller number"), max_length=64, required=False)
    called = forms.CharField(label=_("Called number"), max_length=64, required=False)
    moment = forms.DateTimeField(label=_("Time of the call"), widget=DateTime())
    margin_s = forms.TypedChoiceField(
        label=_("Give or take"), coerce=int, choices=MARGINS, initial=USUAL_MARGIN
    )
    zone = forms.CharField(label=_("Time zone of both times"), max_length=64)
    note = forms.CharField(
        label=_("What else they wrote"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    @classmethod
    def blank(cls) -> "TracebackForm":
        """Return one to fill in."""
        now = timezone.localtime(clock.now())
        return cls(
            initial={
                "key": secrets.token_urlsafe(24),
                "received_at": now,
                "zone": settings.CONSOLE.sender.zone,
            }
        )

    def clean_zone(self) -> str:
        """Refuse what is no time zone."""
        told: str = self.cleaned_data["zone"]
        if zone_of(told) is None:
            raise forms.ValidationError(_("There is no such time zone. Write one such as Europe/Paris."))
        return told

    def clean_caller(self) -> Number | None:
        """Read it."""
        return number(self.cleaned_data["caller"])

    def clean_called(self) -> Number | None:
        """Read it."""
        return number(self.cleaned_data["called"])

    def clean(self) -> dict[str, Any]:
        """Hold times to what can be, and the search to what can be done."""
        told: dict[str, Any] = super().clean() or {}
        now = clock.now()
        for name in ("received_at", "moment"):
            at = told.get(name)
            if at is not None and not now - EARLIEST <= at <= now + timedelta(minutes=5):
                self.add_error(name, _("That is in the future, or too long ago."))
        if self.errors:
            return told
        if told["caller"] is None and told["called"] is None:
            raise forms.ValidationError(_("One of the two numbers is needed."))
        try:
            wanted(told["caller"], told["called"], told["moment"], told["margin_s"])
        except FairlineError:
            self.add_error(
                "margin_s",
                _("With last digits alone, one day is the most. Give one whole number, or less time."),
            )
        return told


def wanted(caller: Number | None, called: Number | None, moment: Any, margin_s: int) -> Wanted:
    """Return what the journal is searched for. ``FairlineError`` if that is too wide."""
    margin = timedelta(seconds=margin_s)
    return Wanted(
        since=moment - margin,
        until=moment + margin,
        near=moment,
        caller=caller.text if caller else None,
        called=called.text if called else None,
        caller_ends=bool(caller and caller.ends),
        called_ends=bool(called and called.ends),
    )


class AnswerForm(forms.Form):
    """What a person adds to what the journal says."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    customer = forms.CharField(
        label=_("Customer, as it is to be named"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    upstream = forms.CharField(
        label=_("Provider that handed us the call, if it was not our customer's own"),
        max_length=300,
        required=False,
    )
    remarks = forms.CharField(
        label=_("Remarks"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )


class ComplaintForm(forms.Form):
    """One complaint, as it is written down by whoever took it."""

    received_at = forms.DateTimeField(label=_("Complaint received"), widget=DateTime())
    source = forms.ChoiceField(label=_("Comes from"), choices=SOURCES)
    about = forms.ChoiceField(label=_("About"), choices=[("", _("Not said")), *ABOUT], required=False)
    number = forms.CharField(label=_("Number or sender complained about"), max_length=64)
    complainant = forms.CharField(
        label=_("Number or e-mail address of whoever complains"), max_length=200, required=False
    )
    at = forms.DateTimeField(label=_("Time of the call or message"), widget=DateTime(), required=False)
    zone = forms.CharField(label=_("Time zone of both times"), max_length=64)
    places = forms.CharField(
        label=_("Where whoever complains is, such as US-NY or FR"), max_length=100, required=False
    )
    text = forms.CharField(
        label=_("In their words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )

    @classmethod
    def blank(cls) -> "ComplaintForm":
        """Return one to fill in."""
        now = timezone.localtime(clock.now())
        return cls(initial={"received_at": now, "zone": settings.CONSOLE.sender.zone})


class ImportForm(forms.Form):
    """A file of complaints."""

    file = forms.FileField(label=_("CSV, or JSON with one object a line"))
    zone = forms.CharField(label=_("Time zone of times without one"), max_length=64)


class ComplaintFilter(forms.Form):
    """What is looked for among complaints."""

    account = forms.CharField(label=_("Account"), max_length=200, required=False)
    number = forms.CharField(label=_("Number complained about"), max_length=64, required=False)
    source = forms.ChoiceField(label=_("Comes from"), choices=[("", _("All")), *SOURCES], required=False)


class PeriodForm(forms.Form):
    """The days of a report, both counted."""

    since = forms.DateField(label=_("First day"), widget=Day())
    until = forms.DateField(label=_("Last day"), widget=Day())

    def clean(self) -> dict[str, Any]:
        """Refuse a period that is not over, or is none."""
        told: dict[str, Any] = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since is None or until is None:
            return told
        if until < since:
            self.add_error("until", _("The period ends before it begins."))
        elif until >= timezone.localdate(clock.now()):
            self.add_error(
                "until",
                _("The period must be over: the last day can be %(day)s.")
                % {"day": date_format(timezone.localdate(clock.now()) - timedelta(days=1))},
            )
        elif (until - since).days > REPORT_DAYS_MAX:
            self.add_error("since", _("A report covers three years at most."))
        return told
