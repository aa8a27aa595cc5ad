"""Facts that come late, are corrected or taken back: what they counted for is counted again.

The same generated code that counts a fact is run once more with blank frames in the place of the real ones;
what it leaves there is what the fact adds, and that is added to, or taken from, where the fact belongs.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from msgspec import Struct

from fairline.facts import Fact
from fairline.signals.carrying import described
from fairline.signals.declared import Counting, Signal
from fairline.signals.entries import FirstSeen
from fairline.signals.frames import Frames
from fairline.signals.late import LateLeases, LateTimers
from fairline.signals.layout import Parts, Place
from fairline.signals.observing import COUNTED, Program, observer

Late = LateLeases | LateTimers


@dataclass(frozen=True, slots=True)
class Share:
    """What one fact adds to one frame: the counters and sets of a blank one."""

    frames: Frames
    held: Hashable
    at: int
    anchor: int | None
    blank: Any


class Seen:
    """A set that only remembers what it was shown."""

    __slots__ = ("hits", "saturated", "shown")

    def __init__(self) -> None:
        """Start with nothing."""
        self.shown: list[tuple[int, Any, int]] = []
        self.hits = 0
        self.saturated = False

    def see(self, hop: int, value: Any, at: int = 0) -> None:
        """Remember a value."""
        self.shown.append((hop, value, at))


class _Blanks:
    """Stands where frames stand, and gives a blank frame each time."""

    until = inf
    now: Mapping[Hashable, Any] = {}

    def __init__(self, frames: Frames, shares: list[Share]) -> None:
        self._frames, self._shares = frames, shares

    def roll(self, frame: Any, at: int) -> None:
        raise AssertionError("a blank frame is never old")

    def find(self, held: Hashable, at: int, anchor: int | None = None) -> Any:
        if anchor is not None and at < anchor:
            return None
        blank = self._frames.blank()
        self._shares.append(Share(self._frames, held, at, anchor, blank))
        return blank


class _Answer:
    """Stands where a memory of first sightings stands, and says what it said for this fact."""

    def __init__(self, name: str, real: FirstSeen, answers: "Answers") -> None:
        self._name, self._real, self._answers = name, real, answers

    def seen(self, key: Hashable, value: object, at: int) -> bool | None:
        if self._name not in self._answers:
            self._answers[self._name] = self._real.told(key, value, at)
        return self._answers[self._name]


class _Lent:
    """Stands where leases stand, and remembers what was put."""

    def __init__(self, leases: Late, lent: "list[tuple[Late, tuple[Any, ...]]]") -> None:
        self._leases, self._lent = leases, lent
        self.count: Callable[..., None]

    def put(
        self, held: Hashable, at: int, since: int, until: int, fact: Fact, anchor: int | None = None
    ) -> None:
        self._lent.append((self._leases, (held, max(since, at), until, fact, anchor)))


class _AsOf:
    """Stands where a registry stands, and gives the record that held when the fact was counted."""

    def __init__(self, past: "Past", kind: type[Struct]) -> None:
        self._past, self._kind = past, kind

    def get(self, key: Hashable) -> Any:
        return self._past.get(self._kind, key)


class Past:
    """Every registry record so far, and which of them held at an instant, as far as was known then."""

    def __init__(self) -> None:
        """Start with none. ``at`` and ``turn`` are what is asked about next."""
        self.records: dict[tuple[type[Struct], Hashable], list[tuple[int, int, Any]]] = {}
        self.at = self.turn = 0

    def put(self, kind: type[Struct], key: Hashable, at: int, turn: int, record: Any) -> None:
        """Note a record that came at ``turn``."""
        self.records.setdefault((kind, key), []).append((at, turn, record))

    def get(self, kind: type[Struct], key: Hashable) -> Any:
        """Return the latest record of ``key`` at ``self.at`` that had come by ``self.turn``."""
        known = [
            (at, turn, record)
            for at, turn, record in self.records.get((kind, key), ())
            if at <= self.at and turn < self.turn
        ]
        return max(known, key=lambda each: each[:2])[2] if known else None


Answers = dict[str, bool | None]
"""What first sightings said of a fact when it was counted."""


class Reviser:
    """Adds facts where they belong, and takes them back."""

    def __init__(
        self,
        program: Program,
        frames: Mapping[Place, Frames],
        leases: Callable[[Signal], Any],
        first_seen: Mapping[str, FirstSeen],
    ) -> None:
        """Compile the functions of ``program`` again, over blank frames."""
        self.past = Past()
        self._now = 0
        self._shares: list[Share] = []
        self._lent: list[tuple[Late, tuple[Any, ...]]] = []
        self._answers: Answers = {}
        lenders: dict[Late, _Lent] = {}

        def lender(signal: Signal) -> _Lent:
            real = leases(signal)
            if real not in lenders:
                lenders[real] = _Lent(real, self._lent)
            return lenders[real]

        blank = replace(
            program,
            frames={at: _Blanks(each, self._shares) for at, each in frames.items()},
            judged=(),
            registry={kind: _AsOf(self.past, kind) for kind in program.registry},
            first_seen=lambda of: _Answer(described(of), first_seen[described(of)], self._answers),
            sets=lambda signal: Seen,
            leases=lender,
        )
        self._functions = {kind: observer(kind, blank)[0] for kind in COUNTED}
        for real, lent in lenders.items():
            real.recount = self._recounter(lent)

    def revise(
        self, fact: Fact, at: int, turn: int, answers: Answers, now: int, times: int
    ) -> tuple[list[Share], list[tuple[Place, Hashable]]]:
        """Take in (1) or take back (-1) what ``fact`` counts for.

        ``turn`` is when it came among all facts. ``answers`` is what first sightings said of it, and is added
        to where they were not asked yet. Returns what it adds to which frame, and whose leases it changed.
        """
        self.past.at, self.past.turn, self._now = at, turn, now
        self._answers.clear()
        self._answers.update(answers)
        self._shares.clear()
        self._lent.clear()
        self._functions[type(fact)](fact, at)
        answers.update(self._answers)
        shares, lent = list(self._shares), list(self._lent)
        for share in shares:
            share.frames.shift(share.held, share.at, share.anchor, share.blank, now, times)
        for leases, (held, since, until, of, anchor) in lent:
            if times < 0:
                leases.take_back(held, since, until, of, anchor, now)
            elif since < now:
                leases.late(held, since, until, of, anchor)
            else:
                leases.put(held, at, since, until, of, anchor)
        return shares, [(leases.place, held) for leases, (held, *_) in lent]

    def _recounter(self, lender: _Lent) -> Callable[..., None]:
        def recount(held: Hashable, at: int, level: int, fact: Fact, anchor: int | None, times: int) -> None:
            self._shares.clear()
            lender.count(held, at, level, fact, anchor)
            for share in list(self._shares):
                share.frames.shift(share.held, share.at, share.anchor, share.blank, self._now, times)

        return recount


def watched(signal: Signal, parts: Parts) -> tuple[str, ...]:
    """Return the counters of a frame of which one must move for what ``signal`` measures to change."""
    if parts.hits is not None and signal.counting is Counting.COUNT:
        return (parts.hits,)
    counted = (parts.base, *parts.unknown)
    return counted if parts.hits is None else (parts.hits, *counted)


def adds(counted: tuple[tuple[str, ...], ...], blank: object) -> bool:
    """Whether what a fact adds to a frame moves one of the counters that somebody watches there."""
    return any(getattr(blank, name) for names in counted for name in names)
