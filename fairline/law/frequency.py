"""Which caps on attempts hold where a called person may be.

A person who may be in several places has every cap of each: the strictest holds, as with calling hours. The
day of the law is the UTC day of the attempt. Each function tells whether one of ``places`` has the cap of
exactly ``attempts_max`` in ``span``: as a law that binds, or, in the ``recommended_`` twin, as
self-regulation or a law of low confidence.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.values import FrequencyCap

HEALTH = ("frequency_cap_health_day", "frequency_cap_health_week")


def binding_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of marketing by live calls."""
    return _capped(law, ("frequency_cap",), True, places, day_of(at), attempts_max, span)


def recommended_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of marketing by live calls, of what does not bind."""
    return _capped(law, ("frequency_cap",), False, places, day_of(at), attempts_max, span)


def debt_cap(law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta) -> bool:
    """Tell it of calls that collect a debt."""
    return _capped(law, ("frequency_cap_debt",), True, places, day_of(at), attempts_max, span)


def recommended_debt_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of calls that collect a debt, of what does not bind."""
    return _capped(law, ("frequency_cap_debt",), False, places, day_of(at), attempts_max, span)


def adad_cap(law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta) -> bool:
    """Tell it of automatic dialing and announcing devices."""
    return _capped(law, ("frequency_cap_adad",), True, places, day_of(at), attempts_max, span)


def recommended_adad_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of automatic dialing and announcing devices, of what does not bind."""
    return _capped(law, ("frequency_cap_adad",), False, places, day_of(at), attempts_max, span)


def exempt_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of recorded messages that need no consent because they sell nothing."""
    return _capped(law, ("frequency_cap_exempt_prerecorded",), True, places, day_of(at), attempts_max, span)


def recommended_exempt_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of recorded messages that need no consent, of what does not bind."""
    return _capped(law, ("frequency_cap_exempt_prerecorded",), False, places, day_of(at), attempts_max, span)


def health_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of recorded messages on health care."""
    return _capped(law, HEALTH, True, places, day_of(at), attempts_max, span)


def recommended_health_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell it of recorded messages on health care, of what does not bind."""
    return _capped(law, HEALTH, False, places, day_of(at), attempts_max, span)


def cap_span(cap: FrequencyCap) -> timedelta:
    """Return the time within which a cap's attempts are counted."""
    return timedelta(hours=cap.hours or 0, days=cap.days or 0)


@lru_cache(maxsize=CACHE_MAX)
def _capped(
    law: LawBook,
    topics: tuple[str, ...],
    binding: bool,
    places: tuple[str, ...],
    day: date,
    attempts_max: int,
    span: timedelta,
) -> bool:
    caps = (
        cap
        for place in places
        for topic in topics
        for cap in held(law, topic, place, day, binding, FrequencyCap)
    )
    return any((cap.attempts_max, cap_span(cap)) == (attempts_max, span) for cap in caps)
