"""What runs beside the guard as a process of its own, and is started again when it ends by itself."""

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path

AGAIN_S, AGAIN_S_MAX = 1.0, 60.0  # ours: pauses before it is started again
STOP_S = 10.0  # ours: what it is given to end

log = logging.getLogger("fairline")


class OtherProcess:
    """A module that is run. It prints a line that begins with ``ready`` once it is.

    ``file``: the configuration that it reads too. ``starts``: how often it was started.
    """

    def __init__(self, name: str, module: str, file: Path) -> None:
        self.name = name
        self.starts = 0
        self.ready = asyncio.Event()
        self._module = module
        self._file = file
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs, ``None`` if none does."""
        return None if self._process is None or self._process.returncode is not None else self._process.pid

    def start(self) -> None:
        """Begin, without waiting for it."""
        self._task = asyncio.create_task(self._run(), name=self.name)

    def kill(self) -> None:
        """Have it end at once, for what hangs; it is started again."""
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def stop(self) -> None:
        """End it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        pause = AGAIN_S
        while True:
            self.starts += 1
            begun = asyncio.get_running_loop().time()
            status = await self._once()
            lasted = asyncio.get_running_loop().time() - begun
            pause = AGAIN_S if lasted > AGAIN_S_MAX else min(2 * pause, AGAIN_S_MAX)
            log.error("%s ended with status %s; started again in %d s", self.name, status, pause)
            await asyncio.sleep(pause)

    async def _once(self) -> int:
        """Run it until it ends, or until this is cancelled; return its status."""
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self._module,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "FAIRLINE_CONFIG": str(self._file.absolute())},
        )
        assert process.stdout is not None
        try:
            while line := await process.stdout.readline():
                if line.startswith(b"ready"):
                    self.ready.set()
            return await process.wait()
        finally:
            self.ready.clear()
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), STOP_S)
                if process.returncode is None:
                    process.kill()
                    await process.wait()
