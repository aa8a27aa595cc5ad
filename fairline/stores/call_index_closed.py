"""The index of a closed day, made with bounded memory. ``python -m fairline.stores.call_index_closed FOLDER``
makes all that are missing.

Rows are written aside in the journal's order, a group at a time; DuckDB then sorts them into two files, and
spills to the folder what its memory does not hold.
"""

import os
import shutil
import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from fairline.facts import FairlineError
from fairline.stores.call_index import (
    ABOUT,
    CALLS,
    KINDS,
    VERSION,
    About,
    CallRow,
    about,
    index_of,
    rows_of,
)
from fairline.stores.durable import fsync
from fairline.stores.journal_files import days, of_day, parquet_of, span

MEMORY = "256MB"  # ours: for sorting; what is beyond goes to the folder
ROWS = 50_000  # ours: rows written aside at once
GROUP = 40_960  # ours: rows that a search has to read at least; DuckDB wants a multiple of 2,048
SORTED = {"called": 'called, "at", sequence', "caller": 'caller, "at", sequence'}
ASIDE = ".rows.parquet"


def to_index(folder: Path) -> tuple[str, ...]:
    """Return the closed days that have no index yet, the first one first."""
    return tuple(
        day for day in days(folder) if parquet_of(folder, day).exists() and about(folder, day) is None
    )


def index_day(folder: Path, day: str, *, memory: str = MEMORY) -> About:
    """Make the index of a closed day anew. Raises ``FairlineError`` for a day that cannot be read."""
    if not parquet_of(folder, day).exists():
        raise FairlineError(f"{folder}: found {day} not closed, wanted a closed day")
    target = index_of(folder, day)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    try:
        number, earliest, latest = _write(target / ASIDE, rows_of(of_day(folder, day, kinds=KINDS)))
        sort(target / ASIDE, target, memory=memory)
    finally:
        (target / ASIDE).unlink(missing_ok=True)
    told = About(version=VERSION, rows=number, earliest=earliest, latest=latest, last=span(folder, day).last)
    keep(target, told)
    return told


def sort(rows: Path, target: Path, *, memory: str = MEMORY) -> None:
    """Sort a file of rows into the two that are searched."""
    duckdb: Any = import_module("duckdb")
    settings = {
        "memory_limit": memory,
        "temp_directory": str(target / ".spilled"),
        "autoinstall_known_extensions": False,
        "threads": 1,  # it runs beside the guard, and every further one wants memory
    }
    try:
        with duckdb.connect(":memory:", config=settings) as database:
            for name, order in SORTED.items():
                database.execute(
                    f"COPY (SELECT * FROM read_parquet(?) ORDER BY {order})"
                    f" TO '{_quoted(target / name)}.parquet'"
                    f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})",
                    [str(rows)],
                )
    except duckdb.Error as error:
        raise FairlineError(f"{target}: found no way to sort its rows ({error})") from error
    finally:
        shutil.rmtree(target / ".spilled", ignore_errors=True)


def keep(target: Path, told: About) -> None:
    """Write down what an index holds, from which on it counts."""
    aside = target / f".{ABOUT}"
    with aside.open("wb") as file:
        file.write(msgspec.json.encode(told))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target / ABOUT)
    fsync(target)


def schema() -> Any:
    """Return the columns of every file, as pyarrow has them."""
    arrow: Any = import_module("pyarrow")
    types = (
        arrow.string(), arrow.string(), arrow.int64(), arrow.int64(),
        arrow.string(), arrow.string(), arrow.string(), arrow.bool_(),
    )  # fmt: skip
    return arrow.schema(list(zip(CallRow._fields, types, strict=True)))


def _write(path: Path, rows: Iterable[CallRow]) -> tuple[int, int, int]:
    """Write rows in their order; return how many, and their earliest and latest time."""
    arrow: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    columns, rest = schema(), iter(rows)
    number, ats = 0, [0, 0]
    with parquet.ParquetWriter(path, columns, compression="zstd") as writer:
        while some := list(islice(rest, ROWS)):
            times = [each.at for each in some]
            ats = [min(times), max(times)] if not number else [min(ats[0], *times), max(ats[1], *times)]
            number += len(some)
            parts = [
                arrow.array(column, field.type)
                for column, field in zip(zip(*some, strict=True), columns, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(parts, schema=columns))
    return number, ats[0], ats[1]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def main(arguments: list[str]) -> int:
    """Index every closed day that is not; return 0, or 2 if one cannot be."""
    if len(arguments) != 1:
        print("usage: python -m fairline.stores.call_index_closed FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    (folder / CALLS).mkdir(exist_ok=True)
    try:
        for day in to_index(folder):
            told = index_day(folder, day)
            print(f"{day}: {told.rows:,} calls and messages")
    except (FairlineError, OSError) as error:
        print(f"fairline: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
