"""Exports to a file, or to standard output."""

import csv
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from fairline.audited import Audit
from fairline.exports.document import document, finding_record, row
from fairline.exports.records import Row

STANDARD_OUTPUT = "-"
FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")
ARROW = {str: "string", int: "int64", float: "double", bool: "bool", datetime: "timestamp"}


def write_json(audit: Audit, to: str) -> None:
    """Write one document. Raises ``OSError`` as opening and writing do."""
    with _output(to) as out:
        out.write(msgspec.json.format(msgspec.json.encode(document(audit)), indent=2) + b"\n")


def write_csv(audit: Audit, to: str) -> None:
    """Write one finding a row, in UTF-8 with a header. Raises ``OSError`` as opening and writing do."""
    with _output(to) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        rows = csv.writer(text)
        rows.writerow(Row.__struct_fields__)
        rows.writerows([_cell(value) for value in msgspec.structs.astuple(each)] for each in _rows(audit))
        text.detach()


def write_parquet(audit: Audit, to: str) -> None:
    """Write one finding a row. Raises ``OSError`` as opening and writing do."""
    arrow: Any = import_module("pyarrow")  # takes long to import, and few ask for it
    types = {name: arrow.type_for_alias(name) for name in ARROW.values() if name != "timestamp"}
    types["timestamp"] = arrow.timestamp("us", tz="UTC")
    fields = [(field.name, types[_arrow(field.type)]) for field in msgspec.structs.fields(Row)]
    rows = [msgspec.structs.asdict(each) for each in _rows(audit)]
    whole = io.BytesIO()
    table = arrow.Table.from_pylist(rows, schema=arrow.schema(fields))
    import_module("pyarrow.parquet").write_table(table, whole)
    with _output(to) as out:
        out.write(whole.getvalue())


def _rows(audit: Audit) -> Iterator[Row]:
    return (row(finding_record(finding)) for finding in audit.findings)


def _arrow(of: object) -> str:
    """Return the name of the column type of a field, which may be ``None`` besides."""
    kinds = getattr(of, "__args__", (of,))
    return next(ARROW[kind] for kind in kinds if kind in ARROW)


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and FORMULA.match(value):
        return "'" + value
    return value


@contextmanager
def _output(to: str) -> Iterator[BinaryIO]:
    if to == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with Path(to).open("wb") as out:
        yield out
