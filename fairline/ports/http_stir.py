"""POST /stir/v1/signing and /stir/v1/verification: the API of ATIS-1000082, errors in its own form.

Who has no key, or one without the scope, is refused as everywhere on this port; everything after that is told
as the API has it. A call is signed with no more than is asked for, and no more than is known of its number.
"""

import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from fairline.ports import http_problems as problems
from fairline.ports.http_app import HttpApp
from fairline.ports.http_keys import ApiKey, Scope
from fairline.ports.http_problems import Refusal
from fairline.ports.http_request import JSON, Request, Response, json_response
from fairline.ports.http_stir_wire import (
    ApiException,
    Errors,
    Found,
    RequestError,
    Signed,
    SigningAnswer,
    SigningAsked,
    ToSign,
    ToVerify,
    VerificationAnswer,
    VerificationAsked,
)
from fairline.ports.identities import Signing, Stir, Verifying

SIGNING, VERIFICATION = "/stir/v1/signing", "/stir/v1/verification"
CALLED_MAX = 100  # ours: numbers of one call
IDENTITY_CHARS_MAX = 64 * 1024  # ours; what a real one has is checked by who verifies
ORIGID_CHARS_MAX = 200  # ours: it is a UUID
_NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
T = TypeVar("T")
_TO_SIGN = msgspec.json.Decoder(SigningAsked)
_TO_VERIFY = msgspec.json.Decoder(VerificationAsked)


class _Wrong(Exception):
    """A request that the API refuses: status, number, text."""

    def __init__(self, status: int, message: str, text: str) -> None:
        super().__init__(text)
        self.status, self.message, self.text = status, message, text


async def signing(app: HttpApp, request: Request) -> Response:
    """Sign a call."""
    return await _answered(app, request, Scope.SIGN, _sign)


async def verification(app: HttpApp, request: Request) -> Response:
    """Verify a call's signed identity."""
    return await _answered(app, request, Scope.VERIFY, _verify)


Handle = Callable[[HttpApp, Stir, ApiKey, bytes], object]


async def _answered(app: HttpApp, request: Request, scope: Scope, handle: Handle) -> Response:
    key = app.key(request, scope)
    try:
        stir, body = app.asked.stir, await _body(app, request, key)
        if stir is None:
            raise _not_here()
        answer = handle(app, stir, key, body)
        if isinstance(answer, Awaitable):
            answer = await answer
        return json_response(answer)
    except _Wrong as wrong:
        app.counts.refusals[key.name, wrong.message] += 1
        return _refused(wrong)


async def _body(app: HttpApp, request: Request, key: ApiKey) -> bytes:
    """Return the body, if the key may send one now."""
    bucket = app.bucket(key)
    if bucket.wait_s():
        raise _Wrong(429, "POL4290", "Error: Too many requests. Please try again later")
    bucket.spend(1)
    try:
        request.wants(key.name, JSON)
        body = await request.body(key.name, app.settings.body_bytes_max)
    except Refusal as refusal:
        if refusal.kind is problems.WRONG_TYPE:
            text = "Error: Unsupported request body type, expected 'application/json'"
            raise _Wrong(415, "SVC4004", text) from None
        if refusal.kind is problems.TOO_LARGE:
            raise _Wrong(413, "SVC4006", "Error: Failed to parse received message body: too large") from None
        raise
    if not body.strip():
        raise _Wrong(400, "SVC4000", "Error: Missing request body")
    return body


def _sign(app: HttpApp, stir: Stir, key: ApiKey, body: bytes) -> SigningAnswer:
    if stir.sign is None:
        raise _not_here()
    asked = _read(_TO_SIGN, body).signing_request
    _check_call(asked.orig.tn, asked.dest.tn, "orig", "dest")
    if asked.div is not None and _NUMBER.fullmatch(asked.div.tn) is None:
        raise _invalid("div", asked.div.tn)
    if not 1 <= len(asked.origid) <= ORIGID_CHARS_MAX or not asked.origid.isprintable():
        raise _invalid("origid", asked.origid)
    _check_time(app, "iat", asked.iat)
    if asked.account is not None and not key.speaks_for(asked.account):
        raise _Wrong(403, "POL4030", "Error: The key does not speak for this account")
    return SigningAnswer(signing_response=Signed(identity=stir.sign(_signing(asked, key))))


def _signing(asked: ToSign, key: ApiKey) -> Signing:
    return Signing(
        caller=asked.orig.tn.removeprefix("+"),
        called=tuple(each.removeprefix("+") for each in asked.dest.tn),
        attestation=asked.attest,
        issued=asked.iat,
        origid=asked.origid,
        account=asked.account,
        accounts=key.accounts,
        diverted_by=None if asked.div is None else asked.div.tn.removeprefix("+"),
    )


async def _verify(app: HttpApp, stir: Stir, key: ApiKey, body: bytes) -> VerificationAnswer:
    if stir.verify is None:
        raise _not_here()
    asked = _read(_TO_VERIFY, body).verification_request
    _check_call(asked.from_.tn, asked.to.tn, "from", "to")
    _check_time(app, "time", asked.time)
    if len(asked.identity) > IDENTITY_CHARS_MAX:
        raise _invalid("identity", asked.identity)
    found = await stir.verify(_verifying(asked))
    return VerificationAnswer(
        verification_response=Found(
            verstat=found.verstat,
            reasoncode=found.status,
            reasontext=found.phrase,
            reasondesc=None if found.status is None else found.why.en,
        )
    )


def _verifying(asked: ToVerify) -> Verifying:
    return Verifying(caller=asked.from_.tn, called=asked.to.tn, at=asked.time, identity=asked.identity)


def _read(decoder: "msgspec.json.Decoder[T]", body: bytes) -> "T":
    """Return what a body says. The names of parameters are those of the path at which something is wrong."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        told, _, path = str(error).partition(" - at `$")
        at = path.rstrip("`").lstrip(".").rpartition(".")[2]
        missing = _MISSING.search(told)
        if missing is not None:
            raise _Wrong(400, "SVC4001", f"Error: Missing mandatory parameter '{missing[1]}'") from None
        raise _Wrong(400, "SVC4005", f"Error: Invalid '{at or 'body'}' parameter value: {told}") from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _Wrong(400, "SVC4006", f"Error: Failed to parse received message body: {error}") from None


_MISSING = re.compile(r"missing required field `([^`]*)`")


def _check_call(caller: str, called: tuple[str, ...], who: str, whom: str) -> None:
    if _NUMBER.fullmatch(caller) is None:
        raise _invalid(who, caller)
    if not 1 <= len(called) <= CALLED_MAX:
        raise _Wrong(400, "SVC4005", f"Error: Invalid '{whom}' parameter value: {len(called)} numbers")
    for each in called:
        if _NUMBER.fullmatch(each) is None:
            raise _invalid(whom, each)


def _check_time(app: HttpApp, name: str, at: int) -> None:
    """Refuse what is not of now: a key is no leave to sign for other days."""
    now, settings = app.asked.now() / 1e6, app.settings
    if not now - settings.behind_s_max <= at <= now + settings.ahead_s_max:
        raise _invalid(name, str(at))


def _invalid(name: str, value: str) -> _Wrong:
    shown = "".join(c if c.isprintable() else "?" for c in value[:40])
    return _Wrong(400, "SVC4005", f"Error: Invalid '{name}' parameter value: {shown}")


def _refused(wrong: _Wrong) -> Response:
    told = ApiException(message_id=wrong.message, text=wrong.text)
    of = Errors(policy_exception=told) if wrong.message.startswith("POL") else Errors(service_exception=told)
    return json_response(RequestError(request_error=of), wrong.status)


def _not_here() -> _Wrong:
    return _Wrong(404, "SVC4003", "Error: Requested resource was not found")
