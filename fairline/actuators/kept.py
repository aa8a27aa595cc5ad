"""What is wanted and what was acknowledged, on disk: it is there after a crash, and can be shown."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fairline.policy import ScopeKind
from fairline.standing import Standing, Subject

SCHEMA = """
CREATE TABLE IF NOT EXISTS desired (
    kind TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL,
    standing INTEGER NOT NULL, since REAL NOT NULL,
    PRIMARY KEY (kind, account, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS acknowledged (
    actuator TEXT NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL,
    standing INTEGER NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (actuator, kind, account, id)
) WITHOUT ROWID;
"""


class Held(NamedTuple):
    """A standing, and since when it is wanted or known."""

    standing: Standing
    at: datetime


class Kept:
    """The file. What is active and nowhere known to be otherwise has no row. Raises ``sqlite3.Error``."""

    def __init__(self, path: Path) -> None:
        self._database = opened(path)
        self._database.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def desired(self) -> dict[Subject, Held]:
        """Return everything that is wanted."""
        return dict(
            map(_held, self._database.execute("SELECT kind, account, id, standing, since FROM desired"))
        )

    def acknowledged(self, actuator: str) -> dict[Subject, Held]:
        """Return everything that an actuator said is so."""
        query = "SELECT kind, account, id, standing, at FROM acknowledged WHERE actuator = ?"
        return dict(map(_held, self._database.execute(query, (actuator,))))

    def want(self, wanted: Mapping[Subject, Held]) -> None:
        """Keep what is wanted, all of it or nothing."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO desired VALUES (?, ?, ?, ?, ?)",
                [(*_key(s), int(held.standing), held.at.timestamp()) for s, held in wanted.items()],
            )

    def acknowledge(self, actuator: str, subject: Subject, held: Held) -> None:
        """Keep what an actuator said."""
        with self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO acknowledged VALUES (?, ?, ?, ?, ?, ?)",
                (actuator, *_key(subject), int(held.standing), held.at.timestamp()),
            )

    def forget(self, actuator: str, subjects: list[Subject]) -> None:
        """Forget what an actuator said of some."""
        with self._database:
            self._database.executemany(
                "DELETE FROM acknowledged WHERE actuator = ? AND kind = ? AND account = ? AND id = ?",
                [(actuator, *_key(subject)) for subject in subjects],
            )

    def drop(self, subject: Subject) -> None:
        """Forget a subject that is active everywhere."""
        with self._database:
            for table in ("desired", "acknowledged"):
                self._database.execute(
                    f"DELETE FROM {table} WHERE kind = ? AND account = ? AND id = ?", _key(subject)
                )


def opened(path: Path) -> sqlite3.Connection:
    """Open a small database of our own: a crash of the process loses nothing that was committed."""
    database = sqlite3.connect(path, isolation_level="DEFERRED")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    return database


def _key(subject: Subject) -> tuple[str, str, str]:
    return subject.kind.value, subject.account, subject.id


def _held(row: tuple[str, str, str, int, float]) -> tuple[Subject, Held]:
    kind, account, name, standing, at = row
    return Subject(ScopeKind(kind), account, name), Held(Standing(standing), datetime.fromtimestamp(at, UTC))
