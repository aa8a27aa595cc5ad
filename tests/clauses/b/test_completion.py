"""Phoenix Solutions: call centers 40 % answered and 30 s on average at least, conversations 50 % and 60 s."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.completion import CLAUSE
from fairline.facts import Account, Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
PHONE = "business-phone"
PHONE_ACCOUNT = Account(id="acme", at=MONDAY - timedelta(days=1), plan=PHONE)
SECOND = timedelta(seconds=1)


def attempts(*, answered: int = 0, other: int = 0, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return attempts of one campaign: first the answered ones, of a minute's talk, then the others."""
    shared = {"campaign": "spring", "talk": 60 * SECOND} | fields
    return calls(answered, start=start, every=timedelta(seconds=1), **({"answered": True} | shared)) + calls(
        other, start=start + answered * SECOND, every=timedelta(seconds=1), **({"answered": False} | shared)
    )


def talks(number: int, talk: timedelta | None, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return answered calls that lasted ``talk`` each."""
    return attempts(answered=number, other=0, start=start, talk=talk, **fields)


FEW = attempts(answered=369, other=631)
BRIEF = talks(999, 30 * SECOND) + talks(1, timedelta(seconds=29))
BRIEF_MEASURE = (999 * 30_000 + 29_000, 1000)

ANSWERED: dict[str, Case] = {
    "four in ten is the limit itself": (attempts(answered=400, other=600), None),
    "370 of 1,000 may still be chance": (attempts(answered=370, other=630), None),
    "369 are too few": (FEW, (369, 1000)),
    "499 attempts are too few to measure": (attempts(other=499), None),
    "500 are enough": (attempts(answered=178, other=322), (178, 500)),
    "attempts nobody says were answered or not count on neither side": (
        FEW + calls(900, campaign="spring"),
        (369, 1000),
    ),
    "inbound calls are not in the base": (
        FEW + attempts(answered=900, direction=Direction.INBOUND),
        (369, 1000),
    ),
    "nor accused": (attempts(other=1000, direction=Direction.INBOUND), None),
    "the last second before midnight is the same day": (
        attempts(answered=178, other=321) + attempts(other=1, start=LAST_MOMENT),
        (178, 500),
    ),
    "midnight begins another day": (
        attempts(answered=178, other=321) + attempts(other=1, start=MIDNIGHT),
        None,
    ),
    "another campaign does not dilute": (FEW + attempts(answered=900, campaign="autumn"), (369, 1000)),
    "nor does another account's campaign of that name": (
        FEW + attempts(answered=900, account="beta"),
        (369, 1000),
    ),
    "calls without a campaign are measured together": (
        attempts(answered=178, campaign=None, caller="+12025550101")
        + attempts(other=322, campaign=None, caller="+12025550102"),
        (178, 500),
    ),
    "and not with those of a campaign": (FEW + attempts(answered=900, campaign=None), (369, 1000)),
    "no account, no measure": (attempts(other=1000, account=None), None),
}
TALK: dict[str, Case] = {
    "half a minute on average is enough": (talks(1000, 30 * SECOND), None),
    "a second less in all is not": (BRIEF, BRIEF_MEASURE),
    "499 answered calls are too few to measure": (talks(499, SECOND), None),
    "500 are enough": (talks(500, SECOND), (500_000, 500)),
    "calls without a talk time count on neither side": (BRIEF + talks(900, None), BRIEF_MEASURE),
    "nor do calls nobody says were answered": (
        BRIEF + calls(900, campaign="spring", talk=600 * SECOND),
        BRIEF_MEASURE,
    ),
    "unanswered attempts are not in the base": (BRIEF + attempts(other=900), BRIEF_MEASURE),
    "nor are inbound calls": (BRIEF + talks(900, 600 * SECOND, direction=Direction.INBOUND), BRIEF_MEASURE),
    "the last second before midnight is the same day": (
        talks(499, SECOND) + talks(1, SECOND, start=LAST_MOMENT),
        (500_000, 500),
    ),
    "midnight begins another day": (talks(499, SECOND) + talks(1, SECOND, start=MIDNIGHT), None),
    "another campaign does not dilute": (BRIEF + talks(900, 600 * SECOND, campaign="autumn"), BRIEF_MEASURE),
    "calls without a campaign are measured together": (talks(500, SECOND, campaign=None), (500_000, 500)),
    "no account, no measure": (talks(1000, SECOND, account=None), None),
}
ANSWERED_PHONE: dict[str, Case] = {
    "every second is the limit itself": (attempts(answered=500, other=500), None),
    "470 of 1,000 may still be chance": (attempts(answered=470, other=530), None),
    "469 are too few": (attempts(answered=469, other=531), (469, 1000)),
}
TALK_PHONE: dict[str, Case] = {
    "a minute on average is enough": (talks(1000, 60 * SECOND), None),
    "a second less in all is not": (talks(999, 60 * SECOND) + talks(1, 59 * SECOND), (59_999_000, 1000)),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_answered_share(name: str) -> None:
    check(CLAUSE, "answered-share-low", ANSWERED[name])


@pytest.mark.parametrize("name", TALK)
def test_mean_talk(name: str) -> None:
    check(CLAUSE, "mean-talk-low", TALK[name])


@pytest.mark.parametrize("name", ANSWERED_PHONE)
def test_answered_share_of_business_telephony(name: str) -> None:
    check(CLAUSE, "answered-share-low", ANSWERED_PHONE[name], plan=PHONE)


@pytest.mark.parametrize("name", TALK_PHONE)
def test_mean_talk_of_business_telephony(name: str) -> None:
    check(CLAUSE, "mean-talk-low", TALK_PHONE[name], plan=PHONE)


def test_the_plan_of_the_account_is_asked_before_the_usual_one() -> None:
    facts, measure = ANSWERED_PHONE["469 are too few"]
    check(CLAUSE, "answered-share-low", (facts, None))
    check(CLAUSE, "answered-share-low", ([PHONE_ACCOUNT, *facts], measure))


def test_how_grave_and_what_may_follow() -> None:
    for rule, facts in (("answered-share-low", FEW), ("mean-talk-low", BRIEF)):
        (finding,) = found(CLAUSE, rule, facts)
        assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
        assert finding.rule.mode is Mode.ENFORCE


def test_the_reason_in_both_languages() -> None:
    (few,) = found(CLAUSE, "answered-share-low", FEW)
    assert few.reason(Lang.EN) == (
        "Only 369 of 1,000 attempts of campaign spring were answered in a day: 36.9%;"
        " at least 40% is expected."
    )
    assert few.reason(Lang.FR) == (
        "Campagne spring\u00a0: 369 tentatives décrochées seulement sur 1\u202f000"
        " en un jour, soit 36,9\u00a0%\u00a0;"
        " au moins 40\u00a0% sont attendus."
    )
    (brief,) = found(CLAUSE, "mean-talk-low", talks(1000, timedelta(seconds=12.5)))
    assert brief.reason(Lang.EN) == (
        "1,000 answered calls of campaign spring lasted 12.5\u00a0s on average in a"
        " day; at least 30\u00a0s is expected."
    )
    assert brief.reason(Lang.FR) == (
        "Campagne spring\u00a0: 1\u202f000 appels décrochés en un jour ont duré 12,5\u00a0s en moyenne\u00a0;"
        " au moins 30\u00a0s sont attendues."
    )
