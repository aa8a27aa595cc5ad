"""The two halves of a guard: what an answer costs with all rules inline, and without those nobody waits for.

``python -m bench.halves [ATTEMPTS] [FACTS]``; ``python -m bench.halves restart [FACTS]`` for the answering
half's restart alone. A closed loop as in ``bench.journal``. The watching process runs on another core; what
it has not got to when the last answer came is told, and how long it takes to get there. A restart is a
process of its own, after a guard was left without closing: from its start to the first answer, which is in
doubt where much is to be read, and to the first decision by all that is counted.
"""

import asyncio
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import quantiles

from bench.engine import LAW
from bench.journal import ABREAST, LATENESS, WAITING, Clock, answer
from bench.sections import rate
from bench.traffic import calls
from fairline.clauses import CLAUSES
from fairline.engine import policy_digest
from fairline.facts import Call
from fairline.guard import Guard, Watch, Work
from fairline.guard.halves import answering, watching
from fairline.policy import DEFAULT_PLAN
from fairline.signals.windows import instant

INLINE, ALONE, BOTH = "all rules inline", "answering half alone", "both halves"
SNAPSHOT_EVERY = 50_000
ONE_BY_ONE = 2_000


def opened(folder: Path, how: str, clock: Clock, *, behind: bool = False) -> Guard:
    """Open a guard with all rules, or with the answering half."""
    clauses = CLAUSES if how == INLINE else answering(CLAUSES)
    beside = "" if how == INLINE else policy_digest(watching(CLAUSES))
    return Guard.open(
        folder, clauses, law=LAW, plan=DEFAULT_PLAN, lateness=LATENESS, now=clock, beside=beside,
        behind=behind,
    )  # fmt: skip


async def decided(folder: Path, how: str, attempts: Sequence[Call]) -> None:
    """Decide all but the last as fast as answers come, those one by one; print what it took."""
    clock = Clock()
    guard = opened(folder, how, clock)
    watch = None
    if how == BOTH:
        work = Work(
            folder=folder, clauses=watching(CLAUSES), law=LAW, plan=DEFAULT_PLAN, lateness=LATENESS,
            snapshot_every=SNAPSHOT_EVERY,
        )  # fmt: skip
        watch = Watch(guard, work)
        watch.start()
        while watch.behind:
            await asyncio.sleep(0.01)
    gc.disable()
    many, waiting = len(attempts) - ONE_BY_ONE, []
    begun, spent = time.perf_counter(), time.thread_time()
    for start in range(0, many, ABREAST):
        some = attempts[start : min(many, start + ABREAST)]
        clock.at = instant(some[0].at)
        waiting += [guard.decide(each) for each in some]
        await asyncio.sleep(0)
        while guard.pending > WAITING:
            await asyncio.sleep(0.0005)
    await asyncio.gather(*waiting)
    took, spent = time.perf_counter() - begun, time.thread_time() - spent
    waits = []
    for each in attempts[many:]:
        clock.at = instant(each.at)
        asked = time.perf_counter()
        await guard.decide(each)
        waits.append(time.perf_counter() - asked)
    cuts = quantiles(waits, n=100)
    said = f"{how}: {rate(many / took)}, by the loop's processor {rate(many / spent)}, "
    said += f"p50 {cuts[49] * 1e3:.2f} ms, p99 {cuts[98] * 1e3:.2f} ms one by one"
    if watch is not None:
        behind, begun = watch.behind, time.perf_counter()
        while watch.behind:
            await asyncio.sleep(0.01)
        said += f"; then {behind:,} entries behind, caught up after {time.perf_counter() - begun:.1f} s"
        await watch.stop()
    print(said, flush=True)
    gc.enable()
    await guard.close()


async def fill(folder: Path, how: str, number: int) -> None:
    """Observe facts, and end without closing."""
    folder.mkdir()
    clock, facts = Clock(), calls(number)
    guard = opened(folder, how, clock)
    while some := list(islice(facts, 64)):
        clock.at = instant(some[-1].at)
        await guard.observe(some)
    os._exit(0)


async def answered(folder: Path, how: str, began: float) -> None:
    """Open, and answer."""
    await answer(opened(folder, how, Clock(), behind=True), began)


def restarted(made: Path, facts: int, how: str, rounds: int = 3) -> None:
    """Fill a journal, and start a guard over it again and again."""
    folder, command = made / "filled", [sys.executable, "-m", "bench.halves"]
    begun = time.perf_counter()
    subprocess.run([*command, "fill", str(folder), how, str(facts)], check=True)
    print(f"{how}: {facts:,} facts in {time.perf_counter() - begun:.1f} s", flush=True)
    for _ in range(rounds):
        copy = made / "copy"
        shutil.copytree(folder, copy)
        asked = [*command, "answer", str(copy), how, str(time.time())]
        told = subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout.decode().split()
        left = "nothing left to read" if told[2] == "None" else f"{told[2]} entries left to read"
        first, whole = (f"{told[n]} s (processor {told[n + 3]} s)" for n in (0, 1))
        print(f"{how}: first answer after {first}, {left}; by all counts after {whole}", flush=True)
        shutil.rmtree(copy)
    shutil.rmtree(folder)


def main(attempts: int, facts: int) -> None:
    """Print each figure as it comes."""
    with tempfile.TemporaryDirectory() as made:
        made_up = tuple(calls(attempts))
        for number, how in enumerate((INLINE, ALONE, BOTH)):
            folder = Path(made) / str(number)
            folder.mkdir()
            asyncio.run(decided(folder, how, made_up))
        for how in (INLINE, ALONE):
            restarted(Path(made), facts, how)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", folder, how, number]:
            asyncio.run(fill(Path(folder), how, int(number)))
        case ["answer", folder, how, began]:
            asyncio.run(answered(Path(folder), how, float(began)))
        case ["restart", *number]:
            with tempfile.TemporaryDirectory() as made:
                restarted(Path(made), int(number[0]) if number else 1_000_000, ALONE)
        case numbers:
            main(*map(int, numbers), *(40_000, 200_000)[len(numbers) :])
