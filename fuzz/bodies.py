"""Mutated JSON and forms, to the HTTP port as an ASGI application, with the whole catalogue behind it.

What is signed is signed after it was changed, so that it comes as far as it would from its real sender.
"""

import asyncio
import base64
import hmac
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha1, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, get_args, get_type_hints
from urllib.parse import parse_qsl, urlencode

import msgspec
from prometheus_client import CollectorRegistry

from fairline.cases import Ruling
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import KINDS, Event, Fact
from fairline.law import LawBook, load
from fairline.policy import DEFAULT_PLAN
from fairline.ports.http_app import HttpApp
from fairline.ports.http_asked import Asked
from fairline.ports.http_keys import Scope, add
from fairline.ports.http_routes import ROUTES
from fairline.ports.http_settings import HttpSettings, TwilioHook, ZoomHook
from fairline.readers.places import located
from fairline.signals.book import Taken
from fairline.standing import Change, Standings

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PUBLIC_URL = "https://fairline.example/v1/webhooks/twilio"
SECRET = b"secret"
TEXTS = (
    "acme",
    "a",
    "",
    "+12025550123",
    "+33612345678",
    "112",
    "192.0.2.7",
    "US",
    "é\u202e\0",
    "\ud800",
    "x" * 5_000,
)
PIECES = (
    b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"\\u0000", b"\\ud800", b"\0", b"\xff", b"\xef\xbb\xbf",
    b"null", b"true", b"NaN", b"1e999", b"-0", b"1" * 400, b"[" * 3_000, b'{"a":' * 2_000, b"\n", b"\r\n",
    b"&", b"%", b"%00", b"=", b'"kind":"call",', b'"id":1,', b"9999-12-31T23:59:59Z", b"+23:59", b"P1DT1S",
)  # fmt: skip
OTHERS: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    1e300,
    0.1,
    "",
    "x",
    [],
    {},
    [[]],
    "2026-11-24",
    "P99999999D",
)
ZOOM = {
    "event": "contact_center.engagement_ended", "event_ts": 1_795_510_000_000,
    "payload": {"account_id": "z", "object": {
        "engagement_id": "e1", "channel": "voice", "engagement_direction": "inbound", "flow_id": "f",
        "consumer_number": "+12025550123", "queue_name": "q", "user_id": "u",
        "date_time_ms": 1_795_510_000_000, "consumers": [{"consumer_id": "c"}],
        "transfer_to_number": "13035550100",
    }},
}  # fmt: skip
PHONE = {
    "event": "phone.callee_call_element_completed", "event_ts": 1_795_510_000_000,
    "payload": {"account_id": "z", "object": {"call_elements": [{
        "call_element_id": "e", "call_history_uuid": "h", "call_id": "1", "direction": "inbound",
        "result": "answered", "caller_did_number": "+12025550123", "callee_did_number": "+13035550100",
        "event": "ring_to_member", "start_time": "2026-11-24T08:59:00Z",
        "answer_time": "2026-11-24T08:59:05Z", "end_time": "2026-11-24T09:00:00Z",
        "talk_time": 55, "recording_id": "r",
    }]}},
}  # fmt: skip
VALIDATION = {"event": "endpoint.url_validation", "payload": {"plainToken": "t"}}
TWILIO = {
    "AccountSid": "AC1", "CallSid": "CA1", "From": "+12025550123", "To": "+13035550100",
    "CallStatus": "completed", "Direction": "outbound-api", "CallDuration": "12",
    "Timestamp": "Tue, 24 Nov 2026 08:59:00 +0000", "SequenceNumber": "2",
}  # fmt: skip
PATHS = ("/v1/decide", "/v1/decide", "/v1/facts", "/v1/facts", "zoom", "twilio", "cloudevents")


@cache
def law() -> LawBook:
    """Return the law, read once."""
    return load(public_holidays)


class Memory:
    """The engine with the whole catalogue, and standings; nothing is kept on a disk."""

    def __init__(self) -> None:
        self.engine = Engine(CLAUSES, law=law(), plan=DEFAULT_PLAN, lateness=timedelta(hours=1))
        self.standings = Standings(NOW)
        self.engine.standings = self.standings

    def decide(self, attempt: Event) -> Decision:
        """Decide and count."""
        return self.engine.decide(located(attempt))[0]

    def observe(self, facts: Sequence[Fact]) -> list[Taken]:
        """Count."""
        outcomes = []
        for fact in facts:
            before = self.engine.taken.copy()
            self.engine.observe(located(fact))
            outcomes.append(next(iter(self.engine.taken - before)))
        return outcomes

    def rule(self, ruling: Ruling) -> tuple[Change, ...]:
        """Move a standing."""
        return self.standings.apply(ruling, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One request."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    query: bytes = b""


def value(kind: Any, chance: random.Random) -> object:
    """Return some value of a type, as JSON has it."""
    if isinstance(kind, UnionType):
        return value(chance.choice(get_args(kind)), chance)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return chance.choice(list(kind)).value
    if kind is datetime:
        return (NOW - timedelta(seconds=chance.randrange(200))).isoformat()
    if kind in (timedelta, Decimal, int):
        return chance.choice((0, 1, chance.randrange(10_000)))
    if kind is bool:
        return chance.random() < 0.5
    if kind is str:
        return chance.choice(TEXTS[:8]) if chance.random() < 0.9 else chance.choice(TEXTS)
    return [chance.choice(TEXTS)] if get_args(kind) else None


@cache
def _hints(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, hints[each.name], each.required) for each in msgspec.structs.fields(kind))


def fact(kind: type[msgspec.Struct], chance: random.Random) -> dict[str, object]:
    """Return a fact of that kind as JSON has it: what it needs, and some of what it may tell."""
    made = {
        name: value(hint, chance) for name, hint, needed in _hints(kind) if needed or chance.random() < 0.3
    }
    made["kind"] = kind.__struct_config__.tag
    if "id" in made:
        made["id"] = str(chance.randrange(500))
    if chance.random() < 0.8 and any(name == "account" for name, _, _ in _hints(kind)):
        made["account"] = "acme"
    return made


def bent(made: Any, chance: random.Random) -> Any:
    """Return JSON with a value somewhere in it that is of another kind."""
    if chance.random() < 0.3 or not isinstance(made, dict | list) or not made:
        return chance.choice(OTHERS)
    if isinstance(made, list):
        at = chance.randrange(len(made))
        return [bent(each, chance) if place == at else each for place, each in enumerate(made)]
    name = chance.choice(list(made))
    return made | {name: bent(made[name], chance)}


def cut(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with up to five changes, sometimes without their end."""
    for _ in range(chance.choice((0, 0, 0, 1, 2, 5))):
        at, length = chance.randrange(len(data) + 1), chance.choice((0, 0, 1, 3, 40))
        piece = chance.choice(PIECES) if chance.random() < 0.7 else chance.randbytes(chance.randrange(5))
        data = data[:at] + piece + data[at + length :]
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.05 else data


def _json(made: Any, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        made = bent(made, chance)
    return json.dumps(made).encode()


def posted(key: str, chance: random.Random) -> Posted:
    """Return a request to one of the paths that take a body."""
    path = chance.choice(PATHS)
    if path in ("zoom", "twilio"):
        return _zoom(chance) if path == "zoom" else _twilio(chance)
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    facts = [fact(chance.choice(KINDS), chance) for _ in range(chance.choice((1, 1, 1, 2, 20)))]
    body = _json(facts[0] if len(facts) == 1 else facts, chance)
    if path == "cloudevents":
        event = {"specversion": "1.0", "id": "1", "source": "s", "type": "t", "data": facts[0]}
        batch = chance.random() < 0.3
        headers["content-type"] = f"application/cloudevents{'-batch' if batch else ''}+json"
        body, path = _json([event, event] if batch else event, chance), "/v1/webhooks/cloudevents"
    elif path == "/v1/facts" and chance.random() < 0.6:
        headers["content-type"] = "application/x-ndjson"
        body = b"\n".join(_json(each, chance) for each in facts)
    elif path == "/v1/decide" and chance.random() < 0.7:
        body = _json(fact(KINDS[9], chance), chance)  # a call
    if chance.random() < 0.02:
        headers[chance.choice(list(headers))] = chance.choice(
            ("", "x", "\xff", "application/json; x", "Bearer fl_")
        )
    return Posted(path=path, headers=headers, body=cut(body, chance))


def _zoom(chance: random.Random) -> Posted:
    body = cut(_json(chance.choice((ZOOM, PHONE, PHONE, VALIDATION)), chance), chance)
    at = (
        str(int(NOW.timestamp()) + chance.randrange(10**6))
        if chance.random() < 0.95
        else chance.choice(("", "-1", "9" * 40))
    )
    signed = hmac.new(SECRET, f"v0:{at}:".encode() + body, sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-zm-request-timestamp": at,
        "x-zm-signature": f"v0={signed}",
    }
    return Posted(path="/v1/webhooks/zoom", headers=headers, body=body)


def _twilio(chance: random.Random) -> Posted:
    """Signed as Twilio signs JSON: the address with the hash of the body in it."""
    path, form = "/v1/webhooks/twilio", chance.random() < 0.5
    told = {name: value for name, value in TWILIO.items() if chance.random() < 0.95}
    told["SequenceNumber"] = str(chance.randrange(10**6))
    body = cut(urlencode(told).encode() if form else _json(told, chance), chance)
    query = b"" if form else b"bodySHA256=" + sha256(body).hexdigest().encode()
    text = PUBLIC_URL + (f"?{query.decode()}" if query else "")
    if form:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        text += "".join(name + value for name, value in sorted(set(pairs)))
    signature = base64.b64encode(hmac.new(SECRET, text.encode("utf-8", "replace"), sha1).digest()).decode()
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    headers = {"content-type": kind, "x-twilio-signature": signature}
    return Posted(path=path, headers=headers, body=body, query=query)


async def answered(app: HttpApp, asked: Posted) -> int:
    """Post it, whole or in two parts, and return the status; the answer must be one, and JSON."""
    half = len(asked.body) // 2
    parts = [
        {"type": "http.request", "body": asked.body[:half], "more_body": True},
        {"type": "http.request", "body": asked.body[half:], "more_body": False},
    ]
    said: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return parts.pop(0)

    async def send(message: Mapping[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "http", "method": "POST", "path": asked.path, "raw_path": asked.path.encode(),
        "query_string": asked.query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in asked.headers.items()],
    }  # fmt: skip
    await app(scope, receive, send)
    start, body = said
    json.loads(body["body"])
    return int(start["status"])


def block(count: int, chance: random.Random) -> dict[int, int]:
    """Post ``count`` requests to one application; return how many had which status. None is a fault."""
    with TemporaryDirectory() as folder:
        secret, keys = Path(folder, "secret"), Path(folder, "keys.json")
        secret.write_bytes(SECRET)
        key = add(keys, "fuzz", (Scope.DECIDE, Scope.FACTS), now=NOW)
        memory = Memory()
        asked = Asked(
            decide=memory.decide,
            observe=memory.observe,
            rule=memory.rule,
            standings=lambda: memory.standings,
            is_emergency=memory.engine.is_emergency,
            now=lambda: int(NOW.timestamp() * 1e6),
        )
        settings = HttpSettings(
            keys=keys,
            rate_per_s=1e9,
            burst=1e9,
            zoom=ZoomHook(secret_file=secret, account="acme", tolerance_s=1e12),
            twilio=TwilioHook(auth_token_file=secret, public_url=PUBLIC_URL, account="acme"),
        )
        app = HttpApp(settings, asked, ROUTES, CollectorRegistry())
    return asyncio.run(_whole(app, key, count, chance))


async def _whole(app: HttpApp, key: str, count: int, chance: random.Random) -> dict[int, int]:
    statuses: dict[int, int] = {}
    for _ in range(count):
        each = posted(key, chance)
        status = await answered(app, each)
        assert status < 500, f"{status} to {each}"
        statuses[status] = statuses.get(status, 0) + 1
    return statuses
