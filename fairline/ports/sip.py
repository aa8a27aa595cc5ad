"""The SIP port: asks for each attempt whether it may go on, and tells the peer. It decides nothing itself.

A call for help is told to go on before anything is asked, and counted after that. What ``decide`` does not
say in time, or at all, is answered as the peer's ``when_undecided`` has it, and counted under its name.
"""

import asyncio
import inspect
import logging
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from fairline.facts import Call
from fairline.ports.sip_answers import SipAnswer, allowed, sip_answer, undecided
from fairline.ports.sip_calls import call_of, calls_for_help
from fairline.ports.sip_peers import Peers, SipPeer, SipSettings
from fairline.ports.sip_sockets import Sockets
from fairline.ports.verdict import Verdict
from fairline.protocols.sip.address import address
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.events import InviteReceived, Limits, OptionsReceived
from fairline.protocols.sip.server import SipServer
from fairline.readers.parties import EMERGENCY

Decide = Callable[[Call], Verdict | Awaitable[Verdict]]
PENDING_MAX = 10_000  # ours: attempts that wait for a verdict at once
LOG_EVERY_S = 10.0  # ours: a failing decide is told in the log at most so often

log = logging.getLogger("fairline.ports.sip")


class SipPort:
    """One loop around one core. ``counts`` is the core's; ``by_peer`` counts verdicts and their absence by
    peer and what became of the attempt. ``emergency`` are the numbers of the law book; short numbers that are
    for help anywhere count in any case.
    """

    def __init__(
        self,
        settings: SipSettings,
        *,
        decide: Decide,
        emergency: frozenset[str] = frozenset(),
        secret: bytes | None = None,
        limits: Limits | None = None,
        now: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        """``now``: microseconds since 1970-01-01 UTC, the instant at which an attempt is made."""
        self._now = now
        self.by_peer: Counter[tuple[str, str]] = Counter()
        self._decide = decide
        self._within_s = settings.decide_within.total_seconds()
        self._numbers = emergency | EMERGENCY
        self._peers = Peers(settings.peers)
        self._core = SipServer(
            secret=secrets.token_bytes(16) if secret is None else secret,
            urgent=self._calls_for_help,
            limits=limits,
        )
        self._sockets = Sockets(settings, receive=self._receive, settle=self._settle, known=self._known)
        self._pending: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None
        self._logged_at = -LOG_EVERY_S

    @property
    def counts(self) -> Counter[str]:
        """What became of the messages, and which answers were given."""
        return self._core.counts + self._sockets.counts

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where the port listens, once it is started."""
        return self._sockets.addresses

    async def start(self) -> None:
        """Open the sockets. ``FairlineError`` if an address cannot be had; then none is open."""
        await self._sockets.open()

    async def stop(self) -> None:
        """Close the sockets; what still waits for a verdict is told what ``when_undecided`` says."""
        for task in list(self._pending):
            task.cancel()
        await asyncio.gather(*self._pending, return_exceptions=True)
        self._settle()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        await self._sockets.close()

    def _known(self, host: str) -> bool:
        return self._peers.of(host) is not None

    def _receive(self, data: bytes, source: Endpoint, waited: float) -> None:
        now = time.monotonic()
        if self._peers.of(source.host) is None:
            self._core.turn_away(data, source, now)
        else:
            self._core.receive(data, source, now, waited)

    def _settle(self) -> None:
        """Answer what is waiting, send what there is, and see when to wake next."""
        self._core.tick(time.monotonic())
        while (event := self._core.next_event()) is not None:
            if isinstance(event, InviteReceived):
                self._invited(event)
            elif isinstance(event, OptionsReceived):
                self._core.answer_options(event.transaction, time.monotonic())
        self._sockets.send(self._core.datagrams())
        self._wake_at(self._core.deadline())

    def _wake_at(self, deadline: float | None) -> None:
        loop = asyncio.get_running_loop()
        if deadline is None or (self._alarm is not None and self._alarm.when() <= deadline):
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = loop.call_at(deadline, self._woken)

    def _woken(self) -> None:
        self._alarm = None
        self._settle()

    def _invited(self, event: InviteReceived) -> None:
        peer = self._peers.of(event.attempt.source.host)
        assert peer is not None
        if event.urgent:
            self._say(event, peer, allowed(event.attempt, peer), "emergency")
            self._sockets.send(self._core.datagrams())
        asked_at = time.monotonic()
        verdict = self._asked(event, peer)
        if event.urgent:
            if inspect.iscoroutine(verdict):
                self._later(_finished(verdict))
        elif isinstance(verdict, Verdict):
            late = time.monotonic() - asked_at > self._within_s
            self._told(event, peer, None if late else verdict, "too slow")
        elif verdict is None:
            self._told(event, peer, None, "failed")
        elif len(self._pending) >= PENDING_MAX:
            if inspect.iscoroutine(verdict):
                verdict.close()
            self._told(event, peer, None, "too many waiting")
        else:
            self._later(self._awaited(event, peer, verdict))

    def _asked(self, event: InviteReceived, peer: SipPeer) -> Verdict | Awaitable[Verdict] | None:
        """Ask ``decide``; ``None`` if it fails. The boundary: whatever fails behind it stops nobody else."""
        try:
            at = self._now() / 1e6 - max(0.0, time.monotonic() - event.arrived)
            return self._decide(call_of(event.attempt, peer, datetime.fromtimestamp(at, UTC)))
        except Exception:
            self._log_failure(peer)
            return None

    async def _awaited(self, event: InviteReceived, peer: SipPeer, verdict: Awaitable[Verdict]) -> None:
        found: Verdict | None = None
        why = "failed"
        try:
            found = await asyncio.wait_for(verdict, self._within_s)
        except TimeoutError:
            why = "too slow"
        except asyncio.CancelledError:
            why = "stopped"
        except Exception:
            self._log_failure(peer)
        self._told(event, peer, found, why)
        if why != "stopped":
            self._settle()

    def _later(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    def _told(self, event: InviteReceived, peer: SipPeer, verdict: Verdict | None, why: str) -> None:
        if verdict is None:
            self._say(event, peer, undecided(event.attempt, peer), f"undecided: {why}")
        else:
            self._say(event, peer, sip_answer(event.attempt, peer, verdict), verdict.act.name.lower())

    def _say(self, event: InviteReceived, peer: SipPeer, answer: SipAnswer, what: str) -> None:
        self.by_peer[peer.name, what] += 1
        now = time.monotonic()
        if answer.contact is not None:
            self._core.redirect(event.transaction, answer.contact, now, headers=answer.headers)
            return
        self._core.refuse(
            event.transaction,
            answer.status,
            now,
            phrase=answer.phrase,
            headers=answer.headers,
            retry_after=answer.retry_after,
        )

    def _calls_for_help(self, uri: str) -> bool:
        return calls_for_help(uri, address(f"<{uri}>").user, self._numbers)

    def _log_failure(self, peer: SipPeer) -> None:
        now = time.monotonic()
        if now - self._logged_at >= LOG_EVERY_S:
            self._logged_at = now
            log.exception("an attempt of %s could not be decided", peer.name)


async def _finished(verdict: Awaitable[Verdict]) -> None:
    """Let the count of a call for help come to its end; what it says changes nothing any more."""
    try:
        await verdict
    except Exception:
        log.warning("a call for help was answered, and could not be counted")
