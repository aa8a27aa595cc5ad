"""What a signed identity says, read and not verified (RFC 8224, RFC 8225, RFC 8588).

Verifying takes keys and a clock and is done elsewhere; a claim read here is the sender's word.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass

TOKEN_CHARS_MAX = 8192  # ours: some ten times a usual PASSporT
_DIGITS = re.compile(r"[0-9]{1,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The claims of one PASSporT: ``orig`` as digits, ``attest`` as one of A, B, C, ``None`` if not told."""

    orig: str | None
    attest: str | None
    div: bool
    """Whether it signs a diversion (RFC 8946) and not the origin."""
    diverted: str | None = None
    """Who sent the call on, as digits, if it signs a diversion."""


def claims(value: str) -> Claims | None:
    """Return what an Identity header's token claims, ``None`` if it is none that can be read."""
    parts = value.partition(";")[0].strip().split(".")
    if len(parts) != 3 or len(parts[1]) > TOKEN_CHARS_MAX or not parts[1]:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    attest = told.get("attest")
    return Claims(
        orig=_number(told.get("orig")),
        attest=attest if attest in ("A", "B", "C") else None,
        div="div" in told,
        diverted=_number(told.get("div")),
    )


def _number(party: object) -> str | None:
    number = party.get("tn") if isinstance(party, dict) else None
    return number if isinstance(number, str) and _DIGITS.fullmatch(number) else None
