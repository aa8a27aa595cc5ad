"""What the law says, where and when: dated facts by jurisdiction, and the hours in which one may call."""

from fairline.law.book import LawBook, PublicHolidays, load, no_public_holidays, package_files
from fairline.law.hours import contact_weight, laws_for, outside_binding_hours, outside_recommended_hours
from fairline.law.reading import Confidence, LawError, LawFact, Place, parse
from fairline.law.topics import TOPICS
from fairline.law.updating import LawUpdate, as_of, book_of, check_follows, update_of
from fairline.law.values import (
    Abandonment,
    AccessStimulation,
    FrequencyCap,
    Hours,
    MinRing,
    ShortCalls,
)

__all__ = [
    "TOPICS",
    "Abandonment",
    "AccessStimulation",
    "Confidence",
    "FrequencyCap",
    "Hours",
    "LawBook",
    "LawError",
    "LawFact",
    "LawUpdate",
    "MinRing",
    "Place",
    "PublicHolidays",
    "ShortCalls",
    "as_of",
    "book_of",
    "check_follows",
    "contact_weight",
    "laws_for",
    "load",
    "no_public_holidays",
    "outside_binding_hours",
    "outside_recommended_hours",
    "package_files",
    "parse",
    "update_of",
]
