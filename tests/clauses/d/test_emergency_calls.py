"""Emergency calls without a word: found, and never refused; the number is the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.emergency_calls import CLAUSE
from fairline.facts import Call, Direction, Line
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, TICK, Case, check, decisions, happened, said, stance
from tests.clauses.traffic import findings_after

RULE = "silent-emergency-calls"
TEN, MINUTE = timedelta(minutes=10), timedelta(minutes=1)
SILENT, HEARD = timedelta(seconds=5), timedelta(seconds=5, microseconds=1)


def dialed(number: int, **fields: object) -> list[Call]:
    """Return unanswered calls to 112."""
    shared = {"dialed": "112", "direction": Direction.OUTBOUND, "answered": False}
    return happened(Call, number, **{**shared, **fields})


TWO, LATER = dialed(2), {"start": MONDAY + MINUTE}
ROWS: dict[str, Case] = {
    "two are below the limit": (TWO, []),
    "three are the limit, and past it": (dialed(3), [(3, 3)]),
    "five seconds are too short for a word": (dialed(3, answered=True, talk=SILENT), [(3, 3)]),
    "more are a conversation": (TWO + dialed(9, answered=True, talk=HEARD, **LATER), []),
    "nobody knows how long: not counted": (TWO + dialed(9, answered=True, **LATER), []),
    "nobody knows whether it was answered: not counted": (TWO + dialed(9, answered=None, **LATER), []),
    "other numbers do not count": (TWO + dialed(9, dialed="411", **LATER), []),
    "an emergency number may stand as called": (dialed(3, dialed=None, called="911"), [(3, 3)]),
    "a line that is recorded as one counts": (
        dialed(3, dialed=None, called="+4930112", called_line=Line.EMERGENCY), [(3, 3)]),
    "another line does not": (dialed(9, dialed=None, called="+4930112", called_line=Line.FIXED), []),
    "calls that came in do not count": (TWO + dialed(9, direction=Direction.INBOUND, **LATER), []),
    "nor do those of no direction": (TWO + dialed(9, direction=None, **LATER), []),
    "two numbers do not add up": (TWO + dialed(2, dialed="911", **LATER), []),
    "nor do two accounts": (TWO + dialed(2, account="beta", **LATER), []),
    "the last moment of ten minutes counts": (TWO + dialed(1, start=MONDAY + TEN - TICK), [(3, 3)]),
    "the first after it does not": (TWO + dialed(1, start=MONDAY + TEN), []),
    "no account, no measure": (dialed(9, account=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_silent_emergency_calls(name: str) -> None:
    check(CLAUSE, RULE, ROWS[name])


def test_they_pass_whatever_is_found() -> None:
    assert {each.rule.name for each in findings_after(CLAUSE, dialed(9))} == {RULE}  # by their records
    answers = decisions(CLAUSE, dialed(9))
    assert {(each.act, each.emergency) for each in answers} == {(Act.ALLOW, True)}


def test_a_person_looks_and_nothing_is_cut() -> None:
    wanted = (Severity.CRITICAL, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE)
    assert stance(CLAUSE) == {RULE: wanted}


REASONS = {RULE: dialed(3)}


WORDS: dict[str, tuple[str, str, object]] = {
    RULE: (
        "3 calls to 112 in 10\u00a0min without a conversation; the limit is 3.",
        "3 appels au 112 en 10\u00a0min sans conversation\u00a0; la limite est de 3.",
        3,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
