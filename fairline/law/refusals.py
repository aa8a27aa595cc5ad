"""How long a law gives to honor a refusal. Of several places the shortest holds.

Business days are Monday to Friday without the public holidays of the place whose law it is, counted from the
UTC day of the refusal, which is not counted itself.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.duties import Span
from fairline.law.holding import CACHE_MAX, day_of

TOPICS_OF = {
    "call": ("opt_out_calls", "register_honour"),
    "sms": ("opt_out_messages",),
    "mms": ("opt_out_messages",),
    "email": ("opt_out_email",),
}
MONTHS_A_YEAR, SATURDAY = 12, 5


def opt_out_hours_max(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str = "call"
) -> timedelta | None:
    """Return the time from the refusal at ``at`` within which a law wants it honored, ``None`` if none says.

    ``channel`` is ``call``, ``sms``, ``mms`` or ``email``.
    """
    return _shortest(law, True, places, day_of(at), channel)


def recommended_opt_out_hours_max(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str = "call"
) -> timedelta | None:
    """Return the same of what does not bind, and of laws of low confidence."""
    return _shortest(law, False, places, day_of(at), channel)


@lru_cache(maxsize=CACHE_MAX)
def _shortest(
    law: LawBook, binding: bool, places: tuple[str, ...], day: date, channel: str
) -> timedelta | None:
    found = (
        length(law, fact.place, day, fact.value)
        for place in places
        for topic in TOPICS_OF.get(channel, ())
        for fact in law.in_force(place, topic, day)
        if fact.binds is binding and isinstance(fact.value, Span)
    )
    return min(found, default=None)


def length(law: LawBook, place: str, day: date, span: Span) -> timedelta:
    """Return how long a span from ``day`` is; the last day of a month stands in for one that it lacks."""
    end = _months_later(day, (span.years or 0) * MONTHS_A_YEAR + (span.months or 0))
    end += timedelta(days=span.days or 0)
    left = span.business_days or 0
    while left:
        end += timedelta(days=1)
        left -= end.weekday() < SATURDAY and end not in law.public_holidays(place, end.year)
    rest = timedelta(hours=span.hours or 0, minutes=span.minutes or 0, seconds=span.seconds or 0)
    return end - day + rest


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    after = date(day.year + years + (month + 1) // (MONTHS_A_YEAR + 1), month + 1, 1)
    first_of_next = date(after.year + (after.month == MONTHS_A_YEAR), after.month % MONTHS_A_YEAR + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return after.replace(day=min(day.day, last))
