"""Whether a day is one on which nobody may be called for marketing: a Sunday, a holiday, a day by name.

A day without any hours where the called person may be, or one that a ban names. Bans during an emergency are
declared by an authority for some weeks; no fact tells of them, so they are not known here.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairline.law.book import LawBook
from fairline.law.duties import HolidayBan
from fairline.law.holding import CACHE_MAX
from fairline.law.values import Hours

QUARTER = timedelta(minutes=15)
MONDAY, WEEK = 0, 7
COUNTRY = "US-"


def banned_day(law: LawBook, places: tuple[str, ...], zones: tuple[str, ...], at: datetime) -> bool | None:
    """Tell whether ``at`` is on such a day by laws that bind: ``True`` if so in some place and zone.

    ``None`` where a zone is not known, or no law of the places says anything of days.
    """
    return _banned(law, True, places, zones, at.timestamp() // QUARTER.total_seconds())


def recommended_banned_day(
    law: LawBook, places: tuple[str, ...], zones: tuple[str, ...], at: datetime
) -> bool | None:
    """Tell the same of what does not bind: codes, recommended hours, laws of low confidence."""
    return _banned(law, False, places, zones, at.timestamp() // QUARTER.total_seconds())


@lru_cache(maxsize=CACHE_MAX)
def _banned(
    law: LawBook, binding: bool, places: tuple[str, ...], zones: tuple[str, ...], quarter: float
) -> bool | None:
    at = datetime.fromtimestamp(quarter * QUARTER.total_seconds(), UTC)
    answers = [_in_zone(law, binding, place, name, at) for name in zones for place in places]
    if True in answers:
        return True
    return False if answers and None not in answers else None


def _in_zone(law: LawBook, binding: bool, place: str, zone: str, at: datetime) -> bool | None:
    try:
        here = at.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    said = [
        *_closed(law, binding, place, at, here),
        *(
            _named(law, ban, fact.place, place, here)
            for fact in law.in_force(place, "holiday_ban", here)
            if fact.binds is binding and isinstance(ban := fact.value, HolidayBan)
        ),
    ]
    return any(said) if said else None


def _closed(law: LawBook, binding: bool, place: str, at: datetime, here: date) -> list[bool]:
    """Whether the day has no hours at all, by each law on hours; on the clock that the law names."""
    closed = []
    for fact in law.in_force(place, "calling_hours", here):
        own = fact.value if fact.binds is binding else None
        hours = own if binding or fact.recommended is None else fact.recommended
        if not isinstance(hours, Hours):
            continue
        day = here if hours.clock is None else at.astimezone(ZoneInfo(hours.clock)).date()
        holiday = day in law.public_holidays(fact.place, day.year)
        closed.append(not hours.on(day.weekday(), holiday=holiday))
    return closed


def _named(law: LawBook, ban: HolidayBan, of: str, place: str, day: date) -> bool:
    """Whether a ban names the day for ``place``; ``of`` is the place whose law it is."""
    if ban.public_holidays and day in law.public_holidays(of, day.year):
        return True
    named = {
        (1, 1): ban.new_year,
        (1, third_monday(day.year)): ban.martin_luther_king,
        (12, 25): ban.christmas,
    }
    return place.removeprefix(COUNTRY) in named.get((day.month, day.day), ())


def third_monday(year: int) -> int:
    """Return the day of January that is its third Monday: Martin Luther King's birthday (5 U.S.C. 6103)."""
    first = date(year, 1, 1).weekday()
    return 1 + (MONDAY - first) % WEEK + 2 * WEEK
