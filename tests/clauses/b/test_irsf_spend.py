"""ClearIP: slow traffic pumping is counted by country over 60 minutes. EUR 50 and 30 minutes are ours."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.b_dialing_trunking_pumping.irsf_spend import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
NIGHT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)


def cost(euros: str | None, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return one call to Somalia that cost so much."""
    shared: dict[str, object] = {
        "called_country": "SO",
        "currency": "EUR",
        "cost": None if euros is None else Decimal(euros),
    }
    return calls(1, start=start, every=SECOND, **(shared | fields))


def talk(minutes: float | None, *, start: datetime = NIGHT, **fields: object) -> list[Call]:
    """Return one call to Somalia that lasted so long."""
    shared: dict[str, object] = {
        "called_country": "SO",
        "talk": None if minutes is None else timedelta(minutes=minutes),
    }
    return calls(1, start=start, every=SECOND, **(shared | fields))


USUAL = calls(1, start=MONDAY - 3 * DAY, called_country="US")
HALF_HOUR = 30 * 60_000

SPENT: dict[str, Case] = {
    "fifty euros are the limit itself": (USUAL + cost("50"), None),
    "a cent more is over it": (USUAL + cost("50.01"), (50_010_000, 1)),
    "calls add up": (USUAL + cost("30") + cost("30", start=MONDAY + SECOND), (60_000_000, 2)),
    "a call without a cost counts on neither side": (USUAL + cost(None) + cost("50.01"), (50_010_000, 1)),
    "dollars are not counted as euros": (USUAL + cost("5000", currency="USD"), None),
    "nor is money of which the currency is untold": (USUAL + cost("5000", currency=None), None),
    "inbound calls are not in the sum": (USUAL + cost("5000", direction=Direction.INBOUND), None),
    "a country called ten days ago is not new": (
        USUAL + cost("1", start=MONDAY - 10 * DAY) + cost("5000"),
        None,
    ),
    "an account watched for less than two days is not measured": (
        calls(1, start=MONDAY - DAY, called_country="US") + cost("5000"),
        None,
    ),
    "the last minute of the hour counts": (
        USUAL + cost("30") + cost("30", start=MONDAY + 3599 * SECOND),
        (60_000_000, 2),
    ),
    "the first after it does not": (USUAL + cost("30") + cost("30", start=MONDAY + 3600 * SECOND), None),
    "two new countries do not add up": (USUAL + cost("30") + cost("30", called_country="ER"), None),
    "no account, no measure": (USUAL + cost("5000", account=None), None),
    "no country, no measure": (USUAL + cost("5000", called_country=None), None),
}
OFF_HOURS: dict[str, Case] = {
    "half an hour is the limit, and past it": (USUAL + talk(30), (HALF_HOUR, 1)),
    "a second less is below it": (USUAL + talk(30 - 1 / 60), None),
    "calls add up": (USUAL + talk(20) + talk(10, start=NIGHT + SECOND), (HALF_HOUR, 2)),
    "a call without a talk time counts on neither side": (USUAL + talk(None) + talk(30), (HALF_HOUR, 1)),
    "by day on a weekday it may be work": (USUAL + talk(300, start=MONDAY), None),
    "19:59:59 is day": (USUAL + talk(300, start=datetime(2026, 3, 2, 19, 59, 59, tzinfo=UTC)), None),
    "20:00 is night": (USUAL + talk(30, start=datetime(2026, 3, 2, 20, 0, tzinfo=UTC)), (HALF_HOUR, 1)),
    "06:59:59 is night": (
        USUAL + talk(30, start=datetime(2026, 3, 3, 6, 59, 59, tzinfo=UTC)),
        (HALF_HOUR, 1),
    ),
    "07:00 is day": (USUAL + talk(300, start=datetime(2026, 3, 3, 7, 0, tzinfo=UTC)), None),
    "a weekend has no day": (USUAL + talk(30, start=SATURDAY), (HALF_HOUR, 1)),
    "the record's own clock tells": (
        USUAL + talk(300, start=datetime(2026, 3, 2, 17, 0, tzinfo=ZoneInfo("America/New_York"))),
        None,
    ),
    "inbound calls are not in the sum": (USUAL + talk(300, direction=Direction.INBOUND), None),
    "a country called ten days ago is not new": (USUAL + talk(1, start=NIGHT - 10 * DAY) + talk(300), None),
    "an account watched for less than two days is not measured": (
        calls(1, start=NIGHT - DAY, called_country="US") + talk(300),
        None,
    ),
    "the last minute of the hour counts": (
        USUAL + talk(20) + talk(10, start=NIGHT + 3599 * SECOND),
        (HALF_HOUR, 2),
    ),
    "the first after it does not": (USUAL + talk(20) + talk(10, start=NIGHT + 3600 * SECOND), None),
    "two new countries do not add up": (USUAL + talk(20) + talk(20, called_country="ER"), None),
    "no account, no measure": (USUAL + talk(300, account=None), None),
}


@pytest.mark.parametrize("name", SPENT)
def test_money_spent_on_a_new_country(name: str) -> None:
    check(CLAUSE, "new-country-spend", SPENT[name])


@pytest.mark.parametrize("name", OFF_HOURS)
def test_talk_to_a_new_country_off_hours(name: str) -> None:
    check(CLAUSE, "new-country-off-hours", OFF_HOURS[name])


@pytest.mark.parametrize("rule", ["new-country-spend", "new-country-off-hours"])
def test_inbound_calls_are_outside_the_base_and_not_unknown(rule: str) -> None:
    shared: dict[str, object] = {"start": NIGHT, "talk": timedelta(minutes=40)}
    inbound = cost("60", direction=Direction.INBOUND, **shared)  # type: ignore[arg-type]
    (finding,) = found(CLAUSE, rule, USUAL + inbound + cost("60", **shared))  # type: ignore[arg-type]
    assert finding.measure.unknown == 0


LADDER = {"50.01": Answer.THROTTLE, "200": Answer.THROTTLE, "200.01": Answer.SUSPEND_SERVICE}


@pytest.mark.parametrize("euros", LADDER)
def test_two_hundred_euros_are_the_next_step(euros: str) -> None:
    (finding,) = found(CLAUSE, "new-country-spend", USUAL + cost(euros))
    assert (finding.severity, finding.answer) == (Severity.CRITICAL, LADDER[euros])
    assert finding.rule.mode is Mode.OBSERVE


def test_talk_off_hours_is_held() -> None:
    (finding,) = found(CLAUSE, "new-country-off-hours", USUAL + talk(30))
    assert (finding.severity, finding.answer) == (Severity.CRITICAL, Answer.HOLD)
    assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (spent,) = found(CLAUSE, "new-country-spend", USUAL + cost("1234.5"))
    assert spent.reason(Lang.EN) == (
        "Calls to SO, new to the account, cost EUR 1,234.50 within 60\u00a0min; the limit is EUR 200.00."
    )
    assert spent.reason(Lang.FR) == (
        "Vers SO, pays nouveau pour le compte, 1\u202f234,50\u00a0EUR dépensés en 60\u00a0min\u00a0;"
        " la limite est de 200,00\u00a0EUR."
    )
    (night,) = found(CLAUSE, "new-country-off-hours", USUAL + talk(45))
    assert night.reason(Lang.EN) == (
        "45\u00a0min of talk to SO, new to the account, within 60\u00a0min at night or on"
        " a weekend; the limit is 30\u00a0min."
    )
    assert night.reason(Lang.FR) == (
        "45\u00a0min de conversation en 60\u00a0min, de nuit ou le week-end, vers SO,"
        " pays nouveau pour le compte\u00a0;"
        " la limite est de 30\u00a0min."
    )
