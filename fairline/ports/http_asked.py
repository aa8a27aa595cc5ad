"""Whom the HTTP port asks."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fairline.cases import Ruling
from fairline.decision import Decision
from fairline.facts import Event, Fact
from fairline.policy import Cause
from fairline.signals.book import Taken
from fairline.standing import Change, Standings
from fairline.wire import PastFinding, PastFindings

Wanted = Callable[[PastFinding], bool]
Answered = Decision | Awaitable[Decision]


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
    past: Callable[[int | None, Wanted, int], Awaitable[PastFindings]] | None = None
    """Findings in the journal: below which entry (none: from the latest on), which, and how many."""
    ready: Callable[[], bool] = lambda: True
    busy: tuple[type[Exception], ...] = ()
    """What else is raised when there is too much to do, or nothing can be kept just now: 503, come again."""
    now: Callable[[], int] = _clock
