"""47 CFR 64.1200(c)(1) and the hours of other places, for texts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.g_harvesting_spam.quiet_hours import CLAUSE
from fairline.facts import Campaign, Channel, Direction, Message, Purpose
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, SECOND, decided, texts

LAW, PRACTICE = "texts-outside-binding-hours", "texts-outside-recommended-hours"
NEW_YORK, LONDON, PARIS = "America/New_York", "Europe/London", "Europe/Paris"


def at(zone: str, hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo(zone))


def sent(
    start: datetime, place: str = "US-NY", zone: str = NEW_YORK, number: int = 1, **fields: object
) -> list[Message]:
    shared = {"recipient_places": (place,), "recipient_zones": (zone,)}
    return texts(number, start=start, **(shared | fields))


NIGHT = at(NEW_YORK, 3)
BINDING: dict[str, Case] = {
    "before 21:00 in New York": (sent(at(NEW_YORK, 20, 59)), None),
    "21:00 is outside": (sent(at(NEW_YORK, 21)), (1, 1)),
    "a moment before 08:00 is outside": (sent(at(NEW_YORK, 8) - SECOND), (1, 1)),
    "08:00 is inside": (sent(at(NEW_YORK, 8)), None),
    "Florida's evening ends at 20:00": (sent(at(NEW_YORK, 20), place="US-FL"), (1, 1)),
    "of two zones the earlier evening counts": (
        sent(at(NEW_YORK, 21), recipient_zones=("America/Chicago", NEW_YORK)), (1, 1)),
    "zones nobody knows": (sent(NIGHT, recipient_zones=None), None),
    "places nobody knows": (sent(NIGHT, recipient_places=None), None),
    "pictures": (sent(NIGHT, channel=Channel.MMS), (1, 1)),
    "e-mail waits": (sent(NIGHT, channel=Channel.EMAIL), None),
    "a channel nobody named": (sent(NIGHT, channel=None), None),
    "a survey": (sent(NIGHT, purpose=Purpose.SURVEY), None),
    "a purpose nobody named": (sent(NIGHT, purpose=None), None),
    "the campaign names it": (
        [Campaign(id="spring", at=NIGHT - DAY, account="acme", purpose=Purpose.MARKETING),
         *sent(NIGHT, purpose=None, campaign="spring")], (1, 1)),
    "received": (sent(NIGHT, direction=Direction.INBOUND), None),
    "hours that are only recommended": (sent(at(LONDON, 3), place="GB", zone=LONDON), None),
    "nobody knows who sent it": (sent(NIGHT, sender=None), (1, 1)),
    "no account, no measure": (sent(NIGHT, account=None), None),
    "the last moment of the day": (sent(NIGHT) + sent(NIGHT + DAY - SECOND), (2, 2)),
}  # fmt: skip
RECOMMENDED: dict[str, Case] = {
    "08:00 on a British weekday": (sent(at(LONDON, 8), place="GB", zone=LONDON), None),
    "a moment before": (sent(at(LONDON, 8) - SECOND, place="GB", zone=LONDON), (1, 1)),
    "21:00": (sent(at(LONDON, 21), place="GB", zone=LONDON), (1, 1)),
    "hours that bind are the other rule's": (sent(NIGHT), None),
    "a survey": (sent(at(LONDON, 3), place="GB", zone=LONDON, purpose=Purpose.SURVEY), None),
    "nobody knows who sent it": (sent(at(LONDON, 3), place="GB", zone=LONDON, sender=None), (1, 1)),
}


@pytest.mark.parametrize("name", BINDING)
def test_hours_that_bind(name: str) -> None:
    check(CLAUSE, LAW, BINDING[name])


@pytest.mark.parametrize("name", RECOMMENDED)
def test_hours_that_are_recommended(name: str) -> None:
    check(CLAUSE, PRACTICE, RECOMMENDED[name])


@pytest.mark.parametrize(("rule", "place", "zone"), [(LAW, "US-NY", NEW_YORK), (PRACTICE, "GB", LONDON)])
def test_numbers_and_days_have_their_own(rule: str, place: str, zone: str) -> None:
    night = at(zone, 3)
    facts = sent(night, place, zone, number=2) + sent(night, place, zone, number=3, sender="+12025550111")
    assert sorted(each.measure.hits for each in found(CLAUSE, rule, facts)) == [2, 3]
    check(CLAUSE, rule, (sent(night, place, zone) + sent(night + DAY, place, zone), (1, 1)))


def test_places_have_their_own() -> None:
    facts = sent(NIGHT) + sent(NIGHT, "US-NJ", recipient="+12015550100")
    assert [each.measure.hits for each in found(CLAUSE, LAW, facts)] == [1, 1]


def test_a_text_at_night_is_refused_and_one_by_day_passes() -> None:
    decision = decided(CLAUSE, sent(NIGHT - HOUR), sent(NIGHT)[0])
    assert decision.act is Act.REFUSE
    assert decided(CLAUSE, sent(NIGHT), sent(at(NEW_YORK, 9))[0]).act is Act.ALLOW
    assert decided(CLAUSE, [], sent(at(LONDON, 3), "GB", LONDON)[0]).act is Act.CHALLENGE


def test_the_law_is_cited_and_the_reason_is_in_both_languages() -> None:
    (law,) = found(CLAUSE, LAW, sent(NIGHT, place="US-FL"))
    assert (law.severity, law.answer, law.rule.mode) == (Severity.MAJOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert [fact.place for fact in law.laws] == ["US-FL", "US"]
    assert law.reason(Lang.EN) == (
        "1 marketing texts in 24\u00a0h came at hours the law closes"
        " (US-FL: every day 08:00-20:00; US: every day 08:00-21:00)."
    )
    (practice,) = found(CLAUSE, PRACTICE, sent(at(LONDON, 3), "GB", LONDON))
    assert (law.limit.value, practice.limit.value) == (1, 1)
    assert (practice.severity, practice.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert practice.reason(Lang.FR).startswith(
        "1 SMS de prospection en 24\u00a0h, hors des heures d'usage (GB"
    )
