"""What is held for one key of one signal: its sums, its values, its peaks, its runs.

While a window slides, an entry holds one bucket for each hop that had facts, and forgets whole hops. In a
period it holds no hops and is thrown away with the period.
"""

from collections.abc import Callable, Hashable
from typing import Any

from fairline.facts import Fact
from fairline.signals.declared import Counting
from fairline.signals.measures import Measure

DISTINCT_MAX = 100_000  # ours: past it distinct says "at least"; about 10 MB a key at worst

Key = Hashable


class Sums:
    """Hits, base and unknown of one key, with what each hop added while the window slides."""

    __slots__ = ("base", "hits", "hops", "samples", "unknown")

    def __init__(self) -> None:
        self.hits = self.base = self.unknown = 0
        self.hops: list[list[int]] = []
        self.samples: tuple[Fact, ...] = ()

    def measure(self) -> Measure:
        return Measure(self.hits, self.base, self.unknown)

    def add(self, hits: int, base: int, unknown: int) -> None:
        self.hits += hits
        self.base += base
        self.unknown += unknown

    def add_in_hop(self, hop: int, hits: int, base: int, unknown: int) -> None:
        self.add(hits, base, unknown)
        hops = self.hops
        if hops and hops[-1][0] == hop:
            last = hops[-1]
            last[1] += hits
            last[2] += base
            last[3] += unknown
        else:
            hops.append([hop, hits, base, unknown])

    def forget(self, hop: int) -> None:
        hops = self.hops
        while hops and hops[0][0] <= hop:
            _, hits, base, unknown = hops.pop(0)
            self.hits -= hits
            self.base -= base
            self.unknown -= unknown


class Values(Sums):
    """The different values of one key, each with the hop it was last seen in."""

    __slots__ = ("last", "saturated")

    def __init__(self) -> None:
        super().__init__()
        self.last: dict[object, int] = {}
        self.saturated = False

    def measure(self) -> Measure:
        return Measure(self.hits, self.base, self.unknown, self.saturated)

    def see(self, hop: int, value: object) -> None:
        last = self.last
        if last.pop(value, None) is None and len(last) >= DISTINCT_MAX:
            self.saturated = True
        else:
            last[value] = hop
        self.hits = len(last)

    def forget(self, hop: int) -> None:
        super().forget(hop)
        last = self.last
        while last:
            value = next(iter(last))
            if last[value] > hop:
                break
            del last[value]
        if len(last) < self.hits:
            self.saturated = False
        self.hits = len(last)


class Peaks(Sums):
    """The largest value of one key: values that a later, larger one hides are dropped."""

    __slots__ = ("peaks",)

    def __init__(self) -> None:
        super().__init__()
        self.peaks: list[tuple[int, int]] = []

    def see(self, hop: int, value: int) -> None:
        peaks = self.peaks
        while peaks and peaks[-1][1] <= value:
            peaks.pop()
        peaks.append((hop, value))
        self.hits = peaks[0][1]

    def forget(self, hop: int) -> None:
        super().forget(hop)
        peaks = self.peaks
        while peaks and peaks[0][0] <= hop:
            peaks.pop(0)
        self.hits = peaks[0][1] if peaks else 0


class Runs(Sums):
    """The longest run of one key. A run is kept as the facts it has in each hop; runs of one are implied."""

    __slots__ = ("current", "previous", "runs")

    def __init__(self) -> None:
        super().__init__()
        self.previous: int | None = None
        self.current: list[list[int]] = []
        self.runs: list[list[list[int]]] = []

    def see(self, hop: int, value: int, step_max: int) -> None:
        follows = self.previous is not None and 0 < value - self.previous <= step_max
        self.previous = value
        if not follows:
            self.current = []
        current = self.current
        if current and current[-1][0] == hop:
            current[-1][1] += 1
        else:
            current.append([hop, 1])
        length = sum(count for _, count in current)
        if length > 1 and not (self.runs and self.runs[-1] is current):
            self.runs.append(current)
        self.hits = max(self.hits, length)

    def forget(self, hop: int) -> None:
        super().forget(hop)
        current = self.current
        while current and current[0][0] <= hop:
            current.pop(0)
        if not current:
            self.previous = None
        while self.runs:
            run = self.runs[0]
            while run and run[0][0] <= hop:
                run.pop(0)
            if run:
                break
            self.runs.pop(0)
        longest = max((sum(count for _, count in run) for run in self.runs), default=0)
        self.hits = max(longest, 1 if self.base else 0)


class FirstSeen:
    """When each value of a key was first seen, or seen again after a long silence."""

    __slots__ = ("_after", "_history_min", "_keys", "_within")

    def __init__(self, within: int, after: int, history_min: int) -> None:
        """All spans in microseconds."""
        self._within, self._after, self._history_min = within, after, history_min
        self._keys: dict[Key, tuple[int, dict[object, list[int]]]] = {}

    def seen(self, key: Key, value: object, at: int) -> bool | None:
        """Note that ``key`` showed ``value``; say whether that is new: ``None`` with too little history."""
        known = self._keys.get(key)
        if known is None:
            known = self._keys[key] = (at, {})
        since, values = known
        spell = values.get(value)
        if spell is None:
            spell = values[value] = [at, at]
        elif at - spell[1] > self._after:
            spell[0] = at
        spell[1] = at
        if at - spell[0] >= self._within:
            return False
        return True if spell[0] - since >= self._history_min else None


ENTRIES: dict[Counting, Callable[[], Any]] = {
    Counting.COUNT: Sums,
    Counting.SHARE: Sums,
    Counting.TOTAL: Sums,
    Counting.MEAN: Sums,
    Counting.RATIO: Sums,
    Counting.COHORT: Sums,
    Counting.OCCASIONS: Sums,
    Counting.DISTINCT: Values,
    Counting.HIGHEST: Peaks,
    Counting.CONCURRENT: Peaks,
    Counting.LONGEST_RUN: Runs,
}
