"""The process that judges files: one after another, until nobody asks any more. It opens no file and no
connection.

Its memory is bounded by the system, and whoever asks ends it when it is late: so no file can cost more.
"""

import resource
import signal
import socket
import sys
import traceback
from pathlib import Path

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.messages import JOBS, SETUPS, Job, receive, send
from fairline.checks.files.rules import Scanner
from fairline.checks.files.signs import Mark, Sign
from fairline.checks.files.walk import Report, Scan, judged


def main(descriptor: int) -> None:
    """Judge what comes by the socket ``descriptor``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks decides when it ends
    with socket.socket(fileno=descriptor) as line:
        try:
            setup = SETUPS.decode(receive(line))
            scan = Scanner(setup.rules).scan if setup.rules is not None else None
            _limit(setup.bounds.memory_max)
            while True:
                send(line, answer(JOBS.decode(receive(line)), setup.bounds, scan))
        except (EOFError, ConnectionError):
            return


def answer(job: Job, bounds: Bounds, scan: Scan | None) -> Report:
    """Judge one file. The boundary: whatever fails is told with its place, and the file is held."""
    try:
        return judged(job.data, job.name, job.declared, bounds, job.within_s, scan)
    except Exception as problem:
        place = traceback.extract_tb(problem.__traceback__)[-1]
        fault = f"{type(problem).__name__} at {Path(place.filename).name}:{place.lineno}"
        return Report(None, [Mark(Sign.JUDGE_DIED, 0, fault)], 0, 1, False)


def _limit(memory_max: int) -> None:
    """Bound what this process may take: memory that it can write to, and no core file, no file of its own."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory_max, memory_max))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]))
