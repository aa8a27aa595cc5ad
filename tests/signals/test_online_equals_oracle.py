"""The fast counting equals the slow, obvious one, on made-up declarations and made-up traffic."""

from typing import Any

from hypothesis import given, settings

from fairline.engine import Engine
from fairline.facts import Fact
from fairline.findings import Finding
from fairline.signals import Signal
from fairline.signals.layout import LEASES
from fairline.signals.oracle import Oracle
from fairline.signals.windows import Sliding, instant
from tests.signals.made_up import LAW, checked, clause_of, signals, traffic


@settings(max_examples=300, deadline=None)
@given(signal=signals(), facts=traffic())
def test_online_equals_oracle(signal: Signal, facts: list[Fact]) -> None:
    checked(online_equals_oracle, signal=signal, facts=facts)


def online_equals_oracle(signal: Signal, facts: list[Fact]) -> None:
    engine = Engine([clause_of(signal)], law=LAW, plan="p")
    if isinstance(signal.over, Sliding):
        _follow(engine, signal, facts)
    else:
        _compare_periods(engine, signal, facts)


def _follow(engine: Engine, signal: Signal, facts: list[Fact]) -> None:
    """After each fact, every key of the signal measures what the oracle counts."""
    oracle, keys = Oracle([]), set[tuple[Any, ...]]()
    for number, fact in enumerate(facts):
        engine.observe(fact)
        oracle.observe(fact)
        if (key := oracle.key(signal, number)) is not None:
            keys.add(key)
        now = instant(fact.at)
        span = oracle.span(signal, number, now)
        assert span is not None
        for each in keys:
            assert engine.measure(signal, each, now) == oracle.measure(signal, each, span, now)


def _compare_periods(engine: Engine, signal: Signal, facts: list[Fact]) -> None:
    """Once all is over, the findings are the oracle's measures of every key in every period."""
    found = [each for fact in facts for each in engine.observe(fact)] + engine.conclude()
    assert measured(found) == expected_of_periods(Oracle(facts), signal)


def measured(found: list[Finding]) -> dict[Any, Any]:
    """What was measured of every key in every period that anything counted in."""
    measures = {(each.key, instant(each.since)): each.measure for each in found}
    assert len(measures) == len(found)
    return {period: measure for period, measure in measures.items() if any(measure)}


def expected_of_periods(oracle: Oracle, signal: Signal) -> dict[Any, Any]:
    """What every key measures in every period that anything counts in, once all is over."""
    forever, expected = 1 << 62, {}
    for number in range(len(oracle.facts)):
        key = oracle.key(signal, number)
        for at in _instants(oracle, signal, number) if key is not None else ():
            span = oracle.span(signal, number, at)
            if span is not None and key is not None:
                expected[key, span[0]] = oracle.measure(signal, key, span, forever)
    return {period: measure for period, measure in expected.items() if any(measure)}


def _instants(oracle: Oracle, signal: Signal, number: int) -> list[int]:
    """When the fact counts: nowhere if it is outside the base, when its lease opens, or at its own time."""
    at = instant(oracle.facts[number].at)
    of = oracle.value(signal.of, number)
    if of is False:
        return []
    if signal.counting not in LEASES or of is None:
        return [at]
    if signal.within is not None:
        since = oracle.value(signal.value, number)
        return [at] if since is None else [max(instant(since + signal.within), at)]
    since, until = oracle.value(signal.value, number), oracle.value(signal.until, number)
    if since is not None and until is None and signal.lasting_max is not None:
        until = since + signal.lasting_max
    if since is None or until is None:
        return [at]
    start = max(instant(since), at)
    return [start] if start < instant(until) else []
