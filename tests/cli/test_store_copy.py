"""``fairline store copy``: a journal and the console's tables to PostgreSQL and back, equal by hash."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from fairline.cli.screen import screen
from fairline.cli.store import copied as command
from fairline.facts import FairlineError
from fairline.stores.closing import close_day
from fairline.stores.copying import to_files, to_postgresql
from fairline.stores.entries import DAY
from fairline.stores.journal import Journal
from fairline.stores.journal_files import days, entries
from fairline.stores.place import Place, read_place
from fairline.stores.retention import retire
from fairline.stores.sqlite_days import sqlite_of
from fairline.stores.verifying import verify

ROOT = Path(__file__).resolve().parents[2]
NOON = 20_000 * DAY + DAY // 2
FIRST, SECOND, THIRD = "2024-10-04", "2024-10-05", "2024-10-06"
FILLS = """
import os, sys
os.environ["FAIRLINE_CONFIG"], os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1], "fairline.console.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from fairline.console.cases.models import Case, Cursor
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.log import record
for number in range(3):
    mail = f"p{number}@example.com"
    Person.objects.create_user(f"p{number}", mail, "correct horse battery", role=Role.REVIEWER)
Cursor.objects.create(name="journal", sequence=7, policy="é")
for number in range(250):
    record("p1", "test", f"object-{number}", purpose="a test's", n=number, told=["é", "b"])
"""


@pytest.fixture
def database(postgresql: str) -> str:
    """A database of its own: the console's tables are in it once."""
    name = f"copy_{uuid4().hex[:12]}"
    with psycopg.connect(postgresql, autocommit=True) as opened:
        opened.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return postgresql.rpartition("/")[0] + f"/{name}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three days, the first of them closed."""
    home = tmp_path / "data"
    home.mkdir()
    journal = Journal(home, on_commit=lambda _: None, on_trouble=pytest.fail)
    for day in range(3):
        for number in range(1_500):
            kind = "finding" if number % 100 == 0 else "fact"
            journal.append(NOON + day * DAY + number, kind, f"{day}\\{number}", b'{"n":%d}' % number)
        journal.flush()
    assert journal.close()
    close_day(home, FIRST)
    return home


def copied(folder: Path, to: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from fairline.cli import main; main()",
        "store",
        "copy",
        str(folder),
        to,
    ]
    env = {name: told for name, told in os.environ.items() if not name.startswith(("FAIRLINE", "DJANGO"))}
    return subprocess.run(
        [*command, *more], capture_output=True, text=True, timeout=120, cwd=ROOT, env=env | {"COLUMNS": "120"}
    )


def rows_of(out: str) -> dict[str, str]:
    """The table that is printed: what, and its rows and digest."""
    lines = [[part.strip() for part in line.split("│")] for line in out.splitlines()]
    return {line[0]: f"{line[1]} {line[2]}" for line in lines if len(line) == 3 and "_" in line[0]}


@contextmanager
def tampered(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(sqlite_of(folder, SECOND), isolation_level=None)) as opened:
        yield opened


def test_there_and_back_is_the_same(folder: Path, database: str) -> None:
    config = folder.parent / "fairline.toml"
    config.write_text('[store]\nfolder = "data"\n[console]\n')
    subprocess.run([sys.executable, "-c", FILLS, str(config)], check=True, cwd=ROOT, timeout=120)
    before, head = list(entries(folder)), verify(folder).hash
    there = copied(folder, database, "--guard", "one")
    assert there.returncode == 0, there.stdout + there.stderr
    assert "journal, entries 1 to 4,500" in there.stdout
    assert head[:16] in there.stdout
    told = rows_of(there.stdout)
    assert told["records_auditentry"].startswith("250 ")
    assert told["people_person"].startswith("3 ")
    assert read_place(folder) == Place(database=database, guard="one")
    assert days(folder) == (FIRST, SECOND, THIRD)
    assert list(entries(folder)) == before
    assert verify(folder).hash == head
    assert not list((folder / "journal").glob("*.sqlite"))
    assert not (folder / "console.sqlite").exists()
    with psycopg.connect(database) as opened:
        (number,) = opened.execute("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))").fetchone()
        assert number == 4, "numbers go on after those that were copied"

    place = Place(database=database, guard="one")
    with pytest.raises(FairlineError, match="found its journal in PostgreSQL already"):
        to_postgresql(folder, place).__enter__()
    back = copied(folder, "sqlite", "--lang", "fr")
    assert back.returncode == 0, back.stdout + back.stderr
    assert "Tout est identique" in back.stdout
    assert rows_of(back.stdout) == told
    assert read_place(folder) is None
    assert list(entries(folder)) == before
    assert verify(folder).problems == ()
    with closing(sqlite3.connect(folder / "console.sqlite")) as opened:
        assert opened.execute("SELECT count(*) FROM records_auditentry").fetchone() == (250,)

    with pytest.raises(FairlineError, match="found entries, wanted none"):
        to_postgresql(folder, place).__enter__()


def test_a_tampered_source_is_refused_naming_the_entry(folder: Path, postgresql: str) -> None:
    place = Place(database=postgresql, guard=uuid4().hex)
    with tampered(folder) as opened:
        opened.execute("UPDATE entry SET body = x'7b7d' WHERE sequence = 2000")
    with pytest.raises(FairlineError, match="found entry 2000 altered"), to_postgresql(folder, place):
        pytest.fail("it was copied")
    assert read_place(folder) is None


def test_a_copy_that_was_broken_off_goes_on_and_is_no_journal_before(
    folder: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, count = Place(database=postgresql, guard=uuid4().hex), 0
    from fairline.stores.postgresql_writer import PostgresqlWriter

    put = PostgresqlWriter.put

    def broken(self: PostgresqlWriter, batch: list[object]) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise FairlineError("the power went")
        put(self, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(PostgresqlWriter, "put", broken)
    with pytest.raises(FairlineError, match="the power went"), to_postgresql(folder, place):
        pytest.fail("it was copied")
    with pytest.raises(FairlineError, match="found a copy that was broken off"):
        PostgresqlWriter(place)
    with to_postgresql(folder, place) as done:
        assert done.source == done.target
    assert count == 6, "what was there is not written again"
    assert verify(folder).entries == 4500


def test_another_journal_is_not_gone_on_with(folder: Path, postgresql: str, tmp_path: Path) -> None:
    place = Place(database=postgresql, guard=uuid4().hex)
    with pytest.raises(FairlineError, match="so"), to_postgresql(folder, place):
        raise FairlineError("so")
    other = tmp_path / "other"
    other.mkdir()
    journal = Journal(other, on_commit=lambda _: None, on_trouble=pytest.fail)
    for number in range(5_000):
        journal.append(NOON + number, "fact", str(number), b"{}")
    journal.flush()
    assert journal.close()
    with (
        pytest.raises(FairlineError, match="found another entry 4500 in the copy"),
        to_postgresql(other, place),
    ):
        pytest.fail("it was copied")


def test_a_journal_without_its_first_days_is_copied_as_it_is(folder: Path, postgresql: str) -> None:
    retire(folder, before=SECOND, counted=1_500)
    head = verify(folder)
    assert head.first == 1_501
    with to_postgresql(folder, Place(database=postgresql, guard=uuid4().hex)) as done:
        assert (done.target.first, done.target.entries, done.target.hash) == (1_501, 3_000, head.hash)
    with to_files(folder) as done:
        assert done.source == done.target
    assert verify(folder) == head


def test_a_running_guard_is_not_copied(folder: Path, postgresql: str) -> None:
    holds = (
        "import sys, time; from pathlib import Path; from fairline.stores.journal_files import lock;"
        "held = lock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        place = Place(database=postgresql, guard=uuid4().hex)
        with pytest.raises(FairlineError, match="found it in use by process"), to_postgresql(folder, place):
            pytest.fail("it was copied")
        other.kill()


@pytest.mark.parametrize("to", ["mysql://db/fairline", "postgresql://db", "file"])
def test_what_is_no_address_is_told(to: str, folder: Path) -> None:
    with pytest.raises(FairlineError, match="wanted sqlite, or one such as postgresql://host/name"):
        command(folder, to, "one", None, "en", screen())
