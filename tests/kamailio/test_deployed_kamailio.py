"""``deploy/kamailio/kamailio.cfg`` as it stands, on Debian's Kamailio: it asks, obeys, mirrors, hangs up."""

import asyncio
import shutil
import socket
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from deployed import House, Phone, header, in_dialog, ports_from

from fairline.actuators import Enforcement, Kamailio, KamailioSettings
from fairline.facts import Call, EndReason, Fact, Side
from fairline.policy import Act, ScopeKind
from fairline.ports.evapi import EvapiPort, EvapiSettings
from fairline.ports.hep import HepPort, HepSender, HepSettings
from fairline.ports.sip import SipPort
from fairline.ports.sip_peers import AllowStyle, SipPeer, SipSettings
from fairline.ports.tail import TailPort
from fairline.ports.tail_lines import TailSettings
from fairline.ports.verdict import PASSES, Ground, Verdict
from fairline.protocols.sip.answers import Redress
from fairline.standing import Change, Standing, Subject

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("kamailio") is None, reason="Debian's kamailio is not installed"),
    pytest.mark.skipif(shutil.which("sipp") is None, reason="Debian's sip-tester is not installed"),
]
CALLER, CALLED = "+13035550100", "+12025550123"
VERDICTS = {
    "+13035550401": Verdict(act=Act.REFUSE, ground=Ground.POLICY, rule="test-rule", case="c-1"),
    "+13035550402": Verdict(act=Act.REFUSE, ground=Ground.ANALYTICS, case="c-2"),
    "+13035550403": Verdict(act=Act.REFUSE, ground=Ground.WISH),
    "+13035550404": Verdict(act=Act.REFUSE, ground=Ground.RATE),
}
ACME = Subject(ScopeKind.ACCOUNT, "acme", "acme")


def guard(house: House, allow: AllowStyle, calls: list[Call]) -> SipPort:
    """The SIP port with a decide of the test, where the configuration looks for it."""

    def decide(call: Call) -> Verdict:
        calls.append(call)
        return VERDICTS.get(call.caller or "", PASSES)

    peer = SipPeer(
        name="kamailio",
        addresses=("127.0.0.1",),
        account="acme",
        allow=allow,
        next_hop=f"127.0.0.1:{house.hop}",
        redress=Redress(url="https://example.com/redress", tel="+18005550100"),
    )
    return SipPort(SipSettings(listen=(f"127.0.0.1:{house.fairline}",), peers=(peer,)), decide=decide)


def run(
    test: Callable[[House], Awaitable[None]], folder: Path, *uncommented: str, within_ms: int = 300
) -> None:
    async def whole() -> None:
        house = House(folder, *uncommented, ask_within_ms=within_ms)
        try:
            await house.start()
            await test(house)
        finally:
            await house.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


@pytest.mark.parametrize("allow", list(AllowStyle))
def test_what_is_allowed_goes_on_and_what_is_refused_comes_back_as_it_was_said(
    tmp_path: Path, allow: AllowStyle
) -> None:
    async def test(house: House) -> None:
        calls: list[Call] = []
        port = guard(house, allow, calls)
        await port.start()
        try:
            answer = await house.phone.call(
                "good", caller=CALLER, called=CALLED, extra="X-Campaign: spring\r\n"
            )
            assert answer.startswith(b"SIP/2.0 200 "), answer
            house.phone.say(in_dialog(house.phone, "BYE", answer, "good", caller=CALLER, cseq=2))
            await house.phone.hear(b"SIP/2.0 200 ")
            said = {
                number: await house.phone.call(f"bad{number[-1]}", caller=number, called=CALLED)
                for number in VERDICTS
            }
        finally:
            await port.stop()
        first = [each.split(b"\r\n")[0].decode() for each in said.values()]
        assert first == [
            "SIP/2.0 403 Forbidden",
            "SIP/2.0 603 Network Blocked",
            "SIP/2.0 607 Unwanted",
            "SIP/2.0 429 Too Many Requests",
        ]
        assert header(said["+13035550401"], "Reason") == (
            'SIP;cause=403;text="policy: refused; rule=test-rule; id=c-1"'
        )
        assert header(said["+13035550402"], "Reason") == (
            'SIP;cause=603;text="v=analytics1;url=https://example.com/redress;tel=+18005550100;id=c-2"'
            ";location=RLN"
        )
        assert [call.caller for call in calls] == [CALLER, *VERDICTS]
        assert house.at_the_hop().count("INVITE sip:") == 1
        assert "X-Fairline" not in house.at_the_hop(), "what we tell fairline is nobody else's"

    run(test, tmp_path)


@pytest.mark.parametrize("closed", [False, True])
def test_silence_is_answered_as_configured_and_in_time(tmp_path: Path, closed: bool) -> None:
    async def test(house: House) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
            deaf.bind(("127.0.0.1", house.fairline))
            begun = time.monotonic()
            answer = await house.phone.call("late", caller=CALLER, called=CALLED)
            took = time.monotonic() - begun
            help_answer = await house.phone.call("help", caller=CALLER, called="112")
        assert 0.2 <= took < 2.0
        if closed:
            assert answer.startswith(b"SIP/2.0 403 Forbidden")
            assert header(answer, "Reason") == 'SIP;cause=403;text="undecided"'
        else:
            assert answer.startswith(b"SIP/2.0 200 ")
        assert help_answer.startswith(b"SIP/2.0 200 "), "a call for help asks nobody"

    run(test, tmp_path, *(("FAIL_CLOSED",) if closed else ()))


class Kept:
    """Keeps facts."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    async def __call__(self, facts: Sequence[Fact]) -> None:
        self.facts += facts


def test_the_mirror_tells_the_calls_as_they_were(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        key = tmp_path / "hep.key"
        key.write_text("s3cret")
        kept, calls = Kept(), []
        sender = HepSender(
            name="kamailio",
            addresses=("127.0.0.1",),
            key_file=str(key),
            headers={"X-Fairline-Account": "account", "X-Fairline-Campaign": "campaign"},
        )
        hep = HepPort(HepSettings(listen=(f"127.0.0.1:{house.hep}",), senders=(sender,)), take=kept)
        port = guard(house, AllowStyle.NOT_FOUND, calls)
        await port.start()
        await hep.start()
        try:
            answer = await house.phone.call(
                "good", caller=CALLER, called=CALLED, extra="X-Campaign: spring\r\n"
            )
            await asyncio.sleep(1)
            house.phone.say(in_dialog(house.phone, "BYE", answer, "good", caller=CALLER, cseq=2))
            await house.phone.hear(b"SIP/2.0 200 ")
            await house.phone.call("bad", caller="+13035550402", called=CALLED)
            await asyncio.sleep(0.3)
        finally:
            await hep.stop()
            await port.stop()
        assert hep.counts["malformed"] == hep.counts["wrong key"] == hep.counts["malformed SIP"] == 0
        good, bad = sorted(
            (each for each in kept.facts if isinstance(each, Call) and not each.id.startswith("ping")),
            key=lambda call: call.started_at,
        )
        assert [good.id, bad.id] == [call.id for call in calls], "the records of what was asked about"
        assert (good.account, good.campaign, good.caller, good.called) == ("acme", "spring", CALLER, CALLED)
        assert (good.answered, good.sip_status, good.released_by) == (True, 200, Side.CALLER)
        assert good.talk is not None
        assert 0.9 < good.talk.total_seconds() < 3
        assert (bad.answered, bad.sip_status, bad.end_reason) == (False, 603, EndReason.REJECTED)
        assert bad.account == "acme"

    run(test, tmp_path)


def test_a_suspension_refuses_the_next_call_and_ends_the_live_one_within_a_second(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        now = datetime.now(UTC)
        port = guard(house, AllowStyle.NOT_FOUND, [])
        await port.start()
        kamailio = Kamailio(KamailioSettings(url=f"http://127.0.0.1:{house.rpc}/RPC"))
        enforcement = Enforcement(tmp_path / "enforcement.sqlite", [kamailio])
        await enforcement.start({})
        try:
            for call, called in (("live", CALLED), ("help", "112")):
                answer = await house.phone.call(call, caller=CALLER, called=called)
                assert answer.startswith(b"SIP/2.0 200 "), answer
            begun = time.monotonic()
            enforcement.want([Change(ACME, Standing.ACTIVE, Standing.SUSPENDED, now)])
            bye = await house.phone.hear(b"BYE ", 5)
            heard = time.monotonic() - begun
            while enforcement.gaps():
                await asyncio.sleep(0.005)
            gone = time.monotonic() - begun
            assert header(bye, "Call-ID") == "live"
            assert header(bye, "Reason") == 'SIP;cause=403;text="standing: suspended"'
            assert heard < 1.0
            assert gone < 1.0
            refused = await house.phone.call("next", caller=CALLER, called=CALLED)
            assert refused.startswith(b"SIP/2.0 403 ")
            assert header(refused, "Reason") == 'SIP;cause=403;text="standing: suspended"'
            helped = await house.phone.call("help2", caller=CALLER, called="911")
            assert helped.startswith(b"SIP/2.0 200 "), "calls for help pass whatever the standing"
            await asyncio.sleep(0.3)
            assert sum(each.startswith(b"BYE ") for each in house.phone.all) == 1, "and are not ended"
            enforcement.want([Change(ACME, Standing.SUSPENDED, Standing.ACTIVE, now)])
            while enforcement.gaps():
                await asyncio.sleep(0.005)
            again = await house.phone.call("again", caller=CALLER, called=CALLED)
            assert again.startswith(b"SIP/2.0 200 ")
        finally:
            await enforcement.stop()
            await port.stop()

    run(test, tmp_path)


def test_evapi_asks_the_same_and_fails_open_when_nobody_listens(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        begun = time.monotonic()
        alone = await house.phone.call("alone", caller=CALLER, called=CALLED)
        assert alone.startswith(b"SIP/2.0 200 "), "nobody is connected, and calls go on"
        assert time.monotonic() - begun < 2.0
        calls: list[Call] = []

        def decide(call: Call) -> Verdict:
            calls.append(call)
            return VERDICTS.get(call.caller or "", PASSES)

        peer = SipPeer(
            name="kamailio",
            addresses=("127.0.0.1",),
            account="acme",
            redress=Redress(url="https://example.com/redress"),
        )
        settings = EvapiSettings(address=f"127.0.0.1:{house.evapi}", peer="kamailio")
        port = EvapiPort(settings, peer=peer, decide=decide)
        await port.start()
        try:
            while not port.connected:
                await asyncio.sleep(0.01)
            good = await house.phone.call(
                "good", caller=CALLER, called=CALLED, extra="X-Campaign: spring\r\n"
            )
            blocked = await house.phone.call("bad", caller="+13035550402", called=CALLED)
            refused = await house.phone.call("bad2", caller="+13035550401", called=CALLED)
        finally:
            await port.stop()
        assert good.startswith(b"SIP/2.0 200 ")
        assert port.counts == {"connections": 1, "allow": 1, "refuse": 2}
        assert blocked.startswith(b"SIP/2.0 603 Network Blocked\r\n")
        assert header(blocked, "Reason") == (
            'SIP;cause=603;text="v=analytics1;url=https://example.com/redress;id=c-2";location=RLN'
        )
        assert refused.startswith(b"SIP/2.0 403 Forbidden\r\n")
        assert [(call.caller, call.campaign) for call in calls] == [
            (CALLER, "spring"),
            ("+13035550402", None),
            ("+13035550401", None),
        ]

    run(test, tmp_path, "WITH_EVAPI")


def test_accounted_rows_equal_what_was_asked_about(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        calls: list[Call] = []
        port = guard(house, AllowStyle.NOT_FOUND, calls)
        await port.start()
        try:
            answer = await house.phone.call("good", caller=CALLER, called=CALLED)
            await asyncio.sleep(1.2)
            house.phone.say(in_dialog(house.phone, "BYE", answer, "good", caller=CALLER, cseq=2))
            await house.phone.hear(b"SIP/2.0 200 ")
            await house.phone.call("bad", caller="+13035550401", called=CALLED)
            while house.log().count('"sip_code"') < 3:  # flushed once a second
                await asyncio.sleep(0.05)
        finally:
            await port.stop()
        # What syslog would write: the log's lines without what stands before them.
        lines = [line[line.find("{") :] for line in house.log().splitlines() if '"sip_code"' in line]
        rows = tmp_path / "acc.ndjson"
        rows.write_text("\n".join(lines) + "\n")
        kept = Kept()
        tail = TailPort(
            TailSettings(
                name="acc",
                path=str(rows),
                state=str(tmp_path / "state.json"),
                format="kamailio-acc-json",
                poll_s=0.05,
                settle_s=0.1,
            ),
            take=kept,
        )
        await tail.start()
        try:
            while len(kept.facts) < 2:
                await asyncio.sleep(0.02)
        finally:
            await tail.stop()
        assert tail.counts == {"facts": 2}
        found = {each.id: each for each in kept.facts if isinstance(each, Call)}
        assert set(found) == {call.id for call in calls}
        good, bad = (found[call.id] for call in calls)
        assert (good.account, good.caller, good.called) == ("acme", CALLER, CALLED)
        assert (good.answered, good.sip_status, good.released_by) == (True, 200, Side.CALLER)
        assert good.talk is not None
        assert 0 <= good.talk.total_seconds() <= 3
        assert (bad.answered, bad.sip_status, bad.account) == (False, 403, "acme")

    run(test, tmp_path, "WITH_ACC_JSON")


@pytest.mark.skipif(shutil.which("svwar") is None, reason="Debian's sipvicious is not installed")
def test_a_scanner_is_answered_or_turned_away_and_disturbs_nobody(tmp_path: Path) -> None:
    async def scanned(port: int, *command: str) -> None:
        with (tmp_path / f"{command[0]}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *command, "-p", str(port), "127.0.0.1", stdout=log, stderr=log, cwd=tmp_path
            )
            try:
                await asyncio.wait_for(process.wait(), 15)
            except TimeoutError:
                process.kill()
                await process.wait()

    async def test() -> None:
        calls: list[Call] = []

        def decide(call: Call) -> Verdict:
            calls.append(call)
            return PASSES

        peers = (
            SipPeer(name="scanner", addresses=("127.0.0.1",), account="scanner"),
            SipPeer(name="good", addresses=("127.0.0.2",), account="acme"),
        )
        port = SipPort(
            SipSettings(listen=(f"127.0.0.1:{next(ports_from(33_000))}",), peers=peers), decide=decide
        )
        await port.start()
        number = port.addresses[0][1]
        phone = Phone()
        await phone.start(number, here="127.0.0.2")
        try:
            # svwar ends early where a guess is answered late, so on a busy machine some are never made.
            scans = asyncio.gather(
                scanned(number, "svmap", "-m", "INVITE"),
                scanned(number, "svwar", "--force", "-m", "INVITE", "-e", "100-180"),
                scanned(number, "svwar", "--force", "-m", "REGISTER", "-e", "200-220"),
            )
            waits = []
            for call in range(200):
                begun = time.monotonic()
                answer = await phone.call(f"good{call}", caller=CALLER, called=CALLED)
                waits.append(time.monotonic() - begun)
                assert answer.startswith(b"SIP/2.0 404 ")
                await asyncio.sleep(0.01)
            await scans
        finally:
            phone.stop()
            await port.stop()
        assert port.by_peer["good", "allow"] == 200
        assert max(waits) < 1.0
        assert port.by_peer["scanner", "allow"] >= 40, "each guess is an attempt that the rules see"
        assert not [what for what in port.counts if what.startswith("undecided")]
        assert {call.account for call in calls} == {"acme", "scanner"}

    asyncio.run(asyncio.wait_for(test(), 60))
