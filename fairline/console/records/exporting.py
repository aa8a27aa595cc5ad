"""The audit log as a file, row by row: NDJSON for machines that check its chain, CSV for people."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

import msgspec

from fairline.console.records.models import AuditEntry
from fairline.console.tables import cell

COLUMNS = ("sequence", "at", "who", "action", "object", "purpose", "body", "hash")
_ENCODE = msgspec.json.Encoder().encode


def ndjson(batches: Iterable[list[AuditEntry]]) -> Iterator[bytes]:
    """Yield an object a line, in the form of ``fairline journal export``: the body as it was written."""
    for rows in batches:
        lines = (
            _ENCODE(
                {
                    "sequence": row.sequence,
                    "at": row.time.astimezone(UTC).isoformat(timespec="microseconds"),
                    "kind": row.action,
                    "id": row.object,
                    "body": msgspec.Raw(row.body.encode()),
                    "hash": bytes(row.hash).hex(),
                }
            )
            for row in rows
        )
        yield b"".join(line + b"\n" for line in lines)


def table(batches: Iterable[list[AuditEntry]]) -> Iterator[bytes]:
    """Yield CSV with a heading (RFC 4180); no cell is a formula."""
    yield (",".join(COLUMNS) + "\r\n").encode()
    for rows in batches:
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for row in rows:
            when = row.time.isoformat(timespec="microseconds")
            values = (
                row.sequence, when, row.who, row.action, row.object, row.purpose, row.body,
                bytes(row.hash).hex(),
            )  # fmt: skip
            writer.writerow([cell(each) for each in values])
        yield out.getvalue().encode()


Export = Callable[[Iterable[list[AuditEntry]]], Iterator[bytes]]
FORMATS: dict[str, tuple[Export, str]] = {
    "ndjson": (ndjson, "application/x-ndjson"),
    "csv": (table, "text/csv; charset=utf-8"),
}
"""How each is made, and its media type."""
