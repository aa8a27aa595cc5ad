"""How many questions may still be asked, in this minute and this day. Time is an argument."""

from datetime import datetime

MINUTE, DAY = 60, 86_400  # seconds


class Budget:
    """Counts what was taken in this minute and day of UTC. A clock that goes back gives nothing."""

    def __init__(self, *, per_minute: int, per_day: int) -> None:
        """Start with all of both."""
        self._limits = ((MINUTE, per_minute), (DAY, per_day))
        self._taken = [0 for _ in self._limits]
        self._latest = float("-inf")

    def take(self, now: datetime) -> bool:
        """Take one if both have one left, and tell whether they had."""
        at = max(now.timestamp(), self._latest)
        for number, (length, _) in enumerate(self._limits):
            if self._latest == float("-inf") or at // length > self._latest // length:
                self._taken[number] = 0
        self._latest = at
        if any(taken >= most for taken, (_, most) in zip(self._taken, self._limits, strict=True)):
            return False
        self._taken = [taken + 1 for taken in self._taken]
        return True
