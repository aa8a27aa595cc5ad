"""How long a port waits for an answer that is not there at once."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

T = TypeVar("T")


class Deadlines:
    """Waits for futures so long and no longer, with one timer for all of them, which costs less."""

    def __init__(self, within_s: float) -> None:
        """Wait ``within_s`` for each."""
        self.within_s = within_s
        self._due: deque[_Due] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def call(self, of: "asyncio.Future[T]", then: Callable[[], None]) -> None:
        """Call ``then`` once, when ``of`` is done or its time is up. ``of`` itself is left alone."""
        loop = asyncio.get_running_loop()
        due = _Due(loop.time() + self.within_s, then)
        of.add_done_callback(due.fire)
        self._due.append(due)
        if self._timer is None:
            self._timer = loop.call_later(self.within_s, self._sweep)

    def settled(self, of: "asyncio.Future[T]") -> "asyncio.Future[None]":
        """Return what is done when ``of`` is, or when its time is up."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.call(of, partial(_wake, woken))
        return woken

    def stop(self) -> None:
        """Wake whoever waits."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._due:
            self._due.popleft().fire()

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._due and (self._due[0].at <= now or self._due[0].then is None):
            self._due.popleft().fire()
        self._timer = loop.call_at(self._due[0].at, self._sweep) if self._due else None


class _Due:
    """Something to call once, at the latest at an instant of the loop's."""

    __slots__ = ("at", "then")

    def __init__(self, at: float, then: Callable[[], None]) -> None:
        self.at = at
        self.then: Callable[[], None] | None = then

    def fire(self, _: object = None) -> None:
        then, self.then = self.then, None
        if then is not None:
            then()


def _wake(woken: "asyncio.Future[None]") -> None:
    if not woken.done():
        woken.set_result(None)
