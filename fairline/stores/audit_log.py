"""The console's audit log, read where it lies and without the console, to hold it against its chain.

It is a table of the console's database: of SQLite in the data folder, or of PostgreSQL. However many rows
there are, few are in memory at a time.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from fairline.facts import FairlineError
from fairline.stores.entries import GENESIS, Entry, follows

FILE = "console.sqlite"
BATCH = 2_000  # ours: rows in memory at a time
TABLE = "records_auditentry"
_ASK = (
    f"SELECT sequence, at, action, object, who, purpose, body, hash FROM {TABLE} WHERE sequence > {{}}"
    f" ORDER BY sequence LIMIT {BATCH}"
)


class Told(Struct, frozen=True):
    """What the body says that stands in columns of its own, too."""

    who: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogVerified:
    """What was found: how many entries follow one another from the first on, the last of these and its hash.

    ``broken_at``: the first entry that is missing, cut off or not as it was written, ``None`` if none is.
    """

    entries: int
    hash: str
    broken_at: int | None


_TOLD = Decoder(Told)


def verify_log(of: Iterable[Entry], head: tuple[int, str] | None = None) -> LogVerified:
    """Hold a log against its chain, and against ``head``: the number and hash, or the beginning of it, of an
    entry that was noted elsewhere. It ends at the first entry that is wrong."""
    count, previous = 0, GENESIS
    for each in of:
        if each.sequence != count + 1 or not follows(each, previous):
            return LogVerified(entries=count, hash=previous.hex(), broken_at=count + 1)
        if head is not None and each.sequence == head[0] and not each.hash.hex().startswith(head[1].lower()):
            return LogVerified(entries=count, hash=previous.hex(), broken_at=each.sequence)
        count, previous = each.sequence, each.hash
    cut = head is not None and head[0] > count
    return LogVerified(entries=count, hash=previous.hex(), broken_at=count + 1 if cut else None)


def entry_of(
    sequence: int, at: int, action: str, object: str, who: str, purpose: str, body: str, hash: bytes
) -> Entry:
    """Return a row as an entry of a journal. The hash covers the body and not the columns beside it: where
    these say another thing than it does, the entry has no hash, and so follows nothing."""
    written = body.encode()
    try:
        same = _TOLD.decode(written) == Told(who, purpose)
    except DecodeError:
        same = False
    return Entry(sequence, at, action, object, written, bytes(hash) if same else b"")


def in_sqlite(path: Path) -> Iterator[Entry]:
    """Yield the log in a file of SQLite. Raises ``FairlineError`` if it has none or cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            yield from _all(lambda after: opened.execute(_ASK.format("?"), (after,)).fetchall())
    except sqlite3.Error as error:
        raise FairlineError(f"{path}: found no audit log ({error}), wanted the console's") from error


def in_postgresql(address: str, password: str = "") -> Iterator[Entry]:
    """Yield the log in a database such as ``postgresql://user@host/name``. Raises ``FairlineError``."""
    psycopg = import_module("psycopg")
    given = {"password": password} if password else {}
    try:
        with psycopg.connect(address, target_session_attrs="read-write", **given) as opened:
            yield from _all(lambda after: opened.execute(_ASK.format("%s"), (after,)).fetchall())
    except psycopg.Error as error:
        raise FairlineError(f"{address}: found no audit log ({error}), wanted the console's") from error


def _all(some: Any) -> Iterator[Entry]:
    last = -(1 << 63)  # also what stands before the first entry is wrong, and seen
    while rows := some(last):
        yield from (entry_of(*row) for row in rows)
        last = rows[-1][0]
