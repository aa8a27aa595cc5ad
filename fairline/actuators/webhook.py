"""Webhooks: every standing that moves is told to whoever wants to know, signed, until it is taken.

An outbox on disk holds what is to be told. It is tried again ever more rarely, and after too many tries kept
as a dead letter, which can be listed and sent again. A receiver may hear a thing twice, under one id.
Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
"""

import asyncio
import hashlib
import hmac
import logging
import random
import secrets
import sqlite3
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from fairline.actuators.kept import opened
from fairline.actuators.post import Url, post
from fairline.facts import FairlineError
from fairline.policy import ScopeKind
from fairline.standing import Change, Standing, Subject

STANDING_CHANGED = "standing.changed"
SECRET = "whsec_"
KEY_BYTES_MIN = 24  # the specification: 24 to 64 bytes
GONE = 410  # the specification: the receiver wants no more of it
POLL_S = 1.0  # ours: how often the outbox is looked at when nothing wakes it
AT_ONCE = 8  # ours

SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY, made REAL NOT NULL, body BLOB NOT NULL, tries INTEGER NOT NULL DEFAULT 0,
    next REAL NOT NULL, dead INTEGER NOT NULL DEFAULT 0, why TEXT
);
CREATE INDEX IF NOT EXISTS due ON outbox (dead, next);
CREATE TABLE IF NOT EXISTS told (
    kind TEXT NOT NULL, account TEXT NOT NULL, id TEXT NOT NULL, standing INTEGER NOT NULL,
    PRIMARY KEY (kind, account, id)
) WITHOUT ROWID;
"""

log = logging.getLogger("fairline.actuators.webhook")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """One table of ``[[actuators.webhook]]``. ``secret_file``: a line for each secret, ``whsec_`` and base64;
    while there are two, both sign, so that a receiver can change from one to the other.
    """

    name: str = "webhook"
    url: str
    secret_file: str
    within_s: float = 15.0
    tries_max: int = 10
    again_s: float = 5.0
    """The first pause after a failure; each is four times the one before."""
    again_s_max: float = 12 * 3600.0

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        Url.of(self.url, f"actuators.webhook.{self.name}.url")
        if self.tries_max < 1:
            raise FairlineError(
                f"actuators.webhook.{self.name}.tries_max: found {self.tries_max}, wanted 1 or more"
            )


class Letter(NamedTuple):
    """One thing that is to be told. ``why``: what came of the last try."""

    id: str
    made: datetime
    tries: int
    dead: bool
    why: str | None
    body: bytes


class Webhook:
    """One receiver with its outbox in ``path``. ``counts``: delivered, failed, dead."""

    def __init__(
        self,
        settings: WebhookSettings,
        path: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
        new_id: Callable[[], str] = lambda: f"msg_{secrets.token_hex(12)}",
    ) -> None:
        self.name = settings.name
        self.counts: Counter[str] = Counter()
        self._settings, self._now, self._chance, self._new_id = settings, now, chance, new_id
        self._url = Url.of(settings.url, f"actuators.webhook.{settings.name}.url")
        self._keys = keys(settings)
        self._database = opened(path)
        self._database.executescript(SCHEMA)
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self, standings: Mapping[Subject, Standing]) -> None:
        """Begin to send, and tell what moved since the last time, with everything that is not active now."""
        rows = self._database.execute("SELECT kind, account, id, standing FROM told").fetchall()
        told = {Subject(ScopeKind(row[0]), row[1], row[2]): Standing(row[3]) for row in rows}
        self.want(
            Change(
                subject,
                told.get(subject, Standing.ACTIVE),
                standings.get(subject, Standing.ACTIVE),
                self._now(),
            )
            for subject in sorted(told.keys() | standings.keys())
            if told.get(subject, Standing.ACTIVE) is not standings.get(subject, Standing.ACTIVE)
        )
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        """Stop; what waits is sent after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self._database.close()

    def want(self, changes: Iterable[Change]) -> None:
        """Take standings that moved. Each is told, in the order in which it moved."""
        for change in changes:
            if change.before is not change.after:
                self.send(STANDING_CHANGED, _data(change), change.at, told=change)

    def send(self, kind: str, data: Mapping[str, Any], at: datetime, *, told: Change | None = None) -> str:
        """Put one event into the outbox; return its id. ``at`` is when it happened."""
        name = self._new_id()
        body = msgspec.json.encode({"type": kind, "timestamp": at, "data": data})
        with self._database:
            self._database.execute(
                "INSERT INTO outbox (id, made, body, next) VALUES (?, ?, ?, ?)",
                (name, self._now().timestamp(), body, self._now().timestamp()),
            )
            if told is not None:
                self._database.execute(
                    "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)",
                    (told.subject.kind.value, told.subject.account, told.subject.id, int(told.after)),
                )
        self._woken.set()
        return name

    def letters(self, *, dead: bool) -> list[Letter]:
        """Return what waits, or what was given up, the oldest first."""
        query = "SELECT id, made, tries, dead, why, body FROM outbox WHERE dead = ? ORDER BY made, rowid"
        rows: list[tuple[str, float, int, int, str | None, bytes]]
        rows = self._database.execute(query, (int(dead),)).fetchall()
        return [Letter(r[0], datetime.fromtimestamp(r[1], UTC), r[2], bool(r[3]), r[4], r[5]) for r in rows]

    def redeliver(self, name: str) -> bool:
        """Send a dead letter again, under its id; ``False`` if there is none of that id."""
        with self._database:
            done = self._database.execute(
                "UPDATE outbox SET dead = 0, tries = 0, next = ? WHERE id = ? AND dead = 1",
                (self._now().timestamp(), name),
            ).rowcount
        self._woken.set()
        return done == 1

    async def _work(self) -> None:
        while True:
            self._woken.clear()
            query = (
                "SELECT id, body, tries FROM outbox WHERE dead = 0 AND next <= ? ORDER BY next, rowid LIMIT ?"
            )
            try:
                due = self._database.execute(query, (self._now().timestamp(), AT_ONCE)).fetchall()
                await asyncio.gather(*(self._tried(*row) for row in due))
            except sqlite3.Error:
                self.counts["errors"] += 1
                log.exception("the outbox of %s cannot be read or written", self.name)
                due = []
            if len(due) < AT_ONCE:
                try:
                    await asyncio.wait_for(self._woken.wait(), POLL_S)
                except TimeoutError:
                    continue

    async def _tried(self, name: str, body: bytes, tries: int) -> None:
        at = int(self._now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(at),
            "webhook-signature": " ".join(signature(key, name, at, body) for key in self._keys),
        }
        wait_s: float | None = None
        try:
            answer = await post(self._url, body, headers=headers, within_s=self._settings.within_s)
        except (OSError, TimeoutError) as error:
            why, gone = str(error) or type(error).__name__, False
        else:
            if 200 <= answer.status < 300:
                with self._database:
                    self._database.execute("DELETE FROM outbox WHERE id = ?", (name,))
                self.counts["delivered"] += 1
                return
            why, gone = f"HTTP {answer.status}", answer.status == GONE
            asked = answer.headers.get("retry-after", "")
            wait_s = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None
        self._failed(name, tries + 1, why, gone, wait_s)

    def _failed(self, name: str, tries: int, why: str, gone: bool, wait_s: float | None) -> None:
        settings = self._settings
        dead = gone or tries >= settings.tries_max
        pause = min(settings.again_s_max, settings.again_s * 4 ** min(tries - 1, 30))
        pause = max(pause * (0.5 + self._chance() / 2), min(wait_s or 0.0, settings.again_s_max))
        self.counts["dead" if dead else "failed"] += 1
        with self._database:
            self._database.execute(
                "UPDATE outbox SET tries = ?, next = ?, dead = ?, why = ? WHERE id = ?",
                (tries, self._now().timestamp() + pause, int(dead), why[:200], name),
            )


def signature(key: bytes, name: str, at: int, body: bytes) -> str:
    """Return one signature, version 1: HMAC-SHA256 of id, timestamp and body with dots between."""
    signed = b"%b.%d.%b" % (name.encode(), at, body)
    return "v1," + b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def keys(settings: WebhookSettings) -> tuple[bytes, ...]:
    """Return the secrets of a receiver, all of which sign. Raises ``FairlineError``."""
    where = f"actuators.webhook.{settings.name}.secret_file"
    try:
        lines = Path(settings.secret_file).read_text().split()
    except OSError as error:
        raise FairlineError(f"{where}: {error}") from None
    read = []
    for line in lines:
        try:
            key = b64decode(line.removeprefix(SECRET), validate=True)
        except ValueError:
            key = b""
        if not line.startswith(SECRET) or len(key) < KEY_BYTES_MIN:
            raise FairlineError(
                f"{where}: found another thing, wanted {SECRET} and base64 of 24 bytes or more"
            )
        read.append(key)
    if not read:
        raise FairlineError(f"{where}: found no secret, wanted {SECRET} and base64")
    return tuple(read)


def _data(change: Change) -> dict[str, Any]:
    return {
        "kind": change.subject.kind.value,
        "account": change.subject.account,
        "id": change.subject.id,
        "before": change.before.name.lower(),
        "after": change.after.name.lower(),
    }
