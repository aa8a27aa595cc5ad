"""Filling a new signal from history, before it may do more than observe.

The frames that the signal is counted in are counted again from the facts of their windows, apart from the
book that is at work, and then take the place of those there: what other signals have in them comes out the
same.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from fairline.facts import Fact
from fairline.signals.answers import Grains
from fairline.signals.book import Book
from fairline.signals.declared import Signal
from fairline.signals.expressions import NewlySeen, walk
from fairline.signals.layout import Layout
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive

LONGEST = {  # a day is longer by the hour that a clock goes back
    "day": timedelta(hours=25),
    "week": timedelta(days=7, hours=1),
    "month": timedelta(days=31, hours=1),
}


class Hydration:
    """Counts history for some signals, apart from the engine that is at work."""

    def __init__(self, signals: dict[Signal, str], *, law: object, grains: Grains, lateness: int) -> None:
        """Start with no fact."""
        self.signals = signals
        self.book = Book(
            signals,
            sampled=[each for each in signals if not isinstance(each.over, Sliding)],
            law=law,
            grains=grains,
            lateness=lateness,
        )
        self.book.start((), _unjudged)

    @property
    def reaches_back(self) -> timedelta:
        """How much history it needs: the longest of the windows, and what is new to one longer."""
        return max((history_of(signal) for signal in self.signals), default=timedelta(0))

    def take(self, fact: Fact) -> None:
        """Count a fact of history, in the order in which it was first counted."""
        self.book.take(fact)


def _unjudged(layout: Layout, frames: Iterable[Any]) -> None:
    """Let a period of history close: it was judged when it did."""


def history_of(signal: Signal) -> timedelta:
    """Return how far back the facts reach that ``signal`` measures now."""
    match signal.over:
        case Sliding(length) | Successive(length):
            span = length
        case Calendar(unit):
            span = LONGEST[unit]
    seen = [each for top in signal.expressions for each in walk(top) if isinstance(each, NewlySeen)]
    leases = [longest for longest in (signal.lasting_max, signal.within) if longest is not None]
    return span + max((*leases, *(each.after + each.history_min for each in seen)), default=timedelta(0))


def warm_from(signal: Signal, now: int) -> int:
    """Return from when on what begins to be broken is measured in full, if counting starts at ``now``."""
    full = history_of(signal) if isinstance(signal.over, Sliding) else history_of(signal) - _span(signal)
    return now + full // MICROSECOND


def _span(signal: Signal) -> timedelta:
    """A period that starts after the counting does is full by itself."""
    return LONGEST[signal.over.unit] if isinstance(signal.over, Calendar) else signal.over.length
