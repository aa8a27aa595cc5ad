"""The watching process, as the guard sees it: started, listened to, started again if it dies, stopped."""

import asyncio
import logging
import pickle
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from fairline.guard.course import NEVER
from fairline.guard.guard import Guard
from fairline.guard.refusals import NotWritten
from fairline.guard.reporting import LENGTH, STOP, Reports, Work, framed
from fairline.policy import Clause

PAUSE_S, PAUSE_MAX_S = 0.2, 30.0  # ours: how long after it died it is started again, twice as long each time
WELL_S = 60.0  # ours: having lived so long it was well
STOP_S = 10.0  # ours: how long it may take to stop
TROUBLED_S = 0.1
MODULE = "fairline.guard.watching"

log = logging.getLogger("fairline")


class Watch:
    """Keeps one process at work beside a guard. All methods are called on the loop's thread.

    ``sequence``: the entry it has got to; what it found until then is with the guard. Deaths are counted in
    the guard's ``counts``. It is paused by its pipe whenever the guard's disk takes nothing.
    """

    def __init__(self, guard: Guard, work: Work) -> None:
        """For ``start``."""
        self.sequence = 0
        self._guard = guard
        self._work = work
        self._due = NEVER
        self._faults = 0
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._asked = False
        self._ended = asyncio.Event()
        guard.due_beside = self._due_now

    @property
    def behind(self) -> int:
        """How many entries it has not got to."""
        return max(0, self._guard.sequence - self.sequence)

    @property
    def pid(self) -> int | None:
        """The process, ``None`` while there is none."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name="watch")

    def reload(self, clauses: Iterable[Clause]) -> None:
        """Go on by other rules: the process ends, and the next one takes over its counts."""
        self._work = replace(self._work, clauses=tuple(clauses))
        self._ask()

    async def stop(self) -> None:
        """End the process, take what it still says, and start none again. The guard must be open."""
        self._ended.set()
        self._ask()
        if self._task is not None:
            _, late = await asyncio.wait([self._task], timeout=STOP_S)
            if late and self._process is not None:
                self._process.kill()
                await asyncio.wait([self._task], timeout=STOP_S)
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._guard.due_beside = lambda: NEVER

    def _ask(self) -> None:
        """Tell the process to stop, if there is one."""
        if self._process is not None and self._process.stdin is not None:
            self._asked = True
            with suppress(OSError, RuntimeError):
                self._process.stdin.write(STOP)

    async def _run(self) -> None:
        pause = PAUSE_S
        while not self._ended.is_set():
            self._asked, begun = False, time.monotonic()
            try:
                status: object = await self._once()
            except NotWritten:
                status = "the journal is not written"
            except OSError as error:
                status = error
            if self._asked:
                continue
            self._guard.counts["watch: died"] += 1
            if time.monotonic() - begun > WELL_S:
                pause = PAUSE_S
            log.warning("the watching process ended (%s); it is started again in %.1f s", status, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), pause)
            pause = min(2 * pause, PAUSE_MAX_S)

    async def _once(self) -> int:
        """Let one process work until it ends; return its status."""
        # All that the one before it said is in the journal first: this one finds there what it need not say.
        work = replace(self._work, until=await self._guard.written())
        self._faults = 0
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", MODULE, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        try:
            process.stdin.write(framed(pickle.dumps(work)))
            if self._ended.is_set() or work.clauses is not self._work.clauses:
                self._ask()
            await self._listen(process.stdout, Reports(work.clauses))
            return await process.wait()
        finally:
            self._process, self._due = None, NEVER
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    async def _listen(self, told: asyncio.StreamReader, reports: Reports) -> None:
        """Take report after report until there are no more; one that is cut off was not told."""
        guard = self._guard
        while True:
            try:
                (length,) = LENGTH.unpack(await told.readexactly(LENGTH.size))
                report = reports.unpacked(await told.readexactly(length))
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            while guard.trouble is not None and not self._ended.is_set():
                await asyncio.sleep(TROUBLED_S)
            if guard.trouble is not None:
                return  # the next one finds it again
            if report.findings:
                guard.find(report.findings)
            guard.counts["watch: faults"] += report.faults - self._faults
            self._faults, self._due = report.faults, report.due
            self.sequence = report.sequence

    def _due_now(self) -> int:
        """Return when time matters to it, unless it has yet to get to the last tick."""
        return self._due if self.sequence >= self._guard.ticked else NEVER
