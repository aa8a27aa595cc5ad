"""Days, business days and months, by a place's calendar."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKEND = (5, 6)  # ours: Saturday and Sunday, which is not so everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDays:
    """Where the provider works: its place in the law book, its zone, and which public holidays it keeps."""

    place: str
    zone: ZoneInfo
    public_holidays: Callable[[str, int], frozenset[date]]

    def day(self, moment: datetime) -> date:
        """Return the day on the provider's calendar."""
        return moment.astimezone(self.zone).date()

    def works(self, day: date) -> bool:
        """Whether ``day`` is a business day."""
        return day.weekday() not in WEEKEND and day not in self.public_holidays(self.place, day.year)

    def after(self, day: date, days: int) -> date:
        """Return the business day that is ``days`` of them after ``day``, which does not count itself."""
        while days:
            day += timedelta(days=1)
            days -= self.works(day)
        return day


def months_after(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or the last of that month if it has no such day.

    Negative ``months`` lead back.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
