"""What people fill in: a ruling, what is due after one, and what the list of rulings is filtered by."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairline.cases import Outcome, Reach
from fairline.cases.words import REACHES, SCOPES
from fairline.console.cases.models import State
from fairline.console.policy import review
from fairline.console.rulings.drafting import AT_ONCE, NOTICE
from fairline.console.rulings.models import Stage
from fairline.console.rulings.offer import Offer
from fairline.console.rulings.words import (
    AGGRAVATES,
    DELAY_CHOICES,
    MITIGATES,
    OUTCOME_CHOICES,
    SHORT_CHOICES,
    TRIGGER_CHOICES,
)
from fairline.console.speech import said
from fairline.policy import Circumstance, Harm, ScopeKind
from fairline.standing import Subject

WORDS_MAX = 5_000  # ours: characters of what one field takes
HOURS_MAX = 24 * 365  # ours: what is to last longer is renewed, or is a termination
COUNTRY = re.compile(r"[A-Z]{2}")
SMALLER = tuple(each for each in Reach if each is not Reach.ACCOUNT)
NOTHING_SAID = ("", "–")
SUFFICES = (NOTHING_SAID, ("no", _("would not do")), ("yes", _("would do")))
HOWS = ((AT_ONCE, _("At once, without notice")), (NOTICE, _("After notice")))


def _words(label: Any, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=WORDS_MAX,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RulingForm(forms.Form):
    """A ruling on one case. What it offers is what the case's evidence permits."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Outcome"))
    scope = forms.ChoiceField(label=_("About"), help_text=_("The smallest comes first."))
    findings = forms.MultipleChoiceField(
        label=_("Resting on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    harm = forms.TypedChoiceField(
        label=_("Harm"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    circumstances = forms.MultipleChoiceField(
        label=_("Circumstances"), required=False, widget=forms.CheckboxSelectMultiple
    )
    trigger = forms.ChoiceField(label=_("The case began by"), choices=TRIGGER_CHOICES)
    network_at_risk = forms.BooleanField(label=_("The network is in danger now"), required=False)
    territory = forms.CharField(
        label=_("Only for calls to"),
        required=False,
        max_length=200,
        help_text=_("Countries in two letters, such as FR, US. Empty: everywhere."),
    )
    hours = forms.IntegerField(label=_("Lasts, in hours"), required=False, min_value=1, max_value=HOURS_MAX)
    how = forms.ChoiceField(label=_("Takes effect"), choices=HOWS, widget=forms.RadioSelect)
    effective_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        help_text=_("Empty: now, or when the notice that is due is over."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    short_notice = forms.ChoiceField(
        label=_("Termination with shorter notice because of"),
        choices=[NOTHING_SAID, *SHORT_CHOICES],
        required=False,
    )
    no_notice_because = _words(_("Why without notice"))
    review_on = forms.DateField(
        label=_("To be looked at again on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    lasting = forms.BooleanField(label=_("Confirmed: all of this keeps working"), required=False)
    no_life_depends = forms.BooleanField(
        label=_("Confirmed: no life depends on what is cut"),
        required=False,
        help_text=_("Demanded under clauses f and l."),
    )
    reasons = _words(
        _("Reasons"),
        rows=5,
        help_text=_("The customer reads them as they stand. Numbers and addresses of others are masked."),
    )
    proportionality = _words(_("Why it is in proportion"))
    cure_steps = _words(
        _("What the customer can do"),
        help_text=_("A line each. When you ask the customer something: your questions."),
    )
    interpretations = forms.MultipleChoiceField(
        label=_("Cited interpretations"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language of the customer"), choices=[])
    delay = forms.ChoiceField(
        label=_("Statement held back because"), choices=[NOTHING_SAID, *DELAY_CHOICES], required=False
    )
    delay_why = _words(_("Why it is held back"), rows=2, help_text=_("Recorded, and not sent."))
    delay_days = forms.IntegerField(label=_("For how many days"), required=False, min_value=1, max_value=365)
    renews = forms.ChoiceField(label=_("Renews"), required=False)

    def __init__(self, offer: Offer, *args: Any, **more: Any) -> None:
        """Offer what the case permits."""
        super().__init__(*args, **more)
        self.label_suffix = ""
        self.offer = offer
        self._subjects = {f"{each.kind.value}:{each.id}": each for each in offer.scopes}
        for reach in SMALLER:
            self.fields[f"suffices_{reach.value}"] = forms.ChoiceField(choices=SUFFICES, required=False)
            self.fields[f"why_{reach.value}"] = forms.CharField(required=False, max_length=500)
        periods = review().periods
        chosen = {
            "outcome": [pair for pair in OUTCOME_CHOICES if pair[0] in offer.allowed],
            "scope": [(value, _named(each)) for value, each in self._subjects.items()],
            "findings": [(row.pk, row.pk) for row, _of in offer.findings],
            "harm": [(int(each), f"S{int(each)}, {said(review().harms[each])}") for each in Harm],
            "circumstances": [(each.name, _circumstance(each)) for each in review().circumstances],
            "interpretations": [
                (each.held.id, f"{each.held.id}, {said(each.held.title)}")
                for each in {need.held: need for need in offer.needed if need.held is not None}.values()
                if each.held is not None
            ],
            "language": [("en", _("English")), ("fr", _("French"))],
            "renews": [NOTHING_SAID, *((row.pk, row.pk) for row in offer.renewable)],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["hours"].help_text = _(
            "Without notice at most %(small)s for a number, a device or a user, and %(large)s for more."
        ) % {"small": periods["expiry-number"].number, "large": periods["expiry-service"].number}
        self.fields["lasting"].help_text = ", ".join(said(each) for each in review().lasting.values())

    def alternatives(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return the two fields of every smaller reach, with its name."""
        return [
            (said(REACHES[each]), self[f"suffices_{each.value}"], self[f"why_{each.value}"])
            for each in SMALLER
        ]

    def clean_scope(self) -> Subject:
        """Return what was chosen."""
        return self._subjects[self.cleaned_data["scope"]]

    def clean_territory(self) -> tuple[str, ...]:
        """Return countries as they are written in the law book."""
        said = [each for each in re.split(r"[\s,;]+", self.cleaned_data["territory"].upper()) if each]
        if any(COUNTRY.fullmatch(each) is None for each in said):
            raise forms.ValidationError(_("Countries have two letters each, such as FR, US."))
        return tuple(dict.fromkeys(said))

    def clean(self) -> dict[str, Any]:
        """Demand what an outcome cannot do without and section R does not ask for."""
        form = super().clean() or self.cleaned_data
        outcome = form.get("outcome")
        if outcome == Outcome.ASK and not form.get("cure_steps", "").strip():
            self.add_error("cure_steps", _("Write what you want to know."))
        if form.get("delay") and not form.get("delay_days"):
            self.add_error("delay_days", _("Say until when it is held back."))
        renewed = next((row for row in self.offer.renewable if row.pk == form.get("renews")), None)
        scope = form.get("scope")
        if renewed is not None and scope is not None and renewed.scope_id != scope.id:
            self.add_error("renews", _("It is about something else."))
        closed = self.offer.case.state == State.CLOSED
        if closed and renewed is None and outcome and outcome != Outcome.RESTORE:
            self.add_error("renews", _("The case is closed: say which ruling this renews."))
        return form


def _named(subject: Subject) -> str:
    kind = said(SCOPES[subject.kind])
    return kind if subject.kind is ScopeKind.ACCOUNT else f"{kind} {subject.id}"


def _circumstance(of: Circumstance) -> str:
    number = f" ({of.limit.value})" if of.limit is not None else ""
    weighs = AGGRAVATES if of.aggravating else MITIGATES
    return said(weighs, what=said(of.title) + number)


class DutyForm(forms.Form):
    """What somebody found who ratified a ruling or looked at it again."""

    stands = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    text = forms.CharField(max_length=WORDS_MAX)


class Filter(forms.Form):
    """What is looked for among rulings. An empty field asks for nothing."""

    stage = forms.ChoiceField(label=_("Stage"), choices=[("", _("All")), *Stage.choices], required=False)
    account = forms.CharField(label=_("Account"), max_length=200, required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("All")), *OUTCOME_CHOICES], required=False
    )
