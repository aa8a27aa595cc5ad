"""Where ports listen: an address by UDP and TCP at once, both under one number."""

import asyncio
import socket
from collections.abc import Callable

from fairline.facts.errors import FairlineError

RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024  # ours: asked for; the kernel may give less
TRIES = 5  # ours: numbers that the system chose for UDP and that are taken by TCP


def host_and_port(text: str, where: str = "ports.sip.listen") -> tuple[str, int]:
    """Return the parts of ``host:port``, IPv6 in brackets. ``FairlineError`` at ``where`` if it is none."""
    host, colon, port = text.rpartition(":")
    bare = host.removeprefix("[").removesuffix("]")
    if not colon or not bare or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise FairlineError(f"{where}: found {text!r}, wanted host:port")
    return bare, int(port)


def family_of(host: str) -> socket.AddressFamily:
    """Return IPv6 for an address that is one, else IPv4."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


async def by_udp_and_tcp(
    host: str, port: int, connection: Callable[[], asyncio.Protocol]
) -> tuple[socket.socket, asyncio.Server, int]:
    """Return a socket and a server that are bound, and their number. ``OSError`` if it cannot be had.

    For port 0 the system chooses a number for UDP. It may be another's by TCP; then it chooses again.
    """
    for left in reversed(range(1 if port else TRIES)):
        made = _udp(host, port)
        number = made.getsockname()[1]
        try:
            loop = asyncio.get_running_loop()
            return made, await loop.create_server(connection, host, number, family=family_of(host)), number
        except OSError:
            made.close()
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _udp(host: str, port: int) -> socket.socket:
    made = socket.socket(family_of(host), socket.SOCK_DGRAM)
    try:
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        if made.family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
