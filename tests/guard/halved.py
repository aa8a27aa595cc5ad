"""What the tests of the two halves share: a made-up week, an answering guard, one engine of all rules."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from fairline.clauses import CLAUSES as CATALOGUE
from fairline.engine import policy_digest
from fairline.facts import Call, Fact
from fairline.guard import Guard, GuardSettings, Work
from fairline.guard.course import ATTEMPT, FINDING, Course
from fairline.guard.halves import answering, watching
from fairline.guard.records import ENCODE, finding_record
from fairline.guard.replay import replay
from fairline.policy import Clause
from fairline.signals.windows import instant
from fairline.stores.journal_files import entries
from fairline.stores.verifying import verify
from simulator.weeks import week
from tests.guard.guarding import LATENESS, LAW, PLAN, Clock, policy

CLAUSES = (*CATALOGUE, *policy(1))
"""With a rule that answers by what the made-up week has: an account that calls a person twice in a minute."""
WEEK = (7, 2_000)
EVENING = slice(2_000, 5_000)


@cache
def made_up() -> tuple[Fact, ...]:
    return tuple(week(WEEK[0], calls=WEEK[1]))


def work_on(folder: Path, clauses: tuple[Clause, ...] = CLAUSES, every: int = 500, until: int = 0) -> Work:
    return Work(
        folder=folder, clauses=watching(clauses), law=LAW, plan=PLAN, lateness=LATENESS, snapshot_every=every,
        until=until,
    )  # fmt: skip


def opened(folder: Path, clock: Clock, clauses: tuple[Clause, ...] = CLAUSES) -> Guard:
    return Guard.open(
        folder, answering(clauses), law=LAW, plan=PLAN, lateness=LATENESS, now=clock, freeze=False,
        settings=GuardSettings(tick_s=0.02), beside=policy_digest(watching(clauses)),
    )  # fmt: skip


async def played(guard: Guard, clock: Clock, facts: Iterable[Fact], pause_s: float = 0.0) -> None:
    """Let every second call be asked for, and all else be told, each at its time."""
    waits: list[asyncio.Future[object]] = []
    for number, fact in enumerate(facts):
        clock.at = max(clock.at, instant(fact.at))
        if isinstance(fact, Call) and number % 2:
            waits.append(guard.decide(fact))  # type: ignore[arg-type]
        else:
            waits.append(guard.observe([fact]))  # type: ignore[arg-type]
        if number % 50 == 0:
            await asyncio.sleep(pause_s)
    await asyncio.gather(*waits)


def by_one_engine(folder: Path, clauses: tuple[Clause, ...] = CLAUSES) -> tuple[Counter[bytes], list[str]]:
    """Return what all rules together find by a journal, and how they act on each attempt."""
    course = Course(clauses, law=LAW, plan=PLAN, lateness=LATENESS)
    found: Counter[bytes] = Counter()
    acts = []
    for entry in entries(folder):
        came = course.enter(entry)
        found.update(ENCODE(finding_record(each)) for each in came.findings)
        if came.decision is not None:
            acts.append(came.decision.act.name.lower())
    return found, acts


def written(folder: Path) -> Counter[bytes]:
    return Counter(each.body for each in entries(folder, kinds=(FINDING,)))


def acted(folder: Path) -> list[str]:
    return [msgspec.json.decode(each.body)["decision"]["act"] for each in entries(folder, kinds=(ATTEMPT,))]


def same(folder: Path, clauses: tuple[Clause, ...] = CLAUSES) -> Counter[bytes]:
    """Check that the journal has each finding of all rules once; return them."""
    found, acts = by_one_engine(folder, clauses)
    assert written(folder) == found
    assert acted(folder) == acts
    assert verify(folder).problems == ()
    done = replay(folder, clauses, law=LAW)
    assert done.same, (done.lost, done.gained, done.otherwise)
    assert set(done.policies) == {done.policy}
    return found
