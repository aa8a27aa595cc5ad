"""A call by its numbers and about when it was, in all that is indexed: closed days and open ones.

A number is told whole, or by its last digits. With one of the two numbers whole a search reads a few groups
of rows a day; with last digits alone it reads a column of every day, which is why its window is short.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from fairline.facts import FairlineError
from fairline.stores.call_index import MICROSECOND, CallRow, index_of, indexed_days, open_index_of
from fairline.stores.call_index_open import open_days, opened
from fairline.stores.entries import DAY, EPOCH, day_of
from fairline.stores.journal_files import days

ROWS_MAX = 400  # ours: rows of one search; a person looks through no more
ENDING_MIN = 4  # ours: fewer last digits are those of thousands
SPAN_MAX = timedelta(days=400)  # ours: a year, and what surrounds it
ENDING_SPAN_MAX = timedelta(days=2)  # ours
MEMORY = "256MB"  # ours: a search wants a tenth of it
COLUMNS = ", ".join(f'"{name}"' for name in CallRow._fields)  # "at" is a word of SQL
NEAREST = f'ORDER BY abs("at" - {{mark}}near), sequence LIMIT {ROWS_MAX + 1}'


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for. Numbers are E.164; with ``called_ends``, ``caller_ends`` only their last digits.

    ``near``: what is nearest to it comes first. Raises ``FairlineError`` for what would find nothing, or
    would read everything.
    """

    since: datetime
    until: datetime
    near: datetime
    called: str | None = None
    caller: str | None = None
    called_ends: bool = False
    caller_ends: bool = False

    def __post_init__(self) -> None:
        """Refuse a search that is too wide."""
        if self.called is None and self.caller is None:
            raise FairlineError("traceback: found no number, wanted one at least")
        if self.until < self.since:
            raise FairlineError("traceback: found an end before the beginning, wanted a span of time")
        for number, ends in ((self.called, self.called_ends), (self.caller, self.caller_ends)):
            if ends and number is not None and len(number) < ENDING_MIN:
                raise FairlineError(f"traceback: found {len(number)} digits, wanted {ENDING_MIN} at least")
        span = self.until - self.since
        most = SPAN_MAX if self.whole else ENDING_SPAN_MAX
        if span > most:
            raise FairlineError(f"traceback: found a span of {span.days} days, wanted {most.days} at most")

    @property
    def whole(self) -> str | None:
        """Which of the numbers is told whole, the called one first."""
        if self.called is not None and not self.called_ends:
            return "called"
        return "caller" if self.caller is not None and not self.caller_ends else None


class Candidate(NamedTuple):
    """A call or message that may be the one: its entries in the journal, the latest of which tells most."""

    rows: tuple[CallRow, ...]

    @property
    def row(self) -> CallRow:
        """What the latest record says; an attempt is only what was asked before."""
        return max(self.rows, key=lambda row: (not row.attempt, row.sequence))

    @property
    def at(self) -> datetime:
        """When it was made."""
        return EPOCH + self.row.at * MICROSECOND


class Found(NamedTuple):
    """What a search found, the nearest first; closed days in its reach that have no index; whether more
    was there than is shown."""

    candidates: tuple[Candidate, ...]
    unread: tuple[str, ...]
    more: bool


def search(folder: Path, wanted: Wanted) -> Found:
    """Search closed and open days. ``catch_up`` decides how far an open day is read."""
    indexed = indexed_days(folder)
    since, until = _instant(wanted.since), _instant(wanted.until)
    first = day_of(since - DAY)  # clocks differ; nothing is written down a day before it is
    still_open = open_days(folder)
    files = [
        index_of(folder, day)
        for day, told in indexed.items()
        if day >= first and told.rows and told.earliest <= until and told.latest >= since
    ]
    rows = list(_closed(files, wanted)) if files else []
    for day in still_open:
        if day >= first and open_index_of(folder, day).exists():
            rows += _open(open_index_of(folder, day), wanted)
    near = _instant(wanted.near)
    rows.sort(key=lambda row: (abs(row.at - near), row.sequence))
    reached = (day for day in days(folder) if day >= first)
    unread = tuple(day for day in reached if day not in indexed and day not in still_open)
    return Found(gathered(rows[:ROWS_MAX]), unread, len(rows) > ROWS_MAX)


def gathered(rows: Iterable[CallRow]) -> tuple[Candidate, ...]:
    """Return the rows by what they are about, in the order in which each was first met."""
    held: dict[tuple[str, str, str | None], list[CallRow]] = {}
    for row in rows:
        held.setdefault((row.kind, row.id, row.account), []).append(row)
    return tuple(Candidate(tuple(each)) for each in held.values())


def _closed(files: list[Path], wanted: Wanted) -> Iterator[CallRow]:
    sort = wanted.whole or "called"
    where, values = _where(wanted)
    ask = (
        f"SELECT {COLUMNS} FROM read_parquet($files, hive_partitioning = false) WHERE {where}"
        f" {NEAREST.format(mark='$')}"
    )
    values |= {"files": [str(each / f"{sort}.parquet") for each in files]}
    database = _database()
    try:
        with database.cursor() as cursor:
            found = cursor.execute(ask, values).fetchall()
    except import_module("duckdb").Error as error:
        raise FairlineError(f"{files[0].parent}: found an index that cannot be read ({error})") from error
    yield from map(CallRow._make, found)


@cache
def _database() -> Any:
    """Return the one database of this process: to begin one costs more than to search. Threads share it."""
    settings = {"memory_limit": MEMORY, "autoinstall_known_extensions": False, "parquet_metadata_cache": True}
    return import_module("duckdb").connect(":memory:", config=settings)


def _open(path: Path, wanted: Wanted) -> Iterator[CallRow]:
    where, values = _where(wanted, mark=":")
    ask = f"SELECT {COLUMNS} FROM call WHERE {where} {NEAREST.format(mark=':')}"
    with opened(path) as connection, closing(connection.execute(ask, values)) as found:
        for row in found:
            yield CallRow._make((*row[:7], bool(row[7])))


def _where(wanted: Wanted, mark: str = "$") -> tuple[str, dict[str, Any]]:
    """Return the conditions and their values, for DuckDB or for SQLite."""
    parts = [f'"at" BETWEEN {mark}since AND {mark}until']
    values: dict[str, Any] = {
        "since": _instant(wanted.since), "until": _instant(wanted.until), "near": _instant(wanted.near),
    }  # fmt: skip
    for name, number, ends in (
        ("called", wanted.called, wanted.called_ends),
        ("caller", wanted.caller, wanted.caller_ends),
    ):
        if number is not None:
            values[name] = number
            parts.append(
                f"substr({name}, -{len(number)}) = {mark}{name}" if ends else f"{name} = {mark}{name}"
            )
    return " AND ".join(parts), values


def _instant(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND
