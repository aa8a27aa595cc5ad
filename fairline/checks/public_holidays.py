"""Public holidays by jurisdiction, for the calling hours that name them.

Source: the ``holidays`` package, whose data is per country and subdivision. A place is named as in the law
data: ``FR`` has its national holidays only, ``US-LA`` those of the state of Louisiana. Where a holiday that
falls on a weekend is moved by law, both days count.
"""

from datetime import date
from functools import lru_cache

import holidays

YEAR_MIN, YEAR_MAX = 1990, 2100  # ours: no call record is from elsewhere


@lru_cache(maxsize=4096)
def public_holidays(place: str, year: int) -> frozenset[date]:
    """Return the public holidays of ``place`` in ``year``; none where the package does not know the place."""
    if not YEAR_MIN <= year <= YEAR_MAX:
        return frozenset()
    country, _, subdivision = place.partition("-")
    try:
        known = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(known)
