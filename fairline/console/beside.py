"""Work on threads of its own, so that what is slow, such as a mail server, holds up nothing else."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections

EVERY_S = 1.0  # ours

log = logging.getLogger("fairline.console")


class Beside:
    """Does something again and again until it is stopped. What fails is logged and tried the next time."""

    def __init__(self, name: str, work: Callable[[], object], every_s: float = EVERY_S) -> None:
        """``name`` is that of the thread, and what the log calls it."""
        self._name, self._work, self._every_s = name, work, every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._every_s):
            try:
                self._work()
            except Exception:
                log.exception("%s could not be worked off", self._name)
            finally:
                close_old_connections()
