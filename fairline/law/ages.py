"""From which age a person consents to the use of their data. Of several places the highest holds."""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.permissions import Age


def age_of_consent(law: LawBook, places: tuple[str, ...], at: datetime) -> int | None:
    """Return the age in years, ``None`` if no law of ``places`` names one.

    A place's own age goes before the one it inherits; where a region has its own, the highest of the place.
    """
    return _highest(law, True, places, day_of(at))


def recommended_age_of_consent(law: LawBook, places: tuple[str, ...], at: datetime) -> int | None:
    """Return the same of guidance, and of laws of low confidence."""
    return _highest(law, False, places, day_of(at))


@lru_cache(maxsize=CACHE_MAX)
def _highest(law: LawBook, binding: bool, places: tuple[str, ...], day: date) -> int | None:
    nearest = (held(law, "age_of_digital_consent", place, day, binding, Age)[:1] for place in places)
    return max((age.highest for ages in nearest for age in ages), default=None)
