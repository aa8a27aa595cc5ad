"""Facts that wait to be taken: handed on in batches, in order; what finds no room is counted, not kept."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence

from fairline.facts import Fact

Take = Callable[[Sequence[Fact]], Awaitable[object]]
"""Whoever takes facts. What is awaited is over when they are kept; if it fails, none of them is."""

WAITING_MAX = 20_000  # ours: some 30 MB of calls
BATCH_MAX = 500  # ours
AGAIN_S, AGAIN_S_MAX = 0.2, 10.0  # ours: between tries while nobody takes them

log = logging.getLogger("fairline.ports.handing")


class Handing:
    """One queue and the task that empties it. A batch that was not taken is tried again until it is."""

    def __init__(self, take: Take, counts: Counter[str], *, waiting_max: int = WAITING_MAX) -> None:
        self._take, self._counts, self._waiting_max = take, counts, waiting_max
        self._waiting: deque[Fact] = deque()
        self._some = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._task: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        """Return how many facts wait."""
        return len(self._waiting)

    def start(self) -> None:
        """Begin to hand on."""
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self, within_s: float = 5.0) -> None:
        """Hand on what waits, for so long at most; what is left then is counted as lost."""
        if self._task is None:
            return
        try:
            await asyncio.wait_for(self._empty.wait(), within_s)
        except TimeoutError:
            self._counts["facts lost"] += len(self._waiting)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    def put(self, fact: Fact) -> None:
        """Take a fact, or count it where there is no room."""
        if len(self._waiting) >= self._waiting_max:
            self._counts["facts lost"] += 1
            return
        self._waiting.append(fact)
        self._some.set()
        self._empty.clear()

    async def _work(self) -> None:
        pause = AGAIN_S
        while True:
            await self._some.wait()
            batch = [self._waiting[at] for at in range(min(BATCH_MAX, len(self._waiting)))]
            if await handed(self._take, batch, self._counts):
                pause = AGAIN_S
                for _ in batch:
                    self._waiting.popleft()
                if not self._waiting:
                    self._some.clear()
                    self._empty.set()
            else:
                await asyncio.sleep(pause)
                pause = min(AGAIN_S_MAX, pause * 2)


async def handed(take: Take, batch: Sequence[Fact], counts: Counter[str]) -> bool:
    """Hand a batch on; ``False`` if it was not taken. The boundary: what fails behind it is counted."""
    try:
        await take(batch)
    except Exception:
        if not counts["not taken"] % 100:  # the first, and then now and again
            log.exception("%d facts were not taken; they are tried again", len(batch))
        counts["not taken"] += 1
        return False
    counts["facts"] += len(batch)
    return True
