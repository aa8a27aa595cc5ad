"""A guard over midnight: the day that is over is closed and in time removed. Faults. Damaged snapshots."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fairline.engine import Engine
from fairline.facts import Fact
from fairline.guard import Guard
from fairline.guard.day_closer import WATCH, counted
from fairline.guard.replay import replay
from fairline.policy import Act
from fairline.stores.holds import HELD, HOLDS, hold
from fairline.stores.journal_files import days, entries, open_days, parquet_of
from fairline.stores.verifying import verify
from tests.guard.guarding import FREQUENT_MAX, LAW, POLICY, START, Clock, call, guarding

DAY = timedelta(days=1)
TODAY, TOMORROW = "2026-11-24", "2026-11-25"


def run(work: Coroutine[Any, Any, None]) -> None:
    """Each closed day is a process of its own, which takes its time where much else runs."""
    asyncio.run(asyncio.wait_for(work, 120))


async def until(guard: Guard, what: str, count: int = 1) -> None:
    while guard.counts[what] < count:
        await asyncio.sleep(0.02)


async def a_day(guard: Guard, clock: Clock, name: str) -> None:
    """Some calls at an instant, and a snapshot of them."""
    await asyncio.gather(*(guard.decide(call(f"{name}-{n}", clock.moment)) for n in range(FREQUENT_MAX)))


def test_a_day_that_is_over_is_closed_while_the_guard_decides(home: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(home, clock, tick_s=0.02) as guard:
            await a_day(guard, clock, "first")
            clock.wait(DAY)
            await a_day(guard, clock, "second")
            await until(guard, "days closed")
            assert parquet_of(home, TODAY).exists()
            assert open_days(home).keeps is (TODAY in open_days(home).days())
            again = await guard.decide(call("over", clock.moment))
            assert again.act is Act.REFUSE, "it counts on"
        assert days(home) == (TODAY, TOMORROW)

    run(work())
    assert verify(home).problems == ()
    assert replay(home, POLICY, law=LAW).same


def test_days_are_removed_once_they_were_kept_and_are_in_every_snapshot(tmp_path: Path) -> None:
    hold(tmp_path, "case-1", (date(2026, 11, 25),), "an appeal")

    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock, tick_s=0.02, keep_days=1, snapshot_every=1) as guard:
            for number in range(5):
                await a_day(guard, clock, f"day{number}")
                clock.wait(DAY)
                await guard.decide(call(f"x{number}", clock.moment))
                await until(guard, "days closed", number + 1)
            await until(guard, "days removed", 3)
            assert guard.counts["days held"] == 1
            assert len(days(tmp_path)) <= 3
        async with guarding(tmp_path, clock) as guard:
            assert (await guard.decide(call("on", clock.moment, called="+13035550199"))).act is Act.ALLOW

    run(work())
    done = verify(tmp_path)
    assert done.problems == ()
    assert done.first > 1
    assert [path.name for path in (tmp_path / HELD).iterdir()] == [f"day={TOMORROW}"]


def test_where_it_is_not_known_what_is_held_nothing_is_removed_and_that_is_counted(tmp_path: Path) -> None:
    (tmp_path / HOLDS).mkdir()
    (tmp_path / HOLDS / "case-1.json").write_bytes(b"?")

    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock, tick_s=0.02, keep_days=1, snapshot_every=1) as guard:
            for number in range(4):
                await a_day(guard, clock, f"day{number}")
                clock.wait(DAY)
            await a_day(guard, clock, "last")
            await until(guard, "days: not removed")
        assert len(days(tmp_path)) == 5

    run(work())


def test_the_watching_half_must_have_counted_a_day_too(tmp_path: Path) -> None:
    def kept(folder: Path, *numbers: int) -> None:
        (folder / "snapshots").mkdir(parents=True)
        for each in numbers:
            (folder / "snapshots" / f"{each:020d}-{'0' * 16}.snapshot").touch()

    assert counted(tmp_path) == 0
    kept(tmp_path, 70, 90)
    assert counted(tmp_path) == 70
    (tmp_path / WATCH / "snapshots").mkdir(parents=True)
    assert counted(tmp_path) == 0, "it has none yet"
    (tmp_path / WATCH / "snapshots").rmdir()
    kept(tmp_path / WATCH, 30, 80)
    assert counted(tmp_path) == 30


def test_a_fact_at_which_the_engine_fails_is_written_down_and_fails_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    observe, decide = Engine.observe, Engine.decide

    def failing(engine: Engine, fact: Fact) -> Any:
        found = observe(engine, fact)
        if fact.id.startswith("bad"):
            raise ArithmeticError("a fault of ours")
        return found

    def failing_too(engine: Engine, attempt: Any, held: Any = None) -> Any:
        found = decide(engine, attempt, held)
        if attempt.id.startswith("bad"):
            raise ArithmeticError("a fault of ours")
        return found

    monkeypatch.setattr(Engine, "observe", failing)
    monkeypatch.setattr(Engine, "decide", failing_too)

    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock) as guard:
            for fail in (lambda: guard.observe([call("bad-1")]), lambda: guard.decide(call("bad-2"))):
                with pytest.raises(ArithmeticError):
                    fail()
            assert guard.counts["faults"] == 2
            await asyncio.gather(*(guard.decide(call(str(n))) for n in range(FREQUENT_MAX - 2)))
            assert (await guard.decide(call("over"))).act is Act.REFUSE, (
                "what it counted before it failed counts"
            )
            taken = guard.engine.taken.copy()
        for each in (tmp_path / "snapshots").iterdir():
            each.unlink()
        async with guarding(tmp_path, clock) as guard:
            assert guard.engine.taken == taken
            assert (await guard.decide(call("again"))).act is Act.REFUSE

    run(work())
    faults = [each.body for each in entries(tmp_path, kinds=("fault",))]
    assert [b'"attempt":false' in faults[0], b'"attempt":true' in faults[1]] == [True, True]
    assert all(b'"error":"ArithmeticError"' in each for each in faults)
    assert replay(tmp_path, POLICY, law=LAW).same
    assert verify(tmp_path).problems == ()


@pytest.mark.parametrize("both", [False, True])
def test_a_damaged_snapshot_is_left_out_and_that_is_said(
    both: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        clock = Clock()
        for number in range(2):
            async with guarding(tmp_path, clock) as guard:
                await guard.decide(call(str(number)))
        kept = sorted((tmp_path / "snapshots").iterdir())
        assert len(kept) == 2
        for path in kept if both else kept[1:]:
            body = bytearray(path.read_bytes())
            body[-100] ^= 1
            path.write_bytes(bytes(body))
        with caplog.at_level(logging.WARNING, "fairline"):
            async with guarding(tmp_path, clock) as guard:
                assert guard.counts["snapshots: unusable"] == (2 if both else 1)
                for number in range(2, FREQUENT_MAX):
                    assert (await guard.decide(call(str(number)))).act is Act.ALLOW
                assert (await guard.decide(call("over", START))).act is Act.REFUSE
        assert "found a damaged snapshot" in caplog.text

    run(work())
