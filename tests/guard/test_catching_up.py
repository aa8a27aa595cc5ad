"""A guard with much to read: standing and calls for help at once, and the rest when it is read."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from fairline.facts import FairlineError
from fairline.guard import CatchingUp, Guard
from fairline.guard.replay import replay
from fairline.policy import Act, Cause
from fairline.standing import Standing
from fairline.stores.journal_files import entries
from tests.guard.guarding import (
    FREQUENT_MAX,
    LATENESS,
    LAW,
    PLAN,
    POLICY,
    START,
    Clock,
    call,
    guarding,
    overturned,
    ruling,
    run,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairline.guard.opening.SHORT", -1)


def behind(folder: Path, clock: Clock) -> Guard:
    return Guard.open(
        folder, POLICY, law=LAW, plan=PLAN, lateness=LATENESS, now=clock, freeze=False, behind=True
    )


async def filled(folder: Path, clock: Clock, *, snapshot: bool) -> None:
    """A full minute of one person's calls, one account suspended and one no more."""
    async with guarding(folder, clock) as guard:
        await asyncio.gather(*(guard.decide(call(str(n))) for n in range(FREQUENT_MAX)))
        await guard.rule(ruling("r", clock.moment, account="other"))
        await guard.rule(ruling("s", clock.moment, account="third"))
        await guard.overturn(overturned("s", clock.moment))
    if not snapshot:
        for each in (folder / "snapshots").iterdir():
            each.unlink()


@pytest.mark.parametrize("snapshot", [True, False])
def test_standing_and_help_at_once_and_all_the_rest_when_it_is_read(snapshot: bool, tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        await filled(tmp_path, clock, snapshot=snapshot)
        guard = behind(tmp_path, clock)
        assert guard.behind is not None
        assert guard.decide(call("h", called="911")).result().emergency
        refused = guard.decide(call("o", account="other")).result()
        assert (refused.act, refused.standing.ruling) == (Act.REFUSE, "r")
        assert {each.cause for each in refused.doubts} == {Cause.BEHIND}
        for account in ("acme", "third"):
            assert isinstance(guard.decide(call("x", account=account)).exception(), CatchingUp)
        assert guard.in_doubt(call("x"), Cause.FAILED).doubts[0].cause is Cause.BEHIND
        assert isinstance(guard.observe([call("y")]).exception(), CatchingUp)
        moved = guard.rule(ruling("t", clock.moment, account="acme"))
        assert guard.decide(call("z")).result().standing.ruling == "t"
        assert [each.after for each in await moved] == [Standing.SUSPENDED]
        await guard.ready
        assert guard.behind is None
        assert guard.standings is guard._course.standings
        assert (await guard.decide(call("again"))).reasons[0].rule.name == "frequent"
        assert (await guard.decide(call("third", account="third", called="+13"))).act is Act.ALLOW
        await guard.close()

    run(work())
    assert replay(tmp_path, POLICY, law=LAW).same
    kinds = [each.kind for each in entries(tmp_path)]
    assert kinds.count("policy") == 2
    assert kinds.index("ruling") < kinds.index("undecided")


def test_what_ends_meanwhile_ends(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock) as guard:
            await guard.rule(ruling("r", clock.moment, duration=timedelta(hours=1)))
        clock.wait(timedelta(hours=2))
        guard = behind(tmp_path, clock)
        guard._on_time()
        assert isinstance(guard.decide(call("1", clock.moment)).exception(), CatchingUp)
        await guard.ready
        assert (await guard.decide(call("2", clock.moment))).act is Act.ALLOW
        await guard.close()

    run(work())
    assert replay(tmp_path, POLICY, law=LAW).same


def test_a_finding_that_was_not_written_is_written_when_all_is_read(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock) as guard:
            await asyncio.gather(
                *(guard.decide(call(str(n), START + n * timedelta(seconds=1))) for n in range(7))
            )
        for each in (tmp_path / "snapshots").iterdir():
            each.unlink()
        (last,) = [each for each in entries(tmp_path) if each.kind == "finding"]
        # As if the process had been killed right before it wrote the finding, which was then the end.
        (file,) = (tmp_path / "journal").glob("*.sqlite")
        before = next(each for each in entries(tmp_path) if each.sequence == last.sequence - 1)
        with sqlite3.connect(file) as opened:
            opened.execute("DELETE FROM entry WHERE sequence >= ?", (last.sequence,))
            opened.execute(
                "UPDATE span SET last = ?, at = ?, hash = ?", (before.sequence, before.at, before.hash)
            )
        opened.close()
        guard = behind(tmp_path, clock)
        await guard.ready
        await guard.close()
        assert [each.id for each in entries(tmp_path) if each.kind == "finding"] == [last.id]

    run(work())


def test_an_altered_journal_is_told_when_it_is_read(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        await filled(tmp_path, clock, snapshot=False)
        (file,) = (tmp_path / "journal").glob("*.sqlite")
        with sqlite3.connect(file) as opened:
            altered = "CAST(replace(body, 'acme', 'ACME') AS BLOB)"
            opened.execute(f"UPDATE entry SET body = {altered} WHERE sequence = 3")
        opened.close()
        guard = behind(tmp_path, clock)
        with pytest.raises(FairlineError, match="found entry 3 missing, altered or out of order"):
            await guard.ready
        assert guard.decide(call("h", called="911")).done()
        await guard.close()

    run(work())


def test_a_guard_is_closed_before_all_is_read(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        await filled(tmp_path, clock, snapshot=False)
        guard = behind(tmp_path, clock)
        await guard.close()
        assert guard.ready.cancelled()
        async with guarding(tmp_path, clock) as again:
            assert (await again.decide(call("again"))).act is Act.REFUSE

    run(work())


def test_another_policy_waits_until_all_is_read(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        await filled(tmp_path, clock, snapshot=True)
        guard = behind(tmp_path, clock)
        assert await guard.reload(POLICY) == ()
        assert guard.behind is None
        await guard.close()

    run(work())
