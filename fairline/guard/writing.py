"""The journal on the loop: what is on disk is acknowledged, in order, and what is not is not."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from fairline.guard.refusals import NotWritten, TooMany
from fairline.policy import Cause
from fairline.stores.journal import Journal

T = TypeVar("T")


class Writing:
    """A journal and who waits for it. ``committed``: the last entry on disk. ``trouble``: why nothing is
    taken at present. ``on_commit`` is called after each batch. A loop must be running.
    """

    def __init__(self, folder: Path, counts: Counter[str]) -> None:
        """Take ``folder``. Raises ``FairlineError`` as ``Journal`` does."""
        self.folder = folder
        self.trouble: str | None = None
        self.waiting_max = 0
        self.on_commit: Callable[[], None] = lambda: None
        self.closed = False
        self._counts = counts
        self._loop = loop = asyncio.get_running_loop()
        self._waiting: deque[tuple[int, asyncio.Future[Any], Any]] = deque()
        self._later: deque[tuple[int, Callable[[], None]]] = deque()
        self._flushing = False

        def tell(what: Callable[[Any], None], told: object) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
                loop.call_soon_threadsafe(what, told)

        self.journal = Journal(
            folder,
            on_commit=lambda sequence: tell(self._on_commit, sequence),
            on_trouble=lambda why: tell(self._on_trouble, why),
        )
        self.committed = self.journal.sequence

    @property
    def pending(self) -> int:
        """How many entries are not on disk yet."""
        return self.journal.sequence - self.committed

    def append(self, at: int, kind: str, id: str, body: bytes) -> None:
        """Put an entry behind the others. It is written at the end of this turn of the loop, so that what
        comes together is written together."""
        self.journal.append(at, kind, id, body)
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Let the journal write."""
        self._flushing = False
        self.journal.flush()

    def answer(self, future: "asyncio.Future[T]", value: T) -> "asyncio.Future[T]":
        """Give ``value`` once the last entry is on disk."""
        self._waiting.append((self.journal.sequence, future, value))
        return future

    def later(self, call: Callable[[], None]) -> None:
        """Call in a turn of its own, once the last entry is on disk."""
        self._later.append((self.journal.sequence, call))

    @property
    def doubt(self) -> Cause | None:
        """Why nothing can be acknowledged, ``None`` if it can."""
        if self.closed:
            return Cause.STOPPED
        if self.trouble is not None:
            return Cause.UNWRITTEN
        return Cause.WAITING if self.pending >= self.waiting_max else None

    def refused(self, future: "asyncio.Future[Any]") -> bool:
        """Refuse if nothing can be acknowledged; return whether it was."""
        if self.doubt is None:
            return False
        if self.closed or self.trouble is not None:
            self._counts["refused: not written"] += 1
            future.set_exception(NotWritten(f"{self.folder}: found {self.trouble or 'it closed'}"))
        else:
            self._counts["refused: too many"] += 1
            future.set_exception(
                TooMany(f"{self.folder}: found {self.pending} entries waiting, wanted fewer")
            )
        return True

    def unwritable(self, future: "asyncio.Future[T]", error: Exception) -> "asyncio.Future[T]":
        """Refuse what has no form in JSON."""
        self._counts["refused: unwritable"] += 1
        future.set_exception(NotWritten(f"{self.folder}: found what cannot be written ({error})"))
        return future

    async def written(self) -> int:
        """Wait until all that there is now is on disk; return its last number. Raises ``NotWritten``."""
        last = self.journal.sequence
        return await self.answer(self._loop.create_future(), last) if self.pending else last

    async def drained(self) -> bool:
        """Wait until all is on disk; return ``False`` if the disk does not take it."""
        self.flush()
        while self.pending and self.trouble is None:
            await asyncio.sleep(0.002)
        return self.trouble is None

    async def close(self) -> None:
        """Let go of the folder; what is not written by now is told so."""
        if not await self._loop.run_in_executor(None, self.journal.close):
            self._fail("it closed before all was written")

    def _on_commit(self, sequence: int) -> None:
        """Answer what is on disk."""
        self.committed = sequence
        self.trouble = None
        waiting, later = self._waiting, self._later
        while waiting and waiting[0][0] <= sequence:
            _, future, value = waiting.popleft()
            if not future.done():
                future.set_result(value)
        while later and later[0][0] <= sequence:
            self._loop.call_soon(later.popleft()[1])
        self.on_commit()

    def _on_trouble(self, why: str) -> None:
        """Stop acknowledging, and say so to all who wait."""
        self.trouble = why
        self._counts["journal: refused by the disk"] += 1
        self._fail(why)

    def _fail(self, why: str) -> None:
        while self._waiting:
            _, future, _ = self._waiting.popleft()
            if not future.done():
                future.set_exception(NotWritten(f"{self.folder}: found {why}"))
