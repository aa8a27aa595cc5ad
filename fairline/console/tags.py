"""What templates may use everywhere: words of the policy, and numbers and times by language."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django import template
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fairline.cases import Outcome
from fairline.cases.words import OUTCOMES, SCOPES
from fairline.console import clock
from fairline.console.speech import lang, said
from fairline.policy import (
    ANSWER,
    MODE,
    SEVERITY,
    Answer,
    Evidence,
    Lang,
    Mode,
    ScopeKind,
    Severity,
    Share,
    Text,
    written,
)
from fairline.standing import STANDING, Standing

register = template.Library()


@register.filter
def text(of: Text) -> str:
    """Say a text of the policy in the language of the page."""
    return said(of)


@register.filter
def moment(of: datetime | None) -> SafeString | str:
    """Say an instant, in the provider's time zone, and to the second for machines."""
    if of is None:
        return "–"
    local = timezone.localtime(of)
    shown = date_format(local, "DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', of.isoformat(timespec="seconds"), shown)


@register.filter
def ago(of: datetime | None) -> str:
    """Say how long ago, or in how long, in one number."""
    if of is None:
        return "–"
    gap = clock.now() - of
    return lasting(gap) if gap >= timedelta(0) else gettext("in %(time)s") % {"time": lasting(-gap)}


@register.filter
def lasting(of: timedelta) -> str:
    """Say a span in one number, rounded down."""
    minutes = int(of.total_seconds() // 60)
    hours, days = minutes // 60, of.days
    if days >= 2:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": number_format(days)}
    if hours >= 1:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": number_format(hours)}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number_format(minutes)}


@register.filter
def severity(of: int) -> SafeString:
    """Say how grave something is, in words that also have its color."""
    known = Severity(of)
    return format_html('<span class="severity {}">{}</span>', known.name.lower(), said(SEVERITY[known]))


@register.filter
def answer(of: int) -> str:
    """Say what may follow."""
    return said(ANSWER[Answer(of)])


@register.simple_tag
def colon() -> str:
    """Write a colon as the language of the page sets it."""
    return "\u00a0: " if lang() is Lang.FR else ": "


@register.filter
def outcome(of: str) -> str:
    """Say what was decided."""
    return said(OUTCOMES[Outcome(of)])


@register.filter
def evidence(of: str) -> str:
    """Say a class of evidence with its letter."""
    return f"{of}{colon()}{said(Evidence[of].value)}"


HAPPENED = {
    "opened": _("opened"),
    "claimed": _("taken"),
    "released": _("let go"),
    "handed-over": _("handed over"),
    "escalated": _("escalated"),
    "held": _("on hold"),
    "resumed": _("gone on"),
    "assessed": _("harm assessed"),
    "note": _("note"),
    "proposed": _("ruling proposed"),
    "ruled": _("ruled"),
    "withdrawn": _("ruling withdrawn"),
    "not-possible": _("ruling not possible at the guard"),
    "ratify": _("ruling ratified, or not"),
    "review": _("ruling looked at again"),
    "answered": _("the customer answered"),
    "overdue": _("the customer did not answer in time"),
    "appealed": _("appealed"),
    "overturned": _("overturned"),
    "upheld": _("upheld"),
}
"""What can happen to a case, by the word under which it is kept."""


@register.filter
def happened(of: str) -> str:
    """Say what happened to a case."""
    return str(HAPPENED.get(of, of))


TOPICS = {
    "scam": _("scam"),
    "impersonation": _("impersonation"),
    "threat": _("threat"),
    "harassment": _("harassment"),
    "marketing": _("advertising"),
    "child-age": _("a child's age"),
    "grooming": _("approach to a child"),
    "high-risk-words": _("words of high risk"),
    "brand-claim": _("name of another"),
    "hidden-text": _("hidden text"),
    "bad-link": _("harmful link"),
    "voice-clone": _("cloned voice"),
    "no-identity": _("no identity"),
    "resale-offer": _("offer of resale"),
    "personal-data-request": _("asks for personal data"),
    "sector-mismatch": _("another trade than said"),
}


@register.filter
def topic(of: str) -> str:
    """Say what a check found."""
    return str(TOPICS.get(of, of))


LINKED_BY = {
    "payment-instrument": _("the same means of payment"),
    "device": _("the same device"),
    "ip": _("the same address on the network"),
    "beneficial-owner": _("the same owner"),
    "address": _("the same postal address"),
    "destinations": _("the same numbers called"),
    "script": _("the same script"),
    "name": _("names alike"),
}


@register.filter
def linked_by(of: str) -> str:
    """Say what two accounts have in common."""
    return str(LINKED_BY.get(of, of))


@register.filter
def percent(of: Decimal) -> str:
    """Write a share of one in whole percents."""
    return written(Share(float(of)), lang())


PARTS = {
    "caller": _("caller"),
    "called": _("called"),
    "user": _("user"),
    "campaign": _("campaign"),
    "ip": _("address"),
    "aor": _("SIP address"),
    "sender": _("sender"),
    "recipient": _("recipient"),
    "device": _("device"),
}


@register.filter
def part(of: str) -> str:
    """Say which part of a key it is."""
    return str(PARTS.get(of, of))


@register.filter
def unlocalized(of: object) -> str:
    """Write a number as machines read it."""
    return str(of)


@register.filter
def identified(field: BoundField, prefix: str) -> SafeString:
    """Render a field under an id of its own, where several forms on a page have one of the same name."""
    return field.as_widget(attrs={"id": f"{prefix}-{field.name}"})


@register.filter
def scope(of: str) -> str:
    """Say what kind of thing a standing is of."""
    return said(SCOPES[ScopeKind(of)])


@register.filter
def standing(of: str) -> str:
    """Say how something stands."""
    return said(STANDING[Standing[of.upper()]])


@register.filter
def mode(of: str) -> str:
    """Say how far a rule may go."""
    return said(MODE[Mode(of)])


@register.filter
def at(of: Mapping[object, int], key: object) -> int:
    """Return a count of a table, 0 where there is none."""
    return of.get(key, 0)
