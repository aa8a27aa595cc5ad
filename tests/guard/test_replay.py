"""Replay: any order of what comes in, cut off after any commit, is decided again the same, byte for byte."""

import asyncio
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.cases import Outcome
from fairline.guard.course import Course
from fairline.guard.replay import found, replay
from fairline.signals.windows import moment
from fairline.stores.journal_files import days, entries
from fairline.stores.sqlite_days import sqlite_of
from fairline.stores.verifying import verify
from tests.guard.guarding import (
    LATENESS,
    LAW,
    PLAN,
    POLICY,
    Clock,
    call,
    guarding,
    opened,
    overturned,
    policy,
    ruling,
    run,
)

Step = tuple[str, int, int]
"""What comes in, of which account or number, and how many seconds earlier or later."""
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["decide", "decide", "decide", "facts", "rule", "overturn", "wait", "restart", "help"]
        ),
        st.integers(0, 2),
        st.integers(0, 120),
    ),
    max_size=40,
)
OUTCOMES = (Outcome.SUSPEND, Outcome.THROTTLE, Outcome.RESTORE)


async def lived(folder: Path, steps: list[Step], snapshot_every: int) -> None:
    """Let a guard take all steps; a restart closes it or, like a crash at the end of a commit, does not."""
    clock = Clock(step_us=1_000)
    guard = opened(folder, clock, snapshot_every=snapshot_every, tick_s=0.01)
    waited = []
    for number, (what, of, seconds) in enumerate(steps):
        at, account = clock.moment - timedelta(seconds=seconds), f"a{of}"
        match what:
            case "decide":
                waited.append(guard.decide(call(f"c{number}", at, account=account, answered=False)))
            case "help":
                waited.append(guard.decide(call(f"h{number}", at, account=account, called="911")))
            case "facts":
                some = [call(f"c{number - each}", at, account=account, revision=each) for each in range(3)]
                waited.append(guard.observe(some))
            case "rule":
                outcome = OUTCOMES[seconds % 3]
                lasts = timedelta(seconds=seconds) if seconds % 2 else None
                waited.append(
                    guard.rule(ruling(f"r{number}", clock.moment, outcome, account=account, duration=lasts))
                )
            case "overturn":
                waited.append(guard.overturn(overturned(f"r{number - of - 1}", clock.moment)))
            case "wait":
                clock.wait(timedelta(seconds=30 * seconds))
                await asyncio.sleep(0.015)
            case "restart":
                await guard.close()
                if of:
                    for each in (folder / "snapshots").glob("*.snapshot"):
                        each.unlink()
                guard = opened(folder, clock, snapshot_every=snapshot_every, tick_s=0.01)
    await asyncio.gather(*waited)
    await guard.close()


def cut(folder: Path, to: Path, after: int) -> None:
    """Copy a journal as a process would leave it that was killed when the entry ``after`` was on disk."""
    shutil.copytree(folder, to)
    kept = {each.sequence: each for each in entries(to)}[after]
    for day in days(to):
        with closing(sqlite3.connect(sqlite_of(to, day), isolation_level=None)) as opened_:
            opened_.execute("DELETE FROM entry WHERE sequence > ?", (after,))
            values = (after, kept.at, kept.hash)
            opened_.execute("UPDATE span SET last = ?, at = ?, hash = ? WHERE last > ?", (*values, after))
            empty = opened_.execute("SELECT count(*) FROM entry").fetchone() == (0,)
        if empty:
            sqlite_of(to, day).unlink()
    for each in (to / "snapshots").glob("*.snapshot"):
        if int(each.name[:20]) > after:
            each.unlink()


@settings(max_examples=40, deadline=None)
@given(steps=STEPS, snapshot_every=st.integers(1, 30), where=st.floats(0, 1))
def test_a_crash_after_any_commit_changes_nothing(
    steps: list[Step], snapshot_every: int, where: float
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder, after_crash = Path(made) / "a", Path(made) / "b"
        run(lived(folder, steps, snapshot_every))
        assert verify(folder).problems == ()
        done = replay(folder, POLICY, law=LAW)
        assert done.same, done
        last = max(each.sequence for each in entries(folder))
        after = 1 + round(where * (last - 1))
        cut(folder, after_crash, after)
        straight = Course(POLICY, law=LAW, plan=PLAN, lateness=LATENESS)
        for entry in entries(folder):
            if entry.sequence <= after:
                straight.enter(entry)

        async def again() -> None:
            clock = Clock(straight_at(folder, after))
            async with guarding(after_crash, clock, tick_s=60) as guard:
                assert guard.standings.all() == straight.standings.all()
                assert guard.engine.taken == straight.engine.taken
                assert guard.engine.keys() == straight.engine.keys()
                await guard.decide(call("after", clock.moment, account="a0"))

        run(again())
        assert verify(after_crash).problems == ()
        assert replay(after_crash, POLICY, law=LAW).same


def straight_at(folder: Path, after: int) -> datetime:
    """Return when an entry was written."""
    return moment(next(each.at for each in entries(folder) if each.sequence == after))


def test_another_policy_says_what_would_have_been_decided(home: Path) -> None:
    async def work() -> None:
        async with guarding(home, Clock()) as guard:
            await asyncio.gather(*(guard.decide(call(str(n))) for n in range(5)))

    run(work())
    assert replay(home, POLICY, law=LAW).same
    stricter = replay(home, policy(3), law=LAW)
    assert not stricter.same
    assert stricter.otherwise == {("allow", "refuse"): 2}
    assert [each.id for each in stricter.shown] == ["3", "4"]
    assert stricter.gained == {"frequent": 1}
    assert not stricter.lost


def test_findings_are_there_after_a_restart(home: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(home, clock) as guard:
            await asyncio.gather(*(guard.decide(call(str(n))) for n in range(6)))
        async with guarding(home, clock):
            pass

    run(work())
    (finding,) = found(home).values()
    assert (finding.rule, finding.account, finding.open) == ("frequent", "acme", True)
    assert finding.measures[0].hits == 6
