"""A guard that is killed under load, at random instants: all that was acknowledged is there, replay is equal.

``FAIRLINE_KILLS=200`` kills it so many times; some six minutes.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from fairline.guard.replay import replay
from fairline.stores.journal_files import entries
from fairline.stores.verifying import verify
from tests.guard.guarding import LAW, POLICY

KILLS = int(os.environ.get("FAIRLINE_KILLS", "8"))
ROOT = Path(__file__).resolve().parents[2]


def killed(folder: Path, name: str, after_s: float) -> tuple[set[tuple[str, str]], float]:
    """Start a guard, kill it so long after it is ready; return what it acknowledged, and how long it took
    from its first line of Python to its first acknowledgement."""
    command = [sys.executable, "-m", "tests.guard.loaded", str(folder), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        begun = time.monotonic()
        first = process.stdout.readline()
        assert first == f"ready {name}\n".encode()
        ready = time.monotonic() - begun
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        told = process.stdout.read()
    lines = told.decode().split("\n")[:-1]  # what was cut off was not said
    return {(kind, id) for kind, _, id in (line.partition(" ") for line in lines)}, ready


@pytest.mark.slow
def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    chance = Random(5)
    acknowledged: set[tuple[str, str]] = set()
    slowest = 0.0
    for number in range(KILLS):
        told, ready = killed(tmp_path, f"k{number}", chance.random() * 0.6)
        acknowledged |= told
        slowest = max(slowest, ready)
        there = {(each.kind, each.id) for each in entries(tmp_path)}
        assert acknowledged <= there, sorted(acknowledged - there)[:5]
        if number % 20 == 19 or number == KILLS - 1:
            assert verify(tmp_path).problems == ()
            done = replay(tmp_path, POLICY, law=LAW)
            assert done.same, done
    assert len(acknowledged) > 20 * KILLS
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {done.entries} entries")
    print(f"slowest start: {slowest:.2f} s")
