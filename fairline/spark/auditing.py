"""An audit on Spark: files are read and counted by many machines; the report is that of one, to the byte.

Three steps: files are read and every fact is taken once, wherever it came from; the facts of each account, or
of each finer key of a heavy one, go to one place and are counted there; accounts that are compared with each
other are compared here, from their sums.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from fairline.audit.drift import Told, with_lacks
from fairline.audit.inputs import STANDARD_INPUT, Inputs, Options
from fairline.audit.kept import Counted, Kept, Span
from fairline.audit.measurable import Seen
from fairline.audited import FileRead
from fairline.engine import policy_digest
from fairline.facts import Account, FairlineError
from fairline.history.comparing import Compared, compared
from fairline.history.judging import Found
from fairline.history.plans import Plans
from fairline.law import LawBook
from fairline.policy import Clause
from fairline.policy.tightened import Wish
from fairline.shards.balance import Plan, Sizes, planned, totals
from fairline.shards.families import Family, compares, families, with_only, with_rules
from fairline.shards.routing import EVERYWHERE
from fairline.spark import rows as sent
from fairline.spark import tasks
from fairline.spark.found import facts_of, unpacked_findings
from fairline.spark.placing import place
from fairline.spark.rows import KIND_OF, SCHEMA, Row, batches_of, heard, one_table, rows_of
from fairline.spark.tasks import Job

SIZES = Sizes()
MEMORY = "1GB"  # ours: what is beyond is spilled to the executor's temporary folder
SIEVE_BYTES = 128 << 20  # ours: stored bytes of files whose facts are looked through for duplicates at once
Stages = Callable[[str], AbstractContextManager[None]]
"""Shows the stage of that name while it lasts."""


@dataclass(frozen=True, slots=True)
class OnSpark:
    """Where an audit is counted. ``stages`` shows how far it is, ``balance`` is told the plan of the bins."""

    spark: Any
    stages: Stages
    balance: Callable[[Plan, Mapping[str, int]], None]
    sizes: Sizes = SIZES

    def __call__(
        self,
        paths: Sequence[str],
        options: Options,
        clauses: tuple[Clause, ...],
        wishes: Mapping[str, Wish],
        law: LawBook,
    ) -> tuple[tuple[FileRead, ...], Counted]:
        """Audit ``paths``, which every executor must find where they are found here.

        Raises ``FairlineError`` for standard input, for an executor with another version or policy, for what
        cannot be counted exactly, when Spark gives up, and when not every fact is accounted for.
        """
        if STANDARD_INPUT in paths:
            raise FairlineError(
                "-: found standard input with --on, wanted files that every executor can open"
            )
        job = _job(paths, options, clauses, wishes, self._slots())
        run = _Run(self, job, clauses, law)
        try:
            return run.files(), run.counted()
        finally:
            run.close()

    def _slots(self) -> int:
        return int(self.spark.sparkContext.defaultParallelism)


def _job(
    paths: Sequence[str],
    options: Options,
    clauses: tuple[Clause, ...],
    wishes: Mapping[str, Wish],
    slots: int,
) -> Job:
    packed = tasks.told(wishes)
    policy, catalogue = (policy_digest(each) for each in (clauses, tasks.policy_of(packed)))
    if policy != catalogue:
        raise FairlineError(f"--on: found policy {policy}, wanted that of the program, {catalogue}")
    stored = sum(Path(path).stat().st_size for path in paths if Path(path).is_file())
    sieves = -(-max(1, stored // SIEVE_BYTES) // slots) * slots
    return Job(
        paths=tuple(paths),
        options=options,
        wishes=packed,
        policy=policy,
        version=tasks.version(),
        sieves=sieves,
        memory=MEMORY,
    )


class _Run:
    """One audit, step by step. What a step gave is kept on the executors' disks until the end."""

    def __init__(self, on: OnSpark, job: Job, clauses: tuple[Clause, ...], law: LawBook) -> None:
        self._on, self._job, self._clauses, self._law = on, job, clauses, law
        self._held: list[Any] = []
        self._weights: dict[str, Counter[str]] = {}
        self._dropped = 0

    def close(self) -> None:
        """Let the executors forget it."""
        for each in self._held:
            each.unpersist()

    def files(self) -> tuple[FileRead, ...]:
        """Read all files and take each fact once; return what became of each file, in their order."""
        job, count = self._job, len(self._job.paths)
        if not count:
            return ()
        numbers = self._on.spark.range(0, count, 1, count)
        read = numbers.mapInArrow(partial(_read, job), SCHEMA).repartitionById(job.sieves, "bin")
        self._facts = self._keep(read.mapInArrow(partial(_mapped, partial(tasks.sift, job)), SCHEMA))
        files: dict[int, FileRead] = {}
        saying: dict[int, Told] = {}
        inputs = Inputs((), job.options)
        for _, what, body in self._told("read", self._facts):
            told = heard(body)
            if what == sent.FAILED:
                raise FairlineError(told)
            if what == sent.FILE:
                number, (file, name), columns = told
                known = inputs.format(name) if name else None
                files[number] = replace(_as_named(file, job.paths[number]), format=known)
                if columns is not None:
                    saying[number] = columns
            else:
                self._count(*told)
        made = tuple(with_lacks([files[number] for number in range(count)], saying))
        self._balanced("read", sum(file.facts for file in made), self._used() + self._dropped)
        return made

    def counted(self) -> Counted:
        """Count every bin; return all that the report needs."""
        parted, comparing = split(families(self._clauses))
        weights = {KIND_OF[word]: of for word, of in self._weights.items()}
        plan = planned(parted, weights, replace(self._on.sizes, slots=self._on._slots()))
        self._on.balance(plan, totals(weights))
        names = frozenset(rule.name for clause in comparing for rule in clause.rules)
        counting = partial(tasks.count, self._job, plan.bins, names)
        kept, seen, homes = Kept(self._job.options.findings_max), Seen(self._clauses), list[dict[str, Any]]()
        for _, what, body in self._binned("count", plan, counting):
            told = heard(body)
            match what:
                case sent.FOUND:
                    kept.merge({}, unpacked_findings(told, self._clauses, self._law))
                case sent.COUNTS:
                    kept.merge(told, ())
                case sent.SEEN:
                    homes.append(told)
        self._arrived(homes)
        self._note(seen, homes)
        for finding in self._compared(comparing, plan, homes):
            kept.take(finding)
        return Counted(
            kept=kept,
            seen=seen,
            span=_span(homes),
            duplicates=self._dropped,
            undirected=sum(home["undirected"] for home in homes),
            implied=sum(home["implied"] for home in homes),
        )

    def _compared(
        self, clauses: tuple[Clause, ...], plan: Plan, homes: Sequence[dict[str, Any]]
    ) -> Iterator[Any]:
        """Yield what is found by comparing accounts, with the facts that show it."""
        sums: dict[tuple[str, int], list[pa.Table]] = {}
        for home in homes:
            for of, table in home["sums"].items():
                sums.setdefault(of, []).append(table)
        plans = Plans(_records(homes), self._job.options.plan)
        found = [each for each in compared(clauses, sums, plans, self._law) if each.found]
        if not found:
            return
        wanted = {each.judging.rule.name: _by_bin(each, plan) for each in found}
        accounts = {one.raw[0] for each in found for one in each.found}
        only = replace(plan, homes={name: plan.homes[name] for name in accounts}, cuts={}, others=())
        raw = {
            rule: {number: [as_sent(one) for one in of] for number, of in bins.items()}
            for rule, bins in wanted.items()
        }
        for number, _, body in self._binned("compare", only, partial(tasks.show, self._job, raw)):
            rule, sizes, packed = heard(body)
            mine = wanted[rule][number]
            kind = next(each.judging.rule.signal.kind for each in found if each.judging.rule.name == rule)
            facts = facts_of(kind, [packed] if packed else [])
            for one, size in zip(mine, sizes, strict=True):
                yield one.finding(tuple(next(facts) for _ in range(size)))

    def _binned(
        self, stage: str, plan: Plan, work: Callable[[Iterable[Row]], Iterator[Row]]
    ) -> Iterator[Row]:
        """Send facts to their bins, have each bin worked on, and yield what that gives."""
        placed = self._facts.mapInArrow(partial(_mapped, partial(place, plan)), SCHEMA)
        bins = placed.repartitionById(len(plan.bins), "bin")
        return self._told(stage, self._keep(bins.mapInArrow(partial(_mapped, work), SCHEMA)))

    def _told(self, stage: str, frame: Any) -> Iterator[Row]:
        """Yield the rows of a frame that are no facts, once all of it is worked out."""
        from py4j.protocol import Py4JError  # type: ignore[import-untyped]
        from pyspark.errors import PySparkException

        rows = frame.where(frame.what.startswith("="))
        try:
            with self._on.stages(stage):
                frame.count()
            for row in rows.toLocalIterator(prefetchPartitions=True):
                yield row.bin, row.what, bytes(row.body)
        except (PySparkException, Py4JError) as error:
            raise FairlineError(f"--on: Spark gave up: {cause(str(error))}") from error

    def _keep(self, frame: Any) -> Any:
        from pyspark import StorageLevel

        self._held.append(frame.persist(StorageLevel.DISK_ONLY))
        return self._held[-1]

    def _count(self, weights: Mapping[str, Mapping[str, int]], dropped: int) -> None:
        self._dropped += dropped
        for word, of in weights.items():
            self._weights.setdefault(word, Counter()).update(of)

    def _used(self) -> int:
        return sum(of.total() for of in self._weights.values())

    def _arrived(self, homes: Sequence[dict[str, Any]]) -> None:
        """Raise ``FairlineError`` if not every fact was counted in one home, or in each where it must be."""
        for word, of in self._weights.items():
            arrived = [home["arrived"].get(word, 0) for home in homes]
            if KIND_OF[word] in EVERYWHERE:
                arrived = sorted({*arrived})
            self._balanced(f"{word}s counted", of.total(), sum(arrived))

    def _balanced(self, what: str, came: int, used: int) -> None:
        if came != used:
            raise FairlineError(
                f"--on: found {used:,} facts {what} and accounted for, wanted {came:,}: no report was made"
            )

    def _note(self, seen: Seen, homes: Sequence[dict[str, Any]]) -> None:
        for home in homes:
            seen.plans |= home["plans"]
            for word, (count, filled) in home["kinds"].items():
                seen.take(KIND_OF[word], 0 if KIND_OF[word] in EVERYWHERE else count, filled)
        for word, of in self._weights.items():
            if KIND_OF[word] in EVERYWHERE:
                seen.take(KIND_OF[word], of.total(), ())


def split(every: Sequence[Family]) -> tuple[list[Family], tuple[Clause, ...]]:
    """Return the families that are counted in bins, and the clauses of the rules that compare accounts."""
    binned = [each for each in every if each.by is not None]
    comparing: tuple[Clause, ...] = ()
    for each in every:
        if each.by is None:
            rules = [rule for clause in each.clauses for rule in clause.rules]
            comparing += with_only(each.clauses, {rule.name for rule in rules if compares(rule)})
            others = [rule for rule in rules if not compares(rule)]
            binned += [with_rules(each, others)] if others else []
    return binned, comparing


def as_sent(found: Found) -> Found:
    """Return what was found as it can travel: its key and period alone."""
    return replace(found, finding=None)  # type: ignore[arg-type]


def _by_bin(each: Compared, plan: Plan) -> dict[int, list[Found]]:
    found: dict[int, list[Found]] = {}
    for one in each.found:
        found.setdefault(plan.homes[one.raw[0]], []).append(one)
    return found


def _records(homes: Sequence[dict[str, Any]]) -> list[tuple[str, int, str | None]]:
    """Return every account's records in order of time."""
    table = one_table(Account, [home["accounts"] for home in homes]) if homes else None
    rows = (
        []
        if table is None
        else zip(*(table.column(each).to_pylist() for each in ("id", "at", "plan")), strict=True)
    )
    return sorted(rows, key=lambda row: row[1])


def _span(homes: Sequence[dict[str, Any]]) -> Span:
    ends = [end for home in homes for end in home["ends"]]
    span = Span()
    for at in [min(ends)[1], max(ends)[1]] if ends else []:
        span.note(at)
    return span


def _as_named(file: FileRead, path: str) -> FileRead:
    """Return what became of a file under the name that it was given by."""
    absolute = str(Path(path).absolute())
    return replace(file, name=path + file.name.removeprefix(absolute))


def cause(text: str) -> str:
    """Return the line of an error of Spark that says what happened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = [line for line in lines if ("Error" in line or "Exception" in line) and not line.startswith("at ")]
    return (last[-1] if last else lines[0] if lines else "it did not say why")[:500]


def _read(job: Job, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from batches_of(tasks.read(job, batch.column(0).to_pylist()))


def _mapped(
    work: Callable[[Iterable[Row]], Iterator[Row]], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return batches_of(work(rows_of(batches)))
