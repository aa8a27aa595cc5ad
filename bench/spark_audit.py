"""An audit of millions of calls: on one machine, on Spark, and on Spark with a machine killed under way.

``python -m bench.spark_audit --calls 10000000 --kill executor`` makes the files once (a simulated week of a
million calls, copied for further accounts, twenty files a million) and audits them each way with the whole
catalogue. The reports must be the same to the byte. It prints seconds, processor time and peak memory of all
processes together.
"""

import argparse
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from time import perf_counter

import msgspec

from bench.spark_cluster import below, executors_below, killed, standalone
from simulator import week

MILLION = 1_000_000
FILES = 20
EVERY_S = 0.5
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
KILL_AFTER_S = 5
OWN = b'{"kind":"account","id":"'
"""How an account's own record begins."""
Workers = list[subprocess.Popen[bytes]]
CLUSTER = "local-cluster[2,1,1024]"


def main() -> None:
    """Audit each way that is asked for and print what it took. Ends with 1 if two reports differ."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--calls", type=int, default=MILLION)
    asked.add_argument("--kill", choices=("executor", "worker"), action="append", default=[])
    asked.add_argument("--on", default=CLUSTER)
    asked.add_argument("--no-one-machine", action="store_true")
    asked.add_argument("--folder", type=Path, default=Path("/tmp/fairline-spark-audit"))
    given = asked.parse_args()
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    begun = perf_counter()
    files = made(given.calls, given.folder / f"{given.calls}")
    print(f"{given.calls:,} calls in {len(files)} files, made in {perf_counter() - begun:.0f} s", flush=True)
    reports: dict[str, Path] = {}
    ways = [] if given.no_one_machine else ["one machine"]
    for way in [*ways, "spark", *(f"spark, {each} killed" for each in given.kill)]:
        reports[way] = given.folder / f"{way.replace(' ', '-').replace(',', '')}.json"
        print(run(way, files, reports[way], given), flush=True)
    bodies = {report.read_bytes() for report in reports.values()}
    print("the reports are the same, to the byte" if len(bodies) == 1 else "THE REPORTS DIFFER")
    sys.exit(len(bodies) != 1)


def made(calls: int, folder: Path) -> list[str]:
    """Return the files of so many calls; they are made where they are not there yet."""
    copies = max(1, round(calls / MILLION))
    base = folder / "0"
    if not (base / "done").exists():
        base.mkdir(parents=True, exist_ok=True)
        write_week(min(calls, MILLION), base)
    for copy in range(1, copies):
        to = folder / f"{copy}"
        if not (to / "done").exists():
            to.mkdir(exist_ok=True)
            for part in base.glob("*.ndjson"):
                (to / part.name).write_bytes(renamed(part.read_bytes(), f"m{copy}-".encode()))
            (to / "done").touch()
    return sorted(str(part) for part in folder.glob("*/*.ndjson"))


def write_week(calls: int, folder: Path) -> None:
    """Write a simulated week as NDJSON, its registry facts among the calls, in the order of time."""
    facts, encode = week(42, calls), msgspec.json.encode
    size = max(1, -(-calls // FILES))
    for number in count():
        some = list(islice(facts, size))
        if not some:
            break
        (folder / f"{number:03}.ndjson").write_bytes(b"".join(encode(fact) + b"\n" for fact in some))
    (folder / "done").touch()


def renamed(lines: bytes, prefix: bytes) -> bytes:
    """Return facts of other accounts: every name of an account has a prefix."""
    lines = lines.replace(OWN, OWN + prefix)
    return lines.replace(b'"account":"', b'"account":"' + prefix)


def run(way: str, files: list[str], report: Path, given: argparse.Namespace) -> str:
    """Audit one way; return a line that says what it took."""
    with cluster(way, given) as (master, workers):
        command = [str(Path(sys.executable).with_name("fairline")), "audit", *files, "--json", str(report)]
        command += ["--engine", "history"] if master is None else ["--on", master]
        begun = perf_counter()
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        tree = Tree([running.pid, *(each.pid for each in workers)])
        assert running.stderr is not None
        for line in running.stderr:
            print("   ", line.decode().rstrip(), flush=True)
            if b" bins; " in line and "killed" in way:
                victim = (lambda: workers[0].pid) if workers else (lambda: executors_below(running.pid)[0])
                threading.Timer(KILL_AFTER_S, lambda find=victim: killed(find())).start()
        status = running.wait()
        seconds = perf_counter() - begun
        cpu, peak = tree.ended()
    each = given.calls / MILLION
    return (
        f"{way}: status {status}, {seconds:,.1f} s ({seconds / each:,.1f} a million),"
        f" processor {cpu:,.0f} s ({cpu / each:,.1f} a million), peak {peak / 1e9:,.2f} GB"
    )


@contextmanager
def cluster(
    way: str, given: argparse.Namespace
) -> Iterator[tuple[str | None, list[subprocess.Popen[bytes]]]]:
    """Give the master of a way, and its workers if it is a standalone one."""
    if way == "one machine":
        yield None, []
    elif "worker" in way:
        folder = given.folder / "workers"
        folder.mkdir(exist_ok=True)
        with standalone(folder) as (master, workers):
            yield master, workers
    else:
        yield given.on, []


class Tree:
    """Processor time and memory of processes and of all that they start, looked at while they run."""

    def __init__(self, roots: list[int]) -> None:
        """Begin to look."""
        self._roots = roots
        self._cpu: dict[int, float] = {}
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def ended(self) -> tuple[float, int]:
        """Stop looking; return seconds of processor time and the most bytes that all had at once."""
        self._over.set()
        self._thread.join()
        return sum(self._cpu.values()), self._peak

    def _watch(self) -> None:
        while not self._over.wait(EVERY_S):
            memory = 0
            for pid in {pid for root in self._roots for pid in (root, *below(root))}:
                try:
                    stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                except OSError:  # it has just ended
                    continue
                self._cpu[pid] = (int(stat[11]) + int(stat[12])) / TICKS
                memory += int(stat[21]) * PAGE
            self._peak = max(self._peak, memory)


if __name__ == "__main__":
    main()
