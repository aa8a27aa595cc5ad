"""Facts and attempts by their ids within a span of time: the records that a finding counted."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from fairline.stores.attempts import SECOND, first_from
from fairline.stores.entries import Entry
from fairline.stores.journal_files import connect, damaged, day_of, days, parquet_file, parquet_of, sqlite_of

KINDS = ("fact", "attempt")


def entries_named(
    folder: Path, ids: Collection[str], since: datetime, until: datetime, *, rows_max: int
) -> Iterator[Entry]:
    """Yield facts and attempts of these ids that were written down from ``since`` to ``until``, in order.

    At most ``rows_max`` entries of an open day are looked at, its last ones in the span, and of a closed day
    so many and the rest of their group. Raises ``FairlineError`` for a file that cannot be read.
    """
    first, last = (int(each.astimezone(UTC).timestamp() * SECOND) for each in (since, until))
    for day in days(folder):
        if day_of(max(0, first)) <= day <= day_of(max(0, last)):
            closed = parquet_of(folder, day)
            if closed.exists():
                yield from _in_closed(closed, first, last, ids, rows_max)
            else:
                yield from _in_open(sqlite_of(folder, day), first, last, ids, rows_max)


def _in_open(path: Path, first: int, last: int, ids: Collection[str], rows_max: int) -> Iterator[Entry]:
    marks = ", ".join("?" * len(ids))
    ask = (
        "SELECT sequence, at, kind, id, body, hash FROM entry WHERE sequence >= ? AND sequence < ?"
        f" AND id IN ({marks}) AND kind IN (?, ?) ORDER BY sequence"
    )
    with closing(connect(path, write=False)) as opened:
        try:
            begun, ended = first_from(opened, first), first_from(opened, last + 1)
            begun = max(begun, ended - rows_max)
            yield from map(Entry._make, opened.execute(ask, (begun, ended, *ids, *KINDS)))
        except sqlite3.Error as error:
            raise damaged(path, error) from error


def _in_closed(path: Path, first: int, last: int, ids: Collection[str], rows_max: int) -> Iterator[Entry]:
    compute, arrow = import_module("pyarrow.compute"), import_module("pyarrow")
    file = parquet_file(path)
    wanted, read = arrow.array(list(ids)), 0
    try:
        for group in range(file.num_row_groups):
            told = file.metadata.row_group(group)
            written = told.column(1).statistics
            if written is not None and (written.max < first or written.min > last):
                continue
            if read >= rows_max:
                return
            read += told.num_rows
            table = file.read_row_group(group)
            found = table.filter(compute.is_in(table["id"], value_set=wanted))
            for row in zip(*(column.to_pylist() for column in found.columns), strict=True):
                if row[2] in KINDS and first <= row[1] <= last:
                    yield Entry._make(row)
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    finally:
        file.close()
