"""A PASSporT token: read strictly, every fault typed, nothing verified yet.

Sources: RFC 8225 (the token), RFC 8588 and ATIS-1000074 (``shaken``), RFC 8946 (``div``), RFC 8443 (``rph``).
Stricter than JSON: a name that stands twice in an object is refused, as two readers may take two of them.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from msgspec import Struct

from fairline.checks.caller.faults import Fault, Unsound
from fairline.facts import Attestation

TOKEN_CHARS_MAX = 8_192  # ours: some ten times a usual PASSporT
DESTINATIONS_MAX = 100  # ours: numbers that one token names as called
SIGNATURE_BYTES = 64  # RFC 7518 section 3.4: r and s of P-256, 32 octets each
ALGORITHM, TYPE = "ES256", "passport"
HEADERS_MAX = 1_024  # ours: of signers, that are remembered; at most 8 MB
TIME_MAX = 1 << 40  # ours: seconds; some 35,000 years
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_NUMBER = re.compile(r"[0-9*#]{1,32}")  # RFC 8224 section 8.3; no plus sign, no separators
_ADDRESS = re.compile(
    r"https://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?P<port>:(?:443|8443))?"
    r"(?P<path>(?:/[A-Za-z0-9._~!$&'()*+,=:@%-]+)+)"
)
"""Where a certificate may be: ATIS-1000074 has https, port 443 or 8443, a path, and nothing besides."""


class Kind(StrEnum):
    """The extensions that are known: ``ppt`` of the token."""

    SHAKEN = "shaken"
    DIVERSION = "div"
    PRIORITY = "rph"


class Passport(Struct, frozen=True, kw_only=True):
    """One token, read. Numbers are digits without a plus sign, as the token has them."""

    kind: Kind | None
    """``None``: a plain PASSporT without an extension."""
    x5u: str
    """Where its certificate is."""
    issued: int
    """When it was signed (``iat``), seconds since 1970."""
    origin: str | None
    """Who calls; ``None``: it names a URI and no number."""
    destinations: tuple[str, ...]
    attestation: Attestation | None = None
    origid: str | None = None
    diverted: str | None = None
    """The number that sent the call on (``div``)."""
    priorities: tuple[str, ...] = ()
    """What the call may claim as Resource-Priority (``rph``)."""
    signed: bytes
    """What the signature is of."""
    signature: bytes


class _Repeated(ValueError):
    """A name stands twice in an object."""


def read_token(token: str) -> Passport | Unsound:
    """Return what a token of three parts says, or what is wrong with it. Never raises; bounded by size."""
    if len(token) > TOKEN_CHARS_MAX:
        return Unsound(fault=Fault.TOO_LARGE)
    parts = token.split(".")
    if len(parts) != 3 or not all(parts):
        return Unsound(fault=Fault.MALFORMED, field="token")
    signature = decoded(parts[2])
    if signature is None:
        return Unsound(fault=Fault.BASE64, field="signature")
    if len(signature) != SIGNATURE_BYTES:
        return Unsound(fault=Fault.SIGNATURE, field="length")
    header = _header(parts[0])
    if isinstance(header, Unsound):
        return header
    claims = _object(parts[1], "claims")
    if isinstance(claims, Unsound):
        return claims
    return _passport(header, claims, token[: -len(parts[2]) - 1].encode(), signature)


def decoded(part: str) -> bytes | None:
    """Return the bytes of base64url without padding; ``None`` if it is none (RFC 7515 section 2)."""
    if _BASE64URL.fullmatch(part) is None or len(part) % 4 == 1:
        return None
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except Error:
        return None


def encoded(data: bytes) -> str:
    """Return base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(of: Mapping[str, Any]) -> bytes:
    """Return JSON as RFC 8225 section 9 has it: names in order, no blanks."""
    return json.dumps(of, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def certificate_host(x5u: str) -> str | None:
    """Return the host of an address that may be a certificate's; ``None`` if it may not be one."""
    found = _ADDRESS.fullmatch(x5u) if len(x5u) <= TOKEN_CHARS_MAX else None
    if found is None or any(part in ("", ".", "..") for part in found["path"][1:].split("/")):
        return None
    return found["host"].lower()


def _object(part: str, field: str) -> dict[str, Any] | Unsound:
    data = decoded(part)
    if data is None:
        return Unsound(fault=Fault.BASE64, field=field)
    try:
        told = _JSON.decode(data.decode())
    except _Repeated:
        return Unsound(fault=Fault.REPEATED, field=field)
    except (ValueError, RecursionError):
        return Unsound(fault=Fault.JSON, field=field)
    return told if isinstance(told, dict) else Unsound(fault=Fault.JSON, field=field)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Repeated
    return found


def _refuse(constant: str) -> Any:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(constant)


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)


@lru_cache(HEADERS_MAX)
def _header(part: str) -> tuple[Kind | None, str] | Unsound:
    """Return the extension and where the certificate is: the same for all calls of a signer."""
    header = _object(part, "header")
    if isinstance(header, Unsound):
        return header
    fault = _header_fault(header)
    return (Kind(header["ppt"]) if "ppt" in header else None, header["x5u"]) if fault is None else fault


def _passport(
    header: tuple[Kind | None, str], claims: dict[str, Any], signed: bytes, signature: bytes
) -> Passport | Unsound:
    kind, x5u = header
    issued, origin, destinations = claims.get("iat"), _origin(claims), _destinations(claims)
    if type(issued) is not int or not 0 <= issued <= TIME_MAX:
        return _lacks("iat")
    if isinstance(origin, Unsound):
        return origin
    if isinstance(destinations, Unsound):
        return destinations
    more = _own(kind, claims, origin)
    if isinstance(more, Unsound):
        return more
    return Passport(
        kind=kind,
        x5u=x5u,
        issued=issued,
        origin=origin,
        destinations=destinations,
        signed=signed,
        signature=signature,
        **more,
    )


def _header_fault(header: dict[str, Any]) -> Unsound | None:
    if header.get("alg") != ALGORITHM:
        return Unsound(fault=Fault.ALGORITHM)
    if header.get("typ") != TYPE:
        return Unsound(fault=Fault.TYPE)
    if "crit" in header:  # RFC 7515 section 4.1.11: what is critical must be understood
        return Unsound(fault=Fault.EXTENSION, field="crit")
    if "ppt" in header and header["ppt"] not in KNOWN:
        return Unsound(fault=Fault.EXTENSION, field="ppt")
    x5u = header.get("x5u")
    if not isinstance(x5u, str) or certificate_host(x5u) is None:
        return Unsound(fault=Fault.ADDRESS, field="x5u")
    return None


KNOWN = tuple(Kind)


def _origin(claims: dict[str, Any]) -> str | Unsound | None:
    """Return the number that calls; ``None`` for a URI. One of the two stands there (RFC 8225 5.2.1)."""
    orig = claims.get("orig")
    if not isinstance(orig, dict) or len(orig) != 1:
        return _lacks("orig")
    if isinstance(uri := orig.get("uri"), str) and uri:
        return None
    number = orig.get("tn")
    return number if _is_number(number) else _lacks("orig.tn")


def _destinations(claims: dict[str, Any]) -> tuple[str, ...] | Unsound:
    dest = claims.get("dest")
    if not isinstance(dest, dict) or not dest or not dest.keys() <= {"tn", "uri"}:
        return _lacks("dest")
    numbers, uris = dest.get("tn", []), dest.get("uri", [])
    if not isinstance(numbers, list) or not all(map(_is_number, numbers)):
        return _lacks("dest.tn")
    if not isinstance(uris, list) or not all(isinstance(each, str) and each for each in uris):
        return _lacks("dest.uri")
    if not 1 <= len(numbers) + len(uris) <= DESTINATIONS_MAX:
        return _lacks("dest")
    return tuple(numbers)


def _own(kind: Kind | None, claims: dict[str, Any], origin: str | None) -> dict[str, Any] | Unsound:
    """Return what the claims of the extension say."""
    if kind is None:
        return {}
    if kind is Kind.SHAKEN:
        attest, origid = claims.get("attest"), claims.get("origid")
        if origin is None:
            return _lacks("orig.tn")
        if attest not in LEVELS:
            return _lacks("attest")
        if not isinstance(origid, str) or not 1 <= len(origid) <= 200:
            return _lacks("origid")
        return {"attestation": Attestation(attest), "origid": origid}
    if kind is Kind.DIVERSION:
        div = claims.get("div")
        number = div.get("tn") if isinstance(div, dict) else None
        return {"diverted": number} if _is_number(number) else _lacks("div.tn")
    rph = claims.get("rph")
    auth = rph.get("auth") if isinstance(rph, dict) else None
    if not isinstance(auth, list) or not 1 <= len(auth) <= DESTINATIONS_MAX:
        return _lacks("rph.auth")
    if not all(isinstance(each, str) and each for each in auth):
        return _lacks("rph.auth")
    return {"priorities": tuple(auth)}


LEVELS = tuple(Attestation)


def _is_number(value: object) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def _lacks(field: str) -> Unsound:
    return Unsound(fault=Fault.CLAIMS, field=field)
