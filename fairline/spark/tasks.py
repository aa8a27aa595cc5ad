"""What the executors do: read files, drop duplicates, count bins. Nothing of Spark is in here."""

import pickle
import platform
from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from msgspec import Struct

from fairline import __version__
from fairline.audit.inputs import Inputs, Options
from fairline.audit.kept import Kept
from fairline.audit.measurable import Seen
from fairline.audit.past import completion
from fairline.audit.pipeline import with_owner
from fairline.audited import FileRead
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import policy_digest
from fairline.facts import Account, Fact, FairlineError
from fairline.history import History, Unsuited
from fairline.history.database import Database
from fairline.history.duplicates import once
from fairline.history.judging import Found
from fairline.history.schema import batch
from fairline.law import LawBook, load
from fairline.policy import Clause
from fairline.policy.tightened import Wish, tightened
from fairline.shards.balance import Bin
from fairline.shards.families import with_only
from fairline.signals.sql.preparing import word_of
from fairline.signals.windows import instant
from fairline.spark import rows as sent
from fairline.spark.found import packed_findings
from fairline.spark.rows import KIND_OF, PACK, Row, one_table, packed, said

HELD = 200_000  # ours: facts that a reader holds before it sends what it has
FINDINGS = 1_000  # ours: findings of one row


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every task is told. ``policy`` and ``version`` are the driver's; ``wishes`` is its policy file."""

    paths: tuple[str, ...]
    options: Options
    wishes: bytes
    policy: str
    version: str
    sieves: int
    """Into how many parts facts are hashed while duplicates are dropped."""
    memory: str
    """What a database may hold of facts before it spills them to the disk."""


def told(wishes: Mapping[str, Wish]) -> bytes:
    """Return wishes as bytes."""
    return pickle.dumps([(name, dict(wish.limits), wish.mode) for name, wish in wishes.items()])


@lru_cache(maxsize=4)
def policy_of(wishes: bytes) -> tuple[Clause, ...]:
    """Return the policy with the wishes granted, as the driver applies it."""
    asked = {name: Wish(limits=limits, mode=mode) for name, limits, mode in pickle.loads(wishes)}
    return tightened(CLAUSES, asked)[0]


@lru_cache(maxsize=1)
def law() -> LawBook:
    """Return the book of law, opened once a process."""
    return load(public_holidays)


def version() -> str:
    """Return what must be alike on all machines for their results to be."""
    return f"fairline {__version__}, duckdb {duckdb.__version__}, Python {platform.python_version()}"


def mistaken(job: Job) -> str | None:
    """Return how this executor differs from the driver, ``None`` if it does not."""
    mine, policy = version(), policy_digest(policy_of(job.wishes))
    if (mine, policy) == (job.version, job.policy):
        return None
    return (
        f"{platform.node()}: found {mine}, policy {policy} at an executor,"
        f" wanted the driver's {job.version}, policy {job.policy}"
    )


def read(job: Job, numbers: Iterable[int]) -> Iterator[Row]:
    """Read the files of these numbers. Yields their facts, and what became of each file, once each."""
    wrong = mistaken(job)
    for number in numbers:
        if wrong is not None:
            yield 0, sent.FAILED, said(wrong)
            return
        path = job.paths[number]
        absolute = str(Path(path).absolute())
        inputs = Inputs([absolute], job.options)
        try:
            yield from _facts(job, number, inputs)
        except Unsuited as error:
            wanted = "which a database does not keep exactly, wanted it audited without --on"
            yield 0, sent.FAILED, said(f"{path}: found {error}, {wanted}")
            return
        except FairlineError as error:
            yield 0, sent.FAILED, said(f"{path}: {error}")
            return
        yield (
            number % job.sieves,
            sent.FILE,
            said((number, without_format(inputs.files[0]), inputs.told.get(0))),
        )


def without_format(file: FileRead) -> tuple[FileRead, str | None]:
    """Return what became of a file and the name of its format: what a format never says cannot travel."""
    return replace(file, format=None), None if file.format is None else file.format.name


def _facts(job: Job, number: int, inputs: Inputs) -> Iterator[Row]:
    """Yield the facts of one file, those that may be the same in the same part and in their order."""
    held: dict[tuple[int, type[Struct]], list[Fact]] = {}
    counts: dict[tuple[int, type[Struct]], int] = {}
    count = 0

    def flushed(key: tuple[int, type[Struct]]) -> Row:
        part, kind = key
        facts = held.pop(key)
        first = (number << 32) + counts.get(key, 0)
        counts[key] = counts.get(key, 0) + len(facts)
        return part, word_of(kind), packed(batch(kind, facts, first))

    for fact in inputs.facts():
        owned = with_owner(fact, job.options)
        account = "" if isinstance(owned, Account) else owned.account
        mark = f"{owned.id}\x1f{account}\x1f{instant(owned.at)}".encode("utf-8", "surrogatepass")
        key = crc32(mark) % job.sieves, type(owned)
        of_key = held.setdefault(key, [])
        of_key.append(owned)
        count += 1
        if len(of_key) >= PACK:
            count -= len(of_key)
            yield flushed(key)
        elif count >= HELD:
            for each in list(held):
                yield flushed(each)
            count = 0
    for each in list(held):
        yield flushed(each)


def sift(job: Job, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield each fact of one part once, then how many each account has, and how many were dropped."""
    bodies: dict[str, list[bytes]] = {}
    part = 0
    for part, what, body in rows:
        if what in KIND_OF:
            bodies.setdefault(what, []).append(body)
        else:
            yield part, what, body
    weights: dict[str, dict[str, int]] = {}
    dropped = 0
    database = Database(memory=job.memory, threads=1)
    try:
        for word in sorted(bodies):
            kind = KIND_OF[word]
            came = one_table(kind, bodies.pop(word))
            facts = once(kind, came, database)
            dropped += came.num_rows - facts.num_rows
            weights[word] = accounts_in(kind, facts)
            for first in range(0, facts.num_rows, PACK):
                yield part, word, packed(facts.slice(first, PACK))
    finally:
        database.close()
    if weights:
        yield part, sent.COUNTS, said((weights, dropped))


def accounts_in(kind: type[Struct], facts: pa.Table) -> dict[str, int]:
    """Return how many of the facts each account has; an account's own record is its own."""
    field = "id" if kind is Account else "account"
    counts = facts.group_by(field).aggregate([([], "count_all")])
    return dict(zip(counts.column(field).to_pylist(), counts.column("count_all").to_pylist(), strict=True))


def count(job: Job, bins: tuple[Bin, ...], compared: frozenset[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Count one bin by its rules. Yields findings and, of a home, what the report needs to know of its facts.

    ``compared`` are the names of the rules that compare accounts: their sums are told.
    """
    bodies = gathered(rows)
    if bodies is None:
        return
    number, facts = bodies
    bin_, clauses = bins[number], policy_of(job.wishes)
    arrived = {}
    with History(memory=job.memory, threads=1) as history:
        for word in sorted(facts):
            table = one_table(KIND_OF[word], facts.pop(word))
            arrived[word] = table.num_rows
            history.add_rows(KIND_OF[word], table)
            del table
        history.settle(completion(job.options), each_once=True)
        if bin_.home:
            yield number, sent.SEEN, said(seen(history, clauses, arrived, compared))
        kept = Kept(job.options.findings_max)
        rules = with_only(clauses, bin_.rules)
        for finding in history.findings(rules, law=law(), plan=job.options.plan):
            kept.take(finding)
    found = kept.findings(rules)
    for first in range(0, len(found), FINDINGS):
        yield number, sent.FOUND, said(packed_findings(found[first : first + FINDINGS]))
    yield number, sent.COUNTS, said(kept.found)


def gathered(rows: Iterable[Row]) -> tuple[int, dict[str, list[bytes]]] | None:
    """Return the number of a bin and its facts by kind, ``None`` if nothing came."""
    bodies: dict[str, list[bytes]] = {}
    bins = set()
    for number, what, body in rows:
        bins.add(number)
        bodies.setdefault(what, []).append(body)
    assert len(bins) <= 1, "a task has one bin"
    return (bins.pop(), bodies) if bins else None


def seen(
    history: History, clauses: tuple[Clause, ...], arrived: dict[str, int], compared: frozenset[str]
) -> dict[str, Any]:
    """Return what a home knows of its facts: counts, columns filled, first and last, plans, sums."""
    wanted = Seen(clauses).wanted()
    parted = with_only(clauses, compared)
    return {
        "arrived": arrived,
        "kinds": {word_of(kind): history.seen(kind, names) for kind, names in wanted.items()},
        "ends": history.ends(),
        "plans": history.plans_named(),
        "undirected": history.undirected(),
        "implied": history.implied(),
        "accounts": packed(history.records(Account)),
        "sums": history.sums(parted, law=law()),
    }


def show(job: Job, found: Mapping[str, Mapping[int, list[Found]]], rows: Iterable[Row]) -> Iterator[Row]:
    """Fetch the facts that show what rules that compare accounts found: ``found`` by rule and bin."""
    bodies = gathered(rows)
    if bodies is None:
        return
    number, facts = bodies
    mine = {rule: of[number] for rule, of in found.items() if number in of}
    clauses = with_only(policy_of(job.wishes), mine)
    kinds = {rule.name: rule.signal.kind for clause in clauses for rule in clause.rules}
    with History(memory=job.memory, threads=1) as history:
        for word, each in facts.items():
            history.add_rows(KIND_OF[word], one_table(KIND_OF[word], each))
        history.settle(completion(job.options), each_once=True)
        for rule, samples in history.samples(clauses, mine, law=law()).items():
            every = [fact for of in samples for fact in of]
            body = packed(batch(kinds[rule], every, 0)) if every else b""
            yield number, sent.FOUND, said((rule, [len(of) for of in samples], body))
