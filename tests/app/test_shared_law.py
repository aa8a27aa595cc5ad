"""A later law for all guards, over Debian's PostgreSQL: taken without a restart, kept, and replayed."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
import uvloop
from rich.console import Console

from fairline.app import App
from fairline.app.laws import told as law_told
from fairline.app.sharing import NAME
from fairline.clauses.a_illegal.frequency import CLAUSE as ATTEMPTS
from fairline.cli.shared import enacted, told
from fairline.config import read
from fairline.decision import Decision
from fairline.facts import Call, Direction, FairlineError
from fairline.guard.course import LAW
from fairline.guard.law_file import NAME as LAW_FILE
from fairline.guard.replay import replay
from fairline.law import load, package_files
from fairline.policy import Act, Lang
from fairline.stores.journal_files import entries
from tests.postgresql import passing_cluster, programs

pytestmark = pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed, or cannot be run")
CONFIG = """
[store]
folder = "data"
[guard]
watch = {watch}
[shared]
database = "{database}"
guard = "{name}"
"""
CALLED = "+13055550123"  # in Florida: three attempts in 24 hours
US = package_files()["us.yaml"]
CLAUSES = (ATTEMPTS,)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute("DROP TABLE IF EXISTS fairline_shared, fairline_guards")
    return server


def configured(folder: Path, name: str, database: str, *, watch: bool = False) -> Path:
    home = folder / name
    home.mkdir(exist_ok=True)
    told = CONFIG.format(database=database, name=name, watch="true" if watch else "false")
    (home / "fairline.toml").write_text(told)
    return home / "fairline.toml"


@asynccontextmanager
async def guard(folder: Path, name: str, database: str, *, watch: bool = False) -> Any:
    app = App(read(configured(folder, name, database, watch=watch)), CLAUSES)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


def run(test: Callable[[], Awaitable[None]]) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.wait_for(test(), 60))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.005)


async def called(app: App, account: str, number: str = CALLED) -> Decision:
    now = datetime.now(UTC)
    call = Call(
        id=f"c-{now.timestamp()}", started_at=now, account=account, direction=Direction.OUTBOUND,
        called=number, called_places=("US-FL",), purpose="marketing", answered=False,
    )  # fmt: skip
    decision: Decision = await app.guard.decide(call)
    return decision


def book(day: str, *changes: tuple[str, str], number: str | None = None) -> str:
    """The package's law of the United States, read on another day and altered."""
    text = US
    first = text.index("checked_on: ")
    text = text[:first] + f"checked_on: {day}" + text[text.index("\n", first) :]
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    if number is not None:
        text = text.replace('["911"', f'["911", "{number}"')
        assert number in text
    return text


def give(path: Path, folder: Path, database: str, *, lacking: bool = False) -> str:
    out = StringIO()
    config = configured(folder, "operator", database)
    assert enacted(str(path), lacking, str(config), Lang.EN, Console(file=out, width=200)) == 0
    return out.getvalue()


def day_of(app: App) -> str:
    return law_told(app.guard.engine.law).partition("/")[0]


def repealed(text: str) -> tuple[str, str]:
    """Florida's three attempts in 24 hours, repealed the day after they came into force."""
    at = text.index("attempts_max: 3", text.index("US-FL:"))
    line = text[text.index("effective_from: ", at) :].partition("\n")[0]
    before = text[at : text.index(line, at) + len(line)]
    return before, f"{before}\n          effective_to: {line.removeprefix('effective_from: ')}"


async def acts(app: App, account: str, count: int = 5) -> list[Act]:
    return [(await called(app, account)).act for _ in range(count)]


def test_a_later_law_is_taken_by_all_guards_and_outlives_the_database(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        async with (
            guard(tmp_path, "one", database, watch=True) as one,
            guard(tmp_path, "two", database) as two,
        ):
            assert await acts(one, "acme") == [Act.ALLOW] * 3 + [Act.REFUSE] * 2
            file = tmp_path / "us.yaml"
            file.write_text(book("2027-01-15", repealed(US), number="919"))
            said = await asyncio.to_thread(give, file, tmp_path, database)
            assert "All guards have the law as of 2027-01-15" in said
            await until(lambda: day_of(one) == day_of(two) == "2027-01-15")
            assert await acts(one, "acme") == await acts(two, "acme") == [Act.ALLOW] * 5
            assert (await called(two, "acme", "919")).emergency
            assert "919" in one.laws.emergency
            file.write_text(book("2027-02-15", number="919"))
            await asyncio.to_thread(give, file, tmp_path, database)
            await until(lambda: day_of(one) == day_of(two) == "2027-02-15")
            # What was counted under the first law counts on; what was called under the second never counted.
            assert await acts(one, "acme", 1) == [Act.REFUSE]
            assert await acts(two, "acme", 4) == [Act.ALLOW] * 3 + [Act.REFUSE]
            for app in (one, two):
                await app.sharing.told(app.guard.sequence)
            for name in ("one", "two"):
                assert len(list(entries(tmp_path / name / "data", kinds=(LAW,)))) == 2
        for name in ("one", "two"):
            done = replay(tmp_path / name / "data", CLAUSES, law=load())
            assert (done.same, done.decisions >= 9) == (True, True), (done.otherwise, done.lost, done.gained)
        # The next start needs no database; nor does it need both the file and the entry in the journal.
        for kept in (True, False):
            if not kept:
                (tmp_path / "two" / "data" / LAW_FILE).unlink()
            async with guard(tmp_path, "two", "host=127.0.0.1 port=1") as two:
                await two.guard.ready
                assert day_of(two) == "2027-02-15"
                assert (await called(two, "acme", "919")).emergency
                assert await acts(two, "acme", 1) == [Act.REFUSE]

    run(test)


def test_a_guard_that_was_away_or_is_new_takes_what_all_have(tmp_path: Path, database: str) -> None:
    async def test() -> None:
        file = tmp_path / "us.yaml"
        for day in ("2027-01-15", "2027-02-15"):
            file.write_text(book(day))
            await asyncio.to_thread(give, file, tmp_path, database)
        async with guard(tmp_path, "one", database) as one:
            await until(lambda: day_of(one) == "2027-02-15")
            await until(lambda: one.sharing.counts["taken: law"] == 2)
            assert len(list(entries(tmp_path / "one" / "data", kinds=(LAW,)))) == 2
        (tmp_path / "one" / "data" / NAME).unlink()  # then all is read again, and nothing of it is later
        async with guard(tmp_path, "one", database) as one:
            await until(lambda: one.sharing.counts["taken: law"] == 2)
            assert len(list(entries(tmp_path / "one" / "data", kinds=(LAW,)))) == 2
            out = StringIO()
            await until(lambda: shows(tmp_path, out))

        # A guard may die after the file is there and before the journal says so.
        configured(tmp_path, "two", "host=127.0.0.1 port=1")
        (tmp_path / "two" / "data").mkdir()
        shutil.copy(tmp_path / "one" / "data" / LAW_FILE, tmp_path / "two" / "data" / LAW_FILE)
        async with guard(tmp_path, "two", "host=127.0.0.1 port=1") as two:
            await until(lambda: day_of(two) == "2027-02-15")
        assert len(list(entries(tmp_path / "two" / "data", kinds=(LAW,)))) == 1
        # One whose file and journal are gone, but not how far it has read, is given the newest again.
        lost = tmp_path / "one" / "data"
        place = (lost / NAME).read_bytes()
        shutil.rmtree(lost)
        lost.mkdir()
        (lost / NAME).write_bytes(place)
        async with guard(tmp_path, "one", database) as one:
            await until(lambda: day_of(one) == "2027-02-15")

    def shows(folder: Path, out: StringIO) -> bool:
        config = folder / "one" / "fairline.toml"
        text = told_in_thread(str(config), out)
        return "law 2027-02-15/" in text

    run(test)


def told_in_thread(config: str, out: StringIO) -> str:
    """``fairline shared guards`` runs a loop of its own, so not on the test's."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(told, config, Lang.EN, Console(file=out, width=200)).result()
    return out.getvalue()


REFUSED = {
    "the same day": (book(str(load().facts("US")[0].checked_on)), "wanted a day after"),
    "an older one": (book("2020-01-01"), "wanted a day after"),
    "no emergency number": (book("2027-01-15", ('["911"', '["912"')), "found none of 911"),
    "no law at all": ("places: [", "us.yaml: found"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_follow_is_refused_where_it_is_given(name: str, tmp_path: Path, database: str) -> None:
    text, said = REFUSED[name]
    (tmp_path / "us.yaml").write_text(text)
    with pytest.raises(FairlineError, match=said):
        give(tmp_path / "us.yaml", tmp_path, database)


def test_a_folder_is_the_whole_book_and_what_it_lacks_has_to_be_meant(tmp_path: Path, database: str) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    with pytest.raises(FairlineError, match="found no file with the ending"):
        give(folder, tmp_path, database)
    files = package_files() | {"us.yaml": book("2027-01-15")}
    del files["ie.yaml"]  # whose numbers for emergencies are others' too
    for name, text in files.items():
        (folder / name).write_text(text)
    with pytest.raises(FairlineError, match="found nothing on IE"):
        give(folder, tmp_path, database)
    assert "as of 2027-01-15" in give(folder, tmp_path, database, lacking=True)
