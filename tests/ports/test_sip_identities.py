"""Signed identities at the SIP port: at once where they are known, else beside, and never for longer."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from attempts import invite, peer
from test_evapi_port import Kamailio
from test_sip_port import HELP, End

from fairline.facts import Call
from fairline.policy import Cause
from fairline.ports.evapi import EvapiPort, EvapiSettings
from fairline.ports.identities import UNKNOWN, Numbers, Unknown
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import SipPeer, SipSettings
from fairline.ports.verdict import PASSES, Verdict
from fairline.protocols.sip.attempt import Attempt

Test = Callable[[End], Awaitable[None]]
VERSTAT = "P-Asserted-Identity: <sip:+13035550100@example.com;verstat=TN-Validation-Failed>\r\n"


def identity() -> str:
    told = {"attest": "A", "orig": {"tn": "13035550100"}, "dest": {"tn": ["12025550123"]}, "iat": 1}
    body = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"Identity: e30.{body}.c2ln;info=<https://example.com/cert.pem>;alg=ES256;ppt=shaken\r\n"


SIGNED = identity()


class Answering:
    """Identities as a test wants them: ``known`` at once, else ``later`` after ``after_s``."""

    def __init__(
        self,
        *,
        known: bool | Unknown | None = UNKNOWN,
        later: bool | None = None,
        after_s: float = 0.0,
        error: Exception | None = None,
    ) -> None:
        self.asked: list[tuple[str, Numbers, datetime]] = []
        self._known, self._later, self._after_s, self._error = known, later, after_s, error
        self.tasks: list[asyncio.Task[bool | None]] = []

    def known(self, attempt: Attempt, numbers: Numbers, at: datetime) -> bool | Unknown | None:
        self.asked.append((attempt.call_id, numbers, at))
        return self._known

    def later(self, attempt: Attempt, numbers: Numbers, at: datetime) -> "asyncio.Future[bool | None]":
        self.tasks.append(asyncio.create_task(self._found()))
        return self.tasks[-1]

    async def _found(self) -> bool | None:
        await asyncio.sleep(self._after_s)
        if self._error is not None:
            raise self._error
        return self._later


def run(
    test: Test,
    identify: Answering,
    *,
    decide: Callable[[Call], Verdict | Awaitable[Verdict]] = lambda _: PASSES,
    who: SipPeer | None = None,
    within_ms: int = 5_000,
) -> list[Call]:
    """Run ``test`` against a port whose identities are ``identify``'s; return the calls that were decided."""
    calls: list[Call] = []

    def asked(call: Call) -> Verdict | Awaitable[Verdict]:
        calls.append(call)
        return decide(call)

    async def whole() -> None:
        settings = SipSettings(
            listen=("127.0.0.1:0",),
            peers=(who or peer(),),
            decide_within=timedelta(milliseconds=within_ms),
        )
        port = SipPort(settings, decide=asked, identify=identify)
        await port.start()
        end = End(port, calls)
        try:
            await test(end)
        finally:
            end.udp.close()
            await port.stop()
            await asyncio.gather(*identify.tasks, return_exceptions=True)

    asyncio.run(asyncio.wait_for(whole(), 30))
    return calls


async def allowed(end: End, **options: Any) -> None:
    answer = await end.ask(invite(**options))
    while answer.startswith(b"SIP/2.0 100 "):  # after 200 ms (RFC 3261 section 17.2.1)
        answer = await end.answer()
    assert answer.startswith(b"SIP/2.0 404 "), answer


def one(identify: Answering, *, extra: str = SIGNED, **options: Any) -> Call:
    async def test(end: End) -> None:
        await allowed(end, extra=extra)

    (call,) = run(test, identify, **options)
    return call


@pytest.mark.parametrize("found", [True, False, None])
def test_what_is_known_is_told_at_once(found: bool | None) -> None:
    identify = Answering(known=found)
    assert one(identify).verified is found
    ((call_id, numbers, at),) = identify.asked
    assert (call_id, numbers) == ("1@test", ("+13035550100", ("+12025550123",)))
    assert at.tzinfo is not None
    assert not identify.tasks


@pytest.mark.parametrize("found", [True, False, None])
def test_what_is_not_known_is_waited_for(found: bool | None) -> None:
    assert one(Answering(later=found, after_s=0.05)).verified is found


def test_what_comes_too_late_is_not_waited_for() -> None:
    identify = Answering(later=True, after_s=1.0)

    async def test(end: End) -> None:
        began = asyncio.get_running_loop().time()
        await allowed(end, extra=SIGNED)
        assert asyncio.get_running_loop().time() - began < 0.9
        assert end.port.counts["identities: late"] == 1
        assert end.port.by_peer["sbc", "allow"] == 1  # decided, though not verified

    (call,) = run(test, identify, within_ms=400)
    assert call.verified is None


def test_one_that_fails_is_as_one_that_is_late() -> None:
    assert one(Answering(error=RuntimeError("a test's"))).verified is None


def test_a_decision_may_come_later_too() -> None:
    async def decided(_: Call) -> Verdict:
        await asyncio.sleep(0.02)
        return PASSES

    assert one(Answering(later=True, after_s=0.02), decide=decided).verified is True


def test_both_together_have_no_more_than_the_time_to_decide() -> None:
    async def never(_: Call) -> Verdict:
        await asyncio.sleep(5)
        return PASSES

    async def test(end: End) -> None:
        await allowed(end, extra=SIGNED)
        assert end.port.by_peer["sbc", f"undecided: {Cause.SLOW}"] == 1

    run(test, Answering(later=True, after_s=0.05), decide=never, within_ms=300)


def test_a_call_without_an_identity_asks_nobody() -> None:
    identify = Answering(known=False)
    assert one(identify, extra="").verified is None
    assert not identify.asked


def test_our_own_word_goes_before_a_peer_s() -> None:
    trusting = peer(trusts_verstat=True)
    assert one(Answering(known=True), extra=VERSTAT + SIGNED, who=trusting).verified is True
    assert one(Answering(known=None), extra=VERSTAT + SIGNED, who=trusting).verified is False
    assert one(Answering(known=True), extra=VERSTAT, who=trusting).verified is False


def test_a_call_for_help_waits_for_nothing() -> None:
    identify = Answering(later=False, after_s=20.0)

    async def test(end: End) -> None:
        began = asyncio.get_running_loop().time()
        await allowed(end, uri=HELP, extra=SIGNED)
        assert asyncio.get_running_loop().time() - began < 2
        assert end.port.by_peer["sbc", "emergency"] == 1

    (call,) = run(test, identify)
    assert (call.dialed, call.verified) == ("911", None)
    assert not identify.asked
    assert not identify.tasks


def test_the_number_in_to_is_told_too() -> None:
    identify = Answering(known=True)

    async def test(end: End) -> None:
        data = invite(extra=SIGNED).replace(b"To: <sip:+12025550123@", b"To: <sip:+14045550199@")
        assert (await end.ask(data)).startswith(b"SIP/2.0 404 ")

    run(test, identify)
    assert identify.asked[0][1] == ("+13035550100", ("+12025550123", "+14045550199"))


def test_kamailio_s_questions_are_verified_too() -> None:
    calls: list[Call] = []

    def decide(call: Call) -> Verdict:
        calls.append(call)
        return PASSES

    async def whole() -> None:
        kamailio = Kamailio()
        await kamailio.start()
        identify = Answering(later=True, after_s=0.02)
        settings = EvapiSettings(address=f"127.0.0.1:{kamailio.port}", peer="sbc", decide_within_ms=5_000)
        port = EvapiPort(settings, peer=peer(), decide=decide, chance=lambda: 0.0, identify=identify)
        await port.start()
        try:
            await kamailio.connected()
            kamailio.ask(invite(extra=SIGNED), 1)
            assert (await kamailio.answer())["act"] == "allow"
            kamailio.ask(invite(uri=HELP, extra=SIGNED, number=2), 2)
            assert (await kamailio.answer())["act"] == "allow"
        finally:
            await port.stop()
            await kamailio.stop()
            await asyncio.gather(*identify.tasks, return_exceptions=True)
        assert len(identify.asked) == 1

    asyncio.run(asyncio.wait_for(whole(), 20))
    assert [call.verified for call in calls] == [True, None]
