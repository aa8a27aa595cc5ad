"""uvicorn for the port: on a loop that is somebody else's, and with bounds that uvicorn does not have.

A request must come within its time, however its bytes trickle; headers have a size; an idle connection ends.
When there are too many connections, the one that has done nothing for the longest makes room.
"""

import asyncio
import contextlib
import socket
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from fairline.facts.errors import FairlineError
from fairline.policy import Lang
from fairline.ports import http_problems as problems
from fairline.ports.http_problems import Refusal
from fairline.ports.http_request import Request, Response
from fairline.ports.http_settings import WHERE, HttpSettings
from fairline.ports.listening import host_and_port

PATH = b"/v1/decide"
UNSENT_BYTES_MAX = 256 * 1024  # ours: of answers to a connection that does not read them
Quickly = Callable[[Request, bytes, Callable[[Response], None]], None]
"""Takes a whole request to decide, and calls back once with the answer."""
SWEEP_S = 0.5  # ours: how often connections are looked at
BACKLOG = 2_048
ANSWER_S = 120.0  # ours: how long an answer may take to be made and read; the largest take a few seconds
REST_S = (
    2.0  # ours: how long the rest of a refused request is read, so that its sender sees why it was refused
)


class Phase(Enum):
    """What a connection is doing."""

    IDLE = "idle"
    HEAD = "headers"
    BODY = "body"
    ANSWER = "answer"
    REST = "rest"
    """The request is answered, and the rest of it is read and forgotten."""


class Connections:
    """All connections of a port. ``counts`` says why they were ended."""

    def __init__(self, settings: HttpSettings, counts: Counter[str]) -> None:
        """Start with none."""
        self.open: dict[Bounded, None] = {}
        self.settings, self.counts = settings, counts
        self._limits = {
            Phase.IDLE: settings.idle_s_max,
            Phase.HEAD: settings.headers_within_s,
            Phase.BODY: settings.body_within_s,
            Phase.REST: REST_S,
            Phase.ANSWER: ANSWER_S,
        }

    def sweep(self) -> None:
        """End what has taken too long."""
        now = time.monotonic()
        for each in list(self.open):
            limit = self._limits.get(each.phase)
            if limit is not None and now - each.since > limit:
                each.end_slow()

    def make_room(self) -> bool:
        """End the connection that waits the longest for more bytes; tell whether there was one."""
        waiting = [each for each in self.open if each.phase is not Phase.ANSWER]
        if not waiting:
            return False
        self.counts["made room"] += 1
        min(waiting, key=lambda each: each.since).end()
        return True


class Quick:
    """A request to decide that is answered without a task, in the place of uvicorn's cycle.

    It is for a connection that has no other request under way; what is pipelined behind it waits as ever.
    """

    def __init__(self, protocol: "Bounded", headers: list[tuple[bytes, bytes]], keep_alive: bool) -> None:
        """Begin, with the headers."""
        self.response_complete = self.disconnected = False
        self.keep_alive = keep_alive
        self.message_event = NEVER_WAITED_FOR
        self._protocol = protocol
        self._headers = headers
        self._body = bytearray()

    def take(self, body: bytes) -> None:
        """Take a part of the body; what is too much is refused at once."""
        self._body += body
        if len(self._body) > self._protocol.bounds.settings.body_bytes_max:
            self.ask()

    def ask(self) -> None:
        """Ask about what has come."""
        scope = {"method": "POST", "path": PATH.decode(), "headers": self._headers, "query_string": b""}
        self._protocol.quickly(Request(scope, _nothing), bytes(self._body), self.answer)

    def answer(self, response: Response) -> None:
        """Write the answer, unless whoever asked is gone, or reads nothing."""
        if self.response_complete or self.disconnected:
            return
        self.response_complete = True
        protocol = self._protocol
        transport = protocol.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > UNSENT_BYTES_MAX:
            protocol.bounds.counts["not read"] += 1
            protocol.end()
            return
        head = b"".join(
            [b"%b: %b\r\n" % each for each in (*protocol.server_state.default_headers, *response.headers)]
        )
        transport.write(
            b"%b%bcontent-length: %d\r\n\r\n%b"
            % (STATUS_LINE[response.status], head, len(response.body), response.body)
        )
        if not self.keep_alive or (b"connection", b"close") in response.headers:
            transport.close()
        protocol.on_response_complete()


async def _nothing() -> dict[str, Any]:
    """Give nothing: the body is there already."""
    return {"type": "http.disconnect"}


class _NeverWaitedFor:
    """What uvicorn sets to wake a task; here there is none."""

    def set(self) -> None:
        """Do nothing."""


NEVER_WAITED_FOR = _NeverWaitedFor()


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol, told apart by what it waits for and since when."""

    bounds: Connections
    quickly: Quickly

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase = Phase.IDLE
        self.since = time.monotonic()
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        bounds = self.bounds
        if len(bounds.open) >= bounds.settings.connections_max and not bounds.make_room():
            bounds.counts["no room"] += 1
            self._say(
                Refusal(kind=problems.OVERLOADED, reason="no room", values={"seconds": 1}, retry_after_s=1)
            )
            return
        bounds.open[self] = None

    def connection_lost(self, exc: Exception | None) -> None:
        self.bounds.open.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self.phase is Phase.HEAD:
            self._head_bytes += len(data)
            if self._head_bytes > self.bounds.settings.header_bytes_max:
                self.bounds.counts["headers too large"] += 1
                limit = self.bounds.settings.header_bytes_max
                self._say(
                    Refusal(
                        kind=problems.HEADERS_TOO_LARGE, reason="headers too large", values={"limit": limit}
                    )
                )

    def on_message_begin(self) -> None:
        """Begin a request; what ASGI needs of it is made when it is known to go there."""
        self.url = b""
        self.expect_100_continue = False
        self.headers = []
        self._head_bytes = 0
        self._enter(Phase.HEAD)

    def on_headers_complete(self) -> None:
        self._enter(Phase.BODY)
        free = self.cycle is None or self.cycle.response_complete
        if free and self.url == PATH and self.parser.get_method() == b"POST" and self._is_plain():
            keep_alive = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
            self.cycle = Quick(self, self.headers, keep_alive)  # type: ignore[assignment]
            return
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        cycle: object = self.cycle
        if isinstance(cycle, Quick):
            if not cycle.response_complete:
                cycle.take(body)
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        cycle: object = self.cycle
        self._enter(Phase.ANSWER)
        if not isinstance(cycle, Quick):
            super().on_message_complete()
        elif not cycle.response_complete:
            cycle.ask()
            return
        if self.cycle.response_complete:  # it was answered before it had come whole
            self._enter(Phase.IDLE)

    def on_response_complete(self) -> None:
        """Go on with the next request; what stays idle is ended by the sweep, so there is no timer."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            return
        if self.phase is Phase.BODY:
            self._enter(Phase.REST)
        elif self.phase is Phase.ANSWER:
            self._enter(Phase.IDLE)

    def send_400_response(self, msg: str) -> None:
        self.bounds.counts["not HTTP"] += 1
        self._say(Refusal(kind=problems.BAD_REQUEST, reason="not HTTP"))

    def end_slow(self) -> None:
        """End a connection on which nothing whole came in time; who has begun a request is told."""
        if self.phase is Phase.IDLE:
            self.bounds.counts["idle"] += 1
            self.end()
            return
        if self.phase is Phase.ANSWER:
            self.bounds.counts["not read"] += 1
            self.end()
            return
        self.bounds.counts["too slow"] += 1
        settings = self.bounds.settings
        if self.phase is Phase.REST:
            self.end()
            return
        told = {"headers": settings.headers_within_s, "body": settings.body_within_s}
        self._say(Refusal(kind=problems.TOO_SLOW, reason="too slow", values=told))

    def end(self) -> None:
        """Close at once."""
        self.bounds.open.pop(self, None)
        self.transport.abort()

    def _is_plain(self) -> bool:
        return not (self.pipeline or self.expect_100_continue or self.parser.should_upgrade())

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.since = time.monotonic()

    def _say(self, refusal: Refusal) -> None:
        """Write a refusal that no application makes, and close."""
        refusal.closes = True
        status, headers, body = refusal.answer(Lang.EN)
        head = b"".join(b"%s: %s\r\n" % each for each in [*headers, (b"content-length", b"%d" % len(body))])
        phrase = b"HTTP/1.1 %d %s\r\n" % (status, refusal.kind.title.en.encode())
        if not self.transport.is_closing():
            self.transport.write(phrase + head + b"\r\n" + body)
            self.transport.close()
        self.bounds.open.pop(self, None)
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()


class Quiet(uvicorn.Server):
    """A server that leaves signals to whoever runs the loop."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def protocol_of(connections: Connections, quickly: Quickly) -> type[Bounded]:
    """Return the protocol class of one port."""
    return type("BoundedHere", (Bounded,), {"bounds": connections, "quickly": staticmethod(quickly)})


def server_of(
    app: Any, protocol: type[asyncio.Protocol], grace_s: int, tls: ssl.SSLContext | None = None
) -> Quiet:
    """Return a server that is not started. Nothing of uvicorn's own is logged but errors."""
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=3600,  # the sweep ends what is idle
        timeout_graceful_shutdown=grace_s,
        backlog=BACKLOG,
        ssl_context_factory=None if tls is None else lambda _, __: tls,
    )
    return Quiet(config)


def bound(listen: tuple[str, ...]) -> list[socket.socket]:
    """Return a socket bound to each address. ``FairlineError`` if one cannot be had; then none is kept."""
    made: list[socket.socket] = []
    for text in listen:
        host, port = host_and_port(text, f"{WHERE}.listen")
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            own = socket.socket(family, kind)
            made.append(own)
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            own.bind(address)
            own.setblocking(False)
        except OSError as error:
            for each in made:
                each.close()
            raise FairlineError(f"{WHERE}.listen: found {text}, which cannot be had: {error}") from None
    return made
