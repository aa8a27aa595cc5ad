"""What a journal says of findings, read back from its end."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from fairline.facts import FairlineError
from fairline.guard.course import FINDING
from fairline.guard.records import FindingRecord
from fairline.stores.entries import Entry
from fairline.stores.journal_files import entries_before

LOOKED_AT_MAX = 20_000  # ours: entries on findings that one page looks at, some 0.2 s
END = 1 << 62
FINDINGS = msgspec.json.Decoder(FindingRecord)


def findings_before(
    folder: Path, before: int | None, wanted: Callable[[FindingRecord], bool], limit: int
) -> tuple[list[tuple[Entry, FindingRecord]], int | None]:
    """Return at most ``limit`` entries on findings that are ``wanted``, below the entry ``before``, the
    latest first, and below which entry the next ones are; ``None`` if the journal has no more.

    A page may be shorter, even empty, where few of those that were looked at are wanted. Raises
    ``FairlineError`` for a journal that cannot be read.
    """
    found: list[tuple[Entry, FindingRecord]] = []
    below = END if before is None else before
    for looked_at, entry in enumerate(entries_before(folder, below, kinds=(FINDING,))):
        if len(found) == limit or looked_at == LOOKED_AT_MAX:
            return found, below
        try:
            record = FINDINGS.decode(entry.body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FairlineError(
                f"journal: found {error} in entry {entry.sequence}, wanted a finding"
            ) from error
        below = entry.sequence
        if wanted(record):
            found.append((entry, record))
    return found, None
