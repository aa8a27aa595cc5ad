"""Which caps on attempts hold where a called person may be.

A person who may be in several places has every cap of each: the strictest holds, as with calling hours. The
day of the law is the UTC day of the attempt.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.reading import Confidence, LawFact
from fairline.law.values import FrequencyCap

CACHE_MAX = 1 << 16  # ours: places, days and caps are few


def binding_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell whether a law that binds allows ``attempts_max`` attempts in ``span`` in one of ``places``.

    Laws of low confidence do not bind here.
    """
    return _capped(law, True, places, at.astimezone(UTC).date(), attempts_max, span)


def recommended_cap(
    law: LawBook, places: tuple[str, ...], at: datetime, attempts_max: int, span: timedelta
) -> bool:
    """Tell the same of what does not bind: self-regulation, and laws of low confidence."""
    return _capped(law, False, places, at.astimezone(UTC).date(), attempts_max, span)


def cap_span(cap: FrequencyCap) -> timedelta:
    """Return the time within which a cap's attempts are counted."""
    return timedelta(hours=cap.hours or 0, days=cap.days or 0)


@lru_cache(maxsize=CACHE_MAX)
def _capped(
    law: LawBook, binding: bool, places: tuple[str, ...], day: date, attempts_max: int, span: timedelta
) -> bool:
    facts = (fact for place in places for fact in law.in_force(place, "frequency_cap", day))
    return any(_binds(fact) is binding and _allows(fact, attempts_max, span) for fact in facts)


def _binds(fact: LawFact) -> bool:
    return fact.binding and fact.confidence is not Confidence.LOW


def _allows(fact: LawFact, attempts_max: int, span: timedelta) -> bool:
    cap = fact.value
    return isinstance(cap, FrequencyCap) and (cap.attempts_max, cap_span(cap)) == (attempts_max, span)
