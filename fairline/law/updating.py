"""A book of law that comes as files, to take the place of the one that came with the program.

A book is as of the day on which the newest of its sources was read. A later book takes the place of an
earlier one; it may say anything but one: no number for emergencies ever goes away.
"""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct

from fairline.law.book import LawBook, PublicHolidays, no_public_holidays
from fairline.law.reading import LawError, parse

NEVER_READ = date.min
LISTED_MAX = 5  # ours: of what a book lacks, in an error


class LawUpdate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole text of a book: what stands in each file, by its name. ``lacking``: what it says less is
    meant."""

    files: dict[str, str]
    lacking: bool = False


def book_of(
    update: LawUpdate,
    public_holidays: PublicHolidays = no_public_holidays,
    emergency: frozenset[str] = frozenset(),
) -> LawBook:
    """Return the book that an update is; ``emergency`` are numbers that count besides its own. Raises
    ``LawError`` with the file, place and topic of a mistake."""
    places = tuple(place for name, text in sorted(update.files.items()) for place in parse(text, name))
    if not places:
        raise LawError("found no file of law, wanted at least one")
    return LawBook(places, public_holidays, emergency)


def update_of(body: bytes) -> LawUpdate:
    """Return the update that ``body`` is. Raises ``LawError``."""
    try:
        return msgspec.json.decode(body, type=LawUpdate)
    except msgspec.DecodeError as error:
        raise LawError(f"found {error}, wanted a book of law") from error


def as_of(book: LawBook) -> date:
    """Return the day on which the newest source of a book was read."""
    days = (fact.checked_on for place in book.places for fact in book.facts(place))
    return max((day for day in days if day is not None), default=NEVER_READ)


def check_follows(new: LawBook, old: LawBook, *, lacking: bool) -> None:
    """Raise ``LawError`` if ``new`` may not take the place of ``old``: it is not later, it lacks numbers for
    emergencies, or it lacks places or topics and ``lacking`` does not say that this is meant."""
    if as_of(new) <= as_of(old):
        raise LawError(f"checked_on: found {as_of(new)} as its latest, wanted a day after {as_of(old)}")
    for place in old.places:
        kept = old.emergency_numbers(place) - new.emergency_numbers(place) if place in new.places else None
        if kept:
            raise LawError(f"{place}: emergency_numbers: found none of {_listed(kept)}, wanted all that were")
    if gone := old.all_emergency_numbers() - new.all_emergency_numbers():
        raise LawError(f"emergency_numbers: found none of {_listed(gone)}, wanted all that were")
    lost = sorted(_said(old) - _said(new))
    if lost and not lacking:
        raise LawError(f"found nothing on {_listed(lost)}, wanted all that is said now, or that it is meant")


def _said(book: LawBook) -> set[str]:
    """Return the places of a book, and their topics, as they are told."""
    topics = {f"{place} {fact.topic}" for place in book.places for fact in book.facts(place)}
    return topics | set(book.places)


def _listed(names: Iterable[str]) -> str:
    shown = sorted(names)
    more = f" and {len(shown) - LISTED_MAX} more" if len(shown) > LISTED_MAX else ""
    return ", ".join(shown[:LISTED_MAX]) + more
