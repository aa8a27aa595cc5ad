"""Kamailio's accounting tables in a SQLite file: ``acc``, ``missed_calls`` and ``acc_cdrs`` (or ``cdrs``).

Extra columns are found by name in the schema (``kamailio_calls.ALIASES``). The file is opened read only and
as a copy: rows still in a write-ahead log beside it are not seen. SQLite sorts the rows by Call-ID, on disk
if need be, so memory does not grow with the file. ``line`` is the row's number in its table. How rows become
calls: see ``kamailio_calls``.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import tzinfo

from fairline.facts import Fact, Side, Unreadable
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.kamailio_calls import ALIASES, Entry, entry, joined, picked
from fairline.readers.rows import unreadable
from fairline.readers.source import Source

FORMAT = Format(
    name="kamailio-sqlite",
    title="Kamailio acc tables (SQLite)",
    title_fr="Tables acc de Kamailio (SQLite)",
    source="https://www.kamailio.org/docs/modules/stable/modules/acc.html",
    silent_on=frozenset(
        {
            "campaign_started_at",
            "purpose",
            "q850",
            "answered_live",
            "agent_joined",
            "agent_delay",
            "abandoned",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.REAL,
    never={"released_by": frozenset({Side.NETWORK})},
)

MAGIC = b"SQLite format 3\0"
TABLES = {"acc": 0, "missed_calls": 1, "acc_cdrs": 2, "cdrs": 2}
"""Tables read, and their order where rows have the same Call-ID."""
_TABLE = re.compile(rb"CREATE TABLE\s+[\"'`\[]?(?:acc|missed_calls|acc_cdrs|cdrs)\b", re.IGNORECASE)
_VIRTUAL = "CREATE VIRTUAL"
BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged file raises: its names, and SQLite's own message about them, may be no text."""

Cell = str | int | float | bytes | None


def recognise(head: bytes) -> bool:
    """Return whether this is a SQLite file whose first pages declare one of the tables."""
    return head.startswith(MAGIC) and _TABLE.search(head) is not None


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one ``Call`` per Call-ID, in the order of first rows, or one ``Unreadable`` per bad row.

    A broken file yields what could be read and one ``Unreadable`` for the rest. Times that are text are
    the server's wall clock in ``zone``.
    """
    with closing(sqlite3.connect(f"{source.path().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = _text
        yield from joined(_entries(database, zone), region, open_max=1)


def _entries(database: sqlite3.Connection, zone: tzinfo) -> Iterator[Entry | Unreadable]:
    query = _query(database)
    if isinstance(query, Unreadable):
        yield query
        return
    for row in _rows(database, query):
        if isinstance(row, Unreadable):
            yield row
            return
        line, table, *values = row
        cells = {name: _text(value) for name, value in zip(ALIASES, values, strict=False)}
        if (found := entry(int(line or 0), cells, zone, missed=table == TABLES["missed_calls"])) is not None:
            yield found


def _query(database: sqlite3.Connection) -> str | Unreadable:
    """Return one query over all the tables that there are, rows of one Call-ID side by side."""
    selects = []
    for name in _tables(database):
        if isinstance(name, Unreadable):
            return name
        columns = [
            _text(row[1]) for row in _rows(database, f'PRAGMA table_info("{name}")') if isinstance(row, tuple)
        ]
        found = picked(columns)
        wanted = ", ".join(f'"{found[alias]}"' if alias in found else "NULL" for alias in ALIASES)
        key = f'"{found["callid"]}"' if "callid" in found else "NULL"
        rank = TABLES[name.lower()]
        selects.append(f'SELECT rowid AS line, {rank} AS rank, {wanted}, {key} AS key FROM "{name}"')
    if not selects:
        return unreadable(1, "tables", "", ", ".join(TABLES))
    names = ", ".join(f"v{index}" for index in range(len(ALIASES)))
    group = "CASE WHEN ifnull(key, '') = '' THEN rank || '/' || line ELSE 'id/' || key END"
    return (
        f"WITH found(line, rank, {names}, key) AS ({' UNION ALL '.join(selects)}), "
        f"grouped AS (SELECT *, {group} AS together FROM found), "
        "ordered AS (SELECT *, min(rank * 1099511627776 + line) OVER (PARTITION BY together) AS first "
        f"FROM grouped) SELECT line, rank, {names} FROM ordered ORDER BY first, together, rank, line"
    )


def _tables(database: sqlite3.Connection) -> Iterator[str | Unreadable]:
    """Yield the tables to read. Views and virtual tables are none: their rows may be anything."""
    for row in _rows(database, "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        if isinstance(row, Unreadable):
            yield row
            return
        name, declared = _text(row[0]), _text(row[1])
        if name.lower() in TABLES and not declared.upper().startswith(_VIRTUAL):
            yield name


def _rows(database: sqlite3.Connection, query: str) -> Iterator[tuple[Cell, ...] | Unreadable]:
    try:
        cursor = database.execute(query)
    except BROKEN as error:
        yield unreadable(1, "database", error, "a whole SQLite database")
        return
    while True:
        try:
            row = cursor.fetchone()
        except BROKEN as error:
            yield unreadable(1, "database", error, "a whole SQLite database")
            return
        if row is None:
            return
        yield row


def _text(value: Cell) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
