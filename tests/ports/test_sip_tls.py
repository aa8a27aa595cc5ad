"""The SIP port by TLS on loopback: whose certificate is whose, and what goes wrong before SIP begins."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import uvloop
from attempts import invite, peer
from certificates import Authority
from cryptography.x509 import DNSName, UniformResourceIdentifier

from fairline.facts import Call
from fairline.facts.errors import FairlineError
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import Peers, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Verdict

WAIT_S = 10.0
ELSEWHERE = "192.0.2.1"
STRANGER, NOT_BEGUN = "stranger connections", "TLS that did not begin"
Shown = tuple[Path, Path] | None


class End:
    """A port with TLS, and who calls it."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self.certificate, self.key = self.authority.signed("port", DNSName("port.example.com"))
        self.calls: list[Call] = []
        self.asked = 0
        self.port: SipPort

    async def start(self, who: SipPeer, **settings: Any) -> None:
        """Open the port."""
        usual: dict[str, Any] = {"listen": (), "tls_listen": ("127.0.0.1:0",), "peers": (who,)}
        usual |= {"certificate": self.certificate, "key": self.key, "client_ca": self.authority.file}

        def decide(call: Call) -> Verdict:
            self.calls.append(call)
            return PASSES

        self.port = SipPort(SipSettings(**usual | settings), decide=decide)
        await self.port.start()
        self.address = self.port.addresses[0]

    async def open(self, shown: Shown = None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect by TLS, and show a certificate if there is one."""
        context = ssl.create_default_context(cafile=self.authority.file)
        if shown is not None:
            context.load_cert_chain(*shown)
        opening = asyncio.open_connection(*self.address, ssl=context, server_hostname="port.example.com")
        return await asyncio.wait_for(opening, WAIT_S)

    async def ask(self, shown: Shown = None) -> bytes:
        """Return the answer to one INVITE, nothing if the connection is closed."""
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            reader, writer = await self.open(shown)
            self.asked += 1
            writer.write(invite(number=self.asked, transport="TLS"))
            answer = await asyncio.wait_for(reader.read(4096), WAIT_S)
            writer.close()
            return answer
        return b""

    async def counted(self, what: str) -> None:
        """Wait until it is counted."""
        async with asyncio.timeout(WAIT_S):
            while not self.port.counts[what]:
                await asyncio.sleep(0.01)


def run(
    test: Callable[[End], Awaitable[None]],
    folder: Path,
    who: SipPeer | None = None,
    **settings: Any,
) -> None:
    """Run ``test`` on the loop that the program has, and on Python's own."""

    async def whole() -> None:
        end = End(folder)
        await end.start(who or peer(), **settings)
        try:
            await test(end)
        finally:
            await end.port.stop()

    for loop in (uvloop.new_event_loop, asyncio.new_event_loop):
        with asyncio.Runner(loop_factory=loop) as runner:
            runner.run(asyncio.wait_for(whole(), 60))


def test_a_peer_known_by_its_address_asks_by_tls(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        for number in range(20):
            answer = await end.ask()
            assert answer.startswith(b"SIP/2.0 404 "), number
        assert len(end.calls) == 20
        assert end.calls[0].source_ip == "127.0.0.1"
        assert not end.port.counts[STRANGER]

    run(test, tmp_path)


def names(authority: Authority) -> dict[str, tuple[Shown, bytes]]:
    return {
        "its host": (authority.signed("a", DNSName("SBC.example.com")), b"SIP/2.0 404 "),
        "its SIP domain": (
            authority.signed("b", UniformResourceIdentifier("sip:sbc.example.com")),
            b"SIP/2.0 404 ",
        ),
        "another name before it": (
            authority.signed("c", DNSName("x.example.com"), DNSName("sbc.example.com")),
            b"SIP/2.0 404 ",
        ),
        "its common name and no other": (
            authority.signed("d", common_name="sbc.example.com"),
            b"SIP/2.0 404 ",
        ),
        "its common name, which is not asked": (
            authority.signed("e", DNSName("x.example.com"), common_name="sbc.example.com"),
            b"",
        ),
        "a user of its domain": (
            authority.signed("f", UniformResourceIdentifier("sip:me@sbc.example.com"), common_name="x"),
            b"",
        ),
        "nobody": (authority.signed("g", DNSName("x.example.com")), b""),
        "no certificate": (None, b""),
    }


def test_a_peer_known_by_its_certificate_asks_from_anywhere(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        for what, (shown, begins) in names(end.authority).items():
            before = end.port.counts[STRANGER]
            answer = await end.ask(shown)
            assert answer.startswith(begins), what
            assert bool(answer) == bool(begins), what
            assert end.port.counts[STRANGER] - before == (not begins), what
        assert {call.account for call in end.calls} == {"acme"}

    run(test, tmp_path, peer(addresses=(ELSEWHERE,), certificate_names=("sbc.example.com",)))


def test_a_certificate_that_somebody_else_signed_ends_the_connection(tmp_path: Path) -> None:
    other = Authority(tmp_path, "other")
    shown = other.signed("forged", DNSName("sbc.example.com"))

    async def test(end: End) -> None:
        assert await end.ask(shown) == b""
        await end.counted(NOT_BEGUN)
        assert end.calls == []
        good = end.authority.signed("good", DNSName("sbc.example.com"))
        assert (await end.ask(good)).startswith(b"SIP/2.0 404 ")

    run(test, tmp_path, peer(addresses=(ELSEWHERE,), certificate_names=("sbc.example.com",)))


def test_no_cryptography_is_done_for_a_stranger(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        assert await end.ask() == b""
        assert end.port.counts[STRANGER] == 1
        assert not end.port.counts[NOT_BEGUN]

    run(test, tmp_path, peer(addresses=(ELSEWHERE,)))


def test_what_is_no_tls_is_closed(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        reader, writer = await asyncio.open_connection(*end.address)
        writer.write(invite(transport="TLS"))
        with contextlib.suppress(ConnectionError):
            assert b"SIP" not in await asyncio.wait_for(reader.read(), WAIT_S)
        writer.close()
        await end.counted(NOT_BEGUN)
        assert (await end.ask()).startswith(b"SIP/2.0 404 ")

    run(test, tmp_path)


def test_connections_whose_tls_has_yet_to_begin_take_room(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        _, silent = await asyncio.open_connection(*end.address)
        await asyncio.sleep(0.05)
        assert await end.ask() == b""
        assert end.port.counts["connections full"] == 1
        silent.close()
        await end.counted(NOT_BEGUN)
        assert (await end.ask()).startswith(b"SIP/2.0 404 ")

    run(test, tmp_path, connections_max=1)


def test_it_stops_while_tls_has_yet_to_begin(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        reader, silent = await asyncio.open_connection(*end.address)
        await asyncio.sleep(0.05)
        await end.port.stop()
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), WAIT_S) == b""
        silent.close()
        assert not end.port.counts[NOT_BEGUN]  # it was we who ended it

    run(test, tmp_path)


def test_who_signs_for_the_peers_is_read_again(tmp_path: Path) -> None:
    first, second = Authority(tmp_path, "first"), Authority(tmp_path, "second")
    signers = tmp_path / "signers.pem"
    by_first, by_second = (
        each.signed(name, DNSName("sbc.example.com")) for name, each in (("1", first), ("2", second))
    )

    async def test(end: End) -> None:
        signers.write_bytes(first.file.read_bytes())
        end.port.reload_certificates()
        assert (await end.ask(by_first)).startswith(b"SIP/2.0 404 ")
        assert await end.ask(by_second) == b""
        signers.write_bytes(second.file.read_bytes())
        end.port.reload_certificates()
        assert await end.ask(by_first) == b""
        assert (await end.ask(by_second)).startswith(b"SIP/2.0 404 ")

    signers.write_bytes(first.file.read_bytes())
    who = peer(addresses=(ELSEWHERE,), certificate_names=("sbc.example.com",))
    run(test, tmp_path, who, client_ca=signers)


def serial(writer: asyncio.StreamWriter) -> object:
    return writer.get_extra_info("peercert")["serialNumber"]


def test_certificates_are_read_again(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        _, first = await end.open()
        end.authority.signed("port", DNSName("port.example.com"))
        _, same = await end.open()
        assert serial(same) == serial(first)
        end.port.reload_certificates()
        reader, new = await end.open()
        assert serial(new) != serial(first)
        new.write(invite(transport="TLS"))
        assert (await asyncio.wait_for(reader.read(4096), WAIT_S)).startswith(b"SIP/2.0 404 ")
        end.key.write_text("nothing")
        with pytest.raises(
            FairlineError, match=r"ports\.sip\.certificate: found .* no certificate and its key"
        ):
            end.port.reload_certificates()
        _, still = await end.open()
        assert serial(still) == serial(new)
        for each in (first, same, new, still):
            each.close()

    run(test, tmp_path)


def test_a_key_with_a_password_is_refused_without_asking_for_it(tmp_path: Path) -> None:
    certificate, key = Authority(tmp_path).signed("port", DNSName("a"), password=b"secret")
    settings = SipSettings(listen=(), tls_listen=("127.0.0.1:0",), peers=(), certificate=certificate, key=key)
    with pytest.raises(FairlineError, match=r"ports\.sip\.certificate: found .*port\.key"):
        SipPort(settings, decide=lambda _: PASSES)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "TLS without a certificate": ({"tls_listen": ("127.0.0.1:0",)}, r"ports\.sip\.certificate: found none"),
    "a certificate without its key": ({"certificate": Path("a")}, r"ports\.sip\.key: found none"),
    "a key without its certificate": ({"key": Path("a")}, r"ports\.sip\.certificate: found none"),
    "names without TLS": (
        {"peers": (peer(certificate_names=("a",)),)}, r"ports\.sip\.tls_listen: .*sbc has certificate_names"),
    "names that nobody signs": (
        {"peers": (peer(certificate_names=("a",)),), "tls_listen": ("127.0.0.1:0",),
         "certificate": Path("a"), "key": Path("b")},
        r"ports\.sip\.client_ca: .*sbc has certificate_names"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_could_not_work_is_refused(name: str) -> None:
    settings, told = WRONG[name]
    with pytest.raises(FairlineError, match=told):
        SipSettings(**{"listen": (), "peers": ()} | settings)


def test_two_peers_of_one_name_are_refused() -> None:
    other = peer(name="b", addresses=(), certificate_names=("A.example",))
    with pytest.raises(
        FairlineError, match=r"peers\.b\.certificate_names: found A.example, which is sbc's too"
    ):
        Peers((peer(certificate_names=("a.example",)), other))
