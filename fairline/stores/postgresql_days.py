"""The days of one guard's journal in PostgreSQL, to be read: pages of rows over one connection a process.

The connection is held for no longer than a page, so that threads share it, and is made anew when it broke.
"""

import atexit
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import psycopg

from fairline.facts import FairlineError
from fairline.stores.entries import Entry, Span
from fairline.stores.open_days import Sought, place_of
from fairline.stores.place import Place
from fairline.stores.postgresql import connect, fault, id_in, id_out, told

PAGE = 2_000  # ours: rows of one question, some 2 MB
BACK = 200  # ours: rows of one question from the end, of which mostly few are wanted
WITHIN_MS = 60_000  # ours: how long the server may look for a page
_ENTRY = "sequence, at, kind, id, body, hash"
_SPANS = """
SELECT day::text, first, previous, coalesce(lead(first) OVER days - 1, last),
    coalesce(lead(before) OVER days, at), coalesce(lead(previous) OVER days, hash)
FROM journal_day JOIN journal_head USING (guard) WHERE guard = %s WINDOW days AS (ORDER BY first)
"""
_GONE = (
    "WITH gone AS (DELETE FROM journal WHERE guard = %s AND sequence BETWEEN %s AND %s RETURNING *)"
    " INSERT INTO journal_held SELECT * FROM gone ON CONFLICT DO NOTHING",
    "DELETE FROM journal WHERE guard = %s AND sequence BETWEEN %s AND %s",
)
_RELEASED = """
DELETE FROM journal_held
WHERE guard = %s AND NOT (to_timestamp(at / 1000000) AT TIME ZONE 'UTC')::date = ANY(%s::date[])
"""


_SETTINGS = f"SET statement_timeout = {WITHIN_MS}; SET enable_seqscan = off; SET enable_bitmapscan = off"
"""A table that has just grown has no statistics, and a page would be sorted out of all its rows."""


class _Asked:
    """One connection of this process to one database."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None

    def rows(self, ask: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return what is found. A connection that broke since the last time is made anew, once."""
        with self._lock:
            had = self._connection is not None
            try:
                return self._rows(ask, given)
            except psycopg.Error as error:
                if had and self._connection is None:
                    with told(self._place):
                        return self._rows(ask, given)
                if isinstance(error, psycopg.errors.UndefinedTable):
                    return []  # nobody has written yet
                raise fault(self._place, error) from error

    def _rows(self, ask: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = connect(self._place, name="reads")
            self._connection.prepare_threshold = None  # values say which index serves
            self._connection.execute(_SETTINGS)
        try:
            with self._connection.cursor(binary=True) as cursor:
                return cursor.execute(ask, given).fetchall()
        except psycopg.OperationalError:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
            raise

    def close(self) -> None:
        """End."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


@cache
def _asked(database: str, password_file: str | None) -> _Asked:
    """Return this process's own connection to a database, whosever journals it reads."""
    made = _Asked(Place(database=database, guard="", password_file=password_file))
    atexit.register(made.close)
    return made


class PostgresqlDays:
    """``OpenDays``."""

    keeps = True

    def __init__(self, place: Place) -> None:
        """Ask nothing yet."""
        self._place = place
        self._ask = _asked(place.database, place.password_file)

    def days(self) -> tuple[str, ...]:
        """Return the days that have a row, the first one first."""
        return tuple(self._spans())

    def span(self, day: str) -> Span:
        """Return what a day says of itself."""
        held = self._spans().get(day)
        if held is None:
            raise FairlineError(f"journal of {self._place.guard}: found no day {day}, wanted one it has")
        return held

    def find(self, day: str, sought: Sought) -> Iterator[Entry]:
        """Yield the entries of a day that are looked for, in order."""
        held = self.span(day)
        where, given = _where(sought)
        ask = f"SELECT {_ENTRY} FROM journal WHERE {where} ORDER BY sequence LIMIT {PAGE}"
        first, last = max(held.first, sought.first), min(held.last, sought.last)
        while first <= last:
            page = self._ask.rows(ask, (self._place.guard, first, last, *given))
            yield from map(_entry, page)
            if len(page) < PAGE:
                return
            first = page[-1][0] + 1

    def find_back(self, day: str, before: int, kinds: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the entries of some kinds below a number, the latest first."""
        held = self.span(day)
        where, given = _where(Sought(kinds=kinds))
        ask = f"SELECT {_ENTRY} FROM journal WHERE {where} ORDER BY sequence DESC LIMIT {BACK}"
        last = min(held.last, before - 1)
        while held.first <= last:
            page = self._ask.rows(ask, (self._place.guard, held.first, last, *given))
            yield from map(_entry, page)
            if len(page) < BACK:
                return
            last = page[-1][0] - 1

    def first_from(self, day: str, at: int) -> int:
        """Return the place of the first entry that was written at ``at`` or later."""
        held = self.span(day)
        ask = "SELECT at FROM journal WHERE guard = %s AND sequence = %s"

        def written_at(place: int) -> int | None:
            found = self._ask.rows(ask, (self._place.guard, place))
            return int(found[0][0]) if found else None

        return place_of(held.first, held.last, at, written_at)

    def remove(self, day: str, *, held: bool) -> None:
        """Remove a day from the journal's beginning; what is held is put aside, in one transaction."""
        known, whose = self.span(day), self._place.guard
        with told(self._place), connect(self._place, name="removes", autocommit=False) as connection:
            connection.execute(_GONE[0 if held else 1], (whose, known.first, known.last))
            connection.execute("DELETE FROM journal_day WHERE guard = %s AND day = %s::date", (whose, day))

    def release(self, held: frozenset[str]) -> None:
        """Remove what was put aside of days that nobody holds any more."""
        with told(self._place), connect(self._place, name="removes") as connection:
            connection.execute(_RELEASED, (self._place.guard, sorted(held)))

    def _spans(self) -> dict[str, Span]:
        return {row[0]: Span(*row[1:]) for row in self._ask.rows(_SPANS, (self._place.guard,))}


def _where(sought: Sought) -> tuple[str, list[object]]:
    """Return the conditions and the values of all but the first three: whose, from and to which place."""
    parts, given = ["guard = %s", "sequence >= %s", "sequence <= %s"], list[object]()
    if sought.kinds:  # as words of the statement: which of them are rare decides on the index
        parts.append(f"kind IN ({', '.join(_quoted(each) for each in sought.kinds)})")
    if sought.ids:
        parts.append("id = ANY(%s)")
        given.append([id_in(each) for each in sought.ids])
    if sought.starts:
        parts.append("substr(body, 1, %s) = %s")
        given += [len(sought.starts), sought.starts]
    if sought.having:
        parts.append("position(%s IN body) > 0")
        given.append(sought.having)
    return " AND ".join(parts), given


def _quoted(kind: str) -> str:
    return "'" + kind.replace("'", "''").replace("%", "%%") + "'"


def _entry(row: tuple[Any, ...]) -> Entry:
    sequence, at, kind, id, body, hash = row
    return Entry(sequence, at, kind, id_out(id), body, hash)
