"""CLAUSES I-CIR-03: three numbers in a week, each replaced within a day of a label or a complaint."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.i_circumvention.number_rotation import CLAUSE
from fairline.facts import Change, Fact, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
    SECOND,
    TICK,
    Tried,
    cases,
    check,
    check_acts,
    said,
    weight,
)

RULE = "rotated-numbers"
LABELED = MIDNIGHT - HOUR
TRIED = {
    RULE: Tried(
        kind=Change,
        bad={"setting": Setting.CALLER_NUMBER, "labeled_at": LABELED},
        least=3,
        window=timedelta(hours=23),
        vary="number",
        excused={
            "another setting is no number": {"setting": Setting.CALL_FLOW},
            "replaced a day and more after the label": {"labeled_at": MIDNIGHT - DAY},
            "labeled only afterwards": {"labeled_at": MIDNIGHT + DAY},
        },
        unsaid=("labeled_at", "setting", "number"),
        act=Act.HOLD,
    )
}
WEEK = timedelta(days=7)


def on(start: datetime, number: str, after: timedelta = HOUR) -> list[Fact]:
    """A number that is replaced so long after it was labeled."""
    return TRIED[RULE].of(start=start, number=number, labeled_at=start - after)


TWO = on(MIDNIGHT, "+1") + on(MIDNIGHT + SECOND, "+2")
CASES = {
    row: case
    for row, case in cases(TRIED).items()
    if "window" not in row[1] and "first after" not in row[1]
} | {
    (RULE, "the last moment of the week counts"): (TWO + on(MIDNIGHT + WEEK - TICK, "+3"), [(3, 3)]),
    (RULE, "the first after it does not"): (TWO + on(MIDNIGHT + WEEK, "+3"), []),
    (RULE, "one number three times is one"): (TWO + on(MIDNIGHT + HOUR, "+2"), []),
    (RULE, "exactly a day after the label counts"): (TWO + on(MIDNIGHT + HOUR, "+3", DAY), [(3, 3)]),
    (RULE, "a moment more does not"): (TWO + on(MIDNIGHT + HOUR, "+3", DAY + TICK), []),
    (RULE, "in the moment of the label counts"): (TWO + on(MIDNIGHT + HOUR, "+3", 0 * HOUR), [(3, 3)]),
    (RULE, "two accounts do not add up"): (
        TWO + TRIED[RULE].of(number="+3", account="beta"), []),
}  # fmt: skip
LOUD = {RULE: TRIED[RULE].of(1200)}
GRAVE = {RULE: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE)}
SAID: dict[str, tuple[str, str]] = {
    RULE: (
        "In 7\u00a0days 1,200 numbers were replaced within 24\u00a0h of a label or complaint; the"
        " limit is 3.",
        "En 7\u00a0jours, 1\u202f200 numéros ont été remplacés dans les 24\u00a0h d'une étiquette ou"
        " d'une plainte\u00a0; la limite est de 3.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [rule for rule, each in TRIED.items() if each.act is not Act.ALLOW])
def test_what_the_act_meets(rule: str) -> None:
    check_acts(CLAUSE, rule, TRIED[rule])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
