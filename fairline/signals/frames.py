"""The frames of one key and window, one for each key that has something in it.

A sliding frame forgets by hops, and is given back when its key has been idle for a window. Keys of one part
are held by that part, so that no tuple is made to look it up.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from math import inf
from operator import itemgetter
from typing import Any

from fairline.signals.carrying import Inherited, Part, Places, picked, shape_of
from fairline.signals.declared import Signal
from fairline.signals.layout import Layout
from fairline.signals.measures import NOTHING, Measure
from fairline.signals.windows import MICROSECOND, Sliding

GIVEN_BACK = range(4)  # ours: idle frames freed for each new one, so that no single fact pays for all
SAMPLES_MAX = 5  # ours: enough to look at; the records themselves are the evidence
Key = tuple[object, ...]
Packed = tuple[tuple[Any, ...], ...]
Sets = Callable[[Signal], Callable[[], Any]]


def held_by(key: Key) -> Hashable:
    """Return what a key's frame is held by."""
    return key if len(key) > 1 else key[0]


class Frames:
    """What all kinds of frames share. ``names`` are those of the compiled layout."""

    HEAD: tuple[str, ...] = ("key", "since", "until", "anchor")
    """What a frame has besides what it counts."""

    def __init__(self, layout: Layout, names: dict[str, Any], sets: Sets) -> None:
        """Start with no key. ``sets`` returns what makes the set that a signal looks at."""
        self.layout = layout
        self._counters = tuple(layout.counters.values())
        self._samples = tuple(layout.sampled.values())
        self._makers = {name: sets(signal) for name, signal in layout.makers.items()}
        self.frame: Callable[..., Any] = names[f"{layout.name}_frame"]
        reads = (names[f"{layout.name}_read_{number}"] for number in range(len(layout.parts)))
        self.reads: dict[Signal, Callable[[Any], Measure]] = dict(zip(layout.parts, reads, strict=True))
        self._peers = tuple(parts.peers for parts in layout.parts.values() if parts.peers is not None)
        self.on_close: Callable[[Iterable[Any]], None]
        self.shape = shape_of(layout)
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

    def parts(self) -> list[Part]:
        """Return all frames, for another book. They stay this one's until they are asked for there."""
        raise NotImplementedError

    def inherit(self, parts: Iterable[Part]) -> None:
        """Take over the frames of another book; each is changed over when it is next asked for."""
        raise NotImplementedError

    def clear(self) -> None:
        """Let go of all frames."""
        raise NotImplementedError

    def pack(self, frame: Any) -> Packed:
        """Return what ``frame`` holds, in the order of the shape."""
        return (
            tuple(getattr(frame, name) for name in self.HEAD),
            tuple(getattr(frame, name) for name in self._counters),
            tuple(getattr(frame, name) for name in self._makers),
            tuple(getattr(frame, name) for name in self._samples),
            tuple(getattr(frame, name) for name in self._peers),
        )

    def count(self) -> int:
        """Return how many frames are held."""
        return len(self.now)

    def _unpack(self, packed: Packed, where: Places) -> Any:
        """Return a frame of what another holds. What is new to it starts at nothing."""
        head, counters, sets, samples, peers = packed
        frame = self.frame(*(value for name, value in zip(self.HEAD, head, strict=True) if name != "past"))
        parts = (
            (self._counters, picked(counters, where.counters, 0)),
            (self._makers, picked(sets, where.sets, None)),
            (self._samples, picked(samples, where.samples, ())),
            (self._peers, picked(peers, where.peers, None)),
        )
        for names, values in parts:
            for name, value in zip(names, values, strict=True):
                setattr(frame, name, value)
        return frame

    def _inherited_of(self, part: Part) -> Inherited:
        return Inherited(part, self.shape, self._unpack)

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
            more = getattr(blank, name)
            if more:
                setattr(frame, name, getattr(frame, name) + times * more)
        self._shift_sets(frame, blank, times)
        for name in self._samples:
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

    HEAD = ("key", "until", "past")

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
        self._inherited: list[Inherited] = []
        self._inherited_turns = 0

    def find(self, held: Any, at: int) -> Any:
        """Return the frame of a key that is not in the present generation, made if need be."""
        if at >= self._turns_at:
            self._turn(at)
        if self._idle:
            self._give_back()
        frame = self._old.pop(held, None) if self._old else None
        if frame is None and self._inherited:
            frame = self._taken_over(held)
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
            frame = self._old.pop(held, None) or self._taken_over(held)
            if frame is None:
                return NOTHING
            self.now[held] = frame
        if at >= frame.until:
            self.roll(frame, at)
        return self.reads[signal](frame)

    def blank(self) -> Any:
        """Return a frame that belongs to no key, for counting what one fact adds."""
        return self.frame(None, inf)

    def shift(self, held: Hashable, at: int, anchor: int | None, blank: Any, now: int, times: int) -> None:
        """Take in (1) or take back (-1) what a fact of ``at`` added to ``blank``.

        What each counter was at the start of a hop is put right for all hops after that of ``at``. A fact
        that added nothing, which is the usual case, costs a look.
        """
        moved = [each for each in enumerate(self._counters) if getattr(blank, each[1])]
        if not moved and all(getattr(blank, name) is None for name in self._makers):
            return
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
        past = frame.past
        place = bisect_left(past, hop, key=itemgetter(0))
        if past[place][0] != hop:
            past.insert(place, (hop, *past[place][1:]))
        added = [(number + 1, name, times * getattr(blank, name)) for number, name in moved]
        for number in range(place + 1, len(past)):
            counted = list(past[number])
            for column, _, more in added:
                counted[column] += more
            past[number] = tuple(counted)
        for column, name, more in added:
            setattr(frame, name, getattr(frame, name) + more)
            setattr(frame, f"{name}_before", past[0][column])
        self._shift_sets(frame, blank, times)

    def count(self) -> int:
        """Return how many frames are held, those about to be freed apart."""
        return len(self.now) + len(self._old) + sum(len(each.part.held) for each in self._inherited)

    def parts(self) -> list[Part]:
        """Return all frames, for another book."""
        mine = [Part(self.shape, frames, self.pack) for frames in (self.now, self._old)]
        return mine + [each.part for each in self._inherited]

    def clear(self) -> None:
        """Let go of all frames."""
        self.now, self._old, self._idle, self._inherited = {}, {}, {}, []

    def inherit(self, parts: Iterable[Part]) -> None:
        """Take over the frames of another book."""
        self._inherited = list(map(self._inherited_of, parts))
        self._inherited_turns = 0

    def _unpack(self, packed: Packed, where: Places) -> Any:
        frame = super()._unpack(packed, where)
        past = packed[0][self.HEAD.index("past")]
        if past is not None:
            frame.past = [(hop, *picked(counted, where.counters, 0)) for hop, *counted in past]
            for name, counted in zip(self._counters, frame.past[0][1:], strict=True):
                setattr(frame, f"{name}_before", counted)
        return frame

    def _taken_over(self, held: Hashable) -> Any:
        """Return the frame that another book had for a key, changed over, ``None`` if it had none."""
        for each in self._inherited:
            if (frame := each.take(held)) is not None:
                return frame
        return None

    def _give_back(self) -> None:
        idle = self._idle
        for _ in GIVEN_BACK:
            idle.popitem()
            if not idle:
                return

    def _turn(self, at: int) -> None:
        while self._idle:
            self._give_back()
        self._idle, self._old, self.now = self._old, self.now, {}
        self._turns_at = at + self.length + self.hop
        self._inherited_turns += 1
        if self._inherited_turns > 1:  # a window has passed: nothing is left in what was not asked for
            self._inherited = []
