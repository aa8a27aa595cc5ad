"""Debian's sipvicious against the SIP port of a whole guard: it is found, and a peer's calls go on."""

import asyncio
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from deployed import Phone, ended, ports_from

from fairline.app import App
from fairline.clauses import CLAUSES
from fairline.config import read
from fairline.ports.http_keys import Scope, add

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("svwar") is None, reason="Debian's sipvicious is not installed"),
]
CALLER, CALLED = "+13035550100", "+12025550123"
WAIT_S = 20.0
CONFIG = """
[store]
folder = "data"
[ports.http]
listen = ["127.0.0.1:0"]
[ports.sip]
listen = ["127.0.0.1:{port}"]
decide_within_ms = 3000
[[ports.sip.peers]]
name = "good"
addresses = ["127.0.0.2"]
account = "acme"
"""
KNOWN = """
[[ports.sip.peers]]
name = "scanner"
addresses = ["127.0.0.1"]
account = "bad"
"""
SCANS = {
    "svmap": (("svmap",), "scanner-by-name"),
    "svmap by INVITE": (("svmap", "-m", "INVITE"), "scanner-calls"),
    "svwar": (("svwar", "--force", "-e", "100-160"), "scanner-by-name"),
    "svwar by OPTIONS": (("svwar", "--force", "-m", "OPTIONS", "-e", "100-160"), "scanner-by-name"),
    "svwar by INVITE": (("svwar", "--force", "-m", "INVITE", "-e", "100-160"), "scanner-calls"),
    "svcrack": (("svcrack", "-u", "100", "-r", "1000-1060"), "scanner-by-name"),
}
LINES = {("svwar by OPTIONS", True)}
"""What is found by the lines it asks for, too, whatever its name: svwar gives up after 405 and silence."""


async def scanned(folder: Path, port: int, *command: str) -> None:
    """Let a tool do its work; it ends by itself, or after a while."""
    with (folder / "scan.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, "-p", str(port), "127.0.0.1", stdout=log, stderr=log, cwd=folder,
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        try:
            await asyncio.wait_for(process.wait(), 6)
        except TimeoutError:
            await ended(process)


async def called(port: int, done: asyncio.Event, number: int = 0) -> list[float]:
    """Call as a peer ``number`` times, or until ``done``, and return how long each answer took; each must be
    the usual one."""
    phone = Phone()
    waits: list[float] = []
    await phone.start(port, here="127.0.0.2")
    try:
        while len(waits) < (number or 20) or not (number or done.is_set()):
            begun = time.monotonic()
            answer = await phone.call(f"good{number}-{len(waits)}", caller=CALLER, called=CALLED)
            waits.append(time.monotonic() - begun)
            assert answer.startswith(b"SIP/2.0 404 "), answer
            await asyncio.sleep(0.02)
    finally:
        phone.stop()
    return waits


async def found(app: App, rule: str) -> dict[str, int]:
    """Return the findings by rule, once ``rule`` is among them."""
    until = time.monotonic() + WAIT_S
    while rule not in (findings := app.status().findings) and time.monotonic() < until:
        await asyncio.sleep(0.05)
    return dict(findings)


def guarded(folder: Path, peers: str) -> App:
    """Return a guard with the whole catalogue over ``folder``."""
    text = CONFIG.format(port=next(ports_from(33_000))) + peers
    (folder / "fairline.toml").write_text(text)
    add(folder / "keys.json", "test", (Scope.READ,), now=datetime.now(UTC))
    return App(read(folder / "fairline.toml"), CLAUSES)


@pytest.mark.parametrize("known", [False, True], ids=["a stranger", "a peer"])
@pytest.mark.parametrize("name", SCANS)
def test_a_scanner_is_found_and_disturbs_nobody(tmp_path: Path, name: str, known: bool) -> None:
    command, rule = SCANS[name]

    async def whole() -> None:
        app = guarded(tmp_path, KNOWN if known else "")
        await app.start()
        try:
            assert app.sip is not None
            port, done = app.sip.addresses[0][1], asyncio.Event()
            await called(port, done, 1)  # what is only done once at the start is done
            calls = asyncio.create_task(called(port, done))
            await scanned(tmp_path, port, *command)
            findings = await found(app, rule)
            by_lines = (name, known) in LINES
            if by_lines:
                findings |= await found(app, "scan-of-lines")
            done.set()
            waits = await calls
            by_peer, counts = app.sip.by_peer, app.sip.counts
        finally:
            await app.stop()
        assert rule in findings, (tmp_path / "scan.log").read_text()
        assert ("scan-of-lines" in findings) is by_lines
        assert by_peer["good", "allow"] == 1 + len(waits)
        assert max(waits) < 1.0
        assert not [what for _, what in by_peer if what.startswith("undecided")]
        assert counts["probes: facts"] <= 60 + 60, "one address tells no more than its part"
        assert counts["probes: facts lost"] == counts["probes: not taken"] == 0

    asyncio.run(asyncio.wait_for(whole(), 90))
