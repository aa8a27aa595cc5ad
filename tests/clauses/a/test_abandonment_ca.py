"""CRTC Unsolicited Telecommunications Rules, Part III, ss. 27-28: five percent in a calendar month."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.a_illegal.abandonment_ca import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAW, WARNING = "abandoned-share-ca", "abandoned-share-ca-warning"
APRIL = datetime(2026, 4, 1, tzinfo=ZoneInfo("America/Toronto"))
MARCH_ENDS = APRIL - timedelta(microseconds=1)
LATE, IN_TIME = timedelta(seconds=2, milliseconds=1), timedelta(seconds=2)


def live(number: int, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return telemarketing calls to Canada that a person answered and an agent took in time."""
    shared = {
        "campaign": "spring",
        "purpose": Purpose.MARKETING,
        "called_country": "CA",
        "answered_live": True,
        "agent_joined": True,
        "agent_delay": IN_TIME,
    }
    return calls(number, start=start, **(shared | fields))


def late(number: int, **fields: object) -> list[Call]:
    """Return the same with an agent just too late."""
    return live(number, **({"agent_delay": LATE} | fields))


FOUND, NEARLY = live(936) + late(64), live(959) + late(41)
WEEK = timedelta(days=7)

MONTH: dict[str, Case] = {
    "exactly five percent is the limit itself": (live(950) + late(50), None),
    "63 of 1,000 may still be chance": (live(937) + late(63), None),
    "64 are over the limit": (FOUND, (64, 1000)),
    "199 answered calls are too few to measure": (late(199), None),
    "200 are enough": (live(183) + late(17), (17, 200)),
    "an agent after exactly two seconds is in time": (live(1000), None),
    "no agent at all is abandoned": (live(936) + live(64, agent_joined=False, agent_delay=None), (64, 1000)),
    "the source's own word comes first": (live(936) + live(64, abandoned=True), (64, 1000)),
    "calls with an agent but no time count on neither side": (
        FOUND + live(900, agent_delay=None), (64, 1000)),
    "nor do calls to an unknown country": (FOUND + live(900, called_country=None), (64, 1000)),
    "machines are not in the base": (FOUND + live(900, answered_live=False), (64, 1000)),
    "nor are calls to the United States": (FOUND + live(900, called_country="US"), (64, 1000)),
    "nor are surveys": (FOUND + live(900, purpose=Purpose.SURVEY), (64, 1000)),
    "nor are inbound calls": (FOUND + live(900, direction=Direction.INBOUND), (64, 1000)),
    "the last moment of March in Toronto is March": (
        live(936) + late(63) + late(1, start=MARCH_ENDS), (64, 1000)),
    "April starts again": (live(936) + late(63) + late(1, start=APRIL), None),
    "another campaign does not dilute": (FOUND + live(900, campaign="autumn"), (64, 1000)),
    "nor does it add": (live(937) + late(63) + late(100, campaign="autumn"), None),
    "another account does not dilute": (FOUND + live(900, account="beta"), (64, 1000)),
    "no campaign, no measure": (late(1000, campaign=None), None),
    "no account, no measure": (late(1000, account=None), None),
}  # fmt: skip
NEAR: dict[str, Case] = {
    "four percent is the warning's limit itself": (live(960) + late(40), None),
    "one over warns, chance or not": (NEARLY, (41, 1000)),
    "199 answered calls are too few to measure": (late(199), None),
    "200 are enough": (live(191) + late(9), (9, 200)),
    "calls to the United States are not in the base": (NEARLY + live(900, called_country="US"), (41, 1000)),
    "nor are surveys": (NEARLY + live(900, purpose=Purpose.SURVEY), (41, 1000)),
    "nor are inbound calls": (NEARLY + live(900, direction=Direction.INBOUND), (41, 1000)),
    "another campaign does not add": (live(960) + late(40) + late(100, campaign="autumn"), None),
    "weeks of one month add up": (
        live(150) + late(10) + live(150, start=MONDAY + WEEK) + late(10, start=MONDAY + WEEK), (20, 320)),
    "April starts again": (live(960) + late(40) + late(1, start=APRIL), None),
}  # fmt: skip


@pytest.mark.parametrize("name", MONTH)
def test_abandoned_in_a_month(name: str) -> None:
    check(CLAUSE, LAW, MONTH[name])


@pytest.mark.parametrize("name", NEAR)
def test_a_warning_before_the_limit(name: str) -> None:
    check(CLAUSE, WARNING, NEAR[name])


def test_the_campaign_says_its_purpose() -> None:
    facts = live(936, purpose=None) + late(64, purpose=None)
    known = Campaign(id="spring", at=MONDAY, account="acme", purpose=Purpose.MARKETING)
    check(CLAUSE, LAW, ([known, *facts], (64, 1000)))
    check(CLAUSE, LAW, (facts, None))


def test_how_grave_it_is_and_what_may_follow() -> None:
    (law,), (near,) = (found(CLAUSE, rule, FOUND) for rule in (LAW, WARNING))
    assert (law.severity, law.answer, law.rule.mode) == (Severity.MAJOR, Answer.THROTTLE, Mode.ENFORCE)
    assert (near.severity, near.answer, near.rule.mode) == (Severity.MINOR, Answer.OBSERVE, Mode.OBSERVE)


def test_the_reason_in_both_languages() -> None:
    (law,), (near,) = (found(CLAUSE, rule, live(1104) + late(96)) for rule in (LAW, WARNING))
    assert law.reason(Lang.EN) == (
        "96 of 1,200 calls answered in the month were abandoned (8%); the limit is 5%."
    )
    assert law.reason(Lang.FR) == (
        "96 des 1\u202f200 appels décrochés du mois ont été abandonnés (8\u00a0%)\u00a0;"
        " la limite est de 5\u00a0%."
    )
    assert near.reason(Lang.EN) == (
        "96 of 1,200 calls answered in the month were abandoned (8%): past 4%, the limit of 5% is near."
    )
    assert near.reason(Lang.FR) == (
        "96 des 1\u202f200 appels décrochés du mois ont été abandonnés (8\u00a0%)\u00a0: au-delà de 4\u00a0%,"
        " la limite de 5\u00a0% est proche."
    )
