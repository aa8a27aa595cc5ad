"""A sample of all small changes of clauses, the same in every run: the clauses' own tests notice each."""

import subprocess
import sys
from pathlib import Path

import pytest

from mutants.__main__ import equivalent, every

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "24"
"""``make mutants`` tries all of them; this many are tried with every run of the tests."""


def test_what_is_said_to_change_nothing_is_a_change() -> None:
    assert equivalent() <= {change.name for _, _, change in every()}


@pytest.mark.slow
def test_changes_are_noticed() -> None:
    """In a process of its own: where a clause's tests are loaded already, they would not see the change."""
    done = subprocess.run(
        [sys.executable, "-m", "mutants", "--sample", SAMPLE, "--jobs", "1"],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
