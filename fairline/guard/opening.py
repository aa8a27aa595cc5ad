"""How a guard starts: from the newest snapshot that can be read, and what was written after it."""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from fairline.facts import FairlineError
from fairline.guard.course import APPEAL, APPEALS, FINDING, RULING, RULINGS, Course
from fairline.guard.keeping import found, standings_of, usable
from fairline.guard.law_file import known as law_known
from fairline.guard.records import ENCODE, finding_record
from fairline.signals.windows import EPOCH, moment
from fairline.standing import Standings
from fairline.stores.entries import BEGINNING, GENESIS, Entry, follows
from fairline.stores.journal_files import days, entries, span

SHORT = 2_000  # ours: entries that are replayed before anything is answered, about a quarter of a second
SMALL = 2_000_000  # ours: bytes of a snapshot that is read before anything is answered, about the same


class Resuming:
    """Brings a course to where its journal ends. All of it may happen on another thread than the one that
    writes the journal, which may grow meanwhile.

    ``kept``: the entry of the snapshot that was used, 0 for none. ``sequence``: the entry it has got to.
    ``unusable``: why snapshots were left out.
    """

    def __init__(self, course: Course, folder: Path, last: int) -> None:
        """Begin with nothing read. ``last``: the last entry of the journal."""
        self.kept = 0
        self.sequence = next((each.sequence for each in found(folder) if each.sequence <= last), 0)
        self.stopped = False
        self.unusable: list[str] = []
        self._course = course
        self._folder = folder
        self._last = last
        self._hash = GENESIS
        self._read = False
        self._found: deque[tuple[str, bytes]] = deque()

    @property
    def missed(self) -> list[tuple[str, bytes]]:
        """The ids and bodies of findings that follow from the journal and are not in it: a process may be
        killed between a fact and what was found by it."""
        return list(self._found)

    def follow(self) -> None:
        """Let happen all that is on disk, or what comes before ``stopped``. Raises ``FairlineError`` for a
        journal with an entry that is missing or was altered."""
        if not self._read:
            folder, unusable = self._folder, self.unusable.append
            self.kept, self._hash = from_snapshot(self._course, folder, self._last, folder, unusable)
            self.sequence, self._read = self.kept, True
        for entry in following(self._folder, self.sequence, self._hash):
            if self.stopped:
                return
            self.sequence, self._hash = entry.sequence, entry.hash
            if entry.kind != FINDING:
                came = self._course.enter(entry)
                self._found.extend((each.id, ENCODE(finding_record(each))) for each in came.findings)
            elif (entry.id, entry.body) in self._found:
                self._found.remove((entry.id, entry.body))
        if self.sequence < self._last:
            raise FairlineError(
                f"{self._folder}: found entries up to {self.sequence}, wanted up to {self._last}"
            )


def short(folder: Path, last: int) -> bool:
    """Whether so little is to be read and replayed that it can be waited for."""
    for each in found(folder):
        if each.sequence <= last:
            return last - each.sequence <= SHORT and each.path.stat().st_size <= SMALL
    return last <= SHORT


def standings_at(folder: Path, last: int) -> Standings:
    """Return who stands how at the end of a journal, without what is counted: from a snapshot and rulings.

    The chain is not checked here; whoever replays the rest checks it. Raises ``FairlineError``.
    """
    standings, after = Standings(EPOCH), 0
    for each in found(folder):
        if each.sequence <= last and (known := standings_of(each)) is not None:
            standings, after = known, each.sequence
            break
    for entry in entries(folder, after=after, kinds=(RULING, APPEAL)):
        try:
            standings.tick(moment(entry.at))
            if entry.kind == RULING:
                standings.apply(RULINGS.decode(entry.body), entry.sequence)
            else:
                standings.decide(APPEALS.decode(entry.body))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FairlineError(
                f"journal: found {error} in entry {entry.sequence}, wanted a {entry.kind}"
            ) from error
    return standings


def following(folder: Path, sequence: int, previous: bytes) -> Iterator[Entry]:
    """Yield the entries after one with the hash ``previous``. Raises ``FairlineError`` where one is missing
    or was altered."""
    for entry in entries(folder, after=sequence):
        if entry.sequence != sequence + 1 or not follows(entry, previous):
            raise FairlineError(
                f"{folder}: found entry {entry.sequence} missing, altered or out of order, wanted one that "
                f"follows {sequence}; see: fairline journal verify {folder}"
            )
        sequence, previous = entry.sequence, entry.hash
        yield entry


def from_snapshot(
    course: Course, folder: Path, last: int, kept: Path, unusable: Callable[[str], None]
) -> tuple[int, bytes]:
    """Resume from a snapshot below ``kept``; return after which entry that was made, and its hash.
    ``unusable`` is told why one is left out.

    With none, that is the beginning, if the journal has it. Raises ``FairlineError`` if it does not.
    """
    for each, settled in usable(kept, last, unusable):
        made_at = next(entries(folder, after=each.sequence - 1), None)
        if made_at is not None and made_at.hash.hex().startswith(each.hash):
            law = None if settled.law == course.law_digest else law_known(folder, settled.law, course.law)
            if law is not None:
                course.enact(law)
            course.resume(settled)
            return each.sequence, made_at.hash
        unusable(f"{each.path}: found it made of another entry {each.sequence}, wanted one of this journal")
    known = days(folder)
    first = span(folder, known[0]) if known else BEGINNING
    if first.previous != GENESIS:
        raise FairlineError(
            f"{folder}: found no snapshot that fits, and a journal from entry {first.first} on, wanted the "
            "snapshot, or all days since the beginning"
        )
    return 0, GENESIS
