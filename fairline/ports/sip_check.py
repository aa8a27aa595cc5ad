"""What a new peer should try: sent to a SIP port, directly or through an SBC, and what came back of it.

Nothing is decided here about right and wrong but by RFC 3261 and the port's own contract. A call for help is
only tried where the first attempt showed that nobody sets calls up: else it would ring where help is.
"""

import asyncio
import secrets
import socket
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from fairline.protocols.sip.message import Message, parse

T1_S = 0.5  # RFC 3261 section 17.1.1.1
GO_ON = frozenset({302, 404, 503})
REFUSALS = frozenset({403, 429, 603, 607})


class Probe(StrEnum):
    """What is tried, in this order."""

    OPTIONS = "options"
    ALLOWED = "allowed"
    AGAIN = "again"
    COMPACT = "compact"
    REFUSED = "refused"
    EMERGENCY = "emergency"
    TCP = "tcp"


class Remark(StrEnum):
    """What is said of it."""

    GOOD = "good"
    GOES_ON = "goes-on"
    SET_UP = "set-up"
    NO_ANSWER = "no-answer"
    UNKNOWN_PEER = "unknown-peer"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    OTHER_STATUS = "other-status"
    DIFFERENT = "different"
    NOT_REFUSED = "not-refused"
    WENT_ON = "went-on"
    NO_HELP = "no-help"
    REWRITTEN = "rewritten"
    NOT_ASKED = "not-asked"
    TOO_RISKY = "too-risky"
    NO_TCP = "no-tcp"


FINE = frozenset({Remark.GOOD, Remark.GOES_ON, Remark.SET_UP, Remark.NOT_ASKED, Remark.TOO_RISKY})
HINTS = FINE | {Remark.NO_TCP}
"""What does not make the check fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to try. ``refused``: a caller that the policy refuses, if there is one for tests."""

    host: str
    port: int = 5060
    caller: str = "+12025550100"
    called: str = "+12025550123"
    refused: str | None = None
    emergency: str = "112"
    within_s: float = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One attempt. ``answer``: the status line of the final answer; ``None`` if there was none."""

    probe: Probe
    remark: Remark
    answer: str | None = None
    reason: str | None = None


async def tried(asked: Asked) -> list[Tried]:
    """Try everything; return one line each. Raises ``OSError`` if the host is none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(asked.host, asked.port, type=socket.SOCK_DGRAM)
    family, _, _, _, address = found[0]
    line = _Line(family, asked)
    _, protocol = await loop.create_datagram_endpoint(
        lambda: line, remote_addr=(str(address[0]), asked.port), family=family
    )
    assert protocol is line
    try:
        return await _all(line, asked)
    finally:
        line.close()


async def _all(line: "_Line", asked: Asked) -> list[Tried]:
    options = await line.exchange(line.request("OPTIONS"))
    first = line.request("INVITE")
    answer = await line.exchange(first, acknowledged=False)
    done = [_options(options), _allowed(answer)]
    if answer is None:
        return [*done, await _tcp(asked)]
    again = await line.exchange(first, acknowledged=False)  # it is answered again until it is acknowledged
    line.acknowledge(first, answer)
    done.append(_same(Probe.AGAIN, answer, again, whole=True))
    compact = await line.exchange(line.request("INVITE", compact=True))
    done.append(_same(Probe.COMPACT, answer, compact, whole=False))
    done.append(await _refused(line, asked))
    done.append(await _emergency(line, asked, answer))
    return [*done, await _tcp(asked)]


def _options(answer: Message | None) -> Tried:
    if answer is None:
        return Tried(probe=Probe.OPTIONS, remark=Remark.NO_ANSWER)
    good = answer.status == 200
    return _tried(Probe.OPTIONS, Remark.GOOD if good else Remark.OTHER_STATUS, answer)


def _allowed(answer: Message | None) -> Tried:
    if answer is None:
        return Tried(probe=Probe.ALLOWED, remark=Remark.NO_ANSWER)
    status, reason = answer.status or 0, answer.first("reason") or ""
    if status in GO_ON:
        remark = Remark.GOES_ON
    elif 200 <= status < 300:
        remark = Remark.SET_UP
    elif status == 403 and not reason:
        remark = Remark.UNKNOWN_PEER
    elif '"undecided"' in reason:
        remark = Remark.UNDECIDED
    else:
        remark = Remark.REFUSED if status in REFUSALS else Remark.OTHER_STATUS
    return _tried(Probe.ALLOWED, remark, answer)


def _same(probe: Probe, first: Message, second: Message | None, *, whole: bool) -> Tried:
    """A message again, or in other words, is answered the same: by a port whole, by an SBC in its status."""
    if second is None:
        return Tried(probe=probe, remark=Remark.NO_ANSWER)
    same = first.status == second.status and (not whole or first.recipient.tag == second.recipient.tag)
    return _tried(probe, Remark.GOOD if same else Remark.DIFFERENT, second)


async def _refused(line: "_Line", asked: Asked) -> Tried:
    if asked.refused is None:
        return Tried(probe=Probe.REFUSED, remark=Remark.NOT_ASKED)
    answer = await line.exchange(line.request("INVITE", caller=asked.refused))
    if answer is None:
        return Tried(probe=Probe.REFUSED, remark=Remark.NO_ANSWER)
    status = answer.status or 0
    if 200 <= status < 300:
        remark = Remark.WENT_ON
    elif status in GO_ON:
        remark = Remark.NOT_REFUSED
    elif status == 603 and answer.phrase != "Network Blocked":
        remark = Remark.REWRITTEN
    elif status in REFUSALS:
        remark = Remark.REWRITTEN if not answer.first("reason") else Remark.GOOD
    else:
        remark = Remark.OTHER_STATUS
    return _tried(Probe.REFUSED, remark, answer)


async def _emergency(line: "_Line", asked: Asked, first: Message) -> Tried:
    if first.status not in GO_ON and first.status != 403:
        return Tried(probe=Probe.EMERGENCY, remark=Remark.TOO_RISKY)
    answer = await line.exchange(line.request("INVITE", called=asked.emergency))
    if answer is None:
        return Tried(probe=Probe.EMERGENCY, remark=Remark.NO_ANSWER)
    good = answer.status in GO_ON
    return _tried(Probe.EMERGENCY, Remark.GOES_ON if good else Remark.NO_HELP, answer)


async def _tcp(asked: Asked) -> Tried:
    try:
        async with asyncio.timeout(asked.within_s):
            reader, writer = await asyncio.open_connection(asked.host, asked.port)
            try:
                host, port = writer.get_extra_info("sockname")[:2]
                writer.write(_request("OPTIONS", asked, host, port, transport="TCP"))
                head = await reader.readuntil(b"\r\n\r\n")
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return Tried(probe=Probe.TCP, remark=Remark.NO_TCP)
    answer = parse(head)
    if not isinstance(answer, Message) or answer.status is None:
        return Tried(probe=Probe.TCP, remark=Remark.NO_TCP)
    return _tried(Probe.TCP, Remark.GOOD if answer.status == 200 else Remark.OTHER_STATUS, answer)


def _tried(probe: Probe, remark: Remark, answer: Message) -> Tried:
    said = f"{answer.status} {answer.phrase or ''}".strip()
    return Tried(probe=probe, remark=remark, answer=said, reason=answer.first("reason"))


class _Line(asyncio.DatagramProtocol):
    """One socket, and one exchange at a time."""

    def __init__(self, family: int, asked: Asked) -> None:
        self._asked = asked
        self._transport: asyncio.DatagramTransport | None = None
        self._came: asyncio.Queue[bytes] = asyncio.Queue()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._came.put_nowait(data)

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there; the time-out says so."""

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def request(
        self, method: str, *, caller: str | None = None, called: str | None = None, compact: bool = False
    ) -> bytes:
        assert self._transport is not None
        host, port = self._transport.get_extra_info("sockname")[:2]
        return _request(method, self._asked, host, port, caller=caller, called=called, compact=compact)

    async def exchange(self, request: bytes, *, acknowledged: bool = True) -> Message | None:
        """Send and repeat as RFC 3261 has it; acknowledge and return the final answer."""
        assert self._transport is not None
        sent = parse(request)
        assert isinstance(sent, Message)
        gap, until = T1_S, asyncio.get_running_loop().time() + self._asked.within_s
        while asyncio.get_running_loop().time() < until:
            self._transport.sendto(request)
            answer = await self._final(sent, min(gap, until - asyncio.get_running_loop().time()))
            gap *= 2
            if answer is not None:
                if sent.method == "INVITE" and acknowledged:
                    self.acknowledge(request, answer)
                return answer
        if sent.method == "INVITE":
            self._transport.sendto(_within(request, "CANCEL", None, cseq=1))
        return None

    async def _final(self, sent: Message, within_s: float) -> Message | None:
        try:
            async with asyncio.timeout(max(0.01, within_s)):
                while True:
                    answer = parse(await self._came.get())
                    if (
                        isinstance(answer, Message)
                        and answer.branch == sent.branch
                        and answer.method == sent.method
                        and (answer.status or 0) >= 200
                    ):
                        return answer
        except TimeoutError:
            return None

    def acknowledge(self, request: bytes, answer: Message) -> None:
        """Acknowledge an answer to an INVITE, and hang up if it set a call up."""
        assert self._transport is not None
        self._transport.sendto(_within(request, "ACK", answer, cseq=1))
        if 200 <= (answer.status or 0) < 300:
            self._transport.sendto(_within(request, "BYE", answer, cseq=2))


def _request(
    method: str,
    asked: Asked,
    host: str,
    port: int,
    *,
    caller: str | None = None,
    called: str | None = None,
    compact: bool = False,
    transport: str = "UDP",
) -> bytes:
    here = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    there = f"[{asked.host}]" if ":" in asked.host else asked.host
    target = f"sip:{called or asked.called}@{there}:{asked.port}"
    name = secrets.token_hex(8)
    names = (
        ("v", "f", "t", "i", "m", "l")
        if compact
        else ("Via", "From", "To", "Call-ID", "Contact", "Content-Length")
    )
    via, sender, to, call, contact, length = names
    return (
        f"{method} {target} SIP/2.0\r\n{via}: SIP/2.0/{transport} {here};rport;branch=z9hG4bK{name}\r\n"
        f"{sender}: <sip:{caller or asked.caller}@{here}>;tag={name}\r\n{to}: <{target}>\r\n"
        f"{call}: {name}@fairline-check\r\nCSeq: 1 {method}\r\n"
        f"{contact}: <sip:check@{here}>\r\nMax-Forwards: 70\r\nUser-Agent: fairline sip-check\r\n"
        f"{length}: 0\r\n\r\n"
    ).encode()


def _within(request: bytes, method: str, answer: Message | None, *, cseq: int) -> bytes:
    """Return the ACK, CANCEL or BYE that belongs to an INVITE."""
    lines = request.decode().split("\r\n")
    start, rest = lines[0].split(" "), lines[1:]
    target = start[1]
    made = answer is not None and 200 <= (answer.status or 0) < 300
    routes: list[str] = []
    if answer is not None and made:
        contact = (answer.first("contact") or "").partition(">")[0].rpartition("<")[2]
        target = contact or target
        routes = [f"Route: {value}" for value in reversed(answer.all("record-route"))]
    kept = []
    for line in rest:
        name = line.partition(":")[0].lower()
        if name == "cseq":
            line = f"CSeq: {cseq} {method}"
        elif name in ("to", "t") and answer is not None and answer.recipient.tag:
            line = f"To: <{start[1]}>;tag={answer.recipient.tag}"
        elif name in ("via", "v") and made:
            line += method.lower()  # another transaction (section 17.1.1.3)
        kept.append(line)
    return "\r\n".join([f"{method} {target} SIP/2.0", *routes, *kept]).encode()
