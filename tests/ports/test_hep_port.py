"""The HEP port on loopback: mirrored calls become the records of their attempts."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attempts import attempt, invite, peer

from fairline.facts import Call, Direction, EndReason, Fact, FairlineError, Side
from fairline.ports.hep import HepPort, HepSender, HepSettings
from fairline.ports.sip_calls import call_of
from fairline.protocols.sip.dialogs import IDLE_S, State

sys.path.append(str(Path(__file__).parents[1] / "protocols"))
from hep_packets import chunk, packet

AT = 1_700_000_000.0
START = datetime.fromtimestamp(AT, UTC)
MAPPED = {"X-Fairline-Account": "account", "X-Fairline-Campaign": "campaign"}
TAGGED = "To: <sip:+12025550123@example.com>;tag=t1\r\n"


class Taker:
    """Whoever takes the facts; ``fails`` times it does not."""

    def __init__(self, fails: int = 0) -> None:
        self.facts: list[Fact] = []
        self.fails = fails

    async def __call__(self, facts: Sequence[Fact]) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("nobody there")
        self.facts += facts


def run(
    test: Callable[[HepPort, Taker], Awaitable[None]],
    *,
    fails: int = 0,
    listen: str = "127.0.0.1:0",
    settings: dict[str, Any] | None = None,
    **sender: Any,
) -> list[Call]:
    taker = Taker(fails)
    who = HepSender(**{"name": "proxy", "addresses": ("127.0.0.1", "::1"), "account": "acme"} | sender)
    now = [AT]

    async def whole() -> None:
        port = HepPort(
            HepSettings(listen=(listen,), senders=(who,), **settings or {}), take=taker, clock=lambda: now[0]
        )
        await port.start()
        port.now = now  # type: ignore[attr-defined]
        try:
            await test(port, taker)
        finally:
            await port.stop()

    asyncio.run(asyncio.wait_for(whole(), 30))
    assert all(isinstance(each, Call) for each in taker.facts)
    return [each for each in taker.facts if isinstance(each, Call)]


PROXY = "-p"


def answer(status: str, number: int = 1, *, method: str = "INVITE", cseq: int = 1, hops: int = 1) -> bytes:
    vias = "".join(
        f"Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-{number}{PROXY * (hops - 1 - hop)}\r\n"
        for hop in range(hops)
    )
    return (
        f"SIP/2.0 {status}\r\n{vias}From: <sip:+13035550100@example.com>;tag=f{number}\r\n{TAGGED}"
        f"Call-ID: {number}@test\r\nCSeq: {cseq} {method}\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def bye(number: int = 1) -> bytes:
    return (
        f"BYE sip:x@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-b{number}\r\n"
        f"From: <sip:+13035550100@example.com>;tag=f{number}\r\n{TAGGED}"
        f"Call-ID: {number}@test\r\nCSeq: 2 BYE\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def sent_on(number: int = 1, extra: str = "") -> bytes:
    """The same INVITE as the proxy sends it on: one Via more, and the headers it adds."""
    via = "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK-1-p\r\n"
    return invite(number=number, extra=extra).replace(b"Via:", via.encode() + b"Via:", 1)


def talk(port: HepPort, number: int = 1, extra: str = "") -> None:
    """One call of 30 seconds that rang for 4, each message seen as received and as sent on."""
    steps = [
        (0.0, invite(number=number)),
        (0.01, sent_on(number, extra)),
        (1.0, answer("180 Ringing", number, hops=2)),
        (1.01, answer("180 Ringing", number)),
        (5.0, answer("200 OK", number, hops=2)),
        (5.01, answer("200 OK", number)),
        (35.0, bye(number)),
        (35.01, answer("200 OK", number, method="BYE", cseq=2)),
    ]
    for after, data in steps:
        port.receive(packet(data, at=AT + after, source="198.51.100.7"), "127.0.0.1")


@pytest.mark.parametrize("asked", ["407 Proxy Authentication Required", "401 Unauthorized"])
def test_the_record_of_a_challenged_call_is_that_of_the_invite_which_went_on(asked: str) -> None:
    """RFC 3261 section 22.2: the same Call-ID and tag, the next CSeq, and credentials."""
    again = invite(extra='Proxy-Authorization: Digest username="ann"\r\n').replace(b"CSeq: 1", b"CSeq: 2")
    again = again.replace(b"z9hG4bK-1", b"z9hG4bK-2")

    async def test(port: HepPort, taker: Taker) -> None:
        good = answer("200 OK", cseq=2).replace(b"z9hG4bK-1", b"z9hG4bK-2")
        for after, data in ((0.0, invite()), (0.1, answer(asked)), (0.2, again), (5.0, good), (35.0, bye())):
            port.receive(packet(data, at=AT + after, source="198.51.100.7"), "127.0.0.1")
        assert port.calls == 1

    (call,) = run(test)
    assert call.id == "1@test;from-tag=f1;cseq=2", "which the SIP port was asked about, and acc tells"
    assert (call.answered, call.sip_status, call.user, call.revision) == (True, 200, "ann", 1)
    assert call.talk == timedelta(seconds=30)


def test_a_mirrored_call_is_one_record_of_its_attempt() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        talk(port, extra="X-Fairline-Account: other\r\nX-Fairline-Campaign: spring\r\n")
        assert port.calls == 1
        assert port.counts == {"SIP": 8}

    (call,) = run(test, headers=MAPPED, direction=Direction.OUTBOUND)
    asked = call_of(attempt(), peer(), START)
    assert call.id == asked.id
    assert call == Call(
        id=asked.id,
        revision=1,
        started_at=START,
        account="other",
        campaign="spring",
        direction=Direction.OUTBOUND,
        caller="+13035550100",
        called="+12025550123",
        caller_withheld=False,
        diversions=0,
        source_ip="198.51.100.7",
        answered=True,
        answered_at=START + timedelta(seconds=5),
        ended_at=START + timedelta(seconds=35),
        ring=timedelta(seconds=4),
        talk=timedelta(seconds=30),
        end_reason=EndReason.COMPLETED,
        released_by=Side.CALLER,
        sip_status=200,
    )


def test_a_call_comes_out_by_itself_when_it_has_been_quiet() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        talk(port)
        port.now[0] = AT + 35 + IDLE_S[State.ENDED] + 1  # type: ignore[attr-defined]
        port._expire()
        for _ in range(100):
            if taker.facts:
                break
            await asyncio.sleep(0.01)
        assert len(taker.facts) == 1
        assert port.calls == 0
        assert port.counts["calls"] == 1

    run(test)


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "[::1]:0"])
def test_udp_and_tcp_bring_the_same(listen: str) -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        host, number = port.addresses[0]
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as udp:
            udp.connect((host, number))
            udp.send(packet(invite(number=1), at=AT))
            udp.send(b"HEP3 nonsense")
        data = packet(invite(number=2), at=AT) + packet(b"hello", at=AT) + packet(b"\0", at=AT, protocol=5)
        _, writer = await asyncio.open_connection(host, number)
        for byte in range(0, len(data), 7):
            writer.write(data[byte : byte + 7])
            await writer.drain()
        for _ in range(200):
            if port.counts.total() >= 5:
                break
            await asyncio.sleep(0.01)
        assert port.counts == {"SIP": 2, "malformed": 1, "malformed SIP": 1, "not SIP": 1}
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        await writer.drain()
        for _ in range(200):
            if not port.connections:
                break
            await asyncio.sleep(0.01)
        assert not port.connections
        assert port.counts["malformed"] == 2
        writer.close()

    assert {call.id.split(";")[0] for call in run(test, listen=listen)} == {"1@test", "2@test"}


def test_only_known_senders_with_their_key_are_heard(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("s3cret\n")

    async def test(port: HepPort, taker: Taker) -> None:
        port.receive(packet(invite(number=1), chunk(14, b"s3cret"), at=AT), "192.0.2.66")
        port.receive(packet(invite(number=2), at=AT), "127.0.0.1")
        port.receive(packet(invite(number=3), chunk(14, b"guess"), at=AT), "127.0.0.1")
        port.receive(packet(invite(number=4), chunk(14, b"s3cret"), at=AT), "127.0.0.1")
        assert port.counts == {"stranger": 1, "wrong key": 2, "SIP": 1}

    assert [call.id.split(";")[0] for call in run(test, key_file=str(key))] == ["4@test"]


def test_a_stranger_keeps_no_connection() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        reader, writer = await asyncio.open_connection(*port.addresses[0])
        assert await asyncio.wait_for(reader.read(), 5) == b""
        assert port.counts == {"stranger connections": 1}
        writer.close()

    run(test, addresses=("192.0.2.1",))


def test_an_account_that_is_not_the_senders_is_refused_and_nothing_else() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        talk(port, 1, extra="X-Fairline-Account: victim\r\n")
        talk(port, 2)

    (call,) = run(test, headers=MAPPED, accounts=("acme",))
    assert (call.id.split(";")[0], call.account) == ("2@test", "acme")


def test_a_clock_far_off_ends_no_other_call() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        port.receive(packet(invite(number=1), at=AT), "127.0.0.1")
        port.receive(packet(invite(number=2), at=AT + 10 * 24 * 3600), "127.0.0.1")
        assert port.counts["clock"] == 1
        assert port.calls == 2

    assert [call.started_at for call in run(test)] == [START, START]


def test_the_quietest_call_is_let_go_where_there_is_no_room() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        for number in range(200):
            port.receive(packet(invite(number=number), at=AT + number / 10), "127.0.0.1")
            assert port.calls <= 10
        assert port.counts["calls let go"] == 190

    assert len(run(test, settings={"calls_max": 10})) == 200


def test_facts_that_are_not_taken_are_tried_again() -> None:
    async def test(port: HepPort, taker: Taker) -> None:
        talk(port)

    assert len(run(test, fails=2)) == 1


WRONG: dict[str, dict[str, Any]] = {
    "an address": {"addresses": ("localhost",)},
    "a header": {"headers": {"Account": "account"}},
    "a field": {"headers": {"X-A": "caller"}},
    "a key file": {"key_file": "/nonexistent/key"},
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_settings_say_where(name: str) -> None:
    async def never(port: HepPort, taker: Taker) -> None:
        raise AssertionError

    with pytest.raises(FairlineError, match=r"^ports\.hep\.senders\.proxy\."):
        run(never, **WRONG[name])
