"""Webhooks: whether they are signed by whom they should be, and the facts that they carry.

Zoom: https://developers.zoom.us/docs/api/webhooks/ ; Twilio: https://www.twilio.com/docs/usage/security ;
CloudEvents 1.0.2: https://github.com/cloudevents/spec, the JSON format and the HTTP binding; checked
2026-11-24.
"""

import base64
import hmac
import io
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from hashlib import sha1, sha256
from urllib.parse import parse_qsl, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Raw, Struct

from fairline.facts import Account, Fact, Unreadable
from fairline.ports import http_problems as problems
from fairline.ports.http_facts import read_line
from fairline.ports.http_problems import Refusal
from fairline.ports.http_settings import TwilioHook, ZoomHook, secret
from fairline.readers import twilio, zoom_contact_center, zoom_phone
from fairline.readers.rows import unreadable
from fairline.readers.source import Source

REMEMBERED_MAX = 100_000  # ours: signatures of webhooks taken, by which one that comes again is known
PARAMETERS_MAX = 1_000  # ours: Twilio sends some thirty
USUAL_PORTS = {"https": 443, "http": 80}
CLOUDEVENTS = b"application/cloudevents+json"
CLOUDEVENTS_BATCH = b"application/cloudevents-batch+json"
SPECVERSION = "1.0"


class Once:
    """Which signatures were taken already, the latest of them."""

    def __init__(self) -> None:
        """Start with none."""
        self._taken: dict[bytes, None] = {}

    def check(self, signature: bytes, who: str) -> None:
        """Raise ``Refusal`` if the signature was taken before."""
        if signature in self._taken:
            raise Refusal(kind=problems.REPLAYED, who=who, reason="replayed webhook")

    def take(self, signature: bytes) -> None:
        """Remember a signature whose webhook was counted: only then is the same again a replay."""
        self._taken[signature] = None
        if len(self._taken) > REMEMBERED_MAX:
            del self._taken[next(iter(self._taken))]


class Zoom:
    """Zoom's webhooks: ``x-zm-signature`` over the time and the body."""

    name = "zoom"

    def __init__(self, hook: ZoomHook) -> None:
        """Read the secret. ``FairlineError`` if there is none."""
        self.once = Once()
        self._hook = hook
        self._secret = secret(hook.secret_file, "zoom.secret_file")

    def check(self, headers: Mapping[bytes, bytes], body: bytes) -> bytes:
        """Return the signature. ``Refusal`` if it is wrong, too old or seen before."""
        signature = headers.get(b"x-zm-signature", b"")
        told = headers.get(b"x-zm-request-timestamp", b"")
        wanted = b"v0=" + hmac.new(self._secret, b"v0:" + told + b":" + body, sha256).hexdigest().encode()
        if not hmac.compare_digest(signature, wanted):
            raise Refusal(kind=problems.WRONG_SIGNATURE, who=self.name, reason="wrong signature")
        at = int(told) if told.isdigit() and len(told) < 16 else 0
        if abs(time.time() - at) > self._hook.tolerance_s:
            raise Refusal(kind=problems.REPLAYED, who=self.name, reason="replayed webhook")
        self.once.check(signature, self.name)
        return signature

    def challenge(self, body: bytes) -> dict[str, str] | None:
        """Return the answer to Zoom's question whether the address is ours; ``None`` if it is not asked."""
        try:
            asked = msgspec.json.decode(body, type=_Challenge)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        if asked.event != "endpoint.url_validation" or asked.payload is None:
            return None
        token = asked.payload.plainToken
        signed = hmac.new(self._secret, token.encode(), sha256).hexdigest()
        return {"plainToken": token, "encryptedToken": signed}

    def facts(self, body: bytes) -> Iterator[Fact | Unreadable]:
        """Yield what a webhook tells; nothing if it is of no kind that is read."""
        with closing(Source(self.name, io.BytesIO(body))) as source:
            head = source.head()
            reader = zoom_contact_center if zoom_contact_center.recognise(head) else zoom_phone
            if reader is zoom_contact_center or zoom_phone.recognise(head):
                for found in reader.read(source, zone=ZoneInfo("UTC"), region=self._hook.region):
                    yield of_account(found, self._hook.account)


class Twilio:
    """Twilio's webhooks: ``X-Twilio-Signature`` over the address and the sorted parameters."""

    name = "twilio"

    def __init__(self, hook: TwilioHook) -> None:
        """Read the token. ``FairlineError`` if there is none."""
        self.once = Once()
        self._hook = hook
        self._token = secret(hook.auth_token_file, "twilio.auth_token_file")

    def check(self, headers: Mapping[bytes, bytes], query: bytes, body: bytes, *, form: bool) -> bytes:
        """Return the signature. ``Refusal`` if it is wrong or seen before.

        The address is the public one with the query as it came, with and without its usual port. JSON is not
        in the signed text; its hash is, in the parameter ``bodySHA256``.
        """
        signature = headers.get(b"x-twilio-signature", b"")
        parameters = "".join(name + value for name, value in sorted(set(_pairs(body)))) if form else ""
        signed = [self._signed(address + parameters) for address in self._addresses(query)]
        right = True in [hmac.compare_digest(signature, each) for each in signed]
        if not form:
            told = dict(parse_qsl(query.decode("latin-1"))).get("bodySHA256", "")
            right &= hmac.compare_digest(told.lower().encode(), sha256(body).hexdigest().encode())
        if not right:
            raise Refusal(kind=problems.WRONG_SIGNATURE, who=self.name, reason="wrong signature")
        self.once.check(signature, self.name)
        return signature

    def facts(self, body: bytes) -> Iterator[Fact | Unreadable]:
        """Yield what a webhook tells."""
        with closing(Source(self.name, io.BytesIO(body))) as source:
            for found in twilio.read(source, zone=ZoneInfo(self._hook.zone), region=self._hook.region):
                yield of_account(found, self._hook.account)

    def _signed(self, text: str) -> bytes:
        return base64.b64encode(hmac.new(self._token, text.encode(), sha1).digest())

    def _addresses(self, query: bytes) -> list[str]:
        parts = urlsplit(self._hook.public_url)._replace(query=query.decode("latin-1"))
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = parts.port or USUAL_PORTS[parts.scheme]
        with_port = urlunsplit(parts._replace(netloc=f"{host}:{port}"))
        return list(
            dict.fromkeys((urlunsplit(parts), urlunsplit(parts._replace(netloc=host or "")), with_port))
        )


class _Token(Struct):
    plainToken: str


class _Challenge(Struct):
    event: str = ""
    payload: _Token | None = None


NULL = Raw(b"null")


class _Event(Struct):
    """A CloudEvent in JSON; what its producer calls it is not kept."""

    specversion: str
    id: str
    source: str
    type: str
    data: Raw = NULL
    data_base64: bytes | None = None


_EVENT = msgspec.json.Decoder(_Event)
_EVENTS = msgspec.json.Decoder(list[Raw])


def cloudevents(headers: Mapping[bytes, bytes], kind: bytes, body: bytes) -> Iterator[Fact | Unreadable]:
    """Yield the fact in each event: one whole in JSON, a batch, or one whose attributes are headers."""
    if kind == CLOUDEVENTS_BATCH:
        try:
            raws = _EVENTS.decode(body)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            yield unreadable(1, "body", body[:80].decode("utf-8", "replace"), "a JSON array of events")
            return
        for line, raw in enumerate(raws, start=1):
            yield _of_event(line, bytes(raw))
    elif kind == CLOUDEVENTS:
        yield _of_event(1, body)
    else:
        yield _of_headers(headers) or read_line(1, body)


def of_account(found: Fact | Unreadable, account: str | None) -> Fact | Unreadable:
    """Return a fact as that of ``account``, if one is given."""
    if account is None or isinstance(found, Unreadable | Account):
        return found
    return msgspec.structs.replace(found, account=account)


def _of_event(line: int, raw: bytes) -> Fact | Unreadable:
    try:
        event = _EVENT.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        wanted, _, path = str(error).partition(" - at `$.")
        return unreadable(line, path.rstrip("`") or "event", raw[:80].decode("utf-8", "replace"), wanted)
    for name in ("id", "source", "type"):
        if not getattr(event, name):
            return unreadable(line, name, "", "text that is not empty")
    if event.specversion != SPECVERSION:
        return unreadable(line, "specversion", event.specversion, SPECVERSION)
    if event.data_base64 is not None:
        return read_line(line, event.data_base64)
    if bytes(event.data) == bytes(NULL):
        return unreadable(line, "data", "", "a fact")
    return read_line(line, bytes(event.data))


def _of_headers(headers: Mapping[bytes, bytes]) -> Unreadable | None:
    for name in ("specversion", "id", "source", "type"):
        found = headers.get(f"ce-{name}".encode(), b"").decode("latin-1")
        if not found or (name == "specversion" and found != SPECVERSION):
            wanted = SPECVERSION if name == "specversion" else "text that is not empty"
            return unreadable(1, f"ce-{name}", found, wanted)
    return None


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=PARAMETERS_MAX
        )
    except ValueError:
        return []
