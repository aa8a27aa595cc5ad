"""Which facts of a topic hold where a called person may be, bound or only recommended.

The day of the law is the UTC day of the act. Facts that bind are of high or medium confidence; the others, of
low confidence or of no binding force, are what the ``recommended_`` twins ask: they can only challenge.
"""

from datetime import UTC, date, datetime
from typing import TypeVar

from fairline.law.book import LawBook

CACHE_MAX = 1 << 16  # ours: places and days are few
Shape = TypeVar("Shape")


def day_of(at: datetime) -> date:
    """Return the day by which the law of an act is found."""
    return at.astimezone(UTC).date()


def held(
    law: LawBook, topic: str, place: str, day: date, binding: bool, shape: type[Shape]
) -> tuple[Shape, ...]:
    """Return what each fact in force says, the place's own first: of those that bind, or of the others."""
    facts = law.in_force(place, topic, day)
    return tuple(fact.value for fact in facts if fact.binds is binding and isinstance(fact.value, shape))
