"""16 CFR 310.4(b)(1)(iv), (b)(4)(i); 47 CFR 64.1200(a)(7): 3% of calls a person answered, in 30 days."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.a_illegal.abandonment_us import CLAUSE
from fairline.facts import Call, Campaign, Direction, Fact, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAW, WARNING, DAY = "abandoned-share-us", "abandoned-share-us-warning", "abandoned-share-us-day"
START = datetime(2026, 3, 2, tzinfo=UTC)
DAY_30, DAY_31 = START + timedelta(days=30, microseconds=-1), START + timedelta(days=30)
MIDNIGHT = START + timedelta(days=1)
LATE, IN_TIME = timedelta(seconds=2, milliseconds=1), timedelta(seconds=2)


def live(number: int, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return telemarketing calls to the US that a person answered and an agent took in time."""
    shared = {
        "campaign": "spring",
        "campaign_started_at": START,
        "purpose": Purpose.MARKETING,
        "called_country": "US",
        "answered_live": True,
        "agent_joined": True,
        "agent_delay": IN_TIME,
    }
    return calls(number, start=start, **(shared | fields))


def late(number: int, **fields: object) -> list[Call]:
    """Return the same with an agent just too late."""
    return live(number, **({"agent_delay": LATE} | fields))


FOUND, NEARLY = live(959) + late(41), live(975) + late(25)
UNSAID = {"agent_joined": None, "agent_delay": None}

PERIOD: dict[str, Case] = {
    "exactly three percent is the limit itself": (live(970) + late(30), None),
    "40 of 1,000 may still be chance": (live(960) + late(40), None),
    "41 are over the limit": (FOUND, (41, 1000)),
    "199 answered calls are too few to measure": (late(199), None),
    "200 are enough": (live(189) + late(11), (11, 200)),
    "an agent after exactly two seconds is in time": (live(1000), None),
    "no agent at all is abandoned": (live(959) + live(41, agent_joined=False, agent_delay=None), (41, 1000)),
    "the source's own word comes first": (live(959) + live(41, abandoned=True), (41, 1000)),
    "also when it is no": (late(1000, abandoned=False), None),
    "unclassified calls count on neither side": (FOUND + live(900, **UNSAID), (41, 1000)),
    "nor do calls with an agent but no time": (FOUND + live(900, agent_delay=None), (41, 1000)),
    "nor do calls that may have been machines": (FOUND + live(900, answered_live=None), (41, 1000)),
    "nor do calls to an unknown country": (FOUND + live(900, called_country=None), (41, 1000)),
    "nor do calls of an unknown purpose": (FOUND + live(900, purpose=None), (41, 1000)),
    "machines are not in the base": (FOUND + live(900, answered_live=False), (41, 1000)),
    "nor are calls to Canada": (FOUND + live(900, called_country="CA"), (41, 1000)),
    "nor are surveys": (FOUND + live(900, purpose=Purpose.SURVEY), (41, 1000)),
    "nor are inbound calls": (FOUND + live(900, direction=Direction.INBOUND), (41, 1000)),
    "the last moment of day 30 is in the first period": (
        live(959) + late(40) + late(1, start=DAY_30),
        (41, 1000),
    ),
    "day 31 starts again": (live(959) + late(40) + late(1, start=DAY_31), None),
    "days of one period add up": (live(500) + late(20) + live(459, start=MIDNIGHT) + late(21, start=MIDNIGHT),
                                  (41, 1000)),
    "another campaign does not dilute": (FOUND + live(900, campaign="autumn"), (41, 1000)),
    "nor does it add": (live(960) + late(40) + late(100, campaign="autumn"), None),
    "another account of that campaign does not dilute": (FOUND + live(900, account="beta"), (41, 1000)),
    "no campaign, no measure": (late(1000, campaign=None), None),
    "no account, no measure": (late(1000, account=None), None),
    "no start of the campaign, no measure": (late(1000, campaign_started_at=None), None),
    "calls before the campaign's start are in no period": (
        late(1000, campaign_started_at=MONDAY + timedelta(days=1)),
        None,
    ),
}  # fmt: skip
ONE_DAY: dict[str, Case] = {
    "exactly three percent is the limit itself": (live(970) + late(30), None),
    "40 of 1,000 may still be chance": (live(960) + late(40), None),
    "41 are over the limit": (FOUND, (41, 1000)),
    "199 answered calls are too few to measure": (late(199), None),
    "200 are enough": (live(189) + late(11), (11, 200)),
    "unclassified calls count on neither side": (FOUND + live(900, **UNSAID), (41, 1000)),
    "machines are not in the base": (FOUND + live(900, answered_live=False), (41, 1000)),
    "nor are calls to Canada": (FOUND + live(900, called_country="CA"), (41, 1000)),
    "nor are surveys": (FOUND + live(900, purpose=Purpose.SURVEY), (41, 1000)),
    "nor are inbound calls": (FOUND + live(900, direction=Direction.INBOUND), (41, 1000)),
    "the last moment of the day is in it": (
        live(959) + late(40) + late(1, start=MIDNIGHT - timedelta(microseconds=1)),
        (41, 1000),
    ),
    "midnight begins another day": (live(959) + late(40) + late(1, start=MIDNIGHT), None),
    "another campaign does not dilute": (FOUND + live(900, campaign="autumn"), (41, 1000)),
    "no start of the campaign is needed": (
        live(959, campaign_started_at=None) + late(41, campaign_started_at=None),
        (41, 1000),
    ),
    "no campaign, no measure": (late(1000, campaign=None), None),
}
NEAR: dict[str, Case] = {
    "2.4% is the warning's limit itself": (live(976) + late(24), None),
    "one over warns, chance or not": (NEARLY, (25, 1000)),
    "199 answered calls are too few to measure": (late(199), None),
    "200 are enough": (live(195) + late(5), (5, 200)),
    "calls to Canada are not in the base": (NEARLY + live(900, called_country="CA"), (25, 1000)),
    "nor are surveys": (NEARLY + live(900, purpose=Purpose.SURVEY), (25, 1000)),
    "nor are inbound calls": (NEARLY + live(900, direction=Direction.INBOUND), (25, 1000)),
    "another campaign does not add": (live(976) + late(24) + late(100, campaign="autumn"), None),
    "the last moment of day 30 is in the first period": (
        live(975) + late(24) + late(1, start=DAY_30),
        (25, 1000),
    ),
    "day 31 starts again": (live(976) + late(24) + late(1, start=DAY_31), None),
}


@pytest.mark.parametrize("name", PERIOD)
def test_abandoned_in_thirty_days(name: str) -> None:
    check(CLAUSE, LAW, PERIOD[name])


@pytest.mark.parametrize("name", ONE_DAY)
def test_abandoned_in_a_day(name: str) -> None:
    check(CLAUSE, DAY, ONE_DAY[name])


@pytest.mark.parametrize("name", NEAR)
def test_a_warning_before_the_limit(name: str) -> None:
    check(CLAUSE, WARNING, NEAR[name])


def test_the_campaign_says_what_its_calls_do_not() -> None:
    bare = {"purpose": None, "campaign_started_at": None}
    known = Campaign(id="spring", at=START, account="acme", purpose=Purpose.MARKETING, started_at=START)
    survey = Campaign(id="spring", at=START, account="acme", purpose=Purpose.SURVEY, started_at=START)
    facts: list[Fact] = [*live(959, **bare), *late(41, **bare)]
    check(CLAUSE, LAW, ([known, *facts], (41, 1000)))
    check(CLAUSE, LAW, ([survey, *facts], None))


def test_how_grave_it_is_and_what_may_follow() -> None:
    (law,), (near,), (day,) = (found(CLAUSE, rule, FOUND) for rule in (LAW, WARNING, DAY))
    assert (law.severity, law.answer, law.rule.mode) == (Severity.MAJOR, Answer.THROTTLE, Mode.ENFORCE)
    assert (near.severity, near.answer, near.rule.mode) == (Severity.MINOR, Answer.OBSERVE, Mode.OBSERVE)
    assert (day.severity, day.answer, day.rule.mode) == (Severity.NOTICE, Answer.OBSERVE, Mode.OBSERVE)


def test_the_reason_in_both_languages() -> None:
    (law,), (near,), (day,) = (found(CLAUSE, rule, live(1140) + late(60)) for rule in (LAW, WARNING, DAY))
    assert law.reason(Lang.EN) == "60 of 1,200 answered calls were abandoned (5%); the limit is 3%."
    assert law.reason(Lang.FR) == (
        "60 appels décrochés sur 1\u202f200 ont été abandonnés (5\u00a0%)\u00a0; limite\u00a0: 3\u00a0%."
    )
    assert (
        near.reason(Lang.EN) == "60 of 1,200 answered calls were abandoned (5%): 2.4% is near the law's 3%."
    )
    assert near.reason(Lang.FR) == (
        "60 des 1\u202f200 appels décrochés ont été abandonnés (5\u00a0%)\u00a0: au-delà de 2,4\u00a0%,"
        " les 3\u00a0% de la loi sont proches."
    )
    assert day.reason(Lang.EN) == "In one day 60 of 1,200 answered calls were abandoned: 5%, over 3%."
    assert day.reason(Lang.FR) == (
        "Abandonnés en un jour\u00a0: 60 des 1\u202f200 appels décrochés (5\u00a0%)\u00a0; limite 3\u00a0%."
    )
