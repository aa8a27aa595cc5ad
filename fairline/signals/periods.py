"""The frames of periods, of a calendar or one after another from an anchor: given away at their end."""

from collections.abc import Hashable, Iterable
from typing import Any

from fairline.signals.agenda import Agenda
from fairline.signals.carrying import Inherited, Part
from fairline.signals.declared import SPREAD_TEN_THOUSANDTHS, Against, Signal
from fairline.signals.frames import Frames, Key, Sets, held_by
from fairline.signals.layout import Layout, Parts, touched
from fairline.signals.measures import NOTHING, Measure
from fairline.signals.windows import MICROSECOND, Calendar, Successive


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
        self._inherited: dict[int, list[Inherited]] = {}

    def turn(self, at: int) -> None:
        """Make the period that ``at`` is in the present one."""
        index = self.window.index(at)
        self.until = self.window.start(index + 1)
        self.now = self._frames(index)

    def find(self, held: Any, at: int) -> Any:
        """Return a new frame in the period of ``at``."""
        return self._new(self.now, held, self.window.index(at))

    def _new(self, frames: dict[Hashable, Any], held: Any, index: int) -> Any:
        theirs = self._inherited.get(index, ())
        frame = next((frame for each in theirs if (frame := each.take(held)) is not None), None)
        if frame is None:
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
        self._settle(index)
        frames = self._periods.pop(index)
        if frames is self.now:
            self.now, self.until = {}, 0
        for signal, parts in self.layout.parts.items():
            if parts.peers is not None:
                compare_with_peers(frames.values(), signal, parts)
        self.on_close(frames.values())

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what is counted for ``key`` in the period of ``at``, if that has not closed."""
        index, held = self.window.index(at), held_by(key)
        frame = self._periods.get(index, {}).get(held)
        if frame is None and any(held in each.part.held for each in self._inherited.get(index, ())):
            frame = self._new(self._periods[index], held, index)
        return NOTHING if frame is None else self.reads[signal](frame)

    def count(self) -> int:
        """Return how many frames are held."""
        theirs = sum(len(each.part.held) for some in self._inherited.values() for each in some)
        return sum(map(len, self._periods.values())) + theirs

    def parts(self) -> list[Part]:
        """Return all frames, for another book."""
        mine = [Part(self.shape, frames, self.pack, index) for index, frames in self._periods.items()]
        return mine + [each.part for some in self._inherited.values() for each in some]

    def clear(self) -> None:
        """Let go of all frames."""
        self.now, self.until, self._periods, self._inherited = {}, 0, {}, {}

    def inherit(self, parts: Iterable[Part]) -> None:
        """Take over the frames of another book. When their periods close is on its agenda."""
        for part in parts:
            assert part.period is not None
            self._periods[part.period] = {}
            self._inherited.setdefault(part.period, []).append(self._inherited_of(part))

    def _settle(self, index: int) -> None:
        """Change over what is left of another book's period."""
        for each in self._inherited.get(index, ()):
            for held in list(each.part.held):
                self._new(self._periods[index], held, index)
        self._inherited.pop(index, None)


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
        self._spans: dict[Hashable, Any] = {}  # by what the frame is held by, and the start of its span

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

    def parts(self) -> list[Part]:
        """Return all frames, for another book."""
        return [Part(self.shape, self._spans, self.pack)]

    def clear(self) -> None:
        """Let go of all frames."""
        self.now, self._spans = {}, {}

    def inherit(self, parts: Iterable[Part]) -> None:
        """Take over the frames of another book: campaigns are few, so all at once."""
        for each in map(self._inherited_of, parts):
            for span in list(each.part.held):
                self._spans[span] = each.take(span)


def compare_with_peers(frames: Iterable[Any], signal: Signal, parts: Parts) -> None:
    """Set what each key is held against, or nothing where its cohort is too small."""
    assert parts.hits is not None
    cohorts: dict[object, list[Any]] = {}
    for frame in frames:
        if touched(parts, frame):
            cohorts.setdefault(getattr(frame, str(parts.peers)), []).append(frame)
    for members in cohorts.values():
        if len(members) < signal.cohort_min:
            continue
        base, less = compared(signal.compared, [getattr(each, parts.hits) for each in members])
        for each in members:
            setattr(each, f"{parts.peers}_base", base)
            setattr(each, f"{parts.peers}_less", less)


def compared(against: Against, sums: list[int]) -> tuple[int, int]:
    """Return what the members of a cohort are held against, and what is taken off their sums before."""
    match against:
        case Against.MEAN:
            return sum(sums) // len(sums), 0
        case Against.MEDIAN:
            return median(sums), 0
        case Against.SPREAD:
            middle = median(sums)
            distance = median([abs(each - middle) for each in sums])
            return distance * SPREAD_TEN_THOUSANDTHS // 10_000, middle


def median(values: list[int]) -> int:
    """Return the middle value; between two of them, halfway, cut off downward."""
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) // 2
