"""``fairline people add``: the first one who may sign in, and who may not."""

import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = '[store]\nfolder = "data"\n[console]\nlisten = "127.0.0.1:0"\n'


def run(folder: Path, *words: str, config: str = CONFIG) -> subprocess.CompletedProcess[str]:
    (folder / "fairline.toml").write_text(config, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", "from fairline.cli import main; main()", "people", *words],
        cwd=folder, text=True, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_somebody_is_added_once_and_told_a_password(tmp_path: Path) -> None:
    words = ("add", "noor", "--role", "engineer", "--email", "noor@example.com")
    made = run(tmp_path, *words)
    assert made.returncode == 0, made.stderr
    assert "noor may sign in as engineer." in made.stdout
    again = run(tmp_path, *words)
    assert again.returncode == 2
    assert "people.username" in again.stderr


@pytest.mark.slow
def test_a_customer_needs_an_account_and_a_console_its_table(tmp_path: Path) -> None:
    words = ("add", "c", "--role", "customer", "--email", "c@example.com")
    assert "people.account" in run(tmp_path, *words).stderr
    refused = run(tmp_path, *words, config='[store]\nfolder = "data"\n')
    assert refused.returncode == 2
    assert "found no table [console]" in refused.stderr
