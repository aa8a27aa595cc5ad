"""The report of many machines is that of one, to the byte: skewed, with duplicates, with a machine killed."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench.spark_cluster import executors_below, killed, standalone
from fairline.audit import EngineName, Options, audit
from fairline.audited import Audit, Unusable
from fairline.clauses import CLAUSES
from fairline.exports import write_csv, write_json
from fairline.facts import Call, Fact, FairlineError, Purpose
from fairline.policy import DEFAULT_PLAN, Mode
from fairline.policy.tightened import Wish
from fairline.shards.balance import Plan, Sizes
from simulator import quarter
from simulator.scenes import SCENES

LACKING = (
    "pyspark is not installed"
    if find_spec("pyspark") is None
    else "there is no Java"
    if shutil.which("java") is None
    else None
)
pytestmark = [pytest.mark.skipif(LACKING is not None, reason=str(LACKING)), pytest.mark.xdist_group("spark")]

KEPT = frozenset((
    "twice-the-median", "outlier-of-the-cohort", "registration-seized", "scan-of-lines", "scanner-by-name",
    "abandoned-share-us", "repeated-calls", "under-12-s-month", "minutes-per-seat", "masked-by-transfer",
    "message-after-opt-out", "recipients-a-day", "texts-alike", "daily-cap-low", "delivered-after-opt-out",
    "traceback", "sanctions-match", "backdated-consents", "offer-of-resale-seen", "rotated-numbers",
    "many-contacts-of-one-address", "calls-at-once-to-one-number", "access-stimulation",
))  # fmt: skip
"""Rules of every family and kind of key; ``python -m bench.spark_audit`` has the whole catalogue."""
WISHES = {
    rule.name: Wish(mode=Mode.MUTED)
    for clause in CLAUSES
    for rule in clause.rules
    if rule.name not in KEPT and not (rule.signal.kind is Call and rule.signal.key_names[1:] == ("caller",))
}
SMALL = Sizes(bin=20_000, cut_min=4_000, cut_max=10_000)
"""So that a few thousand facts are spread over many bins, and the account with half of them is cut."""
PLAYED = ("interference", "hijacking", "round-every-control", "spoofer", "k-reseller", "text-campaign")
HALF = "everybody's"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Files in which one account has half of the calls, some facts come twice, and some records are none."""
    folder = tmp_path_factory.mktemp("facts")
    facts: list[Fact] = [
        fact for scene in SCENES if scene.name in PLAYED for fact in scene.played(1, guilty=True)
    ]
    for number, fact in enumerate(quarter(42)):
        skewed = isinstance(fact, Call) and number % 2
        facts.append(msgspec.structs.replace(fact, account=HALF) if skewed else fact)
    paths = []
    for number in range(4):
        lines = [msgspec.json.encode(fact) for fact in [*facts[number::4], *facts[number::50]]]
        paths.append(folder / f"{number}.ndjson")
        paths[-1].write_bytes(b"\n".join([*lines, b'{"kind": "call"}', b"no record"]))
    (folder / "empty.ndjson").write_bytes(b"")
    (folder / "corrupt.csv.gz").write_bytes(b"\x1f\x8b\x08" + bytes(range(200)))
    return [
        *map(str, paths),
        *(str(folder / name) for name in ("empty.ndjson", "corrupt.csv.gz", "none.csv")),
    ]


def options(**more: Any) -> Options:
    return Options(owner="the customer", plan=DEFAULT_PLAN, **more)


def exported(done: Audit, folder: Path) -> tuple[bytes, bytes]:
    write_json(done, str(folder / "report.json"))
    write_csv(done, str(folder / "report.csv"))
    return (folder / "report.json").read_bytes(), (folder / "report.csv").read_bytes()


@pytest.fixture(scope="module")
def alone(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, tuple[bytes, bytes]]:
    """What one machine finds, and its exports."""
    done = audit(files, options(engine=EngineName.HISTORY), CLAUSES, wishes=WISHES)
    return done, exported(done, tmp_path_factory.mktemp("alone"))


@dataclass
class Cluster:
    """A session with two executors, and what is told of an audit."""

    spark: Any
    plans: list[Plan]
    told: list[Any]
    on_progress: Callable[[Any], None] | None = None

    def audit(self, files: list[str], given: Options, wishes: Mapping[str, Wish] = WISHES) -> Audit:
        from fairline.spark.auditing import OnSpark

        def balance(plan: Plan, totals: Mapping[str, int]) -> None:
            assert sum(totals.values()) > 0
            self.plans.append(plan)

        on = OnSpark(self.spark, self._stages(), balance, SMALL)
        return audit(files, given, CLAUSES, wishes=wishes, elsewhere=on)

    def _stages(self) -> Callable[[str], AbstractContextManager[None]]:
        from fairline.spark.progress import Watch

        def show(progress: Any) -> None:
            self.told.append(progress)
            if self.on_progress is not None:
                self.on_progress(progress)

        return Watch(self.spark, show).stage


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    from fairline.spark.session import session

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        with session("local-cluster[2,1,1024]") as spark:
            yield Cluster(spark, [], [])


def test_the_report_is_that_of_one_machine(
    cluster: Cluster, files: list[str], alone: tuple[Audit, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    one, reports = alone
    done = cluster.audit(files, options())
    plan = cluster.plans[-1]
    assert set(plan.cuts) == {HALF}
    assert {spread.stage.name for spread in plan.cuts[HALF] if spread.stage} >= {"caller"}
    assert len(plan.bins) > 4
    assert [bin_.facts for bin_ in plan.bins] == sorted((bin_.facts for bin_ in plan.bins), reverse=True)
    assert exported(done, tmp_path) == reports
    found = {count.rule.name for count in one.rules if count.found}
    assert found >= {"twice-the-median", "registration-seized", "scan-of-lines", "message-after-opt-out"}
    assert any(each.key[0] == HALF for each in one.findings)
    assert one.duplicates > 100
    assert one.unreadable == 8
    assert done.files == one.files
    assert Unusable.EMPTY in {file.unusable for file in done.files}
    assert {each.stage for each in cluster.told if each.over} == {"read", "count", "compare"}


def test_an_executor_that_is_killed_changes_nothing(
    cluster: Cluster, files: list[str], alone: tuple[Audit, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    victims: list[int] = []

    def kill_one(progress: Any) -> None:
        if progress.stage == "count" and progress.total and not victims:
            victims.append(executors_below(os.getpid())[0])
            killed(victims[0])

    cluster.on_progress = kill_one
    try:
        done = cluster.audit(files, options())
    finally:
        cluster.on_progress = None
    assert victims
    assert max(each.lost for each in cluster.told) >= 1
    assert exported(done, tmp_path) == alone[1]


def test_what_the_operator_says_for_all_is_filled_in_alike(
    cluster: Cluster, files: list[str], tmp_path: Path
) -> None:
    given = {"purpose": Purpose.MARKETING, "findings_max": 3}
    only = WISHES | {
        name: Wish(mode=Mode.MUTED) for name in KEPT if not name.startswith(("twice", "calls", "repeated"))
    }
    one = audit(files[:2], options(engine=EngineName.HISTORY, **given), CLAUSES, wishes=only)
    done = cluster.audit(files[:2], options(**given), only)
    assert exported(done, tmp_path) == exported(one, tmp_path)
    assert any(count.kept < count.found for count in done.rules)


def test_another_policy_at_the_executors_is_told(cluster: Cluster, files: list[str]) -> None:
    from fairline.spark import auditing

    made = auditing._job

    def older(*given: Any) -> Any:
        return replace(made(*given), version="fairline 0.0.1, duckdb 0")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auditing, "_job", older)
        with pytest.raises(FairlineError, match=r"found fairline 0\.1.* at an executor, wanted .*0\.0\.1"):
            cluster.audit(files[:1], options())


def test_a_worker_that_is_killed_changes_nothing(
    files: list[str], alone: tuple[Audit, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    """As a program of its own, on a master with two workers: what an operator runs."""
    policy = tmp_path / "policy.toml"
    policy.write_text("".join(f'[rules.{name}]\nmode = "muted"\n' for name in WISHES))
    report = tmp_path / "report.json"
    lines, killer = [], None
    with standalone(tmp_path) as (master, workers):
        command = ["audit", *files, "--on", master, "--policy", str(policy), "--json", str(report)]
        with subprocess.Popen(
            [str(Path(sys.executable).with_name("fairline")), *command, "--account", "the customer"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "COLUMNS": "200"},
        ) as running:
            assert running.stderr is not None
            for line in running.stderr:
                lines.append(line.decode())
                if " bins; " in lines[-1] and killer is None:
                    killer = threading.Timer(1.5, killed, [workers[0].pid])
                    killer.start()
        status = running.wait(120)
    said = "".join(lines)
    assert status == 2, said  # some files could not be used
    assert killer is not None, said
    assert "reading files, each fact once: " in said
    assert "lost" in said or "run again" in said, said
    assert report.read_bytes() == alone[1][0]
