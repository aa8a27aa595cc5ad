"""One guard's journal in PostgreSQL, written: a batch is one statement, one commit and one round trip.

**Who may write.** A lock of the server's is held by the one who writes; it is lost with the connection. What
counts is the row of ``journal_head``: whoever takes a journal puts the next number there, and every batch
changes that row from the end it knows to the new one. A batch of a writer that was replaced, or that does not
know where the journal ends, changes nothing.

**What is acknowledged.** A commit whose answer was lost is found by where the journal ends. The row is
written again then, and that commit waited for: with a synchronous standby it returns only once the standby
has all that came before. A server that gives up waiting for its standby says so in a warning, which is a
fault here.
"""

import socket
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import accumulate, islice
from os import dup, getpid
from typing import Any

import psycopg

from fairline.facts import FairlineError
from fairline.stores.entries import Entry, Span, day_of
from fairline.stores.place import Place
from fairline.stores.postgresql import connect, fault, id_in, lock_of, made

WITHIN_S = 10.0  # ours: how long a batch may take before the connection is given up
TAKE_S = (
    3.0  # ours: how long it waits for a writer that has just ended, whose connection the server still has
)
AGAIN_S = 0.1
WEAK = ("off", "local")
"""Settings with which a commit is told before it is on disk, or on the standby's."""
_WRITE = """
WITH head AS (
    UPDATE journal_head SET last = %s, at = %s, hash = %s
    WHERE guard = %s AND writer = %s AND last = %s AND hash = %s RETURNING guard
), begun AS (
    INSERT INTO journal_day
    SELECT guard, rows.* FROM head, unnest(%s::date[], %s::bigint[], %s::bytea[], %s::bigint[]) AS rows
)
INSERT INTO journal
SELECT guard, %s + place, at, kind, convert_from(substr(%b, id_at, id_size), 'UTF8'),
    substr(%b, body_at, body_size), substr(%b, (place * 32 - 31)::int, 32)
FROM head, unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[], %s::int[])
    WITH ORDINALITY AS rows (at, kind, id_at, id_size, body_at, body_size, place)
"""
"""Ids, bodies and hashes come one after the other in three values, which nobody has to take apart before they
are sent: whatever a batch costs here is taken from the thread that decides."""
_TAKE = """
UPDATE journal_head SET writer = writer + 1, taken_at = now() WHERE guard = %s
RETURNING writer, copying, last, at, hash
"""
_SEEN = """
UPDATE journal_head SET taken_at = now() WHERE guard = %s AND writer = %s RETURNING last, at, hash
"""
_NEWEST_DAY = "SELECT max(day)::text FROM journal_day WHERE guard = %s"
_BEGIN = """
INSERT INTO journal_head VALUES (%s, 0, now(), false, 0, 0, decode(repeat('00', 32), 'hex'))
ON CONFLICT (guard) DO NOTHING
"""
_SETTINGS = "SELECT current_setting('synchronous_commit'), current_setting('synchronous_standby_names')"
_END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s AND backend_start = %s"
_HOLDER = """
SELECT coalesce(client_addr::text, 'this machine') || ', ' || application_name FROM pg_stat_activity
JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND granted
AND (classid::bigint << 32 | objid::bigint) = %s
"""


class PostgresqlWriter:
    """``DayWriter``."""

    def __init__(self, place: Place, *, copying: bool = False) -> None:
        """Take the journal. Raises ``FairlineError`` if another has it or the database does not answer.

        ``copying``: for whoever fills it from elsewhere; anybody else is refused one that is not filled.
        """
        self.standby: bool | None = None
        self._place = place
        self._connection: psycopg.Connection | None = None
        self._own: tuple[int, object] | None = None
        self._warned: list[str] = []
        self._watch = _Watch()
        try:
            connection = self._connected()
            made(connection)
            self._locked(connection, TAKE_S)
            connection.execute(_BEGIN, (place.guard,))
            row = self._one(connection, _TAKE, (place.guard,))
            self._writer, filling, *end = row
            self._end = Span(0, b"", *end)
            self._day = self._one(connection, _NEWEST_DAY, (place.guard,))[0]
        except psycopg.Error as error:
            self.close()
            raise fault(place, error) from error
        except BaseException:
            self.close()
            raise
        if filling and not copying:
            self.close()
            raise FairlineError(
                f"journal of {place.guard} in PostgreSQL: found a copy that was broken off, wanted it whole:"
                " fairline store copy"
            )

    def newest(self) -> Span:
        """Return where the journal ends."""
        return self._end

    def expect(self, end: Span) -> None:
        """Go on from ``end``, where whoever copies a journal has put its beginning."""
        self._end = end

    def put(self, batch: list[Entry]) -> None:
        """Write what is not written of a batch. It is on disk when this returns, and on the standby's."""
        try:
            connection = self._connection
            if connection is None:
                connection = self._connected()
                with self._watch.over(connection):
                    self._go_on(connection, batch)
            rest = batch[max(0, self._end.last - batch[0].sequence + 1) :]
            if rest:
                with self._watch.over(connection):
                    self._write(connection, rest)
        except psycopg.Error as error:
            raise self._watch.fault(self._place) or fault(self._place, error) from error

    def drop(self) -> None:
        """Let go of a connection that may be broken."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None

    def close(self) -> None:
        """End."""
        self._watch.end()
        self.drop()

    def _write(self, connection: psycopg.Connection, rest: list[Entry]) -> None:
        end, last = self._end, rest[-1]
        days, day = [], self._day
        before: Any = end
        for each in rest:
            if (its := day_of(each.at)) != day:
                days.append((its, each.sequence, before.hash, before.at))
                day = its
            before = each
        _, ats, kinds, names, bodies, hashes = zip(*rest, strict=True)
        ids = [id_in(each).encode() for each in names]
        given = (
            last.sequence, last.at, last.hash, self._place.guard, self._writer, end.last, end.hash,
            *(list(column) for column in (zip(*days, strict=True) if days else ((), (), (), ()))),
            end.last, b"".join(ids), b"".join(bodies), b"".join(hashes),
            _array(ats), _array(kinds), *_places(ids), *_places(bodies),
        )  # fmt: skip
        count = connection.execute(_WRITE, given).rowcount
        if self._warned:
            raise psycopg.OperationalError(self._warned.pop())
        if count != len(rest):
            raise FairlineError(
                f"journal of {self._place.guard} in PostgreSQL: found that another has written to it, wanted"
                " it alone: only one guard of a name may run"
            )
        self._end, self._day = Span(0, b"", last.sequence, last.at, last.hash), day

    def _go_on(self, connection: psycopg.Connection, batch: list[Entry]) -> None:
        """Go on over another connection, as the same writer, and see what of a batch is there."""
        self._locked(connection, 0)
        row = connection.execute(_SEEN, (self._place.guard, self._writer)).fetchone()
        if row is None:
            raise FairlineError(
                f"journal of {self._place.guard} in PostgreSQL: found that another has taken it, wanted it"
                " alone: only one guard of a name may run"
            )
        if self._warned:
            raise psycopg.OperationalError(self._warned.pop())
        seen = Span(0, b"", *row)
        known = {self._end.last: self._end.hash} | {each.sequence: each.hash for each in batch}
        if seen.last < self._end.last or known.get(seen.last) != seen.hash:
            raise FairlineError(
                f"journal of {self._place.guard} in PostgreSQL: found its end at {seen.last}, wanted"
                f" {self._end.last}: the server has lost what it had acknowledged, or has another's entries"
            )
        self._end = seen
        self._day = self._one(connection, _NEWEST_DAY, (self._place.guard,))[0]

    def _connected(self) -> psycopg.Connection:
        self.drop()
        self._connection = made_now = connect(self._place, name="journal")
        self._warned.clear()
        made_now.add_notice_handler(self._heard)
        settings = (
            "SELECT current_setting('synchronous_commit'), current_setting('synchronous_standby_names')"
        )
        commit, names = self._one(made_now, settings, ())
        if commit in WEAK:
            made_now.execute("SET synchronous_commit = on")
        self.standby = bool(names.strip())
        return made_now

    def _heard(self, told: psycopg.errors.Diagnostic) -> None:
        if told.severity_nonlocalized == "WARNING":
            self._warned.append(told.message_primary or "a warning")

    def _locked(self, connection: psycopg.Connection, within_s: float) -> None:
        """Take the lock. Our own connection of before, which the server may still wait for, is ended."""
        number, ends = lock_of(self._place.guard), time.monotonic() + within_s
        if self._own is not None:
            connection.execute(_END, self._own)
        while not self._one(connection, "SELECT pg_try_advisory_lock(%s)", (number,))[0]:
            if time.monotonic() >= ends:
                row = connection.execute(_HOLDER, (number,)).fetchone()
                raise FairlineError(
                    f"journal of {self._place.guard} in PostgreSQL: found it in use by"
                    f" {row[0] if row else 'another'}, wanted it alone (asked by process {getpid()})"
                )
            time.sleep(AGAIN_S)
        self._own = self._one(
            connection, "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", ()
        )

    @staticmethod
    def _one(connection: psycopg.Connection, ask: str, given: Sequence[object]) -> tuple[Any, ...]:
        row = connection.execute(ask, given).fetchone()
        assert row is not None, ask
        return row


def _array(values: Iterable[object]) -> str:
    """Return numbers, or words of letters and hyphens, as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, values))}}}"


def _places(of: Sequence[bytes]) -> tuple[str, str]:
    """Return where each begins, from 1 on, when all stand one after the other, and how long it is."""
    sizes = list(map(len, of))
    return _array(islice(accumulate(sizes, initial=1), len(sizes))), _array(sizes)


class _Watch:
    """Ends a connection that takes too long, from a thread of its own: a server that has stopped where it is
    says nothing, and keeps the connection up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._until = 0.0
        self._ended = threading.Event()
        self._gave_up = False
        self._thread = threading.Thread(target=self._look, name="fairline journal, watched", daemon=True)
        self._thread.start()

    def over(self, connection: psycopg.Connection | None) -> "_Watch":
        """Watch over what is done with a connection until the block ends."""
        self._pending = connection
        return self

    def __enter__(self) -> None:
        self._gave_up = False
        if self._pending is not None:
            with self._lock:
                self._socket = socket.socket(fileno=dup(self._pending.fileno()))
                self._until = time.monotonic() + WITHIN_S

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def fault(self, place: Place) -> FairlineError | None:
        """Return the error for a connection that was ended here."""
        return fault(place, TimeoutError(f"no answer within {WITHIN_S:.0f} s")) if self._gave_up else None

    def end(self) -> None:
        """Watch no more."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(AGAIN_S):
            with self._lock:
                if self._socket is not None and time.monotonic() > self._until:
                    with suppress(OSError):
                        self._socket.shutdown(socket.SHUT_RDWR)
                    self._gave_up = True
