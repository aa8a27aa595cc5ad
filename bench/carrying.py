"""What it costs to write down what is counted, to read it back, and to change the policy under way."""

import gc
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.engine import new_engine
from bench.policy import WINDOWED
from bench.sections import Measured, Scale, Table
from bench.traffic import calls
from fairline.clauses import CLAUSES
from fairline.stores import snapshots

KEYS = {"quick": 5_000, "usual": 100_000, "large": 100_000}


def measure(scale: Scale) -> Measured:
    """Time one engine with the whole catalogue."""
    engine, wanted = new_engine(CLAUSES), KEYS[scale.name]
    for number, each in enumerate(calls(4 * wanted)):
        engine.observe(each)
        if number % 1_000 == 0 and engine.keys() >= wanted:
            break
    rows = [("keys held (frames)", f"{engine.keys():,}")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts"
        begun = perf_counter()
        writing = snapshots.Writing(path, lambda: engine.carried().packed())
        stopped = perf_counter() - begun
        writing.done(wait=True)
        rows += [
            ("snapshot: the engine stops for", milliseconds(stopped)),
            ("snapshot: until it is on disk", milliseconds(perf_counter() - begun)),
            ("snapshot: file", f"{path.stat().st_size / 1e6:.1f} MB"),
        ]

        def restored() -> None:
            again = new_engine(CLAUSES)
            again.adopt(snapshots.read(path))

        rows.append(("restart from it", milliseconds(timed(restored, scale.rounds))))

    policies = cycle(((*CLAUSES, WINDOWED), CLAUSES))

    def changed() -> None:
        nonlocal engine
        after = new_engine(next(policies))
        after.adopt(engine.carried())
        engine = after

    rows.append(("another policy, under way", milliseconds(timed(changed, scale.rounds))))
    table = Table(
        title="Carrying the counts on",
        headings=("what", "measured"),
        rows=tuple(rows),
        note="By the wall clock. The other policy has 12 rules more than the catalogue, then it is back.",
    )
    return Measured(tables=(table,))


def timed(work: Callable[[], None], rounds: int) -> float:
    """Return the median seconds of some rounds."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        begun = perf_counter()
        work()
        spent.append(perf_counter() - begun)
    return median(spent)


def milliseconds(seconds: float) -> str:
    """Return a duration as it is read."""
    return f"{seconds * 1e3:,.1f} ms"
