"""Shares and rules, in the language of the page."""

from django import template

from fairline.console.policy import rules
from fairline.console.speech import lang, said
from fairline.policy import Share, written
from fairline.signals import Measure

register = template.Library()


@register.filter
def share(of: float | None) -> str:
    """Say a share in percent, to a tenth."""
    return "–" if of is None else written(Share(round(of, 3)), lang())


@register.filter
def ratio(of: Measure) -> str:
    """Say the share of a measure."""
    return share(of.ratio)


@register.filter
def kappa(of: float | None) -> str:
    """Say a kappa to two places."""
    return "–" if of is None else written(round(of, 2), lang())


@register.filter
def rule(of: str) -> str:
    """Say what a rule is called; one that is gone keeps its name."""
    known = rules().get(of)
    return said(known[1].title) if known is not None else of
