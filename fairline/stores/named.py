"""Facts and attempts by their ids within a span of time: the records that a finding counted."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from fairline.stores.attempts import SECOND
from fairline.stores.entries import Entry, day_of
from fairline.stores.journal_files import days, open_days, parquet_file, parquet_of
from fairline.stores.open_days import OpenDays, Sought
from fairline.stores.sqlite_days import damaged

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
                yield from _in_open(open_days(folder), day, (first, last), ids, rows_max)


def _in_open(
    held: OpenDays, day: str, times: tuple[int, int], ids: Collection[str], rows_max: int
) -> Iterator[Entry]:
    begun, ended = held.first_from(day, times[0]), held.first_from(day, times[1] + 1)
    begun = max(begun, ended - rows_max)
    yield from held.find(day, Sought(first=begun, last=ended - 1, kinds=KINDS, ids=tuple(ids)))


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
