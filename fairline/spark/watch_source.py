"""The sources of a query as Spark's: planned on one process, read by many, each fact packed for its
shards."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow
from pyspark.sql.datasource import DataSource, DataSourceStreamReader, InputPartition
from pyspark.sql.streaming.datasource import ReadLimit
from pyspark.sql.types import StructType

from fairline.facts import REGISTRIES, Fact, FairlineError
from fairline.readers.places import located
from fairline.shards.routing import Place
from fairline.signals.windows import instant, moment
from fairline.spark.sources.source import Part, Source, Tally
from fairline.spark.watch_beside import Beside, Offset
from fairline.spark.watch_plan import Plan, plan_of, program_of, sources_of
from fairline.stream.program import Program
from fairline.stream.rows import (
    CONTROL,
    FACTS,
    PAST,
    PAST_TOLD,
    TOLD,
    Control,
    PartTold,
    packed,
    packed_facts,
)

NAME = "fairline"
SCHEMA = "key long, what string, step long, part long, number long, body binary"
ARROW = pyarrow.schema(
    [
        ("key", pyarrow.int64()),
        ("what", pyarrow.string()),
        ("step", pyarrow.int64()),
        ("part", pyarrow.int64()),
        ("number", pyarrow.int64()),
        ("body", pyarrow.binary()),
    ]
)
CHUNK = 5_000  # ours: facts in a row, some 300 kB


class FactSource(DataSource):  # type: ignore[misc]
    """What ``spark.readStream.format("fairline")`` makes. The option ``plan`` is the plan's text."""

    @classmethod
    def name(cls) -> str:
        """Return what it is called."""
        return NAME

    def schema(self) -> str:
        """Return its columns."""
        return SCHEMA

    def streamReader(self, schema: StructType) -> "FactReader":
        """Return who plans and reads."""
        return FactReader(self.options["plan"])


class Stretch(InputPartition):  # type: ignore[misc]
    """What one task reads. ``step``: of which batch of the past, 0 for the batch itself. ``past_from``: what
    happened before counts no more. ``at``: what time it was when the batch was planned."""

    def __init__(
        self, step: int, number: int, source: int, part: Part, at: int, past_from: int | None = None
    ) -> None:
        self.value = (step, number, source, part, at, past_from)


class Told(InputPartition):  # type: ignore[misc]
    """Controls, which one task hands to all shards."""

    def __init__(self, controls: tuple[Control, ...]) -> None:
        self.value = tuple(map(packed, controls))


class FactReader(DataSourceStreamReader):  # type: ignore[misc]
    """All sources of a plan as one."""

    def __init__(self, text: str) -> None:
        self._text = text

    def initialOffset(self) -> Offset:
        """Return where everything begins."""
        return {"control": 0, "at": 0, "sources": [each.first() for each in sources_of(self._text)]}

    def latestOffset(self, start: Offset, limit: ReadLimit) -> Offset:
        """Return where the next batch ends; ``start`` if there is to be none."""
        plan = plan_of(self._text)
        beside = Beside(Path(plan.checkpoint))
        if beside.stopping.exists():
            return start
        sources = sources_of(self._text)
        share = max(1, plan.facts_max // len(sources))
        trouble, ends = [], []
        for source, before in zip(sources, start["sources"], strict=True):
            try:
                ends.append(source.latest(before, share))
            except FairlineError as error:
                trouble.append(str(error))
                ends.append(before)
        _say_trouble(beside, trouble)
        controls = len(beside.controls())
        if ends == start["sources"] and controls == start["control"]:
            return start
        end = {"control": controls, "at": time.time_ns() // 1_000, "sources": ends}
        beside.ended(start, end)
        return end

    def partitions(self, start: Offset, end: Offset) -> Sequence[InputPartition]:
        """Return what is to be read of a batch: what it is told, the past where that is asked for, its
        facts."""
        plan = plan_of(self._text)
        beside, sources = Beside(Path(plan.checkpoint)), sources_of(self._text)
        controls = tuple(beside.controls()[start["control"] : end["control"]])
        found: list[InputPartition] = [Told(controls)] if controls else []
        since = [each.past_from for each in controls if each.past_from is not None]
        if since:
            for step, (before, after) in enumerate(beside.before(start), start=1):
                found += _stretches(sources, before, after, plan.tasks, step, min(since))
        return found + _stretches(sources, start, end, plan.tasks, 0, None)

    def read(self, partition: InputPartition) -> Iterator[pyarrow.RecordBatch]:
        """Yield the rows of one stretch."""
        plan, program = plan_of(self._text), program_of(self._text)
        if isinstance(partition, Told):
            for number, body in enumerate(partition.value):
                for key in plan.keys:
                    yield _row(key, CONTROL, 0, 0, number, body)
            return
        step, part, source, stretch, at, past_from = partition.value
        packing = Packing(plan, program, step, part, moment(at) + timedelta(seconds=plan.ahead_s))
        since = None if past_from is None else moment(past_from)
        yield from packing.rows(sources_of(self._text)[source], stretch, since)


class Packing:
    """Packs the facts of one stretch for the shards that count them."""

    def __init__(self, plan: Plan, program: Program, step: int, part: int, ahead: datetime) -> None:
        """``ahead``: a fact after it is refused, as its clock must be wrong: it would make all others
        late."""
        self._of, self._step, self._part, self._ahead = program.of, step, part, ahead
        self._keys = dict(zip(program.places, plan.keys, strict=True))
        self._waiting: dict[Place, list[Fact]] = defaultdict(list)
        self._numbers: dict[Place, int] = defaultdict(int)

    def rows(self, source: Source, stretch: Part, since: datetime | None) -> Iterator[pyarrow.RecordBatch]:
        """Yield rows of facts, and at the end what was read, for every shard. Of the past only records and
        what happened ``since`` are packed."""
        begun = time.perf_counter()
        latest: dict[str, datetime] = {}
        tallies: list[Tally] = []
        waiting, of, ahead = self._waiting, self._of, self._ahead
        for whose, read in source.read(stretch, tallies):
            if read.at > ahead:
                _refuse(tallies[-1], read, ahead)
                continue
            if read.at > latest.get(whose, EARLIEST):
                latest[whose] = read.at
            if since is not None and read.at < since and type(read) not in REGISTRIES:
                continue
            fact = located(read)
            for place in of(fact):
                some = waiting[place]
                some.append(fact)
                if len(some) >= CHUNK:
                    yield self._packed(place)
        for place in [place for place, some in waiting.items() if some]:
            yield self._packed(place)
        told = PartTold(
            latest={whose: instant(at) for whose, at in latest.items()},
            files=tuple(each.told() for each in tallies),
            read_s=time.perf_counter() - begun,
        )
        for key in self._keys.values():
            yield _row(key, PAST_TOLD if self._step else TOLD, self._step, self._part, 0, packed(told))

    def _packed(self, place: Place) -> pyarrow.RecordBatch:
        self._numbers[place] += 1
        body = packed_facts(self._waiting.pop(place))
        what = PAST if self._step else FACTS
        return _row(self._keys[place], what, self._step, self._part, self._numbers[place], body)


EARLIEST = moment(0)


def _refuse(tally: Tally, fact: Fact, ahead: datetime) -> None:
    tally.facts -= 1
    tally.unreadable += 1
    tally.examples.append(f"{fact.id}: at: found {fact.at.isoformat()}, wanted at most {ahead.isoformat()}")


def _stretches(
    sources: Sequence[Source], start: Offset, end: Offset, tasks: int, step: int, past_from: int | None
) -> list[InputPartition]:
    found: list[InputPartition] = []
    for number, source in enumerate(sources):
        before, after = start["sources"][number], end["sources"][number]
        if before != after:
            for part in source.parts(before, after, tasks):
                found.append(Stretch(step, len(found), number, part, end["at"], past_from))
    return found


def _row(key: int, what: str, step: int, part: int, number: int, body: bytes) -> pyarrow.RecordBatch:
    values = ([key], [what], [step], [part], [number], [body])
    columns = [pyarrow.array(value, field.type) for value, field in zip(values, ARROW, strict=True)]
    return pyarrow.RecordBatch.from_arrays(columns, schema=ARROW)


def _say_trouble(beside: Beside, trouble: list[str]) -> None:
    """Leave word of sources that cannot be asked, for whoever watches the query."""
    said = "\n".join(trouble)
    if said:
        beside.trouble.write_text(said)
    else:
        beside.trouble.unlink(missing_ok=True)
