"""Numbers as people write them: whole, only the last digits, or the name that a message shows."""

import re
from typing import NamedTuple

from django.conf import settings

from fairline.readers.numbers import e164
from fairline.stores.call_index_search import ENDING_MIN

ENDING = re.compile(r"(?:\*|\.{2,3}|…)\s*(\d[\d\s.-]*)")
SENDER = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11}")
"""A name of up to 11 characters, as GSM 03.40 lets a message show one."""
SHORT = re.compile(r"\d{3,6}")
"""A short code, which is no E.164 number."""


class Number(NamedTuple):
    """A number that was read. ``ends``: it is only its last digits."""

    text: str
    ends: bool = False


def read_number(text: str) -> Number | None:
    """Return what a person wrote as a number, ``None`` if it is none.

    Without a ``+`` it is read as in the provider's country. ``*0100`` are last digits.
    """
    text = text.strip()
    ending = ENDING.fullmatch(text)
    if ending is not None:
        digits = re.sub(r"\D", "", ending[1])
        return Number(digits, ends=True) if ENDING_MIN <= len(digits) <= 15 else None
    if SENDER.fullmatch(text) or SHORT.fullmatch(text):
        return Number(text)
    whole = e164(text, settings.CONSOLE.sender.place[:2])
    return None if whole is None else Number(whole)
