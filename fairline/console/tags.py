"""What templates may use everywhere: words of the policy, and numbers and times by language."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fairline.cases import Outcome
from fairline.cases.words import OUTCOMES, SCOPES
from fairline.console.speech import said
from fairline.policy import ANSWER, SEVERITY, Answer, ScopeKind, Severity, Text

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
    gap = timezone.now() - of
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


@register.filter
def outcome(of: str) -> str:
    """Say what a person decided."""
    return said(OUTCOMES[Outcome(of)])


@register.filter
def scope(of: str) -> str:
    """Say what kind of thing a ruling is about."""
    return said(SCOPES[ScopeKind(of)])
