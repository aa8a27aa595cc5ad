"""Certificates from the network: listed hosts, public addresses, so much, so long, and nothing followed."""

import asyncio
import contextlib
import random
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from certificates import Authority
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from fairline.checks.caller import Fault, Fetcher, Unsound, may_be_asked
from fairline.checks.caller.certificates import BYTES_MAX
from fairline.checks.caller.fetching import WAITING_MAX
from fairline.facts import FairlineError

HOST, PORT = "cr.example.com", 8443
X5U = f"https://{HOST}:{PORT}/sp/one.pem"
LOOPBACK = (ip_network("127.0.0.0/8"),)
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def address() -> str:
    """Return an address of this machine that no other test is likely to have."""
    return f"127.{random.randint(1, 254)}.{random.randint(0, 255)}.{random.randint(1, 254)}"


def resolves(*addresses: str) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    async def resolve(host: str, port: int) -> Sequence[str]:
        assert port in (443, PORT)
        return addresses

    return resolve


def answering(answer: bytes) -> Answer:
    async def told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)

    return told


def ok(body: bytes, *, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def served(
    tmp_path: Path, answer: Answer, test: Callable[[Fetcher, str], Awaitable[None]], **options: Any
) -> None:
    """Run ``test`` beside a server with a certificate of the host's, at an address of its own."""
    authority = Authority(tmp_path)
    certificate, key = authority.signed("host", x509.DNSName(options.pop("name", HOST)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def whole() -> None:
        open_ones: list[asyncio.StreamWriter] = []

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            open_ones.append(writer)
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await answer(reader, writer)
                await writer.drain()
            writer.close()

        here = address()
        server = await asyncio.start_server(connected, here, PORT, ssl=context)
        given = {
            "within_s": 10.0,
            "networks": LOOPBACK,
            "authorities": authority.file,
            "resolve": resolves(here),
        }
        fetcher = Fetcher([HOST], **given | options)
        try:
            await test(fetcher, here)
        finally:
            await fetcher.stop()
            server.close()
            for each in open_ones:
                each.transport.abort()
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(whole(), 30))


def fetched(tmp_path: Path, answer: bytes, **options: Any) -> bytes | Unsound:
    found: list[bytes | Unsound] = []

    async def test(fetcher: Fetcher, _: str) -> None:
        found.append(await fetcher.fetch(X5U))

    served(tmp_path, answering(answer), test, **options)
    return found[0]


def test_a_certificate_is_fetched(tmp_path: Path) -> None:
    assert fetched(tmp_path, ok(b"a certificate")) == b"a certificate"


def test_the_host_is_asked_in_its_name(tmp_path: Path) -> None:
    heads: list[bytes] = []

    async def listening(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ok(b"x"))

    async def test(fetcher: Fetcher, _: str) -> None:
        assert await fetcher.fetch(X5U) == b"x"

    served(tmp_path, listening, test)
    assert heads[0].startswith(b"GET /sp/one.pem HTTP/1.1\r\n")
    assert f"\r\nhost: {HOST}:{PORT}\r\n".encode() in heads[0].lower()


ANSWERS = {
    "a page that is not there": (ok(b"no", status="404 Not Found"), "status 404"),
    "another place": (
        ok(b"", status="302 Found", more="Location: https://cr.example.com/two.pem\r\n"),
        "status 302",
    ),
    "more than a chain has": (ok(b"#" * (BYTES_MAX + 1)), "too large"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", ""),
    "nothing": (b"", ""),
    "less than it says": (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_certificate(name: str, tmp_path: Path) -> None:
    answer, field = ANSWERS[name]
    assert fetched(tmp_path, answer) == Unsound(fault=Fault.FETCH, field=field)


def test_a_host_with_the_certificate_of_another(tmp_path: Path) -> None:
    assert fetched(tmp_path, ok(b"x"), name="other.example.com") == Unsound(fault=Fault.FETCH)


def test_a_host_that_nobody_vouches_for(tmp_path: Path) -> None:
    assert fetched(tmp_path, ok(b"x"), authorities=None) == Unsound(fault=Fault.FETCH)


def test_a_host_that_answers_too_slowly(tmp_path: Path) -> None:
    async def trickling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def test(fetcher: Fetcher, _: str) -> None:
        began = asyncio.get_running_loop().time()
        assert await fetcher.fetch(X5U) == Unsound(fault=Fault.LATE)
        assert asyncio.get_running_loop().time() - began < 2
        assert fetcher.counts == {"late": 1}

    served(tmp_path, trickling, test, within_s=0.3)


def test_many_who_want_the_same_wait_for_one_fetch(tmp_path: Path) -> None:
    asked = 0

    async def counting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.05)
        writer.write(ok(b"x"))

    async def test(fetcher: Fetcher, _: str) -> None:
        gone = asyncio.create_task(fetcher.fetch(X5U))
        await asyncio.sleep(0)
        gone.cancel()
        assert set(await asyncio.gather(*(fetcher.fetch(X5U) for _ in range(20)))) == {b"x"}

    served(tmp_path, counting, test)
    assert asked == 1


# Who is never asked


class Trap:
    """A socket that listens; ``touched`` tells whether anybody has connected."""

    def __init__(self, host: str) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.bind((host, PORT))
        self.socket.listen(8)
        self.socket.setblocking(False)

    @property
    def touched(self) -> bool:
        try:
            end, _ = self.socket.accept()
        except BlockingIOError:
            return False
        end.close()
        return True


def trapped(fetcher: Callable[[str], Fetcher], x5u: str = X5U) -> bytes | Unsound:
    """Return what a fetch says while a trap listens at the only address there is; nobody may touch it."""
    here = address()
    trap = Trap(here)

    async def whole() -> bytes | Unsound:
        return await fetcher(here).fetch(x5u.replace("HERE", here))

    try:
        found = asyncio.run(asyncio.wait_for(whole(), 10))
        assert not trap.touched
    finally:
        trap.socket.close()
    return found


def test_the_trap_is_touched_by_whoever_is_let_in() -> None:
    """So the tests below do not pass because nobody could reach it."""
    with pytest.raises(AssertionError):
        trapped(lambda here: Fetcher([HOST], within_s=1, networks=LOOPBACK, resolve=resolves(here)))


def test_a_name_that_leads_inside_is_never_asked() -> None:
    found = trapped(lambda here: Fetcher([HOST], within_s=1, resolve=resolves(here)))
    assert found == Unsound(fault=Fault.PRIVATE)


def test_nor_is_one_of_whose_addresses_one_is_inside() -> None:
    found = trapped(lambda here: Fetcher([HOST], within_s=1, resolve=resolves("8.8.8.8", here)))
    assert found == Unsound(fault=Fault.PRIVATE)


def test_nor_is_an_address_written_as_another_kind() -> None:
    found = trapped(lambda here: Fetcher([HOST], within_s=1, resolve=resolves(f"::ffff:{here}")))
    assert found == Unsound(fault=Fault.PRIVATE)


def test_nor_is_an_address_in_the_place_of_a_name() -> None:
    at = "https://HERE:8443/one.pem"
    assert trapped(lambda here: Fetcher([here], within_s=1), at) == Unsound(fault=Fault.PRIVATE)


def test_nor_is_a_host_that_is_not_listed() -> None:
    found = trapped(
        lambda here: Fetcher(["other.example.com"], within_s=1, networks=LOOPBACK, resolve=resolves(here))
    )
    assert found == Unsound(fault=Fault.HOST)


def test_a_name_that_changes_its_mind_is_looked_up_once() -> None:
    """The address that was checked is the one that is asked: the second answer is never heard."""
    looked_up: list[str] = []

    def fetcher(here: str) -> Fetcher:
        async def resolve(host: str, port: int) -> Sequence[str]:
            looked_up.append(host)
            return ["203.0.114.1"] if len(looked_up) == 1 else [here]

        return Fetcher([HOST], within_s=0.2, resolve=resolve)

    found = trapped(fetcher)
    assert isinstance(found, Unsound)
    assert found.fault in (Fault.FETCH, Fault.LATE)
    assert looked_up == [HOST]


@pytest.mark.parametrize("error", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_is_none(error: Exception) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise error

    found = asyncio.run(Fetcher([HOST], within_s=1, resolve=resolve).fetch(X5U))
    assert found == Unsound(fault=Fault.FETCH)


def test_hosts_below_a_domain() -> None:
    async def asked(host: str) -> bytes | Unsound:
        fetcher = Fetcher([".example.com"], within_s=1, resolve=resolves("10.0.0.1"))
        return await fetcher.fetch(f"https://{host}/one.pem")

    listed = {"a.example.com": Fault.PRIVATE, "example.com": Fault.HOST, "badexample.com": Fault.HOST}
    for host, fault in listed.items():
        assert asyncio.run(asked(host)) == Unsound(fault=fault)


def test_there_is_room_for_so_many() -> None:
    async def whole() -> None:
        never: asyncio.Future[Sequence[str]] = asyncio.get_running_loop().create_future()

        async def resolve(host: str, port: int) -> Sequence[str]:
            return await asyncio.shield(never)

        fetcher = Fetcher([HOST], within_s=30, resolve=resolve)
        waiting = [
            asyncio.create_task(fetcher.fetch(f"https://{HOST}/{number}.pem"))
            for number in range(WAITING_MAX)
        ]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert await fetcher.fetch(X5U) == Unsound(fault=Fault.FETCH, field="too many")
        await fetcher.stop()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert all(each.cancelled() for each in waiting)

    asyncio.run(asyncio.wait_for(whole(), 10))


ADDRESSES = {
    "8.8.8.8": True,
    "2001:4860:4860::8888": True,
    "127.0.0.1": False,
    "0.0.0.0": False,
    "10.1.2.3": False,
    "172.16.0.1": False,
    "192.168.1.1": False,
    "100.64.0.1": False,
    "169.254.169.254": False,
    "192.0.2.1": False,
    "198.18.0.1": False,
    "224.0.0.1": False,
    "233.252.0.1": False,
    "240.0.0.1": False,
    "255.255.255.255": False,
    "::": False,
    "::1": False,
    "fe80::1": False,
    "fe80::1%eth0": False,
    "fec0::1": False,
    "fd00::1": False,
    "ff02::1": False,
    "ff0e::1": False,
    "2001:db8::1": False,
    "::ffff:127.0.0.1": False,
    "::ffff:8.8.8.8": True,
    "::127.0.0.1": False,
    "64:ff9b::7f00:1": False,
    "64:ff9b::a00:1": False,
    "64:ff9b:1::a00:1": False,
    "2002:7f00:1::1": False,
    "2002:a00:1::1": False,
    "2001:0:7f00:1::1": False,
    "localhost": False,
    "127.1": False,
    "0x7f000001": False,
    "2130706433": False,
    "": False,
}


@pytest.mark.parametrize("host", ADDRESSES)
def test_which_addresses_may_be_asked(host: str) -> None:
    assert may_be_asked(host) is ADDRESSES[host]


def test_networks_that_the_operator_allows() -> None:
    networks = (ip_network("10.20.0.0/16"), ip_network("fd00:1::/32"))
    found = [may_be_asked(each, networks) for each in ("10.20.1.1", "10.21.1.1", "fd00:1::5", "127.0.0.1")]
    assert found == [True, False, True, False]


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_what_it_maps(host: Any) -> None:
    assert may_be_asked(f"::ffff:{host}") == may_be_asked(str(host))


@given(st.text())
def test_any_text_is_an_address_or_not(text: str) -> None:
    assert may_be_asked(text) in (True, False)


def test_authorities_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(FairlineError, match=r"stir\.hosts_ca"):
        Fetcher([HOST], within_s=1, authorities=tmp_path / "ca.pem")
