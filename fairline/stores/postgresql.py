"""PostgreSQL as the store of journals: the tables, and how one connects.

Several guards may keep their journals in one database; each row says whose it is. ::

    journal        the entries. Read it by (guard, sequence); a number appears once all before it are there.
    journal_head   a row a guard: where its journal ends, and which writer may go on from there
    journal_day    a row a day (UTC): its first entry, and the hash and time before that
    journal_held   entries of days that are no longer part of the journal, and that somebody holds

In ``journal.id`` a backslash is written as two, and the character NUL, which the database does not take, as a
backslash and a zero.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from fairline.facts import FairlineError
from fairline.stores.entries import QUIET
from fairline.stores.place import Place
from fairline.stores.shared_log import with_password

CONNECT_S = 5  # ours: how long a server may take to answer at all
SILENT_MS = 10_000  # ours: how long what was sent may stay unconfirmed before the connection is given up
ALIVE = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""Ours: a machine that is gone is known to be after some ten seconds, at both ends."""
_COLUMNS = """
    guard text NOT NULL, sequence bigint NOT NULL, at bigint NOT NULL, kind text NOT NULL, id text NOT NULL,
    body bytea NOT NULL, hash bytea NOT NULL, PRIMARY KEY (guard, sequence)
"""
SCHEMA = f"""
CREATE TABLE IF NOT EXISTS journal ({_COLUMNS});
CREATE INDEX IF NOT EXISTS journal_rare ON journal (guard, kind, sequence) WHERE kind NOT IN {QUIET};
CREATE TABLE IF NOT EXISTS journal_held ({_COLUMNS});
CREATE TABLE IF NOT EXISTS journal_day (
    guard text NOT NULL, day date NOT NULL, first bigint NOT NULL, previous bytea NOT NULL,
    before bigint NOT NULL, PRIMARY KEY (guard, day)
);
CREATE TABLE IF NOT EXISTS journal_head (
    guard text PRIMARY KEY, writer bigint NOT NULL, taken_at timestamptz NOT NULL, copying boolean NOT NULL,
    last bigint NOT NULL, at bigint NOT NULL, hash bytea NOT NULL
) WITH (fillfactor = 50);
"""
TABLES = ("journal", "journal_held", "journal_day", "journal_head")
_MAKING = 0x666A6E6C  # ours: "fjnl"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def connect(place: Place, *, name: str, autocommit: bool = True) -> psycopg.Connection:
    """Connect to the server that takes writes, of those that the address names. Raises ``psycopg.Error``;
    ``FairlineError`` for an address that is none, or a password file that cannot be read."""
    password = None if place.password_file is None else Path(place.password_file)
    try:
        given: dict[str, Any] = dict(conninfo_to_dict(with_password(place.database, password)))
    except psycopg.ProgrammingError as error:
        raise FairlineError(f"store.database: found {error}, wanted postgresql://user@host/name") from error
    ours: dict[str, Any] = {
        "target_session_attrs": "read-write", "connect_timeout": CONNECT_S, "tcp_user_timeout": SILENT_MS,
        "application_name": f"fairline {place.guard} {name}", "client_encoding": "utf8", **ALIVE,
    }  # fmt: skip
    server = " ".join(f"-c tcp_{key}={value}" for key, value in ALIVE.items())
    options = f"{given.pop('options', '')} {server}".strip()
    return psycopg.connect(**{**ours, **given, "options": options}, autocommit=autocommit)


def made(connection: psycopg.Connection) -> None:
    """Make the tables if there are none."""
    row = connection.execute("SELECT to_regclass('journal_head') IS NULL").fetchone()
    if row is None or row[0]:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            connection.execute(SCHEMA)


def lock_of(guard: str) -> int:
    """Return the number of the lock that the writer of a guard's journal holds."""
    return int.from_bytes(blake2b(guard.encode(), digest_size=8, key=b"journal").digest(), signed=True)


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Make what goes wrong with a database an error of the operator's."""
    try:
        yield
    except psycopg.Error as error:
        raise fault(place, error) from error


def fault(place: Place, error: Exception) -> FairlineError:
    """Return the error for a database that did not do what was asked."""
    said = " ".join(str(error).split()) or type(error).__name__
    whose = f"journal of {place.guard}" if place.guard else "journals"
    return FairlineError(f"{whose} in PostgreSQL: found {said}, wanted it to answer")


def id_in(id: str) -> str:
    r"""Return an id as it is written: ``\`` as two of them, NUL as ``\0``."""
    return id.replace("\\", "\\\\").replace("\0", "\\0") if "\\" in id or "\0" in id else id


def id_out(written: str) -> str:
    """Return an id as it was."""
    if "\\" not in written:
        return written
    return _ESCAPED.sub(lambda found: "\0" if found[1] == "0" else found[1], written)
