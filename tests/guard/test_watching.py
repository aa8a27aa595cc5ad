"""The watching process beside a guard: killed, behind, restarted, told of another policy."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec

from fairline.engine import policy_digest
from fairline.findings import Finding
from fairline.guard import Guard, Watch
from fairline.guard.halves import answering, watching
from fairline.guard.records import ENCODE, finding_record
from fairline.stores.journal_files import entries
from tests.guard.guarding import Clock, run
from tests.guard.halved import CLAUSES, EVENING, made_up, opened, played, same, work_on


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
            await guard.reload(answering(CLAUSES), policy_digest(halved))
            watch.reload(halved)
            await played(guard, clock, made_up()[EVENING.start + 500 : EVENING.start + 1_000])
            while watch.pid in (None, pid):
                await asyncio.sleep(0.01)
            await caught_up(watch)
            assert guard.counts["watch: died"] == 0

    run(work())
    policies = [msgspec.json.decode(each.body) for each in entries(tmp_path, kinds=("policy",))]
    assert [each["watched"] for each in policies] == [policy_digest(watching(CLAUSES)), policy_digest(halved)]
    assert policies[0]["policy"] == policies[1]["policy"]
