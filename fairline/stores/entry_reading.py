"""One entry of the journal by its number, with the hash before it, so that anybody can see it is whole."""

from pathlib import Path
from typing import NamedTuple

from fairline.stores.entries import Entry, follows
from fairline.stores.journal_files import days, open_days, parquet_file, parquet_of, span
from fairline.stores.open_days import Sought


class Proven(NamedTuple):
    """An entry and the hash that its own covers besides itself."""

    entry: Entry
    previous: bytes

    @property
    def unaltered(self) -> bool:
        """Whether it is as it was written."""
        return follows(self.entry, self.previous)


def entry_at(folder: Path, sequence: int) -> Proven | None:
    """Return an entry; ``None`` if the journal has none of that number.

    Raises ``FairlineError`` for a file that cannot be read.
    """
    for day in reversed(days(folder)):
        held = span(folder, day)
        if held.first <= sequence <= held.last:
            first = max(held.first, sequence - 1)
            if parquet_of(folder, day).exists():
                found = _closed(folder, day, first, sequence)
            else:
                found = list(open_days(folder).find(day, Sought(first=first, last=sequence)))
            if not found or found[-1].sequence != sequence:
                return None
            return Proven(found[-1], found[0].hash if len(found) > 1 else held.previous)
        if held.last < sequence:
            return None
    return None


def _closed(folder: Path, day: str, first: int, last: int) -> list[Entry]:
    file = parquet_file(parquet_of(folder, day))
    found: list[Entry] = []
    try:
        for group in range(file.num_row_groups):
            told = file.metadata.row_group(group).column(0).statistics
            if told is not None and (told.max < first or told.min > last):
                continue
            numbers = file.read_row_group(group, columns=["sequence"]).column(0).to_pylist()
            places = [place for place, number in enumerate(numbers) if first <= number <= last]
            if places:
                rows = file.read_row_group(group).take(places).to_pylist()
                found += [Entry(**row) for row in rows]
        return found
    finally:
        file.close()
