"""The process that judges files: one after another, until nobody asks any more. It opens no file and no
connection.

Its memory is bounded by the system, and whoever asks ends it when it is late: so no file can cost more.
"""

import resource
import signal
import socket
import sys

from fairline.checks.files.messages import JOBS, SETUPS, receive, send
from fairline.checks.files.rules import Scanner
from fairline.checks.files.walk import judged


def main(descriptor: int) -> None:
    """Judge what comes by the socket ``descriptor``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks decides when it ends
    with socket.socket(fileno=descriptor) as line:
        try:
            setup = SETUPS.decode(receive(line))
            scan = Scanner(setup.rules).scan if setup.rules is not None else None
            _limit(setup.bounds.memory_max)
            while True:
                job = JOBS.decode(receive(line))
                send(line, judged(job.data, job.name, job.declared, setup.bounds, job.within_s, scan))
        except (EOFError, ConnectionError):
            return


def _limit(memory_max: int) -> None:
    """Bound what this process may take: memory that it can write to, and no core file, no file of its own."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory_max, memory_max))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]))
