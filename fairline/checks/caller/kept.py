"""A table that keeps so much and no longer than it holds: the oldest entry makes room for a new one."""

from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, each until an instant, in seconds. May be used by several threads."""

    def __init__(self, most: int) -> None:
        """Keep ``most`` entries at most."""
        self._most = most
        self._lock = Lock()
        self._held: dict[K, tuple[float, V]] = {}

    def __len__(self) -> int:
        """Return how many are held, those that are over too."""
        return len(self._held)

    def get(self, key: K, now: float) -> V | None:
        """Return what is kept under ``key`` and still holds at ``now``; its last instant is one of them."""
        found = self._held.get(key)
        if found is None:
            return None
        if now > found[0]:
            with self._lock:
                self._held.pop(key, None)
            return None
        return found[1]

    def put(self, key: K, value: V, until: float) -> None:
        """Keep ``value`` until an instant, as the newest."""
        with self._lock:
            self._put(key, value, until)

    def claim(self, key: K, value: V, now: float, until: float) -> V:
        """Return what is kept under ``key``, or keep ``value`` there and return it."""
        with self._lock:
            found = self._held.get(key)
            if found is not None and now <= found[0]:
                return found[1]
            self._put(key, value, until)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()

    def _put(self, key: K, value: V, until: float) -> None:
        self._held.pop(key, None)
        if len(self._held) >= self._most:
            del self._held[next(iter(self._held))]
        self._held[key] = (until, value)
