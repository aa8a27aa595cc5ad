"""Numbers that never call: on a list of those that do not originate, premium, or given out to nobody.

What is found becomes part of what is known of the number, from which the rules on numbers shown take it. The
list is a file with its day. Premium and unallocated are as libphonenumber's plan has them, which is as old as
the installed package; a number that is known to be somebody's is never called unallocated. No table of ranges
hired out for fraud is shipped: none may be.
"""

import re
from array import array
from bisect import bisect_left
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import phonenumbers
from msgspec.structs import replace
from phonenumbers import PhoneNumberType

from fairline.facts import FairlineError, Line, Number

NUMBERS_MAX = 5_000_000  # ours: 40 MB; the North American list has under a million
PREFIXES_MAX = 10_000  # ours
CACHE_MAX = 1 << 16  # ours: numbers whose kind is remembered
WHERE = "numbers.do_not_originate"
_LINE = re.compile(r"\+([1-9][0-9]{0,14})(\*?)")
_DAY = re.compile(r"day ([0-9]{4}-[0-9]{2}-[0-9]{2})")


class NeverCalling:
    """A list of numbers that do not originate calls, and its day."""

    def __init__(self, numbers: "array[int]", prefixes: frozenset[str], day: date) -> None:
        """For ``of``; ``numbers`` are in order."""
        self._numbers, self._prefixes, self.day = numbers, prefixes, day
        self._lengths = sorted({len(each) for each in prefixes})

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._numbers) + len(self._prefixes)

    def __contains__(self, number: object) -> bool:
        """Whether an E.164 number is listed, or begins as some entry says."""
        if not isinstance(number, str) or _LINE.fullmatch(number) is None or number.endswith("*"):
            return False
        digits = number[1:]
        at = bisect_left(self._numbers, int(digits))
        if at < len(self._numbers) and self._numbers[at] == int(digits):
            return True
        return any(digits[:length] in self._prefixes for length in self._lengths)

    @classmethod
    def of(cls, path: Path) -> "NeverCalling":
        """Read a file: ``day 2026-11-30`` first, then a number a line, ``+18005550100``; one that ends in a
        star is all that begins so. What follows ``#`` is for people. ``FairlineError`` names the line."""
        numbers, prefixes, day = array("Q"), set[str](), None
        try:
            with path.open(encoding="ascii", errors="replace") as lines:
                for at, raw in enumerate(lines, start=1):
                    line = raw.partition("#")[0].strip()
                    if not line:
                        continue
                    if day is None:
                        day = _day(line, at)
                        continue
                    found = _LINE.fullmatch(line)
                    if found is None or len(numbers) >= NUMBERS_MAX or len(prefixes) >= PREFIXES_MAX:
                        wanted = f"a number such as +18005550100, and at most {NUMBERS_MAX} of them"
                        raise FairlineError(f"{WHERE}: found {line[:40]!r} in line {at}, wanted {wanted}")
                    if found[2]:
                        prefixes.add(found[1])
                    else:
                        numbers.append(int(found[1]))
        except OSError as error:
            raise FairlineError(f"{WHERE}: found no file to read at {path} ({error.strerror})") from None
        if day is None:
            raise FairlineError(f"{WHERE}: found nothing in {path}, wanted its day first: day 2026-11-30")
        return cls(array("Q", sorted(numbers)), frozenset(prefixes), day)


class ShownNumbers:
    """What can be told of a number that a call shows."""

    def __init__(
        self, listed: NeverCalling | None = None, *, premium: bool = True, unallocated: bool = False
    ) -> None:
        """``premium``, ``unallocated``: whether the numbering plan is asked for such numbers."""
        self.listed = listed
        self._asked = frozenset(
            line for line, on in ((Line.PREMIUM, premium), (Line.UNALLOCATED, unallocated)) if on
        )

    def learned(self, number: str, known: Number | None, at: datetime) -> Number | None:
        """Return what is to be known of a number, with what was known before; ``None`` if nothing is new.

        What somebody said of the number before stays: a line kind, or that it does originate.
        """
        listed = self.listed is not None and number in self.listed
        line = plan_line(number)
        adds_list = listed and (known is None or known.do_not_originate is None)
        adds_line = line in self._asked and (known is None or known.line_kind is None)
        if adds_line and line is Line.UNALLOCATED and known is not None and known.account is not None:
            adds_line = False
        if not (adds_list or adds_line):
            return None
        found = Number(id=number, at=at) if known is None else replace(known, at=at, line=None)
        if adds_list:
            found = replace(found, do_not_originate=True)
        return replace(found, line_kind=line) if adds_line else found


@lru_cache(maxsize=CACHE_MAX)
def plan_line(number: str) -> Line | None:
    """Return whether an E.164 number is premium or unallocated by its plan; ``None`` if it is neither, or
    nothing can be told of it."""
    try:
        read = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(read):
        return Line.UNALLOCATED
    return Line.PREMIUM if phonenumbers.number_type(read) == PhoneNumberType.PREMIUM_RATE else None


def _day(line: str, at: int) -> date:
    found = _DAY.fullmatch(line)
    try:
        if found is not None:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    raise FairlineError(f"{WHERE}: found {line[:40]!r} in line {at}, wanted its day first: day 2026-11-30")
