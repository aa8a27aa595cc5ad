"""Zoom Contact Center AUP, clauses b and g: harvested, scanned lists. The limits, 10 % and 25 %, are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.unallocated import CLAUSE
from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
RULE = "unallocated-numbers"


def attempts(*, dead: int = 0, other: int = 0, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return attempts of one campaign: first to numbers that do not exist, then to others."""
    shared = {"campaign": "spring"} | fields
    return calls(
        dead, start=start, every=timedelta(seconds=1), **({"end_reason": EndReason.UNALLOCATED} | shared)
    ) + calls(
        other,
        start=start + timedelta(seconds=dead),
        every=timedelta(seconds=1),
        **({"end_reason": EndReason.BUSY} | shared),
    )


FOUND = attempts(dead=119, other=881)

CASES: dict[str, Case] = {
    "one in ten is the limit itself": (attempts(dead=100, other=900), None),
    "118 of 1,000 may still be chance": (attempts(dead=118, other=882), None),
    "119 are over the limit": (FOUND, (119, 1000)),
    "199 attempts are too few to measure": (attempts(dead=199), None),
    "200 are enough": (attempts(dead=29, other=171), (29, 200)),
    "attempts whose end is untold count on neither side": (
        FOUND + attempts(other=900, end_reason=None),
        (119, 1000),
    ),
    "inbound calls are not in the base": (
        FOUND + attempts(other=900, direction=Direction.INBOUND),
        (119, 1000),
    ),
    "nor accused": (attempts(dead=1000, direction=Direction.INBOUND), None),
    "a rejected call has a number": (attempts(dead=1000, end_reason=EndReason.REJECTED), None),
    "the last second before midnight is the same day": (
        attempts(dead=28, other=171) + attempts(dead=1, start=LAST_MOMENT),
        (29, 200),
    ),
    "midnight begins another day": (
        attempts(dead=28, other=171) + attempts(dead=1, start=MIDNIGHT),
        None,
    ),
    "another campaign does not dilute": (FOUND + attempts(other=900, campaign="autumn"), (119, 1000)),
    "nor does another account's campaign of that name": (
        FOUND + attempts(other=900, account="beta"),
        (119, 1000),
    ),
    "attempts without a campaign are measured together": (
        attempts(dead=29, campaign=None, caller="+12025550101")
        + attempts(other=171, campaign=None, caller="+12025550102"),
        (29, 200),
    ),
    "and not with those of a campaign": (FOUND + attempts(other=900, campaign=None), (119, 1000)),
    "no account, no measure": (attempts(dead=1000, account=None), None),
}
LADDER = {
    119: (Severity.MINOR, Answer.CHALLENGE),
    276: (Severity.MINOR, Answer.CHALLENGE),
    277: (Severity.MAJOR, Answer.HOLD),
}


@pytest.mark.parametrize("name", CASES)
def test_unallocated_numbers(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


@pytest.mark.parametrize("dead", LADDER)
def test_a_quarter_is_a_guessed_list(dead: int) -> None:
    (finding,) = found(CLAUSE, RULE, attempts(dead=dead, other=1000 - dead))
    assert (finding.severity, finding.answer) == LADDER[dead]
    assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, FOUND)
    assert finding.reason(Lang.EN) == (
        "119 of 1,000 attempts of campaign spring in a day went to numbers that do not exist: 11.9%;"
        " the limit is 10%."
    )
    assert finding.reason(Lang.FR) == (
        "Campagne spring\u00a0: 119 des 1\u202f000 tentatives du jour visaient des"
        " numéros inexistants, soit 11,9\u00a0%\u00a0;"
        " la limite est de 10\u00a0%."
    )
