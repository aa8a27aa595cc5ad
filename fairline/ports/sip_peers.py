"""Who may ask over SIP, for which account, and how each wants to be told "yes"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from pathlib import Path

from fairline.facts import Direction
from fairline.facts.errors import FairlineError, no_such
from fairline.ports.networks import ByAddress, Network, network
from fairline.ports.tls import check_files
from fairline.protocols.sip.answers import Redress

FIELDS = frozenset({"account", "campaign", "user", "seller", "brand", "called_business"})
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
    of the Request-URI names the account instead, and one that is not listed is ``account``'s. A header that
    is mapped to ``account`` goes before both.
    """

    name: str
    addresses: tuple[str, ...]
    account: str
    certificate_names: tuple[str, ...] = ()
    """Hosts or SIP domains, one of which its certificate names, when it asks by TLS from any address."""
    domains: Mapping[str, str] = field(default_factory=dict)
    accounts: tuple[str, ...] = ()
    """Those that it may speak for; none: all."""
    region: str | None = None
    """The country in which numbers without a prefix are read, ISO 3166-1 alpha-2."""
    origin_country: str | None = None
    """From which country all of its attempts enter the provider's network, ISO 3166-1 alpha-2."""
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
        country = self.origin_country
        if country is not None and not (len(country) == 2 and country.isascii() and country.isupper()):
            raise FairlineError(f"{where}.origin_country: found {country!r}, wanted a country such as 'FR'")
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
    tls_listen: tuple[str, ...] = ()
    """``host:port`` each, by TLS over TCP."""
    certificate: Path | None = None
    key: Path | None = None
    client_ca: Path | None = None
    """Certificates of those who sign the peers' own."""
    decide_within: timedelta = timedelta(milliseconds=20)
    connections_max: int = 1_000
    idle_s_max: float = 300.0
    """A connection on which nothing comes for so long is closed."""

    def __post_init__(self) -> None:
        """Refuse TLS without what it needs, and names that nobody could show."""
        check_files("ports.sip", self.certificate, self.key)
        if self.tls_listen and self.certificate is None:
            raise FairlineError("ports.sip.certificate: found none, wanted one, because of tls_listen")
        named = [peer.name for peer in self.peers if peer.certificate_names]
        if named and not (self.tls_listen and self.client_ca):
            missing = "client_ca" if self.tls_listen else "tls_listen"
            why = f"because {named[0]} has certificate_names"
            raise FairlineError(f"ports.sip.{missing}: found none, wanted one, {why}")


class Peers:
    """Peers by whom their certificate names, and by address; the name goes first."""

    def __init__(self, peers: tuple[SipPeer, ...]) -> None:
        """Take the peers; ``FairlineError`` if two have the same address or name."""
        taken: dict[Network, SipPeer] = {}
        self._named: dict[str, SipPeer] = {}
        for peer in peers:
            where = f"ports.sip.peers.{peer.name}"
            for address in peer.addresses:
                other = taken.setdefault(network(address, where), peer)
                if other is not peer:
                    raise FairlineError(f"{where}.addresses: found {address}, which is {other.name}'s too")
            for name in peer.certificate_names:
                other = self._named.setdefault(name.lower(), peer)
                if other is not peer:
                    raise FairlineError(
                        f"{where}.certificate_names: found {name}, which is {other.name}'s too"
                    )
        self._by_address = ByAddress(taken.items())

    @property
    def has_names(self) -> bool:
        """Whether some peer may come from anywhere, with a certificate."""
        return bool(self._named)

    def named(self, names: tuple[str, ...]) -> str | None:
        """Return the first of the ``names`` of a certificate that is a peer's."""
        return next((name for name in names if name in self._named), None)

    def of(self, host: str, name: str | None = None) -> SipPeer | None:
        """Return the peer that ``name`` is of, or that asks from ``host``, an address; ``None`` if nobody."""
        found = None if name is None else self._named.get(name)
        return self._by_address.of(host) if found is None else found
