"""The sockets of the SIP port: UDP and TCP on each address, IPv4 and IPv6.

UDP is read in batches without a protocol object: a datagram then costs half of what asyncio's own way takes.
Where the kernel tells when a datagram came (Linux), its wait in the queue is known, and old ones can be shed.
"""

import asyncio
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import cast

from fairline.facts.errors import FairlineError
from fairline.ports.sip_peers import SipSettings
from fairline.protocols.sip.endpoint import Datagram, Endpoint, Transport
from fairline.protocols.sip.stream import Stream

BATCH = 32  # ours: datagrams read before what they ask is answered
DATAGRAM_BYTES_MAX = 65_535
KEPT_BYTES_MAX = 128 * 1024  # ours: of one connection's message that is not whole yet
UNSENT_BYTES_MAX = 256 * 1024  # ours: of a connection whose other end does not read
RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024  # ours: asked for; the kernel may give less
TIMESTAMP_NS = 35  # SO_TIMESTAMPNS of Linux, which Python does not name
TIMESPEC = struct.Struct("@qq")
PING, PONG = b"\r\n\r\n", b"\r\n"  # RFC 5626 section 4.4.1

Receive = Callable[[bytes, Endpoint, float], None]


class Sockets:
    """All sockets of one port. ``receive`` takes each message with its source and how long it waited,
    ``settle`` is called after each batch, ``known`` tells whether an address may keep a connection.
    """

    def __init__(
        self,
        settings: SipSettings,
        *,
        receive: Receive,
        settle: Callable[[], None],
        known: Callable[[str], bool],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.addresses: list[tuple[str, int]] = []
        self.receive, self.settle, self.known = receive, settle, known
        self.idle_s_max, self.connections_max = settings.idle_s_max, settings.connections_max
        self.connections: dict[int, Connection] = {}
        self._listen = settings.listen
        self._udp: dict[int, socket.socket] = {}
        self._servers: list[asyncio.Server] = []
        self._lines = 0

    async def open(self) -> None:
        """Bind every address. With port 0 the system chooses one, the same for UDP and TCP."""
        try:
            for text in self._listen:
                await self._bind(text)
        except OSError as error:
            await self.close()
            raise FairlineError(f"ports.sip.listen: found {text}, which cannot be had: {error}") from None
        except FairlineError:
            await self.close()
            raise

    async def close(self) -> None:
        """Close everything."""
        loop = asyncio.get_running_loop()
        for each in self._udp.values():
            loop.remove_reader(each)
            each.close()
        self._udp.clear()
        for server in self._servers:
            server.close()
        for connection in list(self.connections.values()):
            connection.abort()
        for server in self._servers:
            await server.wait_closed()
        self._servers.clear()

    def send(self, datagrams: list[Datagram]) -> None:
        """Send, or count what could not be: over UDP the peer asks again, over TCP it is gone."""
        for each in datagrams:
            found = self._udp.get(each.to.line)
            if found is not None:
                try:
                    found.sendto(each.data, (each.to.host, each.to.port))
                except OSError:
                    self.counts["not sent"] += 1
            elif (connection := self.connections.get(each.to.line)) is not None:
                connection.write(each.data)
            else:
                self.counts["not sent"] += 1

    def line(self) -> int:
        """Return a new name for a socket or connection; none is used twice."""
        self._lines += 1
        return self._lines

    async def _bind(self, text: str) -> None:
        host, port = host_and_port(text)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_DGRAM)
        line = self.line()
        self._udp[line] = made
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "linux":
            made.setsockopt(socket.SOL_SOCKET, TIMESTAMP_NS, 1)
        made.bind((host, port))
        port = made.getsockname()[1]
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(self), host, port, family=family)
        self._servers.append(server)
        loop.add_reader(made, self._readable, made, line)
        self.addresses.append((host, port))

    def _readable(self, made: socket.socket, line: int) -> None:
        for _ in range(BATCH):
            try:
                data, notes, _, address = made.recvmsg(DATAGRAM_BYTES_MAX, 64)
            except BlockingIOError:
                break
            except OSError:  # an ICMP error of an earlier answer
                self.counts["errors"] += 1
                continue
            self.receive(data, Endpoint(host=address[0], port=address[1], line=line), _waited(notes))
        self.settle()


class Connection(asyncio.Protocol):
    """One TCP connection: its bytes as messages."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        self._stream = Stream()
        self._line = sockets.line()
        self._transport: asyncio.Transport | None = None
        self._source: Endpoint | None = None
        self._whole_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection if it is a peer's and there is room."""
        transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        host, port = transport.get_extra_info("peername")[:2]
        full = len(self._sockets.connections) >= self._sockets.connections_max
        if full or not self._sockets.known(host):
            self._sockets.counts["connections full" if full else "stranger connections"] += 1
            transport.abort()
            return
        self._transport = transport
        self._source = Endpoint(host=host, port=port, transport=Transport.TCP, line=self._line)
        self._sockets.connections[self._line] = self
        self._whole_at = time.monotonic()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take the next bytes."""
        if self._source is None:
            return
        if data == PING and not len(self._stream):
            self._whole_at = time.monotonic()
            self.write(PONG)
            return
        messages = self._stream.feed(data)
        for message in messages:
            self._sockets.receive(message, self._source, 0.0)
        if messages:
            self._whole_at = time.monotonic()
            self._sockets.settle()
        if len(self._stream) > KEPT_BYTES_MAX:
            self._sockets.counts["connections with too much"] += 1
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._sockets.connections.pop(self._line, None)
        self._source = None

    def write(self, data: bytes) -> None:
        """Send, unless the other end does not read."""
        assert self._transport is not None
        if self._transport.get_write_buffer_size() > UNSENT_BYTES_MAX:
            self._sockets.counts["connections not read"] += 1
            self.abort()
        else:
            self._transport.write(data)

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _watch(self) -> None:
        """Close the connection when no whole message came for too long, however many bytes did."""
        if self._source is None:
            return
        left = self._whole_at + self._sockets.idle_s_max - time.monotonic()
        if left <= 0:
            self._sockets.counts["connections idle"] += 1
            self.abort()
        else:
            asyncio.get_running_loop().call_later(left, self._watch)


def host_and_port(text: str, where: str = "ports.sip.listen") -> tuple[str, int]:
    """Return the parts of ``host:port``, IPv6 in brackets. ``FairlineError`` at ``where`` if it is none."""
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not colon or not bare or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise FairlineError(f"{where}: found {text!r}, wanted host:port")
    return bare, int(port)


def _waited(notes: list[tuple[int, int, bytes]]) -> float:
    """Return how long a datagram lay in the kernel's queue, in seconds; 0 where the kernel does not say."""
    for level, kind, data in notes:
        if level == socket.SOL_SOCKET and kind == TIMESTAMP_NS and len(data) >= TIMESPEC.size:
            seconds, nanoseconds = TIMESPEC.unpack_from(data)
            waited: float = time.time() - (seconds + nanoseconds / 1e9)
            return max(0.0, waited)
    return 0.0
