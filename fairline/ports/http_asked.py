"""Whom the HTTP port asks."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fairline.cases import Ruling
from fairline.decision import Decision
from fairline.facts import Event, Fact
from fairline.signals.book import Taken
from fairline.standing import Change, Standings

Answered = Decision | Awaitable[Decision]


def _clock() -> int:
    return time.time_ns() // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is behind the port. Whatever is awaitable is taken to be kept once it is there.

    ``decide``, ``observe`` and ``rule`` may raise, ``Overloaded`` among others. ``is_emergency`` must need
    nothing that can fail. ``now``: microseconds since 1970-01-01 UTC.
    """

    decide: Callable[[Event], Answered]
    observe: Callable[[Sequence[Fact]], list[Taken] | Awaitable[list[Taken]]]
    rule: Callable[[Ruling], tuple[Change, ...] | Awaitable[tuple[Change, ...]]]
    standings: Callable[[], Standings]
    is_emergency: Callable[[Event], bool]
    ready: Callable[[], bool] = lambda: True
    busy: tuple[type[Exception], ...] = ()
    """What else is raised when there is too much to do, or nothing can be kept just now: 503, come again."""
    now: Callable[[], int] = _clock
