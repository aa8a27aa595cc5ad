"""A day that is over becomes one Parquet file. ``python -m fairline.stores.closing FOLDER DAY`` does it in a
process of its own, so that the guard goes on meanwhile.

The Parquet file is whole or not there. Only when it is on disk, and says the same of the day as the SQLite
file does, does that go. A process that ends in between leaves both, and the next one removes what is left.
"""

import os
import sys
from contextlib import closing
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError
from fairline.stores.call_index_closed import index_day
from fairline.stores.entries import follows
from fairline.stores.journal_files import (
    connect,
    days,
    fsync,
    of_day,
    parquet_of,
    span,
    span_in,
    sqlite_of,
)

ROWS = 50_000  # ours: entries in one group of rows, some 25 MB before they are packed


def to_close(folder: Path) -> tuple[str, ...]:
    """Return the days that are over and still in SQLite: all but the newest, which may still be written."""
    return tuple(day for day in days(folder)[:-1] if sqlite_of(folder, day).exists())


def close_day(folder: Path, day: str) -> None:
    """Move a day to Parquet. Raises ``FairlineError`` for one that is not over, or that is damaged."""
    if day not in to_close(folder):
        raise FairlineError(
            f"{folder}: found {day} not to be closed, wanted one of {to_close(folder) or 'none'}"
        )
    source, target = sqlite_of(folder, day), parquet_of(folder, day)
    if not target.exists():
        _write(folder, day, source, target)
    with closing(connect(source, write=False)) as opened:
        told = span_in(opened, source)
    if span(folder, day) != told:
        raise FairlineError(f"{target}: found another day in it, wanted that of {source}")
    for suffix in ("", "-wal", "-shm"):
        source.with_name(source.name + suffix).unlink(missing_ok=True)
    fsync(source.parent)


def _write(folder: Path, day: str, source: Path, target: Path) -> None:
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    with closing(connect(source, write=False)) as opened:
        told = span_in(opened, source)
    said = {
        b"first": b"%d" % told.first,
        b"previous": told.previous,
        b"last": b"%d" % told.last,
        b"at": b"%d" % told.at,
        b"hash": told.hash,
    }
    names = ("sequence", "at", "kind", "id", "body", "hash")
    types = (arrow.int64(), arrow.int64(), arrow.string(), arrow.string(), arrow.binary(), arrow.binary())
    schema = arrow.schema(list(zip(names, types, strict=True)), metadata=said)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}")
    rows, previous = of_day(folder, day), told.previous
    with parquet.ParquetWriter(aside, schema, compression="zstd") as writer:
        while some := list(islice(rows, ROWS)):
            for each in some:
                if not follows(each, previous):
                    raise FairlineError(
                        f"{source}: found entry {each.sequence} altered, wanted it as written"
                    )
                previous = each.hash
            columns = [
                arrow.array(column, kind) for column, kind in zip(zip(*some, strict=True), types, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(target)
    fsync(target.parent)


def main(arguments: list[str]) -> int:
    """Close one day and index its calls; return 0, or 2 if that cannot be done."""
    if len(arguments) != 2:
        print("usage: python -m fairline.stores.closing FOLDER DAY", file=sys.stderr)
        return 2
    os.nice(10)
    try:
        close_day(Path(arguments[0]), arguments[1])
        index_day(Path(arguments[0]), arguments[1])
    except FairlineError as error:
        print(f"fairline: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
