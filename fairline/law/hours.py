"""Whether a moment lies within the hours in which a person may be called.

A called person may be in any of several places and time zones: what is outside the hours of one of them
is outside. A place's own hours and those it inherits hold together. Every moment is an aware ``datetime``,
so the hour that autumn repeats is judged by the wall clock both times and the hour that spring skips never
comes.

Answers are remembered by the quarter of an hour: windows begin and end on half hours (held when the data is
read), and time zones have kept to quarters of an hour since 1972.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairline.law.book import LawBook
from fairline.law.reading import LawFact
from fairline.law.values import Hours, Windows

CACHE_MAX = 1 << 18  # ours: about 60 MB of answers
QUARTER_S = 900
NIGHT_FROM, NIGHT_TO = 22, 7  # hours; CLAUSES E-HAR counts a contact between them twice


def outside_binding_hours(
    law: LawBook, places: tuple[str, ...] | None, zones: tuple[str, ...] | None, at: datetime
) -> bool | None:
    """Tell whether ``at`` is outside hours that bind, by facts of high or medium confidence.

    ``True`` when it is outside for some place and zone, ``False`` when inside for all, ``None`` when places
    or zones are not known, or when no place has hours that bind on that day.
    """
    if places is None or zones is None:
        return None
    return _outside(law, True, places, zones, at.timestamp() // QUARTER_S)


def outside_recommended_hours(
    law: LawBook, places: tuple[str, ...] | None, zones: tuple[str, ...] | None, at: datetime
) -> bool | None:
    """Tell the same by what does not bind: recommended hours, self-regulation, facts of low confidence."""
    if places is None or zones is None:
        return None
    return _outside(law, False, places, zones, at.timestamp() // QUARTER_S)


def contact_weight(places: tuple[str, ...] | None, zones: tuple[str, ...] | None, at: datetime) -> int:
    """Return 2 for a contact between 22:00 and 07:00 in every plausible zone, else 1, also if none is known.

    The night is the same everywhere: ``places`` are taken only so that all are asked alike.
    """
    return 1 if zones is None else _weight(zones, at.timestamp() // QUARTER_S)


def laws_for(law: LawBook, topic: str, places: tuple[str, ...] | None, day: date) -> tuple[LawFact, ...]:
    """Return every fact on ``topic`` that holds on ``day`` in some place, each once, to be cited.

    A place's own facts come before those it inherits; places keep their order.
    """
    found = (fact for place in places or () for fact in law.in_force(place, topic, day))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=CACHE_MAX)
def _outside(
    law: LawBook, binding: bool, places: tuple[str, ...], zones: tuple[str, ...], quarter: float
) -> bool | None:
    at = datetime.fromtimestamp(quarter * QUARTER_S, UTC)
    ruled = unknown = False
    for name in zones:
        zone = _zone(name)
        if zone is None:
            unknown = True
            continue
        local = at.astimezone(zone)
        for place in places:
            for hours, of in _ruling(law, place, local.date(), binding):
                ruled = True
                if not _inside(law, hours, of, _on_clock(hours, local)):
                    return True
    return False if ruled and not unknown else None


@lru_cache(maxsize=CACHE_MAX)
def _ruling(law: LawBook, place: str, day: date, binding: bool) -> tuple[tuple[Hours, str], ...]:
    """Return the hours to keep to, each with the place whose law and holidays they follow."""
    facts = law.in_force(place, "calling_hours", day)
    counted = ((_counted(fact, binding), fact.place) for fact in facts)
    return tuple((hours, of) for hours, of in counted if hours is not None)


def _counted(fact: LawFact, binding: bool) -> Hours | None:
    hours = fact.value
    assert hours is None or isinstance(hours, Hours)
    if binding:
        return hours if fact.binds else None
    if fact.recommended is not None:
        return fact.recommended
    return None if fact.binds else hours


def _on_clock(hours: Hours, local: datetime) -> datetime:
    if hours.clock is None:
        return local
    zone = _zone(hours.clock)
    assert zone is not None  # checked when the data was read
    return local.astimezone(zone)


def _inside(law: LawBook, hours: Hours, of: str, local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    return any(start <= minute < end for start, end in _windows(law, hours, of, local.date()))


@lru_cache(maxsize=CACHE_MAX)
def _windows(law: LawBook, hours: Hours, of: str, day: date) -> Windows:
    holiday = hours.public_holidays is not None and day in law.public_holidays(of, day.year)
    return hours.on(day.weekday(), holiday=holiday)


@lru_cache(maxsize=CACHE_MAX)
def _weight(zones: tuple[str, ...], quarter: float) -> int:
    at = datetime.fromtimestamp(quarter * QUARTER_S, UTC)
    known = [_zone(name) for name in zones]
    hours = [at.astimezone(zone).hour for zone in known if zone is not None]
    night = len(hours) == len(zones) > 0 and all(hour >= NIGHT_FROM or hour < NIGHT_TO for hour in hours)
    return 2 if night else 1


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
