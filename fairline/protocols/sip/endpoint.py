"""Where bytes came from and where they go, as the core sees it: no sockets."""

from enum import StrEnum

import msgspec


class Transport(StrEnum):
    """How the bytes travel."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Endpoint(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One end of an exchange. ``line`` is the port's name of a socket or connection: answers go out on it.
    ``name`` is whom its certificate names, if that says who it is.
    """

    host: str
    port: int
    transport: Transport = Transport.UDP
    line: int = 0
    name: str | None = None

    @property
    def reliable(self) -> bool:
        """Whether nothing has to be sent twice on it (RFC 3261 section 17)."""
        return self.transport is not Transport.UDP


class Datagram(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One message to send: over UDP a datagram, over TCP the next bytes of the connection."""

    data: bytes
    to: Endpoint
