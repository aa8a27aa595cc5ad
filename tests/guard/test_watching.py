"""Two halves over one journal find what one engine of all rules finds: nothing twice, nothing less."""

import asyncio
import os
import signal
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.clauses import CLAUSES as CATALOGUE
from fairline.facts import Call, Fact
from fairline.findings import Finding
from fairline.guard import Guard, GuardSettings, Watch, Work, answering, digest, watching
from fairline.guard.course import ATTEMPT, FINDING, Course
from fairline.guard.halves import may_answer
from fairline.guard.records import ENCODE, finding_record
from fairline.guard.replay import replay
from fairline.guard.watching import Watching
from fairline.policy import Clause
from fairline.signals.windows import instant
from fairline.stores.journal_files import entries
from fairline.stores.verifying import verify
from simulator.weeks import week
from tests.guard.guarding import LATENESS, LAW, PLAN, POLICY, Clock, call, policy, run

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
        settings=GuardSettings(tick_s=0.02), beside=digest(watching(clauses)),
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


def test_every_rule_is_in_one_half() -> None:
    halves = [
        {rule.name for clause in half for rule in clause.rules}
        for half in (answering(CLAUSES), watching(CLAUSES))
    ]
    assert not halves[0] & halves[1]
    assert halves[0] | halves[1] == {rule.name for clause in CLAUSES for rule in clause.rules}
    assert all(map(len, halves))
    assert digest(CLAUSES) == Course(CLAUSES, law=LAW, plan=PLAN, lateness=LATENESS).engine.policy


def test_a_week_by_two_halves_is_a_week_by_one_engine(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock(made_up()[0].at)
        guard = opened(tmp_path, clock)
        await played(guard, clock, islice(made_up(), 0, None, 4))
        await guard.written()
        watched = Watching(work_on(tmp_path, every=3_000))
        while some := watched.read():
            guard.find(watched.take(some))
            await guard.written()
        watched.close()
        await guard.close()

    run(work())
    found = same(tmp_path)
    rules = {rule.name: may_answer(rule) for clause in CLAUSES for rule in clause.rules}
    by_half = Counter(rules[msgspec.json.decode(each)["rule"]] for each in found)
    assert by_half[True] > 10
    assert by_half[False] > 100
    assert list((tmp_path / "watch/snapshots").glob("*.snapshot"))


@asynccontextmanager
async def both(folder: Path, clock: Clock, every: int = 500) -> AsyncIterator[tuple[Guard, Watch]]:
    guard = opened(folder, clock)
    watch = Watch(guard, work_on(folder, every=every))
    watch.start()
    try:
        yield guard, watch
    finally:
        await watch.stop()
        await guard.close()


async def caught_up(watch: Watch) -> None:
    while watch.behind:
        await asyncio.sleep(0.02)


async def killed(watch: Watch) -> None:
    while watch.pid is None:
        await asyncio.sleep(0.01)
    pid = watch.pid
    os.kill(pid, signal.SIGKILL)
    while watch.pid == pid:
        await asyncio.sleep(0.01)


def test_a_watcher_that_is_killed_twice_finds_all_and_nothing_twice(tmp_path: Path) -> None:
    told: list[Finding] = []

    async def work() -> None:
        clock = Clock(made_up()[EVENING.start].at)
        async with both(tmp_path, clock) as (guard, watch):
            guard.on_finding.append(told.extend)
            for at in range(EVENING.start, EVENING.stop, 1_000):
                await played(guard, clock, made_up()[at : at + 1_000], pause_s=0.005)
                if at > EVENING.start:
                    begun = watch.sequence
                    while watch.sequence == begun and watch.behind:
                        await asyncio.sleep(0.005)
                    await killed(watch)
            assert watch.behind
            assert guard.counts["watch: died"] == 2
            await caught_up(watch)

    run(work())
    found = same(tmp_path)
    assert Counter(ENCODE(finding_record(each)) for each in told) == found
    assert len(found) > 30


def test_a_guard_that_ends_while_it_lags_catches_up_after_its_next_start(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock(made_up()[EVENING.start].at)
        guard = opened(tmp_path, clock)
        await played(guard, clock, made_up()[EVENING.start : EVENING.start + 1_000])
        await guard.close()
        async with both(tmp_path, clock) as (guard, watch):
            await played(guard, clock, made_up()[EVENING.start + 1_000 : EVENING.start + 2_000])
            assert watch.behind
        async with both(tmp_path, clock) as (guard, watch):
            assert watch.behind
            await caught_up(watch)
            clock.wait(timedelta(days=8))  # nothing comes, and what it watches ends all the same
            ticks = guard.counts["ticks"]
            while guard.counts["ticks"] == ticks or watch.behind:
                await asyncio.sleep(0.02)
        async with both(tmp_path, clock) as (guard, watch):
            await caught_up(watch)

    run(work())
    assert same(tmp_path)


def test_another_policy_reaches_the_watcher(tmp_path: Path) -> None:
    """A rule that only watched and is taken out finds no more; its process is another."""
    halved = tuple(replace(each, rules=each.rules[:1]) for each in watching(CLAUSES))

    async def work() -> None:
        clock = Clock(made_up()[EVENING.start].at)
        async with both(tmp_path, clock) as (guard, watch):
            await played(guard, clock, made_up()[EVENING.start : EVENING.start + 500])
            await caught_up(watch)
            pid = watch.pid
            await guard.reload(answering(CLAUSES), digest(halved))
            watch.reload(halved)
            await played(guard, clock, made_up()[EVENING.start + 500 : EVENING.start + 1_000])
            while watch.pid in (None, pid):
                await asyncio.sleep(0.01)
            await caught_up(watch)
            assert guard.counts["watch: died"] == 0

    run(work())
    policies = [msgspec.json.decode(each.body) for each in entries(tmp_path, kinds=("policy",))]
    assert [each["watched"] for each in policies] == [digest(watching(CLAUSES)), digest(halved)]
    assert policies[0]["policy"] == policies[1]["policy"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["decide", "decide", "decide", "facts", "wait", "watch", "lost", "killed"]),
        st.integers(0, 2),
        st.integers(0, 120),
    ),
    max_size=60,
)


async def interleaved(folder: Path, steps: list[tuple[str, int, int]], every: int) -> None:
    """Let a guard take all steps while it is watched, told, not told, and killed in any order."""
    clock = Clock(step_us=1_000)
    guard = opened(folder, clock, POLICY)
    watch = Watching(work_on(folder, POLICY, every))
    for number, (what, of, seconds) in enumerate(steps):
        at, account = clock.moment - timedelta(seconds=seconds), f"a{of}"
        match what:
            case "decide":
                guard.decide(call(f"c{number}", at, account=account, answered=False))
            case "facts":
                await guard.observe(
                    [call(f"f{number}-{each}", at, account=account, answered=False) for each in range(9)]
                )
            case "wait":
                clock.wait(timedelta(seconds=30 * seconds))
                await asyncio.sleep(0.025)
            case "watch":
                guard.find(watch.take(watch.read()[: 1 + seconds]))
            case "lost" | "killed":
                if what == "lost":  # it says what it found, and nobody is there
                    watch.take(watch.read()[: 1 + seconds])
                watch = Watching(work_on(folder, POLICY, every, await guard.written()))
    watch = Watching(work_on(folder, POLICY, every, await guard.written()))
    while some := watch.read():
        guard.find(watch.take(some))
        await guard.written()
    await guard.close()


@settings(max_examples=20, deadline=None)
@given(steps=STEPS, every=st.integers(1, 30))
def test_whenever_it_is_killed_nothing_is_found_twice_or_missed(
    steps: list[tuple[str, int, int]], every: int
) -> None:
    with tempfile.TemporaryDirectory() as made:
        run(interleaved(Path(made), steps, every))
        same(Path(made), POLICY)


def test_what_the_engine_fails_at_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> Watching:
        clock = Clock()
        guard = opened(tmp_path, clock, POLICY)
        await guard.observe([call(str(number), answered=False) for number in range(12)])
        watch = Watching(work_on(tmp_path, POLICY))
        take = watch.course.engine.book.take

        def failing(fact: Fact) -> object:
            if isinstance(fact, Call) and fact.id == "3":
                raise ZeroDivisionError
            return take(fact)

        monkeypatch.setattr(watch.course.engine.book, "take", failing)
        assert [each.rule.name for each in watch.take(watch.read())] == ["unanswered"]
        assert watch.report([]).faults == 1
        await guard.close()
        return watch

    assert run(work()).sequence == 14  # the policy, 12 facts, what the other half found
