"""What is usual for the accounts of a plan: of how much of the limit half of them stay below."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fairline.engine import Engine
from fairline.facts import Account, Call
from fairline.findings.cohorts import ACCOUNTS_MIN, KEYS_MAX, Cohort
from fairline.policy import DEFAULT_PLAN
from fairline.signals import columns, count, ours, sliding
from fairline.signals.windows import EPOCH, MICROSECOND
from tests.clauses.traffic import law_book
from tests.signals.made_up import clause_of

T = datetime(2026, 11, 30, 12, tzinfo=UTC)
call = columns(Call)
LIMIT = ours(10, en="a test's", fr="d'un test")


def engine(*by: object) -> Engine:
    """Return an engine of one rule: ten calls a day are too many."""
    signal = count(True, by=by or call.account, over=sliding(hours=24))  # type: ignore[arg-type]
    clause = clause_of(signal, "many-calls")
    made = replace(clause, rules=(replace(clause.rules[0], when=(signal.at_least(LIMIT),)),))
    return Engine((made,), law=law_book(), plan=DEFAULT_PLAN)


def calls(made: Engine, account: str, number: int, caller: str = "+12125550100") -> None:
    for each in range(number):
        made.observe(Call(id=f"{account}{caller}{each}", started_at=T, account=account, caller=caller))


def test_half_and_nine_in_ten_by_nearest_rank() -> None:
    made = engine()
    for number in range(1, 11):
        calls(made, f"a{number}", number)
    assert made.cohorts() == [
        Cohort(rule="many-calls", plan=DEFAULT_PLAN, accounts=10, median=0.5, ninth=0.9)
    ]


def test_fewer_than_five_accounts_are_nobodys_business() -> None:
    made = engine()
    for number in range(ACCOUNTS_MIN - 1):
        calls(made, f"a{number}", 3)
    assert made.cohorts() == []
    calls(made, "one more", 3)
    assert [each.accounts for each in made.cohorts()] == [ACCOUNTS_MIN]


def test_each_plan_is_a_cohort_of_its_own() -> None:
    made = engine()
    for number in range(6):
        made.observe(Account(id=f"b{number}", at=T, plan="business-phone"))
    for number in range(6):
        calls(made, f"a{number}", 2)
        calls(made, f"b{number}", 8)
    found = {each.plan: (each.accounts, each.median) for each in made.cohorts()}
    assert found == {DEFAULT_PLAN: (6, 0.2), "business-phone": (6, 0.8)}


def test_of_an_account_the_key_counts_that_reaches_furthest() -> None:
    made = engine(call.account, call.caller)
    for number in range(5):
        calls(made, f"a{number}", 1)
        calls(made, f"a{number}", 7, caller="+12125550199")
    assert [(each.accounts, each.median) for each in made.cohorts()] == [(5, 0.7)]


def test_what_has_left_the_window_is_not_usual_any_more() -> None:
    made = engine()
    for number in range(5):
        calls(made, f"a{number}", 9)
    made.tick((T + timedelta(hours=25) - EPOCH) // MICROSECOND)
    assert [each.median for each in made.cohorts()] in ([], [0.0])


def test_asking_changes_nothing() -> None:
    made, same = engine(), engine()
    for each in (made, same):
        for number in range(6):
            calls(each, f"a{number}", 9)
    made.cohorts()
    findings = []
    for each in (made, same):
        findings.append([one.id for one in each.observe(Call(id="x", started_at=T, account="a1"))])
    assert findings[0] == findings[1]
    assert findings[0]


def test_of_very_many_keys_some_are_looked_at() -> None:
    made = engine()
    for number in range(KEYS_MAX + 10):
        made.observe(Call(id=str(number), started_at=T, account=str(number)))
    (found,) = made.cohorts()
    assert found.accounts == (KEYS_MAX + 10) // 2


def test_nothing_was_counted() -> None:
    assert engine().cohorts() == []
