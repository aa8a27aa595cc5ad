"""Continuous detection on Spark: one query, from its sources over the shards to the findings in a
database."""

import json
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, Protocol
from uuid import uuid4

from fairline.facts import FairlineError
from fairline.spark.session import session
from fairline.spark.sources.source import Source
from fairline.spark.watch_batch import Batch, Sum, batch_of
from fairline.spark.watch_beside import Beside
from fairline.spark.watch_metrics import WatchMetrics, serve
from fairline.spark.watch_plan import CLAUSES, Counting, From, Plan, Reading, made, program_for, text_of
from fairline.spark.watch_sink import Lost, Sink
from fairline.stream.program import Program
from fairline.stream.rows import Control, Result, unpacked

EVERY_S = 0.2  # ours: how often the sources are looked at, while no batch takes longer
LOOK_S = 0.5  # ours: how often the policy file is looked at
BEHIND_S = 5.0  # ours: how often the sources are asked what waits, which costs them a connection
RESTARTS = 3  # ours: how often the query is started anew when Spark ends it and no batch is written between
WAITS_S = (0.5, 1.0, 2.0, 5.0, 10.0)  # ours: before a batch is written anew; then the last, again and again
SETTINGS = {
    "spark.app.name": "fairline watch",
    "spark.sql.streaming.stateStore.providerClass": (
        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"
    ),
    # Only what a batch appends is written with it.
    "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled": "true",
    "spark.sql.streaming.noDataMicroBatches.enabled": "false",
    # A shard waits this long for the process that has it; one that waits longer moves to where there is room.
    "spark.locality.wait": "1s",
    # The first batch waits for all executors, so that the shards spread over them.
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",
}
FACTS_MAX = 100_000
AHEAD_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked. ``shards``: ``None``: as many as there are cores, or as the checkpoint has."""

    on: str
    sources: tuple[From, ...]
    checkpoint: Path
    database: str
    password_file: str | None
    name: str
    plan: str
    reading: Reading
    policy: Path | None = None
    lateness_s: int = 3600
    shards: int | None = None
    facts_max: int = FACTS_MAX
    ahead_s: int = AHEAD_S
    metrics: str | None = None
    once: bool = False
    conclude: bool = False
    past: bool = True
    database_wait_s: float = 600.0
    clauses: str = CLAUSES
    settings: dict[str, str] = field(default_factory=dict)


class Screen(Protocol):
    """Who tells the operator. Times are seconds."""

    def begins(self, on: str, shards: int, policy: str) -> None:
        """The query begins."""

    def batch(self, batch: Batch, seconds: float) -> None:
        """A batch is written."""

    def waits(self, why: str, again_s: float) -> None:
        """The database or a source does not answer."""

    def policy(self, digest: str, past: bool) -> None:
        """Another policy is in force from the next batch on."""

    def refused(self, why: str) -> None:
        """The policy file cannot be used; the policy stays."""

    def lost(self, number: int) -> None:
        """Executors are gone."""

    def ends(self, total: Sum) -> None:
        """The query has ended; this is what became of the records since it began."""


def watch(asked: Asked, screen: Screen) -> Sum:
    """Detect until told to stop, or ``once`` until nothing is left; return what became of the records.

    Raises ``FairlineError`` if it cannot begin, and for what ended it; then the next start goes on from the
    last batch that was written.
    """
    beside = Beside(asked.checkpoint)
    beside.take()
    sink = Sink(asked.database, asked.password_file, asked.name, beside.id())
    try:
        return _Watch(asked, screen, beside, sink).run()
    finally:
        sink.close()
        beside.release()


class _Watch:
    def __init__(self, asked: Asked, screen: Screen, beside: Beside, sink: Sink) -> None:
        self._asked, self._screen, self._beside, self._sink = asked, screen, beside, sink
        self._metrics = WatchMetrics()
        self._stop = Event()
        self._error: FairlineError | None = None
        self._newest: int | None = None
        self._read_policy: str | None = None
        self._executors: set[str] = set()
        self._trouble = ""
        self._written = 0
        self._asked_at = 0.0

    def run(self) -> Sum:
        self._newest = self._patiently(self._sink.begin)
        if self._asked.metrics is not None:
            serve(self._metrics, self._asked.metrics)
        handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            with session(self._asked.on, {**SETTINGS, **self._asked.settings}) as spark:
                for each in (signal.SIGINT, signal.SIGTERM):  # Spark has set one of its own
                    signal.signal(each, self._told)
                signal.signal(signal.SIGHUP, self._looks_again)
                self._query(spark)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        total = self._metrics.sum.checked("since the start")
        self._screen.ends(total)
        return total

    def _told(self, *_: object) -> None:
        self._stop.set()
        self._beside.stopping.touch()

    def _looks_again(self, *_: object) -> None:
        """Read the policy file at the next look, also if what it says could not be used before."""
        self._read_policy = None

    def _query(self, spark: Any) -> None:
        plan, program, sources = self._planned(spark)
        self._policy(program, first=True)
        self._screen.begins(self._asked.on, plan.counting.shards, program.digest(self._read_policy or ""))
        tries, written = 0, 0
        while True:
            query = started(spark, plan, self._batch, str(self._asked.checkpoint / "spark"))
            try:
                if self._asked.once:
                    self._once(query)
                else:
                    self._on(query, program, sources, spark)
                return
            except Exception as error:
                ended = self._error or _explained(error, self._asked.checkpoint)
                tries, written = (0 if self._written > written else tries), self._written
                if self._error is not None or self._stop.is_set() or tries == RESTARTS:
                    raise ended from error
                self._screen.waits(str(ended), WAITS_S[tries])
                time.sleep(WAITS_S[tries])
                tries += 1
            finally:
                query.stop()

    def _planned(self, spark: Any) -> tuple[Plan, Program, list[Source]]:
        asked, cores = self._asked, spark.sparkContext.defaultParallelism
        shards = asked.shards or self._beside.shards() or cores
        counting = Counting(
            plan=asked.plan, lateness_s=asked.lateness_s, shards=shards, clauses=asked.clauses
        )
        self._beside.agree(counting, asked.sources)
        program = program_for(counting)
        plan = Plan(
            run=uuid4().hex,
            checkpoint=str(asked.checkpoint),
            counting=counting,
            reading=asked.reading,
            sources=asked.sources,
            tasks=cores,
            facts_max=asked.facts_max,
            ahead_s=asked.ahead_s,
            keys=keys(spark, program, shards),
        )
        sources = made(plan)
        for each in sources:
            each.behind(each.first())  # so that a source that is not there is an error now
        return plan, program, sources

    def _once(self, query: Any) -> None:
        query.processAllAvailable()
        if self._asked.conclude and not self._stop.is_set():
            if not self._beside.controls()[-1].conclude:
                self._beside.tell(Control(conclude=True))
            query.processAllAvailable()

    def _on(self, query: Any, program: Program, sources: list[Source], spark: Any) -> None:
        while not self._stop.wait(LOOK_S):
            if not query.isActive:
                query.awaitTermination()  # raises what ended it
                return
            self._policy(program)
            self._look(query, sources, spark)
        query.processAllAvailable()

    def _policy(self, program: Program, *, first: bool = False) -> None:
        """Tell the query of a policy file that has changed."""
        path = self._asked.policy
        try:
            text = "" if path is None else path.read_text(encoding="utf-8")
            if text == self._read_policy:
                return
            self._read_policy = text
            digest = program.digest(text)
        except (OSError, UnicodeDecodeError, FairlineError) as error:
            told = str(error) if isinstance(error, FairlineError) else f"{path}: {error}"
            if first:
                raise FairlineError(told) from error
            self._screen.refused(told)
            return
        known = [each for each in self._beside.controls() if each.policy is not None]
        if known and (known[-1].policy, known[-1].digest) == (text, digest):
            return
        past_from = None
        if known and self._asked.past:
            reach = program.reach(known[-1].policy or "", text)
            newest = self._metrics.newest or self._newest
            past_from = None if reach is None else max(0, (newest or reach) - reach)
        self._beside.tell(Control(policy=text, digest=digest, past_from=past_from))
        if not first:
            self._screen.policy(digest, past_from is not None)

    def _look(self, query: Any, sources: list[Source], spark: Any) -> None:
        """Look after what is not told by batches: what waits, and whether executors are gone."""
        trouble = self._beside.troubled()
        if trouble and trouble != self._trouble:
            self._screen.waits(trouble, EVERY_S)
        self._trouble = trouble
        if time.monotonic() - self._asked_at > BEHIND_S:
            self._asked_at = time.monotonic()
            self._behind(query, sources)
        there = executors(spark)
        gone = len(self._executors - there)
        if gone:
            self._metrics.lost += gone
            self._screen.lost(gone)
        self._executors = there

    def _behind(self, query: Any, sources: list[Source]) -> None:
        """Ask the sources what waits. One that does not answer is told of where batches are planned."""
        ended = query.lastProgress
        if ended is None or not ended.sources or not ended.sources[0].endOffset:
            return
        offsets = json.loads(ended.sources[0].endOffset)["sources"]
        for source, offset in zip(sources, offsets, strict=True):
            with suppress(FairlineError):
                self._metrics.behind[source.name] = source.behind(offset)

    def _batch(self, frame: Any, number: int) -> None:
        """Carry out one batch, and write what came of it."""
        begun = time.perf_counter()
        try:
            results = [unpacked(bytes(row.body), Result) for row in frame.collect()]
            batch = batch_of(number, results)
            written = self._patiently(lambda: self._sink.write(batch))
        except FairlineError as error:
            self._error = error
            raise
        seconds = time.perf_counter() - begun
        self._metrics.take(batch, seconds, written=written)
        self._written += 1
        self._screen.batch(batch, seconds)

    def _patiently(self, ask: Callable[[], Any]) -> Any:
        """Return what the database answers, however often it is to be asked. Raises ``FairlineError``."""
        ends, tries = time.monotonic() + self._asked.database_wait_s, 0
        while True:
            try:
                return ask()
            except Lost as lost:
                wait = WAITS_S[min(tries, len(WAITS_S) - 1)]
                if time.monotonic() + wait > ends or self._stop.is_set():
                    raise FairlineError(
                        f"--database: found {lost}, wanted an answer within"
                        f" {self._asked.database_wait_s:g} s; "
                        "the batch comes again at the next start"
                    ) from lost
                tries += 1
                self._metrics.waits += 1
                self._screen.waits(str(lost), wait)
                time.sleep(wait)


def started(spark: Any, plan: Plan, batch: Callable[[Any, int], None], checkpoint: str) -> Any:
    """Start the query of a plan; ``batch`` is called with each batch's frame and number, on another
    thread."""
    from fairline.spark.watch_source import NAME, FactSource
    from fairline.spark.watch_state import OUTPUT, ShardState

    text = text_of(plan)
    spark.conf.set("spark.sql.shuffle.partitions", str(plan.counting.shards))
    spark.dataSource.register(FactSource)
    rows = spark.readStream.format(NAME).option("plan", text).load()
    # Processes with another environment serve nobody else, so that a shard is asked for where it is.
    environment = spark.sparkContext.environment
    environment["FAIRLINE_SHARDS"] = plan.run
    try:
        results = rows.groupBy("key").transformWithState(ShardState(text), OUTPUT, "append", "none")
    finally:
        del environment["FAIRLINE_SHARDS"]
    writer = results.writeStream.foreachBatch(batch).outputMode("append")
    return (
        writer.option("checkpointLocation", checkpoint)
        .trigger(processingTime=f"{int(EVERY_S * 1000)} milliseconds")
        .start()
    )


def keys(spark: Any, program: Program, partitions: int) -> tuple[int, ...]:
    """Return for each place a number that Spark hashes to the partition that the place is to be in: the
    shards of each family go round over all of them."""
    asked = (
        spark.range(64 * partitions).selectExpr("id", f"pmod(hash(id), {partitions}) AS partition").collect()
    )
    waiting: dict[int, list[int]] = {}
    for row in asked:
        waiting.setdefault(row.partition, []).append(row.id)
    return tuple(waiting[(family + shard) % partitions].pop() for family, shard in program.places)


def executors(spark: Any) -> set[str]:
    """Return the executors that are there."""
    known = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().keys().iterator()
    found = set()
    while known.hasNext():
        found.add(str(known.next()))
    return found


def _explained(error: Exception, checkpoint: Path) -> FairlineError:
    """Return what ended a query in one line: the innermost cause that says anything."""
    told = str(error)
    if "No space left on device" in told:
        return FairlineError(
            f"{checkpoint}: found no space left on device; the next start goes on from the last batch written"
        )
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    ours = [line for line in lines if "FairlineError: " in line]
    if ours:
        return FairlineError(ours[-1].split("FairlineError: ", 1)[1])
    return FairlineError(f"spark: {lines[0][:300] if lines else type(error).__name__}")
