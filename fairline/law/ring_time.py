"""How long a call must ring where a called person may be, before the caller may give up.

Of several places the longest time counts. The day of the law is the UTC day of the attempt.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.reading import LawFact
from fairline.law.values import MinRing

CACHE_MAX = 1 << 16  # ours: places and days are few


def binding_ring(law: LawBook, places: tuple[str, ...], at: datetime) -> timedelta:
    """Return the time that a law demands in one of ``places``, zero if none does. Low confidence is none."""
    return _longest(law, True, places, at.astimezone(UTC).date())


def recommended_ring(law: LawBook, places: tuple[str, ...], at: datetime) -> timedelta:
    """Return the time that good practice or a law of low confidence asks for, zero if none does."""
    return _longest(law, False, places, at.astimezone(UTC).date())


@lru_cache(maxsize=CACHE_MAX)
def _longest(law: LawBook, binding: bool, places: tuple[str, ...], day: date) -> timedelta:
    facts = (fact for place in places for fact in law.in_force(place, "min_ring", day))
    return max((_ring(fact) for fact in facts if fact.binds is binding), default=timedelta(0))


def _ring(fact: LawFact) -> timedelta:
    ring = fact.value
    return timedelta(seconds=ring.seconds) if isinstance(ring, MinRing) else timedelta(0)
