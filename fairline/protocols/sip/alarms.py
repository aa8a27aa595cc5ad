"""When something is due: at most one alarm for each key.

All alarms of one span are due in the order they were set, because time only goes on; so a queue for each
span is enough, and setting, clearing and ringing take the same time however many there are.
"""

from collections import OrderedDict
from math import inf


class Alarms:
    """Alarms by key. Times are seconds on one clock that never goes back."""

    def __init__(self) -> None:
        self._queues: dict[float, OrderedDict[str, float]] = {}
        self._span: dict[str, float] = {}

    def __len__(self) -> int:
        """Return how many are set."""
        return len(self._span)

    def set(self, key: str, span: float, now: float) -> None:
        """Let ``key`` be due ``span`` seconds from ``now``, and not when it was due before."""
        before = self._span.get(key)
        if before is not None:
            del self._queues[before][key]
        queue = self._queues.get(span)
        if queue is None:
            queue = self._queues[span] = OrderedDict()
        queue[key] = now + span
        self._span[key] = span

    def clear(self, key: str) -> None:
        """Let ``key`` not be due at all."""
        span = self._span.pop(key, None)
        if span is not None:
            del self._queues[span][key]

    def deadline(self) -> float | None:
        """Return when the first is due, ``None`` if none is set."""
        first = inf
        for queue in self._queues.values():
            for at in queue.values():
                first = min(first, at)
                break
        return None if first == inf else first

    def due(self, now: float) -> list[str]:
        """Return the keys that are due by ``now``, and clear them."""
        rung: list[str] = []
        for queue in self._queues.values():
            while queue:
                key, at = next(iter(queue.items()))
                if at > now:
                    break
                del queue[key]
                del self._span[key]
                rung.append(key)
        return rung
