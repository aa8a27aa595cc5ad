"""What is counted goes on in another engine: after a restart, a change of the policy, or from history."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.engine import Engine
from fairline.facts import Call, Direction, Fact, FairlineError
from fairline.findings import Finding
from fairline.policy import Answer, Clause
from fairline.signals import Signal, calendar, columns, count, distinct, equal, sliding
from fairline.signals.carrying import described
from fairline.signals.oracle import Oracle
from fairline.signals.windows import Sliding, instant
from fairline.stores import snapshots
from tests.clauses.traffic import calls
from tests.signals.made_up import LAW, checked, clause_of, signals, traffic
from tests.signals.test_late_equals_oracle import disorder, in_any_order

LATENESS = timedelta(minutes=10)
call = columns(Call)


def engine_of(clauses: list[Clause], lateness: timedelta) -> Engine:
    return Engine(clauses, law=LAW, plan="p", lateness=lateness)


def told(found: list[Finding]) -> list[Any]:
    """What matters of findings, in an order that does not tell one engine from two."""
    return sorted(
        (each.rule.name, repr(each.key), each.since, each.until, each.measure, each.open, len(each.samples))
        for each in found
    )


def all_of(engine: Engine, facts: list[Fact]) -> list[Finding]:
    return [each for fact in facts for each in engine.observe(fact)]


def restarted(engine: Engine, clauses: list[Clause], lateness: timedelta) -> Engine:
    """The engine as it comes back from its snapshot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot"
        snapshots.write(path, engine.carried().packed())
        again = engine_of(clauses, lateness)
        again.adopt(snapshots.read(path))
    return again


POLICY = st.lists(signals().filter(in_any_order), min_size=1, max_size=4, unique=True)


@settings(max_examples=150, deadline=None)
@given(wanted=POLICY, facts=traffic(), late=st.just(False) | st.just(True), data=st.data())
def test_a_restart_changes_nothing(wanted: list[Signal], facts: list[Fact], late: bool, data: Any) -> None:
    if late:
        facts = data.draw(disorder())
    cut = data.draw(st.integers(0, len(facts)))
    checked(restart_changes_nothing, wanted=wanted, facts=facts, late=late, cut=cut)


def restart_changes_nothing(wanted: list[Signal], facts: list[Fact], late: bool, cut: int) -> None:
    clauses = [clause_of(each, f"rule-{number}") for number, each in enumerate(wanted)]
    lateness = LATENESS if late else timedelta(0)
    whole = engine_of(clauses, lateness)
    expected = all_of(whole, facts) + whole.conclude()
    first = engine_of(clauses, lateness)
    found = all_of(first, facts[:cut])
    second = restarted(first, clauses, lateness)
    found += all_of(second, facts[cut:]) + second.conclude()
    assert told(found) == told(expected)
    assert second.taken == whole.taken


@settings(max_examples=150, deadline=None)
@given(wanted=POLICY, more=signals().filter(in_any_order), facts=traffic(), data=st.data())
def test_a_new_signal_leaves_the_others_alone(
    wanted: list[Signal], more: Signal, facts: list[Fact], data: Any
) -> None:
    cut = data.draw(st.integers(0, len(facts)))
    checked(new_signal_leaves_the_others_alone, wanted=wanted, more=more, facts=facts, cut=cut)


def new_signal_leaves_the_others_alone(
    wanted: list[Signal], more: Signal, facts: list[Fact], cut: int
) -> None:
    clauses = [clause_of(each, f"rule-{number}") for number, each in enumerate(wanted)]
    alone = engine_of(clauses, timedelta(0))
    expected = all_of(alone, facts) + alone.conclude()
    first = engine_of(clauses, timedelta(0))
    found = all_of(first, facts[:cut])
    second = engine_of([clause_of(more, "more"), *clauses], timedelta(0))
    second.adopt(first.carried())
    found += all_of(second, facts[cut:]) + second.conclude()
    assert told([each for each in found if each.rule.name != "more"]) == told(expected)


@settings(max_examples=150, deadline=None)
@given(wanted=POLICY, more=signals().filter(in_any_order), facts=traffic(), data=st.data())
def test_history_fills_a_new_signal(wanted: list[Signal], more: Signal, facts: list[Fact], data: Any) -> None:
    cut = data.draw(st.integers(0, len(facts)))
    checked(history_fills_a_new_signal, wanted=wanted, more=more, facts=facts, cut=cut)


def history_fills_a_new_signal(wanted: list[Signal], more: Signal, facts: list[Fact], cut: int) -> None:
    """Once it is filled, the engine goes on as if the signal had always been there."""
    clauses = [clause_of(each, f"rule-{number}") for number, each in enumerate(wanted)]
    both = [clause_of(more, "more"), *clauses]
    always = engine_of(both, timedelta(0))
    all_of(always, facts[:cut])
    first = engine_of(clauses, timedelta(0))
    all_of(first, facts[:cut])
    second = engine_of(both, timedelta(0))
    second.adopt(first.carried())
    hydration = second.hydration()
    for fact in facts[:cut]:
        hydration.take(fact)
    if cut:
        second.warm(hydration)
    keys = {key for number in range(len(facts)) if (key := Oracle(facts).key(more, number)) is not None}
    expected, found = list[Finding](), list[Finding]()
    for fact in facts[cut:]:
        expected += always.observe(fact)
        found += second.observe(fact)
        if isinstance(more.over, Sliding):
            now = instant(fact.at)
            for key in keys:
                filled, counted = second.measure(more, key, now), always.measure(more, key, now)
                assert filled == counted, (tuple(filled), tuple(counted), key, now)
    expected += always.conclude()
    found += second.conclude()
    if isinstance(more.over, Sliding):  # a spell is known from when it is first judged
        expected = [each for each in expected if each.rule.name != "more"]
        found = [each for each in found if each.rule.name != "more"]
    assert told(found) == told(expected)


outbound = equal(call.direction, Direction.OUTBOUND)
attempts = count(True, of=outbound, by=call.account, over=sliding(hours=1))
by_day = count(True, of=outbound, by=call.account, over=calendar("day", zone="UTC"))
people = distinct(call.called, of=outbound, by=call.account, over=sliding(hours=1))


def test_until_its_window_is_full_a_new_rule_only_observes() -> None:
    before = [clause_of(attempts, "old")]
    after = [clause_of(attempts, "old", Answer.HOLD), clause_of(people, "new", Answer.HOLD)]
    first = engine_of(before, timedelta(0))
    all_of(first, list(calls(3, called="+12025550100")))
    second = engine_of(after, timedelta(0))
    assert second.adopt(first.carried()) == (people,)
    start = calls(1)[0].started_at
    soon = all_of(second, list(calls(1, start=start + timedelta(minutes=30), called="+12025550101")))
    assert {(each.rule.name, each.warming, each.answer) for each in soon if each.open} == {
        ("new", True, Answer.OBSERVE)
    }
    later = all_of(second, list(calls(1, start=start + timedelta(hours=3), called="+12025550101")))
    assert {(each.rule.name, each.warming, each.answer) for each in later if each.open} == {
        ("old", False, Answer.HOLD),
        ("new", False, Answer.HOLD),
    }


def test_history_that_ends_before_now_is_refused() -> None:
    engine = engine_of([clause_of(attempts, "old")], timedelta(0))
    all_of(engine, list(calls(3)))
    after = engine_of([clause_of(attempts, "old"), clause_of(people, "new")], timedelta(0))
    after.adopt(engine.carried())
    hydration = after.hydration()
    assert hydration.reaches_back == timedelta(hours=1)
    for fact in calls(2):
        hydration.take(fact)
    with pytest.raises(FairlineError, match="history: found counts up to"):
        after.warm(hydration)


def test_counts_of_another_lateness_are_refused() -> None:
    engine = engine_of([clause_of(attempts, "old")], timedelta(0))
    late = engine_of([clause_of(attempts, "old")], LATENESS)
    with pytest.raises(FairlineError, match="lateness: found counts with 0 s, wanted 600 s"):
        late.adopt(engine.carried())


def test_the_measure_is_there_before_the_next_fact() -> None:
    engine = engine_of([clause_of(attempts, "old")], timedelta(0))
    facts = list(calls(3))
    all_of(engine, list(facts))
    again = restarted(engine, [clause_of(attempts, "old")], timedelta(0))
    assert again.measure(attempts, ("acme",), instant(facts[-1].at)).hits == 3
    assert again.keys() == engine.keys() == 1


def test_what_had_nothing_to_count_yet_is_not_new() -> None:
    clauses = [clause_of(attempts, "old"), clause_of(by_day, "day")]
    first, second = engine_of(clauses, LATENESS), engine_of(clauses, LATENESS)
    assert second.adopt(first.carried()) == ()
    assert second.adopt(engine_of([clause_of(attempts, "old")], LATENESS).carried()) == (by_day,)


def test_what_is_equal_reads_the_same_whichever_came_first() -> None:
    pairs: list[tuple[Any, Any]] = [
        (5, 5.0),
        (True, 1),
        (Direction.OUTBOUND, "outbound"),
        ((5, "a"), (5.0, "a")),
    ]
    for one, other in pairs:
        described.cache_clear()
        first = described(one)
        described.cache_clear()
        assert described(other) == first
    assert described(5.5) != described(5)
