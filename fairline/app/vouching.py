"""What the provider knows of the number that a call shows, before the call is decided on.

A number that never calls (on the list, premium) becomes known as such with the first call that shows it; and
a call says how far the provider could sign it. Calls for help go by untouched.
"""

import asyncio
import logging
from datetime import UTC, datetime

from msgspec.structs import replace

from fairline.app.identities import Identities
from fairline.checks.caller import NeverCalling, ShownNumbers, supported
from fairline.config.stir import NumbersSettings
from fairline.facts import Call, Direction, Event, FairlineError
from fairline.guard import Guard
from fairline.signals.book import Taken

log = logging.getLogger("fairline.numbers")


class Vouching:
    """Stands before the guard. ``signs``: whether calls are signed here, so that they can say how far."""

    def __init__(self, guard: Guard, settings: NumbersSettings | None, *, signs: bool) -> None:
        """Read the list. ``FairlineError`` if it does not fit."""
        self._guard, self._signs, self._settings = guard, signs, settings
        self._numbers = None if settings is None else _numbers(settings)

    async def reread(self) -> None:
        """Read the list again, beside the loop; one that does not fit changes nothing."""
        if self._settings is None:
            return
        try:
            self._numbers = await asyncio.to_thread(_numbers, self._settings)
        except FairlineError as error:
            log.error("the numbers that never call stay as they were: %s", error)

    def prepared(self, attempt: Event) -> Event:
        """Return an attempt with what can be told of it; what is learned of its number is told before."""
        if not isinstance(attempt, Call) or attempt.direction is not Direction.OUTBOUND:
            return attempt
        guard, caller = self._guard, attempt.caller
        if caller is None or guard.behind is not None or guard.engine.is_emergency(attempt):
            return attempt
        known = guard.engine.number(caller)
        if self._numbers is not None:
            learned = self._numbers.learned(caller, known, attempt.started_at)
            if learned is not None:
                guard.observe([learned]).add_done_callback(_seen)
                known = learned
        if not self._signs or attempt.signed_as is not None or attempt.account is None:
            return attempt
        level = supported(guard.engine.account(attempt.account), known, attempt.started_at)
        return replace(attempt, signed_as=level)


def vouching(
    guard: Guard, identities: Identities | None, settings: NumbersSettings | None
) -> Vouching | None:
    """Return who stands before ``guard``; ``None`` where nothing is told of numbers. ``FairlineError``."""
    signs = identities is not None and identities.signs
    return Vouching(guard, settings, signs=signs) if signs or settings is not None else None


def _numbers(settings: NumbersSettings) -> ShownNumbers:
    listed = None
    if settings.do_not_originate is not None:
        listed = NeverCalling.of(settings.do_not_originate)
        age = (datetime.now(UTC).date() - listed.day).days
        if age > settings.stale_days:
            log.warning("the list of numbers that do not originate is %d days old", age)
    return ShownNumbers(listed, premium=settings.premium, unallocated=settings.unallocated)


def _seen(future: "asyncio.Future[list[Taken]]") -> None:
    """Tell that something learned was not kept; the attempt is decided on by what the guard can do then."""
    if not future.cancelled() and future.exception() is not None:
        log.info("what was learned of a number was not kept: %s", future.exception())
