"""What every store of a journal's days can do, whichever it is: SQLite's files or a database of PostgreSQL.

A day that is over is also kept as Parquet, in the folder. With SQLite that takes the place of the day's file;
in PostgreSQL the day stays where it is, and Parquet is a copy that is faster to read.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from fairline.stores.entries import Entry, Span

END = 1 << 62
"""Past the number of any entry."""


class Sought(NamedTuple):
    """Which entries of a day are looked for: those from ``first`` to ``last``, both included, of some kinds,
    whose body begins with ``starts`` and has ``having`` in it, and whose id is one of ``ids``. Empty: any."""

    first: int = 0
    last: int = END
    kinds: tuple[str, ...] = ()
    starts: bytes = b""
    having: bytes = b""
    ids: tuple[str, ...] = ()


class OpenDays(Protocol):
    """The days of one journal, to be read. Every method raises ``FairlineError`` if that cannot be.

    ``keeps``: whether a day stays here when there is a copy of it in Parquet.
    """

    keeps: bool

    def days(self) -> tuple[str, ...]:
        """Return the days that are here, the first one first."""

    def span(self, day: str) -> Span:
        """Return what a day says of itself."""

    def find(self, day: str, sought: Sought) -> Iterator[Entry]:
        """Yield the entries of a day that are looked for, in order."""

    def find_back(self, day: str, before: int, kinds: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the entries of some kinds below the number ``before``, the latest first."""

    def first_from(self, day: str, at: int) -> int:
        """Return the place of the day's first entry that was written at ``at`` or later; past its last one
        if none was."""

    def remove(self, day: str, *, held: bool) -> None:
        """Remove a day that Parquet has, or that was kept for long enough. ``held``: somebody holds it, so
        it is put aside where it would otherwise be gone for good."""

    def release(self, held: frozenset[str]) -> None:
        """Remove what was put aside of days that nobody holds any more."""


class DayWriter(Protocol):
    """The one who writes a journal. Used by one thread at a time; what goes wrong is raised, and may be tried
    again with the same batch once ``drop`` was called.

    ``standby``: whether a second machine has what was written before it is acknowledged; ``None`` where no
    machine is asked.
    """

    standby: bool | None

    def newest(self) -> Span:
        """Return where the journal ends; called first."""

    def put(self, batch: list[Entry]) -> None:
        """Write what is not written of a batch. It is on disk when this returns."""

    def drop(self) -> None:
        """Let go of what may be broken."""

    def close(self) -> None:
        """End."""


def place_of(first: int, last: int, at: int, written_at: Callable[[int], int | None]) -> int:
    """Return the first place of ``first`` to ``last`` whose time is ``at`` or later, by halving: times never
    go back from place to place. ``written_at`` tells the time of a place, ``None`` if nothing is there."""
    low, high = first, last + 1
    while low < high:
        middle = (low + high) // 2
        found = written_at(middle)
        if found is not None and found < at:
            low = middle + 1
        else:
            high = middle
    return low
