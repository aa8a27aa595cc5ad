"""Where a spell ends, whose plan counts when a period closes, and a run exactly as long as it may not be."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.sequential import CLAUSE as SEQUENTIAL
from fairline.facts import Account, Call, Direction, Fact
from fairline.findings import Finding
from fairline.history import History
from fairline.law import load
from fairline.policy import Clause
from fairline.signals import Test, calendar, columns, count, ours, per_plan, sliding
from tests.clauses.traffic import calls
from tests.signals.test_online_equals_oracle import clause_of

START = datetime(2026, 3, 2, tzinfo=UTC)
LAW = load()
MICROSECOND = timedelta(microseconds=1)
call = columns(Call)
TWO_IN_AN_HOUR = count(call.answered, by=call.account, over=sliding(hours=1)).at_least(ours(2, en="", fr=""))
BY_DAY = count(call.answered, by=call.account, over=calendar("day"))


def findings(clause: Clause, facts: Sequence[Fact]) -> list[Finding]:
    with History() as history:
        history.add(facts)
        history.settle()
        return sorted(history.findings([clause], law=LAW, plan="p"), key=lambda each: each.since)


def clause(test: Test) -> Clause:
    made = clause_of(test.signal)
    object.__setattr__(made.rules[0], "when", (test,))
    return made


def answered(*seconds: float) -> list[Fact]:
    return [
        Call(id=str(n), started_at=START + timedelta(seconds=each), account="a", answered=True)
        for n, each in enumerate(seconds)
    ]


@pytest.mark.parametrize(("later", "spells"), [(timedelta(0), 1), (MICROSECOND, 2)])
def test_a_spell_lasts_until_a_window_after_its_last_breach(later: timedelta, spells: int) -> None:
    """The last breach is at second 1; the next may come an hour after that, and no more."""
    again = timedelta(hours=1, seconds=1) + later
    facts = [*answered(0, 1, again.total_seconds() - 0.5), *answered(again.total_seconds())]
    facts[-1] = Call(id="last", started_at=START + again, account="a", answered=True)
    assert len(findings(clause(TWO_IN_AN_HOUR), facts)) == spells


@pytest.mark.parametrize(("changed", "found"), [(MICROSECOND, 1), (timedelta(0), 0)])
def test_the_plan_of_a_period_is_that_before_its_end(changed: timedelta, found: int) -> None:
    """Plan q has a limit: it counts if it came within the day, and not if it came as the day ended."""
    test = BY_DAY.at_least(per_plan({"q": ours(1, en="", fr="")}, otherwise=None))
    change = Account(id="a", at=START + timedelta(days=1) - changed, plan="q")
    assert len(findings(clause(test), [*answered(0), change])) == found


@pytest.mark.parametrize(("length", "found"), [(19, []), (20, ["consecutive-numbers"])])
def test_a_run_of_exactly_so_many(length: int, found: list[str]) -> None:
    facts = [
        Call(
            id=f"{n:03}",
            started_at=START + timedelta(seconds=n),
            account="a",
            caller="+12125550100",
            called=f"+1212555{1000 + n}",
            direction=Direction.OUTBOUND,
        )
        for n in range(length)
    ]
    assert [each.rule.name for each in findings(SEQUENTIAL, facts)] == found


def test_samples_of_a_spell_are_its_first_breaches() -> None:
    (one,) = findings(clause(TWO_IN_AN_HOUR), calls(9, answered=True, account="a"))
    assert [each.id[-1] for each in one.samples] == ["1", "2", "3", "4", "5"]
    assert (one.measure.hits, one.until - one.since) == (9, timedelta(seconds=7))
