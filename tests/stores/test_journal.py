"""The journal: entries in order and durable, tampering found, days closed, a disk that refuses, one owner."""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from fairline.facts import FairlineError
from fairline.stores.closing import close_day, main, to_close
from fairline.stores.entries import DAY, Entry
from fairline.stores.journal import Journal
from fairline.stores.journal_files import days, entries, parquet_of
from fairline.stores.place import read_place
from fairline.stores.sqlite_days import SqliteWriter, sqlite_of
from fairline.stores.verifying import Wrong, verify

NOON = 20_000 * DAY + DAY // 2  # 2024-10-04
FIRST, SECOND = "2024-10-04", "2024-10-05"


def written(folder: Path, ats: list[int], kind: str = "fact") -> Journal:
    """Write an entry at each instant, and close."""
    journal = Journal(folder, on_commit=lambda _: None, on_trouble=lambda why: pytest.fail(why))
    for at in ats:
        journal.append(at, kind, f"id-{at}", b'{"n":%d}' % at)
        journal.flush()
    assert journal.close()
    return journal


@pytest.fixture
def folder(home: Path) -> Path:
    """Two days of 50 entries each, in either store."""
    written(home, [NOON + n for n in range(50)] + [NOON + DAY + n for n in range(50)])
    return home


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The same, in files."""
    written(tmp_path, [NOON + n for n in range(50)] + [NOON + DAY + n for n in range(50)])
    return tmp_path


def change(folder: Path, *statements: str, day: str = SECOND) -> None:
    """Change what a store holds behind the journal's back. The statements are SQLite's."""
    place = read_place(folder)
    if place is not None:
        with psycopg.connect(place.database, autocommit=True) as opened:
            for each in statements:
                opened.execute(translated(each) + f" AND guard = '{place.guard}'")
        return
    with closing(sqlite3.connect(sqlite_of(folder, day), isolation_level=None)) as opened:
        for each in statements:
            opened.execute(each)


def translated(statement: str) -> str:
    told = statement.replace(" entry ", " journal ").replace(
        "zeroblob(32)", "decode(repeat('00', 32), 'hex')"
    )
    told = re.sub(r"x'([0-9a-f]*)'", r"'\\x\1'::bytea", told)
    if "UPDATE span" in told:
        told = told.replace("UPDATE span", "UPDATE journal_head") + " WHERE true"
    return told


def test_entries_come_back_in_order(folder: Path) -> None:
    found = list(entries(folder))
    assert [each.sequence for each in found] == list(range(1, 101))
    assert found[0] == Entry(1, NOON, "fact", f"id-{NOON}", b'{"n":%d}' % NOON, found[0].hash)
    assert [each.sequence for each in entries(folder, after=70)] == list(range(71, 101))
    assert list(entries(folder, after=100)) == []
    assert list(entries(folder, kinds=("ruling",))) == []
    assert days(folder) == (FIRST, SECOND)


def test_a_whole_journal_is_found_whole(folder: Path) -> None:
    done = verify(folder)
    assert (done.entries, done.first, done.last, done.problems) == (100, 1, 100, ())
    assert verify(folder, (100, done.hash)).problems == ()
    assert verify(folder, (40, "00000000")).problems[0].wrong is Wrong.OTHER


def test_a_journal_goes_on_after_it_was_closed(folder: Path) -> None:
    written(folder, [NOON + DAY + 60])
    assert verify(folder).entries == 101


SWAP = (
    "UPDATE entry SET sequence = -1 WHERE sequence = 70",
    "UPDATE entry SET sequence = 70 WHERE sequence = 71",
    "UPDATE entry SET sequence = 71 WHERE sequence = -1",
)
TAMPERED: dict[str, tuple[tuple[str, ...], Wrong, int]] = {
    "a changed byte": (("UPDATE entry SET body = '{}' WHERE sequence = 70",), Wrong.ALTERED, 70),
    "another time": (("UPDATE entry SET at = at - 1 WHERE sequence = 70",), Wrong.ALTERED, 70),
    "another kind": (("UPDATE entry SET kind = 'tick' WHERE sequence = 70",), Wrong.ALTERED, 70),
    "another id": (("UPDATE entry SET id = 'x' WHERE sequence = 70",), Wrong.ALTERED, 70),
    "another hash": (("UPDATE entry SET hash = zeroblob(32) WHERE sequence = 70",), Wrong.ALTERED, 70),
    "a missing row": (("DELETE FROM entry WHERE sequence = 70",), Wrong.MISSING, 70),
    "a missing first row": (("DELETE FROM entry WHERE sequence = 51",), Wrong.MISSING, 51),
    "swapped rows": (SWAP, Wrong.ALTERED, 70),
    "a cut tail": (("DELETE FROM entry WHERE sequence > 90",), Wrong.CUT, 91),
}


@pytest.mark.parametrize("closed", [False, True], ids=["beside SQLite", "beside Parquet"])
@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found(folder: Path, name: str, closed: bool) -> None:
    if closed:
        close_day(folder, FIRST)
    statements, wrong, sequence = TAMPERED[name]
    change(folder, *(each.replace("'{}'", "x'7b7d'") for each in statements))
    problems = verify(folder).problems
    assert problems[0][:2] == (wrong, sequence)


def test_a_tail_cut_with_its_own_note_is_found_by_a_snapshot_or_a_head(folder: Path) -> None:
    head = verify(folder).hash
    (row,) = [each for each in entries(folder) if each.sequence == 90]
    change(
        folder,
        "DELETE FROM entry WHERE sequence > 90",
        f"UPDATE span SET last = 90, at = {row.at}, hash = x'{row.hash.hex()}'",
    )
    assert verify(folder).problems == ()
    assert verify(folder, (100, head)).problems[0][:2] == (Wrong.CUT, 91)
    (folder / "snapshots" / f"{100:020d}-{head[:16]}.snapshot").touch()
    assert verify(folder).problems[0][:2] == (Wrong.CUT, 91)


def test_a_missing_day_is_found(files: Path) -> None:
    written(files, [NOON + 2 * DAY])
    sqlite_of(files, SECOND).unlink()
    assert verify(files).problems[0][:2] == (Wrong.MISSING, 51)


def test_a_damaged_file_is_told(files: Path) -> None:
    path = sqlite_of(files, SECOND)
    path.write_bytes(b"not a database, whatever it was before" * 500)
    assert verify(files).problems[0].wrong is Wrong.UNREADABLE
    with pytest.raises(FairlineError, match="found a damaged file"):
        written(files, [])


def test_a_closed_day_reads_the_same(folder: Path) -> None:
    before = list(entries(folder))
    assert to_close(folder) == (FIRST,)
    assert main([str(folder), FIRST]) == 0
    assert not sqlite_of(folder, FIRST).exists()
    assert list(entries(folder)) == before
    assert list(entries(folder, after=20)) == before[20:]
    assert verify(folder).problems == ()
    assert to_close(folder) == ()
    assert main([str(folder), SECOND]) == 2


def test_closing_that_was_broken_off_is_done_again(files: Path) -> None:
    kept = files / "kept.sqlite"
    shutil.copy(sqlite_of(files, FIRST), kept)
    close_day(files, FIRST)
    shutil.copy(kept, sqlite_of(files, FIRST))  # the process ended before it was removed
    assert len(list(entries(files))) == 100
    close_day(files, FIRST)
    assert not sqlite_of(files, FIRST).exists()


def test_a_day_that_was_altered_is_not_closed(folder: Path) -> None:
    change(folder, "UPDATE entry SET id = 'x' WHERE sequence = 9", day=FIRST)
    with pytest.raises(FairlineError, match="found entry 9 altered"):
        close_day(folder, FIRST)
    assert not parquet_of(folder, FIRST).exists()


def test_a_later_version_is_refused(files: Path) -> None:
    change(files, "PRAGMA user_version = 2")
    with pytest.raises(FairlineError, match="found version 2 of the journal, wanted 1"):
        written(files, [])


def test_a_file_of_another_program_is_refused(files: Path) -> None:
    change(files, "PRAGMA application_id = 1")
    with pytest.raises(FairlineError, match="found a file of another program"):
        written(files, [])


HOLDS = """
import sys, time
from pathlib import Path
from fairline.stores.journal_files import lock
held = lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_another_process_is_told_apart(home: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            with pytest.raises(FairlineError, match=f"found it in use by process {other.pid}"):
                written(home, [])
        finally:
            other.kill()
    written(home, [NOON])


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_full_disk_is_told_and_what_waited_is_written_when_it_is_not(tmp_path: Path) -> None:
    committed: list[int] = []
    troubles: list[str] = []
    journal = Journal(tmp_path, on_commit=committed.append, on_trouble=troubles.append)
    journal.append(NOON, "fact", "1", b"{}")
    journal.flush()
    until(lambda: committed == [1])
    assert isinstance(journal._writer, SqliteWriter)
    assert journal._writer._connection is not None
    journal._writer._connection.execute(
        "PRAGMA max_page_count = 1"
    )  # of this connection: SQLite says the disk is full
    journal.append(NOON, "fact", "2", b" " * 100_000)
    journal.flush()
    until(lambda: bool(troubles))
    assert "full" in troubles[0]
    assert committed == [1]
    journal.append(NOON, "fact", "3", b"{}")
    journal.flush()
    until(lambda: committed[-1] == 3)
    assert journal.close()
    assert [each.id for each in entries(tmp_path)] == ["1", "2", "3"]
    assert verify(tmp_path).problems == ()
