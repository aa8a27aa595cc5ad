"""What is asked now and again of a journal's days, in a process of its own: which are over, and to remove
those that were kept for long enough. A journal may be in a database, which may be slow.

``python -m fairline.stores.day_work over FOLDER DAY`` and ``... retire FOLDER BEFORE COUNTED`` write an
object of JSON to standard output.
"""

import sys
from pathlib import Path

import msgspec

from fairline.facts import FairlineError
from fairline.stores.closing import to_close
from fairline.stores.journal_files import days
from fairline.stores.retention import Retired, retire


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. ``over``: days to close. ``begun``: whether the day that was named has an entry."""

    over: tuple[str, ...] = ()
    begun: bool = False
    removed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    error: str = ""


def over(folder: Path, day: str) -> Told:
    """Return which days are over, and whether ``day`` has begun. Raises ``FairlineError``."""
    return Told(over=to_close(folder), begun=day in days(folder))


def retired(folder: Path, before: str, counted: int) -> Told:
    """Remove days as ``retire`` does."""
    done: Retired = retire(folder, before=before, counted=counted)
    return Told(removed=done.removed, held=done.held, released=done.released)


def main(arguments: list[str]) -> int:
    """Do one of the two; return 0, or 2 if it cannot be done, which is told in the answer, too."""
    try:
        match arguments:
            case ["over", folder, day]:
                told = over(Path(folder), day)
            case ["retire", folder, before, number] if number.isdecimal():
                told = retired(Path(folder), before, int(number))
            case _:
                print("usage: python -m fairline.stores.day_work over|retire FOLDER ...", file=sys.stderr)
                return 2
    except (FairlineError, OSError) as error:
        told = Told(error=str(error))
    sys.stdout.buffer.write(msgspec.json.encode(told))
    return 2 if told.error else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
