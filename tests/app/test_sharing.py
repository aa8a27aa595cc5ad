"""Several guards as one, over Debian's PostgreSQL: what one is told, all do, also when a server dies."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import uvloop

from fairline.app import App
from fairline.app.sharing import NAME
from fairline.cases import AppealDecision, Outcome, Ruling, Scope
from fairline.clauses.a_illegal.frequency import CLAUSE as ATTEMPTS
from fairline.clauses.a_illegal.refusal import CLAUSE as REFUSALS
from fairline.config import read
from fairline.decision import Decision
from fairline.facts import Call, Direction, FairlineError
from fairline.guard.course import RULING
from fairline.policy import Act, ScopeKind
from fairline.stores.journal_files import entries
from fairline.stores.shared_log import MODES, POLICY, Shared, SharedLog
from tests.postgresql import Pair, passing_cluster, passing_pair, programs

pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed, or cannot be run")
CONFIG = """
[store]
folder = "data"
[guard]
watch = false
[shared]
database = "{database}"
guard = "{name}"
"""
SOON_S = 10.0


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute("DROP TABLE IF EXISTS fairline_shared, fairline_guards")
    return server


@asynccontextmanager
async def guard(folder: Path, name: str, database: str, more: str = "") -> Any:
    """A running guard with a folder of its own, the same again under the same name."""
    home = folder / name
    home.mkdir(exist_ok=True)
    (home / "fairline.toml").write_text(CONFIG.format(database=database, name=name) + more)
    app = App(read(home / "fairline.toml"), (ATTEMPTS, REFUSALS))
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


def run(test: Callable[[], Awaitable[None]]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.wait_for(test(), 90))


def ruling(id: str = "r-1", account: str = "acme", outcome: Outcome = Outcome.SUSPEND) -> Ruling:
    now = datetime.now(UTC)
    return Ruling(
        id=id, outcome=outcome, scope=Scope(kind=ScopeKind.ACCOUNT, account=account, id=account),
        decided_at=now, effective_at=now, decided_by=("ann", "bob"), reasons="a test's",
    )  # fmt: skip


async def decided(app: App, account: str = "acme", **changes: Any) -> Decision:
    given: dict[str, Any] = {"account": account, "direction": Direction.OUTBOUND, "called": "+13035550123"}
    call = Call(id=f"c-{datetime.now(UTC).timestamp()}", started_at=datetime.now(UTC), **given | changes)
    decision: Decision = await app.guard.decide(call)
    return decision


async def until(true: Callable[[], bool], within_s: float = SOON_S) -> None:
    async with asyncio.timeout(within_s):
        while not true():
            await asyncio.sleep(0.005)


def knows(app: App, id: str) -> bool:
    return app.guard.standings.knows(id)


def test_a_ruling_at_one_refuses_at_both_and_so_does_its_end(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with guard(tmp_path, "one", database) as one, guard(tmp_path, "two", database) as two:
            assert (await decided(two)).act is Act.ALLOW
            assert await one.sharing.rule(ruling())
            await until(lambda: knows(two, "r-1"))
            assert (await decided(one)).act is Act.REFUSE
            assert (await decided(two)).act is Act.REFUSE
            over = AppealDecision(
                id="a-1", appeal="p-1", ruling="r-1", decided_by="cat", decided_at=datetime.now(UTC),
                overturned=True, reasons="a test's",
            )  # fmt: skip
            await two.sharing.overturn(over)
            await until(lambda: one.guard.standings.overturned("r-1"))
            assert (await decided(one)).act is Act.ALLOW
        # Each journal has each once, also after all was read again.
        for name in ("one", "two"):
            (tmp_path / name / "data" / NAME).unlink()
        async with guard(tmp_path, "one", database) as one, guard(tmp_path, "two", database) as two:
            await until(lambda: one.sharing.age_s < 1 and two.sharing.age_s < 1)
            await until(
                lambda: one.sharing.counts["taken: ruling"] + two.sharing.counts["taken: ruling"] >= 2
            )
        for name in ("one", "two"):
            found = [each.id for each in entries(tmp_path / name / "data", kinds=(RULING,))]
            assert found == ["r-1"]

    run(test)


def test_a_guard_that_was_away_learns_what_it_missed(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with guard(tmp_path, "one", database) as one:
            await one.sharing.rule(ruling())
            await one.sharing.rule(ruling("r-2", "other"))
        async with guard(tmp_path, "two", database) as two:
            await until(lambda: knows(two, "r-2"))
            assert (await decided(two)).act is Act.REFUSE
            assert (await decided(two, "third")).act is Act.ALLOW

    run(test)


def test_what_was_ruled_without_a_database_is_shared_once_there_is_one(tmp_path: Path) -> None:
    """The database is not there at the start, and the guard is stopped before it comes."""

    async def alone() -> None:
        more = "share_within_ms = 50\n"
        async with guard(tmp_path, "one", "host=127.0.0.1 port=1 dbname=none", more) as one:
            assert await one.sharing.rule(ruling())
            assert (await decided(one)).act is Act.REFUSE
            assert one.sharing.counts["not shared in time"] == 1
            await until(lambda: one.sharing.trouble is not None)
            assert one.status().shared_trouble

    run(alone)
    with passing_cluster() as address:

        async def later() -> None:
            async with guard(tmp_path, "one", address) as one, guard(tmp_path, "two", address) as two:
                await until(lambda: knows(two, "r-1"))
                assert one.sharing.trouble is None

        run(later)


@pytest.mark.parametrize(("way", "act"), [("open", Act.ALLOW), ("closed", Act.REFUSE)])
def test_what_is_known_for_too_long_says_so(way: str, act: Act, tmp_path: Path) -> None:
    from fairline.app.asking import Asking

    async def test() -> None:
        more = f'stale_after_s = 2\nwhen_stale = "{way}"\n'
        async with guard(tmp_path, "one", "host=127.0.0.1 port=1 dbname=none", more) as one:
            asking = Asking(one.guard, one.counts, one._refuses_stale)
            call = Call(id="c", started_at=datetime.now(UTC), account="acme", called="+13035550123")
            assert (await asking.decide(call)).act is Act.ALLOW
            await until(lambda: one.sharing.stale)
            late = Call(id="d", started_at=datetime.now(UTC), account="acme", called="+13035550123")
            decision = await asking.decide(late)
            assert decision.act is act
            assert {each.cause.value for each in decision.doubts} <= {"stale"}
            assert bool(decision.doubts) is (way == "closed")
            help = Call(id="e", started_at=datetime.now(UTC), account="acme", called="911", dialed="911")
            assert (await asking.decide(help)).act is Act.ALLOW
            assert one.status().shared_age_s >= 2

    run(test)


LIMITS = '[rules.attempts-24h]\nmode = "observe"\n'


def test_limits_and_modes_reach_all_guards(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with guard(tmp_path, "one", database) as one, guard(tmp_path, "two", database) as two:
            before = one.guard.engine.policy
            assert two.guard.engine.policy == before
            assert await one.sharing.publish(POLICY, "p-1", LIMITS.encode())
            await until(lambda: before not in (one.guard.engine.policy, two.guard.engine.policy))
            assert one.guard.engine.policy == two.guard.engine.policy
            shared = one.guard.engine.policy
            assert await one.observe_only(("called-after-refusal",))
            await until(lambda: two.guard.engine.policy not in (before, shared))
            await until(lambda: one.guard.engine.policy == two.guard.engine.policy)
            assert await one.sharing.publish(POLICY, "p-2", b"[rules.none-such]\nmode = 'off'\n")
            await until(lambda: two.sharing.counts["cannot be taken"] == 1)
            assert one.guard.engine.policy == two.guard.engine.policy
            last = two.guard.engine.policy
        async with guard(tmp_path, "two", database) as two:
            assert two.guard.engine.policy == last

    run(test)


def test_what_cannot_be_read_is_counted_and_stops_nothing(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with guard(tmp_path, "one", database) as one:
            async with SharedLog.open(database, within_s=10) as log:
                await log.write([
                    Shared(0, "ruling", "x", "two", b"\xff not json"),
                    Shared(0, "appeal-decision", "x", "two", b"{}"),
                    Shared(0, MODES, "x", "two", b'["no-such-rule"]'),
                    Shared(0, "of-next-year", "x", "two", b"{}"),
                ])  # fmt: skip
            await one.sharing.rule(ruling())
            await until(lambda: one.sharing.counts["taken: ruling"] == 1)
            assert one.sharing.counts["cannot be taken"] == 3
            assert one.sharing.counts["of a kind that is not known here"] == 1

    run(test)


def test_guards_tell_how_far_they_are(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with guard(tmp_path, "one", database) as one, guard(tmp_path, "two", database):
            await one.sharing.rule(ruling())
            async with SharedLog.open(database, within_s=10) as log:
                async with asyncio.timeout(SOON_S):
                    while len((await log.guards())[0]) < 2:
                        await asyncio.sleep(0.05)
                told, now = await log.guards()
            assert [each.name for each in told] == ["one", "two"]
            assert {each.policy for each in told} == {one.guard.engine.policy}
            assert all(now - each.seen_at < timedelta(minutes=1) for each in told)

    run(test)


def test_a_primary_that_dies_under_load_loses_no_ruling(tmp_path: Path) -> None:
    """Rulings and decisions go on at two guards while the primary is killed and its standby promoted."""

    async def ruled(both: Pair) -> None:
        async with AsyncExitStack() as ends:
            one = await ends.enter_async_context(guard(tmp_path, "one", both.address))
            two = await ends.enter_async_context(guard(tmp_path, "two", both.address))
            done: list[str] = []
            asked = 0

            async def decide() -> None:
                nonlocal asked
                while len(done) < 120:
                    await asyncio.gather(decided(one, "quiet"), decided(two, "quiet"))
                    asked += 2

            async def rule() -> None:
                for number in range(120):
                    await (one, two)[number % 2].sharing.rule(ruling(f"r-{number}", f"a-{number}"))
                    done.append(f"r-{number}")

            working = asyncio.gather(decide(), rule())
            await until(lambda: len(done) >= 40, 30)
            both.primary.end(signal.SIGQUIT)
            await asyncio.to_thread(both.promote)
            await working
            assert asked > 100
            await until(lambda: all(knows(one, each) and knows(two, each) for each in done), 30)
            async with SharedLog.open(both.address, within_s=10) as log:
                assert {each.id for each in await log.read(0)} == set(done)

    with passing_pair() as both:
        run(lambda: ruled(both))


def test_a_guard_needs_a_name_that_is_one(tmp_path: Path) -> None:
    (tmp_path / "fairline.toml").write_text(CONFIG.format(database="x", name="a b"))
    with pytest.raises(FairlineError, match=r"shared\.guard: found 'a b'"):
        read(tmp_path / "fairline.toml")
