"""Debian's Kamailio accounts 200 calls that Debian's sipp makes on loopback; what it wrote is audited.

Five kinds, 40 each: answered, short, cancelled, busy, no such number. Everything is started here, bounded in
count and time, and stopped by its pid.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path

import pytest

from fairline.facts import Call, EndReason, Fact, Unreadable
from fairline.readers.source import Source

HERE = Path(__file__).parent
MODULES = "/usr/lib/x86_64-linux-gnu/kamailio/modules"
CALLS = 40  # of each kind
SHORT_MS, TALK_MS, RING_MS = 1_000, 8_000, 500
KINDS = {
    "answered": ("uac_talk.xml", "+1202555010", TALK_MS),
    "short": ("uac_talk.xml", "+1202555010", SHORT_MS),
    "canceled": ("uac_cancel.xml", "+1202555011", RING_MS),
    "busy": ("uac_refused.xml", "+1202555012", 0),
    "unallocated": ("uac_refused.xml", "+1202555013", 0),
}
PORTS_EACH = 6  # sipp binds a few from its media port on, though no media flows
PORTS = iter(range(10_000 + os.getpid() % 50 * 400, 30_400, PORTS_EACH))
CALLERS = {kind: f"+120255501{number}1" for number, kind in enumerate(KINDS, start=4)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="Debian's kamailio is not installed"),
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is not installed"),
]


def free_port() -> int:
    """Return a port that nobody has, with the ones after it that sipp takes for media.

    Below those that the system gives away by itself, a block of its own for each run, no port twice.
    """
    for port in PORTS:
        if all(_is_free(each) for each in range(port, port + PORTS_EACH)):
            return port
    raise AssertionError("no free port")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Collector(HTTPServer):
    """Takes what acc_json posts and keeps it line by line."""

    def __init__(self, to: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Keep)
        self.to = to.open("ab")


class _Keep(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        self.server.to.write(self.rfile.read(int(self.headers["Content-Length"])) + b"\n")
        self.server.to.flush()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def database(path: Path) -> None:
    """Make Kamailio's own tables, with the columns that the configuration adds."""
    with sqlite3.connect(path) as made:
        for script in ("standard-create.sql", "acc-create.sql"):
            made.executescript(Path("/usr/share/kamailio/db_sqlite", script).read_text())
        for table in ("acc", "missed_calls"):
            for column in ("src_user", "dst_user", "src_ip"):
                made.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(64) DEFAULT ''")
        for column in ("callid", "src_user", "dst_user"):
            made.execute(f"ALTER TABLE acc_cdrs ADD COLUMN {column} VARCHAR(255) DEFAULT ''")
    made.close()


def started(stack: ExitStack, *command: str, log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    stack.callback(stopped, process)
    return process


def stopped(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Run the 200 calls; give the files that Kamailio wrote."""
    work = tmp_path_factory.mktemp("kamailio")
    rows, events = work / "kamailio.sqlite", work / "acc.ndjson"
    with ExitStack() as stack:
        # In memory where there is such a place: on a busy disk one commit was seen to hold up Kamailio's only
        # worker for five seconds, and with it every call.
        memory = Path("/dev/shm")
        fast = tempfile.mkdtemp(dir=memory if memory.is_dir() else None)
        stack.callback(shutil.rmtree, fast)
        live = Path(fast, "kamailio.sqlite")
        database(live)
        collector = Collector(events)
        stack.callback(collector.to.close)
        stack.callback(collector.server_close)
        thread = threading.Thread(target=collector.serve_forever)
        thread.start()
        stack.callback(thread.join, 10)
        stack.callback(collector.shutdown)
        proxy = start_proxy(stack, work, live, collector.server_address[1])
        run_calls(stack, work, proxy)
        settle(events, live)
        shutil.copy(live, rows)
    return {"kamailio-sqlite": rows, "kamailio-acc-json": events}


def start_proxy(stack: ExitStack, work: Path, rows: Path, collector: int) -> int:
    """Start the far ends and the proxy between; return the proxy's port."""
    ports = {name: free_port() for name in ("ANSWERS", "RINGS", "BUSY", "UNKNOWN", "PORT")}
    far = {
        "ANSWERS": ("uas_answer.xml", ""),
        "RINGS": ("uas_ring.xml", ""),
        "BUSY": ("uas_refuse.xml", "486 Busy Here"),
        "UNKNOWN": ("uas_refuse.xml", "404 Not Found"),
    }
    for name, (scenario, status) in far.items():
        script = work / f"{name}.xml"
        script.write_text((HERE / scenario).read_text().replace("@STATUS@", status))
        sipp = ("sipp", "-sf", str(script), "-i", "127.0.0.1", "-p", str(ports[name]), "-nostdin")
        # A busy machine repeats messages; a far end that gave up for one would not answer the BYE.
        patient = ("-default_behaviors", "all,-abortunexp")
        started(stack, *sipp, *patient, "-mp", str(free_port()), log=work / f"{name}.log")
    text = (HERE / "kamailio.cfg").read_text()
    filled = {**ports, "MODULES": MODULES, "DATABASE": rows, "COLLECTOR": collector}
    for name, value in filled.items():
        text = text.replace(f"@{name}@", str(value))
    config = work / "kamailio.cfg"
    config.write_text(text)
    command = ("kamailio", "-DD", "-E", "-f", str(config), "-Y", str(work), "-m", "32", "-M", "8", "-n", "1")
    process = started(stack, *command, log=work / "kamailio.log")
    answering(ports["PORT"], process, work / "kamailio.log")
    return ports["PORT"]


def answering(port: int, proxy: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the proxy answers: it forks for some seconds on a busy machine. No call is made by this."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        probe.settimeout(0.5)
        here = f"127.0.0.1:{probe.getsockname()[1]}"
        ping = (
            f"OPTIONS sip:127.0.0.1:{port} SIP/2.0\r\nVia: SIP/2.0/UDP {here};branch=z9hG4bK-ping\r\n"
            f"From: <sip:ping@{here}>;tag=1\r\nTo: <sip:127.0.0.1:{port}>\r\nCall-ID: ping@{here}\r\n"
            "CSeq: 1 OPTIONS\r\nMax-Forwards: 1\r\nContent-Length: 0\r\n\r\n"
        )
        for _ in range(40):
            assert proxy.poll() is None, log.read_text()[-2000:]
            probe.sendto(ping.encode(), ("127.0.0.1", port))
            try:
                assert probe.recv(2000).startswith(b"SIP/2.0 ")
            except (TimeoutError, ConnectionRefusedError):
                time.sleep(0.2)
                continue
            return
    raise AssertionError(f"no answer from kamailio: {log.read_text()[-2000:]}")


def run_calls(stack: ExitStack, work: Path, proxy: int) -> None:
    """Let every kind of caller make its calls, all kinds side by side."""
    running = {}
    for kind, (scenario, called, pause) in KINDS.items():
        numbers = work / f"{kind}.csv"
        lines = [f"{CALLERS[kind]};{called}{number % 10}" for number in range(CALLS)]
        numbers.write_text("SEQUENTIAL\n" + "\n".join(lines) + "\n")
        command = (
            *(
                "sipp",
                "-sf",
                str(HERE / scenario),
                "-inf",
                str(numbers),
                "-i",
                "127.0.0.1",
                "-p",
                str(free_port()),
            ),
            *(
                "-m",
                str(CALLS),
                "-r",
                "5",
                "-d",
                str(pause),
                "-nostdin",
                "-timeout",
                "120",
                "-mp",
                str(free_port()),
            ),
            f"127.0.0.1:{proxy}",
        )
        running[kind] = started(stack, *command, log=work / f"{kind}.log")
    for kind, process in running.items():
        assert process.wait(130) == 0, f"{kind}: {(work / f'{kind}.log').read_text()[-1500:]}"


def settle(events: Path, rows: Path) -> None:
    """Wait until nothing more is written: the queue is flushed once a second."""
    for _ in range(20):
        before = (events.stat().st_size, rows.stat().st_mtime)
        time.sleep(2.5)
        if (events.stat().st_size, rows.stat().st_mtime) == before:
            return


def facts_of(name: str, path: Path) -> list[Fact | Unreadable]:
    reader = import_module(
        f"fairline.readers.{ {'kamailio-sqlite': 'kamailio_sqlite'}.get(name, 'kamailio_json') }"
    )
    source = Source.open(str(path))
    assert reader.recognise(source.head())
    found = list(reader.read(source, zone=UTC, region=None))
    source.close()
    return found


@pytest.mark.parametrize("name", ["kamailio-sqlite", "kamailio-acc-json"])
def test_counts_agree_with_what_was_called(written: dict[str, Path], name: str) -> None:
    """Each of the 200 calls is there once, under its caller, ended as sipp ended it."""
    calls = facts_of(name, written[name])
    assert not [each for each in calls if isinstance(each, Unreadable)]
    told = Counter((each.caller, each.answered, each.end_reason) for each in calls if isinstance(each, Call))
    assert told == {
        (CALLERS["answered"], True, EndReason.COMPLETED): CALLS,
        (CALLERS["short"], True, EndReason.COMPLETED): CALLS,
        (CALLERS["canceled"], False, EndReason.CANCELED): CALLS,
        (CALLERS["busy"], False, EndReason.BUSY): CALLS,
        (CALLERS["unallocated"], False, EndReason.UNALLOCATED): CALLS,
    }


@pytest.mark.parametrize("name", ["kamailio-sqlite", "kamailio-acc-json"])
def test_talk_times_agree_with_what_was_talked(written: dict[str, Path], name: str) -> None:
    """acc knows whole seconds, so a second either way is right; on a busy machine sipp hangs up later too."""
    second, late = timedelta(seconds=1.1), timedelta(seconds=4)
    for call in facts_of(name, written[name]):
        assert isinstance(call, Call)
        wanted = {CALLERS["answered"]: TALK_MS, CALLERS["short"]: SHORT_MS}.get(call.caller or "", 0)
        assert call.talk is not None
        assert -second <= call.talk - timedelta(milliseconds=wanted) <= (late if wanted else second)
