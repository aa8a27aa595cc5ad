"""POST /v1/decide against an empty handler on the same server: the same client, the same core, in turn.

Each server has one core to itself and the client another. The client keeps some connections busy, each with
one request under way, so that the server is never idle; a request is what is known of a call before it is
made, in the simulated time of the bench's usual traffic. What
the server's processor spends on a request depends least on what else the machine does. The empty handler is
plain uvicorn's; a request to decide is answered in uvicorn's protocol, without the task that ASGI takes.
"""

import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import msgspec

from bench.sections import Measured, Scale, Table, rate, times
from bench.sip import SECONDS, _processor_s, _stopped
from bench.traffic import calls
from fairline.facts import Call
from fairline.ports import http_keys
from fairline.ports.http_keys import Scope

CONNECTIONS = 24
MOST = {"empty": 50_000, "plain": 50_000, "catalogue": 12_000}  # requests made ready for each second
SERVERS = {
    "uvicorn, empty handler": "empty",
    "fairline, nothing to decide": "plain",
    "fairline, whole catalogue": "catalogue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Requests answered in a second, and the seconds to each answer."""

    rate: float
    waits: list[float]


def measure(scale: Scale) -> Measured:
    """Run every server, in turn, as often as the scale says; medians are shown."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        note = "Not measured: the client and the server need a core each."
        return Measured(tables=(Table(title="HTTP", headings=("server",), rows=(), note=note),))
    with ExitStack() as stack:
        stack.callback(os.sched_setaffinity, 0, cores)
        keys = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "keys.json"
        key = http_keys.add(keys, "bench", (Scope.DECIDE,), now=datetime.now(UTC))
        attempts = {name: calls(10**9) for name in SERVERS}
        made = {
            name: _started(stack, kind, cores[0], keys, _requests(key, attempts[name], 2_000))
            for name, kind in SERVERS.items()
        }
        os.sched_setaffinity(0, cores[1:2])
        runs: dict[str, list[Run]] = {name: [] for name in made}
        spent: dict[str, list[float]] = {name: [] for name in made}
        for _ in range(scale.rounds):
            for name, (port, process) in made.items():
                seconds = SECONDS[scale.name]
                requests = _requests(key, attempts[name], int(MOST[SERVERS[name]] * seconds))
                before = _processor_s(process)
                run = _asked(port, requests, seconds)
                runs[name].append(run)
                spent[name].append((_processor_s(process) - before) / max(1, len(run.waits)))
    rows = []
    theirs, least = (0.0, 0.0)
    for name, found in runs.items():
        own, cost = median(each.rate for each in found), median(spent[name])
        theirs, least = (theirs or own, least or cost)
        cuts = quantiles([wait for each in found for wait in each.waits], n=100)
        rows.append(
            (
                name,
                rate(own),
                times(own / theirs),
                f"{cost * 1e6:.0f}",
                times(least / cost),
                f"{cuts[49] * 1e3:.2f}",
                f"{cuts[98] * 1e3:.2f}",
            )
        )
    table = Table(
        title="HTTP: POST /v1/decide, one attempt a request, on loopback",
        headings=(
            "server",
            "requests/s",
            "of the empty handler's",
            "processor us/request",
            "of its processor's rate",
            "p50 ms",
            "p99 ms",
        ),
        rows=tuple(rows),
        note=f"One core a server, {CONNECTIONS} connections, medians of rounds in turn.",
    )
    return Measured(tables=(table,))


def _requests(key: str, attempts: Iterator[Call], number: int) -> list[bytes]:
    """Return the next requests, made before the clock runs."""
    return [_request(key, attempt) for attempt in islice(attempts, number)]


def _request(key: str, attempt: Call) -> bytes:
    """Return a call as it is known before it is made."""
    known = Call(
        id=attempt.id,
        started_at=attempt.started_at,
        account=attempt.account,
        user=attempt.user,
        campaign=attempt.campaign,
        direction=attempt.direction,
        caller=attempt.caller,
        called=attempt.called,
    )
    body = msgspec.json.encode(known)
    return (
        b"POST /v1/decide HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
        b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
    ) % (key.encode(), len(body), body)


def _asked(port: int, requests: list[bytes], seconds: float) -> Run:
    """Ask for so long, or until there is nothing left to ask, a request on each connection at a time."""
    waits: list[float] = []
    left = iter(requests)
    with ExitStack() as stack:
        ready = stack.enter_context(selectors.DefaultSelector())
        sent: dict[int, float] = {}
        for _ in range(CONNECTIONS):
            end = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(end, selectors.EVENT_READ, end)
            sent[end.fileno()] = time.perf_counter()
            end.send(next(left))
        begun = now = time.perf_counter()
        while now - begun < seconds:
            for found, _ in ready.select(0.5):
                end = found.data
                answer = end.recv(65_536)
                now = time.perf_counter()
                if not answer.startswith(b"HTTP/1.1 200"):
                    raise AssertionError(answer)
                if b"\r\n\r\n" not in answer or answer.endswith(b"\r\n\r\n"):
                    end.recv(65_536)  # the body comes by itself
                waits.append(now - sent[found.fd])
                following = next(left, None)
                if following is None:
                    return Run(rate=len(waits) / (now - begun), waits=waits)
                sent[found.fd] = time.perf_counter()
                end.send(following)
            now = time.perf_counter()
    return Run(rate=len(waits) / (now - begun), waits=waits)


def _started(stack: ExitStack, kind: str, core: int, keys: Path, requests: list[bytes]) -> tuple[int, int]:
    """Start a server on ``core``, wait until it answers, return its port and pid. ``stack`` stops it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.sched_setaffinity(0, {core})  # what is started stays there
    command = [sys.executable, "-m", "bench.http_server", kind, str(port), str(keys)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(_stopped, process)
    for _ in range(150):
        assert process.poll() is None, f"{kind} does not start"
        try:
            if _asked(port, requests, 0.2).waits:
                return port, process.pid
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{kind} does not answer")
