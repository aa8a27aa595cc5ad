"""What is looked at for one key, not summed: its different values, its largest, its longest run.

``see`` takes a value in a hop (a period has one hop, 0); ``forget`` drops all hops up to one. ``hits`` is
what the measure says.
"""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from fairline.signals.declared import Counting, Signal

DISTINCT_MAX = 100_000  # ours: past it distinct says "at least"; about 10 MB a key at worst

Key = Hashable


class Values:
    """The different values of one key, each with the hop it was last seen in.

    ``saturated`` from the first value that there was no room for until all such have left the window.
    """

    __slots__ = ("_left_out", "hits", "last", "saturated")

    def __init__(self) -> None:
        self.hits = 0
        self.last: dict[object, int] = {}
        self.saturated = False
        self._left_out = 0

    def see(self, hop: int, value: object) -> None:
        last = self.last
        known = last.get(value)
        if known is not None:
            if known == hop:
                return
            del last[value]  # so that the values stand in the order in which they were last seen
        elif len(last) >= DISTINCT_MAX:
            self.saturated, self._left_out = True, hop
            return
        last[value] = hop
        self.hits = len(last)

    def forget(self, hop: int) -> None:
        last = self.last
        old = []
        for value, seen in last.items():
            if seen > hop:
                break
            old.append(value)
        for value in old:
            del last[value]
        if self._left_out <= hop:
            self.saturated = False
        self.hits = len(last)


class Peaks:
    """The largest value of one key: values that a later, larger one hides are dropped."""

    __slots__ = ("hits", "peaks")

    def __init__(self) -> None:
        self.hits = 0
        self.peaks: list[tuple[int, int]] = []

    def see(self, hop: int, value: int) -> None:
        peaks = self.peaks
        while peaks and peaks[-1][1] <= value:
            peaks.pop()
        peaks.append((hop, value))
        self.hits = peaks[0][1]

    def forget(self, hop: int) -> None:
        peaks = self.peaks
        while peaks and peaks[0][0] <= hop:
            peaks.pop(0)
        self.hits = peaks[0][1] if peaks else 0


class Runs:
    """The longest run of one key. A run is kept as [hop, facts] for each hop; runs of one are implied."""

    __slots__ = ("_current", "_hop", "_oldest", "_previous", "_runs", "_step_max", "hits")

    def __init__(self, step_max: int) -> None:
        """A run goes on while each value is 1 to ``step_max`` more than the one before it."""
        self._step_max = step_max
        self.hits = 0
        self._hop = self._oldest = 0
        self._previous: int | None = None
        self._current: list[list[int]] = []
        self._runs: list[list[list[int]]] = []

    def see(self, hop: int, value: int, at: int) -> None:
        previous = self._previous
        self._previous, self._hop = value, hop
        current = self._current
        if previous is None or not 0 < value - previous <= self._step_max:
            self._current = [[hop, 1]]
            if not self._runs:
                self._oldest = hop
            if self.hits < 1:
                self.hits = 1
            return
        if current[-1][0] == hop:
            current[-1][1] += 1
        else:
            current.append([hop, 1])
        if not self._runs:
            self._oldest = current[0][0]
        if not (self._runs and self._runs[-1] is current):
            self._runs.append(current)
        length = current[0][1] if len(current) == 1 else sum(count for _, count in current)
        if length > self.hits:
            self.hits = length

    def forget(self, hop: int) -> None:
        if self._oldest > hop:
            return
        for run in (self._current, *self._runs):
            while run and run[0][0] <= hop:
                run.pop(0)
        self._runs = [run for run in self._runs if run]
        if not self._current:
            self._previous = None
        self._oldest = min((run[0][0] for run in self._runs), default=self._hop)
        longest = max((sum(count for _, count in run) for run in self._runs), default=0)
        self.hits = max(longest, 1 if self._hop > hop else 0)


class FirstSeen:
    """When each value of a key was first seen, or seen again after a long silence."""

    __slots__ = ("_after", "_history_min", "_within", "answer", "keys")

    def __init__(self, within: int, after: int, history_min: int) -> None:
        """All spans in microseconds."""
        self._within, self._after, self._history_min = within, after, history_min
        self.keys: dict[Key, tuple[int, dict[object, list[int]]]] = {}
        self.answer: bool | None = None

    def seen(self, key: Key, value: object, at: int) -> bool | None:
        """Note that ``key`` showed ``value``; say whether that is new: ``None`` with too little history."""
        known = self.keys.get(key)
        if known is None:
            known = self.keys[key] = (at, {})
        since, values = known
        spell = values.get(value)
        if spell is None:
            spell = values[value] = [at, at]
        elif at - spell[1] > self._after:
            spell[0] = at
        spell[1] = at
        self.answer = self._new(since, spell[0], at)
        return self.answer

    def told(self, key: Key, value: object, at: int) -> bool | None:
        """Say what ``seen`` would, and note nothing: a sighting that comes late makes nothing known."""
        since, values = self.keys.get(key, (at, {}))
        began, last = values.get(value, (at, at))
        return self._new(since, at if at - last > self._after else min(began, at), at)

    def _new(self, since: int, began: int, at: int) -> bool | None:
        if at - began >= self._within:
            return False
        return True if began - since >= self._history_min else None


def seen_of(signal: Signal) -> Callable[[], Any]:
    """Return what makes the set that ``signal`` looks at."""
    match signal.counting:
        case Counting.DISTINCT:
            return Values
        case Counting.LONGEST_RUN:
            return partial(Runs, signal.step_max)
        case _:
            return Peaks
