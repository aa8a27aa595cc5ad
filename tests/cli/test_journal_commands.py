"""The commands on the journal: what they say in both languages, what they write, and their exit status."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fairline.clauses import CLAUSES
from fairline.cli import build
from fairline.policy import Lang
from fairline.stores.journal_files import days, entries
from fairline.stores.sqlite_days import sqlite_of
from tests.guard.guarding import START, Clock, call, guarding, policy, run

RUNNER = CliRunner()


def cli(*arguments: str, lang: Lang = Lang.EN, clauses: object = None) -> tuple[int, str]:
    chosen = CLAUSES if clauses is None else clauses
    done = RUNNER.invoke(build(lang, lambda: chosen), ["journal", *arguments], env={"COLUMNS": "300"})  # type: ignore[arg-type,return-value]
    return done.exit_code, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six calls, of which the last is refused and found."""

    async def work() -> None:
        async with guarding(tmp_path / "data", Clock()) as guard:
            await asyncio.gather(
                *(guard.decide(call(str(n), START + n * timedelta(seconds=1))) for n in range(6))
            )

    run(work())
    return tmp_path / "data"


def test_a_whole_journal_is_said_to_be_whole(folder: Path) -> None:
    last = list(entries(folder))[-1]
    status, said = cli("verify", str(folder))
    assert status == 0
    assert "8 entries, from 1 to 8: all there, unaltered and in order." in said
    assert f"head: 8:{last.hash.hex()}" in said
    assert cli("verify", str(folder), "--head", f"8:{last.hash.hex()}")[0] == 0
    status, said = cli("verify", str(folder), lang=Lang.FR)
    assert "8 entrées, de 1 à 8\u00a0: toutes là, intactes et dans l'ordre." in said


def test_what_is_wrong_is_said_in_both_languages(folder: Path) -> None:
    with closing(sqlite3.connect(sqlite_of(folder, days(folder)[0]))) as opened, opened:
        opened.execute("UPDATE entry SET id = 'x' WHERE sequence = 3")
    status, said = cli("verify", str(folder))
    assert (status, "entry 3: not what was written, or not where" in said) == (1, True)
    status, said = cli("verify", str(folder), lang=Lang.FR)
    assert "entrée 3\u00a0: ce n'est pas ce qui a été écrit, ou pas à sa place" in said
    assert "problèmes\u00a0: 1." in said


def test_a_head_of_another_journal_does_not_fit(folder: Path) -> None:
    assert "entry 5: another than the one noted" in cli("verify", str(folder), "--head", "5:00000000")[1]
    assert cli("verify", str(folder), "--head", "5") == (
        2,
        "fairline: --head: found '5', wanted a number and a hash such as 12345:9f86d081884c7d65\n",
    )


def test_entries_are_exported_by_kind_and_time(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    assert cli("export", str(folder), "--out", str(out), "--kind", "attempt")[0] == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["0", "1", "2", "3", "4", "5"]
    assert rows[5]["body"]["decision"]["act"] == "refuse"
    assert rows[0]["at"].startswith("2026-11-24T15:00:00")
    assert cli("export", str(folder), "--out", "-", "--since", "2026-11-25") == (0, "")
    assert len(cli("export", str(folder), "--out", "-", "--until", "2026-11-25")[1].splitlines()) == 8
    assert (
        "found 'never', wanted a day or a time"
        in cli("export", str(folder), "--out", "-", "--since", "never")[1]
    )


def test_the_same_policy_decides_the_same(folder: Path) -> None:
    status, said = cli("replay", str(folder), clauses=policy())
    assert (status, "6 decisions and 1 findings: the same, byte for byte." in said) == (0, True)


def test_another_policy_decides_otherwise(folder: Path) -> None:
    status, said = cli("replay", str(folder), clauses=policy(3))
    assert status == 1
    assert "decided let it pass, would be refuse this act: 2" in said
    status, said = cli("replay", str(folder), lang=Lang.FR, clauses=policy(3))
    assert "décidé laisser passer, serait refuser cet acte\u00a0: 2" in said


def test_a_folder_without_a_journal_is_refused(tmp_path: Path) -> None:
    for name in ("verify", "replay"):
        assert cli(name, str(tmp_path)) == (
            2,
            f"fairline: {tmp_path}: found no journal, wanted the folder of one\n",
        )


def test_days_are_held_and_released(folder: Path) -> None:
    status, said = cli("hold", str(folder), "case-77", "2026-11-25", "2026-11-24", "--why", "an appeal")
    assert (status, "case-77 holds: 2026-11-24, 2026-11-25" in said) == (0, True)
    held = json.loads((folder / "holds" / "case-77.json").read_bytes())
    assert held == {"days": ["2026-11-24", "2026-11-25"], "why": "an appeal"}
    status, said = cli("release", str(folder), "case-77", lang=Lang.FR)
    assert (status, "case-77 ne garde plus rien" in said) == (0, True)
    status, said = cli("release", str(folder), "case-77")
    assert (status, "found no hold of that name" in said) == (2, True)
    status, said = cli("hold", str(folder), "case-77", "yesterday", "--why", "x")
    assert (status, "found 'yesterday', wanted a day as 2026-11-24" in said) == (2, True)
