"""A PostgreSQL cluster of Debian's for as long as a test needs it: in a folder of its own, on a free port."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import chown, which

NOBODY, UP_S = "nobody", 30.0
OWNER = "fairline"
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "40"}
"""What is safe only for data that nobody keeps."""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL here, ``None`` if there is none or it cannot be run."""
    if os.getuid() == 0 and which("setpriv") is None:
        return None
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda each: int(each.parent.name), default=None)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Make a cluster with an empty database below ``folder``; yield its address; stop it by its pid."""
    bin = programs()
    assert bin is not None, "found no PostgreSQL"
    data, log = folder / "data", folder / "postgresql.log"
    data.mkdir(mode=0o700)
    if os.getuid() == 0:
        chown(data, NOBODY)
    made = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}"]
    _run(bin / "initdb", f"--pgdata={data}", *made)
    port = _free_port()
    options = [f"--{name}={value}" for name, value in QUICK.items()]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*_as_nobody(), bin / "postgres", "-D", data, "-p", str(port), *options,
             "--listen_addresses=127.0.0.1", f"--unix_socket_directories={data}"],
            stdout=said, stderr=said, cwd="/",
        )  # fmt: skip
    try:
        _wait(bin, port, server, log)
        _run(bin / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", OWNER, OWNER)
        yield f"postgresql://{OWNER}@127.0.0.1:{port}/{OWNER}"
    finally:
        server.send_signal(2)  # SIGINT: a fast shutdown, which ends open connections
        server.wait(UP_S)


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", f"--reuid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []


def _run(*command: Path | str) -> None:
    done = subprocess.run([*_as_nobody(), *command], capture_output=True, text=True, timeout=120, cwd="/")
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"


def _wait(bin: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + UP_S
    ready = [bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, timeout=10).returncode:
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
