"""``fairline serve`` as a process of its own: what it says, obeys, and leaves behind."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from certificates import Authority

PROGRAM = Path(sys.executable).with_name("fairline")
CONFIG = """
[ports.sip]
listen = ["127.0.0.1:0"]
[[ports.sip.peers]]
name = "switch"
addresses = ["127.0.0.1"]
account = "acme"
"""
UP_S = 60.0


def fairline(folder: Path, *words: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    command = [str(PROGRAM), words[0], "--config", str(folder / "fairline.toml"), "--lang", lang, *words[1:]]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=UP_S, check=False, env=environment, cwd=folder
    )


@contextmanager
def serving(folder: Path, text: str = CONFIG) -> Iterator[subprocess.Popen[str]]:
    """Run a guard over ``folder`` and wait until it says that it guards."""
    (folder / "fairline.toml").write_text(text, encoding="utf-8")
    command = [str(PROGRAM), "serve", "--config", str(folder / "fairline.toml"), "--lang", "en"]
    with (
        (folder / "log").open("w", encoding="utf-8") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("sip listens on 127.0.0.1:"), (folder / "log").read_text(encoding="utf-8")
            assert process.stdout.readline().startswith("fairline guards; policy ")
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def until(folder: Path, wanted: str) -> None:
    """Wait until the log says something."""
    ends = time.monotonic() + UP_S
    while wanted not in (folder / "log").read_text(encoding="utf-8"):
        assert time.monotonic() < ends, f"the log never said {wanted!r}"
        time.sleep(0.05)


def test_it_serves_tells_reads_again_and_stops(tmp_path: Path) -> None:
    with serving(tmp_path) as process:
        ends = time.monotonic() + UP_S
        while (told := fairline(tmp_path, "status")).returncode and time.monotonic() < ends:
            time.sleep(0.2)
        assert told.returncode == 0
        assert "running since" in told.stdout
        assert "not active: nobody" in told.stdout
        assert "en marche depuis" in fairline(tmp_path, "status", lang="fr").stdout
        second = fairline(tmp_path, "serve")
        assert second.returncode == 2
        assert f"found it in use by process {process.pid}, wanted it alone" in second.stderr
        process.send_signal(signal.SIGHUP)
        until(tmp_path, "the policy was read again")
        process.send_signal(signal.SIGTERM)
        assert process.wait(UP_S) == 0
    told = fairline(tmp_path, "status")
    assert told.returncode == 1
    assert "no guard runs over" in told.stdout


def shown(port: int) -> str:
    """Return the certificate that a port shows, as text."""
    return ssl.get_server_certificate(("127.0.0.1", port), timeout=UP_S)


def test_certificates_are_read_again_on_sighup(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    authority.signed("port")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listens = free.getsockname()[1]
    tls = f'[ports.sip]\ntls_listen = ["127.0.0.1:{listens}"]\ncertificate = "port.crt"\nkey = "port.key"'
    with serving(tmp_path, CONFIG.replace("[ports.sip]", tls)) as process:
        first = shown(listens)
        assert first.split() == (tmp_path / "port.crt").read_text().split()
        (tmp_path / "port.key").write_text("nothing")
        process.send_signal(signal.SIGHUP)
        until(tmp_path, "the certificate stays as it was: ports.sip.certificate: found")
        assert shown(listens) == first
        authority.signed("port")
        process.send_signal(signal.SIGHUP)
        ends = time.monotonic() + UP_S
        while shown(listens) == first and time.monotonic() < ends:
            time.sleep(0.1)
        assert shown(listens).split() == (tmp_path / "port.crt").read_text().split()
        process.send_signal(signal.SIGTERM)
        assert process.wait(UP_S) == 0


def test_after_a_kill_nothing_runs_and_it_starts_again(tmp_path: Path) -> None:
    with serving(tmp_path) as process:
        process.kill()
        process.wait(UP_S)
    assert fairline(tmp_path, "status").returncode == 1
    with serving(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(UP_S) == 0


def test_the_log_is_json_if_it_is_asked(tmp_path: Path) -> None:
    with serving(tmp_path, CONFIG + "[log]\njson = true\n") as process:
        process.send_signal(signal.SIGTERM)
        process.wait(UP_S)
    assert '"event": "SIGTERM: stopping"' in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[ports.sipp]\n", "ports.sipp: found no such key, did you mean sip"),
        ('[policy]\nfile = "none.toml"\n', "none.toml"),
        ('[policy]\nplan = "golden"\n', "policy.plan: found no such plan"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(text: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / "fairline.toml").write_text(text, encoding="utf-8")
    ran = fairline(tmp_path, "serve")
    assert ran.returncode == 2
    assert complaint in ran.stderr
    assert "Traceback" not in ran.stderr


def test_every_value_in_force_is_shown(tmp_path: Path) -> None:
    (tmp_path / "fairline.toml").write_text(CONFIG, encoding="utf-8")
    shown = fairline(tmp_path, "config")
    assert shown.returncode == 0
    cells = (line.replace("│", " ").split() for line in shown.stdout.splitlines() if "." in line)
    lines = {key: rest for key, *rest in cells}
    assert lines["ports.sip.listen"] == ["127.0.0.1:0", "file"]
    assert lines["ports.sip.decide_within_s"] == ["0.02", "default"]
    assert "par défaut" in fairline(tmp_path, "config", lang="fr").stdout
