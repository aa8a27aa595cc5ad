"""The port on loopback, with raw sockets at the other end."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from attempts import invite, peer

from fairline.facts import Call
from fairline.facts.errors import FairlineError
from fairline.policy import Act, Cause, Doubt, RuleClass, WayOut
from fairline.ports.sip import Decide, InDoubt, SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings, Undecided
from fairline.ports.verdict import PASSES, Ground, Verdict
from fairline.protocols.sip.answers import Redress
from fairline.protocols.sip.events import Limits
from fairline.protocols.sip.stream import Stream

WAIT_S = 10.0
REFUSED = Verdict(act=Act.REFUSE, ground=Ground.STANDING)
HELP = "sip:911@example.com"
Test = Callable[["End"], Awaitable[None]]


class End:
    """A port on loopback and the other end of it."""

    def __init__(self, port: SipPort, calls: list[Call]) -> None:
        self.port, self.calls = port, calls
        host, self.number = port.addresses[0]
        self.host = host
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.udp = socket.socket(family, socket.SOCK_DGRAM)
        self.udp.setblocking(False)
        self.udp.connect((host, self.number))

    async def ask(self, data: bytes) -> bytes:
        """Send a datagram and return the answer."""
        self.udp.send(data)
        return await self.answer()

    async def answer(self) -> bytes:
        """Return the next datagram."""
        loop = asyncio.get_running_loop()
        return await asyncio.wait_for(loop.sock_recv(self.udp, 65_535), WAIT_S)

    async def silence(self) -> bool:
        """Whether nothing comes for a moment."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self.udp, 65_535), 0.15)
            return False
        return True


def run(
    test: Test,
    *,
    decide: Decide = lambda _: PASSES,
    limits: Limits | None = None,
    in_doubt: InDoubt | None = None,
    who: SipPeer | None = None,
    listen: str = "127.0.0.1:0",
    **settings: Any,
) -> None:
    """Run ``test`` against a port that asks ``decide``; everything is closed after it."""
    calls: list[Call] = []

    def asked(call: Call) -> Verdict | Awaitable[Verdict]:
        calls.append(call)
        return decide(call)

    async def whole() -> None:
        given = {"decide_within": timedelta(seconds=5)} | settings
        made = SipSettings(listen=(listen,), peers=(who or peer(),), **given)
        port = SipPort(made, decide=asked, limits=limits, in_doubt=in_doubt, emergency=frozenset({"15"}))
        await port.start()
        end = End(port, calls)
        try:
            await test(end)
        finally:
            end.udp.close()
            await port.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


def status(data: bytes) -> int:
    assert data.startswith(b"SIP/2.0 "), data
    return int(data.split(b" ", 2)[1])


def test_an_attempt_is_asked_about_once_and_answered() -> None:
    async def test(end: End) -> None:
        first = await end.ask(invite(extra="X-Campaign: spring\r\n"))
        assert status(first) == 404
        assert await end.ask(invite(extra="X-Campaign: spring\r\n")) == first
        end.udp.send(invite(method="ACK"))
        (call,) = end.calls
        assert (call.account, call.campaign, call.called) == ("acme", "spring", "+12025550123")
        assert call.source_ip == "127.0.0.1"
        assert abs(call.started_at.timestamp() - time.time()) < WAIT_S
        assert await end.silence()
        assert end.port.by_peer == {("sbc", "allow"): 1}

    run(test, who=peer(headers={"X-Campaign": "campaign"}))


def test_each_verdict_is_told_in_the_peers_style() -> None:
    verdicts = iter([PASSES, REFUSED, Verdict(act=Act.REFUSE, ground=Ground.ANALYTICS, case="c1"), REFUSED])

    async def test(end: End) -> None:
        first = await end.ask(invite(number=1))
        assert status(first) == 302
        assert b"\r\nContact: <sip:+12025550123@192.0.2.9>\r\n" in first
        second = await end.ask(invite(number=2))
        assert b'\r\nReason: SIP;cause=403;text="standing: refused"\r\n' in second
        third = await end.ask(invite(number=3))
        assert third.startswith(b"SIP/2.0 603 Network Blocked\r\n")
        assert (
            b'\r\nReason: SIP;cause=603;text="v=analytics1;tel=+18005550100;id=c1";location=RLN\r\n' in third
        )

    who = peer(allow=AllowStyle.REDIRECT, next_hop="192.0.2.9", redress=Redress(tel="+18005550100"))
    run(test, decide=lambda _: next(verdicts), who=who)


def failing(_: Call) -> Verdict:
    raise RuntimeError("the engine is broken")


def slow(_: Call) -> Verdict:
    time.sleep(0.05)
    return REFUSED


async def never() -> Verdict:
    await asyncio.sleep(60)
    return REFUSED


async def failing_later() -> Verdict:
    await asyncio.sleep(0)
    raise RuntimeError("the journal is broken")


UNDECIDED: dict[str, tuple[Decide, str]] = {
    "it fails": (failing, "undecided: failed"),
    "it takes too long": (slow, "undecided: too slow"),
    "it never comes back": (lambda _: never(), "undecided: too slow"),
    "it fails later": (lambda _: failing_later(), "undecided: failed"),
}


@pytest.mark.parametrize("name", UNDECIDED)
@pytest.mark.parametrize("when", Undecided)
def test_what_nobody_decides_is_answered_as_the_peer_has_it(name: str, when: Undecided) -> None:
    decide, counted = UNDECIDED[name]

    async def test(end: End) -> None:
        answer = await end.ask(invite())
        assert status(answer) == {Undecided.ALLOW: 404, Undecided.REFUSE: 403}[when]
        assert end.port.by_peer == {("sbc", counted): 1}
        assert status(await end.ask(invite(HELP, number=2))) == 404

    run(test, decide=decide, who=peer(when_undecided=when), decide_within=timedelta(milliseconds=30))


@pytest.mark.parametrize("name", UNDECIDED)
@pytest.mark.parametrize("when", Undecided)
def test_whoever_knows_the_rules_is_asked_what_to_do_without_them(name: str, when: Undecided) -> None:
    decide, counted = UNDECIDED[name]
    asked: list[tuple[str | None, str, bool]] = []

    def in_doubt(call: Call, cause: Cause, closed: bool) -> Verdict:
        asked.append((call.called, f"undecided: {cause}", closed))
        return Verdict(act=Act.REFUSE, doubts=(Doubt(RuleClass.LAW, WayOut.CLOSED, cause),))

    async def test(end: End) -> None:
        answer = await end.ask(invite())
        assert status(answer) == 403
        assert b'text="undecided; closed: law (' in answer
        assert asked == [("+12025550123", counted, when is Undecided.REFUSE)]
        assert end.port.by_peer == {("sbc", counted): 1}

    within = timedelta(milliseconds=30)
    run(test, decide=decide, in_doubt=in_doubt, who=peer(when_undecided=when), decide_within=within)


def test_where_that_fails_too_the_peers_own_table_holds() -> None:
    def in_doubt(call: Call, cause: Cause, closed: bool) -> Verdict:
        raise RuntimeError("that is broken, too")

    async def test(end: End) -> None:
        assert status(await end.ask(invite())) == 404

    run(test, decide=failing, in_doubt=in_doubt)


def test_a_verdict_that_comes_later_is_told() -> None:
    async def soon() -> Verdict:
        await asyncio.sleep(0.25)
        return REFUSED

    async def test(end: End) -> None:
        assert status(await end.ask(invite())) == 100
        assert status(await end.answer()) == 403

    run(test, decide=lambda _: soon())


def test_an_attempt_given_up_while_it_is_decided() -> None:
    async def soon() -> Verdict:
        await asyncio.sleep(0.1)
        return REFUSED

    async def test(end: End) -> None:
        end.udp.send(invite())
        assert status(await end.ask(invite(method="CANCEL"))) == 200
        assert status(await end.answer()) == 487
        end.udp.send(invite(method="ACK"))
        await asyncio.sleep(0.2)
        assert await end.silence()

    run(test, decide=lambda _: soon())


CALLS_FOR_HELP = ["sip:911@example.com", "sip:15@example.com", "tel:112", "urn:service:sos.fire"]


@pytest.mark.parametrize("uri", CALLS_FOR_HELP)
@pytest.mark.parametrize("decide", [failing, slow, lambda _: REFUSED, lambda _: never()])
def test_calls_for_help_go_on_whatever_is_decided_and_are_counted(uri: str, decide: Decide) -> None:
    who = peer(when_undecided=Undecided.REFUSE)

    async def test(end: End) -> None:
        assert status(await end.ask(invite(uri, extra="Max-Forwards: 0\r\nRequire: x\r\n"))) == 404
        assert len(end.calls) == 1
        assert end.port.by_peer == {("sbc", "emergency"): 1}

    run(test, decide=decide, who=who, decide_within=timedelta(0), limits=Limits(waited_s_max=-1.0))


def test_under_load_all_but_calls_for_help_are_shed() -> None:
    """Every attempt has waited too long for this port; only those for help are asked about."""

    async def test(end: End) -> None:
        for number in range(20):
            answer = await end.ask(invite(HELP if number % 4 == 0 else PHONE, number=number))
            assert status(answer) == (404 if number % 4 == 0 else 503)
            assert (b"\r\nRetry-After: 2\r\n" in answer) is (number % 4 != 0)
        assert len(end.calls) == 5

    run(test, limits=Limits(waited_s_max=-1.0))


def test_a_peer_speaks_for_its_accounts_alone() -> None:
    who = peer(headers={"X-Account": "account"}, accounts=("acme", "beta"), when_undecided=Undecided.REFUSE)

    async def test(end: End) -> None:
        assert status(await end.ask(invite(number=1, extra="X-Account: beta\r\n"))) == 404
        assert status(await end.ask(invite(number=2))) == 404
        assert status(await end.ask(invite(number=3, extra="X-Account: gamma\r\n"))) == 403
        assert status(await end.ask(invite(HELP, number=4, extra="X-Account: gamma\r\n"))) == 404
        assert [call.account for call in end.calls] == ["beta", "acme"]
        assert end.port.by_peer["sbc", "undecided: another account"] == 1

    run(test, who=who)


PHONE = "sip:+12025550123@example.com"


def test_strangers() -> None:
    async def test(end: End) -> None:
        assert status(await end.ask(invite())) == 403
        end.udp.send(invite(method="OPTIONS"))
        assert await end.silence()
        assert end.calls == []
        reader, writer = await asyncio.open_connection(end.host, end.number)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), WAIT_S) == b""
        writer.close()
        assert end.port.counts["stranger connections"] == 1

    run(test, who=peer(addresses=("192.0.2.1",)))


def test_options_and_noise() -> None:
    async def test(end: End) -> None:
        answer = await end.ask(invite(method="OPTIONS"))
        assert status(answer) == 200
        for noise in (b"", b"\r\n\r\n", b"\x00" * 2000, b"INVITE", b"SIP/2.0 200 OK\r\n\r\n"):
            end.udp.send(noise)
        assert await end.silence()
        assert status(await end.ask(invite(number=2))) == 404

    run(test)


def test_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")

    async def test(end: End) -> None:
        answer = await end.ask(invite())
        assert status(answer) == 404
        assert b";received=::1\r\n" in answer

    run(test, listen="[::1]:0")


async def read_one(reader: asyncio.StreamReader, stream: Stream) -> bytes:
    while True:
        found = stream.feed(await asyncio.wait_for(reader.read(4096), WAIT_S))
        if found:
            return found[0]


def test_tcp_in_pieces_and_several_at_once() -> None:
    async def test(end: End) -> None:
        reader, writer = await asyncio.open_connection(end.host, end.number)
        data = invite(transport="TCP")
        for at in range(0, len(data), 50):
            writer.write(data[at : at + 50])
            await writer.drain()
            await asyncio.sleep(0.002)
        assert status(await read_one(reader, Stream())) == 404
        writer.write(b"\r\n\r\n")
        assert await asyncio.wait_for(reader.readexactly(2), WAIT_S) == b"\r\n"
        ack = invite(method="ACK", transport="TCP")
        writer.write(ack + b"".join(invite(number=n, transport="TCP") for n in range(2, 12)))
        got = b""
        while got.count(b"SIP/2.0 404") < 10:
            got += await asyncio.wait_for(reader.read(4096), WAIT_S)
        assert len(end.calls) == 11
        writer.close()
        await writer.wait_closed()

    run(test)


def test_a_connection_on_which_nothing_whole_comes_is_closed() -> None:
    async def test(end: End) -> None:
        reader, writer = await asyncio.open_connection(end.host, end.number)
        started = time.monotonic()
        with contextlib.suppress(ConnectionError):
            for _ in range(50):
                writer.write(b"INVITE sip:a@b SIP/2.0\r\nX: "[:5])
                await writer.drain()
                await asyncio.sleep(0.05)
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), WAIT_S) == b""
        assert time.monotonic() - started < WAIT_S
        assert end.port.counts["connections idle"] == 1
        writer.close()

    run(test, idle_s_max=0.3)


def test_connections_and_what_they_keep_are_bounded() -> None:
    async def test(end: End) -> None:
        kept = [await asyncio.open_connection(end.host, end.number) for _ in range(2)]
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection(end.host, end.number)
        with contextlib.suppress(ConnectionResetError):
            assert await asyncio.wait_for(reader.read(), WAIT_S) == b""
        writer.close()
        assert end.port.counts["connections full"] == 1
        big = invite().replace(b"Content-Length: 0", b"Content-Length: 900000")
        with contextlib.suppress(ConnectionError):
            kept[0][1].write(big + b"x" * 500_000)
            await kept[0][1].drain()
            await asyncio.wait_for(kept[0][0].read(), WAIT_S)
        assert end.port.counts["connections with too much"] == 1
        for _, each in kept:
            each.close()

    run(test, connections_max=2)


def test_an_address_that_is_taken() -> None:
    async def test(end: End) -> None:
        second = SipPort(SipSettings(listen=(f"127.0.0.1:{end.number}",), peers=()), decide=lambda _: PASSES)
        with pytest.raises(FairlineError, match=r"ports\.sip\.listen: found 127\.0\.0\.1:"):
            await second.start()

    run(test)


def test_who_waits_when_the_port_stops_is_told() -> None:
    answers: list[bytes] = []

    async def whole() -> None:
        made = SipSettings(listen=("127.0.0.1:0",), peers=(peer(),), decide_within=timedelta(seconds=30))
        port = SipPort(made, decide=lambda _: never())
        await port.start()
        end = End(port, [])
        end.udp.send(invite())
        await asyncio.sleep(0.05)
        await port.stop()
        answers.append(await end.answer())
        end.udp.close()
        assert port.by_peer == {("sbc", "undecided: stopped"): 1}

    asyncio.run(asyncio.wait_for(whole(), 60))
    assert status(answers[0]) == 404
