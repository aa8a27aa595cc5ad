"""Whom the HTTP port asks."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from fairline.cases import Ruling
from fairline.decision import Decision
from fairline.facts import Basis, Event, Fact, File, Inspectable
from fairline.policy import Cause, Text
from fairline.ports.identities import Stir
from fairline.signals.book import Taken
from fairline.standing import Change, Standings
from fairline.wire import HandedOver, Judged, PastFinding, PastFindings, Said

Filter = Callable[[PastFinding], bool]
Answered = Decision | Awaitable[Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A look that is asked for. ``hosted``: the item lies with us. ``by_legal``: orders may be brought."""

    item: Inspectable
    basis: Basis
    reference: str | None
    data: bytes
    name: str | None
    declared: str | None
    hosted: bool
    person: str | None
    handed: HandedOver
    by_legal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of a look. ``item``: with what is known of its content now. ``look``: under which id it is in
    the journal; none without a look. ``complete``: whether the checks answered. ``held``: why a file is."""

    item: Inspectable
    look: str | None = None
    judged: tuple[Judged, ...] = ()
    complete: bool = True
    held: Said | None = None
    files: tuple[File, ...] = ()
    """Those in it, to be decided on like any file."""


class Shut(Protocol):
    """Why nobody may look: which field of the ground does not hold, and why not."""

    @property
    def field(self) -> str:
        """Return the field."""

    @property
    def why(self) -> Text:
        """Return why not."""


def _clock() -> int:
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is behind the port. Whatever is awaitable is taken to be kept once it is there.

    ``decide``, ``observe`` and ``rule`` may raise, ``Overloaded`` among others. ``is_emergency`` must need
    nothing that can fail. ``now``: microseconds since 1970-01-01 UTC. ``in_doubt`` answers an attempt that
    nobody decided, at once: why that is so, and whether the port refuses it in any case; ``None``: there is
    nobody who knows the classes of rules.
    """

    decide: Callable[[Event], Answered]
    observe: Callable[[Sequence[Fact]], list[Taken] | Awaitable[list[Taken]]]
    rule: Callable[[Ruling], tuple[Change, ...] | Awaitable[tuple[Change, ...]]]
    standings: Callable[[], Standings]
    is_emergency: Callable[[Event], bool]
    in_doubt: Callable[[Event, Cause, bool], Decision] | None = None
    past: Callable[[int | None, Filter, int], Awaitable[PastFindings]] | None = None
    """Findings in the journal: below which entry (none: from the latest on), which, and how many."""
    inspect: Callable[[Wanted], Awaitable[Looked | Shut]] | None = None
    """A look at content; ``None`` where no checks run."""
    inspect_bytes_max: int = 0
    """Of a request to look."""
    stir: Stir | None = None
    """Who signs calls and verifies identities; ``None``: nobody."""
    ready: Callable[[], bool] = lambda: True
    busy: tuple[type[Exception], ...] = ()
    """What else is raised when there is too much to do, or nothing can be kept just now: 503, come again."""
    now: Callable[[], int] = _clock
