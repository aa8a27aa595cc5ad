"""The console on PostgreSQL: all its tests again, against a cluster of Debian's, by another run of pytest."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.postgresql import passing_cluster

HERE = Path(__file__)
WITHIN_S = 1_200


@pytest.fixture
def database() -> Iterator[str]:
    with passing_cluster() as address:
        yield address


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: sockets lie in it, whose paths the system bounds."""
    with TemporaryDirectory(prefix="fl-") as name:
        yield Path(name)


@pytest.mark.slow
def test_all_holds_on_postgresql(database: str, short: Path) -> None:
    """Every test of the console, with real connections, locks, triggers and constraints of PostgreSQL."""
    env = {name: told for name, told in os.environ.items() if not name.startswith("PYTEST_")}
    told = ["-n", "1", "-p", "no:cacheprovider", "--hypothesis-profile=unshrunk", "--tb=short"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *told,
            f"--ignore={HERE}",
            f"--ignore={HERE.with_name('test_console_records_postgres.py')}",  # it has a server of its own
            # Threads may hold connections, or leave them to be collected; the cluster goes with the test.
            "-W",
            "ignore:Error when trying to teardown test databases:pytest.PytestWarning",
            "-W",
            "ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning",
            f"--basetemp={short / 'again'}",
            HERE.parent,
        ],
        cwd=HERE.parents[2],
        env=env | {"FAIRLINE_CONSOLE_DATABASE": database},
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-5_000:]
    assert " passed" in done.stdout
