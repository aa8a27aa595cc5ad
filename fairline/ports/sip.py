"""The SIP port: asks for each attempt whether it may go on, and tells the peer. It decides nothing itself.

A call for help is told to go on before anything is asked, and counted after that. What ``decide`` does not
say in time, or at all, is answered as the peer's ``when_undecided`` has it, and counted under its name.
"""

import asyncio
import inspect
import logging
import math
import secrets
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from fairline.facts import Call
from fairline.policy import Act
from fairline.ports.handing import Take
from fairline.ports.sip_answers import SipAnswer, allowed, sip_answer, undecided
from fairline.ports.sip_calls import account_of, call_of, calls_for_help
from fairline.ports.sip_peers import Peers, SipPeer, SipSettings
from fairline.ports.sip_probes import Probes
from fairline.ports.sip_sockets import Sockets
from fairline.ports.verdict import Verdict
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.events import InviteReceived, Limits, OptionsReceived
from fairline.protocols.sip.server import SipServer
from fairline.readers.parties import EMERGENCY

Decide = Callable[[Call], Verdict | Awaitable[Verdict]]
PENDING_MAX = 10_000  # ours: attempts that wait for a verdict at once
LOG_EVERY_S = 10.0  # ours: a failing decide is told in the log at most so often
USUAL = frozenset({b"INVITE ", b"ACK sip"})  # how nearly all of a peer's messages begin

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
        observe: Take | None = None,
        emergency: frozenset[str] = frozenset(),
        secret: bytes | None = None,
        limits: Limits | None = None,
        now: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        """``now``: microseconds since 1970-01-01 UTC, the instant at which an attempt is made. ``observe``
        takes what is no call, as facts; without it, that is only counted."""
        self._now = now
        self._probes = None if observe is None else Probes(observe, now=now)
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
        self._pending: dict[asyncio.Future[Verdict], tuple[InviteReceived, SipPeer]] = {}
        self._due: deque[tuple[float, asyncio.Future[Verdict]]] = deque()
        self._helped: set[asyncio.Future[Verdict]] = set()
        self._patience: asyncio.TimerHandle | None = None
        self._settling = False
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at = math.inf
        self._logged_at = -LOG_EVERY_S

    @property
    def counts(self) -> Counter[str]:
        """What became of the messages, and which answers were given."""
        probes = () if self._probes is None else self._probes.counts.items()
        return self._core.counts + self._sockets.counts + Counter({f"probes: {k}": v for k, v in probes})

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where the port listens, once it is started."""
        return self._sockets.addresses

    async def start(self) -> None:
        """Open the sockets. ``FairlineError`` if an address cannot be had; then none is open."""
        await self._sockets.open()
        if self._probes is not None:
            self._probes.start()

    async def stop(self) -> None:
        """Close the sockets; what still waits for a verdict is told what ``when_undecided`` says."""
        for future, waited in list(self._pending.items()):
            self._pending.pop(future)
            self._told(*waited, None, "stopped")
            _let_go(future)
        self._due.clear()
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        helped = list(self._helped)
        for future in helped:
            _let_go(future)
        await asyncio.gather(*(each for each in helped if each.done()), return_exceptions=True)
        self._settle()
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm, self._alarm_at = None, math.inf
        await self._sockets.close()
        if self._probes is not None:
            await self._probes.stop()

    def _known(self, host: str) -> bool:
        return self._peers.of(host) is not None

    def _receive(self, data: bytes, source: Endpoint, waited: float) -> None:
        now = time.monotonic()
        peer = self._peers.of(source.host)
        if peer is None:
            self._core.turn_away(data, source, now)
            if self._probes is not None:
                self._probes.stranger(data, source.host)
        else:
            self._core.receive(data, source, now, waited)
            if self._probes is not None and data[:7] not in USUAL:
                self._probes.peer(data, source.host, peer)

    def _settle(self) -> None:
        """Answer what is waiting, send what there is, and see when to wake next."""
        self._settling = False
        self._core.tick(time.monotonic())
        while (event := self._core.next_event()) is not None:
            if isinstance(event, InviteReceived):
                self._invited(event)
            elif isinstance(event, OptionsReceived):
                self._core.answer_options(event.transaction, time.monotonic())
        self._sockets.send(self._core.datagrams())
        self._wake_at(self._core.deadline())

    def _wake_at(self, deadline: float | None) -> None:
        if deadline is None or deadline >= self._alarm_at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_at(loop.time() + deadline - time.monotonic(), self._woken)
        self._alarm_at = deadline

    def _woken(self) -> None:
        self._alarm, self._alarm_at = None, math.inf
        self._settle()

    def _invited(self, event: InviteReceived) -> None:
        peer = self._peers.of(event.attempt.source.host)
        assert peer is not None
        if event.urgent:
            self._say(event, peer, allowed(event.attempt, peer), "emergency")
            self._sockets.send(self._core.datagrams())
        if self._probes is not None and event.attempt.user_agent is not None:
            self._probes.call(event.attempt, account_of(event.attempt, peer))
        asked_at = time.monotonic()
        verdict = self._asked(event, peer)
        if event.urgent:
            if inspect.isawaitable(verdict):
                self._counting(verdict)
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
            self._wait(event, peer, verdict)

    def _counting(self, verdict: Awaitable[Verdict]) -> None:
        """Let the count of a call for help come to its end; what it says changes nothing any more."""
        future = asyncio.ensure_future(verdict)
        self._helped.add(future)
        future.add_done_callback(self._counted)

    def _counted(self, future: "asyncio.Future[Verdict]") -> None:
        self._helped.discard(future)
        if not future.cancelled() and future.exception() is not None:
            log.warning("a call for help was answered, and could not be counted")

    def _asked(self, event: InviteReceived, peer: SipPeer) -> Verdict | Awaitable[Verdict] | None:
        """Ask ``decide``; ``None`` if it fails. The boundary: whatever fails behind it stops nobody else."""
        try:
            at = self._now() / 1e6 - max(0.0, time.monotonic() - event.arrived)
            return self._decide(call_of(event.attempt, peer, datetime.fromtimestamp(at, UTC)))
        except Exception as error:
            self._log_failure(peer, error)
            return None

    def _wait(self, event: InviteReceived, peer: SipPeer, verdict: Awaitable[Verdict]) -> None:
        """Answer when the verdict is there, or when its time is up; one timer serves all who wait."""
        future = asyncio.ensure_future(verdict)
        self._pending[future] = (event, peer)
        future.add_done_callback(self._came)
        self._due.append((asyncio.get_running_loop().time() + self._within_s, future))
        if self._patience is None:
            self._patience = asyncio.get_running_loop().call_later(self._within_s, self._impatient)

    def _came(self, future: "asyncio.Future[Verdict]") -> None:
        """Tell a verdict that came in time. The boundary: one that failed is answered as undecided."""
        waited = self._pending.pop(future, None)
        failed = future.cancelled() or future.exception() is not None
        if waited is None:
            return
        if failed and not future.cancelled():
            self._log_failure(waited[1], future.exception())
        self._told(*waited, None if failed else future.result(), "failed")
        self._settle_soon()

    def _impatient(self) -> None:
        """Answer those whose time is up, and see when the next one's is."""
        self._patience = None
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._due and (self._due[0][0] <= now or self._due[0][1].done()):
            _, future = self._due.popleft()
            waited = self._pending.pop(future, None)
            if waited is not None:
                self._told(*waited, None, "too slow")
                _let_go(future)
        if self._due:
            self._patience = loop.call_at(self._due[0][0], self._impatient)
        self._settle()

    def _settle_soon(self) -> None:
        """Settle once for all verdicts that came at the same time."""
        if not self._settling:
            self._settling = True
            asyncio.get_running_loop().call_soon(self._settle)

    def _told(self, event: InviteReceived, peer: SipPeer, verdict: Verdict | None, why: str) -> None:
        if verdict is None:
            self._say(event, peer, undecided(event.attempt, peer), f"undecided: {why}")
        else:
            said = "allow" if verdict.act is Act.ALLOW else verdict.act.name.lower()
            self._say(event, peer, sip_answer(event.attempt, peer, verdict), said)

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

    def _calls_for_help(self, uri: str, user: str | None) -> bool:
        return calls_for_help(uri, user, self._numbers)

    def _log_failure(self, peer: SipPeer, error: BaseException | None) -> None:
        now = time.monotonic()
        if now - self._logged_at >= LOG_EVERY_S:
            self._logged_at = now
            log.error("an attempt of %s could not be decided", peer.name, exc_info=error)


def _let_go(future: "asyncio.Future[Verdict]") -> None:
    """Stop work that nobody waits for. A future is its maker's, who may be counting on it."""
    if isinstance(future, asyncio.Task):
        future.cancel()
