"""Laws on calls besides numbers: quiet days, who is spared, writing, pauses, calls from abroad, duties."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.checks.public_holidays import public_holidays
from fairline.facts import Channel, Purpose
from fairline.facts.consenting import covers, day_after
from fairline.law import load
from fairline.law.banned_days import banned_day, recommended_banned_day, third_monday
from fairline.law.consent_asked import spares_customers, wants_writing
from fairline.law.duty_held import duty_held, recommended_duty_held
from fairline.law.from_abroad import shown_from_abroad
from fairline.law.pauses import debt_pause

BOOK = load(public_holidays)
AT = datetime(2026, 9, 7, 12, tzinfo=UTC)
PARIS, ROME, NEW_YORK = "Europe/Paris", "Europe/Rome", "America/New_York"

DAYS = {
    "a Saturday in France": (("FR",), (PARIS,), datetime(2026, 3, 7, 11, tzinfo=ZoneInfo(PARIS)), True),
    "a Friday in France": (("FR",), (PARIS,), datetime(2026, 3, 6, 11, tzinfo=ZoneInfo(PARIS)), False),
    "a moment before Saturday": (
        ("FR",), (PARIS,), datetime(2026, 3, 6, 23, 59, 59, tzinfo=ZoneInfo(PARIS)), False),
    "midnight": (("FR",), (PARIS,), datetime(2026, 3, 7, tzinfo=ZoneInfo(PARIS)), True),
    "no such days in New York": (
        ("US-NY",), (NEW_YORK,), datetime(2026, 3, 8, 11, tzinfo=ZoneInfo(NEW_YORK)), False),
    "one of two places": (
        ("US-NY", "US-RI"), (NEW_YORK,), datetime(2026, 3, 8, 11, tzinfo=ZoneInfo(NEW_YORK)), True),
    "no law on days that binds in Italy": (
        ("IT",), (ROME,), datetime(2026, 3, 8, 11, tzinfo=ZoneInfo(ROME)), None),
    "an unknown zone": (("FR",), ("Europe/Nowhere",), datetime(2026, 3, 7, 11, tzinfo=UTC), None),
    "an unknown zone beside a known Saturday": (
        ("FR",), ("Europe/Nowhere", PARIS), datetime(2026, 3, 7, 11, tzinfo=UTC), True),
    "beside a known Friday": (("FR",), ("Europe/Nowhere", PARIS), datetime(2026, 3, 6, 11, tzinfo=UTC), None),
    "nowhere": ((), (PARIS,), AT, None),
}  # fmt: skip


@pytest.mark.parametrize("name", DAYS)
def test_days(name: str) -> None:
    places, zones, at, banned = DAYS[name]
    assert banned_day(BOOK, places, zones, at) is banned


def test_days_of_codes() -> None:
    sunday = datetime(2026, 3, 8, 11, tzinfo=ZoneInfo(ROME))
    assert recommended_banned_day(BOOK, ("IT",), (ROME,), sunday) is True
    assert recommended_banned_day(BOOK, ("IT",), (ROME,), sunday + timedelta(days=1)) is False
    assert recommended_banned_day(BOOK, ("FR",), (PARIS,), sunday) is None


def test_kings_birthday_is_the_third_monday_of_january() -> None:
    assert {year: third_monday(year) for year in range(2023, 2029)} == {
        2023: 16, 2024: 15, 2025: 20, 2026: 19, 2027: 18, 2028: 17,
    }  # fmt: skip


SPARED = {
    "France: a contract in progress": (("FR",), AT, True),
    "Germany spares nobody": (("DE",), AT, False),
    "one of two does not": (("FR", "DE"), AT, False),
    "the Netherlands, until July 2026": (("NL",), datetime(2026, 6, 30, 12, tzinfo=UTC), True),
    "not since": (("NL",), datetime(2026, 7, 1, 12, tzinfo=UTC), False),
    "where no consent is asked nobody is spared one": (("US-NY",), AT, False),
}


@pytest.mark.parametrize("name", SPARED)
def test_who_is_spared(name: str) -> None:
    places, at, spared = SPARED[name]
    assert spares_customers(BOOK, places, at, "call", False) is spared


def test_where_consent_is_in_writing() -> None:
    assert wants_writing(BOOK, ("US-NY",), AT, "call", True)
    assert not wants_writing(BOOK, ("US-NY",), AT, "call", False)
    assert wants_writing(BOOK, ("US-CT",), AT, "call", False)
    assert wants_writing(BOOK, ("FR", "US-CT"), AT, "call", False)
    assert not wants_writing(BOOK, ("FR",), AT, "call", True)
    assert not wants_writing(BOOK, ("US-CT",), AT, "fax", False)


def test_pauses() -> None:
    assert debt_pause(BOOK, ("US-NY",), AT) == timedelta(days=7)
    assert debt_pause(BOOK, ("FR", "US"), AT) == timedelta(days=7)
    assert debt_pause(BOOK, ("FR",), AT) is None
    assert debt_pause(BOOK, ("US",), datetime(2021, 11, 29, tzinfo=UTC)) is None


ABROAD = {
    "a French mobile from America": ("+33612345678", "US", True),
    "from France": ("+33612345678", "FR", False),
    "a French fixed line": ("+33142680101", "US", False),
    "an Italian mobile from Albania": ("+393331234567", "AL", True),
    "a number of a country that has no such law": ("+12125550101", "FR", None),
}


@pytest.mark.parametrize("name", ABROAD)
def test_numbers_from_abroad(name: str) -> None:
    caller, origin, forbidden = ABROAD[name]
    assert shown_from_abroad(BOOK, AT, caller, origin) is forbidden


def test_duties() -> None:
    assert duty_held(BOOK, ("US-NY",), AT, "caller_id")
    assert duty_held(BOOK, ("CN", "FR"), AT, "caller_id")
    assert not duty_held(BOOK, ("CN",), AT, "caller_id")
    assert not duty_held(BOOK, ("US",), datetime(2004, 1, 28, tzinfo=UTC), "caller_id")
    assert not recommended_duty_held(BOOK, ("US-NY",), AT, "caller_id")


def test_what_a_consent_covers() -> None:
    both = (Channel.SMS, Channel.CALL), (Purpose.MARKETING,)
    assert covers(*both, Channel.CALL, Purpose.MARKETING)
    assert not covers(*both, Channel.EMAIL, Purpose.MARKETING)
    assert not covers(*both, Channel.CALL, Purpose.SURVEY)


def test_a_day_after_is_24_hours() -> None:
    assert day_after(AT) == AT + timedelta(hours=24)
