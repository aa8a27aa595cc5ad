"""What asking costs a call that passes Kamailio, and how soon a suspension is felt, with ``deploy/kamailio``.

The same Kamailio sends calls for help straight on and asks about all others, so their difference is what
asking adds: two more messages and the whole catalogue. All of it shares the machine's cores.
"""

import asyncio
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from bench.sections import Measured, Scale, Table
from bench.sip_server import decider
from fairline.actuators import Enforcement, Kamailio, KamailioSettings
from fairline.policy import ScopeKind
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import SipPeer, SipSettings
from fairline.standing import Change, Standing, Subject

CONFIGURATION = Path(__file__).parents[1] / "deploy/kamailio/kamailio.cfg"
PACE = 500.0  # calls a second
SECONDS = {"quick": 1.0, "usual": 5.0, "large": 20.0}
ENDED = {"quick": 5, "usual": 40, "large": 100}
ASKED, HELP, TALKS = "+12025550123", "112", "+12025550199"
ACME = Subject(ScopeKind.ACCOUNT, "acme", "acme")
COPIED = re.compile(rb"(?mi)^(?:via|from|call-id|cseq|record-route): .*\r$\n?")


def measure(scale: Scale) -> Measured:
    """Call through Kamailio, asked about and not, and suspend who talks."""
    if shutil.which("kamailio") is None:
        return Measured(tables=(Table(title="Through Kamailio: not installed", headings=("",), rows=()),))
    with ExitStack() as stack:
        ports = [_free() for _ in range(5)]
        proxy, rpc, hop, guard, hep = ports
        _started(stack, sys.executable, "-m", "bench.kamailio", "hop", str(hop))
        _started(stack, sys.executable, "-m", "bench.kamailio", "guard", str(guard))
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        values = {
            "LISTEN_SIP": f"udp:127.0.0.1:{proxy}",
            "LISTEN_RPC": f"tcp:127.0.0.1:{rpc}",
            "NEXT_HOP": f"sip:127.0.0.1:{hop}",
            "FAIRLINE_SIP": f"sip:127.0.0.1:{guard}",
            "FAIRLINE_HEP": f"sip:127.0.0.1:{hep}",
        }
        text = CONFIGURATION.read_text()
        for name, value in values.items():
            text = re.sub(rf'(?m)^(#!substdef "!{name}!)[^!]*(!g")$', rf"\g<1>{value}\g<2>", text)
        (work / "kamailio.cfg").write_text(text)
        config = str(work / "kamailio.cfg")
        _started(stack, "kamailio", "-DD", "-E", "-f", config, "-Y", str(work), "-m", "128", "-M", "8")
        time.sleep(6.0)  # the guard reads its catalogue
        # Before the many calls, for which the catalogue may refuse the account all others.
        gone = asyncio.run(_suspended(proxy, rpc, work, ENDED[scale.name]))
        waits = {}
        for name, called in (("warm", ASKED), ("straight on", HELP), ("asked about", ASKED)):
            waits[name] = _called(proxy, called, seconds=1.0 if name == "warm" else SECONDS[scale.name])
    rows: list[tuple[str, ...]] = [(name, *_figures(waits[name])) for name in ("straight on", "asked about")]
    added = [float(b) - float(a) for a, b in zip(rows[0][2:], rows[1][2:], strict=True)]
    rows.append(("added by asking", "", *(f"{each:.2f}" for each in added)))
    latency = Table(
        title=f"Through Kamailio at {PACE:.0f} calls/s: INVITE to final answer",
        headings=("calls", "answered", "p50 ms", "p99 ms"),
        rows=tuple(rows),
        note="To reach: 0.5 ms and 3 ms added. The difference of two p99 is not the p99 of the difference.",
    )
    ended = Table(
        title="From a standing that changes to BYE at the caller",
        headings=("what", "times", "p50 ms", "p99 ms"),
        rows=(("a live call of the account", *_figures(gone)),),
        note="To reach: one second.",
    )
    return Measured(tables=(latency, ended))


def _figures(waits: list[float]) -> tuple[str, str, str]:
    cuts = quantiles(waits, n=100) if len(waits) > 1 else [float("nan")] * 99
    return str(len(waits)), f"{cuts[49] * 1e3:.2f}", f"{cuts[98] * 1e3:.2f}"


def _free() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _started(stack: ExitStack, *command: str) -> None:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop() -> None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)

    stack.callback(stop)


def _request(method: str, key: str, called: str, port: int, *, more: str = "", cseq: int = 1) -> bytes:
    return (
        f"{method} sip:{called}@127.0.0.1 SIP/2.0\r\n"
        f"Via: SIP/2.0/UDP 127.0.0.1:{port};rport;branch=z9hG4bK{key}\r\n"
        f"From: <sip:+13035550100@127.0.0.1>;tag={key}\r\nTo: <sip:{called}@127.0.0.1>{more}\r\n"
        f"Call-ID: {key}\r\nCSeq: {cseq} {method}\r\nContact: <sip:c@127.0.0.1:{port}>\r\n"
        "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def _called(proxy: int, called: str, *, seconds: float) -> list[float]:
    """Call at the pace for so long; return how long each final answer took."""
    waits: list[float] = []
    sent: dict[str, float] = {}
    started = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(("127.0.0.1", 0))
        end.connect(("127.0.0.1", proxy))
        here = end.getsockname()[1]
        begun = time.perf_counter()
        while (now := time.perf_counter()) - begun < seconds + 1.0:
            while started < int((min(now - begun, seconds)) * PACE):
                key = f"{here}x{started}"
                sent[key] = time.perf_counter()
                started += 1
                end.send(_request("INVITE", key, called, here))
            end.settimeout(max(1e-4, begun + (started + 1) / PACE - time.perf_counter()))
            try:
                answer = end.recv(4096)
            except TimeoutError:
                continue
            if answer.startswith(b"SIP/2.0 1"):
                continue
            found = re.search(rb"(?mi)^call-id: (.*?)\r$", answer)
            key = "" if found is None else found[1].decode()
            at = sent.pop(key, None)
            if at is not None:
                waits.append(time.perf_counter() - at)
                to = re.search(rb"(?mi)^to: .*(;tag=.*?)\r$", answer)
                end.send(_request("ACK", key, called, here, more="" if to is None else to[1].decode()))
    return waits


async def _suspended(proxy: int, rpc: int, work: Path, times: int) -> list[float]:
    """Set a call up and suspend its account, so many times; return how long each BYE took."""
    enforcement = Enforcement(
        work / "enforcement.sqlite", [Kamailio(KamailioSettings(url=f"http://127.0.0.1:{rpc}/RPC"))]
    )
    await enforcement.start({})
    loop, waits = asyncio.get_running_loop(), []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.setblocking(False)
        end.bind(("127.0.0.1", 0))
        end.connect(("127.0.0.1", proxy))
        here = end.getsockname()[1]

        async def heard(start: bytes) -> bytes:
            async with asyncio.timeout(5):
                while not (data := await loop.sock_recv(end, 4096)).startswith(start):
                    continue
            return data

        for number in range(times):
            key = f"{here}y{number}"
            end.send(_request("INVITE", key, TALKS, here))
            answer = await heard(b"SIP/2.0 200")
            ack = _request("ACK", f"{key}a", TALKS, here, more=";tag=hop").replace(
                f"Call-ID: {key}a".encode(), f"Call-ID: {key}".encode()
            )
            route = re.search(rb"(?mi)^record-route: (.*?)\r$", answer)
            assert route is not None
            ack = ack.replace(f"tag={key}a".encode(), f"tag={key}".encode())
            end.send(ack.replace(b"Max-Forwards", b"Route: " + route[1] + b"\r\nMax-Forwards"))
            await asyncio.sleep(0.05)
            begun = time.perf_counter()
            enforcement.want([Change(ACME, Standing.ACTIVE, Standing.SUSPENDED, datetime.now(UTC))])
            bye = await heard(b"BYE ")
            waits.append(time.perf_counter() - begun)
            end.send(_answer(bye, b"200 OK"))
            enforcement.want([Change(ACME, Standing.SUSPENDED, Standing.ACTIVE, datetime.now(UTC))])
            while enforcement.gaps():
                await asyncio.sleep(0.01)
    await enforcement.stop()
    return waits


def _answer(request: bytes, status: bytes) -> bytes:
    to = re.search(rb"(?mi)^to: (.*?)\r$", request)
    assert to is not None
    tagged = to[1] if b"tag=" in to[1] else to[1] + b";tag=hop"
    copied = b"".join(COPIED.findall(request))
    return b"SIP/2.0 %b\r\n%bTo: %b\r\nContact: <sip:hop@127.0.0.1:%d>\r\nContent-Length: 0\r\n\r\n" % (
        status, copied, tagged, HOP_PORT,
    )  # fmt: skip


HOP_PORT = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[1] == "hop" else 9


def hop(port: int) -> None:
    """Be the next hop: busy, but for one number that answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.bind(("127.0.0.1", port))
        while True:
            data, source = end.recvfrom(65_535)
            if data.startswith(b"ACK "):
                continue
            busy = data.startswith(b"INVITE ") and f"sip:{TALKS}@".encode() not in data[:80]
            end.sendto(_answer(data, b"486 Busy Here" if busy else b"200 OK"), source)


async def serve(port: int) -> None:
    """Be the guard: the SIP port with the whole catalogue, which lets pass by 404."""
    peer = SipPeer(name="bench", addresses=("127.0.0.1",), account="acme")
    made = SipPort(SipSettings(listen=(f"127.0.0.1:{port}",), peers=(peer,)), decide=decider("catalogue"))
    await made.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    if sys.argv[1] == "hop":
        hop(int(sys.argv[2]))
    else:
        asyncio.run(serve(int(sys.argv[2])))
