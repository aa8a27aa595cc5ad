"""Facts that come late, twice, or corrected count as if they had come in order, once, and right."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.engine import Engine
from fairline.facts import Call, Fact
from fairline.findings import Finding
from fairline.signals import Signal
from fairline.signals.declared import Counting
from fairline.signals.expressions import NewlySeen, walk
from fairline.signals.oracle import Oracle
from fairline.signals.windows import Sliding, instant
from tests.signals.made_up import LAW, checked, clause_of, signals, traffic
from tests.signals.test_online_equals_oracle import expected_of_periods, measured

LATENESS = timedelta(minutes=10)


@st.composite
def disorder(draw: st.DrawFn) -> list[Fact]:
    """The same facts, some later than their turn, some twice, some first otherwise than in the end."""
    arrivals: list[tuple[float, int, Fact]] = []
    for number, fact in enumerate(draw(traffic())):
        delay = draw(st.sampled_from([0, 0, 0, 1, 60, 599, 600, 601, 5000]))
        arrivals.append((fact.at.timestamp() + delay, number, fact))
        if isinstance(fact, Call) and draw(st.integers(0, 3)) == 0:
            arrivals.append((fact.at.timestamp() + delay + draw(st.sampled_from([0, 30])), number, fact))
        if isinstance(fact, Call) and draw(st.integers(0, 2)) == 0:
            corrected = msgspec.structs.replace(
                fact,
                revision=draw(st.integers(0, 2)),
                answered=draw(st.sampled_from([None, True, False])),
                talk=draw(st.sampled_from([None, timedelta(seconds=3)])),
                dialed=draw(st.sampled_from([fact.dialed, "2"])),
                answered_at=draw(st.sampled_from([fact.answered_at, None, fact.at + timedelta(seconds=5)])),
                ended_at=draw(st.sampled_from([fact.ended_at, None, fact.at + timedelta(seconds=90)])),
                started_at=fact.at + timedelta(seconds=draw(st.sampled_from([0, 0, 2]))),
                campaign=draw(st.sampled_from([fact.campaign, "c"])),
            )
            arrivals.append(
                (fact.at.timestamp() + delay + draw(st.sampled_from([1, 300])), number, corrected)
            )
    return [fact for _, _, fact in sorted(arrivals, key=lambda each: each[0])]


def in_any_order(signal: Signal) -> bool:
    """Whether the order of arrival tells nothing: it tells what is new, and whose cohort a key is in."""
    return signal.counting is not Counting.COHORT and not any(
        isinstance(each, NewlySeen) for top in signal.expressions for each in walk(top)
    )


@settings(max_examples=400, deadline=None)
@given(signal=signals().filter(in_any_order), facts=disorder())
def test_disorder_equals_order(signal: Signal, facts: list[Fact]) -> None:
    checked(disorder_equals_order, signal=signal, facts=facts)


def disorder_equals_order(signal: Signal, facts: list[Fact]) -> None:
    engine = Engine([clause_of(signal)], law=LAW, plan="p", lateness=LATENESS)
    oracle = Oracle(lateness=LATENESS)
    if isinstance(signal.over, Sliding):
        _follow(engine, oracle, signal, facts)
        return
    found: list[Finding] = []
    for fact in facts:
        found += engine.observe(fact)
        oracle.observe(fact)
    found += engine.conclude()
    assert measured(found) == expected_of_periods(oracle, signal)


def _follow(engine: Engine, oracle: Oracle, signal: Signal, facts: list[Fact]) -> None:
    """After each fact, every key of the signal measures now what the oracle counts."""
    keys, now = set[tuple[Any, ...]](), 0
    for fact in facts:
        engine.observe(fact)
        oracle.observe(fact)
        now = max(now, instant(fact.at))
        engine.tick(now)
        for number in range(len(oracle.facts)):
            key = oracle.key(signal, number)
            if key is not None:
                keys.add(key)
        size = signal.over.hop // timedelta(microseconds=1)  # type: ignore[union-attr]
        end = (now // size + 1) * size
        span = end - signal.over.length // timedelta(microseconds=1), end  # type: ignore[union-attr,operator]
        for each in keys:
            assert engine.measure(signal, each, now) == oracle.measure(signal, each, span, now)
