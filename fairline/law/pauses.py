"""How long a collector leaves a person alone after they talked about the debt."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.duties import Span
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.refusals import length


def debt_pause(law: LawBook, places: tuple[str, ...], talked_at: datetime) -> timedelta | None:
    """Return the longest pause that a law of ``places`` asks for after a talk, ``None`` if none does."""
    return _longest(law, places, day_of(talked_at))


@lru_cache(maxsize=CACHE_MAX)
def _longest(law: LawBook, places: tuple[str, ...], day: date) -> timedelta | None:
    spans = (
        length(law, place, day, span)
        for place in places
        for span in held(law, "debt_pause", place, day, True, Span)
    )
    return max(spans, default=None)
