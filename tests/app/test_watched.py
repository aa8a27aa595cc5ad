"""The application with both halves: what only watches is found, told, counted, and its lag is shown."""

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from rich.console import Console

from fairline.app import App, read_status
from fairline.cli.serving import tell
from fairline.config import read
from fairline.policy import Lang
from fairline.ports.http_keys import Scope, add
from tests.guard.guarding import POLICY, call

CONFIG = """
[store]
folder = "data"
[ports.http]
listen = ["127.0.0.1:0"]
"""
SAID = {Lang.EN: "watching: {} entries behind", Lang.FR: "veille\u00a0: {} entrées de retard"}


def configured(folder: Path, more: str = "") -> Path:
    (folder / "fairline.toml").write_text(CONFIG + more, encoding="utf-8")
    add(folder / "keys.json", "test", (Scope.FACTS,), now=datetime.now(UTC))
    return folder / "fairline.toml"


async def unanswered(app: App, name: str) -> None:
    now = datetime.now(UTC)
    facts = [
        call(
            f"{name}{each}",
            now + each * timedelta(milliseconds=1),
            account=name,
            answered=False,
            called=f"+1202555{each:04d}",
        )
        for each in range(12)
    ]
    await app.guard.observe(facts)


def said(file: Path, lang: Lang) -> str:
    told = io.StringIO()
    tell(str(file), lang, Console(width=200, file=told))
    return told.getvalue()


async def until(what: object) -> None:
    assert callable(what)
    for _ in range(1_000):
        if what():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to that in 10 s")


def test_what_only_watches_is_told_by_every_way_out(tmp_path: Path) -> None:
    file = configured(tmp_path)

    async def work() -> None:
        app = App(read(file), POLICY)
        await app.start()
        try:
            assert app.http is not None
            assert app.watch is not None
            await unanswered(app, "a")
            await until(lambda: list(app.found.values()) == ["unanswered"])
            assert len(app.http.app.found) == 1
            await until(lambda: app.status().behind == 0)
            os.kill(app.watch.pid or 0, signal.SIGSTOP)  # it cannot keep up
            await unanswered(app, "b")
            behind = app.status().behind
            assert behind == 12
            assert b"fairline_watch_behind 12.0" in generate_latest(app.registry)
            await until(lambda: getattr(read_status(tmp_path / "data"), "behind", 0) == 12)
            for lang, words in SAID.items():
                assert words.format(12) in said(file, lang)
            os.kill(app.watch.pid or 0, signal.SIGCONT)
            await until(lambda: app.status().behind == 0)
            assert app.status().findings == {"unanswered": 2}
        finally:
            await app.stop()
        assert app.watch.pid is None

    asyncio.run(work())


@pytest.mark.parametrize("watch", [True, False])
def test_it_can_be_one_process(tmp_path: Path, watch: bool) -> None:
    file = configured(tmp_path, "" if watch else "[guard]\nwatch = false\n")

    async def work() -> None:
        app = App(read(file), POLICY)
        await app.start()
        try:
            assert (app.watch is not None) is watch
            assert (app.status().behind is not None) is watch
            await unanswered(app, "a")
            await until(lambda: list(app.found.values()) == ["unanswered"])
        finally:
            await app.stop()

    asyncio.run(work())


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_guard_that_ends_leaves_no_watcher_behind(tmp_path: Path, how: signal.Signals) -> None:
    file = configured(tmp_path)
    program = Path(sys.executable).with_name("fairline")
    lock = tmp_path / "data/watch/lock"
    with subprocess.Popen([program, "serve", "--config", file], stdout=subprocess.DEVNULL) as process:
        ends = time.monotonic() + 20
        while not (lock.exists() and lock.read_bytes()) and time.monotonic() < ends:
            time.sleep(0.05)
        watcher = int(lock.read_bytes())
        assert runs(watcher)
        process.send_signal(how)
        assert process.wait(20) == (0 if how is signal.SIGTERM else -how)
    while runs(watcher) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not runs(watcher)
