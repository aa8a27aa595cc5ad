"""16 CFR 310.4(c), 47 CFR 64.1200(c)(1) and state law; C. conso. art. D. 223-9; CRTC Rules, Part III."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.a_illegal.calling_hours import CLAUSE
from fairline.facts import Call, Campaign, Direction, Message, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import Breach, check_weight, decided, measures, rows_of
from tests.clauses.attempts import check as check_row
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

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


OUT = called(1, at(NEW_YORK, 21))
NIGHT = at(NEW_YORK, 3)
TEXTED = Message(
    id="1", sent_at=NIGHT, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, recipient_places=("US-NY",), recipient_zones=(NEW_YORK,),
)  # fmt: skip
MOMENTS: dict[str, tuple[list[Call], bool]] = {
    "before 21:00 in New York is inside": (called(1, at(NEW_YORK, 20, 59)), False),
    "21:00 is the first moment outside": (OUT, True),
    "08:00 is the first moment inside": (called(1, at(NEW_YORK, 8)), False),
    "a moment before it is outside": (called(1, at(NEW_YORK, 8) - timedelta(microseconds=1)), True),
    "Florida's evening ends at 20:00": (called(1, at(NEW_YORK, 20), place="US-FL"), True),
    "New York's does not": (called(1, at(NEW_YORK, 20)), False),
    "France has its lunch": (called(1, at(PARIS, 13), place="FR", zone=PARIS), True),
    "until 14:00": (called(1, at(PARIS, 14), place="FR", zone=PARIS), False),
    "a day without hours is another clause's": (
        called(1, at(PARIS, 11, day=7), place="FR", zone=PARIS), False),
    "Canada's weekday ends at 21:30": (
        called(1, at("America/Toronto", 21, 30), place="CA", zone="America/Toronto"), True),
    "of two zones the earlier evening counts": (
        called(1, at(NEW_YORK, 21), called_zones=("America/Chicago", NEW_YORK)), True),
    "of two places the stricter counts": (
        called(1, at(NEW_YORK, 20), called_places=("US-NY", "US-FL")), True),
    "inside for all of them is inside": (
        called(1, at(NEW_YORK, 19, 59), called_places=("US-NY", "US-FL")), False),
}  # fmt: skip
EXCUSED: dict[str, dict[str, object]] = {
    "surveys are no telemarketing": {"purpose": Purpose.SURVEY},
    "nor are purposes that nobody knows": {"purpose": None},
    "inbound calls come when they come": {"direction": Direction.INBOUND},
    "night calls to unknown zones accuse nobody": {"called_zones": None},
    "no places, no measure": {"called_places": None},
    "a day without hours is another clause's": {
        "called_places": ("FR",), "called_zones": (PARIS,), "started_at": at(PARIS, 11, day=7)},
}  # fmt: skip
APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule=LAW, bad=called(1, NIGHT)[0],
        apart=APART | {"and another place": {"called_places": ("US-NJ",)}},
        excused=EXCUSED | {
            "recommended hours do not bind": {"called_places": ("GB",), "called_zones": (LONDON,)}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule=PRACTICE, bad=called(1, at(LONDON, 3), place="GB", zone=LONDON)[0],
        apart=APART,
        excused={name: fields for name, fields in EXCUSED.items() if "another clause" not in name}
        | {"hours that bind are the other rule's": {"called_places": ("US-NY",)},
           "a Sunday in Italy is another clause's": {
               "called_places": ("IT",), "called_zones": ("Europe/Rome",),
               "started_at": at("Europe/Rome", 3, day=8)}},
        severity=Severity.NOTICE, answer=Answer.OBSERVE,
    ),
    Breach(
        clause=CLAUSE, rule="texts-outside-hours", bad=TEXTED,
        apart=APART | {"and another place": {"recipient_places": ("US-NJ",)}},
        excused={
            "by day it is none": {"sent_at": at(NEW_YORK, 12)},
            "a survey is no marketing": {"purpose": Purpose.SURVEY},
            "nor is a purpose that nobody knows": {"purpose": None},
            "a text that came in": {"direction": Direction.INBOUND},
            "zones that nobody knows": {"recipient_zones": None},
            "places that nobody knows": {"recipient_places": None},
            "a place where texts are no calls": {
                "recipient_places": ("FR",), "recipient_zones": (PARIS,)}},
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHALLENGE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("breach", "name"), [each for each in rows_of(BREACHES) if "by day" not in str(each.id)]
)
def test_rows(breach: Breach, name: str) -> None:
    check_row(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", MOMENTS)
def test_moments(name: str) -> None:
    calls_, outside = MOMENTS[name]
    (decision,) = decided(CLAUSE, calls_)
    assert decision.act is (Act.REFUSE if outside else Act.ALLOW)


RECOMMENDED: dict[str, Case] = {
    "08:00 on a British weekday is inside": (called(1, at(LONDON, 8), place="GB", zone=LONDON), None),
    "a moment before it is outside": (
        called(1, at(LONDON, 8) - timedelta(microseconds=1), place="GB", zone=LONDON), (1, 1)),
    "21:00 is outside": (called(1, at(LONDON, 21), place="GB", zone=LONDON), (1, 1)),
}  # fmt: skip


@pytest.mark.parametrize("name", RECOMMENDED)
def test_hours_that_are_recommended(name: str) -> None:
    check(CLAUSE, PRACTICE, RECOMMENDED[name])


def test_the_campaign_says_its_purpose() -> None:
    facts = called(2, at(NEW_YORK, 3), purpose=None)
    known = Campaign(id="spring", at=at(NEW_YORK, 1), account="acme", purpose=Purpose.MARKETING)
    check(CLAUSE, LAW, ([known, *facts], (2, 2)))
    check(CLAUSE, LAW, (facts, None))


def test_the_states_are_cited_and_the_reasons_are_in_both_languages() -> None:
    (law,) = found(CLAUSE, LAW, called(1, at(NEW_YORK, 7, 59), place="US-FL"))
    assert [fact.place for fact in law.laws] == ["US-FL", "US"]
    assert law.reason(Lang.EN) == (
        "Telemarketing calls at hours that the law closes: 1"
        " (US-FL: every day 08:00-20:00; US: every day 08:00-21:00)."
    )
    hours = (
        " (US-FL\u00a0: tous les jours de 8\u00a0h à 20\u00a0h\u00a0;"
        " US\u00a0: tous les jours de 8\u00a0h à 21\u00a0h)."
    )
    assert law.reason(Lang.FR) == f"Appels de prospection hors des heures légales\u00a0: 1{hours}"
    (practice,) = found(CLAUSE, PRACTICE, called(2, at(LONDON, 21), place="GB", zone=LONDON))
    assert practice.reason(Lang.EN).startswith(
        "Telemarketing calls at hours that good practice leaves in peace: 2 (GB: "
    )
    assert practice.reason(Lang.FR).startswith(
        "Appels de prospection hors des heures d'usage\u00a0: 2 (GB\u00a0: "
    )
    text = BREACHES[2].told()
    assert text.reason(Lang.EN) == (
        "Marketing texts at hours closed to calls, if a text is one: 1 (US: every day 08:00-21:00)."
    )
    assert text.reason(Lang.FR).startswith("SMS de prospection aux heures fermées aux appels\u00a0: 1 (US")


def test_texts_take_the_campaigns_purpose() -> None:
    known = Campaign(id="spring", at=NIGHT - timedelta(hours=2), account="acme", purpose=Purpose.MARKETING)
    texts = BREACHES[2].acts(2, purpose=None)
    assert measures(CLAUSE, "texts-outside-hours", [known, *texts]) == [(2, 2)]
