"""How fast what is restricted may go on: a bucket for each subject that is held back.

What finds its bucket empty is refused before the guard is asked: it is neither counted nor written down.
"""

from fairline.standing import Effective, Subject

SECOND = 1_000_000  # microseconds


class Throttle:
    """``per_s`` attempts a second on average, and ``burst`` at once."""

    def __init__(self, per_s: float, burst: int) -> None:
        self.per_s, self.burst = per_s, burst
        self._buckets: dict[Subject, tuple[float, int]] = {}

    def wait_s(self, held: Effective, now: int) -> float:
        """Return the seconds until the next attempt may pass, 0 if this one may. ``now``: microseconds."""
        assert held.subject is not None
        left, at = self._buckets.get(held.subject, (float(self.burst), now))
        left = min(float(self.burst), left + max(0, now - at) / SECOND * self.per_s)
        passes = left >= 1
        self._buckets[held.subject] = (left - passes, max(now, at))
        return 0.0 if passes else (1 - left) / self.per_s

    def forget(self, subject: Subject) -> None:
        """Let go of a subject whose standing moved."""
        self._buckets.pop(subject, None)
