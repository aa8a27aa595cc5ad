"""Findings of one rule and account in one row."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fairline.facts import Call
from fairline.findings import Finding
from fairline.findings.gathered import gathered, past
from fairline.policy import Answer, Citation, Clause, Letter, Mode, Rule, Severity, Text
from fairline.signals import Measure, Test, Unit, calendar, columns, count, law, mean

call = columns(Call)
SAID = Text(en="x", fr="x")
START = datetime(2026, 3, 2, tzinfo=UTC)
MANY = count(call.answered, by=(call.account, call.caller), over=calendar("day"))
SHORT = mean(call.talk, by=(call.account, call.caller), over=calendar("day"), unit=Unit.DURATION)


def rule(name: str, test: Test) -> Rule:
    return Rule(
        id="T", name=name, title=SAID, when=(test,), severity=Severity.MINOR, answer=Answer.OBSERVE,
        reason=SAID, mode=Mode.OBSERVE,
    )  # fmt: skip


MANY_CALLS = rule("many", MANY.above(law(10, "x")))
SHORT_CALLS = rule("short", SHORT.below(law(timedelta(seconds=30), "x")))


def finding(
    of: Rule = MANY_CALLS,
    *,
    account: str = "acme",
    caller: str = "a",
    day: int = 0,
    hits: int = 11,
    base: int = 20,
    severity: Severity = Severity.MINOR,
    letter: Letter = Letter.B,
) -> Finding:
    citation = Citation(law="x", url="x", in_force=date(2020, 1, 1), checked_on=date(2020, 1, 1))
    clause = Clause(
        id="c", letter=letter, title=SAID, citation=citation, rules=(of,), innocent=(), runbook=SAID
    )  # fmt: skip
    since = START + timedelta(days=day)
    limit = of.when[0].limit.on("x", since.date())
    assert limit is not None
    return Finding(
        clause=clause, rule=of, key=(account, caller), since=since, until=since + timedelta(days=1),
        measure=Measure(hits, base), limit=limit, severity=severity, answer=Answer.OBSERVE,
    )  # fmt: skip


def test_one_row_for_each_rule_and_account() -> None:
    rows = gathered([finding(), finding(caller="b", day=3), finding(account="other"), finding(SHORT_CALLS)])
    assert [(row.worst.rule.name, row.subject, row.count, row.keys) for row in rows] == [
        ("many", "acme", 2, 2),
        ("many", "other", 1, 1),
        ("short", "acme", 1, 1),
    ]


def test_a_row_spans_from_the_first_to_the_last_and_counts_keys_once() -> None:
    (row,) = gathered([finding(day=5), finding(day=1), finding(day=3)])
    assert (row.since, row.until) == (START + timedelta(days=1), START + timedelta(days=6))
    assert (row.count, row.keys) == (3, 1)
    assert [each.since for each in row.findings] == sorted(each.since for each in row.findings)


def test_the_worst_is_the_gravest_then_the_furthest_past_its_limit_then_the_first() -> None:
    (row,) = gathered([finding(hits=99), finding(day=1, severity=Severity.MAJOR), finding(day=2, hits=12)])
    assert row.worst.since == START + timedelta(days=1)
    (row,) = gathered([finding(day=2, hits=12), finding(day=1, hits=12), finding(hits=11)])
    assert row.worst.since == START + timedelta(days=1)


def test_rows_are_by_clause_then_gravest_first() -> None:
    rows = gathered(
        [
            finding(letter=Letter.H, account="1", severity=Severity.CRITICAL),
            finding(letter=Letter.A, account="2"),
            finding(letter=Letter.A, account="3", severity=Severity.MAJOR),
        ]
    )
    assert [row.subject for row in rows] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("of", "hits", "base", "expected"),
    [(MANY_CALLS, 20, 20, 2.0), (SHORT_CALLS, 150_000, 10, 2.0), (SHORT_CALLS, 0, 10, float("inf"))],
)
def test_how_far_past_the_limit(of: Rule, hits: int, base: int, expected: float) -> None:
    assert past(finding(of, hits=hits, base=base)) == expected


def test_nothing_is_no_row() -> None:
    assert gathered([]) == ()
