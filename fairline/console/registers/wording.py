"""An interpretation as people write it: words in both languages, rules, numbers and whose they are."""

from datetime import date, timedelta

from msgspec import Struct

from fairline.cases.saying import escaped
from fairline.policy import Interpretation, Text, Threshold
from fairline.signals import Limit, Origin
from fairline.signals.limits import Value

SHARE, HOURS, NUMBER = "share", "hours", "number"


class Bound(Struct, frozen=True, kw_only=True):
    """One number. ``value``: a share from 0 to 1, hours, or a plain number, as ``unit`` says."""

    rule: str
    title_en: str
    title_fr: str
    value: float
    unit: str
    origin: Origin
    source_en: str
    source_fr: str

    @property
    def threshold(self) -> Threshold:
        """The number as the policy has it."""
        limit = Limit(_value(self), self.origin, self.source_en, self.source_fr)
        title = _text(self.title_en, self.title_fr)
        return Threshold(rule=self.rule, title=title, limit=limit, share=self.unit == SHARE)


class Wording(Struct, frozen=True, kw_only=True):
    """All of an interpretation but its number, its version and the day of its publication."""

    term: str
    title_en: str
    title_fr: str
    text_en: str
    text_fr: str
    reasons_en: str
    reasons_fr: str
    rules: tuple[str, ...]
    bounds: tuple[Bound, ...] = ()
    stricter: bool = True

    def made(self, number: int, version: int, published_on: date, in_force_from: date) -> Interpretation:
        """Return it as the policy has it."""
        return Interpretation(
            number=number,
            version=version,
            term=self.term,
            title=_text(self.title_en, self.title_fr),
            text=_text(self.text_en, self.text_fr),
            reasons=_text(self.reasons_en, self.reasons_fr),
            rules=self.rules,
            thresholds=tuple(each.threshold for each in self.bounds),
            published_on=published_on,
            in_force_from=in_force_from,
            stricter=self.stricter,
        )


def wording_of(of: Interpretation) -> Wording:
    """Return the words of an interpretation, to begin its next version with."""
    return Wording(
        term=of.term,
        title_en=_plain(of.title.en),
        title_fr=_plain(of.title.fr),
        text_en=_plain(of.text.en),
        text_fr=_plain(of.text.fr),
        reasons_en=_plain(of.reasons.en),
        reasons_fr=_plain(of.reasons.fr),
        rules=of.rules,
        bounds=tuple(map(_bound, of.thresholds)),
        stricter=of.stricter,
    )


def _bound(of: Threshold) -> Bound:
    value, unit = of.limit.value, SHARE if of.share else NUMBER
    if isinstance(value, timedelta):
        value, unit = value / timedelta(hours=1), HOURS
    return Bound(
        rule=of.rule,
        title_en=_plain(of.title.en),
        title_fr=_plain(of.title.fr),
        value=float(value),
        unit=unit,
        origin=of.limit.origin,
        source_en=of.limit.source,
        source_fr=of.limit.source_fr,
    )


def _value(of: Bound) -> Value:
    if of.unit == HOURS:
        return timedelta(hours=of.value)
    return int(of.value) if of.unit == NUMBER and of.value.is_integer() else of.value


def _text(en: str, fr: str) -> Text:
    """Return what people wrote as a text. Braces in it are braces, and never a slot."""
    return Text(en=escaped(en), fr=escaped(fr))


def _plain(template: str) -> str:
    return template.replace("{{", "{").replace("}}", "}")
