"""Public holidays by place. Bans by state: the days dnc.com lists for AL, LA, MS, PA, RI and UT."""

from datetime import date

import pytest

from fairline.checks.public_holidays import public_holidays
from fairline.law import load

DAYS = {
    "France, Bastille Day": ("FR", date(2026, 7, 14), True),
    "Alsace alone has Good Friday": ("FR", date(2026, 4, 3), False),
    "Australia, Anzac Day": ("AU", date(2026, 4, 25), True),
    "a holiday of New South Wales alone": ("AU", date(2026, 6, 8), False),
    "Louisiana, Mardi Gras": ("US-LA", date(2026, 2, 17), True),
    "not in Texas": ("US-TX", date(2026, 2, 17), False),
    "a holiday moved from Saturday counts on Friday": ("US-UT", date(2026, 7, 3), True),
    "and on Saturday": ("US-UT", date(2026, 7, 4), True),
    "no such place": ("XX", date(2026, 12, 25), False),
    "no such state": ("US-ZZ", date(2026, 12, 25), False),
    "a year past all records": ("FR", date(2500, 12, 25), False),
    "no place at all": ("", date(2026, 12, 25), False),
}


@pytest.mark.parametrize("name", DAYS)
def test_days(name: str) -> None:
    place, day, expected = DAYS[name]
    assert (day in public_holidays(place, day.year)) is expected


@pytest.mark.parametrize("state", ["AL", "LA", "MS", "RI", "UT", "PA"])
@pytest.mark.parametrize("year", range(2020, 2028))
def test_the_days_on_which_states_ban_calls(state: str, year: int) -> None:
    days = public_holidays(f"US-{state}", year)
    assert {date(year, 1, 1), date(year, 12, 25)} <= days
    # Martin Luther King's birthday is the third Monday of January.
    assert any(day.month == 1 and 15 <= day.day <= 21 and day.weekday() == 0 for day in days)


def test_every_place_whose_law_names_holidays_has_some() -> None:
    law = load()
    for place in law.places:
        if law.resolve(place, "calling_hours", date(2026, 6, 10)) is not None:
            assert public_holidays(place, 2026), place
