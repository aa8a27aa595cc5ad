"""The frames of one key and window, one for each key that has something in it.

A sliding frame forgets by hops, and is given back when its key has been idle for a window. A period's frames
are given away when it closes. Keys of one part are held by that part, so that no tuple is made to look it up.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from math import inf
from operator import add, itemgetter
from typing import Any

from fairline.signals.agenda import Agenda
from fairline.signals.declared import Signal
from fairline.signals.layout import Layout, Parts, touched
from fairline.signals.measures import NOTHING, Measure
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive

GIVEN_BACK = 4  # ours: idle frames freed for each new one, so that no single fact pays for all
SAMPLES_MAX = 5  # ours: enough to look at; the records themselves are the evidence
Key = tuple[object, ...]
Sets = Callable[[Signal], Callable[[], Any]]


def held_by(key: Key) -> Hashable:
    """Return what a key's frame is held by."""
    return key if len(key) > 1 else key[0]


class Frames:
    """What all kinds of frames share. ``names`` are those of the compiled layout."""

    def __init__(self, layout: Layout, names: dict[str, Any], sets: Sets) -> None:
        """Start with no key. ``sets`` returns what makes the set that a signal looks at."""
        self.layout = layout
        self._counters = tuple(layout.counters.values())
        self._makers = {name: sets(signal) for name, signal in layout.makers.items()}
        self.frame: Callable[..., Any] = names[f"{layout.name}_frame"]
        reads = (names[f"{layout.name}_read_{number}"] for number in range(len(layout.parts)))
        self.reads: dict[Signal, Callable[[Any], Measure]] = dict(zip(layout.parts, reads, strict=True))
        self.on_close: Callable[[Iterable[Any]], None]
        self.single = len(layout.place[1]) == 1
        self.now: dict[Hashable, Any] = {}

    def key(self, held: Any) -> Key:
        """Return the key that a frame is held by."""
        return (held,) if self.single else held

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` at ``at``, which is not before the latest fact."""
        frame = self.now.get(held_by(key))
        return NOTHING if frame is None else self.reads[signal](frame)

    def blank(self) -> Any:
        """Return a frame that belongs to no key, for counting what one fact adds."""
        return self.frame(None, 0, inf, None)

    def shift(self, held: Hashable, at: int, anchor: int | None, blank: Any, now: int, times: int) -> None:
        """Take in (1) or take back (-1) what a fact of ``at`` added to ``blank``."""
        raise NotImplementedError

    def count(self) -> int:
        """Return how many frames are held."""
        return len(self.now)

    def _shift_sets(self, frame: Any, blank: Any, times: int) -> None:
        for name, make in self._makers.items():
            shown = getattr(blank, name)
            if shown is None:
                continue
            seen = getattr(frame, name)
            if seen is None:
                seen = make()
                setattr(frame, name, seen)
            for hop, value, at in shown.shown:
                seen.put(hop, value, at, times)

    def _shift_period(self, frame: Any, blank: Any, times: int) -> None:
        for name in self._counters:
            setattr(frame, name, getattr(frame, name) + times * getattr(blank, name))
        self._shift_sets(frame, blank, times)
        for name in self.layout.samples.values():
            mine, its = getattr(frame, name), getattr(blank, name)
            if times < 0:
                setattr(frame, name, tuple(each for each in mine if each not in its))
            elif len(mine) < SAMPLES_MAX:
                setattr(frame, name, mine + its)
        for parts in self.layout.parts.values():
            if parts.peers is not None and times > 0 and getattr(blank, parts.base):
                setattr(frame, parts.peers, getattr(blank, parts.peers))


class SlidingFrames(Frames):
    """Counts over the last so long.

    Frames are held in two generations, each a window long: one that is used moves to the new generation; one
    that is not used in a whole generation has nothing left in its window and is freed.
    """

    def __init__(self, layout: Layout, names: dict[str, Any], sets: Sets) -> None:
        """Start with no key."""
        super().__init__(layout, names, sets)
        assert isinstance(layout.over, Sliding)
        self.hop = layout.over.hop // MICROSECOND
        self.length = layout.over.length // MICROSECOND
        self.roll: Callable[[Any, int], None] = names[f"{layout.name}_roll"]
        self._old: dict[Hashable, Any] = {}
        self._idle: dict[Hashable, Any] = {}
        self._turns_at = 0

    def find(self, held: Any, at: int) -> Any:
        """Return the frame of a key that is not in the present generation, made if need be."""
        if at >= self._turns_at:
            self._turn(at)
        if self._idle:
            self._give_back()
        frame = self._old.pop(held, None) if self._old else None
        if frame is None:
            frame = self.frame((held,) if self.single else held, at - at % self.hop + self.hop)
        elif at >= frame.until:
            self.roll(frame, at)
        self.now[held] = frame
        return frame

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` at ``at``, which is not before the latest fact."""
        held = held_by(key)
        frame = self.now.get(held)
        if frame is None:
            frame = self._old.get(held)
            if frame is None:
                return NOTHING
        if at >= frame.until:
            self.roll(frame, at)
        return self.reads[signal](frame)

    def blank(self) -> Any:
        """Return a frame that belongs to no key, for counting what one fact adds."""
        return self.frame(None, inf)

    def shift(self, held: Hashable, at: int, anchor: int | None, blank: Any, now: int, times: int) -> None:
        """Take in (1) or take back (-1) what a fact of ``at`` added to ``blank``.

        What each counter was at the start of a hop is put right for all hops after that of ``at``.
        """
        frame = self.now.get(held)
        if frame is None:
            frame = self.find(held, now)
        elif now >= frame.until:
            self.roll(frame, now)
        hop, present = at // self.hop, now // self.hop
        if hop <= present - self.length // self.hop:
            return
        if frame.past is None:
            frame.past = [(present, *(0 for _ in self._counters))]
        added = [times * getattr(blank, name) for name in self._counters]
        past = frame.past
        place = bisect_left(past, hop, key=itemgetter(0))
        if past[place][0] != hop:
            past.insert(place, (hop, *past[place][1:]))
        for number in range(place + 1, len(past)):
            then, *counted = past[number]
            past[number] = (then, *map(add, counted, added))
        for number, name in enumerate(self._counters):
            setattr(frame, name, getattr(frame, name) + added[number])
            setattr(frame, f"{name}_before", past[0][number + 1])
        self._shift_sets(frame, blank, times)

    def count(self) -> int:
        """Return how many frames are held, those about to be freed apart."""
        return len(self.now) + len(self._old)

    def _give_back(self) -> None:
        for _ in range(min(GIVEN_BACK, len(self._idle))):
            self._idle.popitem()

    def _turn(self, at: int) -> None:
        while self._idle:
            self._give_back()
        self._idle, self._old, self.now = self._old, self.now, {}
        self._turns_at = at + self.length + self.hop


class CalendarFrames(Frames):
    """Counts over the open day, week or month. ``until`` is where the present one ends."""

    def __init__(
        self, layout: Layout, names: dict[str, Any], sets: Sets, agenda: Agenda, lateness: int
    ) -> None:
        """A period closes ``lateness`` microseconds after its end."""
        super().__init__(layout, names, sets)
        assert isinstance(layout.over, Calendar)
        self.window = layout.over
        self.until = 0
        self._agenda, self._lateness = agenda, lateness
        self._periods: dict[int, dict[Hashable, Any]] = {}

    def turn(self, at: int) -> None:
        """Make the period that ``at`` is in the present one."""
        index = self.window.index(at)
        self.until = self.window.start(index + 1)
        self.now = self._frames(index)

    def find(self, held: Any, at: int) -> Any:
        """Return a new frame in the period of ``at``."""
        return self._new(self.now, held, self.window.index(at))

    def _new(self, frames: dict[Hashable, Any], held: Any, index: int) -> Any:
        frame = self.frame(self.key(held), self.window.start(index), self.window.start(index + 1), None)
        frames[held] = frame
        return frame

    def _frames(self, index: int) -> dict[Hashable, Any]:
        frames = self._periods.get(index)
        if frames is None:
            frames = self._periods[index] = {}
            self._agenda.put(self.window.start(index + 1) + self._lateness, Agenda.CLOSE, self, index)
        return frames

    def shift(self, held: Hashable, at: int, anchor: int | None, blank: Any, now: int, times: int) -> None:
        """Take in (1) or take back (-1) what a fact of ``at`` added to ``blank``."""
        index = self.window.index(at)
        frames = self._frames(index)
        frame = frames.get(held)
        self._shift_period(self._new(frames, held, index) if frame is None else frame, blank, times)

    def due(self, at: int, index: int) -> None:
        """Close the period that ended."""
        frames = self._periods.pop(index)
        if frames is self.now:
            self.now, self.until = {}, 0
        for signal, parts in self.layout.parts.items():
            if parts.peers is not None:
                compare_with_peers(frames.values(), signal, parts)
        self.on_close(frames.values())

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` in the period of ``at``, if that has not closed."""
        frame = self._periods.get(self.window.index(at), {}).get(held_by(key))
        return NOTHING if frame is None else self.reads[signal](frame)

    def count(self) -> int:
        """Return how many frames are held."""
        return sum(map(len, self._periods.values()))


class SuccessiveFrames(Frames):
    """Counts over each key's open spans. A key has several at once only if its facts name several anchors."""

    def __init__(
        self, layout: Layout, names: dict[str, Any], sets: Sets, agenda: Agenda, lateness: int
    ) -> None:
        """A span closes ``lateness`` microseconds after its end."""
        super().__init__(layout, names, sets)
        assert isinstance(layout.over, Successive)
        self.length = layout.over.length // MICROSECOND
        self._agenda, self._lateness = agenda, lateness
        self._spans: dict[tuple[Hashable, int], Any] = {}

    def find(self, held: Any, at: int, anchor: int) -> Any:
        """Return the frame of the span from ``anchor`` on that ``at`` is in, ``None`` before the anchor."""
        if at < anchor:
            return None
        start = anchor + (at - anchor) // self.length * self.length
        frame = self._spans.get((held, start))
        if frame is None:
            until = start + self.length
            frame = self._spans[held, start] = self.frame(self.key(held), start, until, anchor)
            self._agenda.put(until + self._lateness, Agenda.CLOSE, self, (held, start))
        frame.anchor = anchor
        self.now[held] = frame
        return frame

    def shift(self, held: Hashable, at: int, anchor: int | None, blank: Any, now: int, times: int) -> None:
        """Take in (1) or take back (-1) what a fact of ``at`` added to ``blank``."""
        assert anchor is not None
        self._shift_period(self.find(held, at, anchor), blank, times)

    def due(self, at: int, span: tuple[Hashable, int]) -> None:
        """Close the one span that ended."""
        frame = self._spans.pop(span)
        if self.now.get(span[0]) is frame:
            del self.now[span[0]]
        self.on_close((frame,))

    def count(self) -> int:
        """Return how many frames are held."""
        return len(self._spans)


def compare_with_peers(frames: Iterable[Any], signal: Signal, parts: Parts) -> None:
    """Set what each key's cohort does on average, or nothing where the cohort is too small."""
    assert parts.hits is not None
    cohorts: dict[object, list[Any]] = {}
    for frame in frames:
        if touched(parts, frame):
            cohorts.setdefault(getattr(frame, str(parts.peers)), []).append(frame)
    for members in cohorts.values():
        enough = len(members) >= signal.cohort_min
        mean = sum(getattr(each, parts.hits) for each in members) // len(members) if enough else 0
        for each in members:
            setattr(each, f"{parts.peers}_mean", mean)
