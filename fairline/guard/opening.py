"""How a guard starts: from the newest snapshot that can be read, and what was written after it."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from fairline.facts import FairlineError
from fairline.guard.course import FINDING, Course
from fairline.guard.keeping import usable
from fairline.guard.records import ENCODE, finding_record
from fairline.stores.entries import GENESIS, Entry, follows
from fairline.stores.journal_files import BEGINNING, days, entries, span


def resumed(course: Course, folder: Path, last: int) -> tuple[int, list[tuple[str, bytes]]]:
    """Bring a course to where the journal ends, at the entry ``last``.

    Return the entry of the snapshot that was used, 0 for none, and the ids and bodies of findings that follow
    from the journal and are not in it: a process may be killed between a fact and what was found by it.
    Raises ``FairlineError`` for a journal with an entry that is missing or was altered.
    """
    start, previous = from_snapshot(course, folder, last, folder)
    found: deque[tuple[str, bytes]] = deque()
    sequence = start
    for entry in following(folder, start, previous):
        sequence = entry.sequence
        if entry.kind == FINDING:
            if (entry.id, entry.body) in found:
                found.remove((entry.id, entry.body))
            continue
        came = course.enter(entry)
        found.extend((each.id, ENCODE(finding_record(each))) for each in came.findings)
    if sequence != last:
        raise FairlineError(f"{folder}: found entries up to {sequence}, wanted up to {last}")
    return start, list(found)


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


def from_snapshot(course: Course, folder: Path, last: int, kept: Path) -> tuple[int, bytes]:
    """Resume from a snapshot below ``kept``; return after which entry that was made, and its hash.

    With none, that is the beginning, if the journal has it. Raises ``FairlineError`` if it does not.
    """
    for each, settled in usable(kept, last):
        made_at = next(entries(folder, after=each.sequence - 1), None)
        if made_at is not None and made_at.hash.hex().startswith(each.hash):
            course.resume(settled)
            return each.sequence, made_at.hash
    known = days(folder)
    first = span(folder, known[0]) if known else BEGINNING
    if first.previous != GENESIS:
        raise FairlineError(
            f"{folder}: found no snapshot that fits, and a journal from entry {first.first} on, wanted the "
            "snapshot, or all days since the beginning"
        )
    return 0, GENESIS
