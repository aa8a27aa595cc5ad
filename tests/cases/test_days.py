"""Business days and months, by calendar."""

from datetime import UTC, date, datetime

import pytest
from made_rulings import DAYS

from fairline.cases.days import months_after

AFTER = {
    "a week without holidays": (date(2027, 3, 1), 5, date(2027, 3, 8)),
    "from a Saturday": (date(2027, 3, 6), 1, date(2027, 3, 8)),
    "over Easter Monday": (date(2027, 3, 25), 5, date(2027, 4, 2)),
    "over New Year, into another year": (date(2026, 12, 31), 1, date(2027, 1, 4)),
    "none": (date(2027, 3, 6), 0, date(2027, 3, 6)),
}


@pytest.mark.parametrize("name", AFTER)
def test_business_days_after(name: str) -> None:
    day, days, wanted = AFTER[name]
    assert DAYS.after(day, days) == wanted


def test_the_day_is_the_providers() -> None:
    assert DAYS.day(datetime(2027, 3, 1, 23, 30, tzinfo=UTC)) == date(2027, 3, 2)


MONTHS = {
    "the same day": (date(2027, 3, 1), 6, date(2027, 9, 1)),
    "over the year": (date(2027, 9, 15), 6, date(2028, 3, 15)),
    "to December": (date(2027, 6, 15), 6, date(2027, 12, 15)),
    "back": (date(2027, 3, 1), -6, date(2026, 9, 1)),
    "a shorter month": (date(2027, 8, 31), 6, date(2028, 2, 29)),
}


@pytest.mark.parametrize("name", MONTHS)
def test_months_after(name: str) -> None:
    day, months, wanted = MONTHS[name]
    assert months_after(day, months) == wanted
