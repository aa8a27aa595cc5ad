"""What a law that asks for consent spares, and in which form it wants it.

Whether it asks at all is in ``fairline.law.opt_in``. Of several places the strictest holds.
"""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.opt_in import ARTIFICIAL, TOPICS_OF
from fairline.law.permissions import OptIn

OF_CUSTOMERS = frozenset({"contract_in_progress", "customer", "similar_products", "implied_consent"})
"""Exceptions that an existing customer may be under; a fact tells until when somebody is one."""


def spares_customers(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str, artificial: bool
) -> bool:
    """Tell whether every law of ``places`` that asks for consent spares a customer."""
    asking = _asking(law, places, day_of(at), channel, artificial)
    return bool(asking) and all(OF_CUSTOMERS.intersection(each.unless) for each in asking)


def wants_writing(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str, artificial: bool
) -> bool:
    """Tell whether some law of ``places`` wants the consent in writing."""
    return any(each.consent == "written" for each in _asking(law, places, day_of(at), channel, artificial))


@lru_cache(maxsize=CACHE_MAX)
def _asking(
    law: LawBook, places: tuple[str, ...], day: date, channel: str, artificial: bool
) -> tuple[OptIn, ...]:
    topics = (ARTIFICIAL if artificial else TOPICS_OF).get(channel, TOPICS_OF.get(channel, ()))
    found = (
        rule
        for place in places
        for topic in topics
        for binding in (True, False)
        for rule in held(law, topic, place, day, binding, OptIn)
    )
    return tuple(rule for rule in found if rule.needed)
