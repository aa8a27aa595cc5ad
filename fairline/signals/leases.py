"""What counts at an instant of its own, and waits for it on the agenda: leases that open, timers."""

from collections.abc import Callable, Hashable
from heapq import heappop, heappush
from typing import Any

from fairline.facts import Fact
from fairline.signals.agenda import Agenda

SWEPT_OVER = 1000  # ours: keys with nothing open are dropped when their number has doubled
What = tuple[Hashable, int, Fact, int | None]


class Leases:
    """The leases of one frame that are declared alike.

    ``count(held, at, level, fact, anchor)`` is told of each opening, and how many are open with it.
    """

    count: Callable[..., None]

    def __init__(self, agenda: Agenda) -> None:
        """Start with nothing open. ``count`` is set once it is compiled."""
        self._agenda = agenda
        self._open: dict[Hashable, list[int]] = {}
        self._sweep_over = SWEPT_OVER

    def put(
        self, held: Hashable, at: int, since: int, until: int, fact: Fact, anchor: int | None = None
    ) -> None:
        """Note a lease. One that ends before it starts is none."""
        since = max(since, at)
        if since < until:
            self._agenda.put(since, Agenda.OPEN, self, (held, until, fact, anchor))

    def due(self, at: int, what: What) -> None:
        """Open a lease that is due, and count how many are open with it."""
        held, until, fact, anchor = what
        leases = self._open.get(held)
        if leases is None:
            leases = self._open[held] = []
            if len(self._open) > self._sweep_over:
                self._sweep(at)
        while leases and leases[0] <= at:
            heappop(leases)
        heappush(leases, until)
        self.count(held, at, len(leases), fact, anchor)

    def carried(self) -> object:
        """Return all that is open, for another book."""
        return self._open

    def inherit(self, carried: Any) -> None:
        """Take over what another book had open."""
        self._open = carried

    def _sweep(self, at: int) -> None:
        self._open = {held: open_ for held, open_ in self._open.items() if not open_ or max(open_) > at}
        self._sweep_over = 2 * len(self._open) + SWEPT_OVER


class Timers:
    """What is waited for. ``count`` is told when it is due: level 1 if it has not come, else 0."""

    count: Callable[..., None]

    def __init__(self, agenda: Agenda) -> None:
        """Start with nothing to wait for."""
        self._agenda = agenda

    def put(
        self, held: Hashable, at: int, due: int, missing: bool, fact: Fact, anchor: int | None = None
    ) -> None:
        """Note what is due. What was due before the fact came is due with it."""
        self._agenda.put(max(due, at), Agenda.OPEN, self, (held, missing, fact, anchor))

    def due(self, at: int, what: What) -> None:
        """Count what is due."""
        held, missing, fact, anchor = what
        self.count(held, at, int(missing), fact, anchor)

    def carried(self) -> object:
        """Return what another book must know: what is due is on the agenda."""
        return None

    def inherit(self, carried: Any) -> None:
        """Take over what another book knew."""
