"""The hot path does not become slower unseen: a fact's cost in reference loops stays near what is recorded.

Both are measured in turn in one run and the best of each counts, so that other work on the machine, which
only ever adds, is not taken for ours. A run that fails is repeated once. There are few keys, and they are
there before the clock starts: with many, the ratio would tell who else is using the processor's cache, for
the reference needs none of it.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.engine import contestant
from bench.policy import WINDOWED
from bench.reference import reference
from bench.timing import Contestant, Work, once
from bench.traffic import calls
from fairline.clauses import CLAUSES
from fairline.facts import Call
from fairline.policy import Clause

BOUNDS = tomllib.loads((Path(__file__).resolve().parents[2] / "bench/bounds.toml").read_text())
TOLERANCE = 1.3  # ours: more than chance, less than a mistake
POLICIES: dict[str, Sequence[Clause]] = {"windowed": (WINDOWED,), "catalogue": CLAUSES}
BEFORE, FACTS, ROUNDS, TRIES = 3_000, 1_000, 5, 2


def best_ratio(alone: Contestant, measured: Contestant) -> float:
    """Return the least cost of ``measured`` over the least cost of ``alone``, in turn."""
    pairs = [(once(alone)[0], once(measured)[0]) for _ in range(ROUNDS)]
    return min(cost for _, cost in pairs) / min(unit for unit, _ in pairs)


def within(bound: float, alone: Contestant, measured: Contestant) -> bool:
    """Whether one of ``TRIES`` is within ``TOLERANCE`` of ``bound``."""
    return any(best_ratio(alone, measured) <= TOLERANCE * bound for _ in range(TRIES))


@pytest.fixture(scope="module")
def facts() -> list[Call]:
    return list(calls(BEFORE + FACTS, accounts=2, called=30))


def observed(policy: str, facts: list[Call]) -> Contestant:
    return contestant(policy, POLICIES[policy], facts[BEFORE:], before=facts[:BEFORE])


@pytest.mark.parametrize("policy", POLICIES)
def test_a_fact_costs_what_is_recorded(policy: str, facts: list[Call]) -> None:
    assert within(BOUNDS["observe"][policy], reference(facts), observed(policy, facts))


def test_twice_the_work_is_seen(facts: list[Call]) -> None:
    """The guard itself: whoever does everything twice is past the bound of whoever does it once."""
    alone, once_each = reference(facts), observed("windowed", facts)

    def start() -> Work:
        one, other = once_each.start(), once_each.start()
        return lambda: one() + other()

    twice = Contestant(name="twice", facts=once_each.facts, start=start)
    assert best_ratio(alone, twice) > TOLERANCE * best_ratio(alone, once_each)
