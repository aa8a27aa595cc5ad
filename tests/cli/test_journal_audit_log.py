"""``journal verify`` checks the console's audit log too, in its file or by its configuration."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fairline.policy import Lang
from fairline.stores.entries import GENESIS, chained
from tests.cli.test_journal_commands import cli, folder

__all__ = ["folder"]
BODY = b'{"purpose":"","who":"rosa"}'


@pytest.fixture
def log(folder: Path) -> Path:
    """An audit log of five entries beside a journal, as the console's database has it."""
    file, previous = folder / "console.sqlite", GENESIS
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(
            "CREATE TABLE records_auditentry (sequence INTEGER PRIMARY KEY, at INTEGER, action TEXT,"
            " object TEXT, who TEXT, purpose TEXT, body TEXT, hash BLOB)"
        )
        for n in range(1, 6):
            hash = chained(previous, n, n, "case.viewed", f"case:{n}", BODY)
            row = (n, n, "case.viewed", f"case:{n}", "rosa", "", BODY.decode(), hash)
            opened.execute("INSERT INTO records_auditentry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            previous = hash
    return file


def head(log: Path) -> str:
    with closing(sqlite3.connect(log)) as opened:
        sequence, hash = opened.execute(
            "SELECT sequence, hash FROM records_auditentry ORDER BY sequence DESC"
        ).fetchone()
    return f"{sequence}:{hash.hex()}"


def change(log: Path, statement: str) -> None:
    with closing(sqlite3.connect(log)) as opened, opened:
        opened.execute(statement)


def test_a_folder_without_a_console_says_nothing_of_one(folder: Path) -> None:
    status, said = cli("verify", str(folder))
    assert (status, "audit log" in said) == (0, False)
    status, said = cli("verify", str(folder), "--log-head", "3:00000000")
    assert (status, "found no audit log" in said) == (2, True)


def test_a_whole_log_is_said_to_be_whole_in_both_languages(log: Path) -> None:
    status, said = cli("verify", str(log.parent))
    assert status == 0
    assert "console's audit log: 5 entries, all there, unaltered and in order." in said
    assert f"audit log head, for --log-head: {head(log)}" in said
    status, said = cli("verify", str(log.parent), lang=Lang.FR)
    assert "journal d'audit de la console\u00a0: 5 entrées, toutes là" in said


def test_the_first_entry_that_was_altered_is_named(log: Path) -> None:
    change(log, "UPDATE records_auditentry SET object = 'case:9' WHERE sequence IN (3, 5)")
    status, said = cli("verify", str(log.parent))
    assert (status, "entry 3 is missing, or not what was written; whole up to 2" in said) == (1, True)
    status, said = cli("verify", str(log.parent), lang=Lang.FR)
    assert (status, "l'entrée 3 est absente, ou n'est pas ce qui a été écrit" in said) == (1, True)


def test_an_end_that_was_cut_off_is_seen_by_the_head_noted_before(log: Path) -> None:
    noted = head(log)
    assert cli("verify", str(log.parent), "--log-head", noted)[0] == 0
    change(log, "DELETE FROM records_auditentry WHERE sequence = 5")
    assert cli("verify", str(log.parent))[0] == 0
    status, said = cli("verify", str(log.parent), "--log-head", noted)
    assert (status, "entry 5 is missing" in said) == (1, True)


def test_a_wrong_log_and_a_wrong_head_are_refused(log: Path, folder: Path) -> None:
    assert cli("verify", str(folder), "--log-head", "five")[0] == 2
    change(log, "DROP TABLE records_auditentry")
    status, said = cli("verify", str(folder))
    assert (status, "found no audit log" in said) == (2, True)


def test_a_database_elsewhere_is_found_by_the_configuration(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "fairline.toml"
    # Nothing listens there: that it is asked, and not the file in the folder, is what is seen.
    console = 'database = "postgresql://fairline@127.0.0.1:1/console"'
    file.write_text(f'[store]\nfolder = "data"\n[console]\n{console}\n', encoding="utf-8")
    status, said = cli("verify", str(log.parent), "--config", str(file))
    assert (status, "postgresql://fairline@127.0.0.1:1/console: found no audit log" in said) == (2, True)
    file.write_text('[store]\nfolder = "data"\n[console]\n', encoding="utf-8")
    assert cli("verify", str(log.parent), "--config", str(file))[0] == 0
