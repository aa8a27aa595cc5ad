"""The SIP port against Kamailio's own stateless 302: the same client, the same core, taking turns.

All servers wait on one core and the client has another (with fewer than two cores nothing is measured). In
each round every server is asked in turn, and a ratio is that of one round, so that what else the machine does
changes it little. A call is an INVITE, its final answer and an ACK. The rate is a closed loop's: so many
calls under way that the server is never idle, and none is lost in its queue; it holds for this client only,
which may be the slower end. What the server's processor spent on a call holds for any. The latency is at half
of its own rate.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

from bench.sections import Measured, Scale, Table, rate, times

UNDER_WAY = 24
STARTS_MAX = 500  # each 0.2 s: a busy machine takes its time to start a whole guard
LOST_S = 0.5  # RFC 3261's T1: a caller repeats itself after that
SECONDS = {"quick": 0.5, "usual": 4.0, "large": 8.0}
MODULES = Path("/usr/lib/x86_64-linux-gnu/kamailio/modules")
KAMAILIO = """#!KAMAILIO
debug=0
log_stderror=yes
fork=yes
children=1
auto_aliases=no
disable_tcp=yes
listen=udp:127.0.0.1:{port}
mpath="{modules}"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
request_route {{
    if (is_method("ACK")) {{ exit; }}
    append_to_reply("Contact: <sip:$rU@192.0.2.9>\\r\\n");
    sl_send_reply("302", "Moved Temporarily");
}}
"""
SERVERS = {
    "kamailio 5.6, stateless 302": "kamailio",
    "fairline, nothing to decide": "plain",
    "fairline, rules that may answer": "answering",
    "fairline, whole policy, journalled": "guard",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Calls answered in a second, the share of requests sent twice, seconds to each answer, sorted, and the
    seconds that the server's processor spent on one."""

    rate: float
    again: float
    waits: list[float]
    spent: float = 0.0


def measure(scale: Scale) -> Measured:
    """Run every server that is installed."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        note = "Not measured: the client and the server need a core each."
        return Measured(tables=(Table(title="SIP", headings=("server",), rows=(), note=note),))
    missing = () if shutil.which("kamailio") else ("kamailio",)
    kinds = [kind for kind in SERVERS.values() if kind not in missing]
    with ExitStack() as stack:
        stack.callback(os.sched_setaffinity, 0, cores)
        targets = {kind: started(stack, kind, cores[0]) for kind in kinds}
        os.sched_setaffinity(0, cores[1:2])
        runs, halves = _tried(targets, SECONDS[scale.name], scale.rounds)
    rows = [
        (name, "not installed", *[""] * 5)
        if kind in missing
        else (name, *_told(runs[kind], runs.get("kamailio", []), halves[kind]))
        for name, kind in SERVERS.items()
    ]
    table = Table(
        title="SIP: INVITE to final answer, over UDP on loopback",
        headings=(
            "server",
            "calls/s",
            "of kamailio's",
            "processor us/call",
            "sent twice",
            "p50 ms at half",
            "p99 ms at half",
        ),
        rows=tuple(rows),
        note="Medians of rounds, ratios too. Kamailio keeps no transactions here; fairline does. The"
        " half that watches the journal shares the core of the last one.",
    )
    return Measured(tables=(table,))


def _tried(
    targets: dict[str, tuple[tuple[str, int], int]], seconds: float, rounds: int
) -> tuple[dict[str, list[Run]], dict[str, Run]]:
    """Return the runs of each server at its full rate, round by round, and one at half of it."""
    numbers = iter(range(10**9))
    for target, _ in targets.values():
        asked(target, numbers, seconds=min(1.0, seconds), pace=None)  # warm
    runs: dict[str, list[Run]] = {kind: [] for kind in targets}
    for _ in range(rounds):
        for kind, (target, server) in targets.items():
            before = _processor_s(server)
            run = asked(target, numbers, seconds=seconds, pace=None)
            spent = (_processor_s(server) - before) / max(1, len(run.waits))
            runs[kind].append(replace(run, spent=spent))
    halves = {
        kind: asked(target, numbers, seconds=seconds, pace=2.0 / median(run.rate for run in runs[kind]))
        for kind, (target, _) in targets.items()
    }
    return runs, halves


def _told(full: list[Run], theirs: list[Run], half: Run) -> tuple[str, ...]:
    """Return the cells of one server's row."""
    ratios = [own.rate / other.rate for own, other in zip(full, theirs, strict=False)]
    p50, p99 = _percentiles(half.waits)
    return (
        rate(median(run.rate for run in full)),
        times(median(ratios)) if ratios else "",
        f"{median(run.spent for run in full) * 1e6:.0f}",
        f"{median(run.again for run in full):.2%}",
        f"{p50 * 1e3:.2f}",
        f"{p99 * 1e3:.2f}",
    )


def _processor_s(server: int) -> float:
    """Return what the server and the processes it started have spent, in seconds (proc(5), field 14 on)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if server in (int(stat.parent.name), int(fields[1])):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def asked(target: tuple[str, int], numbers: Iterator[int], *, seconds: float, pace: float | None) -> Run:
    """Call for so long: as fast as answers come, or one call each ``pace`` seconds, whatever comes."""
    waits: list[float] = []
    sent: dict[bytes, float] = {}
    again = started = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        end.bind(("127.0.0.1", 0))
        end.connect(target)
        end.settimeout(0.05)
        here = end.getsockname()[1]
        run = f"{here}-{time.monotonic_ns()}"
        begun = now = time.perf_counter()
        while (now := time.perf_counter()) - begun < seconds:
            due = UNDER_WAY - len(sent) if pace is None else int((now - begun) / pace) - started
            for _ in range(max(0, min(due, 200))):
                key = f"z9hG4bK-{run}-{next(numbers)}".encode()
                sent[key] = time.perf_counter()
                started += 1
                end.send(request(b"INVITE", key, here))
            if pace is not None:
                end.settimeout(max(1e-5, begun + (started + 1) * pace - time.perf_counter()))
            try:
                answer = end.recv(4096)
            except TimeoutError:
                for key in [each for each, at in sent.items() if now - at > LOST_S]:
                    sent[key] = now
                    again += 1
                    end.send(request(b"INVITE", key, here))
                continue
            at = answer.find(b"branch=") + 7
            key = answer[at : min(i for i in (answer.find(b";", at), answer.find(b"\r", at)) if i > 0)]
            if answer.startswith(b"SIP/2.0 1"):
                continue
            end.send(request(b"ACK", key, here))
            asked_at = sent.pop(key, None)
            if asked_at is not None and answer.startswith(b"SIP/2.0 302"):
                waits.append(time.perf_counter() - asked_at)
    return Run(rate=len(waits) / (now - begun), again=again / max(1, started), waits=sorted(waits))


def request(method: bytes, key: bytes, port: int) -> bytes:
    number = int(key.rpartition(b"-")[2]) % 997
    return (
        b"%(m)s sip:+1202555%(n)04d@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%(p)d;branch=%(k)s\r\n"
        b"Max-Forwards: 70\r\nFrom: <sip:+1303555%(n)04d@127.0.0.1>;tag=%(k)s\r\n"
        b"To: <sip:+1202555%(n)04d@127.0.0.1>\r\nCall-ID: %(k)s@127.0.0.1\r\nCSeq: 1 %(m)s\r\n"
        b"Contact: <sip:caller@127.0.0.1:%(p)d>\r\nUser-Agent: bench\r\nContent-Length: 0\r\n\r\n"
    ) % {b"m": method, b"k": key, b"p": port, b"n": number}


def _percentiles(waits: list[float]) -> tuple[float, float]:
    if len(waits) < 2:
        return float("nan"), float("nan")
    cuts = quantiles(waits, n=100)
    return cuts[49], cuts[98]


def started(stack: ExitStack, kind: str, core: int) -> tuple[tuple[str, int], int]:
    """Start a server on ``core``, wait until it answers, return where and its pid. ``stack`` stops it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    if kind == "kamailio":
        config = work / "kamailio.cfg"
        config.write_text(KAMAILIO.format(port=port, modules=MODULES))
        command = [
            "kamailio",
            "-DD",
            "-E",
            "-f",
            str(config),
            "-Y",
            str(work),
            "-m",
            "64",
            "-M",
            "8",
            "-n",
            "1",
        ]
    else:
        command = [sys.executable, "-m", "bench.sip_server", kind, str(port)]
    os.sched_setaffinity(0, {core})  # what is started stays there
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(_stopped, process)
    target = ("127.0.0.1", port)
    numbers = iter(range(1000))
    for _ in range(STARTS_MAX):
        if process.poll() is not None:
            break
        try:
            if asked(target, numbers, seconds=0.2, pace=0.05).waits:
                return target, process.pid
        except ConnectionRefusedError:
            time.sleep(0.2)
    raise AssertionError(f"{kind} does not answer")


def _stopped(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
