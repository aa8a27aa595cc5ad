"""The Identity header of SIP: a token in full or compact form, and the parameters after it.

Sources: RFC 8224 section 4 (the header), RFC 8225 section 7 (the compact form). The compact form leaves out
what the call says anyway, so it is rebuilt from the call; an extension's claims cannot be, so a compact token
of an extension says nothing.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from fairline.checks.caller.faults import Fault, Unsound
from fairline.checks.caller.passport import (
    ALGORITHM,
    TOKEN_CHARS_MAX,
    TYPE,
    Passport,
    canonical,
    certificate_host,
    encoded,
    read_token,
)

HEADER_CHARS_MAX = TOKEN_CHARS_MAX + 2_048  # ours: a token and its parameters
PARAMETERS_MAX = 1_024  # ours: of signers, that are remembered; at most 10 MB
_PARAMETER = re.compile(
    r';\s*(?P<name>[A-Za-z0-9-]+)\s*=\s*(?:<(?P<uri>[^<>"\s]*)>|"(?P<text>[^"\\]*)"|(?P<word>[^\s;<>",]+))\s*'
)


class Said(Struct, frozen=True, kw_only=True):
    """What a call itself says, from which a compact token is rebuilt. Numbers are digits, no plus sign."""

    caller: str | None
    called: str | None
    date: int | None
    """The Date header, seconds since 1970."""


def read_header(value: str, said: Said) -> Passport | Unsound:
    """Return what an Identity header says, or what is wrong with it. Never raises; bounded by size."""
    if len(value) > HEADER_CHARS_MAX:
        return Unsound(fault=Fault.TOO_LARGE)
    token, semicolon, rest = value.strip().partition(";")
    token = token.rstrip()
    parameters = _parameters(semicolon + rest)
    if parameters is None:
        return Unsound(fault=Fault.MALFORMED, field="parameters")
    info = parameters.get("info")
    if info is None:
        return Unsound(fault=Fault.MALFORMED, field="info")
    if parameters.get("alg", ALGORITHM) != ALGORITHM:
        return Unsound(fault=Fault.ALGORITHM)
    if token.startswith(".."):
        return _compact(token[2:], info, parameters, said)
    passport = read_token(token)
    if isinstance(passport, Unsound):
        return passport
    if passport.x5u != info:
        return Unsound(fault=Fault.ADDRESS, field="info")
    if parameters.get("ppt", passport.kind) != passport.kind:
        return Unsound(fault=Fault.DISAGREES, field="ppt")
    return passport


@lru_cache(PARAMETERS_MAX)
def _parameters(text: str) -> Mapping[str, str] | None:
    """Return the parameters by name in lower case; ``None`` if they are none, or one stands twice."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        part = _PARAMETER.match(text, at)
        if part is None:
            return None
        name = part["name"].lower()
        value = next(each for each in (part["uri"], part["text"], part["word"]) if each is not None)
        if name in found or (name == "info") != (part["uri"] is not None):
            return None
        found[name] = value
        at = part.end()
    return found


def _compact(signature: str, info: str, parameters: Mapping[str, str], said: Said) -> Passport | Unsound:
    """Rebuild a plain PASSporT from what the call says."""
    if certificate_host(info) is None:
        return Unsound(fault=Fault.ADDRESS, field="info")
    if "ppt" in parameters or said.caller is None or said.called is None or said.date is None:
        return Unsound(fault=Fault.COMPACT)
    header = {"alg": ALGORITHM, "typ": TYPE, "x5u": info}
    claims = {"dest": {"tn": [said.called]}, "iat": said.date, "orig": {"tn": said.caller}}
    return read_token(f"{encoded(canonical(header))}.{encoded(canonical(claims))}.{signature}")
