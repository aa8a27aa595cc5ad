"""Whether a call that enters from another country may show a number of this one."""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.numbering import ForeignOrigin


def shown_from_abroad(law: LawBook, at: datetime, caller: str, origin_country: str) -> bool | None:
    """Tell whether a law that binds forbids ``caller`` (E.164) on a call from ``origin_country`` (ISO).

    ``False`` too where the call comes from the number's own country; ``None`` if no law of the number's
    country is known. Exceptions for roaming are for whoever judges the finding.
    """
    return _forbidden(law, day_of(at), caller, origin_country)


@lru_cache(maxsize=CACHE_MAX)
def _forbidden(law: LawBook, day: date, caller: str, origin_country: str) -> bool | None:
    answers = {
        place != origin_country and rule.forbids(caller)
        for place in law.places
        for rule in held(law, "foreign_origin", place, day, True, ForeignOrigin)
        if rule.forbids(caller) is not None
    }
    if True in answers:
        return True
    return False if answers else None
