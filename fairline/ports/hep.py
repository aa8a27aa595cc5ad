"""The HEP port: a proxy's mirror of its signaling, joined into calls. Nothing is ever answered on it.

Calls are joined by Call-ID as captures are, each sender's apart from every other's. A proxied message comes
twice, as received and as sent on, and counts once. What only the copy sent on says - the headers by which
the proxy tells an account or a campaign - is of the call too. A call comes out some time after its end
(``IDLE_S`` of ``dialogs``), under the ``id`` that the SIP port gives the attempt, as its record.
"""

import asyncio
import hmac
import socket
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from fairline.facts import Call, Direction
from fairline.facts.errors import FairlineError, no_such
from fairline.ports.handing import Handing, Take
from fairline.ports.listening import by_udp_and_tcp, host_and_port
from fairline.ports.networks import ByAddress, network
from fairline.ports.sip_calls import call_of
from fairline.ports.sip_peers import FIELDS, SipPeer
from fairline.ports.sip_sockets import BATCH, DATAGRAM_BYTES_MAX
from fairline.protocols.hep import SIP, HepStream, Packet, decode
from fairline.protocols.sip.attempt import attempt_of
from fairline.protocols.sip.dialogs import Dialogs, SipCall
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.message import Malformed, Message, parse
from fairline.readers.sip_capture import call_fact

TEXT_CHARS_MAX = 200  # ours: of such a header
CLOCK_S_MAX = 60.0  # ours: a sender whose clock is further off is told the time
EXPIRE_EVERY_S = 5.0  # ours
SEEN = (
    *("user", "answered", "answered_at", "ended_at", "ring", "talk", "end_reason", "released_by"),
    *("sip_status", "q850"),
)
"""What the whole call tells; the rest is told by its INVITE, as for the SIP port."""
RECORD = 1  # the revision of what became of an attempt, which itself has revision 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HepSender:
    """One proxy that mirrors. ``FairlineError`` says which part does not fit.

    ``addresses``: single ones or networks. ``account`` is whose calls they are where no header tells it;
    ``accounts`` are those that it may speak for, none: all.
    """

    name: str
    addresses: tuple[str, ...]
    account: str | None = None
    accounts: tuple[str, ...] = ()
    region: str | None = None
    """The country in which numbers without a prefix are read, ISO 3166-1 alpha-2."""
    direction: Direction | None = None
    """Which way all of its calls go, seen from the account."""
    trusts_verstat: bool = False
    """Whether the proxy checks signed identities, and ``verstat`` is its own word."""
    key_file: str | None = None
    """A file with the key that every packet must bear (chunk 14); without one the address is enough."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Which header of the INVITE tells which field: ``{"X-Fairline-Account": "account"}``."""

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        where = f"ports.hep.senders.{self.name}"
        for address in self.addresses:
            network(address, where)
        for header, name in self.headers.items():
            if not header.lower().startswith("x-"):
                raise FairlineError(f"{where}.headers: found {header!r}, wanted a name that begins with X-")
            if name not in FIELDS:
                raise no_such(f"{where}.headers", "field", name, FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class HepSettings:
    """The table ``[ports.hep]``. ``listen``: ``host:port`` each, IPv6 in brackets; each by UDP and TCP."""

    listen: tuple[str, ...]
    senders: tuple[HepSender, ...]
    calls_max: int = 50_000
    """Calls of one sender that are followed at once; beyond it the quietest comes out as it stands."""
    connections_max: int = 64
    idle_s_max: float = 300.0
    """A connection on which no whole packet comes for so long is closed."""

    def __post_init__(self) -> None:
        """Refuse bounds that are none, and two senders with one name."""
        for name in ("calls_max", "connections_max"):
            if getattr(self, name) < 1:
                raise FairlineError(f"ports.hep.{name}: found {getattr(self, name)}, wanted 1 or more")
        names = [sender.name for sender in self.senders]
        for name in names:
            if names.count(name) > 1:
                raise FairlineError(f"ports.hep.senders: found {name!r} twice, wanted a name of its own each")


class HepPort:
    """UDP and TCP on each address. ``counts``: packets by what became of them, calls and facts."""

    def __init__(self, settings: HepSettings, *, take: Take, clock: Callable[[], float] = time.time) -> None:
        self.counts: Counter[str] = Counter()
        self.addresses: list[tuple[str, int]] = []
        self.settings = settings
        self.connections: set[_Connection] = set()
        self._clock = clock
        self._handing = Handing(take, self.counts)
        self._joined = [_Joined(sender, settings.calls_max) for sender in settings.senders]
        self._by_address = ByAddress(
            (network(address, f"ports.hep.senders.{each.sender.name}"), each)
            for each in self._joined
            for address in each.sender.addresses
        )
        self._udp: list[socket.socket] = []
        self._servers: list[asyncio.Server] = []
        self._timer: asyncio.TimerHandle | None = None

    @property
    def calls(self) -> int:
        """How many calls are followed now."""
        return sum(len(each.dialogs) for each in self._joined)

    async def start(self) -> None:
        """Open the sockets. ``FairlineError`` if an address cannot be had; then none is open."""
        try:
            for text in self.settings.listen:
                await self._bind(text)
        except (OSError, FairlineError) as error:
            self._close()
            if isinstance(error, FairlineError):
                raise
            raise FairlineError(f"ports.hep.listen: found {text}, which cannot be had: {error}") from None
        self._handing.start()
        self._expire()

    async def stop(self) -> None:
        """Close the sockets; calls that are followed come out as they stand, and are handed on."""
        self._close()
        for joined in self._joined:
            for call in joined.dialogs.close():
                self._put(joined, call)
        await self._handing.stop()

    def of(self, host: str) -> "_Joined | None":
        """Return who sends from ``host``, an address; ``None`` if it is nobody."""
        return self._by_address.of(host)

    def receive(self, data: bytes, host: str) -> None:
        """Take one whole packet from ``host``."""
        joined = self.of(host)
        if joined is None:
            self.counts["stranger"] += 1
            return
        packet = decode(data)
        if isinstance(packet, Malformed):
            self.counts["malformed"] += 1
        elif joined.key is not None and not hmac.compare_digest(packet.key or b"", joined.key):
            self.counts["wrong key"] += 1
        elif packet.protocol != SIP:
            self.counts["not SIP"] += 1
        else:
            self._mirrored(joined, packet)

    def _mirrored(self, joined: "_Joined", packet: Packet) -> None:
        message = parse(packet.payload)
        if isinstance(message, Malformed):
            self.counts["malformed SIP"] += 1
            return
        self.counts["SIP"] += 1
        joined.note(message, packet)
        for call in joined.dialogs.receive(message, self._time(packet)):
            self._put(joined, call)

    def _time(self, packet: Packet) -> float:
        """Return when it was seen, by the sender's clock unless that is far off: it would end other calls."""
        now = self._clock()
        if packet.time is None or abs(packet.time - now) > CLOCK_S_MAX:
            self.counts["clock"] += 1
            return now
        return packet.time

    def _put(self, joined: "_Joined", call: SipCall) -> None:
        fact = joined.fact(call)
        if fact is None:
            self.counts["another account"] += 1
            return
        self.counts["calls" if call.ended_at is not None else "calls let go"] += 1
        self._handing.put(fact)

    def _expire(self) -> None:
        for joined in self._joined:
            for call in joined.dialogs.expire(self._clock()):
                self._put(joined, call)
        self._timer = asyncio.get_running_loop().call_later(EXPIRE_EVERY_S, self._expire)

    async def _bind(self, text: str) -> None:
        host, port = host_and_port(text, "ports.hep.listen")
        made, server, port = await by_udp_and_tcp(host, port, lambda: _Connection(self))
        self._udp.append(made)
        self._servers.append(server)
        asyncio.get_running_loop().add_reader(made, self._readable, made)
        self.addresses.append((host, port))

    def _readable(self, made: socket.socket) -> None:
        for _ in range(BATCH):
            try:
                data, address = made.recvfrom(DATAGRAM_BYTES_MAX)
            except BlockingIOError:
                return
            self.receive(data, address[0])

    def _close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        for each in self._udp:
            loop.remove_reader(each)
            each.close()
        for server in self._servers:
            server.close()
        for connection in list(self.connections):
            connection.abort()
        self._udp.clear()
        self._servers.clear()


class _Joined:
    """What is followed of one sender: its calls, and what the headers of their INVITEs tell."""

    def __init__(self, sender: HepSender, calls_max: int) -> None:
        self.sender = sender
        self.key = None if sender.key_file is None else _key(sender)
        self.dialogs = Dialogs(calls_max=calls_max)
        self._told: OrderedDict[tuple[str, str | None], dict[str, str]] = OrderedDict()
        self._told_max = calls_max
        self._headers = {name.lower(): what for name, what in sender.headers.items()}
        self._peer = SipPeer(
            name=sender.name,
            addresses=(),
            account="",
            region=sender.region,
            direction=sender.direction,
            trusts_verstat=sender.trusts_verstat,
        )

    def note(self, message: Message, packet: Packet) -> None:
        """Keep what an INVITE tells in its headers, and where it came from; the first copy counts."""
        if not message.is_request or message.method != "INVITE" or message.recipient.tag is not None:
            return
        known = self._told.setdefault((message.call_id, message.sender.tag), {})
        if packet.source is not None:
            known.setdefault("source_ip", packet.source[0])
        for name, what in self._headers.items():
            said = (message.first(name) or "").strip()
            if said:
                known.setdefault(what, said[:TEXT_CHARS_MAX])
        if len(self._told) > self._told_max:
            self._told.popitem(last=False)

    def fact(self, call: SipCall) -> Call | None:
        """Return the record of a call, with all that its INVITE says; ``None`` if it is of an account that
        is not the sender's."""
        invite = call.invite
        told: dict[str, object] = dict(self._told.pop((invite.call_id, invite.sender.tag), {}))
        account = told.get("account", self.sender.account)
        if self.sender.accounts and account is not None and account not in self.sender.accounts:
            return None
        seen = call_fact(call, self.sender.region)
        source = Endpoint(host=str(told.get("source_ip", "")), port=0)
        asked = call_of(attempt_of(invite, source), self._peer, seen.started_at)
        # Challenged or sent elsewhere, the caller asks again: what became of it is the last INVITE's record.
        told["id"] = seen.id
        known = {name: value for name in SEEN if (value := getattr(seen, name)) is not None}
        told |= {"account": account, "source_ip": told.get("source_ip"), "revision": RECORD}
        return replace(asked, **{**known, **told})


class _Connection(asyncio.Protocol):
    """One TCP connection of a sender."""

    def __init__(self, port: HepPort) -> None:
        self._port = port
        self._stream = HepStream()
        self._transport: asyncio.Transport | None = None
        self._host = ""
        self._whole_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        host = transport.get_extra_info("peername")[0]
        full = len(self._port.connections) >= self._port.settings.connections_max
        if full or self._port.of(host) is None:
            self._port.counts["connections full" if full else "stranger connections"] += 1
            transport.abort()
            return
        self._transport, self._host = transport, host
        self._whole_at = time.monotonic()
        self._port.connections.add(self)
        self._watch()

    def data_received(self, data: bytes) -> None:
        if self._transport is None:
            return
        for packet in self._stream.feed(data):
            self._whole_at = time.monotonic()
            self._port.receive(packet, self._host)
        if self._stream.lost is not None:
            self._port.counts["malformed"] += 1
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._port.connections.discard(self)
        self._transport = None

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _watch(self) -> None:
        if self._transport is None:
            return
        left = self._whole_at + self._port.settings.idle_s_max - time.monotonic()
        if left <= 0:
            self._port.counts["connections idle"] += 1
            self.abort()
        else:
            asyncio.get_running_loop().call_later(left, self._watch)


def _key(sender: HepSender) -> bytes:
    try:
        key = Path(sender.key_file or "").read_bytes().strip()
    except OSError as error:
        raise FairlineError(f"ports.hep.senders.{sender.name}.key_file: {error}") from None
    if not key:
        raise FairlineError(f"ports.hep.senders.{sender.name}.key_file: found an empty file, wanted a key")
    return key
