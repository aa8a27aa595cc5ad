"""The guard and its journal: what an answer costs that is on disk first, and how soon a killed guard answers.

The guard is on one core; the thread that writes and the copy that makes snapshots use another. A closed loop
keeps so many attempts waiting. "Processor" is that of the loop's thread alone. A restart is a process of its
own, after the guard was left without closing: from its start to the first answer, which is in doubt where
much is to be read, and to the first decision by all that is counted, which is on disk.
"""

import asyncio
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles

import msgspec

from bench.engine import LAW
from bench.policy import WINDOWED
from bench.sections import Measured, Scale, Table, rate
from bench.traffic import START, calls
from fairline.clauses import CLAUSES
from fairline.facts import Call
from fairline.guard import Guard
from fairline.policy import DEFAULT_PLAN, Cause, Clause
from fairline.signals.windows import instant
from fairline.stores.journal import Journal

ATTEMPTS = {"quick": 4_000, "usual": 40_000, "large": 100_000}
FACTS = {"quick": 10_000, "usual": 1_000_000, "large": 1_000_000}
LATENESS = timedelta(minutes=5)
ABREAST = 64
WAITING = 4_000
POLICIES: dict[str, tuple[Clause, ...]] = {
    "no rule": (),
    "30 signals, 12 rules": (WINDOWED,),
    "whole catalogue": CLAUSES,
}


class Clock:
    """The time of the traffic, which is not that of the machine: else every call would come too late."""

    def __init__(self) -> None:
        """Start with the traffic."""
        self.at = instant(START)

    def __call__(self) -> int:
        """Return the time."""
        return self.at


def measure(scale: Scale) -> Measured:
    """Time the journal alone, the guard under each policy, and a restart."""
    with tempfile.TemporaryDirectory() as made:
        rows = [_journal(Path(made) / "journal", ATTEMPTS[scale.name])]
        for number, (name, clauses) in enumerate(POLICIES.items()):
            facts = tuple(calls(ATTEMPTS[scale.name]))
            rows.append(asyncio.run(_decided(Path(made) / str(number), name, clauses, facts)))
        restart = tuple(_restarts(Path(made) / "restart", FACTS[scale.name], scale.rounds))
    tables = (
        Table(
            title="The guard: an answer that is on disk",
            headings=("what", "entries/s", "loop's processor/s", "entries a commit", "p50 ms", "p99 ms"),
            rows=tuple(rows),
            note=f"Closed loop with up to {WAITING:,} waiting. Lateness 5 min; p50 and p99 with one waiting.",
        ),
        Table(title="The guard: snapshots and restart", headings=("what", "measured"), rows=restart),
    )
    return Measured(tables=tables)


def _journal(folder: Path, number: int) -> tuple[str, ...]:
    """Append and commit so many entries of 500 bytes."""
    folder.mkdir()
    body, done = b"x" * 500, [0]
    journal = Journal(folder, on_commit=lambda last: done.append(last), on_trouble=print)
    begun, spent = time.perf_counter(), time.thread_time()
    for each in range(1, number + 1):
        journal.append(each, "fact", "some-id", body)
        if each % ABREAST == 0:
            journal.flush()
            while each - done[-1] > WAITING:
                time.sleep(0.0005)
    journal.flush()
    while done[-1] < number:
        time.sleep(0.0005)
    took, spent = time.perf_counter() - begun, time.thread_time() - spent
    journal.close()
    commit = f"{number / journal.commits:.0f}"
    return ("journal alone, 500 bytes each", rate(number / took), rate(number / spent), commit, "", "")


async def _decided(
    folder: Path, name: str, clauses: tuple[Clause, ...], facts: Sequence[Call]
) -> tuple[str, ...]:
    """Decide all of the attempts as fast as answers come, then some one by one."""
    folder.mkdir()
    half = len(facts) * 4 // 5
    clock = Clock()
    guard = _opened(folder, clauses, clock)
    gc.disable()
    begun, spent = time.perf_counter(), time.thread_time()
    waiting = []
    for start in range(0, half, ABREAST):
        some = facts[start : min(half, start + ABREAST)]
        clock.at = instant(some[0].at)
        waiting += [guard.decide(each) for each in some]
        await asyncio.sleep(0)
        while guard.pending > WAITING:
            await asyncio.sleep(0.0005)
    await asyncio.gather(*waiting)
    took, spent = time.perf_counter() - begun, time.thread_time() - spent
    commits, entries = guard.journal.commits, guard.sequence
    waits = []
    for each in facts[half : half + 2_000]:
        clock.at = instant(each.at)
        asked = time.perf_counter()
        await guard.decide(each)
        waits.append(time.perf_counter() - asked)
    gc.enable()
    await guard.close()
    cuts = quantiles(waits, n=100)
    return (
        f"guard, {name}",
        rate(half / took),
        rate(half / spent),
        f"{entries / commits:.0f}",
        f"{cuts[49] * 1e3:.2f}",
        f"{cuts[98] * 1e3:.2f}",
    )


def _opened(folder: Path, clauses: tuple[Clause, ...], clock: Clock, *, behind: bool = False) -> Guard:
    return Guard.open(
        folder,
        clauses,
        law=LAW,
        plan=DEFAULT_PLAN,
        lateness=LATENESS,
        now=clock,
        behind=behind,
    )


def _restarts(folder: Path, number: int, rounds: int) -> Iterator[tuple[str, str]]:
    """Journal so many facts, leave the guard without closing it, and start another one on it."""
    command = [sys.executable, "-m", "bench.journal"]
    filled = subprocess.run([*command, "fill", str(folder), str(number)], check=True, stdout=subprocess.PIPE)
    pause, took, size, past = filled.stdout.decode().split()
    yield "facts journalled, then killed", f"{number:,}"
    yield "snapshot: the guard stops for", f"{float(pause) * 1e3:.1f} ms"
    yield "snapshot: until it is kept", f"{float(took):.2f} s"
    yield "snapshot: file", f"{int(size) / 1e6:.1f} MB"
    yield "entries to replay", f"{int(past):,}"
    for each in range(min(rounds, 3)):
        copy = folder.with_name(f"again-{each}")
        shutil.copytree(folder, copy)
        asked = [*command, "answer", str(copy), str(time.time())]
        told = subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout.decode().split()
        yield f"restart to first answer, {each + 1}", f"{told[0]} s (processor {told[3]} s)"
        yield f"restart to first decision, {each + 1}", f"{told[1]} s (processor {told[4]} s)"
        shutil.rmtree(copy)


async def _fill(folder: Path, number: int) -> None:
    """Observe facts, and end without closing."""
    folder.mkdir(exist_ok=True)
    clock = Clock()
    guard = _opened(folder, CLAUSES, clock)
    facts = calls(number)
    while some := list(islice(facts, 64)):
        clock.at = instant(some[-1].at)
        await guard.observe(some)
    assert not guard.engine.late, "all of them count"
    told = guard.snapshot
    sizes = [each.stat().st_size for each in sorted((folder / "snapshots").glob("*.snapshot"))]
    print(told.paused_s, told.took_s, [0, *sizes][-1], guard.sequence - told.kept, flush=True)
    os._exit(0)


async def answer(guard: Guard, began: float) -> None:
    """Answer an attempt, decide one as soon as all is counted, tell how long after ``began`` (seconds since
    1970) each was, how many entries were left at first, and the processor's seconds by then; and end."""
    attempt = next(calls(1))
    assert guard.decide(msgspec.structs.replace(attempt, called="911")).done()
    left = guard.behind
    if left is None:
        await guard.decide(attempt)
    else:
        assert guard.in_doubt(attempt, Cause.SLOW).doubts[0].cause is Cause.BEHIND
    first, spent = time.time() - began, time.process_time()
    await guard.ready
    await guard.decide(attempt)
    all_counted, all_spent = time.time() - began, time.process_time()
    print(f"{first:.2f} {all_counted:.2f} {left} {spent:.2f} {all_spent:.2f}", flush=True)
    os._exit(0)


async def _answer(folder: Path, began: float) -> None:
    """Open, and answer."""
    await answer(_opened(folder, CLAUSES, Clock(), behind=True), began)


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        asyncio.run(_fill(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        asyncio.run(_answer(Path(sys.argv[2]), float(sys.argv[3])))
