"""The two stores of the journal against each other: ``python -m bench.store``. Some two minutes.

One writer, entries of the size of an attempt with its decision. *Rate*: as fast as it goes, a batch at a
time. *Commit*: from an append to the word that it is on disk, at a fifth of SQLite's rate, entry by entry.
The servers are Debian's, on this machine, with their usual settings: fsync is on.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fairline.stores.entries import DAY
from fairline.stores.journal import Journal
from fairline.stores.journal_files import entries
from fairline.stores.place import Place, write_place
from tests.postgresql import OWNER, lasting, pair

BODY = b'{"attempt":{"id":"0123456789abcdef"},"decision":{"act":"allow","reasons":[%s]}}' % (b" " * 620)
AT_ONCE = 60_000  # ours: entries of a run for the rate
SPACED_S = 6.0  # ours: seconds of a run for the commit
ROUNDS = 3  # ours: the best rate and the median of commits count
NOON = 20_000 * DAY + DAY // 2


def main() -> None:
    """Print a table: rate, processor time of the writing process, and commits, also as ratios to SQLite."""
    with ExitStack() as ends:
        root = Path(ends.enter_context(TemporaryDirectory(prefix="fl-bench-", dir="/tmp")))
        root.chmod(0o755)
        alone = ends.enter_context(lasting(root / "alone"))
        both = ends.enter_context(_both(root / "both"))
        stores = {"SQLite": "", "PostgreSQL": alone, "PostgreSQL, synchronous standby": both}
        found: dict[str, tuple[float, float, float, float, float]] = {}
        for name, address in stores.items():
            rates = [_rate(_folder(root, f"{name}-{each}", address)) for each in range(ROUNDS)]
            rate, cpu = max(rates)
            spaced = found["SQLite"][0] / 5 if found else rate / 5
            waits = _waits(_folder(root, f"{name}-waits", address), spaced)
            reading = _reading(root / f"{name}-0")
            found[name] = (rate, cpu, waits[len(waits) // 2], waits[len(waits) * 99 // 100], reading)
    base = found["SQLite"]
    print("| store | entries/s | CPU us/entry | commit p50 ms | p99 ms | read/s | rate, ratio | p99, ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, (rate, cpu, half, most, reading) in found.items():
        print(
            f"| {name} | {rate:,.0f} | {cpu:.1f} | {half * 1e3:.2f} | {most * 1e3:.2f} | {reading:,.0f} |"
            f" {rate / base[0]:.2f} | {most / base[3]:.1f} |"
        )


@contextmanager
def _both(folder: Path) -> Iterator[str]:
    folder.mkdir()
    folder.chmod(0o755)
    with pair(folder) as made:
        yield f"postgresql://{OWNER}@127.0.0.1:{made.primary.port}/{OWNER}"


def _folder(root: Path, name: str, address: str) -> Path:
    folder = root / name
    folder.mkdir()
    if address:
        write_place(folder, Place(database=address, guard=name.replace(" ", "-").replace(",", "")))
    return folder


def _rate(folder: Path) -> tuple[float, float]:
    done = threading.Event()

    def committed(last: int) -> None:
        if last == AT_ONCE:
            done.set()

    journal = Journal(folder, on_commit=committed, on_trouble=_stop)
    began, used = time.perf_counter(), time.process_time()
    for number in range(AT_ONCE):
        journal.append(NOON + number, "attempt", f"id-{number}", BODY)
        journal.flush()
    done.wait()
    took, used = time.perf_counter() - began, time.process_time() - used
    journal.close()
    return AT_ONCE / took, used / AT_ONCE * 1e6


def _waits(folder: Path, rate: float) -> list[float]:
    sent: list[float] = []
    waits: list[float] = []

    def committed(last: int) -> None:
        now = time.perf_counter()
        waits.extend(now - each for each in sent[len(waits) : last])

    journal = Journal(folder, on_commit=committed, on_trouble=_stop)
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < SPACED_S:
        for _ in range(int((now - began) * rate) - len(sent)):
            sent.append(time.perf_counter())
            journal.append(NOON + len(sent), "attempt", f"id-{len(sent)}", BODY)
        journal.flush()
        time.sleep(0.0005)
    journal.close()
    return sorted(waits)


def _reading(folder: Path) -> float:
    began = time.perf_counter()
    count = sum(1 for _ in entries(folder))
    return count / (time.perf_counter() - began)


def _stop(why: str) -> None:
    raise SystemExit(why)


if __name__ == "__main__":
    main()
