"""ClearIP: fast traffic pumping is counted by country over 5 minutes. 20 calls and 3 at once are ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.irsf import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TENTH = SECOND / 10
LAST_MOMENT = MONDAY + timedelta(minutes=4, seconds=59)
FIRST_AFTER = MONDAY + timedelta(minutes=5)


def to(country: str | None, number: int = 1, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return unanswered calls to a country, ten a second."""
    return calls(
        number, start=start, every=TENTH, **({"called_country": country, "answered": False} | fields)
    )


def talks(*starts: float, minutes: float | None = 2, country: str = "SO", **fields: object) -> list[Call]:
    """Return answered calls that begin so many minutes after MONDAY and last so many minutes."""
    made = []
    for start in starts:
        at = MONDAY + timedelta(minutes=start)
        shared: dict[str, object] = {
            "called_country": country,
            "answered": True,
            "answered_at": at,
            "ended_at": None if minutes is None else at + timedelta(minutes=minutes),
        }
        made += calls(1, start=at, every=TENTH, **(shared | fields))
    return made


USUAL = to("US", start=MONDAY - 3 * DAY)

BURST: dict[str, Case] = {
    "19 calls in 5 minutes are below the limit": (USUAL + to("SO", 19), None),
    "20 are the limit, and past it": (USUAL + to("SO", 20), (20, 20)),
    "a country called ten days ago is not new": (
        USUAL + to("SO", start=MONDAY - 10 * DAY) + to("SO", 20),
        None,
    ),
    "nor is one called 90 days ago": (to("SO", start=MONDAY - 90 * DAY) + to("SO", 20), None),
    "one called longer ago is": (to("SO", start=MONDAY - 90 * DAY - SECOND) + to("SO", 20), (20, 20)),
    "an account watched for two days has its countries": (
        to("US", start=MONDAY - 2 * DAY) + to("SO", 20),
        (20, 20),
    ),
    "one watched for less is not measured": (
        to("US", start=MONDAY - 2 * DAY + SECOND) + to("SO", 20),
        None,
    ),
    "a country stays new for a day": (
        USUAL + to("SO", start=MONDAY - DAY + 3 * SECOND) + to("SO", 20),
        (20, 20),
    ),
    "and is known after it": (USUAL + to("SO", start=MONDAY - DAY) + to("SO", 20), None),
    "inbound calls do not make a country usual": (
        USUAL + to("SO", start=MONDAY - 10 * DAY, direction=Direction.INBOUND) + to("SO", 20),
        (20, 20),
    ),
    "nor does another account's calling": (
        USUAL + to("SO", start=MONDAY - 10 * DAY, account="beta") + to("SO", 20),
        (20, 20),
    ),
    "inbound calls do not count": (USUAL + to("SO", 50, direction=Direction.INBOUND), None),
    "calls whose direction is untold count on neither side": (USUAL + to("SO", 50, direction=None), None),
    "calls to a country that is untold are nobody's": (USUAL + to(None, 50), None),
    "the last moment of five minutes counts": (
        USUAL + to("SO", 19) + to("SO", start=LAST_MOMENT),
        (20, 20),
    ),
    "the first after it does not": (USUAL + to("SO", 19) + to("SO", start=FIRST_AFTER), None),
    "two new countries do not add up": (USUAL + to("SO", 19) + to("ER", 19), None),
    "nor do two accounts": (
        USUAL
        + to("US", start=MONDAY - 3 * DAY, account="beta")
        + to("SO", 19)
        + to("SO", 19, account="beta"),
        None,
    ),
    "no account, no measure": (USUAL + to("SO", 50, account=None), None),
}
AT_ONCE: dict[str, Case] = {
    "two at once are below the limit": (USUAL + talks(0, 1), None),
    "three are the limit, and past it": (USUAL + talks(0, 0.5, 1), (3, 3)),
    "one after another are not at once": (USUAL + talks(0, 2, 4, 6), None),
    "a country called ten days ago is not new": (
        USUAL + to("SO", start=MONDAY - 10 * DAY) + talks(0, 0.5, 1),
        None,
    ),
    "an account watched for less than two days is not measured": (
        to("US", start=MONDAY - DAY) + talks(0, 0.5, 1),
        None,
    ),
    "unanswered calls do not count": (USUAL + talks(0, 0.5, 1, answered=False), None),
    "nor do calls nobody says were answered": (USUAL + talks(0, 0.5, 1, answered=None), None),
    "a call without an end lasts four hours": (
        USUAL + talks(0, minutes=None) + talks(239, 239.5),
        (3, 2),  # two of the three began within the last quarter of an hour
    ),
    "the last moment of a quarter of an hour": (USUAL + talks(0, 14.8, 14.9, minutes=60), (3, 3)),
    "and not longer": (USUAL + talks(0, minutes=None) + talks(240, 240.5), None),
    "inbound calls do not count": (USUAL + talks(0, 0.5, 1, direction=Direction.INBOUND), None),
    "two new countries do not add up": (USUAL + talks(0, 0.5) + talks(1, country="ER"), None),
    "no account, no measure": (USUAL + talks(0, 0.5, 1, account=None), None),
}


@pytest.mark.parametrize("name", BURST)
def test_a_burst_to_a_new_country(name: str) -> None:
    check(CLAUSE, "new-country-burst", BURST[name])


@pytest.mark.parametrize("name", AT_ONCE)
def test_calls_at_once_to_a_new_country(name: str) -> None:
    check(CLAUSE, "new-country-at-once", AT_ONCE[name])


def test_calls_at_once_are_one_finding_for_a_quarter_of_an_hour() -> None:
    apart = talks(0, 0.5, 1) + talks(15, 15.5, 16)
    assert len(found(CLAUSE, "new-country-at-once", USUAL + apart)) == 1
    further = talks(0, 0.5, 1) + talks(16.1, 16.2, 16.3)
    assert len(found(CLAUSE, "new-country-at-once", USUAL + further)) == 2


@pytest.mark.parametrize("rule", ["new-country-burst", "new-country-at-once"])
def test_inbound_calls_are_outside_the_base_and_not_unknown(rule: str) -> None:
    inbound = talks(0, 0.5, 1, direction=Direction.INBOUND)
    (finding,) = found(CLAUSE, rule, USUAL + inbound + to("SO", 20) + talks(0, 0.5, 1))
    assert finding.measure.unknown == 0


@pytest.mark.parametrize("rule", ["new-country-burst", "new-country-at-once"])
def test_how_grave_and_what_may_follow(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, USUAL + to("SO", 20) + talks(0, 0.5, 1))
    assert (finding.severity, finding.answer) == (Severity.CRITICAL, Answer.HOLD)
    assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (burst,) = found(CLAUSE, "new-country-burst", USUAL + to("SO", 1200))
    assert burst.reason(Lang.EN) == (
        "1,200 calls within 5\u00a0min to SO, where the account had not called for 90 days; the limit is 20."
    )
    assert burst.reason(Lang.FR) == (
        "1\u202f200 appels en 5\u00a0min vers SO, que le compte n'appelait plus depuis"
        " 90\u00a0jours\u00a0; la limite est de 20."
    )
    (at_once,) = found(CLAUSE, "new-country-at-once", USUAL + talks(0, 0.5, 1, 1.2))
    assert at_once.reason(Lang.EN) == (
        "4 calls at once to SO, where the account had not called for 90 days; 3 are too many."
    )
    assert at_once.reason(Lang.FR) == (
        "4 appels en même temps vers SO, que le compte n'appelait plus"
        " depuis 90\u00a0jours\u00a0; 3 sont de trop."
    )
