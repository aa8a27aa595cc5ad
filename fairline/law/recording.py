"""Who must know of a recording, or consent to it, where the parties may be. The strictest place holds."""

from datetime import date, datetime
from functools import lru_cache

from fairline.law.book import LawBook
from fairline.law.holding import CACHE_MAX, day_of, held
from fairline.law.permissions import Recording

STRICTNESS = {
    "one_party": "one_party",
    "one_party_plus_notice": "notice",
    "notice": "notice",
    "all_party_notice": "notice",
    "all_party": "all_party",
    "mixed_treat_as_all_party": "all_party",
}
"""What each mode asks at least: an announcement satisfies ``notice``, only consent ``all_party``."""
ORDER = ("one_party", "notice", "all_party")


def recording_mode(law: LawBook, places: tuple[str, ...], at: datetime) -> str | None:
    """Return ``all_party``, ``notice`` or ``one_party``: the strictest of the places, by laws that bind.

    ``None`` where a place has no known law, unless another already asks for all: the one that is not known
    might be stricter.
    """
    return _strictest(law, True, places, day_of(at))


def recommended_recording_mode(law: LawBook, places: tuple[str, ...], at: datetime) -> str | None:
    """Return the same of laws of low confidence, the strictest that is known."""
    return _strictest(law, False, places, day_of(at))


@lru_cache(maxsize=CACHE_MAX)
def _strictest(law: LawBook, binding: bool, places: tuple[str, ...], day: date) -> str | None:
    found = [held(law, "recording_consent", place, day, binding, Recording) for place in places]
    modes = [STRICTNESS[rule.mode] for rules in found for rule in rules]
    strictest = max(modes, key=ORDER.index, default=None)
    unknown = binding and () in found and strictest != ORDER[-1]
    return None if unknown else strictest
