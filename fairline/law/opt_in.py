"""Whether marketing needs consent beforehand where the called person may be.

What a law spares (a customer, a contract in progress) is not asked here: it is for the proof of each contact.
"""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.permissions import OptIn

TOPICS_OF = {
    "call": ("opt_in_calls",),
    "sms": ("opt_in_sms",),
    "mms": ("opt_in_sms",),
    "email": ("opt_in_email",),
}
ARTIFICIAL = {"call": ("opt_in_artificial_voice", "opt_in_calls")}


def needs_opt_in(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str, artificial: bool
) -> bool | None:
    """Tell whether a law asks for consent: ``True`` if in one of ``places``, ``False`` if in none of them.

    ``None`` where the law of a place is not known, or depends on the kind of line. ``channel`` is ``call``,
    ``sms``, ``mms`` or ``email``; others have no law here. ``artificial``: an artificial or recorded voice.
    """
    return _needed(law, True, places, day_of(at), channel, artificial)


def recommended_needs_opt_in(
    law: LawBook, places: tuple[str, ...], at: datetime, channel: str, artificial: bool
) -> bool | None:
    """Tell the same of what does not bind: codes, and laws of low confidence."""
    return _needed(law, False, places, day_of(at), channel, artificial)


@lru_cache(maxsize=CACHE_MAX)
def _needed(
    law: LawBook, binding: bool, places: tuple[str, ...], day: date, channel: str, artificial: bool
) -> bool | None:
    topics = (ARTIFICIAL if artificial else TOPICS_OF).get(channel, TOPICS_OF.get(channel, ()))
    answers = [_in_place(law, binding, place, day, topics) for place in places]
    if True in answers:
        return True
    return None if not answers or None in answers else False


def _in_place(law: LawBook, binding: bool, place: str, day: date, topics: tuple[str, ...]) -> bool | None:
    rules = [held(law, topic, place, day, binding, OptIn) for topic in topics]
    asked = [_asks(rule) for each in rules for rule in each]
    if True in asked:
        return True
    # An artificial voice is not allowed by a law on live calls alone: its own topic, the first, must say so.
    return False if rules and rules[0] and None not in asked else None


def _asks(rule: OptIn) -> bool | None:
    return None if rule.needed and rule.lines != "all" else rule.needed
