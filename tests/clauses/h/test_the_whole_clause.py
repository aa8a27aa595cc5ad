"""Volume alone never suspends, and no number holds for every plan: what holds for all of clause h."""

import pytest

from fairline.clauses import CLAUSES
from fairline.facts import Call
from fairline.policy import Answer, Letter, Rule
from fairline.signals import Counting, PerPlan

RULES = [rule for clause in CLAUSES if clause.letter is Letter.H for rule in clause.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_of_clause_h_answers_with_more_than_to_hold(rule: Rule) -> None:
    assert max([rule.answer, *(step.answer for step in rule.ladder)]) <= Answer.HOLD


def test_every_row_of_clause_h_is_there() -> None:
    rows = {"SEAT", "SHARE", "PLAN", "CONT", "VOL", "COH", "PAT", "API", "STO", "IDLE"}
    assert {rule.id.removeprefix("H-") for rule in RULES} == rows


def test_what_talk_in_a_month_is_fair_differs_by_plan_or_is_a_cohorts() -> None:
    """A month of calls is held against the plan's own band or against peers, never one global constant."""
    by_month = [
        rule
        for rule in RULES
        if rule.signal.kind is Call and rule.signal.counting in (Counting.TOTAL, Counting.COHORT)
        and getattr(rule.signal.over, "unit", None) == "month"
    ]  # fmt: skip
    assert {rule.id for rule in by_month} == {"H-VOL", "H-COH", "H-PAT"}
    for rule in by_month:
        limit = rule.when[0].limit
        if rule.signal.counting is not Counting.COHORT:
            assert isinstance(limit, PerPlan), rule.name
            for_its_plans_only = limit.otherwise is None
            assert for_its_plans_only or len({each.value for each in limit.variants()}) > 1


def test_volume_alone_asks_at_most() -> None:
    alone = [rule for rule in RULES if rule.id == "H-VOL"]
    assert alone
    for rule in alone:
        assert max([rule.answer, *(step.answer for step in rule.ladder)]) <= Answer.CHALLENGE
