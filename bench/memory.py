"""What a key costs in memory, and whether it is given back. Each engine is in a process of its own.

The size of a process is not that of its keys, so two runs are compared that differ only in how many subjects
they have: the difference in resident memory over the difference in subjects. Afterwards two months pass in
which one account makes a call an hour, and what is still held is counted.
"""

import gc
import multiprocessing
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from bench.engine import new_engine
from bench.policy import WINDOWED
from bench.sections import Measured, Scale, Table, rate
from bench.traffic import START, calls
from fairline.clauses import CLAUSES
from fairline.facts import Call

POLICIES = {"30 signals, 12 rules": (WINDOWED,), "whole catalogue": CLAUSES}
ACTIVE = timedelta(hours=1)
IDLE_HOURS = 24 * 62
PAGE = resource.getpagesize()
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose memory is measured: ``calls`` of each in an hour; ``share`` is of the scale's ``subjects``."""

    name: str
    calls: int
    share: float


SUBJECTS = (
    Subject("calling number", 10, 1.0),
    Subject("called number", 3, 1.0),
    Subject("account", 100, 0.1),
)


@dataclass(frozen=True, slots=True)
class Held:
    """Resident bytes and keys of an engine: when its subjects are active, and after they have been idle."""

    active: int
    keys: int
    idle: int
    keys_idle: int


def measure(scale: Scale) -> Measured:
    """Measure each kind of subject under each policy."""
    rows = []
    for policy in POLICIES:
        for subject in SUBJECTS:
            number = max(100, round(scale.subjects * subject.share))
            small, large = in_a_process(policy, subject, number // 5), in_a_process(policy, subject, number)
            each = (large.active - small.active) / (number - number // 5)
            rows.append(
                (
                    f"{subject.name}, {subject.calls} calls in an hour: {policy}",
                    f"{number:,}",
                    rate(each),
                    f"{large.active / 1e6:,.0f}",
                    f"{large.keys:,}",
                    f"{large.idle / 1e6:,.0f}",
                    f"{large.keys_idle:,}",
                )
            )
    return Measured(
        tables=(
            Table(
                title="Memory",
                headings=("each active", "number", "bytes each", "MB", "keys", "MB idle", "keys idle"),
                rows=tuple(rows),
                note="An account has one caller, user and campaign and ten called numbers of its own."
                " Idle is after two months with one call an hour of one account. Python gives memory back"
                " to the system in blocks of which nothing is in use, so fewer keys need not be fewer MB.",
            ),
        )
    )


def in_a_process(policy: str, subject: Subject, number: int) -> Held:
    """Run ``held`` in a process that has done nothing else."""
    with PROCESSES.Pool(1) as pool:
        return pool.apply(held, (policy, subject, number))


def active_calls(subject: Subject, number: int) -> Iterator[Call]:
    """Yield the calls of ``number`` subjects in order of time, round after round within ``ACTIVE``.

    Whatever is not the subject is one of ten, so that it adds next to nothing; but an account has callers,
    users, campaigns and ten called numbers of its own, and they are part of what it costs.
    """
    (pattern,) = calls(1)
    step = ACTIVE / (subject.calls * number)
    for turn in range(subject.calls):
        for each in range(number):
            at = START + (turn * number + each) * step
            ten, account = (each + turn) % 10, f"a{each if subject.name == 'account' else each % 10}"
            yield replace(
                pattern,
                id=f"{turn}-{each}",
                started_at=at,
                answered_at=at + timedelta(seconds=5),
                ended_at=at + timedelta(seconds=65),
                account=account,
                user=f"{account}-u",
                campaign=f"{account}-c",
                caller=f"+1646{each if subject.name == 'calling number' else 0:07d}",
                called=f"+1212{each if subject.name == 'called number' else ten:07d}",
            )


def resident() -> int:
    """Return the bytes of this process that are in memory (Linux)."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def held(policy: str, subject: Subject, number: int) -> Held:
    """Let the subjects be active, then idle."""
    engine = new_engine(POLICIES[policy])
    for call in active_calls(subject, number):
        engine.observe(call)
    active, keys = resident(), engine.keys()
    for call in calls(IDLE_HOURS, step=timedelta(hours=1)):
        later = call.started_at + ACTIVE
        engine.observe(replace(call, account="idle", started_at=later, answered_at=None, ended_at=None))
    return Held(active, keys, resident(), engine.keys())
