"""The language of the page, for words of the policy, which come in both."""

from django.utils.translation import get_language

from fairline.policy import Lang, Text
from fairline.policy.text import Slot


def lang() -> Lang:
    """Return the language that the page is in."""
    return Lang.FR if (get_language() or "").startswith(Lang.FR) else Lang.EN


def said(text: Text, **values: Slot) -> str:
    """Return a text of the policy in the language of the page."""
    return text.say(lang(), **values)
