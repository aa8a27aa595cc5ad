"""What a query is made of, as it goes to every process that has a part in it."""

import gc
from collections.abc import Sequence
from datetime import UTC, timedelta
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from fairline.audit.inputs import Options
from fairline.checks.public_holidays import public_holidays
from fairline.law import load
from fairline.policy import Clause
from fairline.spark.sources.folder import Folder
from fairline.spark.sources.jetstream import JetStream
from fairline.spark.sources.journal import Journal
from fairline.spark.sources.source import Source
from fairline.stream.program import Program

OURS = "fairline"
"""The folder below the checkpoint that is ours; the others are Spark's."""
CLAUSES = "fairline.clauses:CLAUSES"
GARBAGE_AFTER = 200_000  # ours: facts make no cycles, and looking for some among millions costs a tenth


class From(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source. ``at``: a folder, a connection string or a server; ``name``: of a guard or a stream.
    ``secret``: a file with the database's password, or the server's credentials."""

    kind: Literal["folder", "journal", "jetstream"]
    at: str
    name: str | None = None
    secret: str | None = None


class Reading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said of records that do not say it themselves, as for an audit."""

    owner: str
    format: str | None = None
    mapping: str | None = None
    zone: str = "UTC"
    region: str | None = None


class Counting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What cannot change while a checkpoint lasts: the state is made by it."""

    plan: str
    lateness_s: int
    shards: int
    clauses: str = CLAUSES
    """The module and name of the clauses, which every process has to have."""


class Plan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One query. ``run`` is one start of it. ``keys``: the group key of each place, which Spark hashes to the
    partition that it is to be in. ``tasks``: how many read at once; ``facts_max``: of a batch, about."""

    run: str
    checkpoint: str
    counting: Counting
    reading: Reading
    sources: tuple[From, ...]
    tasks: int
    facts_max: int
    ahead_s: int
    keys: tuple[int, ...] = ()


def text_of(plan: Plan) -> str:
    """Return a plan as text, by which it goes around."""
    return msgspec.json.encode(plan).decode()


@lru_cache(maxsize=2)
def plan_of(text: str) -> Plan:
    """Return the plan again."""
    return msgspec.json.decode(text, type=Plan)


@lru_cache(maxsize=2)
def program_of(text: str) -> Program:
    """Return what this process counts and parts by. The first call takes seconds."""
    program = program_for(plan_of(text).counting)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 100)
    return program


def program_for(counting: Counting) -> Program:
    """Return what is counted and parted by."""
    return Program(
        clauses_of(counting.clauses),
        law=load(public_holidays),
        plan=counting.plan,
        lateness=timedelta(seconds=counting.lateness_s),
        shards=counting.shards,
    )


def clauses_of(named: str) -> tuple[Clause, ...]:
    """Return the clauses of that module and name."""
    module, _, name = named.partition(":")
    return tuple(getattr(import_module(module), name))


@lru_cache(maxsize=2)
def sources_of(text: str) -> Sequence[Source]:
    """Return the sources of a plan, as this process reads them."""
    return made(plan_of(text))


def made(plan: Plan) -> list[Source]:
    """Return new sources."""
    reading = plan.reading
    options = Options(
        owner=reading.owner,
        format=reading.format,
        mapping=reading.mapping,
        zone=UTC if reading.zone.upper() == "UTC" else ZoneInfo(reading.zone),
        region=reading.region,
        plan=plan.counting.plan,
    )
    beside = Path(plan.checkpoint) / OURS
    found: list[Source] = []
    for number, each in enumerate(plan.sources):
        match each.kind:
            case "folder":
                found.append(Folder(Path(each.at), beside / f"files-{number}.ndjson", options))
            case "journal":
                found.append(Journal(each.at, each.secret, each.name))
            case "jetstream":
                assert each.name is not None, "a stream has a name"
                found.append(JetStream(each.at, each.name, each.secret, options))
    return found
