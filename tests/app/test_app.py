"""The guard as a whole, on loopback: what is asked at one port counts at the other, and standing bites."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import uvloop

from fairline.app import App, read_status
from fairline.clauses.a_illegal.frequency import CLAUSE as ATTEMPTS
from fairline.clauses.a_illegal.refusal import CLAUSE as REFUSALS
from fairline.client import AsyncClient
from fairline.client.errors import ClientError
from fairline.client.operations import findings, move, past_findings
from fairline.config import read
from fairline.facts import Call, Direction, FairlineError, OptOut, Purpose
from fairline.guard.opening import Resuming
from fairline.policy import ScopeKind
from fairline.ports.http_keys import Scope, add
from fairline.signals.book import Taken

SCOPES = (Scope.DECIDE, Scope.FACTS, Scope.STANDING, Scope.METRICS)
CONFIG = """
[store]
folder = "data"
[policy]
file = "policy.toml"
[ports.http]
listen = ["127.0.0.1:0"]
decide_within_ms = 3000
[ports.sip]
listen = ["127.0.0.1:0"]
decide_within_ms = 3000
[[ports.sip.peers]]
name = "switch"
addresses = ["127.0.0.1"]
account = "acme"
allow = 302
next_hop = "192.0.2.9"
direction = "outbound"
"""
REASON = "a test's ruling"
Told = Callable[["House"], Awaitable[None]]


class House:
    """A running guard, a key, and both ways to ask it."""

    def __init__(self, app: App, key: str) -> None:
        assert app.http is not None
        assert app.sip is not None
        self.app, self.key = app, key
        self.url = "http://{}:{}".format(*app.http.addresses[0])
        self.client = AsyncClient(self.url, key)
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.setblocking(False)
        self.udp.connect(app.sip.addresses[0])
        self.asked = 0

    async def invite(
        self, called: str = "+13035550123", caller: str = "+12025550100", name: str | None = None
    ) -> str:
        """Return the status line and the Reason of one INVITE's answer. ``name``: its Call-ID."""
        self.asked += 1
        here = "{}:{}".format(*self.udp.getsockname())
        name = name or f"{self.asked}-{here}"
        head = (
            f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{self.asked}\r\nMax-Forwards: 70\r\n"
            f"From: <sip:{caller}@127.0.0.1>;tag=t\r\nTo: <sip:{called}@127.0.0.1>\r\nCall-ID: {name}\r\n"
        )
        start = f"sip:{called}@127.0.0.1 SIP/2.0\r\n{head}"
        self.udp.send(
            f"INVITE {start}CSeq: 1 INVITE\r\nContact: <sip:{here}>\r\nContent-Length: 0\r\n\r\n".encode()
        )
        while True:
            answer = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self.udp, 65_535), 10)
            lines = answer.decode().split("\r\n")
            if f"Call-ID: {name}" in lines and not lines[0].startswith("SIP/2.0 1"):
                break
        self.udp.send(f"ACK {start}CSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n".encode())
        reason = next((line for line in lines if line.lower().startswith("reason:")), "")
        return f"{lines[0]} {reason}".strip()

    async def move(self, name: str, kind: ScopeKind = ScopeKind.ACCOUNT, id: str = "acme") -> None:
        """Make a ruling over HTTP."""
        await self.client.run(move(name, kind, "acme", id, reasons=REASON, decided_by=["ann"]))  # type: ignore[arg-type]

    def call(self, id: str, **fields: object) -> Call:
        """Return an attempt of now."""
        given: dict[str, object] = {
            "account": "acme", "direction": Direction.OUTBOUND, "called": "+13035550123",
            "caller": "+12025550100",
        }  # fmt: skip
        return Call(id=id, started_at=datetime.now(UTC), **(given | fields))  # type: ignore[arg-type]


def housed(folder: Path, test: Told, *, policy: str = "", more: str = "") -> None:
    """Run ``test`` with a guard over ``folder``."""
    (folder / "fairline.toml").write_text(CONFIG + more, encoding="utf-8")
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    keys = folder / "keys.json"
    keys.unlink(missing_ok=True)
    key = add(keys, "test", SCOPES, now=datetime.now(UTC))

    async def whole() -> None:
        app = App(read(folder / "fairline.toml"), (ATTEMPTS, REFUSALS))
        await app.start()
        try:
            house = House(app, key)
            await test(house)
            house.udp.close()
            await house.client.aclose()
        finally:
            await app.stop()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:  # as the program runs it
        runner.run(whole())


def test_a_suspension_over_http_refuses_the_next_invite(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        assert (await house.invite()).startswith("SIP/2.0 302")
        await house.move("suspend")
        began = time.monotonic()
        assert "403" in (refused := await house.invite())
        assert "standing" in refused
        assert time.monotonic() - began < 1.0  # the figure is the bench's; here only that it is at once
        decided = await house.client.decide(house.call("1"))
        assert (decided.act, decided.standing) == ("refuse", "suspended")
        await house.move("restore")
        assert (await house.invite()).startswith("SIP/2.0 302")

    housed(tmp_path, test)


def test_a_number_is_suspended_alone(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.move("suspend", ScopeKind.NUMBER, "+12025550100")
        assert "403" in await house.invite()
        assert "302" in await house.invite(caller="+12025550101")

    housed(tmp_path, test)


def test_what_is_restricted_goes_on_slowly_at_both_ports(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.move("restrict")
        answers = [await house.invite() for _ in range(7)]
        assert [each.split()[1] for each in answers[:5]] == ["302"] * 5
        assert answers[-1].split()[1] == "429"
        assert "rate" in answers[-1]
        decided = await house.client.decide(house.call("1"))
        assert (decided.act, decided.standing) == ("refuse", "restricted")
        assert "302" in await house.invite(called="911"), "calls for help are not slowed"
        assert house.app.guard.counts["throttled"] >= 2
        await house.move("restore")
        assert "302" in await house.invite()

    housed(tmp_path, test)


@pytest.mark.parametrize("number", ["911", "112", "999"])
def test_a_call_for_help_passes_a_suspension_at_both_ports(number: str, tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.move("suspend")
        assert (await house.invite(called=number)).startswith("SIP/2.0 302")
        decided = await house.client.decide(house.call("1", called=None, dialed=number))
        assert (decided.act, decided.emergency) == ("allow", True)

    housed(tmp_path, test)


def test_what_one_port_is_told_the_other_knows(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        said = OptOut(
            id="o", at=datetime.now(UTC) - timedelta(days=60), account="acme", contact="+13035550123"
        )
        taken = await house.client.facts([said])
        assert taken.counted == 1
        decided = await house.client.decide(house.call("1", purpose=Purpose.MARKETING))
        assert decided.act == "refuse"
        assert "called-after-refusal" in [each.rule for each in decided.reasons]

    housed(tmp_path, test)


def test_an_invite_under_the_names_of_another_is_an_attempt_of_its_own(tmp_path: Path) -> None:
    """Call-ID, tag and CSeq are the caller's to choose: what bears those of another is asked about."""

    async def test(house: House) -> None:
        taken = house.app.guard.engine.taken
        for number in range(3):
            assert "302" in await house.invite(f"+1303555012{number}", name="one")
        assert taken[Taken.COUNTED] == 3, "to other numbers, and counts"
        assert not house.app.counts["names used again"]
        for _ in range(2):
            assert "302" in await house.invite("+13035550120", name="one")
        assert house.app.counts["names used again"] == 2
        assert taken[Taken.COUNTED] == 5, "to the same number again, and counts"

    housed(tmp_path, test)


def test_standing_outlives_the_process(tmp_path: Path) -> None:
    async def first(house: House) -> None:
        await house.move("suspend")

    async def second(house: House) -> None:
        assert "403" in await house.invite()

    housed(tmp_path, first)
    housed(tmp_path, second)


def test_the_status_and_the_counters_tell_what_happened(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.invite()
        await house.move("suspend")
        await house.invite()
        status = house.app.status()
        assert status.standing == {"suspended": 1}
        assert {each.name for each in status.ports} == {"sip", "http"}
        sip = next(each for each in status.ports if each.name == "sip")
        assert (sip.counts["switch: allow"], sip.counts["switch: refuse"]) == (1, 1)
        async with httpx.AsyncClient(trust_env=False) as plain:
            answer = await plain.get(f"{house.url}/metrics", headers={"Authorization": f"Bearer {house.key}"})
        assert 'fairline_standing{standing="suspended"} 1.0' in answer.text
        assert 'fairline_guard_total{what="decisions"} 2.0' in answer.text
        await asyncio.sleep(1.1)
        assert read_status(tmp_path / "data") is not None

    housed(tmp_path, test)
    assert read_status(tmp_path / "data") is None


def test_a_policy_file_is_read_again_and_a_wrong_one_changes_nothing(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        before = house.app.guard.engine.policy
        (tmp_path / "policy.toml").write_text('[rules.attempts-24h]\nmode = "observe"\n', encoding="utf-8")
        assert await house.app.reload() == 0
        after = house.app.guard.engine.policy
        assert after != before
        (tmp_path / "policy.toml").write_text('[rules.attempts-24]\nmode = "observe"\n', encoding="utf-8")
        with pytest.raises(FairlineError, match="attempts-24h"):
            await house.app.reload()
        assert house.app.guard.engine.policy == after
        assert "302" in await house.invite()

    housed(tmp_path, test)


def test_a_port_that_is_taken_leaves_nothing_open(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        assert house.app.sip is not None
        taken = "{}:{}".format(*house.app.sip.addresses[0])
        other = tmp_path / "other"
        other.mkdir()
        text = CONFIG.replace('[ports.sip]\nlisten = ["127.0.0.1:0"]', f'[ports.sip]\nlisten = ["{taken}"]')
        (other / "fairline.toml").write_text(text, encoding="utf-8")
        (other / "policy.toml").write_text("", encoding="utf-8")
        add(other / "keys.json", "test", SCOPES, now=datetime.now(UTC))
        second = App(read(other / "fairline.toml"), (ATTEMPTS,))
        with pytest.raises(FairlineError, match="cannot be had"):
            await second.start()
        third = App(read(other / "fairline.toml"), (ATTEMPTS,))  # its folder was let go
        with pytest.raises(FairlineError, match="cannot be had"):
            await third.start()

    housed(tmp_path, test)


def test_where_nothing_can_be_written_standing_still_refuses(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.move("suspend", ScopeKind.NUMBER, "+12025550100")
        house.app.guard._writing.waiting_max = 0  # as if too much waited to be written
        assert "standing" in await house.invite()
        assert "302" in await house.invite(caller="+12025550101")  # as the peer's when_undecided has it
        assert house.app.guard.counts["undecided"] == 2
        assert "302" in await house.invite(called="911")
        house.app.guard._writing.waiting_max = 1000

    housed(tmp_path, test)


def test_where_nothing_can_be_written_standing_still_refuses_over_http(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.move("suspend", ScopeKind.NUMBER, "+12025550100")
        house.app.guard._writing.trouble = "a disk that is full"
        try:
            refused = await house.client.decide(house.call("1"))
            helped = await house.client.decide(house.call("2", called=None, dialed="911"))
        finally:
            house.app.guard._writing.trouble = None
        assert (refused.act, refused.standing) == ("refuse", "suspended")
        assert (helped.act, helped.emergency) == ("allow", True)

    housed(tmp_path, test)


def test_where_nothing_can_be_written_each_class_of_rules_goes_its_way_at_every_port(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await house.app.guard.written()  # what is written later would show that the disk is well
        house.app.guard._writing.trouble = "a disk that is full"
        try:
            told = await house.invite()
            decided = await house.client.decide(house.call("1"))
            assert "302" in await house.invite(called="911")
        finally:
            house.app.guard._writing.trouble = None
        assert told.startswith("SIP/2.0 403")
        assert 'text="undecided; closed: law (not written)"' in told
        assert (decided.act, decided.undecided) == ("refuse", "not written")
        assert [(each.rules, each.way, each.cause) for each in decided.doubts] == [
            ("law", "closed", "not written")
        ]
        assert house.app.status().counts["in doubt: law closed"] == 2
        assert (await house.client.decide(house.call("2"))).doubts == ()

    housed(tmp_path, test, more='[undecided]\nlaw = "closed"\n')


def test_a_guard_that_has_much_to_read_answers_before_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first(house: House) -> None:
        await house.move("suspend", ScopeKind.NUMBER, "+12025550100")

    housed(tmp_path, first)
    read_on = threading.Event()
    follow = Resuming.follow

    def slowly(resuming: Resuming) -> None:
        assert read_on.wait(20)
        follow(resuming)

    monkeypatch.setattr("fairline.guard.opening.SHORT", -1)
    monkeypatch.setattr(Resuming, "follow", slowly)

    async def second(house: House) -> None:
        try:
            assert "standing: refused" in await house.invite()
            told = await house.invite(caller="+12025550101")
            assert told.startswith("SIP/2.0 302")
            assert 'text="undecided; open: law (catching up)"' in told
            assert "302" in await house.invite(called="911")
            decided = await house.client.decide(house.call("1", caller="+12025550101"))
            assert (decided.act, decided.undecided) == ("allow", "catching up")
            async with httpx.AsyncClient(trust_env=False) as plain:
                assert (await plain.get(f"{house.url}/readyz")).status_code == 503
                fact = {
                    "kind": "call",
                    "id": "f",
                    "started_at": datetime.now(UTC).isoformat(),
                    "account": "acme",
                }
                headers = {"Authorization": f"Bearer {house.key}"}
                refused = await plain.post(f"{house.url}/v1/facts", json=fact, headers=headers)
            assert refused.status_code == 503, refused.text
            assert house.app.status().catching_up is not None
        finally:
            read_on.set()
        await house.app.guard.ready
        assert house.app.status().catching_up is None
        assert (await house.client.decide(house.call("2", caller="+12025550101"))).undecided is None
        assert "standing: refused" in await house.invite()

    housed(tmp_path, second)


def test_findings_from_before_the_start_are_read_from_the_journal(tmp_path: Path) -> None:
    async def first(house: House) -> None:
        long_ago = datetime.now(UTC) - timedelta(days=60)
        names = [f"a{n}" for n in range(3)]
        said = [OptOut(id=name, at=long_ago, account=name, contact="+13035550123") for name in names]
        await house.client.facts(said)
        for n in range(3):
            attempt = house.call(f"c{n}", purpose=Purpose.MARKETING, account=f"a{n}")
            assert (await house.client.decide(attempt)).act == "refuse"

    async def second(house: House) -> None:
        rule = "called-after-refusal"
        assert await house.client.run(findings(None, None, 10)) == ()
        page = await house.client.run(past_findings(None, rule, None, 2))
        assert [(each.account, each.rule) for each in page.findings] == [("a2", rule), ("a1", rule)]
        assert page.before == page.findings[-1].sequence
        rest = await house.client.run(past_findings(None, rule, page.before, 2))
        assert ([each.account for each in rest.findings], rest.before) == (["a0"], None)
        one = await house.client.run(past_findings("a1", None, None, 9))
        assert {each.account for each in one.findings} == {"a1"}
        with pytest.raises(ClientError, match="before"):
            await house.client.run(past_findings(None, None, -1, 2))

    housed(tmp_path, first)
    housed(tmp_path, second)


def test_tcp_is_answered_as_udp_is(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        assert house.app.sip is not None
        reader, writer = await asyncio.open_connection(*house.app.sip.addresses[0])
        writer.write(
            b"OPTIONS sip:127.0.0.1 SIP/2.0\r\nMax-Forwards: 70\r\n"
            b"Via: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKt\r\n"
            b"From: <sip:a@127.0.0.1>;tag=t\r\nTo: <sip:127.0.0.1>\r\nCall-ID: t\r\nCSeq: 1 OPTIONS\r\n"
            b"Content-Length: 0\r\n\r\n"
        )
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        assert answer.startswith(b"SIP/2.0 200 ")
        writer.close()

    housed(tmp_path, test)


def test_the_status_file_of_a_dead_process_is_no_status(tmp_path: Path) -> None:
    async def test(house: House) -> None:
        await asyncio.sleep(0)
        written = {
            "pid": 2**22 + 1,
            "status": json.loads((tmp_path / "data/status.json").read_bytes())["status"],
        }
        (tmp_path / "old").mkdir()
        (tmp_path / "old/status.json").write_text(json.dumps(written), encoding="utf-8")

    async def soon(house: House) -> None:
        for _ in range(100):
            if (tmp_path / "data/status.json").exists():
                break
            await asyncio.sleep(0.05)
        await test(house)

    housed(tmp_path, soon)
    assert read_status(tmp_path / "old") is None
