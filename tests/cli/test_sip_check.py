"""``fairline sip-check`` against our own port, and against switches that do what they should not."""

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from fairline.cli import build
from fairline.facts import Call
from fairline.policy import Act, Lang
from fairline.ports.sip import SipPort
from fairline.ports.sip_check import Asked, Probe, Remark, tried
from fairline.ports.sip_peers import SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Ground, Verdict

BAD = "+12025550199"
Answer = Callable[[bytes], bytes | None]


def decide(call: Call) -> Verdict:
    return Verdict(act=Act.REFUSE, ground=Ground.STANDING) if call.caller == BAD else PASSES


def checked(addresses: tuple[str, ...] = ("127.0.0.1",), **asked: str) -> dict[Probe, Remark]:
    async def whole() -> dict[Probe, Remark]:
        peer = SipPeer(name="p", addresses=addresses, account="acme")
        port = SipPort(SipSettings(listen=("127.0.0.1:0",), peers=(peer,)), decide=decide)
        await port.start()
        host, number = port.addresses[0]
        try:
            found = await tried(Asked(host=host, port=number, within_s=1.0, **asked))
        finally:
            await port.stop()
        return {each.probe: each.remark for each in found}

    return asyncio.run(asyncio.wait_for(whole(), 30))


def test_our_own_port_is_as_it_should_be() -> None:
    assert checked(refused=BAD) == {
        Probe.OPTIONS: Remark.GOOD,
        Probe.ALLOWED: Remark.GOES_ON,
        Probe.AGAIN: Remark.GOOD,
        Probe.COMPACT: Remark.GOOD,
        Probe.REFUSED: Remark.GOOD,
        Probe.EMERGENCY: Remark.GOES_ON,
        Probe.TCP: Remark.GOOD,
    }


def test_a_refused_number_that_is_not_refused_is_said() -> None:
    assert checked(refused="+12025550177")[Probe.REFUSED] is Remark.NOT_REFUSED


def test_an_unknown_address_is_said() -> None:
    found = checked(addresses=("192.0.2.1",))
    assert found[Probe.ALLOWED] is Remark.UNKNOWN_PEER
    assert found[Probe.EMERGENCY] is Remark.NO_HELP


@contextmanager
def switch(answer: Answer) -> Iterator[tuple[int, list[bytes]]]:
    """A switch in a thread; give its port and what it heard."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(("127.0.0.1", 0))
        end.settimeout(0.1)
        done = threading.Event()

        def work() -> None:
            while not done.is_set():
                try:
                    data, source = end.recvfrom(65_535)
                except TimeoutError:
                    continue
                heard.append(data)
                said = answer(data)
                if said is not None:
                    end.sendto(said, source)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield end.getsockname()[1], heard
        finally:
            done.set()
            thread.join(5)


def says(status: str, data: bytes, *headers: str) -> bytes:
    lines = re.findall(rb"(?mi)^(?:via|from|call-id|cseq|v|f|i): .*", data)
    to = re.search(rb"(?mi)^(?:to|t): (.*?)\r?$", data)
    assert to is not None
    copied = b"".join(line.rstrip(b"\r") + b"\r\n" for line in lines)
    more = "".join(f"{each}\r\n" for each in headers).encode()
    return b"SIP/2.0 %b\r\n%bTo: %b;tag=x\r\n%bContent-Length: 0\r\n\r\n" % (
        status.encode(),
        copied,
        to[1],
        more,
    )


def in_front(refusal: str, *headers: str) -> Answer:
    """A switch that sets calls up, and answers who is refused so."""

    def answer(data: bytes) -> bytes | None:
        method = data.split(b" ")[0]
        if method == b"ACK":
            return None
        if method == b"INVITE" and BAD.encode() in data:
            return says(refusal, data, *headers)
        return says("200 OK", data, "Contact: <sip:x@127.0.0.1>")

    return answer


@pytest.mark.parametrize(
    ("refusal", "headers", "remark"),
    [
        ("603 Network Blocked", ('Reason: SIP;cause=603;text="v=analytics1;tel=+1"',), Remark.GOOD),
        ("603 Decline", ('Reason: SIP;cause=603;text="v=analytics1;tel=+1"',), Remark.REWRITTEN),
        ("403 Forbidden", (), Remark.REWRITTEN),
        ("200 OK", ("Contact: <sip:x@127.0.0.1>",), Remark.WENT_ON),
        ("480 Gone Fishing", (), Remark.OTHER_STATUS),
    ],
)
def test_a_switch_in_front_is_judged_by_what_it_does_with_a_refusal(
    refusal: str, headers: tuple[str, ...], remark: Remark
) -> None:
    with switch(in_front(refusal, *headers)) as (port, heard):
        found = asyncio.run(tried(Asked(host="127.0.0.1", port=port, refused=BAD, within_s=1.0)))
    by_probe = {each.probe: each.remark for each in found}
    assert by_probe[Probe.ALLOWED] is Remark.SET_UP
    assert by_probe[Probe.REFUSED] is remark
    assert by_probe[Probe.EMERGENCY] is Remark.TOO_RISKY
    assert not [data for data in heard if b"sip:112@" in data], "nobody's help is called for a test"
    set_up = [data for data in heard if data.startswith(b"BYE ")]
    assert len(set_up) == 2 + (remark is Remark.WENT_ON), "what was set up is hung up"


@pytest.mark.parametrize(("lang", "word"), [(Lang.EN, "go on"), (Lang.FR, "poursuivre")])
def test_the_command_says_it_in_both_languages_and_ends_accordingly(lang: Lang, word: str) -> None:
    def answer(data: bytes) -> bytes | None:
        if data.startswith(b"ACK"):
            return None
        return says("404 Not Found" if data.startswith(b"INVITE") else "200 OK", data)

    with switch(answer) as (port, _):
        done = CliRunner().invoke(build(lang, lambda: ()), ["sip-check", f"127.0.0.1:{port}"])
    assert done.exit_code == 0, done.output
    assert word in done.output
    with switch(answer) as (port, _):
        wrong = CliRunner().invoke(
            build(lang, lambda: ()), ["sip-check", f"127.0.0.1:{port}", "--refused", BAD]
        )
    assert wrong.exit_code == 1


def test_what_is_no_host_is_refused() -> None:
    for text in ("127.0.0.1:none", ":5060", "127.0.0.1:70000"):
        assert CliRunner().invoke(build(Lang.EN, lambda: ()), ["sip-check", text]).exit_code == 2
