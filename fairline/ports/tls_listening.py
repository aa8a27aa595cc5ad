"""Connections on which TLS begins at once: who may begin it, how many at a time, and for how long.

The loop's own servers do the cryptography first and ask who it is afterwards; here it is the other way round.
"""

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Callable

from fairline.ports.listening import family_of
from fairline.ports.tls import Certificates

HANDSHAKE_S = 5.0  # ours: how long TLS may take to begin
BACKLOG = 128  # ours: connections that the kernel keeps until they are taken
BATCH = 32  # ours: connections taken in one turn of the loop
PAUSE_S = (
    1.0  # ours: how long none is taken after the system refused one, as it does without file descriptors
)


class TlsListener:
    """``admit`` tells by the address whether a connection may begin; ``protocol`` makes what serves it then.
    ``counts`` has one for each on which TLS did not begin.
    """

    def __init__(
        self,
        certificates: Certificates,
        *,
        protocol: Callable[[], asyncio.Protocol],
        admit: Callable[[str], bool],
        counts: Counter[str],
    ) -> None:
        self._certificates, self._protocol, self._admit, self._counts = certificates, protocol, admit, counts
        self._sockets: set[socket.socket] = set()
        self._beginning: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """Return on how many connections TLS has yet to begin."""
        return len(self._beginning)

    def open(self, host: str, port: int) -> int:
        """Listen; return the number of the port. ``OSError`` if it cannot be had."""
        made = socket.socket(family_of(host), socket.SOCK_STREAM)
        self._sockets.add(made)
        made.setblocking(False)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if made.family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
        self._take_from(made)
        number: int = made.getsockname()[1]
        return number

    async def close(self) -> None:
        """Listen no more, and give up what has yet to begin."""
        loop = asyncio.get_running_loop()
        for each in self._sockets:
            loop.remove_reader(each)
            each.close()
        self._sockets.clear()
        for task in self._beginning:
            task.cancel()
        await asyncio.gather(*self._beginning, return_exceptions=True)

    def _take_from(self, made: socket.socket) -> None:
        if made in self._sockets:
            asyncio.get_running_loop().add_reader(made, self._take, made)

    def _take(self, made: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(BATCH):
            try:
                end, address = made.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            except OSError:
                self._counts["errors"] += 1
                loop.remove_reader(made)
                loop.call_later(PAUSE_S, self._take_from, made)
                return
            if not self._admit(address[0]):
                end.close()
                continue
            end.setblocking(False)
            task = loop.create_task(self._begin(end))
            self._beginning.add(task)
            task.add_done_callback(self._beginning.discard)

    async def _begin(self, end: socket.socket) -> None:
        """Do the handshake. Whatever the other end does wrong ends the connection, and the loop closes it."""
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                self._protocol, end, ssl=self._certificates.context, ssl_handshake_timeout=HANDSHAKE_S
            )
        except (OSError, ssl.SSLError):
            self._counts["TLS that did not begin"] += 1
