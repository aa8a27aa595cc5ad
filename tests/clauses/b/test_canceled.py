"""Telnyx: more than 20 % of outbound attempts canceled by the originator before an answer; Plivo the same."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.canceled import CLAUSE
from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT = MONDAY + timedelta(minutes=59, seconds=59)
FIRST_AFTER = MONDAY + timedelta(hours=1)
TENTH = timedelta(milliseconds=100)


def attempts(*, canceled: int = 0, other: int = 0, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return attempts ten a second: first those that rang out, then the canceled, of 9.999 s of ringing."""
    ring = {"ring": timedelta(milliseconds=9_999)}
    rang_out = calls(other, start=start, every=TENTH, **(ring | {"end_reason": EndReason.NO_ANSWER} | fields))
    then = start + other * TENTH
    return rang_out + calls(
        canceled, start=then, every=TENTH, **(ring | {"end_reason": EndReason.CANCELED} | fields)
    )


FOUND = attempts(canceled=225, other=775)
EARLY = attempts(canceled=531, other=469)

CANCELED: dict[str, Case] = {
    "one in five is the limit itself": (attempts(canceled=200, other=800), None),
    "224 of 1,000 may still be chance": (attempts(canceled=224, other=776), None),
    "225 are over the limit": (FOUND, (225, 1000)),
    "99 attempts are too few to measure": (attempts(canceled=99), None),
    "100 are enough": (attempts(canceled=28, other=72), (28, 100)),
    "an attempt that rang out can be the one that is enough": (
        attempts(canceled=40, other=59) + attempts(other=1, start=LAST_MOMENT),
        (40, 100),
    ),
    "attempts whose end is untold count on neither side": (
        FOUND + attempts(other=900, end_reason=None),
        (225, 1000),
    ),
    "inbound attempts are not in the base": (
        FOUND + attempts(other=900, direction=Direction.INBOUND),
        (225, 1000),
    ),
    "nor are internal ones accused": (attempts(canceled=1000, direction=Direction.INTERNAL), None),
    "busy is not canceled": (attempts(canceled=1000, end_reason=EndReason.BUSY), None),
    "how long it rang does not matter": (attempts(canceled=225, other=775, ring=None), (225, 1000)),
    "the last minute of the hour counts": (
        attempts(canceled=27, other=72) + attempts(canceled=1, start=LAST_MOMENT),
        (28, 100),
    ),
    "the first after it does not": (
        attempts(canceled=27, other=72) + attempts(canceled=1, start=FIRST_AFTER),
        None,
    ),
    "another account does not dilute": (FOUND + attempts(other=900, account="beta"), (225, 1000)),
    "all numbers of the account count together": (
        attempts(other=775, caller="+12025550102")
        + attempts(canceled=225, caller="+12025550101", start=MONDAY + 775 * TENTH),
        (225, 1000),
    ),
    "no account, no measure": (attempts(canceled=1000, account=None), None),
}
GIVEN_UP_EARLY: dict[str, Case] = {
    "every second is the limit itself": (attempts(canceled=500, other=500), None),
    "530 of 1,000 may still be chance": (attempts(canceled=530, other=470), None),
    "531 are over the limit": (EARLY, (531, 1000)),
    "99 attempts are too few to measure": (attempts(canceled=99), None),
    "100 are enough": (attempts(canceled=60, other=40), (60, 100)),
    "ten seconds of ringing are not early": (
        attempts(canceled=1000, ring=timedelta(seconds=10)),
        None,
    ),
    "nor is a brief ring that was not canceled": (
        attempts(canceled=1000, end_reason=EndReason.BUSY),
        None,
    ),
    "attempts whose ringing is untold count on neither side": (
        EARLY + attempts(canceled=900, ring=None),
        (531, 1000),
    ),
    "inbound attempts are not in the base": (
        EARLY + attempts(other=900, direction=Direction.INBOUND),
        (531, 1000),
    ),
    "the last minute of the hour counts": (
        attempts(canceled=59, other=40) + attempts(canceled=1, start=LAST_MOMENT),
        (60, 100),
    ),
    "the first after it does not": (
        attempts(canceled=59, other=40) + attempts(canceled=1, start=FIRST_AFTER),
        None,
    ),
    "another account does not dilute": (EARLY + attempts(other=900, account="beta"), (531, 1000)),
    "no account, no measure": (attempts(canceled=1000, account=None), None),
}


@pytest.mark.parametrize("name", CANCELED)
def test_canceled_calls(name: str) -> None:
    check(CLAUSE, "canceled-calls", CANCELED[name])


@pytest.mark.parametrize("name", GIVEN_UP_EARLY)
def test_calls_given_up_early(name: str) -> None:
    check(CLAUSE, "calls-given-up-early", GIVEN_UP_EARLY[name])


def test_how_grave_and_what_may_follow() -> None:
    (canceled,) = found(CLAUSE, "canceled-calls", EARLY)
    assert (canceled.severity, canceled.answer, canceled.rule.mode) == (
        Severity.MINOR,
        Answer.THROTTLE,
        Mode.ENFORCE,
    )
    (early,) = found(CLAUSE, "calls-given-up-early", EARLY)
    assert (early.severity, early.answer, early.rule.mode) == (
        Severity.MAJOR,
        Answer.SUSPEND_NUMBER,
        Mode.OBSERVE,
    )


def test_the_reason_in_both_languages() -> None:
    (canceled,) = found(CLAUSE, "canceled-calls", FOUND)
    assert canceled.reason(Lang.EN) == (
        "225 of 1,000 attempts within an hour were canceled before an answer: 22.5%; the limit is 20%."
    )
    assert canceled.reason(Lang.FR) == (
        "En une heure, 225 des 1\u202f000 tentatives ont été annulées"
        " avant la réponse\u00a0: 22,5\u00a0%\u00a0;"
        " la limite est de 20\u00a0%."
    )
    (early,) = found(CLAUSE, "calls-given-up-early", EARLY)
    assert early.reason(Lang.EN) == (
        "531 of 1,000 attempts within an hour were given up after less than 10\u00a0s of ringing: 53.1%;"
        " the limit is 50%."
    )
    assert early.reason(Lang.FR) == (
        "En une heure, 531 des 1\u202f000 tentatives ont cessé avant 10\u00a0s"
        " de sonnerie\u00a0: 53,1\u00a0%\u00a0;"
        " la limite est de 50\u00a0%."
    )
