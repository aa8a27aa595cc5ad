"""Debian's sipsak and baresip against the SIP port, by UDP and TCP: what these clients themselves report."""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from deployed import ended, ports_from

from fairline.facts import Call
from fairline.policy import Act
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Ground, Verdict

CALLED, UNWANTED, ELSEWHERE = "+12025550123", "+12025550199", "192.0.2.9"
WAIT_S = 15.0
FINAL = re.compile(r"\n   SIP/2\.0 ([^\r\n]*)\r?\n   final received")
BARESIP = """
module_path /usr/lib/baresip/modules
sip_listen 127.0.0.1:0
module g711.so
module aufile.so
module_tmp account.so
module_app menu.so
audio_player aufile,/dev/null
audio_source aufile,/dev/null
"""
Test = Callable[[SipPort, int], Awaitable[None]]

sipsak = pytest.mark.skipif(shutil.which("sipsak") is None, reason="Debian's sipsak is not installed")
baresip = pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is not installed")
pytestmark = pytest.mark.slow


def decide(call: Call) -> Verdict:
    refused = Verdict(act=Act.REFUSE, ground=Ground.POLICY, rule="test-rule", case="c-1")
    return refused if call.called == UNWANTED else PASSES


def run(test: Test, allow: AllowStyle) -> None:
    """Run ``test`` with a port that lets all pass but calls to one number."""

    async def whole() -> None:
        who = SipPeer(
            name="client", addresses=("127.0.0.1",), account="acme", allow=allow, next_hop=ELSEWHERE
        )
        listen = f"127.0.0.1:{next(ports_from(31_000))}"
        settings = SipSettings(listen=(listen,), peers=(who,), decide_within=timedelta(seconds=3))
        port = SipPort(settings, decide=decide)
        await port.start()
        try:
            await test(port, port.addresses[0][1])
        finally:
            await port.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


async def said(*command: str) -> tuple[int, str]:
    """Return the exit status of a command and all that it printed."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), WAIT_S)
    finally:
        await ended(process)
    assert process.returncode is not None
    return process.returncode, output.decode(errors="replace")


def final(output: str) -> str:
    """Return what sipsak calls the final answer."""
    found = FINAL.search(output)
    assert found is not None, output
    return found[1].strip()


def invite(folder: Path, called: str, port: int, transport: str) -> str:
    """Write an INVITE for sipsak, which puts its own Via before all else, and return where it is."""
    file = folder / f"{called}.sip"
    file.write_text(
        f"INVITE sip:{called}@127.0.0.1:{port} SIP/2.0\r\n"
        f"From: <sip:+13035550100@127.0.0.1>;tag=f{called}\r\nTo: <sip:{called}@127.0.0.1>\r\n"
        f"Call-ID: {called}-{transport}@sipsak\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
        "Contact: <sip:127.0.0.1:9>\r\nContent-Length: 0\r\n\r\n",
        newline="",
    )
    return str(file)


@sipsak
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sipsak_asks_whether_we_are_there(transport: str) -> None:
    async def test(port: SipPort, number: int) -> None:
        status, output = await said("sipsak", "-vv", "-E", transport, "-s", f"sip:100@127.0.0.1:{number}")
        assert (status, final(output)) == (0, "200 OK")
        assert "\nAllow: INVITE, ACK, CANCEL, OPTIONS" in output
        assert port.counts == {"OPTIONS": 1, "200": 1}

    run(test, AllowStyle.NOT_FOUND)


@sipsak
@pytest.mark.parametrize("allow", [AllowStyle.REDIRECT, AllowStyle.NOT_FOUND])
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_sipsak_hears_that_a_call_may_go_on_and_that_it_may_not(
    tmp_path: Path, transport: str, allow: AllowStyle
) -> None:
    async def test(port: SipPort, number: int) -> None:
        async def called(number_called: str) -> str:
            file = invite(tmp_path, number_called, number, transport)
            uri = f"sip:{number_called}@127.0.0.1:{number}"
            status, output = await said("sipsak", "-vvv", "-d", "-L", "-E", transport, "-f", file, "-s", uri)
            assert status == 1, output  # it calls everything a failure that is no 2xx
            return output

        passed = await called(CALLED)
        if allow is AllowStyle.REDIRECT:
            assert final(passed) == "302 Moved Temporarily"
            assert f"\nContact: <sip:{CALLED}@{ELSEWHERE}>" in passed
        else:
            assert final(passed) == "404 Not Found"
        refused = await called(UNWANTED)
        assert final(refused) == "403 Forbidden"
        assert '\nReason: SIP;cause=403;text="policy: refused; rule=test-rule; id=c-1"' in refused
        assert port.counts == {"INVITE": 2, "ack": 2, str(int(allow)): 1, "403": 1}, "each acknowledged once"
        assert port.by_peer == {("client", "allow"): 1, ("client", "refuse"): 1}

    run(test, allow)


async def closed(folder: Path, uri: str) -> str:
    """Have baresip call ``uri``, and return why it says that the call was closed."""
    folder.mkdir()
    (folder / "config").write_text(BARESIP)
    (folder / "accounts").write_text("<sip:+13035550100@127.0.0.1>;regint=0\n")
    (folder / "contacts").write_text("")
    process = await asyncio.create_subprocess_exec(
        "baresip", "-f", str(folder), "-e", f"d {uri}", "-t", str(int(WAIT_S)),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    heard = b""
    try:
        async with asyncio.timeout(WAIT_S):
            while (line := await process.stdout.readline()) and b"session closed: " not in line:
                heard += line
    finally:
        await ended(process)
    assert line, heard
    return line.rpartition(b"session closed: ")[2].decode().strip()


@baresip
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_baresip_hears_that_a_call_may_go_on_and_that_it_may_not(tmp_path: Path, transport: str) -> None:
    async def test(port: SipPort, number: int) -> None:
        for called, expected in ((CALLED, "404 Not Found"), (UNWANTED, "403 Forbidden")):
            uri = f"sip:{called}@127.0.0.1:{number};transport={transport}"
            assert await closed(tmp_path / called, uri) == expected
        assert port.counts == {"INVITE": 2, "ack": 2, "404": 1, "403": 1}

    run(test, AllowStyle.NOT_FOUND)


@baresip
def test_baresip_follows_302_to_the_next_hop(tmp_path: Path) -> None:
    async def whole() -> None:
        free = ports_from(31_500)
        asked, hop = next(free), next(free)
        usual = {"name": "client", "addresses": ("127.0.0.1",), "account": "acme"}
        ports = []
        for number, more in (
            (asked, {"allow": AllowStyle.REDIRECT, "next_hop": f"127.0.0.1:{hop}"}),
            (hop, {"allow": AllowStyle.UNAVAILABLE}),
        ):
            who = SipPeer(**usual, **more)  # type: ignore[arg-type]
            settings = SipSettings(
                listen=(f"127.0.0.1:{number}",), peers=(who,), decide_within=timedelta(seconds=3)
            )
            ports.append(SipPort(settings, decide=decide))
            await ports[-1].start()
        try:
            heard = await closed(tmp_path / "b", f"sip:{CALLED}@127.0.0.1:{asked}")
        finally:
            for each in ports:
                await each.stop()
        assert heard == "503 Service Unavailable", "which only the next hop says"
        assert [each.by_peer["client", "allow"] for each in ports] == [1, 1]
        assert [each.counts["302"] for each in ports] == [1, 0]

    asyncio.run(asyncio.wait_for(whole(), 60))
