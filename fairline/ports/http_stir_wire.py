"""What goes over the wire of the signing and verification API, in its own words.

Source: ATIS-1000082 (its members' names as published by peers that speak it), with errors as OMA's REST has
them: ``requestError`` with an exception of the service (SVC) or of the policy (POL).
"""

from collections.abc import Mapping

from msgspec import Struct

from fairline.facts import Attestation
from fairline.policy import Text


class OneNumber(Struct, frozen=True, kw_only=True):
    """One telephone number, digits; a plus sign is dropped."""

    tn: str


class Numbers(Struct, frozen=True, kw_only=True):
    """Several telephone numbers."""

    tn: tuple[str, ...]


class ToSign(Struct, frozen=True, kw_only=True):
    """A call to be signed. ``iat``: seconds since 1970. ``div`` makes it a diversion (RFC 8946). ``account``,
    which is ours alone, says whose call it is."""

    attest: Attestation
    dest: Numbers
    iat: int
    orig: OneNumber
    origid: str
    div: OneNumber | None = None
    account: str | None = None


class SigningAsked(Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of a request to sign."""

    signing_request: ToSign


class Signed(Struct, frozen=True, kw_only=True):
    """The value of an Identity header."""

    identity: str


class SigningAnswer(Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of its answer."""

    signing_response: Signed


class ToVerify(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A call whose identity is to be verified. ``time``: when the INVITE came, seconds since 1970."""

    from_: OneNumber
    to: Numbers
    time: int
    identity: str


class VerificationAsked(Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of a request to verify."""

    verification_request: ToVerify


class Found(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found. The reasons are there where something does not hold; the codes are RFC 8224's."""

    verstat: str
    reasoncode: int | None = None
    reasontext: str | None = None
    reasondesc: str | None = None


class VerificationAnswer(Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of its answer."""

    verification_response: Found


class ApiException(Struct, frozen=True, kw_only=True, rename="camel"):
    """One error: its number, and what it says."""

    message_id: str
    text: str


class Errors(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """An error of the service, or of its policy."""

    service_exception: ApiException | None = None
    policy_exception: ApiException | None = None


class RequestError(Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of a refusal."""

    request_error: Errors


ERRORS: Mapping[int, Text] = {
    400: Text(en="A parameter is missing or wrong", fr="Un paramètre manque, ou est faux"),
    404: Text(en="Not set up here", fr="Non configuré ici"),
    413: Text(en="Too much", fr="Trop grand"),
    415: Text(en="Content of another type", fr="Contenu d'un autre type"),
    429: Text(en="Too many for this key", fr="Trop pour cette clé"),
}
"""What may be refused, by status."""
