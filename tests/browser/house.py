"""A provider's house for the browser: ``fairline serve`` in a folder of its own, guard and console."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import httpx

from demo.live_call import free, installed
from fairline.client import Client
from fairline.console.samples import MARK
from fairline.facts import Account, Call, Direction, Fact, ListCheck, Purpose
from fairline.ports.http_keys import Scope, add

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
FAIRLINE = Path(sys.executable).with_name("fairline")
READY_S = 90.0  # ours: to make the database and start, on a busy machine
STOP_S = 20.0
LISTED, CALLER = "+12125550101", "+13035550188"
CONSOLE = """
[store]
folder = "data"

[console]
listen = "127.0.0.1:{console}"
url = "http://localhost:{console}"
demo = true
second_factor = {second_factor}

[console.sender]
name = "Sample Telecom"
"""
GUARD = """
[ports.http]
listen = ["127.0.0.1:{http}"]
keys = "keys.json"
rate_per_s = 100000
burst = 100000
decide_within_ms = 5000

[ports.sip]
listen = ["127.0.0.1:{sip}"]
decide_within_ms = 5000

[[ports.sip.peers]]
name = "switch"
addresses = ["127.0.0.1"]
account = "unknown"
allow = 302
next_hop = "127.0.0.1:{hop}"
direction = "outbound"
domains = {{ {domains} }}
"""
SWITCH = """
[[actuators.kamailio]]
name = "kamailio"
url = "http://127.0.0.1:{rpc}/RPC"
"""


def waited(look: Callable[[], T | None], what: str, within_s: float = 30.0) -> T:
    """Return what ``look`` finds, as soon as it finds something. Raises ``AssertionError`` after a while."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if (found := look()) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited for: {what}")


@dataclass(slots=True)
class Served:
    """A process that serves a console; ``url`` is where its pages are."""

    folder: Path
    url: str
    command: tuple[str, ...]
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until its pages answer."""
        environment = {**os.environ, "FAIRLINE_CONFIG": str(self.folder / "fairline.toml")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with (self.folder / "served.log").open("wb") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        waited(self._answers, f"the console; {self.log()}", READY_S)

    def stop(self) -> None:
        """End it, and what it started."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def log(self) -> str:
        """Return what it wrote last."""
        path = self.folder / "served.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def _answers(self) -> bool | None:
        assert self._process is not None
        assert self._process.poll() is None, self.log()
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/accounts/login/", timeout=10).status_code == 200 or None
        return None


@dataclass(slots=True)
class House(Served):
    """A guard and its console; calls of ``accounts`` may come by SIP, to the ports named here."""

    key: str = ""
    sip: int = 0
    hop: int = 0
    rpc: int = 0
    http: int = 0
    sent: int = field(default=0)

    def tell(self, facts: Iterable[Fact]) -> None:
        """Send facts to the guard; each has to be taken."""
        with Client(f"http://127.0.0.1:{self.http}", self.key) as client:
            taken = client.facts(facts)
        assert {each.taken for each in taken.lines} <= {"counted"}, taken

    def break_rules(self, accounts: Iterable[str], calls: int = 3) -> None:
        """Have accounts call numbers that their own checks found on the do-not-call register.

        What is older is sent first: facts that come an hour after later ones count as late.
        """
        now, day, accounts = datetime.now(UTC), timedelta(days=1), tuple(accounts)
        self.tell(Account(id=each, at=now - 90 * day, consents_complete=True) for each in accounts)
        self.tell(
            ListCheck(id=f"check-{each}", at=now - day, account=each, contact=LISTED, listed=True)
            for each in accounts
        )
        self.tell(
            self.call(each, now - timedelta(minutes=ago), Purpose.MARKETING)
            for ago in range(calls, 0, -1)
            for each in accounts
        )

    def call(self, account: str, at: datetime, purpose: Purpose | None = None) -> Call:
        """Return a call of an account that is in no other test."""
        self.sent += 1
        return Call(
            id=f"call-{account}-{os.getpid()}-{self.sent}",
            account=account,
            campaign="spring" if purpose else None,
            direction=Direction.OUTBOUND,
            purpose=purpose,
            caller=CALLER,
            called=LISTED if purpose else "+13035550199",
            called_places=("US-NY",) if purpose else ("US-CO",),
            started_at=at,
        )

    def asked(self, account: str) -> str:
        """Ask the guard about an account's next call; return what it says."""
        with Client(f"http://127.0.0.1:{self.http}", self.key) as client:
            return str(client.decide(self.call(account, datetime.now(UTC))).act)


def house(folder: Path, accounts: Iterable[str]) -> House:
    """Write a configuration and a key into an empty folder; whoever asked starts it."""
    streams = {name: free(socket.SOCK_STREAM) for name in ("http", "console", "rpc")}
    ports = {**streams, **{name: free(socket.SOCK_DGRAM) for name in ("sip", "hop")}}
    domains = ", ".join(f'"{each}.sip.example" = "{each}"' for each in accounts)
    text = (CONSOLE + GUARD + (SWITCH if installed() else "")).format(
        domains=domains, second_factor="false", **ports
    )
    _prepared(folder, text)
    scopes = (Scope.DECIDE, Scope.FACTS, Scope.STANDING)
    return House(
        folder=folder,
        url=f"http://localhost:{ports['console']}",
        command=(str(FAIRLINE), "serve", "--config", str(folder / "fairline.toml")),
        key=add(folder / "keys.json", "tests", scopes, now=datetime.now(UTC)),
        **{name: ports[name] for name in ("sip", "hop", "rpc", "http")},
    )


def console_alone(folder: Path) -> Served:
    """Write the configuration of a console without a guard, where everybody needs a second factor."""
    port = free(socket.SOCK_STREAM)
    _prepared(folder, CONSOLE.format(console=port, second_factor="true"))
    return Served(
        folder=folder,
        url=f"http://localhost:{port}",
        command=(sys.executable, "-m", "fairline.console.serving"),
    )


def _prepared(folder: Path, text: str) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / MARK).write_text("0\n", encoding="ascii")
    (folder / "fairline.toml").write_text(text, encoding="utf-8")
