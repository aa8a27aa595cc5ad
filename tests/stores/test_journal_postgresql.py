"""The journal in PostgreSQL where it differs from files: who may write, answers that are lost, servers that
are slow, stopped or promoted."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import kill
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from fairline.facts import FairlineError
from fairline.stores import postgresql_writer
from fairline.stores.entries import DAY, Entry, chained
from fairline.stores.journal import Journal
from fairline.stores.journal_files import days, entries
from fairline.stores.place import Place, write_place
from fairline.stores.postgresql_writer import PostgresqlWriter
from fairline.stores.verifying import verify
from tests.postgresql import OWNER, Pair, passing_pair

NOON = 20_000 * DAY + DAY // 2
ODD = ["plain", "back\\slash", "nul\0inside", "\\0", "é’☎", "", "a" * 10_000]


@pytest.fixture
def place(postgresql: str) -> Place:
    return Place(database=postgresql, guard=uuid4().hex)


@pytest.fixture
def folder(place: Place, tmp_path: Path) -> Path:
    write_place(tmp_path, place)
    return tmp_path


class Told:
    """A journal that is written, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.committed: list[int] = []
        self.troubles: list[str] = []
        self.journal = Journal(folder, on_commit=self.committed.append, on_trouble=self.troubles.append)

    def write(self, count: int, kind: str = "fact") -> None:
        for _ in range(count):
            number = self.journal.sequence + 1
            self.journal.append(NOON + number, kind, f"id-{number}", b'{"n":%d}' % number)
            self.journal.flush()

    @property
    def last(self) -> int:
        return self.committed[-1] if self.committed else 0


@contextmanager
def writing(folder: Path) -> Iterator[Told]:
    told = Told(folder)
    try:
        yield told
    finally:
        told.journal.close()


def until(what: Callable[[], object], within_s: float = 20) -> None:
    ends = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.005)


def chain(count: int, after: int = 0, previous: bytes = bytes(32)) -> list[Entry]:
    made = []
    for number in range(after + 1, after + count + 1):
        told = (number, NOON + number, "fact", str(number), b"{}")
        previous = chained(previous, *told)
        made.append(Entry(*told, previous))
    return made


def test_ids_that_the_database_does_not_take_come_back(folder: Path) -> None:
    with writing(folder) as told:
        for id in ODD:
            told.journal.append(NOON, "fact", id, b"\xff\x00 any bytes \\x41")
        told.journal.flush()
    assert [each.id for each in entries(folder)] == ODD
    assert {each.body for each in entries(folder)} == {b"\xff\x00 any bytes \\x41"}
    assert verify(folder).problems == ()


def test_a_journal_has_one_writer(place: Place) -> None:
    first = PostgresqlWriter(place)
    with pytest.raises(FairlineError, match=r"found it in use by .*fairline .* journal, wanted it alone"):
        PostgresqlWriter(place)
    PostgresqlWriter(Place(database=place.database, guard=f"{place.guard}-2")).close()
    first.close()
    PostgresqlWriter(place).close()


def test_a_writer_that_comes_back_cannot_write_over(place: Place) -> None:
    """Another took the journal; the old one tries again, and also over a connection that still works."""
    old = PostgresqlWriter(place)
    old.put(chain(3))
    end = old.newest()
    old.drop()
    new = PostgresqlWriter(place)
    with pytest.raises(FairlineError, match=r"found it in use|another has taken it"):
        old.put(chain(2, 3, end.hash))
    old.drop()
    theirs = new._connection
    new.put(chain(1, 3, end.hash))
    new._connection = None
    new.close()
    with pytest.raises(FairlineError, match=r"another has taken it|found it in use"):
        old.put(chain(2, 3, end.hash))
    old.drop()
    old._connection = theirs  # as if the lock were lost and it had not noticed
    with pytest.raises(FairlineError, match="another has written to it"):
        old.put(chain(2, 3, end.hash))
    old.close()


def test_a_commit_whose_answer_was_lost_is_found(place: Place, folder: Path) -> None:
    writer = PostgresqlWriter(place)
    batch = chain(5)
    writer.put(batch)
    writer._end = writer._end._replace(last=0, hash=bytes(32), at=0)  # the answer never came
    writer.drop()
    writer.put(batch)
    writer.put(chain(2, 5, batch[-1].hash))
    writer.close()
    assert [each.sequence for each in entries(folder)] == [1, 2, 3, 4, 5, 6, 7]


def test_a_server_that_lost_what_it_acknowledged_is_told(place: Place) -> None:
    writer = PostgresqlWriter(place)
    batch = chain(5)
    writer.put(batch)
    with psycopg.connect(place.database, autocommit=True) as opened:
        opened.execute("DELETE FROM journal WHERE guard = %s AND sequence > 3", (place.guard,))
        opened.execute(
            "UPDATE journal_head SET last = 3, hash = %s WHERE guard = %s", (batch[2].hash, place.guard)
        )
    writer.drop()
    with pytest.raises(FairlineError, match="found its end at 3, wanted 5: the server has lost"):
        writer.put(chain(1, 5, batch[-1].hash))
    writer.close()


def test_a_connection_that_is_ended_loses_nothing(place: Place, folder: Path) -> None:
    ended = 0
    with writing(folder) as told, psycopg.connect(place.database, autocommit=True) as opened:
        for number in range(12):
            told.write(200)
            if number % 3 == 1:
                ended += opened.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s",
                    (f"fairline {place.guard} journal",),
                ).rowcount
            until(lambda: told.last == told.journal.sequence)
    assert ended == 4
    assert len(told.troubles) >= 1
    assert [each.sequence for each in entries(folder)] == list(range(1, 2401))
    assert verify(folder).problems == ()


def test_a_lock_that_somebody_holds_is_waited_for(place: Place, folder: Path) -> None:
    with writing(folder) as told, psycopg.connect(place.database) as opened:
        told.write(1)
        until(lambda: told.last == 1)
        opened.execute("LOCK TABLE journal IN ACCESS EXCLUSIVE MODE")
        told.write(50)
        time.sleep(0.3)
        assert told.last == 1
        opened.rollback()
        until(lambda: told.last == 51)
        assert told.troubles == []


def test_a_server_that_stops_where_it_is_is_told_and_then_gone_on_with(
    place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_writer, "WITHIN_S", 0.5)
    with writing(folder) as told, psycopg.connect(place.database, autocommit=True) as opened:
        told.write(1)
        until(lambda: told.last == 1)
        row = opened.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = %s",
            (f"fairline {place.guard} journal",),
        ).fetchone()
        assert row is not None
        kill(row[0], signal.SIGSTOP)
        try:
            told.write(20)
            until(lambda: told.troubles)
            assert told.last == 1
            assert "no answer within" in told.troubles[0]
        finally:
            kill(row[0], signal.SIGCONT)
        until(lambda: told.last == 21)
    assert verify(folder).problems == ()


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    write_place(tmp_path, Place(database="postgresql://nobody@127.0.0.1:1/none", guard="one"))
    with pytest.raises(FairlineError, match=r"journal of one in PostgreSQL: found .*refused"):
        Journal(tmp_path, on_commit=print, on_trouble=print)
    with pytest.raises(FairlineError, match=r"found .*refused"):
        days(tmp_path)


@pytest.fixture(scope="module")
def both() -> Iterator[Pair]:
    with passing_pair() as made:
        yield made


def test_a_standby_has_what_is_acknowledged_and_goes_on_when_it_is_promoted(
    both: Pair, tmp_path: Path
) -> None:
    """The primary is killed; until its standby is promoted nothing is acknowledged."""
    ports = f"{both.primary.port},127.0.0.1:{both.standby.port}"
    write_place(tmp_path, Place(database=f"postgresql://{OWNER}@127.0.0.1:{ports}/{OWNER}", guard="one"))
    with writing(tmp_path) as told:
        assert told.journal.standby is True
        told.write(500)
        until(lambda: told.last == 500)
        both.primary.end(signal.SIGQUIT)
        told.write(500)
        until(lambda: told.troubles)
        assert told.last == 500
        both.promote()
        until(lambda: told.last == 1000, 30)
        assert told.journal.standby is False, "that it has none of its own now is said"
    assert [each.sequence for each in entries(tmp_path)] == list(range(1, 1001))
    assert verify(tmp_path).problems == ()
