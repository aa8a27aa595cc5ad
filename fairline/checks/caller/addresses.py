"""Which addresses may be asked for a certificate: public ones, however they are written.

An attacker chooses the address in ``x5u``. An IPv6 address that carries an IPv4 one (mapped, compatible,
6to4, Teredo, NAT64) is judged by the one inside, too. Source: IANA's special-purpose registries (RFC 6890),
through Python's ``ipaddress``.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
_CARRIERS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
"""NAT64 (RFC 6052, RFC 8215) and IPv4-compatible addresses (RFC 4291): they end in an IPv4 address."""


def may_be_asked(address: str, besides: Sequence[Network] = ()) -> bool:
    """Whether an address is public, or in one of the networks that the operator allows besides."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(found in each for each in besides):
        return True
    return all(_is_public(each) for each in _meant(found))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return every address that one stands for."""
    if isinstance(address, IPv4Address):
        return [address]
    inside: list[IPv4Address | IPv6Address] = []
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        inside.append(address.sixtofour)
    if address.teredo is not None:
        inside += address.teredo
    if any(address in each for each in _CARRIERS):
        inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [address, *inside]
