"""Print what fairline costs here: the engine, the readers, and the memory of an audit as the file grows.

Figures of one machine differ from those of another; the ratios are what can be compared. Every figure is the
median of ``REPEATS`` runs, except the audits of many calls, which are run once.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Call, Fact, Unreadable
from fairline.law import load
from fairline.policy import DEFAULT_PLAN
from fairline.readers.places import located
from fairline.readers.recognition import READERS
from fairline.readers.source import Source
from simulator import week
from simulator.writers import FORMATS

REPEATS = 3
SEED = 42
ENGINE_CALLS, READER_CALLS = 200_000, 20_000
MANY = (1_000_000, 3_000_000, 10_000_000)


def timed(work: Callable[[], int]) -> float:
    """Return how many facts a second ``work`` did, by processor time, the median of some runs."""
    rates = []
    for _ in range(REPEATS):
        start = process_time()
        done = work()
        rates.append(done / (process_time() - start))
    return median(rates)


def reference_rate(facts: list[Fact]) -> float:
    """Return the rate of the reference loop: twelve plain comparisons a fact in one generated function."""
    tests = "\n".join(f"    if fact.id == {number!r}: hits += 1" for number in "abcdefghijkl")
    names: dict[str, Callable[[Fact], int]] = {}
    exec(f"def reference(fact):\n    hits = 0\n{tests}\n    return hits\n", names)
    reference = names["reference"]

    def work() -> int:
        for fact in facts:
            reference(fact)
        return len(facts)

    return timed(work)


def engine_rate(facts: list[Fact]) -> float:
    """Return the rate of the whole policy in process, from facts that are already there."""
    law = load(public_holidays)

    def work() -> int:
        engine = Engine(CLAUSES, law=law, plan=DEFAULT_PLAN)
        for fact in facts:
            engine.observe(fact)
        engine.conclude()
        return len(facts)

    return timed(work)


def reader_rates(facts: list[Fact], folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield each format's name, its records a second, and its megabytes a second."""
    for name, form in FORMATS.items():
        path = folder / f"{name}{form.suffix}"
        if form.reader not in READERS or not form.write(iter(facts), path):
            continue

        def work(path: Path = path, reader: str = form.reader) -> int:
            source = Source.open(str(path))
            read = sum(
                1
                for each in READERS[reader].read(source, zone=UTC, region=None)
                if not isinstance(each, Unreadable)
            )
            source.close()
            return read

        rate = timed(work)
        yield name, rate, rate * path.stat().st_size / len(facts) / 1e6


def audit_of_many(calls: int) -> tuple[float, float]:
    """Return seconds and peak megabytes of ``fairline audit -`` on so many calls from a pipe."""
    probe = (
        "import resource, runpy, sys\n"
        "sys.argv = ['fairline', 'audit', '-', '--format', 'fairline-ndjson', '--json', '/dev/null']\n"
        "try: runpy.run_module('fairline.cli', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    start = perf_counter()
    made = subprocess.Popen([sys.executable, "-m", "bench.traffic", str(calls)], stdout=subprocess.PIPE)
    done = subprocess.run(
        [sys.executable, "-c", probe],
        stdin=made.stdout,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    made.wait()
    return perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="leave out the audits of millions of calls")
    chosen = options.parse_args()
    console = Console()
    facts = [located(fact) if isinstance(fact, Call) else fact for fact in week(SEED, ENGINE_CALLS)]
    rules = sum(len(clause.rules) for clause in CLAUSES)
    reference, engine = reference_rate(facts), engine_rate(facts)
    console.print(
        f"engine: {engine:,.0f} facts/s through {rules} rules, {reference / engine:.1f} x the reference loop's cost"
    )
    table = Table("format", "records/s", "MB/s", title="readers, one core")
    with tempfile.TemporaryDirectory() as folder:
        for name, rate, megabytes in reader_rates(list(week(SEED, READER_CALLS)), Path(folder)):
            table.add_row(name, f"{rate:,.0f}", f"{megabytes:.1f}")
    console.print(table)
    if chosen.quick:
        return
    table = Table("calls", "seconds", "calls/s", "peak MB", title="fairline audit - (whole process)")
    for calls in MANY:
        seconds, megabytes = audit_of_many(calls)
        table.add_row(f"{calls:,}", f"{seconds:,.0f}", f"{calls / seconds:,.0f}", f"{megabytes:,.0f}")
        console.print(f"{calls:,} calls: {seconds:,.0f} s, {megabytes:,.0f} MB")
    console.print(table)


if __name__ == "__main__":
    main()
