"""Measure contestants against a reference in one run: A B A C A B A C, by processor time, medians of ratios.

Seconds of one machine say little about another, and on a shared one little about the next minute. So each
contestant's time is divided by that of the reference measured right before it, and the median of those
ratios is what is told. The garbage collector is off while the clock runs, as in a server of this engine: it
looks for cycles, and a test shows that the engine makes none.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import process_time

Work = Callable[[], int]
"""What is timed. It returns how many comparisons or rules it found to hold, so that nobody can skip any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """One way to do the work. ``start`` makes ready, untimed, what then does ``facts`` facts."""

    name: str
    facts: int
    start: Callable[[], Work]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of processor time a fact, that in reference loops, and what was found to hold."""

    seconds: float
    ratio: float
    hits: int

    @property
    def rate(self) -> float:
        """Facts a second on one core."""
        return 1 / self.seconds


@contextmanager
def frozen() -> Iterator[None]:
    """Collect once, then not again until the end."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def costs(reference: Contestant, contestants: Sequence[Contestant], rounds: int) -> dict[str, Cost]:
    """Return what each contestant costs, and the reference itself, by name."""
    alone: list[float] = []
    seconds: dict[str, list[float]] = {each.name: [] for each in contestants}
    ratios: dict[str, list[float]] = {each.name: [] for each in contestants}
    hits: dict[str, int] = {}
    for _ in range(rounds):
        for each in contestants:
            unit, hits[reference.name] = once(reference)
            found, hits[each.name] = once(each)
            alone.append(unit)
            seconds[each.name].append(found)
            ratios[each.name].append(found / unit)
    measured = {reference.name: Cost(seconds=median(alone), ratio=1.0, hits=hits[reference.name])}
    for name, found_all in seconds.items():
        measured[name] = Cost(seconds=median(found_all), ratio=median(ratios[name]), hits=hits[name])
    return measured


def once(contestant: Contestant) -> tuple[float, int]:
    """Return seconds a fact of one timed run, and its hits."""
    work = contestant.start()
    with frozen():
        begun = process_time()
        hits = work()
        spent = process_time() - begun
    return spent / contestant.facts, hits
