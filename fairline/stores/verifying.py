"""Whether a journal is as it was written: every entry there, in its place, unaltered, up to its end.

A chain alone cannot tell that its end was cut off. What can are the notes of how far it reached: in the
day's own file, in the next day's, in the names of snapshots, and a head that somebody has kept elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from fairline.facts import FairlineError
from fairline.stores.entries import GENESIS, Span, follows
from fairline.stores.journal_files import PARQUET, SNAPSHOTS, days, of_day, open_days, span
from fairline.stores.open_days import Sought


class Wrong(Enum):
    """What can be wrong with a journal."""

    ALTERED = "altered"
    """An entry is not what was written, or not where."""
    MISSING = "missing"
    """Entries are missing, or stand elsewhere."""
    EARLIER = "earlier"
    """An entry is older than the one before it."""
    CUT = "cut"
    """The journal has reached further than it does now."""
    OTHER = "other"
    """It is another entry than the one that was noted elsewhere."""
    UNREADABLE = "unreadable"
    """A day cannot be read."""


class Problem(NamedTuple):
    """What is wrong from which entry on. ``told``: which entry, file or number it is about."""

    wrong: Wrong
    sequence: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found: how many entries, the first and last of them, the last one's hash, and the problems.

    ``first`` past 1: earlier days are no longer there.
    """

    entries: int
    first: int
    last: int
    hash: str
    problems: tuple[Problem, ...]


PROBLEMS_MAX = 100  # ours: after so many it is plain enough


class _Check:
    """What is known so far of a journal that is read from its first entry on."""

    def __init__(self, anchors: dict[int, str]) -> None:
        self.entries = 0
        self.first = 0
        self.last = Span(1, GENESIS, 0, 0, GENESIS)
        self.problems: list[Problem] = []
        self._anchors = anchors

    def note(self, wrong: Wrong, sequence: int, told: object) -> None:
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(Problem(wrong, sequence, str(told)))

    def day(self, folder: Path, day: str) -> None:
        """Check a day's entries, and what the day says of itself."""
        held = open_days(folder)
        here = held.keeps and day in held.days()
        said = held.span(day) if here else span(folder, day)
        if here and span(folder, day) != said:
            self.note(Wrong.ALTERED, said.first, f"{day}, {PARQUET}")
        rows = held.find(day, Sought()) if here else of_day(folder, day)
        if not self.entries:
            self.first = said.first
            self.last = Span(said.first, said.previous, said.first - 1, 0, said.previous)
            if said.first == 1 and said.previous != GENESIS:
                self.note(Wrong.ALTERED, 1, day)
        elif said.first != self.last.last + 1:
            self.note(Wrong.MISSING, self.last.last + 1, said.first - 1)
        elif said.previous != self.last.hash:
            self.note(Wrong.ALTERED, said.first, day)
        previous, sequence, at = said.previous, said.first - 1, self.last.at
        for entry in rows:
            if entry.sequence != sequence + 1:
                self.note(Wrong.MISSING, sequence + 1, entry.sequence - 1)
            elif not follows(entry, previous):
                self.note(Wrong.ALTERED, entry.sequence, day)
            if entry.at < at:
                self.note(Wrong.EARLIER, entry.sequence, day)
            anchor = self._anchors.pop(entry.sequence, None)
            if anchor is not None and not entry.hash.hex().startswith(anchor):
                self.note(Wrong.OTHER, entry.sequence, anchor)
            previous, sequence, at = entry.hash, entry.sequence, max(at, entry.at)
            self.entries += 1
        if said.last > sequence:
            self.note(Wrong.CUT, sequence + 1, said.last)
        elif said.last == sequence and said.hash != previous:
            self.note(Wrong.ALTERED, sequence, day)
        self.last = Span(said.first, said.previous, max(sequence, said.last), at, said.hash)

    def end(self) -> None:
        """Check that no note is of an entry past the end; of days that are gone nothing can be said."""
        for sequence, anchor in sorted(self._anchors.items()):
            if sequence > self.last.last:
                self.note(Wrong.CUT, self.last.last + 1, sequence)
            elif sequence >= self.first:
                self.note(Wrong.MISSING, sequence, anchor)


def verify(folder: Path, head: tuple[int, str] | None = None) -> Verified:
    """Read a whole journal and hold it against its chain, and against ``head``: the number and hash (or the
    beginning of it) of an entry that was noted elsewhere. Raises ``FairlineError`` if there is no journal.
    """
    known = days(folder)
    if not known:
        raise FairlineError(f"{folder}: found no journal, wanted the folder of one")
    anchors = dict(_snapshots(folder))
    if head is not None:
        anchors[head[0]] = head[1].lower()
    check = _Check(anchors)
    for day in known:
        try:
            check.day(folder, day)
        except FairlineError as error:
            check.note(Wrong.UNREADABLE, check.last.last + 1, error)
    check.end()
    return Verified(
        entries=check.entries,
        first=check.first,
        last=check.last.last,
        hash=check.last.hash.hex(),
        problems=tuple(check.problems),
    )


def _snapshots(folder: Path) -> Iterator[tuple[int, str]]:
    """Yield the number and the beginning of the hash that each snapshot is named after."""
    for path in (folder / SNAPSHOTS).glob("*-*.snapshot"):
        number, _, hash = path.stem.partition("-")
        if number.isdecimal():
            yield int(number), hash
