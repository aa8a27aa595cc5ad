"""SQL counts what the slow, obvious reading counts, on made-up declarations and made-up traffic.

The declarations and the traffic are those that the online counting is held to: ties, silences longer than
the window, unknown fields, registry facts that change under way, and a night in which the clocks change.
"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import Fact
from fairline.history import History
from fairline.law import load
from fairline.signals import Signal
from fairline.signals.measures import Measure
from fairline.signals.oracle import Oracle
from fairline.signals.windows import Sliding, instant
from fairline.stores.sorted_facts import in_order
from tests.signals.made_up import checked, signals, traffic
from tests.signals.test_online_equals_oracle import _instants

LAW = load()
FOREVER = 1 << 62


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(signal=signals(), facts=traffic(), shuffled=st.randoms(use_true_random=False))
def test_history_equals_oracle(signal: Signal, facts: list[Fact], shuffled: Random) -> None:
    order = tuple(shuffled.sample(range(len(facts)), len(facts)))
    checked(history_equals_oracle, signal=signal, facts=facts, order=order)


def history_equals_oracle(signal: Signal, facts: list[Fact], order: tuple[int, ...]) -> None:
    """``order``: the numbers of the facts in the order in which the history is told them."""
    oracle = Oracle(list(in_order(facts)))
    with History() as history:
        history.add([facts[number] for number in order])
        history.settle()
        found = list(history.measures(signal, law=LAW))
    if isinstance(signal.over, Sliding):
        last = {(each.key, each.at): each.measure for each in found}
        assert last == _at_events(oracle, signal, set(last))
    else:
        assert len({(each.key, each.at) for each in found}) == len(found)
        assert {(each.key, each.at): each.measure for each in found} == _in_periods(oracle, signal)


def _at_events(
    oracle: Oracle, signal: Signal, found: set[tuple[tuple[object, ...], int]]
) -> dict[tuple[tuple[object, ...], int], Measure]:
    """What a key measures at the last of its events of each instant. A lease that opens then is open."""
    expected = {}
    for number in range(len(oracle.facts)):
        key = oracle.key(signal, number)
        for at in _instants(oracle, signal, number) if key is not None else ():
            so_far = Oracle([fact for fact in oracle.facts if instant(fact.at) <= at])
            span = so_far.span(signal, 0, at)
            assert span is not None
            assert key is not None
            expected[key, at] = so_far.measure(signal, key, span, at + 1)
    return expected


def _in_periods(oracle: Oracle, signal: Signal) -> dict[tuple[tuple[object, ...], int], Measure]:
    expected = {}
    for number in range(len(oracle.facts)):
        key = oracle.key(signal, number)
        for at in _instants(oracle, signal, number) if key is not None else ():
            span = oracle.span(signal, number, at)
            if span is not None and key is not None:
                expected[key, span[0]] = oracle.measure(signal, key, span, FOREVER)
    return expected
