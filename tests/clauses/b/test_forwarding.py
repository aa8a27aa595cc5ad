"""Zoom Contact Center AUP, clause b: no forwarding to a line of several calls at once. Limits of our own."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.forwarding import CLAUSE
from fairline.facts import Call, Direction, Fact, Forwarding, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import excused
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TARGET = "+13125550100"
LASTING = timedelta(minutes=5)


def leg(start: datetime = MONDAY, *, lasting: timedelta | None = LASTING, **fields: object) -> list[Call]:
    """Return one answered leg that was sent on to the target."""
    shared: dict[str, object] = {
        "answered": True,
        "answered_at": start,
        "ended_at": None if lasting is None else start + lasting,
        "called": TARGET,
        "forwarded_from": "+12025550101",
    }
    return calls(1, start=start, every=MINUTE, **(shared | fields))


def together(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return so many legs that begin a minute apart and overlap."""
    return [call for place in range(number) for call in leg(start + place * MINUTE, **fields)]  # type: ignore[arg-type]


def occasions(number: int, start: datetime = MONDAY, every: timedelta = HOUR, **fields: object) -> list[Call]:
    """Return pairs of legs at once, one pair an hour."""
    return [call for place in range(number) for call in together(2, start + place * every, **fields)]


def setting(*, account: str = "acme", target: str = TARGET, active: bool | None = True) -> list[Fact]:
    """Return the setting that sends calls on to the target, made the day before."""
    return [Forwarding(id="f", at=MONDAY - DAY, account=account, number="+1", target=target, active=active)]


UNMARKED = occasions(3, forwarded_from=None)

TWICE: dict[str, Case] = {
    "two occasions may be chance": (occasions(2), None),
    "three are the limit, and past it": (occasions(3), (3, 6)),
    "one leg after another is no occasion": (
        occasions(2) + leg(MONDAY + 5 * HOUR) + leg(MONDAY + 6 * HOUR),
        None,
    ),
    "nor is one that begins as the other ends": (
        occasions(2) + leg(MONDAY + 5 * HOUR) + leg(MONDAY + 5 * HOUR + LASTING),
        None,
    ),
    "one that begins just before is": (
        occasions(2) + leg(MONDAY + 5 * HOUR) + leg(MONDAY + 5 * HOUR + LASTING - timedelta(seconds=1)),
        (3, 6),
    ),
    "four at once are one occasion": (together(4), None),
    "a leg without an end lasts four hours": (
        occasions(2) + leg(MONDAY + 5 * HOUR, lasting=None) + leg(MONDAY + 9 * HOUR - MINUTE),
        (3, 6),
    ),
    "and not longer": (
        occasions(2) + leg(MONDAY + 5 * HOUR, lasting=None) + leg(MONDAY + 9 * HOUR),
        None,
    ),
    "unanswered legs do not count": (occasions(9, answered=False), None),
    "nor do legs of which it is not known": (occasions(9, answered=None), None),
    "nor those without a time of answer": (occasions(9, answered_at=None), None),
    "a call that came in forwarded is not ours to judge": (occasions(9, direction=Direction.INBOUND), None),
    "ordinary calls to one number at once are no forwarding": (occasions(9, forwarded_from=None), None),
    "an active forwarding to the number marks them": ([*setting(), *UNMARKED], (3, 6)),
    "an inactive one does not": ([*setting(active=False), *UNMARKED], None),
    "nor one of which it is not known": ([*setting(active=None), *UNMARKED], None),
    "nor one of another account": ([*setting(account="beta"), *UNMARKED], None),
    "nor one to another target": ([*setting(target="+13125550199"), *UNMARKED], None),
    "a target may be a SIP address": (occasions(3, called=None, dialed="sip:desk@branch.example"), (3, 6)),
    "the last quarter of an hour of the day counts": (
        occasions(2) + together(2, MONDAY + DAY - 2 * MINUTE),
        (3, 6),
    ),
    "the first after it does not": (occasions(2, every=10 * MINUTE) + together(2, MONDAY + DAY), None),
    "two targets do not add up": (occasions(2) + occasions(1, MONDAY + HOUR, called="+13125550199"), None),
    "nor do two accounts": (occasions(2) + occasions(1, MONDAY + 5 * HOUR, account="beta"), None),
    "no target, no measure": (occasions(9, called=None), None),
    "no account, no measure": (occasions(9, account=None), None),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK, occasions(3), (3, 6)),
}
WEEK: dict[str, Case] = {
    "nine occasions in a week are below the limit": (occasions(9, every=12 * HOUR), None),
    "ten are the limit, and past it": (occasions(10, every=12 * HOUR), (10, 20)),
    "calls that came in do not count": (occasions(20, every=6 * HOUR, direction=Direction.INBOUND), None),
    "ordinary calls do not count": (occasions(20, every=6 * HOUR, forwarded_from=None), None),
    "unanswered legs do not count": (occasions(20, every=6 * HOUR, answered=False), None),
    "nor do legs of which it is not known": (occasions(20, every=6 * HOUR, answered=None), None),
    "a leg without an end lasts four hours": (
        occasions(9) + leg(MONDAY + DAY, lasting=None) + leg(MONDAY + DAY + 4 * HOUR - MINUTE),
        (10, 20),
    ),
    "and not longer": (
        occasions(9) + leg(MONDAY + DAY, lasting=None) + leg(MONDAY + DAY + 4 * HOUR),
        None,
    ),
    "the last hop of seven days counts": (
        occasions(9, every=10 * MINUTE) + together(2, MONDAY + 7 * DAY - HOUR - 2 * MINUTE),
        (10, 20),
    ),
    "the first after it does not": (
        occasions(9, every=10 * MINUTE) + together(2, MONDAY + 7 * DAY - HOUR),
        None,
    ),
    "two targets do not add up": (occasions(9) + occasions(5, MONDAY, called="+13125550199"), None),
    "no target, no measure": (occasions(20, called=None), None),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK, occasions(10), (10, 20)),
}
FOUR: dict[str, Case] = {
    "three at once are fewer": (together(3), None),
    "four are enough, once": (together(4), (1, 4)),
    "calls that came in do not count": (together(9, direction=Direction.INBOUND), None),
    "ordinary calls do not count": (together(9, forwarded_from=None), None),
    "the last quarter of an hour of the day counts": (
        together(4) + together(4, MONDAY + DAY - 5 * MINUTE),
        (2, 8),
    ),
    "the first after it does not": (together(4) + together(4, MONDAY + DAY), (1, 4)),
    "unanswered legs do not count": (together(9, answered=False), None),
    "nor do legs of which it is not known": (together(9, answered=None), None),
    "a leg without an end lasts four hours": (
        leg(lasting=None) + together(3, MONDAY + 4 * HOUR - 3 * MINUTE),
        (1, 4),
    ),
    "and not longer": (leg(lasting=None) + together(3, MONDAY + 4 * HOUR - 2 * MINUTE), None),
    "two targets do not add up": (together(3) + leg(called="+13125550199"), None),
    "nor do two accounts": (together(3) + leg(account="beta"), None),
    "no target, no measure": (together(9, called=None), None),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK, together(4), (1, 4)),
}


@pytest.mark.parametrize("name", TWICE)
def test_two_at_once_in_a_day(name: str) -> None:
    check(CLAUSE, "forwarded-twice-at-once-day", TWICE[name])


@pytest.mark.parametrize("name", WEEK)
def test_two_at_once_in_a_week(name: str) -> None:
    check(CLAUSE, "forwarded-twice-at-once-week", WEEK[name])


@pytest.mark.parametrize("name", FOUR)
def test_four_at_once(name: str) -> None:
    check(CLAUSE, "forwarded-four-at-once", FOUR[name])


GRAVE = {
    "forwarded-twice-at-once-day": (Severity.MINOR, Answer.CHALLENGE),
    "forwarded-twice-at-once-week": (Severity.MAJOR, Answer.HOLD),
    "forwarded-four-at-once": (Severity.MAJOR, Answer.HOLD),
}
BUSY = [call for place in range(10) for call in together(4, MONDAY + place * HOUR)]


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_and_what_may_follow(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, BUSY)
    assert (finding.severity, finding.answer) == GRAVE[rule]
    assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (day,) = found(CLAUSE, "forwarded-twice-at-once-day", BUSY)
    assert day.reason(Lang.EN) == (
        "+13125550100 took two forwarded calls at once 10 times in 24\u00a0h; the limit is 3."
    )
    assert day.reason(Lang.FR) == (
        "En 24\u00a0h, +13125550100 a reçu 10 fois deux appels renvoyés en même"
        " temps\u00a0; la limite est de 3."
    )
    (week,) = found(CLAUSE, "forwarded-twice-at-once-week", BUSY)
    assert week.reason(Lang.EN) == (
        "+13125550100 took two forwarded calls at once 10 times in a week; the limit is 10."
    )
    assert week.reason(Lang.FR) == (
        "En 7\u00a0jours, +13125550100 a reçu 10 fois deux appels renvoyés à la"
        " fois\u00a0; la limite est de 10."
    )
    (four,) = found(CLAUSE, "forwarded-four-at-once", BUSY)
    assert four.reason(Lang.EN) == (
        "+13125550100 took four forwarded calls at once within 24\u00a0h (times: 10; limit: 1)."
    )
    assert four.reason(Lang.FR) == (
        "En 24\u00a0h, +13125550100 a reçu quatre appels renvoyés à la fois"
        " (nombre de fois\u00a0: 10\u00a0; limite\u00a0: 1)."
    )
