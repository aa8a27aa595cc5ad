"""The guard: what is answered is on disk, help comes first, standings move at once, a restart goes on."""

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from fairline.cases import Outcome
from fairline.facts import Account
from fairline.findings import Finding
from fairline.guard import NotWritten, TooMany
from fairline.policy import Act
from fairline.signals.book import Taken
from fairline.standing import Change, Standing
from fairline.stores.journal_files import entries
from tests.guard.guarding import FREQUENT_MAX, START, Clock, call, guarding, overturned, policy, ruling, run


def kinds(folder: Path) -> list[str]:
    return [each.kind for each in entries(folder)]


def test_what_is_decided_is_on_disk_when_it_is_answered(tmp_path: Path) -> None:
    async def work() -> None:
        async with guarding(tmp_path, Clock()) as guard:
            decision = await guard.decide(call("1"))
            assert decision.act is Act.ALLOW
            written = [each for each in entries(tmp_path) if each.kind == "attempt"]
            assert [each.id for each in written] == ["1"]
            body = msgspec.json.decode(written[0].body)
            assert body["attempt"]["id"] == "1"
            assert body["decision"] == {"act": "allow", "taken": "counted", "policy": guard.engine.policy}

    run(work())


def test_the_call_over_the_limit_is_refused_and_found(tmp_path: Path) -> None:
    told: list[Finding] = []

    async def work() -> None:
        async with guarding(tmp_path, Clock()) as guard:
            guard.on_finding.append(told.extend)
            decided = [guard.decide(call(str(n), START + n * timedelta(seconds=1))) for n in range(7)]
            acts = [each.act for each in await asyncio.gather(*decided)]
            assert acts == [Act.ALLOW] * FREQUENT_MAX + [Act.REFUSE] * 2
            await asyncio.sleep(0)
            assert [each.rule.name for each in told] == ["frequent"]

    run(work())
    written = [each for each in entries(tmp_path) if each.kind == "finding"]
    assert [each.id for each in written] == [told[0].id]
    assert [each.sequence for each in entries(tmp_path)] == list(range(1, 10))


def test_a_call_for_help_is_answered_at_once_and_written_down_after(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock) as guard:
            await guard.rule(ruling("r", clock.moment))
            future = guard.decide(call("help", called="911"))
            assert future.done()
            assert (await future).emergency
            assert guard.counts["emergency"] == 1

    run(work())
    (written,) = [each for each in entries(tmp_path) if each.id == "help"]
    assert msgspec.json.decode(written.body)["decision"]["emergency"] is True


def test_facts_are_told_what_became_of_each(tmp_path: Path) -> None:
    async def work() -> None:
        facts = [call(str(n), START + n * timedelta(seconds=1)) for n in range(40)]
        async with guarding(tmp_path, Clock()) as guard:
            taken = await guard.observe([Account(id="acme", at=START), *facts, facts[0]])
            assert taken == [Taken.COUNTED] * 41 + [Taken.DUPLICATE]
            assert await guard.observe([call("old", START - timedelta(hours=1))]) == [Taken.LATE]
            assert await guard.observe([]) == []

    run(work())
    assert kinds(tmp_path).count("fact") == 43


def test_a_suspension_refuses_the_next_call_and_an_appeal_lets_it_pass(tmp_path: Path) -> None:
    moved: list[Change] = []

    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock) as guard:
            guard.on_change.append(moved.extend)
            future = guard.rule(ruling("r", clock.moment))
            refused = guard.decide(call("1"))
            assert [each.after for each in await future] == [Standing.SUSPENDED]
            assert (await refused).act is Act.REFUSE
            assert (await refused).standing.ruling == "r"
            await guard.overturn(overturned("r", clock.moment))
            assert (await guard.decide(call("2"))).act is Act.ALLOW
            assert [each.after for each in moved] == [Standing.SUSPENDED, Standing.ACTIVE]

    run(work())
    (written,) = [each for each in entries(tmp_path) if each.id == "1"]
    decision = msgspec.json.decode(written.body)["decision"]
    assert decision["standing"] == "suspended"
    assert decision["ruling"] == "r"


def test_a_suspension_ends_by_itself_before_the_call_after_it(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock, tick_s=50) as guard:
            await guard.rule(ruling("r", clock.moment, duration=timedelta(hours=1)))
            assert (await guard.decide(call("1"))).act is Act.REFUSE
            clock.wait(timedelta(hours=1))
            assert (await guard.decide(call("2", clock.moment))).act is Act.ALLOW

    run(work())
    assert kinds(tmp_path) == ["policy", "ruling", "attempt", "tick", "attempt"]


def test_time_ends_what_is_due_though_nothing_comes(tmp_path: Path) -> None:
    moved: list[Change] = []

    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock, tick_s=0.02) as guard:
            guard.on_change.append(moved.extend)
            await guard.rule(ruling("r", clock.moment, Outcome.THROTTLE, duration=timedelta(seconds=30)))
            clock.wait(timedelta(minutes=1))
            while len(moved) < 2:
                await asyncio.sleep(0.01)

    run(work())
    assert [each.after for each in moved] == [Standing.RESTRICTED, Standing.ACTIVE]
    assert kinds(tmp_path) == ["policy", "ruling", "tick"]


@pytest.mark.parametrize("snapshot_every", [1, 10_000])
def test_a_restart_goes_on_where_it_was(tmp_path: Path, snapshot_every: int) -> None:
    async def work() -> None:
        clock = Clock()
        async with guarding(tmp_path, clock, snapshot_every=snapshot_every) as guard:
            await asyncio.gather(*(guard.decide(call(str(n))) for n in range(FREQUENT_MAX)))
            await guard.rule(ruling("r", clock.moment, account="other"))
        if snapshot_every > 1:
            for each in (tmp_path / "snapshots").iterdir():
                each.unlink()
        async with guarding(tmp_path, clock) as guard:
            assert guard.engine.taken[Taken.COUNTED] == FREQUENT_MAX
            assert (await guard.decide(call("again"))).reasons[0].rule.name == "frequent"
            assert (await guard.decide(call("x", account="other", called="+13"))).act is Act.REFUSE

    run(work())
    assert kinds(tmp_path).count("policy") == 2


def test_another_policy_takes_over_the_counts(tmp_path: Path) -> None:
    async def work() -> None:
        async with guarding(tmp_path, Clock()) as guard:
            await asyncio.gather(*(guard.decide(call(str(n))) for n in range(3)))
            before = guard.engine.policy
            assert await guard.reload(policy(3)) == ()
            assert (await guard.decide(call("3"))).act is Act.REFUSE
            assert guard.engine.policy != before

    run(work())
    assert kinds(tmp_path).count("policy") == 2


def test_more_than_may_wait_is_refused_and_nothing_of_it_counted(tmp_path: Path) -> None:
    async def work() -> None:
        async with guarding(tmp_path, Clock(), waiting_max=3) as guard:
            futures = [guard.decide(call(str(n), called=f"+1202555{n:04d}")) for n in range(9)]
            done = await asyncio.gather(*futures, return_exceptions=True)
            refused = [each for each in done if isinstance(each, TooMany)]
            assert refused
            assert guard.engine.taken[Taken.COUNTED] == 9 - len(refused)
            assert guard.counts["refused: too many"] == len(refused)
            assert guard.decide(call("help", called="112")).done()

    run(work())


def test_what_cannot_be_written_is_refused_and_not_counted(tmp_path: Path) -> None:
    async def work() -> None:
        async with guarding(tmp_path, Clock()) as guard:
            with pytest.raises(NotWritten, match="cannot be written"):
                await guard.decide(call("\ud800"))
            with pytest.raises(NotWritten, match="cannot be written"):
                await guard.observe([call("fine"), call("1", user="\udfff")])
            assert (await guard.decide(call("\ud800", called="911"))).emergency
            await asyncio.sleep(0)
            assert guard.counts["refused: unwritable"] == 2
            assert guard.counts["emergency: not written"] == 1
            assert not guard.engine.taken

    run(work())
    assert kinds(tmp_path) == ["policy"]


def test_after_close_nothing_is_taken(tmp_path: Path) -> None:
    async def work() -> None:
        async with guarding(tmp_path, Clock()) as guard:
            pass
        with pytest.raises(NotWritten):
            await guard.decide(call("1"))
        assert guard.decide(call("help", called="911")).done()

    run(work())
