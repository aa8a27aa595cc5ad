"""The evapi client: Kamailio's own way to ask without SIP, one connection, answers in any order.

fairline connects to Kamailio, which sends each INVITE whole and holds its transaction. Calls for help are
told to go on before anybody is asked. What is not decided in time, or cannot be read, is told as undecided,
and Kamailio does as its configuration says; so it does when nobody is connected, after its own time-out.
Source: https://www.kamailio.org/docs/modules/5.6.x/modules/evapi.html.
"""

import asyncio
import contextlib
import inspect
import logging
import random
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import msgspec

from fairline.facts import Call, FairlineError
from fairline.policy import Act, Cause
from fairline.policy.doubt import said
from fairline.ports.identities import Identify
from fairline.ports.listening import host_and_port
from fairline.ports.overload import cause_of
from fairline.ports.sip import LOG_EVERY_S, PENDING_MAX, Decide, InDoubt
from fairline.ports.sip_answers import SipAnswer, sip_answer, undecided
from fairline.ports.sip_calls import call_of, calls_for_help
from fairline.ports.sip_identities import Identified
from fairline.ports.sip_peers import SipPeer, Undecided
from fairline.ports.verdict import Verdict
from fairline.protocols.netstring import Netstrings, netstring
from fairline.protocols.sip.answers import PHRASES
from fairline.protocols.sip.attempt import Attempt, attempt_of
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.message import Malformed, parse

AGAIN_S, AGAIN_S_MAX = 0.2, 5.0  # ours: pauses between tries to connect
UNSENT_BYTES_MAX = 1024 * 1024  # ours: of a Kamailio that does not read

log = logging.getLogger("fairline.ports.evapi")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvapiSettings:
    """One table of ``[[ports.evapi]]``. ``peer``: which of the SIP port's peers this Kamailio is.

    ``accounts``: those that it may name; none: all.
    """

    address: str = "127.0.0.1:8448"
    peer: str
    accounts: tuple[str, ...] = ()
    decide_within_ms: int = 200

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        host_and_port(self.address, "ports.evapi.address")
        if not 1 <= self.decide_within_ms <= 30_000:
            raise FairlineError(
                f"ports.evapi.decide_within_ms: found {self.decide_within_ms}, wanted 1 to 30000"
            )


class _Asked(msgspec.Struct):
    """What Kamailio's configuration sends."""

    index: str
    label: str
    message: str
    account: str = ""
    campaign: str = ""
    source: str = ""
    port: str = "0"


class _Said(msgspec.Struct, omit_defaults=True):
    index: str
    label: str
    act: str
    status: str = ""
    phrase: str = ""
    reason: str = ""
    contact: str = ""


class EvapiPort:
    """One Kamailio. ``counts``: what was asked and told, and what became of the connection."""

    def __init__(
        self,
        settings: EvapiSettings,
        *,
        peer: SipPeer,
        decide: Decide,
        in_doubt: InDoubt | None = None,
        emergency: Set[str] = frozenset(),
        chance: Callable[[], float] = random.random,
        identify: Identify | None = None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.connected = False
        self.settings, self._peer, self._decide, self._chance = settings, peer, decide, chance
        self._in_doubt = in_doubt
        # Kamailio itself says whose an attempt is, and accounts bounds it: no header of a caller's may.
        self._headers = {name: what for name, what in peer.headers.items() if what != "account"}
        self._within_s = timedelta(milliseconds=settings.decide_within_ms).total_seconds()
        self._identified = None if identify is None else Identified(identify, decide, self._within_s)
        self._numbers = emergency  # it may grow while the port runs
        self._task: asyncio.Task[None] | None = None
        self._pending: set[asyncio.Task[None]] = set()
        self._logged_at = -LOG_EVERY_S

    async def start(self) -> None:
        """Begin to connect; Kamailio need not be there yet."""
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        """Hang up. What still waits is not answered: Kamailio does as its configuration says."""
        tasks = [*self._pending, *([] if self._task is None else [self._task])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._task = None

    async def _work(self) -> None:
        pause = AGAIN_S
        while True:
            try:
                host, port = host_and_port(self.settings.address)
                reader, writer = await asyncio.open_connection(host, port)
            except OSError:
                self.counts["not connected"] += 1
            else:
                pause = AGAIN_S
                self.counts["connections"] += 1
                await self._connected(reader, writer)
            await asyncio.sleep(pause * (0.5 + self._chance() / 2))
            pause = min(AGAIN_S_MAX, pause * 2)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        strings = Netstrings()
        self.connected = True
        try:
            while data := await reader.read(65_536):
                for each in strings.feed(data):
                    self.receive(each, writer)
                if strings.lost is not None:
                    self.counts["malformed"] += 1
                    break
        except OSError:
            self.counts["errors"] += 1
        finally:
            self.connected = False
            with contextlib.suppress(OSError):
                writer.close()

    def receive(self, data: bytes, writer: asyncio.StreamWriter) -> None:
        """Take one question; what cannot even be answered is counted."""
        try:
            asked = msgspec.json.decode(data, type=_Asked)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.counts["malformed"] += 1
            return
        attempt = _attempt(asked)
        if attempt is None:
            self.counts["malformed SIP"] += 1
            self._say(asked, "undecided", writer)
            return
        urgent = calls_for_help(attempt.uri, attempt.target.user, self._numbers)
        if urgent:
            self.counts["emergency"] += 1
            self._say(asked, "allow", writer)
        account = asked.account or self._peer.account
        if not urgent and self.settings.accounts and account not in self.settings.accounts:
            self.counts["another account"] += 1
            self._say(asked, "undecided", writer)
        else:
            self._ask(asked, attempt, account, writer, urgent=urgent)

    def _ask(
        self, asked: _Asked, attempt: Attempt, account: str, writer: asyncio.StreamWriter, *, urgent: bool
    ) -> None:
        begun = time.monotonic()
        peer = replace(self._peer, account=account, domains={}, headers=self._headers)
        call: Call | None = None
        try:
            call = call_of(attempt, peer, datetime.now(UTC))
            if asked.campaign:
                call = msgspec.structs.replace(call, campaign=asked.campaign)
            if self._identified is None or urgent:
                verdict = self._decide(call)
            else:
                verdict = self._identified.decide(call, attempt, peer.region)
        except Exception:
            self._log_failure()
            verdict = None
        if urgent:
            if inspect.isawaitable(verdict):
                self._later(_finished(verdict))
        elif call is None or verdict is None:
            self._doubted(asked, attempt, call, Cause.FAILED, writer)
        elif isinstance(verdict, Verdict):
            if time.monotonic() - begun > self._within_s:
                self._doubted(asked, attempt, call, Cause.SLOW, writer)
            else:
                self._told(asked, attempt, verdict, writer)
        elif len(self._pending) >= PENDING_MAX:
            if inspect.iscoroutine(verdict):
                verdict.close()
            self._doubted(asked, attempt, call, Cause.WAITING, writer)
        else:
            self._later(self._awaited(asked, attempt, call, verdict, writer))

    async def _awaited(
        self,
        asked: _Asked,
        attempt: Attempt,
        call: Call,
        verdict: Awaitable[Verdict],
        writer: asyncio.StreamWriter,
    ) -> None:
        try:
            found = await asyncio.wait_for(verdict, self._within_s)
        except TimeoutError:
            self.counts["too slow"] += 1
            self._doubted(asked, attempt, call, Cause.SLOW, writer)
        except Exception as error:
            cause = cause_of(error)
            if cause is Cause.FAILED:
                self._log_failure()
            self._doubted(asked, attempt, call, cause, writer)
        else:
            self._told(asked, attempt, found, writer)

    def _doubted(
        self,
        asked: _Asked,
        attempt: Attempt,
        call: Call | None,
        cause: Cause,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Tell what nobody decided: refused where a class of rules, or standing, refuses; else undecided, and
        Kamailio does as its route says."""
        verdict = None
        if self._in_doubt is not None and call is not None:
            try:
                verdict = self._in_doubt(call, cause, self._peer.when_undecided is Undecided.REFUSE)
            except Exception:
                self._log_failure()
        if verdict is None:
            self._say(asked, "undecided", writer)
        elif verdict.act is Act.ALLOW:
            self._say(asked, "undecided", writer, reason=f"undecided; {said(verdict.doubts)}")
        else:
            self._answer(asked, undecided(attempt, self._peer, verdict), writer)

    def _told(self, asked: _Asked, attempt: Attempt, verdict: Verdict, writer: asyncio.StreamWriter) -> None:
        if verdict.act in (Act.ALLOW, Act.CHANGE):
            self._say(asked, "allow", writer)
        else:
            self._answer(asked, sip_answer(attempt, self._peer, verdict), writer)

    def _answer(self, asked: _Asked, answer: SipAnswer, writer: asyncio.StreamWriter) -> None:
        if answer.contact is not None:
            self._say(asked, "redirect", writer, contact=answer.contact)
            return
        reason = next((value for name, value in answer.headers if name == "Reason"), "")
        phrase = answer.phrase or PHRASES[answer.status]
        self._say(asked, "refuse", writer, status=str(answer.status), phrase=phrase, reason=reason)

    def _say(self, asked: _Asked, act: str, writer: asyncio.StreamWriter, **more: str) -> None:
        self.counts[act] += 1
        if writer.is_closing() or writer.transport.get_write_buffer_size() > UNSENT_BYTES_MAX:
            self.counts["not sent"] += 1
            return
        told = _Said(index=asked.index, label=asked.label, act=act, **more)
        writer.write(netstring(msgspec.json.encode(told)))

    def _later(self, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    def _log_failure(self) -> None:
        self.counts["failed"] += 1
        if time.monotonic() - self._logged_at >= LOG_EVERY_S:
            self._logged_at = time.monotonic()
            log.exception("an attempt of %s could not be decided", self._peer.name)


def _attempt(asked: _Asked) -> Attempt | None:
    """Return the INVITE in a question; ``None`` if there is none."""
    try:
        data = b64decode(asked.message, validate=True)
    except ValueError:
        return None
    message = parse(data)
    if isinstance(message, Malformed) or not message.is_request or message.method != "INVITE":
        return None
    if message.target is None or message.uri is None:
        return None
    port = int(asked.port) if asked.port.isascii() and asked.port.isdigit() and len(asked.port) < 6 else 0
    return attempt_of(message, Endpoint(host=asked.source, port=port))


async def _finished(verdict: Awaitable[Verdict]) -> None:
    with contextlib.suppress(Exception):
        await verdict
