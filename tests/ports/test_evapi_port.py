"""The evapi client against a Kamailio of the test: each question is answered, and nothing else."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from attempts import invite, peer

from fairline.facts import Call, FairlineError
from fairline.policy import Act, Cause, Doubt, RuleClass, WayOut
from fairline.ports.evapi import EvapiPort, EvapiSettings
from fairline.ports.sip import Decide, InDoubt
from fairline.ports.sip_peers import SipPeer, Undecided
from fairline.ports.verdict import PASSES, Ground, Verdict
from fairline.protocols.netstring import Netstrings, netstring
from fairline.protocols.sip.answers import Redress

REFUSED = Verdict(act=Act.REFUSE, ground=Ground.ANALYTICS, case="c-1")


class Kamailio:
    """The server's side of one connection."""

    def __init__(self) -> None:
        self.lines: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
        self.strings = Netstrings()
        self.came: list[bytes] = []

    async def start(self) -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self.lines.put((reader, writer))

        self.server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def connected(self) -> None:
        self.reader, self.writer = await asyncio.wait_for(self.lines.get(), 5)
        self.strings = Netstrings()

    async def stop(self) -> None:
        self.writer.close()
        self.server.close()

    def ask(self, message: bytes, index: int = 1, **more: str) -> None:
        asked = {"index": str(index), "label": "7", "source": "192.0.2.1", "port": "5060"}
        self.writer.write(
            netstring(json.dumps(asked | {"message": b64encode(message).decode()} | more).encode())
        )

    async def answer(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            while not self.came:
                data = await self.reader.read(65_536)
                assert data, "it hung up"
                self.came += self.strings.feed(data)
        found: dict[str, Any] = json.loads(self.came.pop(0))
        return found


def run(
    test: Callable[[Kamailio, EvapiPort], Awaitable[None]],
    decide: Decide,
    in_doubt: InDoubt | None = None,
    when: Undecided = Undecided.ALLOW,
    who: SipPeer | None = None,
    **settings: Any,
) -> None:
    async def whole() -> None:
        kamailio = Kamailio()
        await kamailio.start()
        made = EvapiSettings(address=f"127.0.0.1:{kamailio.port}", peer="sbc", **settings)
        asks = who or peer(redress=Redress(tel="+18005550100"), when_undecided=when)
        numbers = frozenset({"15"})
        port = EvapiPort(
            made, peer=asks, decide=decide, in_doubt=in_doubt, emergency=numbers, chance=lambda: 0.0
        )
        await port.start()
        try:
            await kamailio.connected()
            await test(kamailio, port)
        finally:
            await port.stop()
            await kamailio.stop()

    asyncio.run(asyncio.wait_for(whole(), 20))


def test_each_question_is_answered_by_the_same_decide_as_sip() -> None:
    calls: list[Call] = []

    def decide(call: Call) -> Verdict:
        calls.append(call)
        return REFUSED if call.campaign == "bad" else PASSES

    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        kamailio.ask(invite(number=1), 1, account="other")
        kamailio.ask(invite(number=2), 2, campaign="bad")
        assert await kamailio.answer() == {"index": "1", "label": "7", "act": "allow"}
        assert await kamailio.answer() == {
            "index": "2",
            "label": "7",
            "act": "refuse",
            "status": "603",
            "phrase": "Network Blocked",
            "reason": 'SIP;cause=603;text="v=analytics1;tel=+18005550100;id=c-1";location=RLN',
        }
        assert [(call.account, call.called, call.source_ip) for call in calls] == [
            ("other", "+12025550123", "192.0.2.1"),
            ("acme", "+12025550123", "192.0.2.1"),
        ]

    run(test, decide)


def test_no_header_tells_the_account_where_kamailio_does() -> None:
    calls: list[Call] = []

    def decide(call: Call) -> Verdict:
        calls.append(call)
        return PASSES

    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        told = "X-Account: other\r\nX-Campaign: spring\r\n"
        kamailio.ask(invite(number=1, extra=told), 1, account="acme")
        assert (await kamailio.answer())["act"] == "allow"
        assert [(call.account, call.campaign) for call in calls] == [("acme", "spring")]

    who = peer(headers={"X-Account": "account", "X-Campaign": "campaign"})
    run(test, decide, who=who, accounts=("acme",))


def test_calls_for_help_go_on_before_and_whatever_anybody_says() -> None:
    def decide(call: Call) -> Verdict:
        raise RuntimeError("broken")

    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        for number, uri in enumerate(("sip:112@x", "sip:15@x", "urn:service:sos.fire")):
            kamailio.ask(invite(uri, number=number), number, account="nobody's")
            assert (await kamailio.answer())["act"] == "allow"
        kamailio.ask(invite(number=9), 9, account="acme")
        assert (await kamailio.answer())["act"] == "undecided"

    run(test, decide, accounts=("acme",))


def test_who_is_slow_is_undecided_and_holds_up_nobody() -> None:
    async def slow() -> Verdict:
        await asyncio.sleep(30)
        return PASSES

    def decide(call: Call) -> Verdict | Awaitable[Verdict]:
        return slow() if call.campaign == "slow" else PASSES

    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        kamailio.ask(invite(number=1), 1, campaign="slow")
        kamailio.ask(invite(number=2), 2)
        assert [(await kamailio.answer())[name] for name in ("index",)] == ["2"]
        late = await kamailio.answer()
        assert (late["index"], late["act"]) == ("1", "undecided")
        assert port.counts["too slow"] == 1

    run(test, decide, decide_within_ms=50)


@pytest.mark.parametrize("when", Undecided)
def test_what_rules_in_doubt_refuse_is_refused_and_all_else_left_to_kamailio(when: Undecided) -> None:
    def decide(call: Call) -> Verdict:
        raise RuntimeError("broken")

    def in_doubt(call: Call, cause: Cause, closed: bool) -> Verdict:
        way = WayOut.CLOSED if closed else WayOut.OPEN
        act = Act.REFUSE if closed else Act.ALLOW
        return Verdict(act=act, doubts=(Doubt(RuleClass.LAW, way, cause),))

    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        kamailio.ask(invite(), 1)
        told = await kamailio.answer()
        if when is Undecided.REFUSE:
            assert (told["act"], told["status"]) == ("refuse", "403")
            assert told["reason"] == 'SIP;cause=403;text="undecided; closed: law (failed)"'
        else:
            assert (told["act"], told["reason"]) == ("undecided", "undecided; open: law (failed)")

    run(test, decide, in_doubt=in_doubt, when=when)


def test_nonsense_and_another_account_are_counted_and_nothing_else() -> None:
    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        for data in (b"", b"[]", b'{"index":1}', b"[" * 100_000, b"\xff"):
            kamailio.writer.write(netstring(data))
        kamailio.ask(b"BYE sip:a@b SIP/2.0\r\n\r\n", 1)
        kamailio.writer.write(netstring(b'{"index":"2","label":"7","message":"not base64!"}'))
        kamailio.ask(invite(), 3, account="victim")
        kamailio.ask(invite(), 4)
        answers = [await kamailio.answer() for _ in range(4)]
        assert [(each["index"], each["act"]) for each in answers] == [
            ("1", "undecided"),
            ("2", "undecided"),
            ("3", "undecided"),
            ("4", "allow"),
        ]
        assert port.counts["malformed"] == 5
        assert port.counts["malformed SIP"] == 2
        assert port.counts["another account"] == 1

    run(test, lambda _: PASSES, accounts=("acme",))


def test_it_connects_again() -> None:
    async def test(kamailio: Kamailio, port: EvapiPort) -> None:
        kamailio.writer.write(b"this is no netstring")
        assert await asyncio.wait_for(kamailio.reader.read(), 5) == b""
        kamailio.writer.close()
        await kamailio.connected()
        kamailio.ask(invite(), 1)
        assert (await kamailio.answer())["act"] == "allow"
        assert port.counts["connections"] == 2

    run(test, lambda _: PASSES)


def test_wrong_settings_say_where() -> None:
    with pytest.raises(FairlineError, match=r"^ports\.evapi\.address"):
        EvapiSettings(address="nowhere", peer="x")
    with pytest.raises(FairlineError, match=r"^ports\.evapi\.decide_within_ms"):
        EvapiSettings(peer="x", decide_within_ms=0)
