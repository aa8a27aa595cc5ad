"""Who may ask over SIP, for which account, and how each wants to be told "yes"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from fairline.facts import Direction
from fairline.facts.errors import FairlineError, no_such
from fairline.protocols.sip.answers import Redress

HOSTS_MAX = 65_536  # ours: addresses whose peer is remembered; beyond it they are looked up again
FIELDS = frozenset({"campaign", "user", "seller", "brand", "called_business"})
"""What of a call a peer's own header may tell; all of them text."""


class AllowStyle(IntEnum):
    """How a peer is told to go on. 404 and 503 make a switch take its next route, 302 names where to."""

    REDIRECT = 302
    NOT_FOUND = 404
    UNAVAILABLE = 503


class Undecided(StrEnum):
    """What a peer is told when nobody decided in time."""

    ALLOW = "allow"
    REFUSE = "refuse"


class ThrottleStatus(IntEnum):
    """How a peer is told to slow down. After 503 most switches take the next route, after 429 they do not."""

    TOO_MANY = 429
    UNAVAILABLE = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class SipPeer:
    """One switch that asks. ``FairlineError`` says which part does not fit.

    ``addresses``: single ones or networks. ``account`` is whose attempts they are; with ``domains`` the host
    of the Request-URI names the account instead, and one that is not listed is ``account``'s.
    """

    name: str
    addresses: tuple[str, ...]
    account: str
    domains: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None
    """The country in which numbers without a prefix are read, ISO 3166-1 alpha-2."""
    direction: Direction | None = None
    """Which way all of its attempts go, seen from the account."""
    allow: AllowStyle = AllowStyle.NOT_FOUND
    next_hop: str | None = None
    """``host`` or ``host:port`` to which 302 sends; needed for that style only."""
    challenge_at: str | None = None
    """``host`` or ``host:port`` that asks a caller whether there is a person (a CAPTCHA gateway)."""
    redress: Redress | None = None
    """Where a blocked caller may complain. Only with it is a block by analytics answered 603+."""
    throttle: ThrottleStatus = ThrottleStatus.TOO_MANY
    when_undecided: Undecided = Undecided.ALLOW
    headers: Mapping[str, str] = field(default_factory=dict)
    """Which of the peer's headers tells which field of the call: ``{"X-Campaign": "campaign"}``."""
    trusts_verstat: bool = False
    """Whether the peer checks signed identities, and ``verstat`` is its own word."""

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        where = f"ports.sip.peers.{self.name}"
        for address in self.addresses:
            network(address, where)
        if self.allow is AllowStyle.REDIRECT and self.next_hop is None:
            raise FairlineError(f"{where}.next_hop: found none, wanted one, because allow is 302")
        for name, hop in (("next_hop", self.next_hop), ("challenge_at", self.challenge_at)):
            if hop is not None and (not hop or any(c in '<>;@ "\r\n' or not c.isprintable() for c in hop)):
                raise FairlineError(f"{where}.{name}: found {hop!r}, wanted a host or host:port")
        if self.throttle is ThrottleStatus.UNAVAILABLE and self.allow is AllowStyle.UNAVAILABLE:
            raise FairlineError(
                f"{where}.throttle: found 503, wanted 429, because 503 tells this peer to go on"
            )
        for header, name in self.headers.items():
            if not header.lower().startswith("x-"):
                raise FairlineError(f"{where}.headers: found {header!r}, wanted a name that begins with X-")
            if name not in FIELDS:
                raise no_such(f"{where}.headers", "field", name, FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SipSettings:
    """The table ``[ports.sip]``. ``listen``: ``host:port`` each, IPv6 in brackets; each by UDP and TCP."""

    listen: tuple[str, ...]
    peers: tuple[SipPeer, ...]
    decide_within: timedelta = timedelta(milliseconds=20)
    connections_max: int = 1_000
    idle_s_max: float = 300.0
    """A connection on which nothing comes for so long is closed."""


class Peers:
    """Peers by address. A single address goes before a network, a smaller network before a larger."""

    def __init__(self, peers: tuple[SipPeer, ...]) -> None:
        """Take the peers; ``FairlineError`` if two have the same address."""
        taken: dict[IPv4Network | IPv6Network, SipPeer] = {}
        for peer in peers:
            for address in peer.addresses:
                of = network(address, f"ports.sip.peers.{peer.name}")
                other = taken.setdefault(of, peer)
                if other is not peer:
                    raise FairlineError(
                        f"ports.sip.peers.{peer.name}.addresses: found {address}, which is {other.name}'s too"
                    )
        self._networks = sorted(taken.items(), key=lambda item: -item[0].prefixlen)
        self._found: dict[str, SipPeer | None] = {}

    def of(self, host: str) -> SipPeer | None:
        """Return the peer that asks from ``host``, an address; ``None`` if it is nobody's."""
        if host in self._found:
            return self._found[host]
        address = plain_address(host)
        found = next((peer for each, peer in self._networks if address in each), None)
        if len(self._found) < HOSTS_MAX:
            self._found[host] = found
        return found


def plain_address(host: str) -> IPv4Address | IPv6Address:
    """Return the address; an IPv4 one that came in over IPv6 as IPv4, a link-local one without its zone."""
    address = ip_address(host.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if mapped is None else mapped


def network(address: str, where: str) -> IPv4Network | IPv6Network:
    """Return a single address or a network as a network; ``FairlineError`` at ``where`` if it is neither."""
    try:
        return ip_network(address)
    except ValueError:
        raise FairlineError(f"{where}.addresses: found {address!r}, wanted an address or a network") from None
