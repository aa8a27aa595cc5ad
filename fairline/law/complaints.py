"""How many complaints within so long bring measures against a sender, where the called person may be."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.duties import Complaints
from fairline.law.holding import CACHE_MAX, day_of, held


def complaints_max(law: LawBook, places: tuple[str, ...], at: datetime, span: timedelta) -> int | None:
    """Return the number at which a law that binds acts, counted within exactly ``span``; the lowest of the
    places, ``None`` if none counts so."""
    return _lowest(law, True, places, day_of(at), span)


def recommended_complaints_max(
    law: LawBook, places: tuple[str, ...], at: datetime, span: timedelta
) -> int | None:
    """Return the same of what does not bind, and of laws of low confidence."""
    return _lowest(law, False, places, day_of(at), span)


@lru_cache(maxsize=CACHE_MAX)
def _lowest(law: LawBook, binding: bool, places: tuple[str, ...], day: date, span: timedelta) -> int | None:
    rules = (rule for place in places for rule in held(law, "complaints", place, day, binding, Complaints))
    return min((rule.complaints for rule in rules if timedelta(days=rule.days) == span), default=None)
