"""Whether the audit log is as it was written."""

from collections.abc import Iterable, Iterator

from fairline.console.records.models import AuditEntry
from fairline.stores.entries import GENESIS, Entry, follows

BATCH = 2_000


def entries() -> Iterator[Entry]:
    """Yield the log as entries of a journal."""
    rows = AuditEntry.objects.order_by("sequence").values_list(
        "sequence", "at", "action", "object", "body", "hash"
    )
    for sequence, at, action, object, body, hash in rows.iterator(BATCH):
        yield Entry(sequence, at, action, object, body.encode(), bytes(hash))


def broken_at(of: Iterable[Entry]) -> int | None:
    """Return the first entry that is missing or not as it was written, ``None`` if all are."""
    wanted, previous = 1, GENESIS
    for each in of:
        if each.sequence != wanted or not follows(each, previous):
            return wanted
        wanted, previous = wanted + 1, each.hash
    return None
