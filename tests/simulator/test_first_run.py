"""The first run: all that a newcomer sees, small; and what it says when something is amiss."""

import json
import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator import first_run
from simulator.cli import app
from simulator.writers import FORMATS


def run(out: Path, *more: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["run", "--out", str(out), "--calls", "2000", *more])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.slow
def test_a_week_and_every_format_are_audited_and_both_reports_are_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, said, _ = run(tmp_path / "out", "--lang", "fr")
    assert status == 0
    assert (
        "Clause a\u00a0: activité illégale" in capfd.readouterr().out
    )  # the table, which fairline itself prints
    lines = {words[0]: words[1:] for line in said.splitlines() if (words := line.split())}
    for name in FORMATS:
        records, _, unreadable = lines[name]
        assert int(records) > 0
        assert unreadable == "0"
    assert lines["format"] == ["enregistrements", "constats", "illisibles"]
    for lang in ("en", "fr"):
        page = (tmp_path / "out" / f"report.{lang}.html").read_text()
        assert f'lang="{lang}"' in page
        assert str(tmp_path / "out" / f"report.{lang}.html") in said
    week = json.loads((tmp_path / "out" / "week.json").read_bytes())
    assert len(week["findings"]) > 20


def program(folder: Path, script: str) -> Path:
    """Put a ``fairline`` beside a Python that does what ``script`` says; return that Python's path."""
    fake = folder / "fairline"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    return folder / "python"


BROKEN = {
    "an audit that fails": ("echo broken >&2; exit 2", "found exit status 2, wanted an audit"),
    "an audit without findings": (
        'for each; do [ "$before" = --json ] && echo \'{"files": [], "findings": []}\' > "$each"\n'
        "before=$each\ndone",
        "found no finding, wanted those of its abusers",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_goes_wrong_is_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, said = BROKEN[name]
    monkeypatch.setattr(sys, "executable", str(program(tmp_path, script)))
    status, _, complaint = run(tmp_path / "out")
    assert (status, len(complaint.splitlines())) == (1, 1)
    assert said in complaint


def test_without_fairline_or_a_folder_to_write_into_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    status, _, complaint = run(tmp_path / "file" / "out")
    assert (status, complaint) == (1, f"simulator: {tmp_path / 'file' / 'out'}: Not a directory\n")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    status, _, complaint = run(tmp_path / "out")
    assert status == 1
    assert "wanted fairline installed beside Python" in complaint


@pytest.mark.parametrize(("environment", "lang"), [("fr_CA.UTF-8", "fr"), ("de_DE", "en"), ("", "en")])
def test_the_language_is_the_environments(
    environment: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert first_run.language() == lang
