"""Whether a duty without a number holds where the called person may be."""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.duties import Duty
from fairline.law.holding import CACHE_MAX, day_of, held


def duty_held(law: LawBook, places: tuple[str, ...], at: datetime, topic: str) -> bool:
    """Tell whether a law on ``topic`` binds in one of ``places`` on that day."""
    return _held(law, True, places, day_of(at), topic)


def recommended_duty_held(law: LawBook, places: tuple[str, ...], at: datetime, topic: str) -> bool:
    """Tell the same of what does not bind, and of laws of low confidence."""
    return _held(law, False, places, day_of(at), topic)


@lru_cache(maxsize=CACHE_MAX)
def _held(law: LawBook, binding: bool, places: tuple[str, ...], day: date, topic: str) -> bool:
    return any(held(law, topic, place, day, binding, Duty) for place in places)
