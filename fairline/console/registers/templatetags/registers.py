"""Numbers of interpretations, in the language of the page."""

from django import template

from fairline.console.registers import reading
from fairline.console.speech import lang, said
from fairline.policy import Lang, Threshold
from fairline.signals import Limit, Origin
from fairline.words import ORIGINS

register = template.Library()


@register.filter
def bound(of: Threshold) -> str:
    """Say the number of a threshold."""
    return reading.bound(of, lang())


@register.filter
def whose(of: Origin) -> str:
    """Say whose number it is."""
    return said(ORIGINS[of])


@register.filter
def source(of: Limit) -> str:
    """Say where a number stands."""
    return of.source_fr if lang() is Lang.FR else of.source
