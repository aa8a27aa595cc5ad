"""Texts in which a check found something, kept for whoever has to look at them: redacted in the clear, and
whole only under a key that is its owner's alone. Each goes by itself when its time is over.

Nothing in which nothing was found is ever here.
"""

import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from fairline.facts import FairlineError

FILE, KEY = "flagged.sqlite", "flagged.key"
IDS_MAX = 500  # ours: of one question
SCHEMA = """
CREATE TABLE IF NOT EXISTS flagged (
    item TEXT PRIMARY KEY, account TEXT NOT NULL, at REAL NOT NULL, until REAL NOT NULL, topics TEXT NOT NULL,
    redacted TEXT NOT NULL, sealed BLOB
) STRICT;
CREATE INDEX IF NOT EXISTS flagged_until ON flagged (until);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """One text. ``item``: kind and id, such as ``message:m-1``. ``whole``: ``None`` where only the redacted
    text was kept, or the key is another's."""

    item: str
    account: str
    at: datetime
    topics: tuple[str, ...]
    redacted: str
    whole: str | None = None


class FlaggedTexts:
    """The texts of one data folder. Written by the process of the checks, read by the console."""

    def __init__(self, folder: Path) -> None:
        self._path, self._key = folder / FILE, folder / KEY

    def keep(self, text: Flagged, until: datetime) -> None:
        """Keep a text until then; what was kept of the same item is replaced. ``FairlineError``."""
        sealed = None if text.whole is None else Fernet(self._own_key()).encrypt(text.whole.encode())
        row = (
            text.item, text.account, text.at.timestamp(), until.timestamp(), " ".join(text.topics),
            text.redacted, sealed,
        )  # fmt: skip
        with self._opened() as opened:
            opened.executescript(SCHEMA)
            opened.execute("INSERT OR REPLACE INTO flagged VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def forget(self, now: datetime) -> int:
        """Remove what is past its time; return how many."""
        if not self._path.exists():
            return 0
        with self._opened() as opened:
            return opened.execute("DELETE FROM flagged WHERE until <= ?", (now.timestamp(),)).rowcount

    def read(self, items: Collection[str], now: datetime, *, whole: bool) -> dict[str, Flagged]:
        """Return what is kept of items, by item. ``whole``: with the texts as they were."""
        if not self._path.exists() or not items:
            return {}
        asked = list(items)[:IDS_MAX]
        marks = ", ".join("?" * len(asked))
        ask = (
            "SELECT item, account, at, topics, redacted, sealed FROM flagged"
            f" WHERE until > ? AND item IN ({marks})"
        )
        with self._opened() as opened:
            rows = opened.execute(ask, (now.timestamp(), *asked)).fetchall()
        return {row[0]: self._flagged(row, whole) for row in rows}

    def _flagged(self, row: tuple[str, str, float, str, str, bytes | None], whole: bool) -> Flagged:
        item, account, at, topics, redacted, sealed = row
        return Flagged(
            item=item,
            account=account,
            at=datetime.fromtimestamp(at, UTC),
            topics=tuple(topics.split()),
            redacted=redacted,
            whole=self._unsealed(sealed) if whole and sealed is not None else None,
        )

    def _unsealed(self, sealed: bytes) -> str | None:
        try:
            return Fernet(self._key.read_bytes()).decrypt(sealed).decode()
        except (OSError, InvalidToken, ValueError):
            return None

    def _own_key(self) -> bytes:
        """Return the key; the first who needs one makes it."""
        try:
            made = os.open(self._key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return self._key.read_bytes()
        except OSError as error:
            raise FairlineError(f"{self._key}: {error.strerror}") from error
        with os.fdopen(made, "wb") as out:
            key = Fernet.generate_key()
            out.write(key)
            out.flush()
            os.fsync(out.fileno())
        return key

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        before = os.umask(0o077)
        try:
            connection = sqlite3.connect(self._path, timeout=10)
        except sqlite3.Error as error:
            raise FairlineError(f"{self._path}: {error}") from error
        finally:
            os.umask(before)
        with closing(connection), connection:
            try:
                yield connection
            except sqlite3.Error as error:
                raise FairlineError(f"{self._path}: {error}") from error
