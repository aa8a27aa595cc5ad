"""A policy file may tighten a limit and switch a rule off; it never loosens."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fairline.audit.policy_file import wishes_of
from fairline.facts import Call, FairlineError
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.policy.tightened import tightened
from fairline.signals import (
    Limit,
    Origin,
    PerPlan,
    Test,
    Unit,
    calendar,
    columns,
    count,
    dated,
    law,
    mean,
    negated,
    ours,
    peer,
    per_plan,
    ratio,
    share,
    total,
)

call = columns(Call)
DAY = calendar("day")
UNANSWERED = share(negated(call.answered), of=True, by=call.account, over=DAY)
CALLS = count(call.answered, by=call.account, over=DAY)
TALK = total(call.talk, by=call.account, over=DAY, unit=Unit.DURATION)
MEAN_TALK = mean(call.talk, by=call.account, over=DAY, unit=Unit.DURATION)
RATIO = ratio(call.talk, where=call.answered, by=call.account, over=DAY, unit=Unit.DURATION)
COST = total(call.cost, by=call.account, over=DAY, unit=Unit.MONEY)


def rule(name: str, *when: Test, mode: Mode = Mode.ENFORCE) -> Rule:
    said = Text(en=name, fr=name)
    return Rule(
        id="T", name=name, title=said, when=when, severity=Severity.MINOR, answer=Answer.OBSERVE, reason=said,
        mode=mode,
    )  # fmt: skip


BY_PLAN = per_plan(
    {"business-phone": law(timedelta(hours=50), "x")}, otherwise=law(timedelta(hours=250), "x")
)
CLAUSE = Clause(
    id="c",
    letter=Letter.H,
    title=Text(en="c", fr="c"),
    citation=Citation(law="x", url="x", in_force=date(2020, 1, 1), checked_on=date(2026, 8, 1)),
    rules=(
        rule("unanswered", UNANSWERED.above(law(0.03, "x")), CALLS.at_least(peer(100, "x"))),
        rule("minutes", TALK.above(BY_PLAN)),
        rule("short", MEAN_TALK.below(law(timedelta(seconds=30), "x"))),
        rule("cost", COST.above(law(Decimal("10.5"), "x"))),
        rule("answered", UNANSWERED.below(law(0.4, "x"))),
        rule("changed", CALLS.above(dated({date(2020, 1, 1): law(50, "x"), date(2024, 1, 1): law(40, "x")}))),
        rule("ratio", RATIO.above(law(3.0, "x"))),
        rule("guess", CALLS.above(ours(50, en="x", fr="x")), mode=Mode.OBSERVE),
    ),
    innocent=(),
    runbook=Text(en="c", fr="c"),
)


def applied(text: str) -> dict[str, Rule]:
    clauses, _ = tightened([CLAUSE], wishes_of(text, [CLAUSE]))
    return {rule.name: rule for rule in clauses[0].rules}


TIGHTER = {
    '[rules.unanswered]\nlimit = 0.02': ("unanswered", 0, 0.02),
    '[rules.unanswered]\nlimit2 = 50': ("unanswered", 1, 50),
    '[rules.ratio]\nlimit = 2.5': ("ratio", 0, 2.5),
    '[rules.short]\nlimit = "45 s"': ("short", 0, timedelta(seconds=45)),
    '[rules.short]\nlimit = "0.75 min"': ("short", 0, timedelta(seconds=45)),
    '[rules.cost]\nlimit = 7.25': ("cost", 0, Decimal("7.25")),
    '[rules.cost]\nlimit = 7': ("cost", 0, Decimal(7)),
    '[rules.answered]\nlimit = 0.5': ("answered", 0, 0.5),
}  # fmt: skip


@pytest.mark.parametrize("text", TIGHTER)
def test_a_tighter_limit_is_the_operators(text: str) -> None:
    name, test, value = TIGHTER[text]
    limit = applied(text)[name].when[test].limit
    assert isinstance(limit, Limit)
    assert (limit.value, limit.origin) == (value, Origin.OPERATOR)


def test_the_other_tests_and_rules_stay() -> None:
    after = applied("[rules.unanswered]\nlimit = 0.02")
    assert after["unanswered"].when[1] == CLAUSE.rules[0].when[1]
    assert [after[each.name] for each in CLAUSE.rules[1:]] == list(CLAUSE.rules[1:])


def test_the_least_count_that_is_judged_follows_the_limit() -> None:
    assert applied("[rules.guess]\nlimit = 20")["guess"].when[0].floor == 20


def test_a_limit_for_one_plan_leaves_the_others() -> None:
    limit = (
        applied('[rules.minutes]\nlimit = { business-phone = "40 h", contact-center = "200 h" }')["minutes"]
        .when[0]
        .limit
    )
    assert isinstance(limit, PerPlan)
    told = {
        plan: limit.on(plan, date.max) for plan in ("business-phone", "contact-center", "contact-center-byoc")
    }
    assert {plan: each and (each.value, each.origin.value) for plan, each in told.items()} == {
        "business-phone": (timedelta(hours=40), "operator"),
        "contact-center": (timedelta(hours=200), "operator"),
        "contact-center-byoc": (timedelta(hours=250), "law"),
    }


def test_one_limit_for_all_plans_and_days() -> None:
    after = applied('[rules.minutes]\nlimit = "40 h"\n[rules.changed]\nlimit = 30')
    assert {each.value for each in after["minutes"].when[0].limit.variants()} == {timedelta(hours=40)}
    assert {each.value for each in after["changed"].when[0].limit.variants()} == {30}


def test_the_policys_own_number_changes_nothing() -> None:
    _, changes = tightened([CLAUSE], wishes_of("[rules.unanswered]\nlimit = 0.03", [CLAUSE]))
    assert changes == ()


def test_a_rule_is_switched_off() -> None:
    clauses, changes = tightened([CLAUSE], wishes_of('[rules.cost]\nmode = "muted"', [CLAUSE]))
    assert {rule.name for rule in clauses[0].rules if rule.mode is Mode.MUTED} == {"cost"}
    assert [(each.before.mode, each.after.mode) for each in changes] == [(Mode.ENFORCE, Mode.MUTED)]


def test_a_calibrated_limit_may_be_enforced() -> None:
    after = applied('[rules.guess]\nlimit = 20\nmode = "enforce"')
    assert after["guess"].mode is Mode.ENFORCE


WRONG = {
    "[rules.unanswered]\nlimit = 0.05": "rules.unanswered.limit: found 0.05, wanted at most 0.03",
    "[rules.unanswered]\nlimit2 = 101": "rules.unanswered.limit2: found 101, wanted at most 100",
    '[rules.short]\nlimit = "29 s"': "rules.short.limit: found 29 s, wanted at least 30 s",
    '[rules.minutes]\nlimit = "60 h"': "rules.minutes.limit: found 60 h, wanted at most 50 h",
    '[rules.minutes]\nlimit = { business-phone = "60 h" }': (
        "rules.minutes.limit.business-phone: found 60 h, wanted at most 50 h"
    ),
    "[rules.cost]\nlimit = 10.51": "rules.cost.limit: found 10.51, wanted at most 10.5",
    "[rules.changed]\nlimit = 45": "rules.changed.limit: found 45, wanted at most 40",
    "[rules.unanswered]\nlimit = -0.1": "rules.unanswered.limit: found -0.1, wanted 0 or more",
    "[rules.answered]\nlimit = 1.5": "rules.answered.limit: found 1.5, wanted a share, at most 1",
    "[rules.unanswerd]\nlimit = 0.02": "rules.unanswerd: found no such rule, did you mean unanswered",
    "[rule.x]": "rule: found no such table, did you mean rules",
    "[rules.cost]\nlimits = 1": "rules.cost.limits: found no such key, did you mean limit",
    "[rules.cost]\nlimit2 = 1": "rules.cost.limit2: found no such key, did you mean limit",
    '[rules.cost]\nmode = "mute"': "rules.cost.mode: found no such mode, did you mean muted",
    "[rules.cost]\nmode = 1": "rules.cost.mode: found 1, wanted one of observe, sample, enforce, muted",
    '[rules.guess]\nmode = "enforce"': (
        "rules.guess.mode: found enforce, wanted observe or muted, because its limit is not calibrated"
    ),
    '[rules.unanswered]\nlimit = "2%"': 'rules.unanswered.limit: found "2%", wanted a number',
    "[rules.unanswered]\nlimit = true": "rules.unanswered.limit: found true, wanted a number",
    "[rules.unanswered]\nlimit = nan": "rules.unanswered.limit: found NaN, wanted a number",
    '[rules.ratio]\nlimit = "2 h"': 'rules.ratio.limit: found "2 h", wanted a number',
    "[rules.minutes]\nlimit = 40": (
        'rules.minutes.limit: found 40, wanted a duration such as "90 s" or "40 h"'
    ),
    "[rules.cost]\nlimit = [1]": "rules.cost.limit: found [1], wanted an amount",
    '[rules.minutes]\nlimit = { bussiness-phone = "1 h" }': (
        "rules.minutes.limit.bussiness-phone: found no such plan, did you mean business-phone"
    ),
    "rules = 3": "rules: found 3, wanted a table",
    "[rules]\ncost = 3": "rules.cost: found 3, wanted a table",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_named(text: str) -> None:
    with pytest.raises(FairlineError) as raised:
        applied(text)
    assert str(raised.value) == WRONG[text]


def test_no_toml() -> None:
    with pytest.raises(FairlineError, match="policy: found no toml"):
        applied("[rules")
