"""16 CFR 310.4(c), 47 CFR 64.1200(c)(1) and state law; C. conso. art. D. 223-9; CRTC Rules, Part III."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.a_illegal.calling_hours import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAW, PRACTICE = "outside-binding-hours", "outside-recommended-hours"
NEW_YORK, PARIS, LONDON = "America/New_York", "Europe/Paris", "Europe/London"


def at(zone: str, hour: int, minute: int = 0, day: int = 2) -> datetime:
    """Return a time of a March day in 2026 on the clock of ``zone``; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def called(
    number: int, start: datetime, place: str = "US-NY", zone: str = NEW_YORK, **fields: object
) -> list[Call]:
    """Return telemarketing calls to people in one place, a second apart."""
    shared = {
        "campaign": "spring",
        "purpose": Purpose.MARKETING,
        "called_places": (place,),
        "called_zones": (zone,),
    }
    return calls(number, start=start, **(shared | fields))


EVENING = called(9, at(NEW_YORK, 20, 58))
OUT = called(1, at(NEW_YORK, 21))

BINDING: dict[str, Case] = {
    "before 21:00 in New York is inside": (EVENING, None),
    "21:00 is the first moment outside": (EVENING + OUT, (1, 10)),
    "08:00 is the first moment inside": (called(1, at(NEW_YORK, 8)), None),
    "a moment before it is outside": (called(1, at(NEW_YORK, 8) - timedelta(microseconds=1)), (1, 1)),
    "Florida's evening ends at 20:00": (called(1, at(NEW_YORK, 20), place="US-FL"), (1, 1)),
    "New York's does not": (called(1, at(NEW_YORK, 20)), None),
    "France has its lunch": (called(1, at(PARIS, 13), place="FR", zone=PARIS), (1, 1)),
    "until 14:00": (called(1, at(PARIS, 14), place="FR", zone=PARIS), None),
    "France has no Saturday": (called(1, at(PARIS, 11, day=7), place="FR", zone=PARIS), (1, 1)),
    "nor Easter Monday": (
        called(1, datetime(2026, 4, 6, 11, tzinfo=ZoneInfo(PARIS)), place="FR", zone=PARIS), (1, 1)),
    "Canada's weekday ends at 21:30": (
        called(2, at("America/Toronto", 21, 30), place="CA", zone="America/Toronto"), (2, 2)),
    "of two zones the earlier evening counts": (
        called(1, at(NEW_YORK, 21), called_zones=("America/Chicago", NEW_YORK)), (1, 1)),
    "of two places the stricter counts": (
        called(1, at(NEW_YORK, 20), called_places=("US-NY", "US-FL")), (1, 1)),
    "inside for all of them is inside": (
        called(1, at(NEW_YORK, 19, 59), called_places=("US-NY", "US-FL")), None),
    "unknown zones count on neither side": (EVENING + OUT + called(90, MONDAY, called_zones=None), (1, 10)),
    "night calls to unknown zones accuse nobody": (called(9, at(NEW_YORK, 3), called_zones=None), None),
    "surveys are not in the base": (EVENING + OUT + called(90, MONDAY, purpose=Purpose.SURVEY), (1, 10)),
    "surveys at night are no telemarketing": (called(9, at(NEW_YORK, 3), purpose=Purpose.SURVEY), None),
    "unknown purposes count on neither side": (EVENING + OUT + called(90, MONDAY, purpose=None), (1, 10)),
    "inbound calls come when they come": (called(9, at(NEW_YORK, 3), direction=Direction.INBOUND), None),
    "recommended hours do not bind": (called(9, at(LONDON, 3), place="GB", zone=LONDON), None),
    "the last moment of the UTC day is in it": (
        called(1, datetime(2026, 3, 3, 5, tzinfo=UTC))
        + called(1, datetime(2026, 3, 4, tzinfo=UTC) - timedelta(microseconds=1)), (1, 2)),
    "another place does not dilute": (EVENING + OUT + called(90, MONDAY, place="US-FL"), (1, 10)),
    "another campaign does not dilute": (EVENING + OUT + called(90, MONDAY, campaign="autumn"), (1, 10)),
    "another account does not dilute": (EVENING + OUT + called(90, MONDAY, account="beta"), (1, 10)),
    "no places, no measure": (called(9, at(NEW_YORK, 3), called_places=None), None),
    "no campaign, no measure": (called(9, at(NEW_YORK, 3), campaign=None), None),
    "no account, no measure": (called(9, at(NEW_YORK, 3), account=None), None),
}  # fmt: skip
RECOMMENDED: dict[str, Case] = {
    "08:00 on a British weekday is inside": (called(1, at(LONDON, 8), place="GB", zone=LONDON), None),
    "a moment before it is outside": (
        called(9, at(LONDON, 8), place="GB", zone=LONDON)
        + called(1, at(LONDON, 8) - timedelta(microseconds=1), place="GB", zone=LONDON), (1, 10)),
    "21:00 is outside": (called(1, at(LONDON, 21), place="GB", zone=LONDON), (1, 1)),
    "hours that bind are the other rule's": (called(9, at(NEW_YORK, 3)), None),
    "unknown zones accuse nobody": (called(9, at(LONDON, 3), place="GB", called_zones=None), None),
    "surveys are no telemarketing": (
        called(9, at(LONDON, 3), place="GB", zone=LONDON, purpose=Purpose.SURVEY), None),
    "inbound calls come when they come": (
        called(9, at(LONDON, 3), place="GB", zone=LONDON, direction=Direction.INBOUND), None),
    "no places, no measure": (called(9, at(LONDON, 3), called_places=None, zone=LONDON), None),
}  # fmt: skip


@pytest.mark.parametrize("name", BINDING)
def test_hours_that_bind(name: str) -> None:
    check(CLAUSE, LAW, BINDING[name])


@pytest.mark.parametrize("name", RECOMMENDED)
def test_hours_that_are_recommended(name: str) -> None:
    check(CLAUSE, PRACTICE, RECOMMENDED[name])


@pytest.mark.parametrize(("rule", "place", "zone"), [(LAW, "US-NY", NEW_YORK), (PRACTICE, "GB", LONDON)])
def test_each_utc_day_and_each_place_is_a_finding_of_its_own(rule: str, place: str, zone: str) -> None:
    midnight = datetime(2026, 3, 4, 5, tzinfo=UTC)
    first, second = called(3, midnight, place, zone), called(1, midnight + timedelta(days=1), place, zone)
    nights = first + second
    other = called(4, midnight, place, zone, campaign="autumn")
    measured = [(each.measure.hits, each.who["campaign"]) for each in found(CLAUSE, rule, nights + other)]
    assert sorted(measured) == [(1, "spring"), (3, "spring"), (4, "autumn")]


def test_the_campaign_says_its_purpose() -> None:
    facts = called(2, at(NEW_YORK, 3), purpose=None)
    known = Campaign(id="spring", at=at(NEW_YORK, 1), account="acme", purpose=Purpose.MARKETING)
    check(CLAUSE, LAW, ([known, *facts], (2, 2)))
    check(CLAUSE, LAW, (facts, None))


def test_how_grave_it_is_and_what_may_follow() -> None:
    (law,) = found(CLAUSE, LAW, OUT)
    (practice,) = found(CLAUSE, PRACTICE, called(1, at(LONDON, 21), place="GB", zone=LONDON))
    assert (law.severity, law.answer, law.rule.mode) == (Severity.MAJOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert (practice.severity, practice.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert practice.rule.mode is Mode.ENFORCE


def test_the_state_is_cited_and_the_reason_is_in_both_languages() -> None:
    inside = called(1199, at(NEW_YORK, 15), place="US-FL")
    (law,) = found(CLAUSE, LAW, inside + called(1, at(NEW_YORK, 7, 59), place="US-FL"))
    assert [fact.place for fact in law.laws] == ["US-FL", "US"]
    assert law.reason(Lang.EN) == (
        "1 of 1,200 telemarketing calls of the day came at hours the law closes"
        " (US-FL: every day 08:00-20:00; US: every day 08:00-21:00)."
    )
    assert law.reason(Lang.FR) == (
        "1 des 1\u202f200 appels de prospection du jour sont tombés hors des heures légales"
        " (US-FL\u00a0: tous les jours de 8\u00a0h à 20\u00a0h\u00a0;"
        " US\u00a0: tous les jours de 8\u00a0h à 21\u00a0h)."
    )
    (practice,) = found(CLAUSE, PRACTICE, called(2, at(LONDON, 21), place="GB", zone=LONDON))
    assert practice.reason(Lang.EN) == (
        "2 of 2 telemarketing calls of the day came at hours that good practice leaves in peace"
        " (GB: Mon-Sat 08:00-21:00, Sun and public holidays 09:00-21:00)."
    )
    assert practice.reason(Lang.FR) == (
        "2 des 2 appels de prospection du jour sont tombés hors des heures d'usage"
        " (GB\u00a0: du lundi au samedi de 8\u00a0h à 21\u00a0h,"
        " le dimanche et les jours fériés de 9\u00a0h à 21\u00a0h)."
    )
