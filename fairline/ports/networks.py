"""Who is at an address: single ones and networks, the smaller before the larger."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Generic, TypeVar

from fairline.facts.errors import FairlineError

HOSTS_MAX = 65_536  # ours: addresses that are remembered; beyond it they are looked up again
T = TypeVar("T")
Network = IPv4Network | IPv6Network


class ByAddress(Generic[T]):
    """Looks up whose an address is. A single address goes before a network, a smaller before a larger."""

    def __init__(self, networks: Iterable[tuple[Network, T]]) -> None:
        """Take each network with whose it is."""
        self._networks = sorted(networks, key=lambda item: -item[0].prefixlen)
        self._found: dict[str, T | None] = {}

    def of(self, host: str) -> T | None:
        """Return whose ``host``, an address, is; ``None`` if it is nobody's."""
        if host in self._found:
            return self._found[host]
        address = plain_address(host)
        found = next((whose for each, whose in self._networks if address in each), None)
        if len(self._found) < HOSTS_MAX:
            self._found[host] = found
        return found


def plain_address(host: str) -> IPv4Address | IPv6Address:
    """Return the address; an IPv4 one that came in over IPv6 as IPv4, a link-local one without its zone."""
    address = ip_address(host.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if mapped is None else mapped


def network(address: str, where: str) -> Network:
    """Return a single address or a network as a network; ``FairlineError`` at ``where`` if it is neither."""
    try:
        return ip_network(address)
    except ValueError:
        raise FairlineError(f"{where}.addresses: found {address!r}, wanted an address or a network") from None
