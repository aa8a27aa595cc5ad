"""What a signal makes of a fact that is in its base, as Python over its frame."""

from collections.abc import Callable
from typing import Any

from fairline.signals.declared import Counting, Signal
from fairline.signals.expressions import Expression
from fairline.signals.frames import SAMPLES_MAX
from fairline.signals.layout import LOOKED_AT, TRUTHS, Layout, Parts, always_true, converted
from fairline.signals.python import Source, may_be_unknown, truth, value
from fairline.signals.windows import MICROSECOND, Sliding


class Counts:
    """Writes the counting of the signals of one frame; what several of them share is written once.

    ``sets(signal)`` returns what makes the set that it looks at; ``ask(signal)`` writes who is asked once the
    fact is counted for it.
    """

    def __init__(
        self,
        to: Source,
        layout: Layout,
        sets: Callable[[Signal], Callable[[], Any]],
        ask: Callable[[Signal], None],
    ) -> None:
        """Start with nothing written."""
        self.to, self.layout, self.sets, self.ask = to, layout, sets, ask
        self.f = layout.variable
        self.done: set[str] = set()

    def all_of(self, signals: list[Signal]) -> None:
        """Count what ``signals``, which have one base, make of a fact that is in it."""
        truths: dict[Expression, list[Signal]] = {}
        for signal in signals:
            if signal.counting in TRUTHS:
                truths.setdefault(signal.value, []).append(signal)
        for alike in truths.values():
            self._truth(alike)
        for signal in signals:
            if signal.counting not in TRUTHS:
                self._number(signal)

    def _truth(self, signals: list[Signal]) -> None:
        """Count a truth: its hits, its base, what is unknown; once for all counts and shares of it."""
        to, of = self.to, signals[0].value
        parts = self.layout.parts[signals[0]]
        counts = [signal for signal in signals if signal.counting is Counting.COUNT]
        shares = [signal for signal in signals if signal.counting is Counting.SHARE]
        is_true, is_false = ("True", "False") if always_true(signals[0]) else truth(of, to)
        doubtful = is_true != "True" and may_be_unknown(of)
        if not doubtful:
            self.once(parts.base)
        if is_true != "True":
            to.begin(f"if {is_true}")
        for name in (parts.hits, parts.base if doubtful else None):
            if name is not None:
                self.once(name)
        self.sample(parts, "True")
        for signal in counts:
            self.ask(signal)
        if is_true != "True":
            to.end()
        if doubtful:
            to.line(f"elif {is_false}: {self.f}.{parts.base} += 1")
            to.line(f"else: {self.f}.{parts.unknown[-1]} += 1")
        for signal in shares:
            self.ask(signal)

    def _number(self, signal: Signal) -> None:
        """Count a value that is summed or looked at, if it is known."""
        to, parts = self.to, self.layout.parts[signal]
        found = value(signal.value, to)
        doubtful = may_be_unknown(signal.value)
        if doubtful:
            to.begin(f"if {found} is not None")
        if signal.counting is Counting.RATIO:
            self._sides(signal, converted(found, signal.unit))
        elif signal.counting in LOOKED_AT:
            self.once(parts.base)
            self.see(signal, converted(found, signal.unit))
        else:
            self.once(parts.base)
            if parts.hits not in self.done:
                self.done.add(str(parts.hits))
                to.line(f"added = {converted(found, signal.unit)}")
                to.line(f"{self.f}.{parts.hits} += added")
                self.sample(parts, "added")
            if parts.peers is not None:
                to.line(f"{self.f}.{parts.peers} = {value(signal.cohort, to)}")
        self.ask(signal)
        if doubtful:
            to.end()
            unknown = parts.unknown[1 if may_be_unknown(signal.of) else 0]
            if unknown not in self.done:
                self.done.add(unknown)
                to.line(f"else: {self.f}.{unknown} += 1")

    def _sides(self, signal: Signal, added: str) -> None:
        """Add to one side of a ratio or to the other."""
        to, parts = self.to, self.layout.parts[signal]
        if parts.hits in self.done:
            return
        self.done.update((str(parts.hits), parts.base))
        is_true, is_false = truth(signal.against, to)
        to.line(f"added = {added}")
        to.begin(f"if {is_true}")
        to.line(f"{self.f}.{parts.hits} += added")
        self.sample(parts, "added")
        to.end()
        to.line(f"elif {is_false}: {self.f}.{parts.base} += added")
        if may_be_unknown(signal.against):
            to.line(f"else: {self.f}.{parts.unknown[-1]} += 1")

    def see(self, signal: Signal, found: str) -> None:
        """Show the value to the set; in a period, what makes it say more is a sample."""
        to, parts = self.to, self.layout.parts[signal]
        if parts.seen in self.done:
            return
        self.done.add(str(parts.seen))
        to.line(f"seen = {self.f}.{parts.seen}")
        make = to.bind(f"new_{parts.seen}", self.sets(signal))
        to.line(f"if seen is None: seen = {self.f}.{parts.seen} = {make}()")
        more = ", at" if signal.counting is Counting.LONGEST_RUN else ""
        if isinstance(self.layout.over, Sliding):
            to.line(f"seen.see(at // {self.layout.over.hop // MICROSECOND}, {found}{more})")
            return
        if parts.seen in self.layout.sampled:
            to.line("before = seen.hits")
        to.line(f"seen.see(0, {found}{more})")
        self.sample(parts, "seen.hits > before")

    def sample(self, parts: Parts, when: str) -> None:
        """Keep the fact as a sample of a period, if it is one of the first."""
        name = self.layout.sampled.get(str(parts.hits or parts.seen))
        if name is not None and name not in self.done:
            self.done.add(name)
            samples = f"{self.f}.{name}"
            self.to.line(f"if {when} and len({samples}) < {SAMPLES_MAX}: {samples} += (fact,)")

    def once(self, name: str) -> None:
        """Add one to a counter, if that is not written yet."""
        if name not in self.done:
            self.done.add(name)
            self.to.line(f"{self.f}.{name} += 1")

    def opened(self, signal: Signal) -> None:
        """Count an opening: the ``level`` that is open with it, or whether that is the one to count."""
        to, parts = self.to, self.layout.parts[signal]
        self.once(parts.base)
        if parts.seen is not None:
            self.see(signal, "level")
        elif parts.hits not in self.done:
            self.done.add(str(parts.hits))
            to.begin(f"if level == {signal.level}")
            to.line(f"{self.f}.{parts.hits} += 1")
            self.sample(parts, "True")
            to.end()
