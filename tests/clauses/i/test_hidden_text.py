"""CLAUSES I-CIR-10: over five in a hundred messages hide their text."""

from datetime import datetime

import pytest

from fairline.clauses.i_circumvention.hidden_text import CLAUSE
from fairline.facts import Direction, Fact, Message
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import DAY, MIDNIGHT, SECOND, TICK, Case, check, happened, said, weight

RULE = "hidden-text"


def sent(number: int, hidden: int, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return outbound messages of a campaign, the last ``hidden`` of them unreadable."""
    shared: dict[str, object] = {"direction": Direction.OUTBOUND, "campaign": "c"} | fields
    good = happened(Message, number - hidden, start=start, hides_text=False, **shared)
    return good + happened(Message, hidden, start=start + 5 * SECOND, hides_text=True, **shared)


CASES: dict[tuple[str, str], Case] = {
    (RULE, "exactly five in a hundred"): (sent(1000, 50), []),
    (RULE, "63 in a thousand may be chance"): (sent(1000, 63), []),
    (RULE, "64 are more, surely"): (sent(1000, 64), [(64, 1000)]),
    (RULE, "99 messages are too few"): (sent(99, 50), []),
    (RULE, "100 are enough"): (sent(100, 50), [(50, 100)]),
    (RULE, "those that nobody checked count on neither side"): (
        sent(100, 50) + happened(Message, 900, direction=Direction.OUTBOUND, campaign="c"), [(50, 100)]),
    (RULE, "what comes in does not dilute"): (
        sent(100, 50) + sent(900, 0, direction=Direction.INBOUND), [(50, 100)]),
    (RULE, "nor count"): (sent(100, 50, direction=Direction.INBOUND), []),
    (RULE, "nor what goes nobody says where"): (sent(100, 50, direction=None), []),
    (RULE, "the last moment of the day counts"): (
        sent(99, 50) + sent(1, 0, MIDNIGHT + DAY - TICK), [(50, 100)]),
    (RULE, "the first after it does not"): (sent(99, 50) + sent(1, 0, MIDNIGHT + DAY), []),
    (RULE, "two campaigns do not add up"): (sent(99, 50) + sent(99, 50, campaign="d"), []),
    (RULE, "those without a campaign are together"): (sent(100, 50, campaign=None), [(50, 100)]),
    (RULE, "two accounts do not add up"): (sent(99, 50) + sent(99, 50, account="beta"), []),
    (RULE, "no account, no measure"): (sent(100, 50, account=None), []),
}  # fmt: skip
LOUD = {RULE: sent(2400, 1200)}
GRAVE = {RULE: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE)}
SAID: dict[str, tuple[str, str]] = {
    RULE: (
        "1,200 of 2,400 messages in 24\u00a0h hid their text (50%); the limit is 5%.",
        "En 24\u00a0h, 1\u202f200 des 2\u202f400 messages dissimulaient leur texte"
        " (50\u00a0%)\u00a0; la limite est de 5\u00a0%.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
