"""How far Spark is: its own status, asked for on this machine while a stage lasts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

EVERY_S = 0.5  # ours: how often Spark is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage is, in tasks. ``failed`` ones are run again; ``lost`` executors were there before."""

    stage: str
    done: int = 0
    total: int = 0
    failed: int = 0
    executors: int = 0
    lost: int = 0
    over: bool = False


class Watch:
    """Asks Spark while stages last, and tells ``show`` of every change."""

    def __init__(self, spark: Any, show: Callable[[Progress], None]) -> None:
        """Ask nothing yet."""
        self._context = spark.sparkContext
        self._show = show
        self._seen: set[str] = set()
        self._told: Progress | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Show how far the jobs are that Spark starts within. The last word is told only if all went well."""
        jobs: set[int] = set()
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(EVERY_S):
                self._tell(self._asked(name, jobs))

        thread = threading.Thread(target=watch, name="fairline-spark-progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
        self._tell(self._asked(name, jobs, over=True))

    def _tell(self, progress: Progress) -> None:
        if progress != self._told:
            self._told = progress
            self._show(progress)

    def _asked(self, name: str, jobs: set[int], *, over: bool = False) -> Progress:
        tracker = self._context.statusTracker()
        jobs.update(tracker.getActiveJobsIds())
        stages = {number for job in jobs if (info := tracker.getJobInfo(job)) for number in info.stageIds}
        known = [info for number in stages if (info := tracker.getStageInfo(number)) is not None]
        here = self._executors()
        self._seen |= here
        return Progress(
            stage=name,
            done=sum(each.numCompletedTasks for each in known),
            total=sum(each.numTasks for each in known),
            failed=sum(each.numFailedTasks for each in known),
            executors=len(here),
            lost=len(self._seen - here),
            over=over,
        )

    def _executors(self) -> set[str]:
        """Return where executors are. In the list is also the driver, which never gets lost."""
        status = self._context._jsc.sc().statusTracker()
        return {f"{each.host()}:{each.port()}" for each in status.getExecutorInfos()}
