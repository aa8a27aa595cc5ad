"""The form of a draft: all words in both languages, rules that exist, numbers and whose they are."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairline.console.policy import clauses
from fairline.console.registers.models import TERM_MAX
from fairline.console.registers.wording import HOURS, NUMBER, SHARE, Bound, Wording
from fairline.console.speech import said
from fairline.signals import Origin
from fairline.words import ORIGINS

TEXT_MAX, BOUNDS_MAX = 5_000, 20  # ours


def known_rules() -> frozenset[str]:
    """Return the ids of the catalogue."""
    rules = {each.id for clause in clauses() for each in clause.rules}
    drafts = {each.id for clause in clauses() for each in clause.drafts}
    return frozenset(rules | drafts | {each.id for clause in clauses() for each in clause.invariants})


def _tell_languages(form: forms.Form) -> None:
    """Say of each field for words of one language which it is: it is read aloud and checked as such."""
    for name, field in form.fields.items():
        if name.endswith(("_en", "_fr")):
            field.widget.attrs["lang"] = name[-2:]


def _long(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 5}))


class WordingForm(forms.Form):
    """Everything but the numbers. The word of the policy stays what it is in a later version."""

    term = forms.CharField(
        label=_("Word of the policy"), max_length=TERM_MAX, help_text=_("In English, as the policy has it.")
    )
    title_en = forms.CharField(label=_("Title, English"), max_length=200)
    title_fr = forms.CharField(label=_("Title, French"), max_length=200)
    text_en = _long(_("Meaning, English"))
    text_fr = _long(_("Meaning, French"))
    reasons_en = _long(_("Reasons, English"))
    reasons_fr = _long(_("Reasons, French"))
    rules = forms.CharField(
        label=_("Rules covered"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ids of the catalogue, such as B-SDC; B- stands for all that begin so."),
    )
    stricter = forms.BooleanField(
        label=_("Stricter than what holds now"),
        required=False,
        initial=True,
        help_text=_("Also if it covers more, or if you doubt it: then it has its days of notice."),
    )
    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_languages(self)

    def clean_rules(self) -> tuple[str, ...]:
        """Refuse what is no rule of the catalogue."""
        known = known_rules()
        given = tuple(dict.fromkeys(self.cleaned_data["rules"].replace(",", " ").split()))
        for each in given:
            whole = each.endswith("-") and any(id.startswith(each) for id in known)
            if each not in known and not whole:
                raise forms.ValidationError(_("%(rule)s is no rule of the catalogue"), params={"rule": each})
        return given

    def clean(self) -> dict[str, Any]:
        """Refuse the same words for both languages: one of them would not be said."""
        given = super().clean() or {}
        for name in ("text", "reasons"):
            if given.get(f"{name}_en") and given.get(f"{name}_en") == given.get(f"{name}_fr"):
                self.add_error(f"{name}_fr", _("The same as in English: write it in French."))
        return given

    def wording(self, bounds: Iterable[Bound]) -> Wording:
        """Return what was written, once it is valid."""
        given = self.cleaned_data
        names = ("term", "title_en", "title_fr", "text_en", "text_fr", "reasons_en", "reasons_fr")
        return Wording(
            **{name: given[name].strip() for name in names},
            rules=given["rules"],
            bounds=tuple(bounds),
            stricter=given["stricter"],
        )


class BoundForm(forms.Form):
    """One number. An empty row asks for nothing."""

    rule = forms.CharField(label=_("Rule"), max_length=40)
    title_en = forms.CharField(label=_("What is counted, English"), max_length=200)
    title_fr = forms.CharField(label=_("What is counted, French"), max_length=200)
    value = forms.FloatField(label=_("Number"), min_value=0, max_value=1e12)
    # What a row begins with is said, so that a row that nobody touched is known as one.
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[(NUMBER, _("number")), ("percent", _("percent")), (HOURS, _("hours"))],
        initial=NUMBER,
    )
    origin = forms.ChoiceField(label=_("Whose number"), initial=Origin.LAW.value)
    source_en = forms.CharField(label=_("Where it stands, English"), max_length=300)
    source_fr = forms.CharField(label=_("Where it stands, French"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_languages(self)
        field = self.fields["origin"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, said(ORIGINS[each])) for each in Origin]

    def clean(self) -> dict[str, Any]:
        """Refuse a share past the whole, and a rule that is none."""
        given = super().clean() or {}
        if given.get("unit") == "percent" and (given.get("value") or 0) > 100:
            self.add_error("value", _("A share is at most 100 percent."))
        if given.get("rule") and given["rule"] not in known_rules():
            self.add_error("rule", _("This is no rule of the catalogue."))
        return given

    @property
    def bound(self) -> Bound | None:
        """The number, ``None`` if the row is empty or was taken out."""
        given = self.cleaned_data
        if (not self.has_changed() and not self.initial) or given.get("DELETE") or "value" not in given:
            return None
        percent = given["unit"] == "percent"
        return Bound(
            rule=given["rule"],
            title_en=given["title_en"],
            title_fr=given["title_fr"],
            value=round(given["value"] / 100, 12) if percent else given["value"],
            unit=SHARE if percent else given["unit"],
            origin=Origin(given["origin"]),
            source_en=given["source_en"],
            source_fr=given["source_fr"],
        )


Bounds = forms.formset_factory(
    BoundForm, extra=2, max_num=BOUNDS_MAX, absolute_max=BOUNDS_MAX, validate_max=True, can_delete=True
)


def initial(of: Wording, in_force_from: date | datetime | None) -> dict[str, Any]:
    """Return what a form begins with."""
    names = ("term", "title_en", "title_fr", "text_en", "text_fr", "reasons_en", "reasons_fr", "stricter")
    return {name: getattr(of, name) for name in names} | {
        "rules": " ".join(of.rules),
        "in_force_from": in_force_from,
    }


def initial_bounds(of: Wording) -> list[dict[str, Any]]:
    """Return what its rows of numbers begin with."""
    return [_row(each) for each in of.bounds]


def _row(of: Bound) -> dict[str, Any]:
    names = ("rule", "title_en", "title_fr", "source_en", "source_fr")
    percent = of.unit == SHARE
    value = round(of.value * 100, 10) if percent else of.value
    return {name: getattr(of, name) for name in names} | {
        "value": int(value) if float(value).is_integer() else value,
        "unit": "percent" if percent else of.unit,
        "origin": of.origin.value,
    }
