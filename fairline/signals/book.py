"""All that is counted, while facts stream by: the frames of every signal, and what is due.

Facts count in the order in which they come. With an allowed lateness, one that comes late or corrects another
is counted where it belongs; without, an earlier one than the latest is late and counts nowhere.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import StrEnum
from functools import partial
from operator import itemgetter
from typing import Any, cast

from msgspec import Struct

from fairline.facts import REGISTRIES, Event, Fact, FairlineError, Message, implied
from fairline.signals.agenda import Agenda, Due
from fairline.signals.answers import Grains
from fairline.signals.asking import Judged
from fairline.signals.belonging import key_of
from fairline.signals.carrying import Carried, described
from fairline.signals.declared import Signal
from fairline.signals.entries import FirstSeen, seen_of
from fairline.signals.expressions import NewlySeen, walk
from fairline.signals.frames import Frames, Key, SlidingFrames
from fairline.signals.late import LateLeases, LateTimers, late_seen_of
from fairline.signals.layout import LEASES, Layout, Place, alike, layouts, place, source
from fairline.signals.leases import Leases, Timers
from fairline.signals.measures import Measure
from fairline.signals.observing import COUNTED, Program, observer, run
from fairline.signals.periods import CalendarFrames, SuccessiveFrames
from fairline.signals.retained import Kept, Retained
from fairline.signals.revising import Reviser, Share, adds, watched
from fairline.signals.windows import EPOCH, MICROSECOND, Calendar, Sliding, instant


class Taken(StrEnum):
    """What became of a fact."""

    COUNTED = "counted"
    CORRECTED = "corrected"
    """It took the place of an earlier version of it."""
    DUPLICATE = "duplicate"
    """A version of it that is as new has been counted."""
    LATE = "late"
    """It is older than the allowed lateness, and counts nowhere."""
    PASSED = "passed"
    """A call for help: it was let pass before anything was counted. Its record counts when it comes."""

    __hash__ = str.__hash__  # an enum's own is written in Python, and this is counted for each fact


class Book:
    """The counts of some signals. Make it, then ``start`` it with who judges."""

    def __init__(
        self,
        signals: Mapping[Signal, str],
        *,
        sampled: Iterable[Signal],
        law: object,
        grains: Grains,
        lateness: int = 0,
    ) -> None:
        """``signals``: each with the name its counters are called after. ``sampled``: those of periods that
        keep samples. ``lateness``: microseconds. ``law`` is handed to expressions that are by law;
        ``grains`` says how much such functions see of a time."""
        self.now: int | None = None
        self.agenda = Agenda()
        self.sources: dict[str, str] = {}
        self.lateness = lateness
        self.registry: dict[type[Struct], dict[Any, Any]] = {kind: {} for kind in REGISTRIES}
        self._law, self._grains = law, grains
        self._signals = tuple(signals)
        self._sets = late_seen_of if lateness else seen_of
        self._first_seen: dict[str, FirstSeen] = {}
        self._leases: dict[str, Any] = {}
        self._layouts = layouts(signals, sampled)
        self.frames: dict[Place, Frames] = {at: self._frames(each) for at, each in self._layouts.items()}
        self._turn = 0
        self._retained = Retained()
        self._reviser: Reviser | None = None
        self._asked: dict[int, list[tuple[Judged, tuple[tuple[str, ...], ...]]]] = {}
        """Who judges by which frames, and the counters that must move for each of its tests."""

    def start(self, judged: Iterable[Judged], on_close: Callable[[Layout, Iterable[Any]], None]) -> None:
        """Compile. ``judged`` are asked about sliding windows as facts count, ``on_close`` about periods."""
        judged = tuple(judged)
        for frames in self.frames.values():
            frames.on_close = partial(on_close, frames.layout)
        self._asked = {id(frames): [] for frames in self.frames.values()}
        for each in judged:
            frames = self.frames[place(each.tests[0].signal)]
            parts = [(test.signal, frames.layout.parts[test.signal]) for test in each.tests]
            self._asked[id(frames)].append((each, tuple(watched(*part) for part in parts)))
        program = Program(
            layouts=self._layouts,
            frames=self.frames,
            judged=judged,
            law=self._law,
            grains=self._grains,
            registry=self.registry,
            first_seen=self._sightings,
            sets=self._sets,
            leases=self._lease,
        )
        self._observe: dict[type[Struct], Callable[[Any, int], None]] = {}
        for kind in COUNTED:
            self._observe[kind], self.sources[kind.__name__] = observer(kind, program)
        if self.lateness:
            self._reviser = Reviser(program, self.frames, self._lease, self._first_seen)

    def take(self, fact: Fact) -> Taken:
        """Count ``fact``; before it, what was due."""
        at = (fact.at - EPOCH) // MICROSECOND
        if self._reviser is not None:
            return self._take_any_time(fact, at, self._reviser)
        if self.now is not None and at < self.now:
            return Taken.LATE
        self.now = at
        self.agenda.advance(at)
        if type(fact) in self.registry:
            self._register(fact)
        observe = self._observe.get(type(fact))
        if observe is not None:
            observe(fact, at)
        if type(fact) is Message:
            self._imply(fact)
        return Taken.COUNTED

    def known(self, fact: Event) -> Event | None:
        """Return what is counted under the id of ``fact``, ``None`` if nothing is, or it is let go."""
        held = self._retained.get(fact) if self._reviser is not None else None
        return None if held is None else held.fact

    def tick(self, now: int) -> None:
        """Let time pass to ``now`` (microseconds since 1970-01-01 UTC)."""
        if self.now is None or now > self.now:
            self.now = now
            self.agenda.advance(now)

    def open_now(self) -> None:
        """Let open what opens at this very instant, which waits for a later fact otherwise.

        What is counted is the same; only facts of the same instant that are still to come are not in it yet.
        """
        if self.now is not None:
            self.agenda.advance(self.now, opening=True)

    def conclude(self) -> None:
        """Close every open period as it stands: there will be no more facts."""
        while (due := self.agenda.first()) is not None:
            self.agenda.advance(due + 1)

    def measure(self, signal: Signal, key: Key, at: int) -> Measure:
        """Return what ``signal`` counts for ``key`` at ``at``, not before the latest fact."""
        return self.frames[place(signal)].measure(signal, key, at)

    def carried(self, others: Mapping[str, Due]) -> Carried:
        """Return all that is counted, for another book. ``others``: who else has something on the agenda.

        Unless it is packed (``carrying.packed_parts``), it is still this book's, which then must stop.
        """
        names = {id(whose): name for name, whose in (self._known() | dict(others)).items()}
        return Carried(
            lateness=self.lateness,
            now=self.now,
            turn=self._turn,
            registry=self.registry,
            parts={described(at): frames.parts() for at, frames in self.frames.items()},
            leases={name: leases.carried() for name, leases in self._leases.items()},
            first_seen={name: each.keys for name, each in self._first_seen.items()},
            agenda=[(at, order, names[id(whose)], what) for at, order, whose, what in self.agenda.items()],
            retained=self._retained,
            past=None if self._reviser is None else self._reviser.past.records,
            signals=frozenset(map(described, self._signals)),
        )

    def adopt(self, carried: Carried, others: Mapping[str, Due]) -> frozenset[Signal]:
        """Go on from what another book counted; return the signals that are new and start from nothing.

        Raises ``FairlineError`` if that book's allowed lateness was another: it kept other things.
        """
        if carried.lateness != self.lateness:
            raise FairlineError(
                f"lateness: found counts with {carried.lateness // 1_000_000} s, wanted "
                f"{self.lateness // 1_000_000} s"
            )
        self.now, self._turn, self._retained = carried.now, carried.turn, carried.retained
        for kind, records in carried.registry.items():
            self.registry[kind].update(records)
        for at, frames in self.frames.items():
            frames.inherit(carried.parts.get(described(at), ()))
        for name, leases in self._leases.items():
            if name in carried.leases:
                leases.inherit(carried.leases[name])
        for name, sightings in self._first_seen.items():
            sightings.keys = carried.first_seen.get(name, sightings.keys)
        known = self._known() | dict(others)
        for due, order, name, what in carried.agenda:
            if name in known:
                self.agenda.put(due, order, known[name], what)
        if self._reviser is not None:
            self._reviser.past.records = carried.past
        return frozenset(signal for signal in self._signals if self._is_new(signal, carried))

    def fill(self, other: "Book") -> None:
        """Take over the frames that ``other`` counted, in the place of ours, with all that is due in them.

        Raises ``FairlineError`` if it has not counted as far as we have.
        """
        if other.now != self.now:
            raise FairlineError(f"history: found counts up to {other.now}, wanted up to {self.now}")
        known, theirs = self._known(), other._known()
        replaced = {id(known[name]) for name in theirs}
        due = [item for item in self.agenda.items() if id(item[2]) not in replaced]
        self.agenda.clear()
        for at, frames in other.frames.items():
            self.frames[at].clear()
            self.frames[at].inherit(frames.parts())
        for name, leases in other._leases.items():
            self._leases[name].inherit(leases.carried())
        for name, sightings in other._first_seen.items():
            self._first_seen[name].keys = sightings.keys
        names = {id(whose): name for name, whose in theirs.items()}
        due += [(at, order, known[names[id(whose)]], what) for at, order, whose, what in other.agenda.items()]
        for item in sorted(due, key=itemgetter(0, 1)):
            self.agenda.put(*item)

    def _is_new(self, signal: Signal, carried: Carried) -> bool:
        """Whether something that ``signal`` needs was not counted in another book.

        A book that had the signal counted it, also where there was nothing to count yet.
        """
        if described(signal) in carried.signals:
            return False
        at = place(signal)
        theirs = carried.parts.get(described(at))
        if not theirs:
            return True
        parts, layout = self._layouts[at].parts[signal], self._layouts[at]
        used = {parts.hits, parts.base, *parts.unknown}
        counted = {described(identity) for identity, name in layout.counters.items() if name in used}
        seen = {described(identity) for identity, name in layout.sets.items() if name == parts.seen}
        sightings = {
            described(each) for top in signal.expressions for each in walk(top) if isinstance(each, NewlySeen)
        }
        return not (
            all(counted <= set(part.shape.counters) for part in theirs)
            and all(seen <= set(part.shape.sets) for part in theirs)
            and sightings <= set(carried.first_seen)
            and (signal.counting not in LEASES or _lease_id(signal) in carried.leases)
        )

    def _known(self) -> dict[str, Due]:
        """Return who may have something on the agenda, by name."""
        frames = {f"frames {described(at)}": each for at, each in self.frames.items()}
        return frames | {f"leases {name}": each for name, each in self._leases.items()}

    def _take_any_time(self, fact: Fact, at: int, reviser: Reviser) -> Taken:
        before = at if self.now is None else self.now
        if at < before - self.lateness:
            return Taken.LATE
        self._turn += 1
        self.now = now = max(before, at)
        self.agenda.advance(now)
        if type(fact) in self.registry:
            self._register(fact)
        if type(fact) not in self._observe:
            return Taken.COUNTED
        fact = cast(Event, fact)
        held = self._retained.get(fact)
        if held is not None:
            if fact.revision <= held.fact.revision:
                return Taken.DUPLICATE
            if held.at < now - self.lateness:  # its periods may have closed
                return Taken.LATE
            reviser.revise(held.fact, held.at, held.turn, held.answers, now, -1)
        answers: dict[str, bool | None] = {}
        if at >= before:
            self._observe[type(fact)](fact, at)
            answers = {name: each.answer for name, each in self._first_seen.items()}
        else:
            shares, leased = reviser.revise(fact, at, self._turn, answers, now, 1)
            self._ask(shares, leased, now, fact)
        self._retained.put(Kept(fact, at, self._turn, answers))
        self._retained.let_go(now - self.lateness)
        if type(fact) is Message:
            self._imply(fact)
        return Taken.COUNTED if held is None else Taken.CORRECTED

    def _ask(self, shares: list[Share], leased: list[tuple[Place, Hashable]], now: int, fact: Fact) -> None:
        """Ask who judges by what a late fact counted for, as of now."""
        asked: dict[tuple[str, Hashable], tuple[Judged, Frames]] = {}
        for share in shares:
            for judged, counted in self._asked[id(share.frames)]:
                if adds(counted, share.blank):
                    asked[judged.name, share.held] = judged, share.frames
        for at, held in leased:
            frames = self.frames[at]
            for judged, _ in self._asked[id(frames)]:
                if any(test.signal.counting in LEASES for test in judged.tests):
                    asked[judged.name, held] = judged, frames
        for (_, held), (judged, frames) in asked.items():
            frame = frames.now.get(held)
            if frame is not None and frame.until > now:
                judged.ask(frame, now, fact)

    def _frames(self, layout: Layout) -> Frames:
        names: dict[str, Any] = {"Measure": Measure}
        text = source(layout)
        run(text, f"<fairline {layout.name}>", names)
        self.sources[layout.name] = text
        match layout.over:
            case Sliding():
                return SlidingFrames(layout, names, self._sets)
            case Calendar():
                return CalendarFrames(layout, names, self._sets, self.agenda, self.lateness)
            case _:
                return SuccessiveFrames(layout, names, self._sets, self.agenda, self.lateness)

    def _lease(self, signal: Signal) -> Any:
        """Return what holds the leases or timers that are declared like those of ``signal``."""
        known = _lease_id(signal)
        if known not in self._leases:
            self._leases[known] = self._new_lease(signal)
        return self._leases[known]

    def _new_lease(self, signal: Signal) -> Any:
        if not self.lateness:
            return Leases(self.agenda) if signal.within is None else Timers(self.agenda)
        if signal.within is not None:
            return LateTimers(place(signal), self.agenda)
        return LateLeases(place(signal), self.agenda, self.lateness)

    def _sightings(self, of: NewlySeen) -> FirstSeen:
        spans = (of.within // MICROSECOND, of.after // MICROSECOND, of.history_min // MICROSECOND)
        return self._first_seen.setdefault(described(of), FirstSeen(*spans))

    def _register(self, fact: Fact) -> None:
        """Note what is known from now on of whom and what facts belong to."""
        key = key_of(type(fact), fact)
        known = self.registry[type(fact)]
        present = known.get(key)
        if present is None or present.at <= fact.at:
            known[key] = fact
        if self._reviser is not None:
            self._reviser.past.put(type(fact), key, instant(fact.at), self._turn, fact)

    def _imply(self, message: Message) -> None:
        """Register what a message makes known of its sender."""
        opt_out = None if message.opts_out is None else implied(message)
        if opt_out is not None:
            self._register(opt_out)


def _lease_id(signal: Signal) -> str:
    return described((place(signal), alike(signal)))
