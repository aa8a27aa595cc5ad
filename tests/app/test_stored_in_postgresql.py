"""A guard whose journal is in PostgreSQL, whole: killed, moved, its database slow, gone and promoted."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from fairline.app import App
from fairline.clauses.a_illegal.frequency import CLAUSE as ATTEMPTS
from fairline.clauses.a_illegal.refusal import CLAUSE as REFUSALS
from fairline.config import read
from fairline.facts import Call, Direction, FairlineError
from fairline.guard import NotWritten, TooMany
from fairline.guard.replay import replay
from fairline.policy import Act, Cause
from fairline.stores.journal_files import entries
from fairline.stores.place import Place, read_place, write_place
from fairline.stores.verifying import verify
from tests.app.test_sharing import ruling, run, until
from tests.guard.guarding import LAW, POLICY
from tests.guard.test_killed import killed
from tests.postgresql import OWNER, Pair, passing_pair

CONFIG = """
[store]
folder = "data"
database = "{database}"
guard = "{name}"
[guard]
watch = {watch}
waiting_max = 200
"""


@pytest.fixture(scope="module")
def both() -> Iterator[Pair]:
    with passing_pair() as made:
        yield made


@asynccontextmanager
async def guard(folder: Path, database: str, name: str, watch: str = "false", more: str = "") -> Any:
    file = folder / "fairline.toml"
    file.write_text(CONFIG.format(database=database, name=name, watch=watch) + more)
    app = App(read(file), (ATTEMPTS, REFUSALS))
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


def call(id: str, account: str = "acme", called: str = "+13035550123", **more: Any) -> Call:
    return Call(
        id=id,
        started_at=datetime.now(UTC),
        account=account,
        called=called,
        direction=Direction.OUTBOUND,
        **more,
    )


def test_a_guard_goes_on_from_what_is_in_the_database(tmp_path: Path, postgresql: str) -> None:
    """Its folder is lost with the machine: standing and counts come back from the journal."""
    name = uuid4().hex

    async def first() -> None:
        async with guard(tmp_path, postgresql, name, "true") as app:
            assert (await app.guard.decide(call("c-1"))).act is Act.ALLOW
            await app.guard.rule(ruling())
            assert (await app.guard.decide(call("c-2"))).act is Act.REFUSE
            status = app.status()
            assert status.standby is False
            await until(lambda: app.status().behind == 0, 30)

    async def again() -> None:
        async with guard(tmp_path, postgresql, name) as app:
            assert (await app.guard.decide(call("c-3"))).act is Act.REFUSE
            assert app.guard.sequence > 3

    run(first)
    (tmp_path / "data").rename(tmp_path / "lost")
    run(again)
    assert [each.id for each in entries(tmp_path / "data", kinds=("attempt",))] == ["c-1", "c-2", "c-3"]
    assert verify(tmp_path / "data").problems == ()


def test_guards_that_share_need_no_second_address(tmp_path: Path, postgresql: str) -> None:
    async def test() -> None:
        names = [uuid4().hex for _ in range(2)]
        for each in names:
            (tmp_path / each).mkdir()
        more = '[shared]\nguard = "{}"\n'
        async with (
            guard(tmp_path / names[0], postgresql, names[0], more=more.format(names[0])) as one,
            guard(tmp_path / names[1], postgresql, names[1], more=more.format(names[1])) as two,
        ):
            id = uuid4().hex
            await one.sharing.rule(ruling(id, "shared"))
            await until(lambda: two.guard.standings.knows(id))

    run(test)


def test_the_folder_and_the_configuration_must_agree(tmp_path: Path, postgresql: str) -> None:
    async def started(database: str, name: str) -> None:
        async with guard(tmp_path, database, name):
            pass

    name = uuid4().hex
    run(lambda: started(postgresql, name))
    assert read_place(tmp_path / "data") == Place(database=postgresql, guard=name)
    with pytest.raises(FairlineError, match=r"store\.database: found sqlite, .* see fairline store copy"):
        run(lambda: started("sqlite", name))
    with pytest.raises(FairlineError, match=rf"store\.guard: found other, wanted {name}"):
        run(lambda: started(postgresql, "other"))
    (tmp_path / "data").rename(tmp_path / "before")
    run(lambda: started("sqlite", name))
    with pytest.raises(FairlineError, match="with a journal in files, wanted one that is in PostgreSQL"):
        run(lambda: started(postgresql, name))


def test_a_database_that_takes_nothing_leaves_what_waits_bounded(tmp_path: Path, postgresql: str) -> None:
    """A lock is held: nothing is answered as decided, more than may wait is refused, calls for help pass."""

    async def test() -> None:
        async with guard(tmp_path, postgresql, uuid4().hex) as app:
            await app.guard.decide(call("c-0"))
            held = await asyncio.to_thread(psycopg.connect, postgresql)
            with held:
                held.execute("LOCK TABLE journal IN ACCESS EXCLUSIVE MODE")
                asked = [app.guard.decide(call(f"w-{number}")) for number in range(400)]
                await asyncio.sleep(0.5)
                late = [each for each in asked if each.done()]
                assert 150 <= len(late) <= 250
                assert all(isinstance(each.exception(), TooMany) for each in late)
                assert app.guard.pending <= 220
                help = await app.guard.decide(call("h", called="911", dialed="911"))
                assert help.act is Act.ALLOW
                doubted = app.guard.in_doubt(call("d"), Cause.WAITING)
                assert doubted.doubts
                held.rollback()
            done = await asyncio.gather(*asked, return_exceptions=True)
            assert sum(not isinstance(each, TooMany) for each in done) >= 150
            assert app.guard.trouble is None

    run(test)
    written = [each.id for each in entries(tmp_path / "data", kinds=("attempt",))]
    assert len(written) == len(set(written)) >= 150


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_guard_is_killed(tmp_path: Path, postgresql: str) -> None:
    write_place(tmp_path, Place(database=postgresql, guard=uuid4().hex))
    chance, acknowledged = Random(7), set[tuple[str, str]]()
    for number in range(3):
        told, _ = killed(tmp_path, f"k{number}", chance.random() * 0.6)
        acknowledged |= told
        assert acknowledged <= {(each.kind, each.id) for each in entries(tmp_path)}
    assert verify(tmp_path).problems == ()
    assert replay(tmp_path, POLICY, law=LAW).same
    assert len(acknowledged) > 60


@pytest.mark.slow
def test_a_primary_that_dies_under_load_loses_no_decision_and_no_ruling(both: Pair, tmp_path: Path) -> None:
    """Decisions and rulings go on while the primary is killed and its standby promoted. Whoever was told that
    something could not be written asks again under another name."""
    ports = f"{both.primary.port},127.0.0.1:{both.standby.port}"
    database = f"postgresql://{OWNER}@127.0.0.1:{ports}/{OWNER}"
    decided: list[str] = []
    ruled: list[str] = []
    refused = 0

    async def test() -> None:
        nonlocal refused
        async with guard(tmp_path, database, "one") as app:
            assert app.status().standby is True
            ends = asyncio.Event()

            async def decide(of: int) -> None:
                nonlocal refused
                number = 0
                while not ends.is_set():
                    number += 1
                    id = f"c-{of}-{number}"
                    try:
                        await app.guard.decide(call(id, f"a-{of}", f"+1303555{number % 10_000:04d}"))
                        decided.append(id)
                    except (NotWritten, TooMany):
                        refused += 1
                        await asyncio.sleep(0.02)

            async def rule() -> None:
                number = 0
                while not ends.is_set():
                    number += 1
                    try:
                        await app.guard.rule(ruling(f"r-{number}", f"s-{number}"))
                        ruled.append(f"r-{number}")
                    except (NotWritten, TooMany):
                        await asyncio.sleep(0.02)
                    await asyncio.sleep(0.005)

            working = asyncio.gather(*(decide(each) for each in range(20)), rule())
            await until(lambda: len(decided) > 400 and len(ruled) > 5, 30)
            both.primary.end(signal.SIGQUIT)
            await until(lambda: app.guard.trouble is not None, 30)
            assert app.status().trouble
            before = len(decided)
            await asyncio.to_thread(both.promote)
            await until(lambda: len(decided) > before + 400 and app.guard.trouble is None, 40)
            ends.set()
            await working
            assert app.status().standby is False

    run(test)
    there = [(each.kind, each.id) for each in entries(tmp_path / "data")]
    attempts = [id for kind, id in there if kind == "attempt"]
    rulings = [id for kind, id in there if kind == "ruling"]
    assert refused > 0
    assert set(decided) <= set(attempts)
    assert set(ruled) <= set(rulings)
    assert len(attempts) == len(set(attempts))
    assert len(rulings) == len(set(rulings))
    assert verify(tmp_path / "data").problems == ()
    assert replay(tmp_path / "data", (ATTEMPTS, REFUSALS), law=_law()).same


def _law() -> Any:
    from fairline.checks.public_holidays import public_holidays
    from fairline.law import load

    return load(public_holidays)
