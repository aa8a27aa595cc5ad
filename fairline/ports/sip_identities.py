"""Decides on calls with their signed identities verified: at once where that is known, else a little later.

Verifying has a share of the time that deciding has; when it is over the call is decided on as if nothing were
known, which is no "no". Calls for help do not come here.
"""

import asyncio
import inspect
from collections import Counter
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from fairline.facts import Call
from fairline.ports.identities import Identify, Unknown
from fairline.ports.verdict import Verdict
from fairline.protocols.sip.attempt import Attempt
from fairline.readers.numbers import e164

SHARE = 0.5  # ours: of the time to decide; the other half is for deciding
Decide = Callable[[Call], Verdict | Awaitable[Verdict]]


class Identified:
    """Stands between a port and who decides. ``counts``: what verifying came to."""

    def __init__(self, identify: Identify, decide: Decide, within_s: float) -> None:
        """``within_s``: how long deciding may take in all."""
        self.counts: Counter[str] = Counter()
        self._identify, self._decide, self._within_s = identify, decide, within_s * SHARE

    def decide(self, call: Call, attempt: Attempt, region: str | None) -> Verdict | Awaitable[Verdict]:
        """Return the verdict on a call, now or later."""
        if not attempt.identities:
            return self._decide(call)
        called = (call.called, e164(attempt.recipient.user, region))
        numbers = (call.caller, tuple(dict.fromkeys(each for each in called if each is not None)))
        found = self._identify.known(attempt, numbers, call.started_at)
        if isinstance(found, Unknown):
            return self._later(call, self._identify.later(attempt, numbers, call.started_at))
        self.counts["known"] += 1
        return self._decide(_with(call, found))

    async def _later(self, call: Call, identity: "asyncio.Future[bool | None]") -> Verdict:
        await asyncio.wait((identity,), timeout=self._within_s)
        found = None
        if not identity.done():
            self.counts["late"] += 1
        elif identity.cancelled() or identity.exception() is not None:
            self.counts["failed"] += 1
        else:
            self.counts["verified"] += 1
            found = identity.result()
        verdict = self._decide(_with(call, found))
        return await verdict if inspect.isawaitable(verdict) else verdict


def _with(call: Call, verified: bool | None) -> Call:
    """Return the call with what was found. Where that is nothing, the word of a peer that verifies stays."""
    return call if verified is None else replace(call, verified=verified)
