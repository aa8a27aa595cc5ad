"""Kamailio's accounting tables in SQLite. Times are Julian days, as its SQLite driver writes them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from fairline.facts import Call, Fact
from simulator.writers import kamailio
from simulator.writers.output import Format, calls_of, end_of

NAMES = (*kamailio.COLUMNS, *kamailio.EXTRA)
TEXTS = ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in NAMES)
EXTRAS = ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in kamailio.EXTRA)
SCHEMA = f"""
CREATE TABLE acc (id INTEGER PRIMARY KEY, {TEXTS}, time TIMESTAMP NOT NULL);
CREATE TABLE missed_calls (id INTEGER PRIMARY KEY, {TEXTS}, time TIMESTAMP NOT NULL);
CREATE TABLE cdrs (id INTEGER PRIMARY KEY, start_time REAL NOT NULL, end_time REAL NOT NULL,
                   duration REAL NOT NULL, callid TEXT NOT NULL, {EXTRAS});
"""


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write the rows of each call into a new file; the count is of calls."""
    path.unlink(missing_ok=True)
    count = 0
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        for call in calls_of(facts, internal=False):
            _insert(database, call)
            count += 1
        database.commit()
    return count


def _insert(database: sqlite3.Connection, call: Call) -> None:
    for table, moment, columns in kamailio.rows_of(call):
        _row(database, table, {**columns, "time": kamailio.julian(moment)})
    _row(
        database,
        "cdrs",
        {
            "start_time": kamailio.julian(call.started_at),
            "end_time": kamailio.julian(end_of(call)),
            "duration": round((end_of(call) - call.started_at).total_seconds(), 3),
            "callid": call.id,
            **kamailio.extra_of(call),
        },
    )


def _row(database: sqlite3.Connection, table: str, columns: dict[str, str | float]) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))


FORMAT = Format(
    name="kamailio-sqlite",
    suffix=".sqlite",
    reader="kamailio_sqlite",
    write=write,
    tells=kamailio.TELLS,
    grain=kamailio.GRAIN,
    internal=False,
)
