"""The law that a guard was given after it was installed: a file in its folder, and entries of its journal.

The file is the newest, for a start; the journal has each in its place, so that what was decided under an
earlier one is decided again under it.
"""

from pathlib import Path

from fairline.facts import FairlineError
from fairline.guard.course import LAW
from fairline.guard.records import law_digest
from fairline.law import LawBook, PublicHolidays, as_of, book_of, update_of
from fairline.stores.journal_files import entries

NAME = "shared-law.json"


def given(folder: Path) -> bytes | None:
    """Return the newest law that the guard over ``folder`` was given, if any. ``FairlineError``."""
    try:
        return (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FairlineError(f"{folder / NAME}: {error.strerror}") from error


def stamp_of(folder: Path) -> tuple[int, int] | None:
    """Return what tells whether another law was given since."""
    try:
        found = (folder / NAME).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def given_book(folder: Path, public_holidays: PublicHolidays) -> LawBook | None:
    """Return it as a book. ``FairlineError`` for a file that is none."""
    body = given(folder)
    if body is None:
        return None
    try:
        return book_of(update_of(body), public_holidays)
    except FairlineError as error:
        raise FairlineError(f"{folder / NAME}: {error}") from error


def known(folder: Path, digest: str, installed: LawBook) -> LawBook | None:
    """Return the law of that digest, if the guard over ``folder`` was given it; its numbers for emergencies
    are those of ``installed`` too. ``FairlineError`` for a journal or file that cannot be read."""
    listed = (entry.body for entry in entries(folder, kinds=(LAW,)) if entry.id == digest)
    for body in (given(folder), *listed):
        if body is not None:
            book = book_of(update_of(body), installed.public_holidays, installed.all_emergency_numbers())
            if law_digest(book) == digest:
                return book
    return None


def in_force(folder: Path, installed: LawBook) -> LawBook:
    """Return the law that holds for the guard over ``folder``: what it was given, unless the program came
    with a later one. ``FairlineError``."""
    book = given_book(folder, installed.public_holidays)
    return installed if book is None or as_of(book) <= as_of(installed) else book
