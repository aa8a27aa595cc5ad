"""ZipDX: dialer traffic lasts less than a minute on average, and so do 90 % or more of its calls."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.dialer_on_conversation_plan import CLAUSE
from fairline.facts import Account, Call, Direction, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import agreement, excused
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
PHONE = "business-phone"
RULE = "dialer-on-conversation-plan"


def talks(number: int, seconds: float | None, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return answered calls that lasted so many seconds each."""
    talk = None if seconds is None else timedelta(seconds=seconds)
    return calls(
        number, start=start, every=timedelta(seconds=1), **({"answered": True, "talk": talk} | fields)
    )


DIALER = talks(281, 30) + talks(19, 60)
MEASURE = (281 * 30_000 + 19 * 60_000, 300)

CASES: dict[str, Case] = {
    "a minute on average is no dialer's": (talks(281, 59) + talks(18, 60) + talks(1, 341), None),
    "a millisecond less in all is": (
        talks(281, 59) + talks(18, 60) + talks(1, 340.999),
        (17_999_999, 300),
    ),
    "280 of 300 under a minute may still be chance": (talks(280, 30) + talks(20, 60), None),
    "281 are not": (DIALER, MEASURE),
    "nine in ten of few calls may be chance": (talks(270, 30) + talks(30, 60), None),
    "299 answered calls are too few to measure": (talks(299, 30), None),
    "300 are enough": (talks(300, 30), (9_000_000, 300)),
    "calls without a talk time count on neither side": (DIALER + talks(900, None), MEASURE),
    "nor do calls nobody says were answered": (DIALER + talks(900, 600, answered=None), MEASURE),
    "unanswered attempts are not in the base": (DIALER + talks(900, 600, answered=False), MEASURE),
    "nor are inbound calls": (DIALER + talks(900, 600, direction=Direction.INBOUND), MEASURE),
    "the last second before midnight is the same day": (
        talks(299, 30) + talks(1, 30, start=LAST_MOMENT),
        (9_000_000, 300),
    ),
    "midnight begins another day": (talks(299, 30) + talks(1, 30, start=MIDNIGHT), None),
    "another account does not dilute": (DIALER + talks(900, 600, account="beta"), MEASURE),
    "all campaigns of the account count together": (
        talks(150, 30, campaign="a") + talks(150, 30, campaign="b"),
        (9_000_000, 300),
    ),
    "no account, no measure": (talks(300, 30, account=None), None),
    **excused(Permit.DIALER, Permit.OWN_TRUNK, DIALER, MEASURE),
}


@pytest.mark.parametrize("name", CASES)
def test_dialer_on_conversation_plan(name: str) -> None:
    check(CLAUSE, RULE, CASES[name], plan=PHONE)


@pytest.mark.parametrize(
    "facts",
    [talks(281, 59) + talks(18, 60) + talks(1, 341), talks(280, 30) + talks(20, 60)],
    ids=["a minute on average", "nine in ten brief"],
)
def test_calls_since_an_agreement_carry_nothing_over_a_limit(facts: list[Call]) -> None:
    hour = timedelta(hours=1)
    signed, more = agreement(Permit.DIALER, provider=MONDAY + hour), talks(50, 10, start=MONDAY + 2 * hour)
    assert found(CLAUSE, RULE, [signed, *facts, *more], plan=PHONE) == []
    assert len(found(CLAUSE, RULE, [*facts, *more], plan=PHONE)) == 1


def test_other_plans_may_dial() -> None:
    check(CLAUSE, RULE, (DIALER, None), plan="contact-center")
    phone = Account(id="acme", at=MONDAY - timedelta(days=1), plan=PHONE)
    check(CLAUSE, RULE, ([phone, *DIALER], MEASURE), plan="contact-center")


def test_how_grave_and_what_may_follow() -> None:
    (finding,) = found(CLAUSE, RULE, DIALER, plan=PHONE)
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert finding.rule.mode is Mode.ENFORCE


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, talks(1425, 20) + talks(75, 60), plan=PHONE)
    assert finding.reason(Lang.EN) == (
        "1,500 answered calls in a day lasted 22\u00a0s on average (conversations: 60\u00a0s or more),"
        " and 1,425 of them, 95%, less than a minute; from 90% on that is a dialer."
    )
    assert finding.reason(Lang.FR) == (
        "1\u202f500 appels décrochés en un jour ont duré 22\u00a0s en moyenne (une"
        " conversation\u00a0: 60\u00a0s ou plus)\u00a0;"
        " 1\u202f425 d'entre eux, soit 95\u00a0%, moins d'une minute\u00a0: dès"
        " 90\u00a0%, c'est un composeur."
    )
