"""Findings of the journal, as they go over HTTP: read on a thread, one page at a time."""

import asyncio
from pathlib import Path

from msgspec.structs import asdict

from fairline.guard.past import findings_before
from fairline.guard.records import FindingRecord
from fairline.ports.http_asked import Filter
from fairline.signals.windows import moment
from fairline.wire import PastFinding, PastFindings, PastMeasure


class Past:
    """The findings of one folder's journal."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self._folder = folder
        self._alone = asyncio.Lock()  # whoever reads a lot waits, and holds up no answer

    async def page(self, before: int | None, wanted: Filter, limit: int) -> PastFindings:
        """Return a page. Raises ``FairlineError`` for a journal that cannot be read."""
        async with self._alone:
            return await asyncio.to_thread(self._page, before, wanted, limit)

    def _page(self, before: int | None, wanted: Filter, limit: int) -> PastFindings:
        def fits(record: FindingRecord) -> bool:
            return wanted(_told(record, 0, 0))

        found, below = findings_before(self._folder, before, fits, limit)
        told = tuple(_told(record, entry.sequence, entry.at) for entry, record in found)
        return PastFindings(findings=told, before=below)


def _told(record: FindingRecord, sequence: int, at: int) -> PastFinding:
    measures = tuple(PastMeasure(**asdict(each)) for each in record.measures)
    return PastFinding(**asdict(record) | {"sequence": sequence, "at": moment(at), "measures": measures})
