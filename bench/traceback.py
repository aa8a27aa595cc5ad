"""A call found again by its numbers and its time among a hundred million.

The calls are made up, and written straight into the index that a closed day gets: no guard decides them and
no journal holds them, which would take a day and change nothing about a search. A cold search is one in a
process of its own after the system was told to forget the files; a warm one is the same process asking again.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from bench.sections import Measured, Scale, Table, rate
from fairline.stores.call_index import ABOUT, VERSION, About, index_of, indexed_days
from fairline.stores.call_index_closed import keep, sort
from fairline.stores.call_index_search import Wanted, search
from fairline.stores.entries import EPOCH

CALLS = {"quick": 200_000, "usual": 100_000_000, "large": 100_000_000}
DAYS = 30
FIRST = datetime(2026, 10, 1, tzinfo=UTC)
DAY_US = 86_400_000_000
CALLERS, ACCOUNTS = 200_000, 5_000
ROUNDS = 9  # searches of each kind, of which the middle one and the slowest are told
MEMORY = "1GB"
MADE = """
SELECT '+1' || (2000000000 + hash(n, $day) % 8000000000)::VARCHAR AS called,
    '+1' || (2120000000 + hash(n, $day, 1) % $callers)::VARCHAR AS caller,
    ($start + (n * $step))::BIGINT AS "at",
    ($first + n)::BIGINT AS sequence,
    'call' AS kind,
    printf('%016x', hash(n, $day, 2)) AS id,
    'account-' || (hash(n, $day, 1) % $callers % $accounts)::VARCHAR AS account,
    n % 2 = 0 AS attempt
FROM range($rows) AS made(n)
"""


def measure(scale: Scale) -> Measured:
    """Make the index, and time what is asked of it."""
    number = CALLS[scale.name]
    with tempfile.TemporaryDirectory(dir=os.environ.get("FAIRLINE_BENCH_FOLDER")) as made:
        folder = Path(made)
        begun = time.perf_counter()
        fill(folder, number)
        took = time.perf_counter() - begun
        size = sum(each.stat().st_size for each in folder.rglob("*.parquet"))
        rows = tuple(_row(folder, name) for name in ASKED)
    per_call = f"{size / number:.0f} bytes a call"
    table = Table(
        title=f"Traceback: one of {number:,} calls",
        headings=("search", "found", "cold ms, middle", "cold, slowest", "warm ms, middle", "warm, slowest"),
        rows=rows,
        note=f"{DAYS} days, {size / 1e9:.1f} GB ({per_call}); made in {took:.0f} s ({rate(number / took)}/s)."
        " Made up, written straight into the index. Cold: a new process, files forgotten by the system;"
        " without the time to start Python.",
    )
    return Measured(tables=(table,))


def fill(folder: Path, number: int) -> None:
    """Make the index of each day."""
    duckdb: Any = import_module("duckdb")
    rows = number // DAYS
    for day in range(DAYS):
        start = (FIRST - EPOCH) // timedelta(microseconds=1) + day * DAY_US
        target = index_of(folder, (FIRST + timedelta(days=day)).date().isoformat())
        target.mkdir(parents=True)
        aside = target / "rows.parquet"
        values = {
            "day": day, "callers": CALLERS, "accounts": ACCOUNTS, "start": start, "step": DAY_US // rows,
            "first": day * rows + 1, "rows": rows,
        }  # fmt: skip
        with duckdb.connect(":memory:", config={"memory_limit": MEMORY}) as database:
            database.execute(f"COPY ({MADE}) TO '{aside}' (FORMAT parquet)", values)
        sort(aside, target, memory=MEMORY)
        aside.unlink()
        latest = start + (rows - 1) * (DAY_US // rows)
        keep(
            target,
            About(version=VERSION, rows=rows, earliest=start, latest=latest, last=(day + 1) * rows),
        )


def wanted(folder: Path, name: str, turn: int) -> Wanted:
    """Return what to look for: some call that is there, another one each turn."""
    duckdb: Any = import_module("duckdb")
    days = list(indexed_days(folder))
    path = index_of(folder, days[(turn * 7 + 3) % len(days)]) / "called.parquet"
    with duckdb.connect(":memory:") as database:
        ask = f"SELECT called, caller, \"at\" FROM read_parquet('{path}') LIMIT 1 OFFSET {turn * 211}"
        called, caller, at = database.execute(ask).fetchone()
    moment = EPOCH + timedelta(microseconds=at)
    asked: Wanted = ASKED[name](called, caller, moment)
    return asked


def _around(moment: datetime, span: timedelta, **more: Any) -> Wanted:
    return Wanted(since=moment - span, until=moment + span, near=moment, **more)


HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
ASKED: dict[str, Any] = {
    "both numbers, 2 hours": lambda to, by, at: _around(at, HOUR, called=to, caller=by),
    "called number, 2 hours": lambda to, by, at: _around(at, HOUR, called=to),
    "caller number, 2 hours": lambda to, by, at: _around(at, HOUR, caller=by),
    "called number, all 30 days": lambda to, by, at: _around(at, MONTH, called=to),
    "caller number, all 30 days": lambda to, by, at: _around(at, MONTH, caller=by),
    "caller, last 4 digits called, 1 day": lambda to, by, at: _around(
        at, 12 * HOUR, caller=by, called=to[-4:], called_ends=True
    ),
    "last 6 digits called, 1 day": lambda to, by, at: _around(
        at, 12 * HOUR, called=to[-6:], called_ends=True
    ),
}


def _row(folder: Path, name: str) -> tuple[str, ...]:
    cold, warm, found = [], [], 0
    for turn in range(ROUNDS):
        command = [sys.executable, "-m", "bench.traceback", str(folder), name, str(turn)]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        cold.append(told["cold"])
        warm.append(told["warm"])
        found = max(found, told["found"])
    numbers = (median(cold), max(cold), median(warm), max(warm))
    return (name, str(found), *(f"{each * 1e3:.0f}" for each in numbers))


def forget(folder: Path) -> None:
    """Have the system drop what it holds of the files in memory."""
    for path in [*folder.rglob("*.parquet"), *folder.rglob(ABOUT)]:
        held = os.open(path, os.O_RDONLY)
        os.posix_fadvise(held, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(held)


def once(folder: Path, name: str, turn: int) -> dict[str, float]:
    """Search cold, then warm; return seconds, and how many calls were found."""
    asked = wanted(folder, name, turn)
    forget(folder)
    begun = time.perf_counter()
    found = search(folder, asked)
    cold = time.perf_counter() - begun
    assert found.candidates, "a call that is there is found"
    begun = time.perf_counter()
    search(folder, asked)
    return {"cold": cold, "warm": time.perf_counter() - begun, "found": len(found.candidates)}


if __name__ == "__main__":
    print(json.dumps(once(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
