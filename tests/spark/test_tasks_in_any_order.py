"""The tasks of an audit on Spark, run here one by one: rows come in any order, and none may be lost."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from fairline.audit import EngineName, Options, audit
from fairline.audited import Audit
from fairline.clauses import CLAUSES
from fairline.exports import write_json
from fairline.facts import Call, Direction, Fact, FairlineError
from fairline.policy import DEFAULT_PLAN, Mode
from fairline.policy.tightened import Wish
from fairline.shards.balance import Plan, Sizes
from simulator import quarter

pytestmark = pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")
KEPT = {"twice-the-median", "outlier-of-the-cohort", "repeated-calls", "under-12-s-month"}
WISHES = {
    rule.name: Wish(mode=Mode.MUTED)
    for clause in CLAUSES
    for rule in clause.rules
    if rule.name not in KEPT and not (rule.signal.kind is Call and rule.signal.key_names[1:] == ("caller",))
}
Work = Callable[[Iterator[pa.RecordBatch]], Iterable[pa.RecordBatch]]


@dataclass
class Frame:
    """A frame of Spark as far as audits use one: partitions of batches, worked on in this process."""

    partitions: list[list[pa.RecordBatch]]
    chance: Random
    loses: str | None = None
    what: Any = field(default_factory=lambda: SimpleNamespace(startswith=lambda start: start))

    def mapInArrow(self, work: Work, schema: str) -> "Frame":
        return self._with([list(work(iter(each))) for each in self.partitions])

    def repartitionById(self, count: int, by: str) -> "Frame":
        rows = [batch for each in self.partitions for batch in each]
        self.chance.shuffle(rows)
        if self.loses is not None:
            rows.remove(next(row for row in rows if row.column(1)[0].as_py() == self.loses))
        parts: list[list[pa.RecordBatch]] = [[] for _ in range(count)]
        for row in rows:
            parts[row.column(0)[0].as_py()].append(row)
        return self._with(parts)

    def where(self, start: str) -> "Frame":
        return self._with(
            [[row for row in each if row.column(1)[0].as_py().startswith(start)] for each in self.partitions]
        )

    def toLocalIterator(self, *, prefetchPartitions: bool) -> Iterator[Any]:
        for each in self.partitions:
            for row in each:
                bin_, what, body = (row.column(number)[0].as_py() for number in range(3))
                yield SimpleNamespace(bin=bin_, what=what, body=body)

    def persist(self, level: object) -> "Frame":
        return self

    def unpersist(self) -> None:
        pass

    def count(self) -> int:
        return sum(map(len, self.partitions))

    def _with(self, partitions: list[list[pa.RecordBatch]]) -> "Frame":
        return Frame(partitions, self.chance, self.loses)


@dataclass
class Here:
    """Spark's session, in this process."""

    seed: int
    loses: str | None = None
    sparkContext: Any = field(default_factory=lambda: SimpleNamespace(defaultParallelism=2))

    def range(self, first: int, end: int, step: int, partitions: int) -> Frame:
        ids = [[pa.RecordBatch.from_pydict({"id": [number]})] for number in range(first, end, step)]
        assert len(ids) == partitions
        return Frame(ids, Random(self.seed), self.loses)


def here(files: list[str], spark: Here, plans: list[Plan] | None = None) -> Audit:
    from fairline.spark.auditing import OnSpark

    @contextmanager
    def stage(_: str) -> Iterator[None]:
        yield

    told: list[Plan] = [] if plans is None else plans
    on = OnSpark(
        spark, stage, lambda plan, _: told.append(plan), Sizes(bin=6_000, cut_min=1_000, cut_max=5_000)
    )
    return audit(files, options(), CLAUSES, wishes=WISHES, elsewhere=on)


def options(**more: Any) -> Options:
    return Options(owner="the customer", plan=DEFAULT_PLAN, **more)


def written(folder: Path, facts: list[Fact], count: int) -> list[str]:
    paths = [folder / f"{number}.ndjson" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(b"\n".join(map(msgspec.json.encode, facts[number::count])))
    return list(map(str, paths))


def exported(done: Audit, to: Path) -> bytes:
    write_json(done, str(to))
    return to.read_bytes()


def test_the_report_is_that_of_one_machine_in_any_order(tmp_path: Path) -> None:
    facts = list(quarter(42))
    files = written(tmp_path, [*facts, *facts[::9]], 3)
    one = audit(files, options(engine=EngineName.HISTORY), CLAUSES, wishes=WISHES)
    expected = exported(one, tmp_path / "one.json")
    assert one.duplicates == len(facts[::9])
    assert one.found > 5
    plans: list[Plan] = []
    assert exported(here(files, Here(7), plans), tmp_path / "other.json") == expected
    assert plans[0].cuts
    assert len(plans[0].bins) > 4


@pytest.fixture
def call() -> Call:
    return Call(
        id="1",
        started_at=datetime(2026, 10, 1, tzinfo=UTC),
        account="acme",
        direction=Direction.OUTBOUND,
        talk=timedelta(seconds=9),
    )


def test_a_fact_that_gets_lost_is_no_report(tmp_path: Path, call: Call) -> None:
    files = written(tmp_path, [call], 1)
    assert here(files, Here(0)).facts == {"call": 1}
    with pytest.raises(FairlineError, match="found 0 facts read and accounted for, wanted 1: no report"):
        here(files, Here(0, loses="call"))


def test_an_amount_with_too_many_digits_is_told(tmp_path: Path, call: Call) -> None:
    too_many = msgspec.structs.replace(call, cost=Decimal("0.1234567890123456789"))
    files = written(tmp_path, [call, too_many], 1)
    with pytest.raises(FairlineError, match=r"0\.ndjson: found .*0\.1234567890123456789.* wanted it audited"):
        here(files, Here(0))


def test_no_facts_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty.ndjson").write_bytes(b"")
    done = here([str(tmp_path / "empty.ndjson")], Here(0))
    assert (done.found, done.facts, len(done.unusable)) == (0, {}, 1)
