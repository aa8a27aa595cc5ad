"""Who is compared does the same work: a bench that lets one skip some says nothing."""

import importlib.util

import pytest

from bench.policy import WINDOWED
from bench.reference import COMPARISONS, compiled, reference
from bench.timing import once
from bench.traffic import calls

PEERS = ("zen", "rule_engine", "cel")
FACTS = list(calls(600))


def test_the_facts_tell_23_fields() -> None:
    told = {field for call in FACTS for field in call.__struct_fields__ if getattr(call, field) is not None}
    assert len(told - {"revision"}) == 23


def test_the_twelve_comparisons_are_over_twelve_fields_and_each_divides_the_facts() -> None:
    assert len({each.field for each in COMPARISONS}) == len(COMPARISONS) == 12
    for each in COMPARISONS:
        held = sum(map(compiled([each]), FACTS))
        assert 0 < held < len(FACTS), each


def test_the_windowed_policy_has_30_signals_and_12_rules() -> None:
    assert len({signal for rule in WINDOWED.rules for signal in rule.signals}) == 30
    assert len(WINDOWED.rules) == 12


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in PEERS), reason="the peers come with make bench"
)
def test_everybody_finds_the_same_comparisons_to_hold() -> None:
    from bench.peers import agreed, fairline, peers

    alone = reference(FACTS)
    assert agreed([alone, fairline(FACTS), *peers(FACTS)]) == once(alone)[1] > 0
