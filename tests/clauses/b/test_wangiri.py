"""ClearIP: wangiri is counted by calling number over 5 minutes. 50 rings, 80 % and 45 people are ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.wangiri import CLAUSE
from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND = timedelta(seconds=1)
TENTH = SECOND / 10
SIX, MORE = timedelta(seconds=6), timedelta(seconds=6, milliseconds=1)
LAST_MOMENT = MONDAY + timedelta(minutes=4, seconds=59)
FIRST_AFTER = MONDAY + timedelta(minutes=5)


def attempts(number: int, *, people: int = 1000, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return attempts of one number, ten a second: one ring, canceled, each to the next of so many people."""
    shared: dict[str, object] = {
        "caller": "+12025550101",
        "ring": SIX,
        "end_reason": EndReason.CANCELED,
    }
    return [
        fact
        for place in range(number)
        for fact in calls(
            1,
            start=start + place * TENTH,
            every=SECOND,
            **({"called": f"+1312555{place % people:04}"} | shared | fields),
        )
    ]


def busy(number: int, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return attempts that met a busy line."""
    return attempts(number, start=start, **({"end_reason": EndReason.BUSY} | fields))  # type: ignore[arg-type]


LATER = MONDAY + timedelta(minutes=1)

CASES: dict[str, Case] = {
    "49 brief rings are below the limit": (
        attempts(49) + attempts(10, start=LATER, ring=MORE, called="+13125559999"),
        None,
    ),
    "50 are the limit, and past it": (attempts(50), (50, 50)),
    "a ring of more than six seconds is not brief": (attempts(200, ring=MORE), None),
    "45 of 50 canceled may be chance": (busy(5) + attempts(45, start=LATER), None),
    "46 of 50 are not": (busy(4, called="+13125559999") + attempts(46, start=LATER), (50, 50)),
    "44 people are below the limit": (attempts(50, people=44), None),
    "45 are the limit, and past it": (attempts(50, people=45), (50, 50)),
    "a brief ring that is not canceled counts for both": (
        busy(10) + attempts(39, start=LATER) + busy(1, start=LATER + 10 * SECOND),
        None,
    ),
    "attempts whose ringing is untold do not count as rings": (
        attempts(49) + attempts(100, start=LATER, ring=None),
        None,
    ),
    "attempts whose end is untold count on neither side": (
        attempts(100, start=LATER, end_reason=None, ring=MORE) + attempts(50),
        (50, 50),
    ),
    "attempts to an unknown number are to nobody": (
        attempts(44) + attempts(100, start=LATER, called=None),
        None,
    ),
    "49 attempts whose end is told are too few": (
        attempts(49) + attempts(10, start=LATER, end_reason=None),
        None,
    ),
    "inbound calls to others are not its people": (
        attempts(100, people=44) + attempts(100, start=LATER, direction=Direction.INBOUND),
        None,
    ),
    "inbound calls do not count": (attempts(200, direction=Direction.INBOUND), None),
    "nor do they dilute": (attempts(50) + busy(200, direction=Direction.INBOUND), (50, 50)),
    "the last moment of five minutes counts": (
        attempts(49) + attempts(1, start=LAST_MOMENT, called="+13125559999"),
        (50, 50),
    ),
    "the first after it does not": (
        attempts(49) + attempts(1, start=FIRST_AFTER, called="+13125559999"),
        None,
    ),
    "another number does not add": (attempts(49) + attempts(49, caller="+12025550102"), None),
    "nor dilute": (attempts(50) + busy(200, caller="+12025550102"), (50, 50)),
    "nor does another account with that number": (attempts(50) + busy(200, account="beta"), (50, 50)),
    "no caller number, no measure": (attempts(200, caller=None), None),
    "no account, no measure": (attempts(200, account=None), None),
}


@pytest.mark.parametrize("name", CASES)
def test_wangiri(name: str) -> None:
    check(CLAUSE, "wangiri", CASES[name])


def test_how_grave_and_what_may_follow() -> None:
    (finding,) = found(CLAUSE, "wangiri", attempts(50))
    assert (finding.severity, finding.answer) == (Severity.CRITICAL, Answer.SUSPEND_NUMBER)
    assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, "wangiri", attempts(1200, people=1100))
    assert finding.reason(Lang.EN) == (
        "Within 5\u00a0min +12025550101 rang 1,200 times for 6\u00a0s or less (limit 50),"
        " canceled 100% of its attempts (limit 80%) and tried 1,100 different numbers (limit 45)."
    )
    assert finding.reason(Lang.FR) == (
        "En 5\u00a0min, +12025550101 a sonné 1\u202f200 fois durant 6\u00a0s au plus (limite\u00a0: 50),"
        " annulé 100\u00a0% de ses tentatives (limite\u00a0: 80\u00a0%)"
        " et essayé 1\u202f100 numéros différents (limite\u00a0: 45)."
    )
