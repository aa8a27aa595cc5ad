"""The hot path does not become slower unseen: a fact's cost in reference loops stays near what is recorded.

Both are measured in turn in one run and the best of each counts, so that other work on the machine, which
only ever adds, is not taken for ours. A run that fails is repeated once.
"""

import tomllib
from pathlib import Path

from bench.engine import contestant
from bench.policy import WINDOWED
from bench.reference import reference
from bench.timing import Contestant, Work, once
from bench.traffic import calls

BOUNDS = tomllib.loads((Path(__file__).resolve().parents[2] / "bench/bounds.toml").read_text())
TOLERANCE = 1.3  # ours: more than chance, less than a mistake
FACTS, ROUNDS, TRIES = 4_000, 5, 2


def best_ratio(alone: Contestant, measured: Contestant) -> float:
    """Return the least cost of ``measured`` over the least cost of ``alone``, in turn."""
    pairs = [(once(alone)[0], once(measured)[0]) for _ in range(ROUNDS)]
    return min(cost for _, cost in pairs) / min(unit for unit, _ in pairs)


def within(bound: float, alone: Contestant, measured: Contestant) -> bool:
    """Whether one of ``TRIES`` is within ``TOLERANCE`` of ``bound``."""
    return any(best_ratio(alone, measured) <= TOLERANCE * bound for _ in range(TRIES))


def test_a_fact_costs_what_is_recorded() -> None:
    facts = list(calls(FACTS))
    assert within(BOUNDS["observe"]["windowed"], reference(facts), contestant("windowed", [WINDOWED], facts))


def test_twice_the_work_is_seen() -> None:
    """The guard itself: whoever does everything twice is past the bound of whoever does it once."""
    facts = list(calls(FACTS // 2))
    alone, once_each = reference(facts), contestant("once", [WINDOWED], facts)

    def start() -> Work:
        one, other = once_each.start(), once_each.start()
        return lambda: one() + other()

    twice = Contestant(name="twice", facts=len(facts), start=start)
    assert not within(best_ratio(alone, once_each), alone, twice)
