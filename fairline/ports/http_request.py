"""One request: its headers and parameters, its body within bounds, and who sends it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec

from fairline.ports import http_problems as problems
from fairline.ports.http_problems import Refusal

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Headers = list[tuple[bytes, bytes]]

JSON = b"application/json"
NDJSON = (b"application/x-ndjson", b"application/ndjson", b"application/jsonl")


class Gone(Exception):
    """Whoever asked is gone; there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer."""

    status: int
    headers: Headers
    body: bytes


class Request:
    """A request as ASGI has it. Of a header that comes twice, the last counts."""

    __slots__ = ("_receive", "headers", "method", "path", "scope")

    def __init__(self, scope: Scope, receive: Receive) -> None:
        """Take what ASGI gives."""
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self._receive = receive

    @property
    def parts(self) -> list[str]:
        """The parts of the path, each decoded by itself: an id may have a slash in it, written %2F."""
        raw: bytes = self.scope.get("raw_path") or self.path.encode()
        return [unquote(part) for part in raw.decode("latin-1").split("/")]

    @property
    def query(self) -> dict[str, str]:
        """The parameters after the question mark; of one that comes twice the last."""
        return dict(parse_qsl(self.scope["query_string"].decode("latin-1"), keep_blank_values=True))

    def content_type(self) -> bytes:
        """Return the type of the body, lower case, without parameters."""
        return self.headers.get(b"content-type", b"").partition(b";")[0].strip().lower()

    def wants(self, who: str, *types: bytes) -> bytes:
        """Return the type of the body. ``Refusal`` if it is none of ``types``, or is compressed."""
        headers = self.headers
        if headers.get(b"content-type") == JSON and JSON in types and b"content-encoding" not in headers:
            return JSON
        found = self.content_type()
        if found not in types or self.headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise Refusal(
                kind=problems.WRONG_TYPE,
                who=who,
                reason="wrong content type",
                values={"wanted": ", ".join(each.decode() for each in types)},
            )
        return found

    async def body(self, who: str, bytes_max: int) -> bytes:
        """Return the whole body. ``Refusal`` if it is more than ``bytes_max``; ``Gone`` if it never ends."""
        length = self.headers.get(b"content-length", b"")
        if len(length) > 15 or (length.isdigit() and int(length) > bytes_max):
            raise self._too_large(who, bytes_max)
        message = await self._receive()
        if message["type"] != "http.request":
            raise Gone
        if not message.get("more_body", False):
            first: bytes = message.get("body", b"")
            if len(first) > bytes_max:
                raise self._too_large(who, bytes_max)
            return first
        return await self._rest(message.get("body", b""), who, bytes_max)

    async def _rest(self, first: bytes, who: str, bytes_max: int) -> bytes:
        whole = bytearray(first)
        while True:
            if len(whole) > bytes_max:
                raise self._too_large(who, bytes_max)
            message = await self._receive()
            if message["type"] != "http.request":
                raise Gone
            whole += message.get("body", b"")
            if not message.get("more_body", False):
                if len(whole) > bytes_max:
                    raise self._too_large(who, bytes_max)
                return bytes(whole)

    def bounded(self, who: str, length: int, bytes_max: int) -> None:
        """Raise ``Refusal`` if a body is too long."""
        if length > bytes_max:
            raise self._too_large(who, bytes_max)

    def _too_large(self, who: str, bytes_max: int) -> Refusal:
        return Refusal(
            kind=problems.TOO_LARGE,
            who=who,
            reason="body too large",
            values={"limit": bytes_max, "unit": problems.BYTES},
        )


def json_response(of: object, status: int = 200) -> Response:
    """Return ``of`` as JSON."""
    return Response(status, [JSON_HEADER], msgspec.json.encode(of))


JSON_HEADER = (b"content-type", JSON)
