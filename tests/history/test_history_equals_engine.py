"""What a history finds is what the engine finds: simulated, and on made-up rules and traffic."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Call, Fact
from fairline.findings import Finding
from fairline.history import History
from fairline.law import load
from fairline.policy import DEFAULT_PLAN, Answer, Clause, Mode, Rule, Rung, Severity, Text
from fairline.readers.places import located
from fairline.signals import Signal, Test, Unit, columns, dated, ours, per_plan
from fairline.signals.declared import Counting
from fairline.signals.layout import LEASES
from fairline.signals.limits import AnyLimit
from fairline.signals.windows import Sliding, Successive
from fairline.stores.sorted_facts import in_order
from simulator import quarter, week
from tests.signals.made_up import checked, clause_of, signals, traffic

LAW = load(public_holidays)
call = columns(Call)


def online(facts: Sequence[Fact], clauses: Sequence[Clause], plan: str = DEFAULT_PLAN) -> list[Finding]:
    engine = Engine(clauses, law=LAW, plan=plan)
    found = [each for fact in in_order(facts) for each in engine.observe(fact)] + engine.conclude()
    return ordered(each for each in found if not each.open)


def by_history(facts: Sequence[Fact], clauses: Sequence[Clause], plan: str = DEFAULT_PLAN) -> list[Finding]:
    with History() as history:
        history.add(facts)
        history.settle()
        return ordered(history.findings(clauses, law=LAW, plan=plan))


def ordered(found: object) -> list[Finding]:
    return sorted(found, key=lambda each: (each.rule.name, each.since, each.id))  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["week", "quarter"])
def test_the_whole_catalogue_finds_the_same(name: str) -> None:
    made = week(42, 20_000) if name == "week" else quarter(42)
    facts = [located(fact) if isinstance(fact, Call) else fact for fact in made]
    expected = online(facts, CLAUSES)
    assert len(expected) > 5
    assert by_history(facts, CLAUSES) == expected


@st.composite
def limits(draw: st.DrawFn, unit: Unit) -> AnyLimit:
    numbers = [0, 1, 2, 3, 0.5] if unit is Unit.NUMBER else [timedelta(seconds=s) for s in (0, 1, 4, 9)]
    one, other = (ours(draw(st.sampled_from(numbers)), en="", fr="") for _ in range(2))  # type: ignore[arg-type]
    kinds: list[AnyLimit] = [
        one,
        one,
        per_plan({"p": one}, otherwise=draw(st.sampled_from([None, other]))),
        dated({date(2026, 3, 29): one, date(2026, 3, 30): other}),
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def drawn_tests(draw: st.DrawFn, signal: Signal) -> Test:
    limit, base_min = draw(limits(signal.unit)), draw(st.sampled_from([0, 0, 2]))
    wilson = signal.counting is Counting.SHARE and draw(st.booleans())
    make = draw(st.sampled_from([signal.above, signal.at_least, signal.below]))
    return make(limit, base_min=base_min, wilson=wilson)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    first = draw(signals())
    tested = [draw(drawn_tests(first))]
    for _ in range(draw(st.integers(0, 2))):
        other = replace(draw(signals()), by=first.by, over=first.over)
        if other.counting is not Counting.COHORT and not _several_kinds_of_event([first, other]):
            tested.append(draw(drawn_tests(other)))
    if len(tested) == 1 and not isinstance(first.over, Sliding | Successive) and draw(st.booleans()):
        tested = [tested[0].on(2, of=3)]
    rung = Rung(draw(limits(first.unit)), Severity.CRITICAL, Answer.HOLD)
    words = Text(en="", fr="")
    return Rule(
        id="X",
        name=f"rule-{draw(st.integers(0, 1 << 40))}",
        title=words,
        when=tuple(tested),
        severity=Severity.NOTICE,
        answer=Answer.OBSERVE,
        mode=Mode.OBSERVE,
        reason=words,
        ladder=() if isinstance(first.over, Sliding) else (rung,),
    )


def _several_kinds_of_event(of: Sequence[Signal]) -> bool:
    leases = {each for each in of if each.counting in LEASES}
    return len(leases) > 1


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(drawn=st.lists(rules(), min_size=1, max_size=5), facts=traffic())
def test_made_up_rules_find_the_same(drawn: list[Rule], facts: list[Fact]) -> None:
    checked(history_finds_the_same, drawn=drawn, facts=facts)


def history_finds_the_same(drawn: list[Rule], facts: list[Fact]) -> None:
    unique = {each.name: each for each in drawn}
    clause = replace(clause_of(drawn[0].signal), rules=tuple(unique.values()))
    assert by_history(facts, [clause], "q") == online(facts, [clause], "q")
