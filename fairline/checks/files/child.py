"""The process that judges, as who asks sees it: started ahead, ended when late, started again."""

import os
import socket
import subprocess
import sys
import time

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.messages import REPORTS, Job, Setup, receive, send
from fairline.checks.files.signs import Mark, Sign
from fairline.checks.files.walk import Report

SHARE = 0.85  # ours: of the time that is left is the judge's own, so that it can still say what it found
KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV")
"""What it is told of the environment: no secret that may stand there."""


class Child:
    """One process. Not for two threads at a time."""

    def __init__(self, bounds: Bounds, rules: bytes | None) -> None:
        """Start it; it gets ready while nobody waits."""
        self._setup = Setup(bounds, rules)
        self._start()

    def _start(self) -> None:
        self._line, theirs = socket.socketpair()
        environment = {key: os.environ[key] for key in KEPT if key in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-m", "fairline.checks.files.worker", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self._greeted = False

    def ask(self, data: bytes, name: str | None, declared: str | None, until: float) -> Mark | None:
        """Hand over a file. The mark says why it could not be."""
        within_s = SHARE * (until - time.monotonic())
        try:
            if not self._greeted:
                send(self._line, self._setup, until)
                self._greeted = True
            send(self._line, Job(name, declared, within_s, data), until)
        except OSError as problem:
            return self._failed(problem)
        return None

    def answer(self, until: float) -> Report | Mark:
        """Return the report on the file that was handed over, or why there is none."""
        try:
            return REPORTS.decode(receive(self._line, until))
        except (OSError, EOFError) as problem:
            return self._failed(problem)

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _failed(self, problem: Exception) -> Mark:
        """End it and start another; it may be in the midst of something."""
        self.close()
        self._start()
        return Mark(Sign.TOO_LATE if isinstance(problem, TimeoutError) else Sign.JUDGE_DIED)
