"""Debian's sipp asks the SIP port on loopback, by UDP and by TCP: every call ends as it was told, in time."""

import asyncio
import os
import shutil
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from fairline.facts import Call
from fairline.policy import Act
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Ground, Verdict

HERE = Path(__file__).parent
CALLS, RATE = 300, 150
PORTS_FROM = 31_000 + os.getpid() % 100 * 14  # below those that the system gives away by itself

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is not installed"),
]


def free_port(number: int) -> int:
    for port in range(PORTS_FROM + number * 7, PORTS_FROM + number * 7 + 7):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


@pytest.mark.parametrize(("transport", "number"), [("u1", 0), ("t1", 1)])
def test_sipp_is_redirected_or_refused(transport: str, number: int, tmp_path: Path) -> None:
    numbers = tmp_path / "numbers.csv"
    numbers.write_text("SEQUENTIAL\n+13035550100;+12025550123\n+13035550199;+12025550124\n")
    calls: list[Call] = []

    def decide(call: Call) -> Verdict:
        calls.append(call)
        suspended = call.caller == "+13035550199"
        return Verdict(act=Act.REFUSE, ground=Ground.STANDING) if suspended else PASSES

    async def whole() -> int:
        peer = SipPeer(
            name="sipp",
            addresses=("127.0.0.1",),
            account="acme",
            allow=AllowStyle.REDIRECT,
            next_hop="192.0.2.9",
        )
        settings = SipSettings(listen=("127.0.0.1:0",), peers=(peer,), decide_within=timedelta(seconds=5))
        port = SipPort(settings, decide=decide)
        await port.start()
        host, listening = port.addresses[0]
        command = [
            "sipp", "-sf", str(HERE / "uac_redirected.xml"), "-inf", str(numbers), "-i", host,
            "-t", transport, "-p", str(free_port(number)), "-m", str(CALLS), "-r", str(RATE),
            "-nostdin", "-timeout", "60", "-timeout_error", f"{host}:{listening}",
        ]  # fmt: skip
        with (tmp_path / "sipp.log").open("wb") as log:
            sipp = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)
            try:
                code = await asyncio.wait_for(sipp.wait(), 90)
            finally:
                if sipp.returncode is None:
                    sipp.kill()
                    await sipp.wait()
        assert port.by_peer == {("sipp", "allow"): CALLS // 2, ("sipp", "refuse"): CALLS // 2}
        assert port.counts["INVITE"] == CALLS
        assert port.counts["ack"] == CALLS
        await port.stop()
        return code

    assert asyncio.run(whole()) == 0, (tmp_path / "sipp.log").read_text(errors="replace")[-2000:]
    assert len({call.id for call in calls}) == CALLS
