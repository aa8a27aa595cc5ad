"""Where bytes came from and where they go, as the core sees it: no sockets."""

from dataclasses import dataclass
from enum import StrEnum


class Transport(StrEnum):
    """How the bytes travel."""

    UDP = "udp"
    TCP = "tcp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One end of an exchange. ``line`` is the port's name of a socket or connection: answers go out on it."""

    host: str
    port: int
    transport: Transport = Transport.UDP
    line: int = 0

    @property
    def reliable(self) -> bool:
        """Whether nothing has to be sent twice on it (RFC 3261 section 17)."""
        return self.transport is not Transport.UDP


@dataclass(frozen=True, slots=True, kw_only=True)
class Datagram:
    """One message to send: over UDP a datagram, over TCP the next bytes of the connection."""

    data: bytes
    to: Endpoint
