"""How old a check against the register of refusals may be when a person is called.

Of several places the shortest holds. Zero is a check for each call, as in India.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.permissions import ScrubAge


def scrub_age_max(law: LawBook, places: tuple[str, ...], at: datetime) -> timedelta | None:
    """Return the age that a law allows, ``None`` if no law of ``places`` has such a rule on that day."""
    return _shortest(law, True, places, day_of(at))


def recommended_scrub_age_max(law: LawBook, places: tuple[str, ...], at: datetime) -> timedelta | None:
    """Return the same of what does not bind: practice, and laws of low confidence."""
    return _shortest(law, False, places, day_of(at))


@lru_cache(maxsize=CACHE_MAX)
def _shortest(law: LawBook, binding: bool, places: tuple[str, ...], day: date) -> timedelta | None:
    found = (rule.days for place in places for rule in held(law, "scrub_age", place, day, binding, ScrubAge))
    days = min(found, default=None)
    return None if days is None else timedelta(days=days)
