"""The shared log, in Debian's PostgreSQL: in order, each once, awake at once, whole when a server dies."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from fairline.facts import FairlineError
from fairline.stores.shared_log import PAGE, Lost, Shared, SharedLog, Telling, with_password
from tests.postgresql import passing_cluster, passing_pair, programs

pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed, or cannot be run")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute("DROP TABLE IF EXISTS fairline_shared, fairline_guards")
    return server


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 60))


def entry(id: str, kind: str = "ruling", body: bytes = b"{}") -> Shared:
    return Shared(0, kind, id, "one", body)


def test_entries_are_numbered_in_order_and_each_is_there_once(address: str) -> None:
    async def test() -> None:
        async with SharedLog.open(address, within_s=10) as log:
            await log.write([entry("a", body=b"\x00\xff"), entry("b")])
            await log.write([entry("b", body=b"another"), entry("c"), entry("a", kind="policy")])
            found = await log.read(0)
            assert [(each.sequence, each.kind, each.id) for each in found] == [
                (1, "ruling", "a"), (2, "ruling", "b"), (3, "ruling", "c"), (4, "policy", "a"),
            ]  # fmt: skip
            assert [each.body for each in found[:2]] == [b"\x00\xff", b"{}"]
            assert [each.sequence for each in await log.read(2)] == [3, 4]
            assert await log.read(4) == []

    run(test)


def test_writers_at_once_leave_no_gap_that_is_filled_later(address: str) -> None:
    """A reader follows while ten write; it sees every number as the next one, and misses none."""

    async def test() -> None:
        async def write(who: int) -> None:
            async with SharedLog.open(address, within_s=10) as log:
                for number in range(20):
                    await log.write([entry(f"{who}-{number}")])

        writing = asyncio.gather(*(write(who) for who in range(10)))
        seen: list[int] = []
        async with SharedLog.open(address, within_s=10) as log:
            while len(seen) < 200:
                seen += [each.sequence for each in await log.read(seen[-1] if seen else 0)]
        await writing
        assert seen == list(range(1, 201))

    run(test)


def test_a_page_is_bounded(address: str) -> None:
    async def test() -> None:
        async with SharedLog.open(address, within_s=10) as log:
            await log.write([entry(str(number)) for number in range(PAGE + 3)])
            assert len(await log.read(0)) == PAGE
            assert len(await log.read(PAGE)) == 3

    run(test)


def test_whoever_listens_is_woken_at_once(address: str) -> None:
    async def test() -> None:
        async with (
            SharedLog.open(address, within_s=10) as reader,
            SharedLog.open(address, within_s=10) as writer,
        ):
            await reader.listen()
            waiting = asyncio.create_task(reader.woken(20))
            await asyncio.sleep(0.2)
            before = time.monotonic()
            await writer.write([entry("a")])
            await waiting
            assert time.monotonic() - before < 5
            before = time.monotonic()
            await reader.woken(0.2)
            assert 0.1 < time.monotonic() - before < 5

    run(test)


def test_what_guards_tell_of_themselves(address: str) -> None:
    async def test() -> None:
        async with SharedLog.open(address, within_s=10) as log:
            now = (await log.guards())[1]
            await log.tell(Telling("two", now, 3, "p", "l", "0.1"))
            await log.tell(Telling("one", now, 3, "p", "l", "0.1"))
            await log.tell(Telling("two", now, 4, "q", "l", "0.1"))
            told, _ = await log.guards()
            assert [(each.name, each.sequence, each.policy) for each in told] == [
                ("one", 3, "p"),
                ("two", 4, "q"),
            ]

    run(test)


def test_a_server_that_is_not_there_is_lost() -> None:
    async def test() -> None:
        with pytest.raises(Lost):
            async with SharedLog.open("host=127.0.0.1 port=1 dbname=x", within_s=5):
                pass

    run(test)


def test_who_may_not_make_tables_is_told(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as opened:
        opened.execute("DROP ROLE IF EXISTS stranger")
        opened.execute("CREATE ROLE stranger LOGIN")

    async def test() -> None:
        with pytest.raises(FairlineError, match="the shared database"):
            async with SharedLog.open(f"{address.replace('fairline@', 'stranger@')}", within_s=10):
                pass

    run(test)


def test_the_password_stands_in_a_file(tmp_path: Path) -> None:
    assert with_password("dbname=x", None) == "dbname=x"
    (tmp_path / "password").write_text("it's\n")
    made = with_password("dbname=x", tmp_path / "password")
    assert psycopg.conninfo.conninfo_to_dict(made)["password"] == "it's"
    with pytest.raises(FairlineError, match="No such file"):
        with_password("dbname=x", tmp_path / "none")


def test_nothing_acknowledged_is_lost_when_the_primary_dies() -> None:
    """Writes go on until the primary is killed; the standby, promoted, has all that was acknowledged."""
    with passing_pair() as both:
        acknowledged: list[str] = []

        async def write() -> None:
            number = 0
            while len(acknowledged) < 400:
                try:
                    async with SharedLog.open(both.address, within_s=5) as log:
                        while len(acknowledged) < 400:
                            await log.write([entry(str(number))])
                            acknowledged.append(str(number))
                            number += 1
                except Lost:
                    await asyncio.sleep(0.05)

        async def test() -> None:
            writing = asyncio.create_task(write())
            while len(acknowledged) < 150:
                await asyncio.sleep(0.01)
            both.primary.end(signal.SIGQUIT)
            before = len(acknowledged)
            await asyncio.to_thread(both.promote)
            await writing
            assert 150 <= before < 400
            async with SharedLog.open(both.address, within_s=5) as log:
                found = await log.read(0)
            assert {each.id for each in found} >= set(acknowledged)
            assert [each.sequence for each in found] == list(range(1, len(found) + 1))

        run(test)
