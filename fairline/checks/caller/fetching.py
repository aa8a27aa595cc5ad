"""Certificates from the network: from hosts on a list, public addresses only, so much and so long.

The name is looked up once, every address it has must be one that may be asked, and the connection goes to
the one that was checked: a name that changes its mind in between changes nothing. TLS is for the name.
Nothing is followed. One fetch an address at a time, so many at once; whoever keeps certificates remembers
failures.
"""

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import h11

from fairline.checks.caller.addresses import Network, may_be_asked
from fairline.checks.caller.certificates import BYTES_MAX
from fairline.checks.caller.faults import Fault, Unsound
from fairline.checks.caller.passport import certificate_host
from fairline.facts import FairlineError

AT_ONCE_MAX = 16  # ours: fetches under way
WAITING_MAX = 200  # ours: fetches that wait for their turn; more are refused at once
BLOCK_BYTES = 16 * 1024
ACCEPTED = "application/pem-certificate-chain, application/pkix-cert, */*"
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Return the addresses of a host, as text. ``OSError`` if it has none."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the system's resolver has."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]


class Fetcher:
    """Fetches for one loop. ``counts``: what became of what was asked for."""

    def __init__(
        self,
        hosts: Sequence[str],
        *,
        within_s: float,
        networks: Sequence[Network] = (),
        authorities: Path | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        """``hosts``: those that may be asked; ``.example.com`` is all below it. ``networks``: addresses that
        may be asked though they are not public. ``authorities``: certificates, PEM, by which hosts are
        trusted in the place of the system's. ``FairlineError`` if they cannot be read."""
        self.counts: Counter[str] = Counter()
        self._hosts = frozenset(each.lower() for each in hosts if not each.startswith("."))
        self._below = tuple(each.lower() for each in hosts if each.startswith("."))
        self._within_s, self._networks, self._resolve = within_s, tuple(networks), resolve
        self._tls = _context(authorities)
        self._turns = asyncio.Semaphore(AT_ONCE_MAX)
        self._under_way: dict[str, asyncio.Task[bytes | Unsound]] = {}

    async def fetch(self, x5u: str) -> bytes | Unsound:
        """Return what stands at an address, or why it was not had. Whoever asks for the same waits for the
        same; that one of them gives up does not end it."""
        found = self._under_way.get(x5u)
        if found is None:
            if len(self._under_way) >= WAITING_MAX:
                self.counts["too many"] += 1
                return Unsound(fault=Fault.FETCH, field="too many")
            found = asyncio.get_running_loop().create_task(self._fetched(x5u), name="certificate")
            self._under_way[x5u] = found
            found.add_done_callback(lambda _: self._under_way.pop(x5u, None))
        return await asyncio.shield(found)

    async def stop(self) -> None:
        """Give up what is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetched(self, x5u: str) -> bytes | Unsound:
        try:
            async with self._turns, asyncio.timeout(self._within_s):
                found = await self._asked(x5u)
        except TimeoutError:
            found = Unsound(fault=Fault.LATE)
        except (OSError, h11.ProtocolError, UnicodeError):
            found = Unsound(fault=Fault.FETCH)
        self.counts["fetched" if isinstance(found, bytes) else found.fault.value] += 1
        return found

    async def _asked(self, x5u: str) -> bytes | Unsound:
        host = certificate_host(x5u)
        if host is None:
            return Unsound(fault=Fault.ADDRESS, field="x5u")
        if host not in self._hosts and not host.endswith(self._below):
            return Unsound(fault=Fault.HOST)
        parts = urlsplit(x5u)
        port = parts.port or 443
        addresses = await self._resolve(host, port)
        if not addresses:
            return Unsound(fault=Fault.FETCH, field="no address")
        if not all(may_be_asked(each, self._networks) for each in addresses):
            return Unsound(fault=Fault.PRIVATE)
        return await self._got(host, addresses[0], port, parts.path)

    async def _got(self, host: str, address: str, port: int, path: str) -> bytes | Unsound:
        """Ask the address that was checked, in the name of the host."""
        reader, writer = await asyncio.open_connection(address, port, ssl=self._tls, server_hostname=host)
        try:
            asked = h11.Connection(h11.CLIENT)
            named = host if port == 443 else f"{host}:{port}"
            headers = [("Host", named), ("Accept", ACCEPTED), ("Connection", "close")]
            request = asked.send(h11.Request(method="GET", target=path, headers=headers))
            writer.write((request or b"") + (asked.send(h11.EndOfMessage()) or b""))
            return await _body(asked, reader)
        finally:
            writer.transport.abort()


async def _body(asked: h11.Connection, reader: asyncio.StreamReader) -> bytes | Unsound:
    """Return what is answered. ``ProtocolError`` if it is no HTTP, or ends before it should."""
    body = bytearray()
    while True:
        event = asked.next_event()
        if event is h11.NEED_DATA:
            asked.receive_data(await reader.read(BLOCK_BYTES))
        elif isinstance(event, h11.Response) and event.status_code != 200:
            return Unsound(fault=Fault.FETCH, field=f"status {event.status_code}")
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > BYTES_MAX:
                return Unsound(fault=Fault.FETCH, field="too large")
        elif isinstance(event, h11.EndOfMessage):
            return bytes(body)
        elif isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
            return Unsound(fault=Fault.FETCH, field="nothing")


def _context(authorities: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authorities)
    except (OSError, ssl.SSLError) as error:
        raise FairlineError(f"stir.hosts_ca: found no certificates in {authorities} ({error})") from None
