"""What comes to the SIP port besides calls: which of it is told as a fact, as what, and how much of it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from attempts import invite, peer

from fairline.facts import Fact, Request
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import SipPeer, SipSettings
from fairline.ports.sip_probes import BURST, BURST_ALL, HOSTS_MAX, Probes
from fairline.ports.verdict import PASSES

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ACME = peer(domains={"beta.example": "beta"})


def asked(method: str = "OPTIONS", to: str = "<sip:100@PBX.example>", extra: str = "") -> bytes:
    return (
        f"{method} sip:100@pbx.example SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r\n"
        f"From: <sip:a@b>;tag=1\r\nTo: {to}\r\nCall-ID: 1\r\nCSeq: 1 {method}\r\n{extra}\r\n"
    ).encode()


class Kept:
    """Probes with a clock of the test, and what they told."""

    def __init__(self) -> None:
        self.at = int(AT.timestamp() * 1e6)
        self.facts: list[Request] = []
        self.probes = Probes(self._take, now=lambda: self.at)

    async def _take(self, facts: Sequence[Fact]) -> None:
        self.facts += [each for each in facts if isinstance(each, Request)]

    def told(self) -> list[Request]:
        """Return what was told by now."""

        async def handed() -> None:
            self.probes.start()
            await self.probes.stop()

        asyncio.run(handed())
        return self.facts


STRANGERS: dict[str, tuple[bytes, tuple[object, ...] | None]] = {
    "OPTIONS": (asked(), ("OPTIONS", "sip:100@pbx.example", False, None)),
    "REGISTER": (asked("REGISTER"), ("REGISTER", "sip:100@pbx.example", False, None)),
    "an INVITE": (asked("INVITE"), ("INVITE", "sip:100@pbx.example", False, None)),
    "a method that nobody knows": (asked("XYZZY"), ("XYZZY", "sip:100@pbx.example", False, None)),
    "small letters are another method": (
        asked("options"), ("options", "sip:100@pbx.example", False, None)),
    "the sender's name": (
        asked(extra="User-Agent: friendly-scanner\r\n"),
        ("OPTIONS", "sip:100@pbx.example", False, "friendly-scanner")),
    "a line without a user": (asked(to="<sip:pbx.example>"), ("OPTIONS", "sip:pbx.example", False, None)),
    "a telephone number": (asked(to="tel:+12025550123"), ("OPTIONS", None, False, None)),
    "a broken one": (
        asked().replace(b"CSeq: 1 OPTIONS\r\n", b""), ("OPTIONS", "sip:100@pbx.example", True, None)),
    "one that is cut off": (asked()[:40], ("OPTIONS", None, True, None)),
    "a response": (b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\n\r\n", None),
    "a keep-alive": (b"\r\n\r\n", None),
    "nothing": (b"", None),
    "noise": (b"\0\1\2\xff", None),
    "another protocol": (b"GET / HTTP/1.1\r\n\r\n", None),
    "a word that is too long for a method": (b"A" * 65 + asked(), None),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_told_of_a_stranger(name: str) -> None:
    data, expected = STRANGERS[name]
    kept = Kept()
    kept.probes.stranger(data, "192.0.2.7")
    told = kept.told()
    assert [(each.method, each.aor, each.malformed, each.user_agent) for each in told] == (
        [] if expected is None else [expected]
    )
    assert all((each.at, each.account, each.ip) == (AT, None, "192.0.2.7") for each in told)


PEERS: dict[str, tuple[bytes, tuple[str, str | None] | None]] = {
    "OPTIONS": (asked(), ("OPTIONS", "acme")),
    "REGISTER, which nobody serves here": (asked("REGISTER"), ("REGISTER", "acme")),
    "of a domain's account": (asked(to="<sip:100@Beta.example>"), ("OPTIONS", "beta")),
    "an INVITE is a call": (asked("INVITE"), None),
    "an ACK belongs to one": (asked("ACK"), None),
    "a CANCEL belongs to one": (asked("CANCEL"), None),
    "a BYE belongs to one": (asked("BYE"), None),
    "a response": (b"SIP/2.0 200 OK\r\n\r\n", None),
}


@pytest.mark.parametrize("name", PEERS)
def test_what_is_told_of_a_peer(name: str) -> None:
    data, expected = PEERS[name]
    kept = Kept()
    kept.probes.peer(data, "192.0.2.1", ACME)
    told = kept.told()
    assert [(each.method, each.account) for each in told] == ([] if expected is None else [expected])
    assert all(each.malformed is None for each in told), "no share can be made of a peer's"


def test_one_address_tells_so_much_at_once_and_then_slowly() -> None:
    kept = Kept()
    for _ in range(BURST + 5):
        kept.probes.stranger(asked(), "192.0.2.7")
    assert kept.probes.counts == {"not told": 5}
    kept.probes.stranger(asked(), "192.0.2.8")
    assert kept.probes.counts == {"not told": 5}, "another address has its own part"
    kept.at += 9_999_999
    kept.probes.stranger(asked(), "192.0.2.7")
    assert kept.probes.counts == {"not told": 6}
    kept.at += 1
    kept.probes.stranger(asked(), "192.0.2.7")
    told = kept.told()
    assert len(told) == BURST + 2
    assert len({each.id for each in told}) == BURST + 2


def test_all_addresses_together_tell_so_much_at_once() -> None:
    kept = Kept()
    for number in range(BURST_ALL + 3):
        kept.probes.stranger(asked(), f"2001:db8::{number:x}")
    assert kept.probes.counts["not told"] == 3
    kept.at += 100_000
    kept.probes.stranger(asked(), "192.0.2.7")
    assert kept.probes.counts["not told"] == 3


def test_so_many_addresses_are_remembered_and_no_more() -> None:
    kept = Kept()
    for number in range(HOSTS_MAX + 50):
        kept.probes.stranger(asked(), f"2001:db8::{number:x}")
    assert len(kept.probes._hosts) == HOSTS_MAX


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    kept = Kept()
    for _ in range(BURST):
        kept.probes.stranger(asked(), "192.0.2.7")
    kept.at -= 10**9
    kept.probes.stranger(asked(), "192.0.2.7")
    kept.at += 10**9
    kept.probes.stranger(asked(), "192.0.2.7")
    assert kept.probes.counts == {"not told": 2}


def through(data: Sequence[bytes], who: SipPeer) -> tuple[list[Request], SipPort]:
    """Return what a port on loopback told of datagrams from 127.0.0.1."""
    kept: list[Request] = []

    async def take(facts: Sequence[Fact]) -> None:
        kept.extend(each for each in facts if isinstance(each, Request))

    async def whole() -> SipPort:
        settings = SipSettings(listen=("127.0.0.1:0",), peers=(who,))
        port = SipPort(settings, decide=lambda _: PASSES, observe=take)
        await port.start()
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=port.addresses[0]
        )
        for each in data:
            transport.sendto(each)
        while sum(port.counts[name] for name in ("stranger", "INVITE", "OPTIONS", "405", "malformed")) < len(
            data
        ):
            await asyncio.sleep(0.01)
        transport.close()
        await port.stop()
        return port

    return kept, asyncio.run(asyncio.wait_for(whole(), 20))


def test_the_port_tells_what_is_no_call() -> None:
    named = invite(number=2, extra="User-Agent: friendly-scanner\r\n")
    told, port = through([asked(), asked("REGISTER"), invite(), named], peer(account="acme"))
    assert [(each.method, each.account, each.user_agent) for each in told] == [
        ("OPTIONS", "acme", None),
        ("REGISTER", "acme", None),
        ("INVITE", "acme", "friendly-scanner"),
    ]
    assert port.counts["probes: facts"] == 3
    assert port.by_peer["sbc", "allow"] == 2, "a call under a scanner's name is decided as any other"


def test_the_port_tells_all_requests_of_a_stranger() -> None:
    told, port = through([asked(), invite(), b"noise"], peer(addresses=("192.0.2.1",)))
    assert [(each.method, each.account) for each in told] == [("OPTIONS", None), ("INVITE", None)]
    assert port.counts["stranger"] == 3
