"""The counts of a signal while facts stream by in order of time, key by key.

A sliding state forgets by hops; a period state holds the open period only and gives it away when it closes.
Adding returns the entry, whose ``hits`` is current.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any

from fairline.facts import Fact
from fairline.signals.declared import Counting, Signal
from fairline.signals.entries import ENTRIES, Key, Sums
from fairline.signals.measures import NOTHING, Measure
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive

LEASES_SWEPT_OVER = 1000  # ours: keys with nothing open are dropped when their number has doubled
SAMPLES_MAX = 5  # ours: enough to look at; the records themselves are the evidence


class Agenda:
    """What is due at a known instant: periods that close and leases that open, in order of time.

    At one instant periods close first, because an instant belongs to the period it starts.
    """

    CLOSE, OPEN = 0, 1

    def __init__(self) -> None:
        """Start empty."""
        self._due: list[tuple[int, int, int, Any, Any]] = []
        self._count = 0

    def put(self, at: int, order: int, state: object, what: object) -> None:
        """Note that ``what`` of ``state`` is due at ``at``. Equal instants keep the order they came in."""
        self._count += 1
        heappush(self._due, (at, order, self._count, state, what))

    def next(self, until: int) -> tuple[int, int, Any, Any] | None:
        """Take the next that is due before ``until``, or closes exactly then."""
        if not self._due:
            return None
        at, order, _, state, what = self._due[0]
        if at > until or (at == until and order == self.OPEN):
            return None
        heappop(self._due)
        return at, order, state, what

    def first(self) -> int | None:
        """When the next thing is due."""
        return self._due[0][0] if self._due else None


class State:
    """The counts of one signal. ``entry`` makes what is held for a key."""

    def __init__(self, signal: Signal, agenda: Agenda) -> None:
        """Start with no key."""
        self.signal = signal
        self.agenda = agenda
        self.entries: dict[Key, Any] = {}
        self.entry: Callable[[], Any] = ENTRIES[signal.counting]

    def measure(self, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` at ``at``, which is not before its latest fact."""
        entry = self.entries.get(key)
        measured: Measure = entry.measure() if entry is not None else NOTHING
        return measured


class SlidingState(State):
    """Counts over the last so long."""

    def __init__(self, signal: Signal, agenda: Agenda) -> None:
        """Start with no key."""
        super().__init__(signal, agenda)
        assert isinstance(signal.over, Sliding)
        self.hop = signal.over.hop // MICROSECOND
        self.hops = signal.over.length // signal.over.hop
        self._sweep_at = 0

    def at(self, key: Key, at: int) -> tuple[Any, int]:
        """Return the entry of ``key``, made if need be, rid of what has left the window; and the hop."""
        hop = at // self.hop
        if hop >= self._sweep_at:
            self.sweep(hop)
        entry = self.entries.get(key)
        if entry is None:
            entry = self.entries[key] = self.entry()
        else:
            hops = entry.hops
            if hops and hops[0][0] <= hop - self.hops:
                entry.forget(hop - self.hops)
        return entry, hop

    def add(self, key: Key, at: int, hits: int, base: int, unknown: int, fact: Fact) -> Sums:
        """Add to the sums of ``key``."""
        entry, hop = self.at(key, at)
        entry.add_in_hop(hop, hits, base, unknown)
        return entry  # type: ignore[no-any-return]

    def see(self, key: Key, at: int, value: Any, fact: Fact) -> Sums:
        """Add a value that is looked at, not summed."""
        entry, hop = self.at(key, at)
        entry.add_in_hop(hop, 0, 1, 0)
        if self.signal.counting is Counting.LONGEST_RUN:
            entry.see(hop, value, self.signal.step_max)
        else:
            entry.see(hop, value)
        return entry  # type: ignore[no-any-return]

    def measure(self, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` at ``at``."""
        entry = self.entries.get(key)
        if entry is None:
            return NOTHING
        entry.forget(at // self.hop - self.hops)
        measured: Measure = entry.measure()
        return measured

    def sweep(self, hop: int) -> None:
        """Drop the keys that have nothing left in the window. Done once a window, so it costs little."""
        oldest = hop - self.hops
        self.entries = {
            key: entry for key, entry in self.entries.items() if entry.hops and entry.hops[-1][0] > oldest
        }
        self._sweep_at = hop + self.hops


class PeriodState(State):
    """Counts over periods that close. What is open has an entry; what closed is given away."""

    def at(self, key: Key, at: int, since: int | None) -> Any:
        """Return the entry of ``key`` in the period of ``at``, made and put on the agenda if need be."""
        raise NotImplementedError

    def close(self, what: Any) -> dict[Key, tuple[Any, int]]:
        """Give away what the agenda said would end: by key, the entry and when its period started."""
        raise NotImplementedError

    def add(
        self, key: Key, at: int, hits: int, base: int, unknown: int, fact: Fact, since: int | None = None
    ) -> Any:
        """Add to the sums of ``key``; what counts as a hit is kept as a sample."""
        entry = self.at(key, at, since)
        if entry is not None:
            entry.add(hits, base, unknown)
            if hits and len(entry.samples) < SAMPLES_MAX:
                entry.samples += (fact,)
        return entry

    def see(self, key: Key, at: int, value: Any, fact: Fact, since: int | None = None) -> Any:
        """Add a value that is looked at, not summed."""
        entry = self.at(key, at, since)
        if entry is None:
            return None
        entry.add(0, 1, 0)
        before = entry.hits
        if self.signal.counting is Counting.LONGEST_RUN:
            entry.see(0, value, self.signal.step_max)
        else:
            entry.see(0, value)
        if entry.hits > before and len(entry.samples) < SAMPLES_MAX:
            entry.samples += (fact,)
        return entry


class CalendarState(PeriodState):
    """Counts over the open day, week or month."""

    def __init__(self, signal: Signal, agenda: Agenda) -> None:
        """Start with no key."""
        super().__init__(signal, agenda)
        assert isinstance(signal.over, Calendar)
        self.window = signal.over
        self.start: int | None = None
        self.cohorts: dict[Key, object] = {}

    def at(self, key: Key, at: int, since: int | None) -> Any:
        """Return the entry of ``key`` in the period of ``at``, made and put on the agenda if need be."""
        entry = self.entries.get(key)
        if entry is None:
            if self.start is None:
                index = self.window.index(at)
                self.start = self.window.start(index)
                self.agenda.put(self.window.start(index + 1), Agenda.CLOSE, self, None)
            entry = self.entries[key] = self.entry()
        return entry

    def close(self, what: None) -> dict[Key, tuple[Any, int]]:
        """Give away every key of the period that ended."""
        assert self.start is not None
        if self.signal.counting is Counting.COHORT:
            self._compare_with_peers()
        ended = {key: (entry, self.start) for key, entry in self.entries.items()}
        self.entries, self.start = {}, None
        return ended

    def _compare_with_peers(self) -> None:
        """Set each key's base to the mean of its cohort, or to none where the cohort is too small."""
        cohorts: dict[object, list[Any]] = {}
        for key, entry in self.entries.items():
            cohorts.setdefault(self.cohorts.get(key), []).append(entry)
        for entries in cohorts.values():
            enough = len(entries) >= self.signal.cohort_min
            mean = sum(entry.hits for entry in entries) // len(entries) if enough else 0
            for entry in entries:
                entry.base = mean
        self.cohorts = {}


class SuccessiveState(PeriodState):
    """Counts over each key's open spans. A key has several at once only if its facts name several anchors."""

    def __init__(self, signal: Signal, agenda: Agenda) -> None:
        """Start with no key."""
        super().__init__(signal, agenda)
        assert isinstance(signal.over, Successive)
        self.length = signal.over.length // MICROSECOND

    def at(self, key: Key, at: int, since: int | None) -> Any:
        """Return the entry of the span that ``at`` is in, ``None`` without an anchor or before it."""
        if since is None or at < since:
            return None
        start = since + (at - since) // self.length * self.length
        span = (key, start)
        entry = self.entries.get(span)
        if entry is None:
            self.agenda.put(start + self.length, Agenda.CLOSE, self, span)
            entry = self.entries[span] = self.entry()
        return entry

    def close(self, what: tuple[Key, int]) -> dict[Key, tuple[Any, int]]:
        """Give away the one span that ended."""
        key, start = what
        return {key: (self.entries.pop(what), start)}


class Leases:
    """What is open at once, key by key. Openings wait on the agenda until their instant has come."""

    def __init__(self, signal: Signal, agenda: Agenda, inner: SlidingState | PeriodState) -> None:
        """Count levels, or rises to the signal's level, into ``inner``."""
        self.signal = signal
        self.agenda = agenda
        self.inner = inner
        self.level = signal.level if signal.counting is Counting.OCCASIONS else None
        self._open: dict[Key, list[int]] = {}
        self._sweep_over = LEASES_SWEPT_OVER

    def put(self, key: Key, at: int, since: int, until: int, fact: Fact, anchor: int | None = None) -> None:
        """Note a lease. One that ends before it starts is none."""
        since = max(since, at)
        if since < until:
            self.agenda.put(since, Agenda.OPEN, self, (key, until, fact, anchor))

    def begin(self, at: int, what: tuple[Key, int, Fact, int | None]) -> Key:
        """Open a lease that is due, and count how many are open with it. Return its key."""
        key, until, fact, anchor = what
        leases = self._open.get(key)
        if leases is None:
            leases = self._open[key] = []
        while leases and leases[0] <= at:
            heappop(leases)
        heappush(leases, until)
        count = len(leases)
        if len(self._open) > self._sweep_over:
            self._open = {each: open_ for each, open_ in self._open.items() if max(open_) > at}
            self._sweep_over = 2 * len(self._open) + LEASES_SWEPT_OVER
        more = (anchor,) if isinstance(self.inner, PeriodState) else ()
        if self.level is None:
            self.inner.see(key, at, count, fact, *more)
        else:
            self.inner.add(key, at, int(count == self.level), 1, 0, fact, *more)
        return key
