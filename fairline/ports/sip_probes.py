"""What comes to the SIP port besides calls, as facts, so that the rules see who scans or floods it.

Of an address that is nobody's every request is told; of a peer whatever is no call and belongs to none, and
a call too if its sender bears the name of a scanner. What is told is bounded by address and in all, so that
nobody fills the journal from outside: a flood is told by its beginning, and counted beyond.
"""

import secrets
from collections import Counter, OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from fairline.facts import Request
from fairline.facts.user_agents import is_scanner
from fairline.ports.handing import Handing, Take
from fairline.ports.sip_peers import SipPeer
from fairline.protocols.sip.address import Address, address
from fairline.protocols.sip.attempt import Attempt
from fairline.protocols.sip.message import Malformed, parse

OF_CALLS = frozenset({b"INVITE", b"ACK", b"CANCEL", b"BYE", b"PRACK", b"UPDATE", b"INFO"})
METHOD_BYTES_MAX = 64  # ours
TEXT_CHARS_MAX = 200  # ours: of a name or an address of record
BURST, PER_S = 60, 0.1  # ours: of one address; twice what the limits of a flood and a scan of lines ask for
BURST_ALL, PER_S_ALL = 2_000, 10.0  # ours: of all together, under a million a day
HOSTS_MAX = 10_000  # ours: addresses whose part is remembered, the latest
WAITING_MAX = 2_000  # ours


class Probes:
    """Makes the facts, and hands them on. ``now``: microseconds since 1970-01-01 UTC."""

    def __init__(self, take: Take, *, now: Callable[[], int]) -> None:
        self.counts: Counter[str] = Counter()
        """``facts`` that were taken, ``not told`` beyond the bounds, and what ``Handing`` counts."""
        self._handing = Handing(take, self.counts, waiting_max=WAITING_MAX)
        self._now = now
        self._hosts: OrderedDict[str, _Part] = OrderedDict()
        self._all = _Part(BURST_ALL, PER_S_ALL)
        self._run, self._number = secrets.token_hex(8), 0

    def __len__(self) -> int:
        """Return how many facts wait."""
        return len(self._handing)

    def start(self) -> None:
        """Begin to hand on."""
        self._handing.start()

    async def stop(self) -> None:
        """Hand on what waits."""
        await self._handing.stop()

    def stranger(self, data: bytes, host: str) -> None:
        """Tell a message of an address that is nobody's, if it is a request."""
        if method_of(data) is not None:
            self._tell(data, host, None)

    def peer(self, data: bytes, host: str, peer: SipPeer) -> None:
        """Tell a message of a peer, if it is a request that is of no call."""
        method = method_of(data)
        if method is not None and method not in OF_CALLS:
            self._tell(data, host, peer)

    def call(self, attempt: Attempt, account: str) -> None:
        """Tell an attempt of a peer, if its sender bears the name of a scanner."""
        if attempt.user_agent is None or not _scans(attempt.user_agent[:TEXT_CHARS_MAX]):
            return
        if self._may(attempt.source.host):
            self._put(
                attempt.source.host,
                account=account,
                aor=_line(attempt.recipient),
                method="INVITE",
                user_agent=attempt.user_agent[:TEXT_CHARS_MAX],
            )

    def _tell(self, data: bytes, host: str, peer: SipPeer | None) -> None:
        if not self._may(host):
            return
        message = parse(data)
        if isinstance(message, Malformed):
            named = dict(reversed(message.headers))  # of a header that comes twice, the first
            to, user_agent, method = address(named.get("to", "")), named.get("user-agent"), message.method
        else:
            to, user_agent, method = message.recipient, message.user_agent, message.method
        self._put(
            host,
            account=None if peer is None else peer.domains.get((to.host or "").lower(), peer.account),
            aor=_line(to),
            method=method[:METHOD_BYTES_MAX] or None,
            # Of a peer most requests are calls, which are not told here: no share could be made of it.
            malformed=isinstance(message, Malformed) if peer is None else None,
            user_agent=None if user_agent is None else user_agent[:TEXT_CHARS_MAX],
        )

    def _put(
        self,
        host: str,
        *,
        account: str | None,
        aor: str | None,
        method: str | None,
        user_agent: str | None,
        malformed: bool | None = None,
    ) -> None:
        self._number += 1
        request = Request(
            id=f"sip-{self._run}-{self._number}",
            at=datetime.fromtimestamp(self._now() / 1e6, UTC),
            account=account,
            ip=host,
            aor=aor,
            method=method,
            malformed=malformed,
            user_agent=user_agent,
        )
        self._handing.put(request)

    def _may(self, host: str) -> bool:
        """Whether one more of this address may be told."""
        now = self._now()
        part = self._hosts.get(host)
        if part is None:
            if len(self._hosts) >= HOSTS_MAX:
                self._hosts.popitem(last=False)
            part = self._hosts[host] = _Part(BURST, PER_S)
        self._hosts.move_to_end(host)
        if part.some(now) and self._all.some(now):
            part.left -= 1
            self._all.left -= 1
            return True
        self.counts["not told"] += 1
        return False


class _Part:
    """How much may be told: so much at once, and so much a second. Starts full."""

    __slots__ = ("at", "burst", "left", "per_s")

    def __init__(self, burst: float, per_s: float) -> None:
        self.burst, self.per_s = burst, per_s
        self.left, self.at = burst, 0

    def some(self, now: int) -> bool:
        """Whether there is some left. ``now``: microseconds."""
        self.left = min(self.burst, self.left + max(0, now - self.at) / 1e6 * self.per_s)
        self.at = max(self.at, now)
        return self.left >= 1


def method_of(data: bytes) -> bytes | None:
    """Return the method of what looks like a request: a word, something, and the protocol's name on the
    first line. ``None``: a response, a keep-alive or noise."""
    line = data[: METHOD_BYTES_MAX * 64].lstrip(b"\r\n").partition(b"\n")[0]
    method = line.partition(b" ")[0]
    if method.upper().startswith(b"SIP/") or b"SIP/" not in line.upper() or len(method) > METHOD_BYTES_MAX:
        return None
    return method.upper()


@lru_cache(1024)
def _scans(user_agent: str) -> bool:
    return is_scanner(user_agent)


def _line(to: Address) -> str | None:
    """Return the address of record that a request is for."""
    if to.host is None:
        return None
    host = to.host.lower()
    return f"sip:{host if to.user is None else f'{to.user}@{host}'}"[:TEXT_CHARS_MAX]
