"""Findings in PostgreSQL: a batch is there once, whoever writes it again, and every record is accounted
for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from prometheus_client import CollectorRegistry, generate_latest

from fairline.facts import FairlineError
from fairline.guard.records import FindingRecord, MeasureRecord
from fairline.spark.watch_batch import Sum, batch_of
from fairline.spark.watch_beside import Beside
from fairline.spark.watch_metrics import WatchMetrics
from fairline.spark.watch_plan import Counting, From
from fairline.spark.watch_sink import Lost, Sink
from fairline.stream.rows import Control, FileTold, PartTold, Result
from tests.postgresql import passing_cluster
from tests.signals.made_up import START

NOON = 1_790_000_000_000_000


def finding(*, open_: bool) -> FindingRecord:
    return FindingRecord(
        id="f1",
        rule="abandoned-share-us",
        clause="abandonment",
        account="acme",
        who={"account": "acme", "campaign": "a\0b"},
        since=START,
        until=START + timedelta(hours=1),
        mode="observe",
        severity="major",
        answer="throttle",
        measures=(MeasureRecord(hits=4, base=100, limit=0.03, origin="law"),),
        open=open_,
    )


def results(*, facts: int = 10, duplicates: int = 2) -> list[Result]:
    told = PartTold(
        latest={"switch": NOON},
        files=(
            FileTold(name="a", facts=facts),
            FileTold(name="b\0", unreadable=3, why="damaged", examples=("x\0",)),
        ),
    )
    one = Result(
        place="account-0",
        policy="p",
        home={"counted": 5, "duplicate": duplicates, "failed": 1},
        seen=8,
        findings=(finding(open_=True),),
        told=(told,),
        faults=("call c1: ZeroDivisionError()",),
    )
    two = Result(
        place="account-1",
        policy="p",
        home={"counted": 1, "late": 1},
        seen=3,
        findings=(finding(open_=False),),
    )
    return [two, one]


def test_every_record_is_accounted_for() -> None:
    batch = batch_of(7, results())
    assert batch.sum == Sum(records=13, used=6, duplicates=2, late=1, refused=4)
    assert [each.open for each in batch.findings] == [True, False]
    with pytest.raises(FairlineError, match=r"batch 7: found 6 used .* = 13, wanted 12 records"):
        batch_of(7, results(facts=9))
    other = [*results(), Result(place="x", policy="q", home={}, seen=0, findings=())]
    with pytest.raises(FairlineError, match="wanted the same in all shards"):
        batch_of(7, other)


def test_what_prometheus_reads() -> None:
    metrics = WatchMetrics()
    metrics.take(batch_of(1, results()), 0.7, written=True)
    metrics.take(batch_of(1, results()), 3.0, written=False)
    metrics.behind["switch"] = 4
    registry = CollectorRegistry()
    registry.register(metrics)
    said = generate_latest(registry).decode()
    for line in (
        'fairline_watch_records_total{what="late"} 2.0',
        'fairline_watch_findings_total{rule="abandoned-share-us"} 2.0',
        'fairline_watch_shard_facts_total{shard="account-0"} 16.0',
        'fairline_watch_batch_seconds_bucket{le="1.0"} 1.0',
        'fairline_watch_batch_seconds_bucket{le="+Inf"} 2.0',
        'fairline_watch_behind{source="switch"} 4.0',
        'fairline_watch_events_total{what="batch repeated"} 1.0',
    ):
        assert line in said
    assert registry.get_sample_value("fairline_watch_latest_seconds", {"source": "switch"}) == NOON / 1e6


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


def rows(database: str, asked: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database) as connection:
        return list(connection.execute(asked).fetchall())


def test_a_batch_written_twice_is_there_once(database: str) -> None:
    sink = Sink(database, None, "once", "checkpoint 1")
    assert sink.begin() is None
    batch = batch_of(3, results())
    assert sink.write(batch)
    assert not sink.write(batch)
    again = Sink(database, None, "once", "checkpoint 1")
    assert again.begin() == NOON
    assert not again.write(batch)
    found = rows(
        database,
        "SELECT id, state, policy, answer FROM fairline_watch_findings WHERE query = 'once' ORDER BY 2",
    )
    assert found == [("f1", "ended", "p", "throttle"), ("f1", "opened", "p", "throttle")]
    assert rows(database, "SELECT id, state FROM fairline_watch_latest WHERE query = 'once'") == [
        ("f1", "ended")
    ]
    refused = rows(
        database,
        "SELECT name, unreadable, why FROM fairline_watch_refused WHERE query = 'once' ORDER BY number",
    )
    assert refused == [("b", 3, "damaged"), ("engine", 1, "call c1: ZeroDivisionError()")]
    sink.close()
    again.close()


def test_another_checkpoint_may_not_write_under_the_name(database: str) -> None:
    first = Sink(database, None, "claimed", "checkpoint 1")
    first.begin()
    first.close()
    second = Sink(database, None, "claimed", "checkpoint 2")
    with pytest.raises(FairlineError, match="found findings of another checkpoint"):
        second.begin()
    second.close()


def test_a_batch_that_was_cut_off_is_not_there_at_all(database: str) -> None:
    """The connection is ended by the server between the batch's row and its findings."""
    sink = Sink(database, None, "cut", "checkpoint 1")
    sink.begin()
    with psycopg.connect(database) as locking:
        locking.execute("LOCK TABLE fairline_watch_findings IN ACCESS EXCLUSIVE MODE")
        with psycopg.connect(database, autocommit=True) as other:
            from threading import Timer

            ends = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted"
            timer = Timer(0.5, lambda: other.execute(ends))
            timer.start()
            with pytest.raises(Lost):
                sink.write(batch_of(1, results()))
            timer.join()
    assert rows(database, "SELECT count(*) FROM fairline_watch_batches WHERE query = 'cut'") == [(0,)]
    assert sink.write(batch_of(1, results()))
    assert rows(database, "SELECT count(*) FROM fairline_watch_findings WHERE query = 'cut'") == [(2,)]
    sink.close()


def test_a_database_that_is_not_there_is_lost() -> None:
    with pytest.raises(Lost):
        Sink("postgresql://nobody@127.0.0.1:1/nothing", None, "q", "c").begin()


def test_what_lies_beside_a_checkpoint(tmp_path: Path) -> None:
    beside = Beside(tmp_path)
    beside.take()
    with pytest.raises(FairlineError, match="held by another process"):
        Beside(tmp_path).take()
    counting = Counting(plan="contact-center", lateness_s=60, shards=2)
    folder = (From(kind="folder", at="/x"),)
    beside.agree(counting, folder)
    beside.agree(counting, (From(kind="folder", at="/elsewhere"),))
    assert beside.shards() == 2
    with pytest.raises(FairlineError, match="found shards 2, wanted 3"):
        beside.agree(Counting(plan="contact-center", lateness_s=60, shards=3), folder)
    with pytest.raises(FairlineError, match="found sources"):
        beside.agree(counting, (*folder, *folder))
    beside.tell(Control(policy="x", digest="d"))
    beside.tell(Control(conclude=True))
    assert [each.conclude for each in Beside(tmp_path).controls()] == [False, True]
    assert Beside(tmp_path).id() == beside.id()
    beside.release()
    Beside(tmp_path).take()


def test_batches_that_were_planned_and_not_carried_out_are_forgotten(tmp_path: Path) -> None:
    beside = Beside(tmp_path)
    beside.take()
    offsets = [{"control": 0, "at": at, "sources": [{"step": at}]} for at in range(5)]
    beside.ended(offsets[0], offsets[1])
    beside.ended(offsets[1], offsets[2])
    beside.ended(offsets[1], offsets[3])  # planned anew after a restart
    with (beside.folder / "batches.ndjson").open("ab") as torn:
        torn.write(b'{"control"')
    beside.ended(offsets[3], offsets[4])
    assert list(beside.before(offsets[4])) == [
        (offsets[0], offsets[1]),
        (offsets[1], offsets[3]),
        (offsets[3], offsets[4]),
    ]
    assert list(beside.before(offsets[0])) == []
    beside.release()
