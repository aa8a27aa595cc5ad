"""Spark on this machine alone: a master with two workers, and what runs below a process, to be killed."""

import importlib.util
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WITHIN_S = 60
EXECUTOR = "CoarseGrainedExecutorBackend"


def below(pid: int) -> dict[int, str]:
    """Return the processes that ``pid`` started, and those that these started, each with its command."""
    parents: dict[int, tuple[int, str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                command = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:  # it has just ended
                continue
            parents[int(folder.name)] = int(stat.rsplit(")", 1)[1].split()[1]), command
    mine = {pid}
    while more := {each for each, (parent, _) in parents.items() if parent in mine} - mine:
        mine |= more
    return {each: parents[each][1] for each in sorted(mine - {pid})}


def executors_below(pid: int) -> list[int]:
    """Return the executors' machines below ``pid``."""
    found = below(pid).items()
    return [each for each, command in found if EXECUTOR in command and "java" in command.split("\0", 1)[0]]


@contextmanager
def standalone(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Give the address of a master on loopback, and its two workers of one core each."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    processes = [_started(folder, "master.Master", "--port", str(port))]
    try:
        _wait(("127.0.0.1", port))
        for number in range(2):
            options = ("-c", "1", "-m", "1g", "-d", str(folder / f"worker{number}"), master)
            processes.append(_started(folder, "worker.Worker", *options))
        yield master, processes[1:]
    finally:
        for each in reversed(processes):
            each.kill()
            each.wait(WITHIN_S)


def _started(folder: Path, name: str, *options: str) -> subprocess.Popen[bytes]:
    home = Path(str(importlib.util.find_spec("pyspark").origin)).parent  # type: ignore[union-attr]
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1"]
    with (folder / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            [*command, "--webui-port", "0", *options],
            stdout=log,
            stderr=log,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home)},
        )


def _wait(address: tuple[str, int]) -> None:
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(address) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens at {address}")


def killed(pid: int) -> None:
    """End a process of ours at once, as when its machine fails."""
    os.kill(pid, signal.SIGKILL)
