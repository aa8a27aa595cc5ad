"""A PostgreSQL cluster of Debian's for as long as a test needs it: in a folder of its own, on a free port."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import chown, which
from tempfile import TemporaryDirectory

import pytest

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
    _initdb(bin, folder / "data")
    with _serving(bin, folder / "data", QUICK) as server:
        _run(bin / "createdb", "-h", "127.0.0.1", "-p", str(server.port), "-U", OWNER, OWNER)
        yield f"postgresql://{OWNER}@127.0.0.1:{server.port}/{OWNER}"


@contextmanager
def lasting(folder: Path) -> Iterator[str]:
    """Make one that keeps what it is given, as ``pair`` does without a standby; yield its address."""
    bin = programs()
    assert bin is not None, "found no PostgreSQL"
    folder.mkdir()
    folder.chmod(0o755)
    _initdb(bin, folder / "data")
    with _serving(bin, folder / "data", {"max_connections": "40"}) as server:
        _run(bin / "createdb", "-h", "127.0.0.1", "-p", str(server.port), "-U", OWNER, OWNER)
        yield f"postgresql://{OWNER}@127.0.0.1:{server.port}/{OWNER}"


@contextmanager
def passing() -> Iterator[Path]:
    """Yield a folder with a short name, which the servers' own user may enter; skip where there are none."""
    if programs() is None:
        pytest.skip("no PostgreSQL here that can be run (Debian: postgresql)")
    with TemporaryDirectory(prefix="fl-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def passing_cluster() -> Iterator[str]:
    """As ``cluster``, in a folder that is gone with it."""
    with passing() as folder, cluster(folder) as address:
        yield address


@contextmanager
def passing_pair() -> Iterator["Pair"]:
    """As ``pair``, in a folder that is gone with it."""
    with passing() as folder, pair(folder) as made:
        yield made


class Server:
    """One running server."""

    def __init__(self, bin: Path, data: Path, options: dict[str, str]) -> None:
        self.bin, self.data, self.port = bin, data, _free_port()
        self._log = data.parent / f"{data.name}.log"
        told = [f"--{name}={value}" for name, value in options.items()]
        with self._log.open("wb") as said:
            self._process = subprocess.Popen(
                [*_as_nobody(), bin / "postgres", "-D", data, "-p", str(self.port), *told,
                 "--listen_addresses=127.0.0.1", f"--unix_socket_directories={data}"],
                stdout=said, stderr=said, cwd="/",
            )  # fmt: skip
        _wait(bin, self.port, self._process, self._log)

    def end(self, by: int = signal.SIGINT) -> None:
        """End it, by its pid: SIGINT is a fast shutdown, SIGQUIT an immediate one, as after a crash."""
        if self._process.poll() is None:
            self._process.send_signal(by)
            self._process.wait(UP_S)


class Pair:
    """A primary that acknowledges nothing before its standby has it on disk."""

    def __init__(self, primary: Server, standby: Server) -> None:
        self.primary, self.standby = primary, standby
        hosts = f"host=127.0.0.1,127.0.0.1 port={primary.port},{standby.port}"
        self.address = f"{hosts} user={OWNER} dbname={OWNER} connect_timeout=2"

    def promote(self) -> None:
        """Make the standby the one that takes writes, which waits for no other."""
        _run(self.standby.bin / "pg_ctl", "promote", "-w", "-D", str(self.standby.data))


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Make a primary and its synchronous standby below ``folder``; stop both."""
    bin = programs()
    assert bin is not None, "found no PostgreSQL"
    _initdb(bin, folder / "primary")
    with ExitStack() as ends:
        primary = ends.enter_context(_serving(bin, folder / "primary", {"max_connections": "40"}))
        _run(bin / "createdb", "-h", "127.0.0.1", "-p", str(primary.port), "-U", OWNER, OWNER)
        copied = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", OWNER, "-R", "-c", "fast"]
        _own(folder / "standby")
        _run(bin / "pg_basebackup", "-D", str(folder / "standby"), *copied)
        source = f"host=127.0.0.1 port={primary.port} user={OWNER} application_name=standby"
        standby = ends.enter_context(
            _serving(bin, folder / "standby", {"primary_conninfo": source, "max_connections": "40"})
        )
        _run(
            bin / "psql", "-h", "127.0.0.1", "-p", str(primary.port), "-U", OWNER, "-d", OWNER,
            "-c", "ALTER SYSTEM SET synchronous_standby_names = 'standby'", "-c", "SELECT pg_reload_conf()",
        )  # fmt: skip
        yield Pair(primary, standby)


def _initdb(bin: Path, data: Path) -> None:
    _own(data)
    made = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}"]
    _run(bin / "initdb", f"--pgdata={data}", *made)


def _own(data: Path) -> None:
    data.mkdir(mode=0o700)
    if os.getuid() == 0:
        chown(data, NOBODY)


@contextmanager
def _serving(bin: Path, data: Path, options: dict[str, str]) -> Iterator[Server]:
    server = Server(bin, data, options)
    try:
        yield server
    finally:
        server.end()


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
