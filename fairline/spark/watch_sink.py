"""Findings in PostgreSQL, exactly once: one transaction a batch, with the batch's number in a table.

A batch that is written again changes nothing. Which checkpoint writes under a name is kept too, for another
one's batches have the same numbers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psycopg

from fairline.facts import FairlineError
from fairline.guard.records import FindingRecord
from fairline.signals.windows import moment
from fairline.spark.watch_batch import Batch
from fairline.stores.shared_log import with_password

WITHIN_S = 5  # ours: for a connection
STATEMENT_S = 60  # ours: for a statement, after which the batch is written anew
OPENED, ENDED = "opened", "ended"
SCHEMA = """
CREATE TABLE IF NOT EXISTS fairline_watch (
    query text PRIMARY KEY, checkpoint text NOT NULL, begun_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS fairline_watch_batches (
    query text NOT NULL, batch bigint NOT NULL, written_at timestamptz NOT NULL DEFAULT now(),
    policy text NOT NULL, records bigint NOT NULL, used bigint NOT NULL, duplicates bigint NOT NULL,
    late bigint NOT NULL, refused bigint NOT NULL, findings bigint NOT NULL, latest timestamptz,
    PRIMARY KEY (query, batch), CHECK (records = used + duplicates + late + refused)
);
CREATE TABLE IF NOT EXISTS fairline_watch_findings (
    query text NOT NULL, batch bigint NOT NULL, number bigint NOT NULL, id text NOT NULL, state text NOT NULL,
    policy text NOT NULL, rule text NOT NULL, clause text NOT NULL, account text NOT NULL, mode text NOT NULL,
    severity text NOT NULL, answer text NOT NULL, since timestamptz NOT NULL, until timestamptz NOT NULL,
    warming boolean NOT NULL, body json NOT NULL, PRIMARY KEY (query, batch, number)
);
CREATE INDEX IF NOT EXISTS fairline_watch_findings_id
    ON fairline_watch_findings (query, id, batch DESC, number DESC);
CREATE INDEX IF NOT EXISTS fairline_watch_findings_account ON fairline_watch_findings (account, since);
CREATE TABLE IF NOT EXISTS fairline_watch_refused (
    query text NOT NULL, batch bigint NOT NULL, number bigint NOT NULL, name text NOT NULL,
    facts bigint NOT NULL, unreadable bigint NOT NULL, why text NOT NULL, examples text[] NOT NULL,
    PRIMARY KEY (query, batch, number)
);
CREATE OR REPLACE VIEW fairline_watch_latest AS
    SELECT DISTINCT ON (query, id) * FROM fairline_watch_findings ORDER BY query, id, batch DESC, number DESC;
"""
CLAIM = """
INSERT INTO fairline_watch (query, checkpoint) VALUES (%s, %s)
ON CONFLICT (query) DO UPDATE SET query = excluded.query RETURNING checkpoint
"""
BATCH = """
INSERT INTO fairline_watch_batches
    (query, batch, policy, records, used, duplicates, late, refused, findings, latest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (query, batch) DO NOTHING RETURNING batch
"""
FINDINGS = """
COPY fairline_watch_findings (query, batch, number, id, state, policy, rule, clause, account, mode, severity,
    answer, since, until, warming, body) FROM STDIN
"""
REFUSED = (
    "COPY fairline_watch_refused (query, batch, number, name, facts, unreadable, why, examples) FROM STDIN"
)
LATEST = "SELECT max(latest) FROM fairline_watch_batches WHERE query = %s"
LOCK = 0x666C7763  # ours: "flwc"


class Lost(Exception):
    """The database cannot be reached, or did not do what was asked. It may later."""


class Sink:
    """Where the findings of one query go. Every method raises ``Lost``, or ``FairlineError`` for what the
    operator has to mend."""

    def __init__(self, database: str, password_file: str | None, query: str, checkpoint: str) -> None:
        """``checkpoint``: what tells the checkpoint from any other. Nothing is connected yet."""
        self._database, self._secret = database, password_file
        self._query, self._checkpoint = query, checkpoint
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def begin(self) -> int | None:
        """Make the tables if there are none, and claim the name; return the latest time of a fact so far,
        µs."""
        with self._transaction() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            connection.execute(SCHEMA)
            claimed = connection.execute(CLAIM, (self._query, self._checkpoint)).fetchone()
            assert claimed is not None
            if claimed[0] != self._checkpoint:
                raise FairlineError(
                    f"--name {self._query}: found findings of another checkpoint under it, wanted a name"
                    f" of its own"
                )
            latest = connection.execute(
                f"SELECT (extract(epoch FROM ({LATEST})) * 1000000)::bigint", (self._query,)
            ).fetchone()
            assert latest is not None
            return None if latest[0] is None else int(str(latest[0]))

    def write(self, batch: Batch) -> bool:
        """Write a batch; return whether it was not there yet."""
        total, latest = batch.sum, max(batch.latest.values(), default=None)
        with self._transaction() as connection:
            written = connection.execute(
                BATCH,
                (
                    self._query, batch.number, batch.policy, total.records, total.used, total.duplicates,
                    total.late, total.refused, len(batch.findings), None if latest is None else
                    moment(latest),
                ),
            ).fetchone()  # fmt: skip
            if written is None:
                return False
            with connection.cursor().copy(FINDINGS) as rows:
                for number, each in enumerate(batch.findings, start=1):
                    rows.write_row((self._query, batch.number, number, *told(each, batch.policy)))
            with connection.cursor().copy(REFUSED) as rows:
                for number, file in enumerate(refused(batch), start=1):
                    rows.write_row((self._query, batch.number, number, *file))
        return True

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _transaction(self) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
        """Yield a connection in a transaction that is committed at the end. It is let go of if that fails."""
        try:
            if self._connection is None:
                self._connection = self._connected()
            with self._connection.transaction():
                yield self._connection
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedColumn) as error:
            self.close()
            raise FairlineError(f"--database: {str(error).strip()}") from error
        except (psycopg.Error, OSError) as error:
            self.close()
            raise Lost(str(error).strip() or type(error).__name__) from error

    def _connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        wanted = psycopg.conninfo.make_conninfo(
            with_password(self._database, None if self._secret is None else Path(self._secret)),
            target_session_attrs="read-write",
            connect_timeout=WITHIN_S,
            options=f"-c statement_timeout={STATEMENT_S}s -c lock_timeout={STATEMENT_S}s",
        )
        return psycopg.connect(wanted, autocommit=True)


def told(of: FindingRecord, policy: str) -> tuple[object, ...]:
    """Return a finding as its table has it."""
    body = msgspec.json.encode(of).decode().replace("\\u0000", "")
    state = OPENED if of.open else ENDED
    rule = (policy, of.rule, of.clause, _clean(of.account), of.mode, of.severity, of.answer)
    return (of.id, state, *rule, of.since, of.until, of.warming, body)


def refused(batch: Batch) -> Iterator[tuple[str, int, int, str, list[str]]]:
    """Yield what could not be used, wholly or in part, and what the engine failed at."""
    for file in batch.files:
        if file.why or file.unreadable:
            yield (
                _clean(file.name),
                file.facts,
                file.unreadable,
                _clean(file.why),
                list(map(_clean, file.examples)),
            )
    for fault in batch.faults:
        yield "engine", 0, 1, _clean(fault), []


def _clean(text: str) -> str:
    """Return text that PostgreSQL takes: it has no zero character."""
    return text.replace("\0", "")
