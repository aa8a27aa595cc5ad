"""A day that is over becomes one Parquet file. ``python -m fairline.stores.closing FOLDER DAY`` does it in a
process of its own, so that the guard goes on meanwhile.

The Parquet file is whole or not there. Only when it is on disk, and says the same of the day as the SQLite
file does, does that go. A process that ends in between leaves both, and the next one removes what is left.
A day in PostgreSQL stays there: its Parquet file is a copy for whoever reads much, and can be made again.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError
from fairline.stores.call_index_closed import index_day
from fairline.stores.durable import fsync
from fairline.stores.entries import Entry, Span, follows
from fairline.stores.journal_files import days, open_days, parquet_of, span
from fairline.stores.open_days import Sought

ROWS = 50_000  # ours: entries in one group of rows, some 25 MB before they are packed


def to_close(folder: Path) -> tuple[str, ...]:
    """Return the days that are over and not only Parquet yet, or have no copy there, where copies are made:
    all but the newest, which may still be written."""
    held = open_days(folder)
    here = set(held.days())
    over = (day for day in days(folder)[:-1] if day in here)
    return tuple(day for day in over if not (held.keeps and parquet_of(folder, day).exists()))


def close_day(folder: Path, day: str) -> None:
    """Move a day to Parquet, or copy it where it is kept. Raises ``FairlineError`` for one that is not over,
    or that is damaged."""
    if day not in to_close(folder):
        raise FairlineError(
            f"{folder}: found {day} not to be closed, wanted one of {to_close(folder) or 'none'}"
        )
    held, target = open_days(folder), parquet_of(folder, day)
    told = held.span(day)
    if not target.exists():
        _write(target, told, held.find(day, Sought()))
    if span(folder, day) != told:
        raise FairlineError(f"{target}: found another day in it, wanted what the journal has of {day}")
    if not held.keeps:
        held.remove(day, held=False)


def _write(target: Path, told: Span, rows: Iterator[Entry]) -> None:
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
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
    previous = told.previous
    with parquet.ParquetWriter(aside, schema, compression="zstd") as writer:
        while some := list(islice(rows, ROWS)):
            for each in some:
                if not follows(each, previous):
                    raise FairlineError(
                        f"{target.parent.name}: found entry {each.sequence} altered, wanted it as written"
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
