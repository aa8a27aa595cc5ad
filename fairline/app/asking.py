"""What the ports ask of the guard, and what they are told where it cannot say."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from fairline.app.vouching import Vouching
from fairline.decision import Decision
from fairline.facts import Call, Event
from fairline.guard import Guard
from fairline.policy import Cause
from fairline.policy.doubt import said
from fairline.ports.verdict import Verdict, verdict_of
from fairline.readers.places import located
from fairline.signals.book import Taken

WARN_EVERY_S = 10.0  # ours: what is answered in doubt is told in the log at most so often

log = logging.getLogger("fairline")


class Asking:
    """Asks one guard; numbers get their places first. ``counts``: the application's."""

    def __init__(
        self,
        guard: Guard,
        counts: Counter[str],
        refuses_stale: Callable[[], bool] = lambda: False,
        vouching: Vouching | None = None,
    ) -> None:
        """Ask ``guard``. ``refuses_stale``: whether what other guards were told is not known for too long, so
        that nothing but calls for help is to pass. ``vouching`` adds what is known of the number shown."""
        self._guard, self._vouching = guard, vouching
        self._counts = counts
        self._refuses_stale = refuses_stale
        self._warned_at = -WARN_EVERY_S

    def decide(self, attempt: Event) -> "asyncio.Future[Decision]":
        """Return the decision on an attempt, to come when it is on disk."""
        if self._refuses_stale():
            told: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
            told.set_result(self.in_doubt(attempt, Cause.STALE, closed=True))
            return told
        if self._vouching is not None:
            attempt = self._vouching.prepared(attempt)
        return self._guard.decide(located(attempt))

    def verdict(self, call: Call) -> "Verdict | asyncio.Future[Verdict]":
        """Return the decision on a call as a port of switches needs it."""
        decision = self.decide(call)
        if decision.done() and decision.exception() is None and not _again(decision.result()):
            return verdict_of(decision.result())
        told: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        decision.add_done_callback(partial(self._decided, call, told))
        return told

    def in_doubt(self, attempt: Event, cause: Cause, closed: bool) -> Decision:
        """Answer an attempt that nobody decided; in the log that is told now and again."""
        decision = self._guard.in_doubt(located(attempt), cause, closed=closed)
        now = time.monotonic()
        if decision.doubts and now - self._warned_at >= WARN_EVERY_S:
            self._warned_at = now
            so_far = self._guard.counts["undecided"]
            log.warning("answered in doubt: %s; %d since the start", said(decision.doubts), so_far)
        return decision

    def doubted(self, call: Call, cause: Cause, closed: bool) -> Verdict:
        """Answer a call that nobody decided."""
        return verdict_of(self.in_doubt(call, cause, closed))

    def _decided(
        self, call: Call, told: "asyncio.Future[Verdict]", future: "asyncio.Future[Decision]"
    ) -> None:
        """Tell a decision as a verdict, or that there is none."""
        if future.cancelled() or told.done():
            return
        error = future.exception()
        if error is not None:
            told.set_exception(error)
        elif _again(future.result()):
            self._ask_anew(call, told)
        else:
            told.set_result(verdict_of(future.result()))

    def _ask_anew(self, call: Call, told: "asyncio.Future[Verdict]") -> None:
        """Ask about an attempt under an id of its own. The core has absorbed what is sent twice, so an INVITE
        with the names of an earlier one is another attempt: it may not pass uncounted because of them."""
        self._counts["names used again"] += 1
        anew = replace(call, id=f"{call.id};again={self._guard.sequence}")
        self.decide(anew).add_done_callback(partial(self._decided, anew, told))


def _again(decision: Decision) -> bool:
    """Whether an attempt has the names of an earlier one."""
    return decision.taken is Taken.DUPLICATE and not decision.emergency
