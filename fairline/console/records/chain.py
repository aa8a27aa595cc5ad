"""The audit log as entries of a journal, for whoever holds it against its chain."""

from collections.abc import Iterable, Iterator

from fairline.console.records.models import AuditEntry
from fairline.console.records.search import batches
from fairline.stores.audit_log import entry_of, verify_log
from fairline.stores.entries import Entry


def entries() -> Iterator[Entry]:
    """Yield the log as entries of a journal, in order."""
    for rows in batches(AuditEntry.objects.all()):
        for row in rows:
            yield entry_of(
                row.sequence, row.at, row.action, row.object, row.who, row.purpose, row.body, bytes(row.hash)
            )


def broken_at(of: Iterable[Entry]) -> int | None:
    """Return the first entry that is missing or not as it was written, ``None`` if all are."""
    return verify_log(of).broken_at
