"""What is due at a known instant, in order of time: periods and spells that end, leases that open."""

from heapq import heappop, heappush
from operator import itemgetter
from typing import Any, Protocol

ORDER = itemgetter(0, 1, 2)


class Due(Protocol):
    """Who is told when something of theirs is due."""

    def due(self, at: int, what: Any, /) -> None:
        """Do what is due."""


class Agenda:
    """At one instant periods close first, because an instant belongs to the period it starts."""

    CLOSE, OPEN = 0, 1

    def __init__(self) -> None:
        """Start empty."""
        self._due: list[tuple[int, int, int, Any, Any]] = []
        self._count = 0

    def put(self, at: int, order: int, whose: Due, what: object) -> None:
        """Note that ``what`` of ``whose`` is due at ``at``. Equal instants keep the order they came in."""
        self._count += 1
        heappush(self._due, (at, order, self._count, whose, what))

    def advance(self, until: int, *, opening: bool = False) -> None:
        """Let happen, in order, what is due before ``until`` or closes exactly then, and what that makes due.

        ``opening``: also what opens exactly then.
        """
        while self._due:
            at, order, _, whose, what = self._due[0]
            if at > until or (at == until and order == self.OPEN and not opening):
                return
            heappop(self._due)
            whose.due(at, what)

    def clear(self) -> None:
        """Forget all that is due."""
        self._due = []

    def items(self) -> list[tuple[int, int, Due, Any]]:
        """Return all that is due, in order: when, the order at one instant, whose, what."""
        return [(at, order, whose, what) for at, order, _, whose, what in sorted(self._due, key=ORDER)]

    def first(self) -> int | None:
        """When the next thing is due."""
        return self._due[0][0] if self._due else None
