"""The sockets of the SIP port: UDP and TCP on each address, IPv4 and IPv6, and TLS where it is asked for.

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
from fairline.ports.listening import by_udp_and_tcp, host_and_port
from fairline.ports.sip_peers import Peers, SipSettings
from fairline.ports.tls import Certificates, names_of
from fairline.ports.tls_listening import TlsListener
from fairline.protocols.sip.endpoint import Datagram, Endpoint, Transport
from fairline.protocols.sip.stream import Stream

BATCH = 32  # ours: datagrams read before what they ask is answered
DATAGRAM_BYTES_MAX = 65_535
KEPT_BYTES_MAX = 128 * 1024  # ours: of one connection's message that is not whole yet
UNSENT_BYTES_MAX = 256 * 1024  # ours: of a connection whose other end does not read
TIMESTAMP_NS = 35  # SO_TIMESTAMPNS of Linux, which Python does not name
TIMESPEC = struct.Struct("@qq")
PING, PONG = b"\r\n\r\n", b"\r\n"  # RFC 5626 section 4.4.1

Receive = Callable[[bytes, Endpoint, float], None]


class Sockets:
    """All sockets of one port. ``receive`` takes each message with its source and how long it waited,
    ``settle`` is called after each batch, ``peers`` tell who may keep a connection.
    """

    def __init__(
        self,
        settings: SipSettings,
        *,
        receive: Receive,
        settle: Callable[[], None],
        peers: Peers,
    ) -> None:
        """Read the certificate. ``FairlineError`` if it does not fit."""
        self.counts: Counter[str] = Counter()
        self.addresses: list[tuple[str, int]] = []
        self.receive, self.settle, self.peers = receive, settle, peers
        self.idle_s_max, self.connections_max = settings.idle_s_max, settings.connections_max
        self.connections: dict[int, Connection] = {}
        self.certificates = _certificates(settings)
        self._tls = self._listener(self.certificates)
        self._listen, self._tls_listen = settings.listen, settings.tls_listen
        self._udp: dict[int, socket.socket] = {}
        self._servers: list[asyncio.Server] = []
        self._lines = 0

    async def open(self) -> None:
        """Bind every address. With port 0 the system chooses one, the same for UDP and TCP."""
        where = "ports.sip.listen"
        try:
            for text in self._listen:
                await self._bind(*host_and_port(text, where))
            where = "ports.sip.tls_listen"
            for text in self._tls_listen:
                self._bind_tls(*host_and_port(text, where))
        except OSError as error:
            await self.close()
            raise FairlineError(f"{where}: found {text}, which cannot be had: {error}") from None
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
        if self._tls is not None:
            await self._tls.close()
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

    async def _bind(self, host: str, port: int) -> None:
        line = self.line()
        made, server, port = await by_udp_and_tcp(host, port, lambda: Connection(self))
        if sys.platform == "linux":
            made.setsockopt(socket.SOL_SOCKET, TIMESTAMP_NS, 1)
        self._udp[line] = made
        self._servers.append(server)
        asyncio.get_running_loop().add_reader(made, self._readable, made, line)
        self.addresses.append((host, port))

    def _bind_tls(self, host: str, port: int) -> None:
        assert self._tls is not None
        self.addresses.append((host, self._tls.open(host, port)))

    def _listener(self, certificates: Certificates | None) -> TlsListener | None:
        if certificates is None:
            return None
        return TlsListener(
            certificates, protocol=lambda: Connection(self), admit=self._may_begin, counts=self.counts
        )

    def _may_begin(self, host: str) -> bool:
        """Whether TLS may begin on a connection. For a stranger it may not, unless some peer is known by its
        certificate alone; those on which it has yet to begin take room, too."""
        assert self._tls is not None
        full = len(self.connections) + len(self._tls) >= self.connections_max
        if full or (self.peers.of(host) is None and not self.peers.has_names):
            self.counts["connections full" if full else "stranger connections"] += 1
            return False
        return True

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
        sockets = self._sockets
        host, port = transport.get_extra_info("peername")[:2]
        end = transport.get_extra_info("ssl_object")
        name = sockets.peers.named(names_of(end))
        full = len(sockets.connections) >= sockets.connections_max
        if full or sockets.peers.of(host, name) is None:
            sockets.counts["connections full" if full else "stranger connections"] += 1
            transport.abort()
            return
        kind = Transport.TCP if end is None else Transport.TLS
        self._transport = transport
        self._source = Endpoint(host=host, port=port, transport=kind, line=self._line, name=name)
        sockets.connections[self._line] = self
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


def _certificates(settings: SipSettings) -> Certificates | None:
    if settings.certificate is None or settings.key is None:
        return None
    return Certificates("ports.sip", settings.certificate, settings.key, settings.client_ca)


def _waited(notes: list[tuple[int, int, bytes]]) -> float:
    """Return how long a datagram lay in the kernel's queue, in seconds; 0 where the kernel does not say."""
    for level, kind, data in notes:
        if level == socket.SOL_SOCKET and kind == TIMESTAMP_NS and len(data) >= TIMESPEC.size:
            seconds, nanoseconds = TIMESPEC.unpack_from(data)
            waited: float = time.time() - (seconds + nanoseconds / 1e9)
            return max(0.0, waited)
    return 0.0
