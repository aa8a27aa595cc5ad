"""Attempts about a time whose record has certain bytes in it: how a decision is found again by what it said.

Attempts come by the million and have no index but their place; times never go back from place to place, so a
span of time is a span of places, which is found by halving.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from fairline.stores.entries import Entry, day_of
from fairline.stores.journal_files import days, open_days, parquet_file, parquet_of
from fairline.stores.open_days import OpenDays, Sought
from fairline.stores.sqlite_days import damaged

ATTEMPT = "attempt"
SECOND = 1_000_000


def attempts_near(
    folder: Path, moment: datetime, within: timedelta, having: bytes, *, rows_max: int
) -> Iterator[Entry]:
    """Yield the attempts with ``having`` in their record that were written down at most ``within`` from
    ``moment``, in order.

    Of an open day at most ``rows_max`` entries are read, those nearest to ``moment``; of a closed one so many
    and the rest of their group, the first ones. Raises ``FairlineError``
    for a file that cannot be read.
    """
    at = int(moment.astimezone(UTC).timestamp() * SECOND)
    span = int(within.total_seconds() * SECOND)
    wanted = {day_of(max(0, each)) for each in (at - span, at, at + span)}
    for day in days(folder):
        if day in wanted or day_of(max(0, at - span)) < day < day_of(at + span):
            closed = parquet_of(folder, day)
            if closed.exists():
                yield from _in_closed(closed, (at - span, at, at + span), having, rows_max)
            else:
                yield from _in_open(open_days(folder), day, (at - span, at, at + span), having, rows_max)


def _in_open(
    held: OpenDays, day: str, times: tuple[int, int, int], having: bytes, rows_max: int
) -> Iterator[Entry]:
    first, middle, last = (held.first_from(day, each) for each in (times[0], times[1], times[2] + 1))
    first, last = max(first, middle - rows_max // 2), min(last, middle + rows_max // 2)
    yield from held.find(day, Sought(first=first, last=last - 1, kinds=(ATTEMPT,), having=having))


def _in_closed(path: Path, times: tuple[int, int, int], having: bytes, rows_max: int) -> Iterator[Entry]:
    compute = import_module("pyarrow.compute")
    file = parquet_file(path)
    read = 0
    try:
        for group in range(file.num_row_groups):
            told = file.metadata.row_group(group)
            written = told.column(1).statistics
            if written is not None and (written.max < times[0] or written.min > times[2]):
                continue
            if read >= rows_max:
                return
            read += told.num_rows
            table = file.read_row_group(group)
            found = table.filter(compute.match_substring(table["body"], having))
            for row in zip(*(column.to_pylist() for column in found.columns), strict=True):
                if row[2] == ATTEMPT and times[0] <= row[1] <= times[2]:
                    yield Entry._make(row)
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    finally:
        file.close()
