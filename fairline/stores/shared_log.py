"""What all guards of a provider must know, in PostgreSQL: rulings, decisions on appeals, policy, modes.

A log that only grows. Entries are numbered in the order in which they are committed: whoever writes holds a
lock until then, so that a reader who has number 7 misses no 6. An entry is known by its kind and id, so that
writing one again changes nothing. Whoever waits is woken by NOTIFY, and looks again by itself besides.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from typing import NamedTuple

import psycopg

from fairline.facts import FairlineError

POLICY, MODES, LAW = "policy", "modes", "law"
"""Kinds of entries that no guard writes from its journal; the others are those of the journal."""
CHANNEL = "fairline"
LOCK = 0x666C6F67  # ours: "flog"
PAGE = 500  # ours: entries of one question
SCHEMA = """
CREATE TABLE IF NOT EXISTS fairline_shared (
    sequence bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), kind text NOT NULL, id text NOT NULL,
    origin text NOT NULL, body bytea NOT NULL, UNIQUE (kind, id)
);
CREATE TABLE IF NOT EXISTS fairline_guards (
    name text PRIMARY KEY, seen_at timestamptz NOT NULL, sequence bigint NOT NULL, policy text NOT NULL,
    law text NOT NULL, version text NOT NULL
);
"""
WRITE = """
INSERT INTO fairline_shared (sequence, kind, id, origin, body)
SELECT coalesce(max(sequence), 0) + 1, %s, %s, %s, %s FROM fairline_shared ON CONFLICT (kind, id) DO NOTHING
"""
READ = """
SELECT sequence, kind, id, origin, body FROM fairline_shared WHERE sequence > %s ORDER BY sequence LIMIT %s
"""
NEWEST = """
SELECT sequence, kind, id, origin, body FROM fairline_shared WHERE kind = %s ORDER BY sequence DESC LIMIT 1
"""
SEEN = """
INSERT INTO fairline_guards VALUES (%s, now(), %s, %s, %s, %s) ON CONFLICT (name) DO UPDATE SET
seen_at = excluded.seen_at, sequence = excluded.sequence, policy = excluded.policy, law = excluded.law,
version = excluded.version
"""
GUARDS = "SELECT name, seen_at, sequence, policy, law, version FROM fairline_guards ORDER BY name"


class Shared(NamedTuple):
    """One entry. ``origin``: the guard that wrote it."""

    sequence: int
    kind: str
    id: str
    origin: str
    body: bytes


class Telling(NamedTuple):
    """What a guard tells of itself: how far it has read, and by what it decides."""

    name: str
    seen_at: datetime
    sequence: int
    policy: str
    law: str
    version: str


class Lost(Exception):
    """The database cannot be reached, or did not do what was asked. It may later."""


class SharedLog:
    """One connection. ``database``: a connection string; of several hosts the one that takes writes is used.

    Every method raises ``Lost``; then a new one is to be opened.
    """

    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        """For ``open``."""
        self._connection = connection

    @classmethod
    @asynccontextmanager
    async def open(cls, database: str, *, within_s: float) -> AsyncIterator["SharedLog"]:
        """Connect to the one that takes writes, make the tables if there are none, and close at the end."""
        wanted = psycopg.conninfo.make_conninfo(database, target_session_attrs="read-write")
        with _lost():
            connection = await asyncio.wait_for(
                psycopg.AsyncConnection.connect(wanted, autocommit=True), within_s
            )
        try:
            with _lost():
                async with connection.transaction():
                    await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                    await connection.execute(SCHEMA)
            yield cls(connection)
        finally:
            with suppress(psycopg.Error):
                await connection.close()

    async def write(self, entries: Sequence[Shared]) -> None:
        """Write entries that are not there yet, in order; back when they are committed. Their ``sequence``
        does not count: the log numbers them."""
        with _lost():
            async with self._connection.transaction():
                await self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
                for each in entries:
                    await self._connection.execute(WRITE, (each.kind, each.id, each.origin, each.body))
                await self._connection.execute(f"NOTIFY {CHANNEL}")

    async def read(self, after: int) -> list[Shared]:
        """Return what comes past a number, in order, a page at most."""
        with _lost():
            found = await self._connection.execute(READ, (after, PAGE))
            return [Shared(*row) for row in await found.fetchall()]

    async def newest(self, kind: str) -> Shared | None:
        """Return the last entry of a kind, ``None`` if there is none."""
        with _lost():
            found = await self._connection.execute(NEWEST, (kind,))
            row = await found.fetchone()
            return None if row is None else Shared(*row)

    async def tell(self, of: Telling) -> None:
        """Keep what a guard tells of itself, with the time of the database."""
        with _lost():
            await self._connection.execute(SEEN, (of.name, of.sequence, of.policy, of.law, of.version))

    async def guards(self) -> tuple[list[Telling], datetime]:
        """Return what every guard told last, and what time it is at the database."""
        with _lost():
            found = await self._connection.execute(GUARDS)
            told = [Telling(*row) for row in await found.fetchall()]
            now = await (await self._connection.execute("SELECT now()")).fetchone()
            assert now is not None
            return told, now[0]

    async def listen(self) -> None:
        """Be woken from now on by what is written."""
        with _lost():
            await self._connection.execute(f"LISTEN {CHANNEL}")

    async def woken(self, within_s: float) -> None:
        """Wait until something was written, or so long."""
        with _lost():
            async for _ in self._connection.notifies(timeout=within_s, stop_after=1):
                pass


@contextmanager
def _lost() -> Iterator[None]:
    """Make what goes wrong with a database one error; what the operator has to mend stays one of its own."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege) as error:
        raise FairlineError(f"the shared database: {str(error).strip()}") from error
    except (psycopg.Error, OSError, TimeoutError) as error:
        raise Lost(str(error).strip() or type(error).__name__) from error


def with_password(database: str, password_file: os.PathLike[str] | None) -> str:
    """Return a connection string with the password that a file holds. ``FairlineError``."""
    if password_file is None:
        return database
    try:
        with open(password_file, encoding="utf-8") as opened:
            password = opened.read().strip()
    except OSError as error:
        raise FairlineError(f"{password_file}: {error.strerror}") from error
    return psycopg.conninfo.make_conninfo(database, password=password)
