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
from collections import Counter
from collections.abc import Awaitable, Callable, Set
from datetime import UTC, datetime
from functools import partial

from fairline.facts import Call
from fairline.policy import Act, Cause
from fairline.ports.deadlines import Deadlines
from fairline.ports.handing import Take
from fairline.ports.identities import Identify
from fairline.ports.overload import cause_of
from fairline.ports.sip_answers import SipAnswer, allowed, sip_answer, undecided
from fairline.ports.sip_calls import account_of, call_of, calls_for_help
from fairline.ports.sip_identities import Identified
from fairline.ports.sip_peers import Peers, SipPeer, SipSettings, Undecided
from fairline.ports.sip_probes import Probes
from fairline.ports.sip_sockets import Sockets
from fairline.ports.verdict import Verdict
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.events import InviteReceived, Limits, OptionsReceived
from fairline.protocols.sip.server import SipServer

Decide = Callable[[Call], Verdict | Awaitable[Verdict]]
InDoubt = Callable[[Call, Cause, bool], Verdict]
"""Answers at once an attempt that nobody decided: why that is so, and whether the peer refuses it anyway."""
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
        emergency: Set[str] = frozenset(),
        secret: bytes | None = None,
        limits: Limits | None = None,
        now: Callable[[], int] = lambda: time.time_ns() // 1000,
        in_doubt: InDoubt | None = None,
        identify: Identify | None = None,
    ) -> None:
        """``now``: microseconds since 1970-01-01 UTC, the instant at which an attempt is made. ``observe``
        takes what is no call, as facts; without it, that is only counted. ``identify`` verifies signed
        identities; without it they are only read."""
        self._now = now
        self._probes = None if observe is None else Probes(observe, now=now)
        self.by_peer: Counter[tuple[str, str]] = Counter()
        self._decide = decide
        self._in_doubt = in_doubt
        self._within_s = settings.decide_within.total_seconds()
        self._identified = None if identify is None else Identified(identify, decide, self._within_s)
        self._deadlines = Deadlines(self._within_s)
        self._numbers = emergency  # it may grow while the port runs
        self._peers = Peers(settings.peers)
        self._core = SipServer(
            secret=secrets.token_bytes(16) if secret is None else secret,
            urgent=self._calls_for_help,
            limits=limits,
        )
        self._sockets = Sockets(settings, receive=self._receive, settle=self._settle, peers=self._peers)
        self._pending: dict[asyncio.Future[Verdict], tuple[InviteReceived, SipPeer]] = {}
        self._helped: set[asyncio.Future[Verdict]] = set()
        self._settling = False
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at = math.inf
        self._logged_at = -LOG_EVERY_S

    @property
    def counts(self) -> Counter[str]:
        """What became of the messages, and which answers were given."""
        probes = () if self._probes is None else self._probes.counts.items()
        told = Counter({f"probes: {k}": v for k, v in probes})
        if self._identified is not None:
            told += Counter({f"identities: {k}": v for k, v in self._identified.counts.items()})
        return self._core.counts + self._sockets.counts + told

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
            self._told(*waited, None, Cause.STOPPED)
            _let_go(future)
        self._deadlines.stop()
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

    def reload_certificates(self) -> None:
        """Read the certificate's files again, for new connections. ``FairlineError``: it stays as it was."""
        if self._sockets.certificates is not None:
            self._sockets.certificates.reload()

    def _receive(self, data: bytes, source: Endpoint, waited: float) -> None:
        now = time.monotonic()
        peer = self._peers.of(source.host, source.name)
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
        source = event.attempt.source
        peer = self._peers.of(source.host, source.name)
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
            self._told(event, peer, None if late else verdict, Cause.SLOW)
        elif isinstance(verdict, Cause):
            self._told(event, peer, None, verdict)
        elif len(self._pending) >= PENDING_MAX:
            if inspect.iscoroutine(verdict):
                verdict.close()
            self._told(event, peer, None, Cause.WAITING)
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

    def _asked(self, event: InviteReceived, peer: SipPeer) -> Verdict | Awaitable[Verdict] | Cause:
        """Ask ``decide``; a cause is why nobody decides. The boundary: whatever fails behind it stops nobody
        else."""
        try:
            call = self._call(event, peer)
            if peer.accounts and call.account not in peer.accounts:
                return Cause.FOREIGN
            if self._identified is None or event.urgent:
                return self._decide(call)
            return self._identified.decide(call, event.attempt, peer.region)
        except Exception as error:
            self._log_failure(peer, error)
            return Cause.FAILED

    def _call(self, event: InviteReceived, peer: SipPeer) -> Call:
        at = self._now() / 1e6 - max(0.0, time.monotonic() - event.arrived)
        return call_of(event.attempt, peer, datetime.fromtimestamp(at, UTC))

    def _doubted(self, event: InviteReceived, peer: SipPeer, why: Cause) -> Verdict | None:
        """Return what is said where nobody decided; ``None`` if the peer's table alone says it."""
        if self._in_doubt is None or why is Cause.FOREIGN:
            return None
        try:
            return self._in_doubt(self._call(event, peer), why, peer.when_undecided is Undecided.REFUSE)
        except Exception as error:
            self._log_failure(peer, error)
            return None

    def _wait(self, event: InviteReceived, peer: SipPeer, verdict: Awaitable[Verdict]) -> None:
        """Answer when the verdict is there, or when its time is up."""
        future = asyncio.ensure_future(verdict)
        self._pending[future] = (event, peer)
        self._deadlines.call(future, partial(self._waited, future))

    def _waited(self, future: "asyncio.Future[Verdict]") -> None:
        """Tell a verdict that came in time. The boundary: one that failed is answered as undecided."""
        waited = self._pending.pop(future, None)
        if waited is None:
            return
        if not future.done():
            self._told(*waited, None, Cause.SLOW)
            _let_go(future)
        elif future.cancelled():
            self._told(*waited, None, Cause.FAILED)
        elif (error := future.exception()) is not None:
            why = cause_of(error)
            if why is Cause.FAILED:
                self._log_failure(waited[1], error)
            self._told(*waited, None, why)
        else:
            self._told(*waited, future.result(), Cause.FAILED)
        self._settle_soon()

    def _settle_soon(self) -> None:
        """Settle once for all verdicts that came at the same time."""
        if not self._settling:
            self._settling = True
            asyncio.get_running_loop().call_soon(self._settle)

    def _told(self, event: InviteReceived, peer: SipPeer, verdict: Verdict | None, why: Cause) -> None:
        if verdict is None:
            doubted = self._doubted(event, peer, why)
            self._say(event, peer, undecided(event.attempt, peer, doubted), f"undecided: {why}")
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
