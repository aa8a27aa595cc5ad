"""A whole audit from a pipe, as a person runs it: its seconds, and its peak memory as the file grows.

The calls come from ``bench.traffic`` in a process of its own, so that no file is held by anybody. The number
of active keys is the same in all of them; what is measured is whether memory stays the same too.
"""

import subprocess
import sys
from pathlib import Path
from time import perf_counter, sleep

from bench.sections import Measured, Scale, Table, rate

COMMAND = (str(Path(sys.executable).with_name("fairline")), "audit", "-", "--format", "fairline-ndjson")
LOOK_EVERY = 0.05  # seconds


def audit(calls: int) -> tuple[float, int]:
    """Return seconds and peak resident bytes of ``fairline audit -`` on so many calls."""
    begun = perf_counter()
    made = subprocess.Popen([sys.executable, "-m", "bench.traffic", str(calls)], stdout=subprocess.PIPE)
    done = subprocess.Popen(COMMAND, stdin=made.stdout, stdout=subprocess.DEVNULL)
    assert made.stdout is not None
    made.stdout.close()  # so that the traffic ends if the audit does
    peak = 0
    while done.poll() is None:
        peak = max(peak, _peak(done.pid))
        sleep(LOOK_EVERY)
    assert made.wait() == 0, "the traffic was not read to its end"
    assert done.returncode in (0, 1), f"the audit ended with {done.returncode}"
    return perf_counter() - begun, peak


def _peak(process: int) -> int:
    """Return the most bytes that a process has had in memory (Linux), 0 if it is gone.

    Not ``getrusage`` of the child: that starts at the size of its parent.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def measure(scale: Scale) -> Measured:
    """Audit each number of calls once."""
    rows = []
    for calls in scale.audited:
        seconds, peak = audit(calls)
        rows.append((f"{calls:,}", f"{seconds:,.0f}", rate(calls / seconds), f"{peak / 1e6:,.0f}"))
    return Measured(
        tables=(
            Table(
                title="A whole audit from a pipe",
                headings=("calls", "seconds", "calls/s", "peak MB"),
                rows=tuple(rows),
                note="Each was run once, by the wall clock, while another process made the calls.",
            ),
        )
    )
