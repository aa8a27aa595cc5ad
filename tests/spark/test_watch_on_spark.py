"""``fairline watch`` on a Spark of two executors: what one engine finds, whoever is killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

import msgspec
import psycopg
import pytest

from fairline.facts import Fact
from fairline.guard.records import FindingRecord
from tests.postgresql import passing_cluster, programs
from tests.stream.streaming import PLAN, disturbed, one_engine, said, traffic

ROOT = Path(__file__).parents[2]
WITHIN_S = 600.0  # on a machine with much else to do; some 40 s on one without

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(which("java") is None, reason="no Java here (Debian: openjdk-17-jre-headless)"),
    pytest.mark.skipif(programs() is None, reason="no PostgreSQL here that can be run (Debian: postgresql)"),
]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


def put(folder: Path, name: str, facts: Sequence[Fact]) -> None:
    """Put a file there as it is asked for: whole, and under its name only then."""
    aside = folder / f".{name}.ndjson"
    aside.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in facts))
    aside.rename(folder / f"{name}.ndjson")


class Running:
    """The command, as an operator runs it."""

    def __init__(self, folder: Path, database: str, name: str, *more: str) -> None:
        self.said = folder / "log"
        command = [
            str(Path(sys.executable).with_name("fairline")), "watch", "--on", "local-cluster[2,1,1024]",
            "--from", str(folder / "in"), "--checkpoint", str(folder / "checkpoint"), "--database", database,
            "--name", name, "--plan", PLAN, "--batch", "1", "--lang", "en", *more,
        ]  # fmt: skip
        with self.said.open("ab") as log:
            told = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT, env=told)

    def executors(self) -> list[int]:
        """The Java processes that carry out its batches."""
        return [pid for pid in below(self.process.pid) if b"CoarseGrainedExecutorBackend" in command_of(pid)]

    def end(self, by: int = signal.SIGTERM) -> int:
        below_it = below(self.process.pid)
        self.process.send_signal(by)
        status = self.process.wait(WITHIN_S)
        for pid in below_it if by == signal.SIGKILL else ():  # what it started ends by itself, only later
            end_of(pid)
        return status


def below(pid: int) -> list[int]:
    """Every process that was started by ``pid``, and by those."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}").parent.glob("*/children"):
        try:
            children = child.read_text().split()
        except OSError:
            continue
        for each in map(int, children):
            found += [each, *below(each)]
    return found


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def end_of(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def written(database: str, name: str) -> int:
    """How many batches are there."""
    with psycopg.connect(database) as connection:
        try:
            asked = "SELECT count(*) FROM fairline_watch_batches WHERE query = %s"
            row = connection.execute(asked, (name,)).fetchone()
        except psycopg.errors.UndefinedTable:
            return 0
    assert row is not None
    return int(row[0])


def until_written(number: int, running: Running, database: str, name: str) -> None:
    ends = time.monotonic() + WITHIN_S
    while written(database, name) < number:
        assert running.process.poll() is None, running.said.read_text()[-3_000:]
        assert time.monotonic() < ends, running.said.read_text()[-3_000:]
        time.sleep(0.1)


def found(database: str, name: str) -> list[FindingRecord]:
    with psycopg.connect(database) as connection:
        asked = "SELECT body::text FROM fairline_watch_findings WHERE query = %s"
        rows = connection.execute(asked, (name,)).fetchall()
    return [msgspec.json.decode(row[0], type=FindingRecord) for row in rows]


def sums(database: str, name: str) -> dict[str, int]:
    what = ("records", "used", "duplicates", "late", "refused")
    with psycopg.connect(database) as connection:
        asked = f"SELECT {', '.join(f'sum({each})::bigint' for each in what)} FROM fairline_watch_batches"
        row = connection.execute(asked + " WHERE query = %s", (name,)).fetchone()
    assert row is not None
    return dict(zip(what, row, strict=True))


def test_executors_and_the_driver_are_killed_and_nothing_is_lost_or_twice(
    tmp_path: Path, database: str
) -> None:
    batches = disturbed(traffic(8), 700)
    expected, engine = one_engine(batches)
    (tmp_path / "in").mkdir()
    running = Running(tmp_path, database, "killed", "--metrics", "127.0.0.1:0")
    try:
        for number, batch in enumerate(batches[:3], start=1):
            put(tmp_path / "in", f"{number:03d}", batch)
        until_written(2, running, database, "killed")
        os.kill(running.executors()[0], signal.SIGKILL)
        put(tmp_path / "in", "004", batches[3])
        put(tmp_path / "in", "005", batches[4])
        until_written(4, running, database, "killed")
        os.kill(running.executors()[-1], signal.SIGKILL)
        time.sleep(0.5)
        running.end(signal.SIGKILL)
        for number, batch in enumerate(batches[5:], start=6):
            put(tmp_path / "in", f"{number:03d}", batch)
        (tmp_path / "in" / "unusable.csv").write_text("nothing,that\nanybody,knows\n")
        put(tmp_path / "in", "unwritten", [])
        running = Running(tmp_path, database, "killed", "--once", "--conclude")
        assert running.process.wait(WITHIN_S) == 0, running.said.read_text()[-3_000:]
    finally:
        if running.process.poll() is None:
            running.end(signal.SIGKILL)
    there, wanted = Counter(said(found(database, "killed"))), Counter(said(expected))
    assert (list(there - wanted), list(wanted - there)) == ([], [])
    total = sums(database, "killed")
    assert total["records"] == sum(map(len, batches))
    assert (total["duplicates"], total["late"]) == (engine.taken["duplicate"], engine.taken["late"])
    assert total["records"] == total["used"] + total["duplicates"] + total["late"] + total["refused"]
    told = running.said.read_text()
    assert "unusable.csv: 0 unreadable of 0 (no known format" in told
    assert f"ended: {total['records']}" not in told  # the second driver only counts its own
