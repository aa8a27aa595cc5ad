"""Continuous detection on Spark beside one engine in one process: the same findings, and at what rate.

``python -m bench.spark_watch --facts 5000000 --kills 2`` makes calls as files (once), counts them in
this process,
then by ``fairline watch`` on two executors of which some are killed, and compares what was found.
"""

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from pathlib import Path
from random import Random
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

import msgspec
import psycopg

from bench.traffic import ACCOUNTS, SPAN, START, calls
from fairline.audit.inputs import Inputs, Options
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Account, Fact
from fairline.guard.records import FindingRecord, finding_record
from fairline.law import load
from fairline.policy import DEFAULT_PLAN
from fairline.readers.places import located
from fairline.spark.watch import Asked, watch
from fairline.spark.watch_batch import Batch, Sum
from fairline.spark.watch_plan import From, Reading
from tests.postgresql import cluster

FOLDER = Path("/tmp/fairline-bench-watch")
LATENESS = timedelta(hours=1)
OPTIONS = Options(owner="nobody", zone=UTC, plan=DEFAULT_PLAN)


def traffic(number: int) -> Iterator[Fact]:
    """Yield so many facts: calls of thirty days and the records of their accounts; one in a hundred comes up
    to 2,000 facts late, one in two hundred comes again."""
    chance, late, made = Random(11), [], 0
    yield from (Account(id=f"a{each}", at=START, plan=DEFAULT_PLAN) for each in range(ACCOUNTS))
    made = ACCOUNTS
    for call in calls(number, step=SPAN / number):
        drawn = chance.random()
        if drawn < 0.01:
            late.append(call)
            continue
        yield call
        made += 1
        if drawn > 0.995:
            late.append(call)
        if len(late) > 20:
            yield late.pop(chance.randrange(len(late)))
            made += 1
        if made >= number - len(late):
            break
    yield from late[: number - made]


def files_of(number: int, size: int) -> Path:
    """Return a folder with the facts as NDJSON, ``size`` in a file; made if it is not there."""
    folder = FOLDER / f"{number}-{size}"
    if (folder / "_SUCCESS").exists():
        return folder
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    encode, out = msgspec.json.encode, None
    for place, fact in enumerate(traffic(number)):
        if place % size == 0:
            if out is not None:
                out.close()
            out = (folder / f"{place // size:06d}.ndjson").open("wb")
        assert out is not None
        out.write(encode(fact) + b"\n")
    if out is not None:
        out.close()
    (folder / "_SUCCESS").touch()
    return folder


def one_process(folder: Path, batches: Iterable[list[str]]) -> tuple[list[bytes], Counter[str], float, float]:
    """Return what one engine finds, what became of the facts, seconds in the engine, and seconds of
    reading."""
    engine = Engine(CLAUSES, law=load(public_holidays), plan=DEFAULT_PLAN, lateness=LATENESS)
    found: list[FindingRecord] = []
    engine_s = read_s = 0.0
    for names in batches:
        begun = time.perf_counter()
        inputs = Inputs([str(folder / name) for name in names], OPTIONS)
        facts = sorted(map(located, inputs.facts()), key=lambda each: each.at)
        read = time.perf_counter()
        for fact in facts:
            found += map(finding_record, engine.observe(fact))
        read_s += read - begun
        engine_s += time.perf_counter() - read
    found += map(finding_record, engine.conclude())
    return said(found), Counter({str(k): v for k, v in engine.taken.items()}), engine_s, read_s


def said(found: Iterable[FindingRecord]) -> list[bytes]:
    """Return all that findings say, in an order that does not depend on who found them."""
    read = (msgspec.json.decode(msgspec.json.encode(each), type=FindingRecord) for each in found)
    return sorted(map(msgspec.json.encode, read))  # as whoever reads it writes it: a limit of 1 is 1.0


class Log:
    """Keeps what is told of batches, and kills executors on the way."""

    def __init__(self, kills_at: list[int]) -> None:
        self.batches: list[tuple[Batch, float, float]] = []
        self.kills_at, self.killed = kills_at, 0

    def begins(self, on: str, shards: int, policy: str) -> None:
        """The query begins."""
        print(f"on {on}: {shards} shards, policy {policy}", flush=True)

    def batch(self, batch: Batch, seconds: float) -> None:
        """Keep it; kill an executor if it is time to."""
        self.batches.append((batch, seconds, time.monotonic()))
        restored = f", restored {batch.restored}" if batch.restored else ""
        print(
            f"batch {batch.number}: {batch.sum.records} records in {seconds:.2f} s, engine "
            f"{max(batch.engine_s.values(), default=0):.2f} s at the busiest, state"
            f" {batch.state_bytes / 1e6:.1f} MB"
            f"{restored}",
            flush=True,
        )
        if self.kills_at and batch.number >= self.kills_at[0]:
            self.kills_at.pop(0)
            Thread(target=self._kill, daemon=True).start()

    def _kill(self) -> None:
        time.sleep(0.3)  # so that the next batch has begun
        there = executors(os.getpid())
        if there:
            os.kill(there[self.killed % len(there)], signal.SIGKILL)
            self.killed += 1
            print(f"killed an executor, {self.killed} so far", flush=True)

    def waits(self, why: str, again_s: float) -> None:
        """Something does not answer."""
        print(f"waits: {why}", flush=True)

    def policy(self, digest: str, past: bool) -> None:
        """Never here."""

    def refused(self, why: str) -> None:
        """Never here."""

    def lost(self, number: int) -> None:
        """Executors are gone."""

    def ends(self, total: Sum) -> None:
        """It has ended."""
        print(f"ended: {total}", flush=True)


def executors(pid: int) -> list[int]:
    """Return the executors among what a process started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(each) for each in task.read_text().split()]
        except OSError:
            continue
        for each in children:
            if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{each}/cmdline").read_bytes():
                found.append(each)
            found += executors(each)
    return found


def on_spark(
    folder: Path, on: str, batch: int, kills_at: list[int], work: Path
) -> tuple[list[bytes], Log, Sum, int, int]:
    """Return what Spark finds, the batches, the sums, and how many findings and batches are in the
    database."""
    log = Log(kills_at)
    work.chmod(0o755)
    (work / "postgresql").mkdir(mode=0o755)
    with cluster(work / "postgresql") as database:
        asked = Asked(
            on=on,
            sources=(From(kind="folder", at=str(folder)),),
            checkpoint=work / "checkpoint",
            database=database,
            password_file=None,
            name="bench",
            plan=DEFAULT_PLAN,
            reading=Reading(owner="nobody"),
            lateness_s=LATENESS // timedelta(seconds=1),
            facts_max=batch,
            once=True,
            conclude=True,
        )
        total = watch(asked, log)
        with psycopg.connect(database) as connection:
            rows = connection.execute("SELECT body::text FROM fairline_watch_findings").fetchall()
            batches = connection.execute("SELECT count(*) FROM fairline_watch_batches").fetchone()
    assert batches is not None
    found = said(msgspec.json.decode(row[0], type=FindingRecord) for row in rows)
    return found, log, total, len(rows), int(batches[0])


def main() -> int:
    """Make, count, compare, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--facts", type=int, default=500_000)
    asked.add_argument("--file", type=int, default=10_000, help="facts in a file")
    asked.add_argument("--batch", type=int, default=60_000, help="facts in a batch, about")
    asked.add_argument("--kills", type=int, default=0, help="how many executors are killed on the way")
    asked.add_argument("--on", default="local-cluster[2,1,2048]")
    asked.add_argument("--no-one-process", action="store_true", help="do not compare")
    told = asked.parse_args()
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    begun = time.monotonic()
    folder = files_of(told.facts, told.file)
    print(f"facts in {folder} after {time.monotonic() - begun:.0f} s", flush=True)
    estimated = max(1, told.facts // told.batch)
    kills = [estimated * (number + 1) // (told.kills + 1) for number in range(told.kills)]
    with TemporaryDirectory(prefix="fairline-bench-watch-", dir="/tmp") as work:
        found, log, total, rows, batches = on_spark(folder, told.on, told.batch, kills, Path(work))
    _print(log, total, rows, batches)
    if told.no_one_process:
        return 0
    batches_of = [[file.name for file in batch.files] for batch, *_ in log.batches]
    expected, taken, engine_s, read_s = one_process(folder, batches_of)
    print(
        f"one process: {told.facts / (engine_s + read_s):,.0f} facts/s; {engine_s / told.facts * 1e6:.1f}"
        f" µs a fact in the"
        f" engine, {read_s / told.facts * 1e6:.1f} µs reading"
    )
    same = found == expected
    print(
        f"findings: {len(found)} on Spark, {len(expected)} in one process: {'EQUAL' if same else 'DIFFERENT'}"
    )
    print(f"taken in one process: {dict(taken)}")
    return 0 if same else 1


def _print(log: Log, total: Sum, rows: int, batches: int) -> None:
    full = [each for each in log.batches if each[0].sum.records]
    whole = full[-1][2] - full[0][2]
    after = sum(batch.sum.records for batch, *_ in full[1:])
    busiest = sum(max(batch.engine_s.values()) for batch, *_ in full[1:])
    cpu = sum(sum(batch.engine_s.values()) for batch, *_ in full[1:])
    reading = sum(batch.read_s for batch, *_ in full[1:])
    seconds = sorted(each[1] for each in full[1:])
    print(
        f"spark: {total}; {batches} batches and {rows} findings in the database; {log.killed} executors"
        f" killed"
    )
    print(f"spark: {after / whole:,.0f} facts/s over {whole:.0f} s after the first batch")
    print(
        f"batches: median {median(seconds):.2f} s, p95 {seconds[int(len(seconds) * 0.95)]:.2f} s, most"
        f" {seconds[-1]:.2f} s"
    )
    print(
        f"time: {busiest / whole:.0%} in the busiest engine; {cpu / after * 1e6:.1f} µs a fact in engines, "
        f"{reading / after * 1e6:.1f} µs reading and packing"
    )


if __name__ == "__main__":
    sys.exit(main())
