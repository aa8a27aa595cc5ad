"""One query on one core: a policy that changes under way, and a database that does not answer for a while."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from threading import Thread

import psycopg
import pytest

from fairline.spark.watch import Asked, watch
from fairline.spark.watch_batch import Batch, Sum
from fairline.spark.watch_plan import From, Reading
from tests.postgresql import passing_cluster, programs
from tests.spark.test_watch_on_spark import ROOT, WITHIN_S, found, put
from tests.stream.streaming import FEW, PLAN, disturbed, one_engine, program, said, traffic

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(which("java") is None, reason="no Java here (Debian: openjdk-17-jre-headless)"),
    pytest.mark.skipif(programs() is None, reason="no PostgreSQL here that can be run (Debian: postgresql)"),
]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


class Heard:
    """What the operator is told."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.waited: list[str] = []
        self.policies: list[tuple[str, bool]] = []
        self.refusals: list[str] = []

    def begins(self, on: str, shards: int, policy: str) -> None:
        pass

    def batch(self, batch: Batch, seconds: float) -> None:
        self.batches.append(batch)

    def waits(self, why: str, again_s: float) -> None:
        self.waited.append(why)

    def policy(self, digest: str, past: bool) -> None:
        self.policies.append((digest, past))

    def refused(self, why: str) -> None:
        self.refusals.append(why)

    def lost(self, number: int) -> None:
        pass

    def ends(self, total: Sum) -> None:
        pass


def until(what: Callable[[], object]) -> None:
    ends = time.monotonic() + WITHIN_S
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.1)


def without(rule: str) -> str:
    """A policy file that has a rule switched off."""
    return f'[rules.{rule}]\nmode = "muted"\n'


def test_a_policy_changes_and_a_database_is_slow(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    batches, folder, policy = disturbed(traffic(8), 700), tmp_path / "in", tmp_path / "policy.toml"
    expected, _ = one_engine(batches, FEW)
    of = program(1, FEW)
    muted = next(each.rule for each in expected if of.reach(without(each.rule), "") is not None)
    policy.write_text(without(muted))
    folder.mkdir()
    asked = Asked(
        on="local[1]",
        sources=(From(kind="folder", at=str(folder)),),
        checkpoint=tmp_path / "checkpoint",
        database=database,
        password_file=None,
        name="changes",
        plan=PLAN,
        reading=Reading(owner="nobody"),
        policy=policy,
        facts_max=1,
        clauses="tests.stream.streaming:FEW",
        settings={"spark.executorEnv.PYTHONPATH": str(ROOT)},
    )
    heard = Heard()
    said_wrong: list[BaseException] = []

    def operate() -> None:
        try:
            put(folder, "001", batches[0])
            put(folder, "002", batches[1])
            until(lambda: len(heard.batches) == 2)
            policy.write_text("[rules.nothing]\n")
            until(lambda: heard.refusals)
            policy.write_text("")
            until(lambda: heard.policies)
            until(lambda: len({each.policy for each in heard.batches}) == 2)
            with psycopg.connect(database) as slow:
                slow.execute("LOCK TABLE fairline_watch_findings IN ACCESS EXCLUSIVE MODE")
                put(folder, "003", batches[2])
                with psycopg.connect(database, autocommit=True) as ends:
                    waiting = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted"
                    until(lambda: ends.execute(waiting).fetchall() and heard.waited)
            for number, batch in enumerate(batches[3:], start=4):
                put(folder, f"{number:03d}", batch)
            until(lambda: sum(each.sum.records for each in heard.batches) == sum(map(len, batches)))
        except BaseException as error:
            said_wrong.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    operator = Thread(target=operate)
    operator.start()
    total = watch(asked, heard)
    operator.join()
    assert not said_wrong, said_wrong
    assert total.records == sum(map(len, batches))
    assert "found no such rule" in heard.refusals[0]
    assert heard.policies == [(heard.batches[-1].policy, True)]
    assert not any(each.warming for each in heard.batches)
    others = said(each for each in found(database, "changes") if each.rule != muted)
    # Periods that are still open are judged by one engine at its end alone.
    assert set(others) <= set(said(each for each in expected if each.rule != muted))
    assert len(others) > 5
    assert len(others) == len(set(others))
    hidden = next(iter(each.policy for each in heard.batches))
    with psycopg.connect(database) as connection:
        by = connection.execute("SELECT policy, rule FROM fairline_watch_findings").fetchall()
    assert (hidden, muted) not in by
