"""Sets and leases that can take back what they were shown, and take in what comes late.

They hold every value of the window, not only those that still decide, and so cost more than those of
``entries`` and ``leases``. The engine uses them only where facts may come late or be corrected.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any

from fairline.facts import Fact
from fairline.signals.agenda import Agenda
from fairline.signals.declared import Counting, Signal
from fairline.signals.entries import DISTINCT_MAX
from fairline.signals.layout import Place
from fairline.signals.leases import Timers, What


class LateValues:
    """The different values of one key, with how often each was seen in each hop."""

    __slots__ = ("_by_hop", "_left_out", "_values", "hits", "saturated")

    def __init__(self) -> None:
        self._values: dict[object, dict[int, int]] = {}
        self._by_hop: dict[int, set[object]] = {}
        self._left_out = 0
        self.hits = 0
        self.saturated = False

    def see(self, hop: int, value: object) -> None:
        hops = self._values.get(value)
        if hops is not None and hop in hops:
            hops[hop] += 1
        else:
            self.put(hop, value, 0, 1)

    def put(self, hop: int, value: object, at: int, times: int) -> None:
        """Take in (1) or take back (-1) a value."""
        hops = self._values.get(value)
        if hops is None:
            if times < 0:
                return
            if len(self._values) >= DISTINCT_MAX:
                self.saturated, self._left_out = True, max(hop, self._left_out)
                return
            hops = self._values[value] = {}
        left = hops.get(hop, 0) + times
        if left > 0:
            hops[hop] = left
            self._by_hop.setdefault(hop, set()).add(value)
        else:
            self._drop(hop, value)
            self._by_hop.get(hop, set()).discard(value)
        self.hits = len(self._values)

    def forget(self, hop: int) -> None:
        for old in [each for each in self._by_hop if each <= hop]:
            for value in self._by_hop.pop(old):
                self._drop(old, value)
        if self._left_out <= hop:
            self.saturated = False
        self.hits = len(self._values)

    def _drop(self, hop: int, value: object) -> None:
        hops = self._values[value]
        hops.pop(hop, None)
        if not hops:
            del self._values[value]


class LatePeaks:
    """The largest value of one key, with how often each value was seen in each hop."""

    __slots__ = ("_by_hop", "hits")

    def __init__(self) -> None:
        self._by_hop: dict[int, dict[int, int]] = {}
        self.hits = 0

    def see(self, hop: int, value: int) -> None:
        values = self._by_hop.setdefault(hop, {})
        values[value] = values.get(value, 0) + 1
        self.hits = max(self.hits, value)

    def put(self, hop: int, value: int, at: int, times: int) -> None:
        """Take in (1) or take back (-1) a value."""
        if times > 0:
            self.see(hop, value)
            return
        values = self._by_hop.get(hop, {})
        left = values.get(value, 0) + times
        if left > 0:
            values[value] = left
        else:
            values.pop(value, None)
        self._largest()

    def forget(self, hop: int) -> None:
        old = [each for each in self._by_hop if each <= hop]
        for each in old:
            del self._by_hop[each]
        if old:
            self._largest()

    def _largest(self) -> None:
        self.hits = max((max(values) for values in self._by_hop.values() if values), default=0)


class LateRuns:
    """The longest run of one key, with every value of the window in order of time."""

    __slots__ = ("_seen", "_step_max", "hits")

    def __init__(self, step_max: int) -> None:
        """A run goes on while each value is 1 to ``step_max`` more than the one before it."""
        self._step_max = step_max
        self._seen: list[tuple[int, int, int]] = []
        self.hits = 0

    def see(self, hop: int, value: int, at: int) -> None:
        self.put(hop, value, at, 1)

    def put(self, hop: int, value: int, at: int, times: int) -> None:
        """Take in (1) or take back (-1) a value. What comes later stands later among those of one instant."""
        seen = self._seen
        if times > 0:
            if not seen or at >= seen[-1][0]:
                seen.append((at, hop, value))
                self.hits = max(self.hits, self._last())
                return
            seen.insert(bisect_right(seen, at, key=itemgetter(0)), (at, hop, value))
        elif (at, hop, value) in seen:
            seen.remove((at, hop, value))
        self._longest()

    def forget(self, hop: int) -> None:
        gone = bisect_right(self._seen, hop, key=itemgetter(1))
        if gone:
            del self._seen[:gone]
            if self.hits > 1:
                self._longest()
            else:
                self.hits = min(1, len(self._seen))

    def _last(self) -> int:
        """Return the length of the run that the latest value is in."""
        seen, first = self._seen, len(self._seen) - 1
        while first and 0 < seen[first][2] - seen[first - 1][2] <= self._step_max:
            first -= 1
        return len(seen) - first

    def _longest(self) -> None:
        longest = length = min(1, len(self._seen))
        for before, after in pairwise(self._seen):
            length = length + 1 if 0 < after[2] - before[2] <= self._step_max else 1
            longest = max(longest, length)
        self.hits = longest


def late_seen_of(signal: Signal) -> Callable[[], Any]:
    """Return what makes the set that ``signal`` looks at."""
    match signal.counting:
        case Counting.DISTINCT:
            return LateValues
        case Counting.LONGEST_RUN:
            return partial(LateRuns, signal.step_max)
        case _:
            return LatePeaks


def _version(fact: Fact) -> tuple[object, ...]:
    """Return what one version of a fact is known by."""
    return fact.id, getattr(fact, "revision", 0)


Opening = tuple[int, int, int, Fact, int | None]
"""When it opened, how many had opened before, when it ends, the fact, and the anchor of its span."""


class _Held:
    """The leases of one key that are open, or that a late one may still change the level of."""

    __slots__ = ("ends", "openings")

    def __init__(self) -> None:
        self.openings: list[Opening] = []
        self.ends: list[int] = []


class LateLeases:
    """What is open at once. One that comes late, or is taken back, changes the levels of later openings.

    ``count`` is told of each opening as in ``Leases``. ``recount(held, at, level, fact, anchor, times)``
    takes in (1) or takes back (-1) an opening at a level.
    """

    count: Callable[..., None]
    recount: Callable[..., None]

    def __init__(self, place: Place, agenda: Agenda, lateness: int) -> None:
        """Leases are held until ``lateness`` after they end."""
        self.place = place
        self._agenda, self._lateness = agenda, lateness
        self._held: dict[Hashable, _Held] = {}
        self._taken_back: dict[tuple[object, ...], int] = {}
        self._opened = 0

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
        gone = (held, at, until, *_version(fact))
        if gone in self._taken_back:
            self._taken_back[gone] -= 1
            if not self._taken_back[gone]:
                del self._taken_back[gone]
            return
        leases = self._held.get(held)
        if leases is None:
            leases = self._held[held] = _Held()
        self._let_go(leases, at - self._lateness)
        insort(leases.ends, until)
        self._opened += 1
        leases.openings.append((at, self._opened, until, fact, anchor))
        self.count(held, at, len(leases.ends) - bisect_right(leases.ends, at), fact, anchor)

    def late(self, held: Hashable, since: int, until: int, fact: Fact, anchor: int | None) -> None:
        """Open a lease that should have opened before."""
        if since >= until:
            return
        leases = self._held.setdefault(held, _Held())
        self._opened += 1
        level = 1 + sum(1 for each in leases.openings if each[0] <= since < each[2])
        for each in [each for each in leases.openings if since < each[0] < until]:
            self._move(held, leases, each, 1)
        opening = (since, self._opened, until, fact, anchor)
        insort(leases.openings, opening, key=lambda each: each[:2])
        insort(leases.ends, until)
        self.recount(held, since, level, fact, anchor, 1)

    def carried(self) -> object:
        """Return all that is open, for another book."""
        return self._held, self._taken_back, self._opened

    def inherit(self, carried: Any) -> None:
        """Take over what another book had open."""
        self._held, self._taken_back, self._opened = carried

    def take_back(
        self, held: Hashable, since: int, until: int, fact: Fact, anchor: int | None, now: int
    ) -> None:
        """Take back a lease, whether it has opened or is still to."""
        if since >= until:
            return
        if since >= now:
            gone = (held, since, until, *_version(fact))
            self._taken_back[gone] = self._taken_back.get(gone, 0) + 1
            return
        leases = self._held[held]
        place = next(
            number
            for number, each in enumerate(leases.openings)
            if each[0] == since and each[2] == until and each[3] is fact
        )
        opening = leases.openings.pop(place)
        level = 1 + sum(1 for each in leases.openings[:place] if each[2] > since)
        self.recount(held, since, level, opening[3], anchor, -1)
        for each in leases.openings[place:]:
            if each[0] < until:
                self._move(held, leases, each, -1, without=opening)
        del leases.ends[bisect_left(leases.ends, until)]

    def _move(
        self, held: Hashable, leases: _Held, opening: Opening, by: int, without: Opening | None = None
    ) -> None:
        """Count an opening at another level than before. ``without``: what was open too and is gone."""
        at, number, _, fact, anchor = opening
        others = sum(1 for each in leases.openings if each[:2] < (at, number) and each[2] > at)
        before = 1 + others + (0 if without is None else 1)
        self.recount(held, at, before, fact, anchor, -1)
        self.recount(held, at, before + by, fact, anchor, 1)

    def _let_go(self, leases: _Held, before: int) -> None:
        ended = bisect_right(leases.ends, before)
        if ended > len(leases.ends) // 2:  # half of them, so that letting go costs little
            del leases.ends[:ended]
            leases.openings = [each for each in leases.openings if each[2] > before]


class LateTimers(Timers):
    """What is waited for, where the facts may come late or be taken back."""

    recount: Callable[..., None]

    def __init__(self, place: Place, agenda: Agenda) -> None:
        """Start with nothing to wait for."""
        super().__init__(agenda)
        self.place = place
        self._taken_back: set[tuple[object, ...]] = set()

    def due(self, at: int, what: What) -> None:
        """Count what is due, unless it was taken back."""
        gone = (what[0], at, *_version(what[2]))
        if gone in self._taken_back:
            self._taken_back.remove(gone)
            return
        super().due(at, what)

    def carried(self) -> object:
        """Return what was taken back before it was due, for another book."""
        return self._taken_back

    def inherit(self, carried: Any) -> None:
        """Take over what another book knew."""
        self._taken_back = carried

    def late(self, held: Hashable, due: int, missing: bool, fact: Fact, anchor: int | None) -> None:
        """Count what should have been due before."""
        self.recount(held, due, int(missing), fact, anchor, 1)

    def take_back(
        self, held: Hashable, due: int, missing: bool, fact: Fact, anchor: int | None, now: int
    ) -> None:
        """Take back what is waited for, whether it has fallen due or is still to."""
        if due >= now:
            self._taken_back.add((held, due, *_version(fact)))
        else:
            self.recount(held, due, int(missing), fact, anchor, -1)
