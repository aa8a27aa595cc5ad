"""POST /v1/decide against a real server, with the whole catalogue behind it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_made import JSON, End, body, call, listed, run, told

from fairline.cases import Outcome, Ruling, Scope
from fairline.facts import Account, Direction, Event, Message, Purpose
from fairline.policy import ScopeKind
from fairline.ports import http_keys
from fairline.ports.overload import Overloaded
from fairline.ports.sip_peers import Undecided


def suspension(account: str = "acme") -> Ruling:
    at = datetime.now(UTC)
    return Ruling(
        id="r1",
        outcome=Outcome.SUSPEND,
        scope=Scope(kind=ScopeKind.ACCOUNT, account=account, id=account),
        decided_at=at,
        effective_at=at,
        decided_by=("jane",),
        reasons="a test",
    )


def test_an_attempt_is_answered(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        answer = await end.all.post("/v1/decide", content=body(call()), headers=JSON)
        assert answer.status_code == 200
        found = told(answer)
        assert (found["id"], found["act"], found["standing"], found["taken"]) == (
            "c1",
            "allow",
            "active",
            "counted",
        )
        assert found["policy"] == end.guard.engine.policy
        assert end.port.app.deciding.counts == {"allow": 1}

    run(test, tmp_path)


def test_a_suspended_account_is_refused_and_told_by_which_ruling(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await end.guard.rule(suspension())
        found = told(await end.all.post("/v1/decide", content=body(call()), headers=JSON))
        assert (found["act"], found["standing"], found["ruling"]) == ("refuse", "suspended", "r1")
        assert found["subject"] == {"kind": "account", "account": "acme", "id": "acme"}
        other = told(await end.all.post("/v1/decide", content=body(call(account="other")), headers=JSON))
        assert other["act"] == "allow"

    run(test, tmp_path)


def test_reasons_are_in_both_languages(tmp_path: Path) -> None:
    """A message after an opt-out breaks a rule; what the rule asks and says is in the answer."""

    async def test(end: End) -> None:
        now = datetime.now(UTC)

        stop = Message(
            id="m0",
            sent_at=now - timedelta(minutes=20),
            account="acme",
            direction=Direction.INBOUND,
            sender="+12125550142",
            recipient="+12125550100",
            opts_out=True,
        )
        await end.guard.observe([stop])
        text = Message(
            id="m1",
            sent_at=now,
            account="acme",
            direction=Direction.OUTBOUND,
            sender="+12125550100",
            recipient="+12125550142",
            purpose=Purpose.MARKETING,
            delivered=True,
        )
        found = told(await end.all.post("/v1/decide", content=body(text), headers=JSON))
        reason = found["reasons"][0]
        assert reason["said"]["en"] != reason["said"]["fr"]
        assert {"rule", "clause", "finding", "severity", "act", "answer", "mode"} <= set(reason)
        assert end.guard.engine.policy == found["policy"]

    run(test, tmp_path)


def test_a_batch_is_answered_in_order_each_by_itself(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        tenant = end.tenant("acme")
        old = call("old", started_at=datetime.now(UTC) - timedelta(hours=1))
        attempts = [call("a"), call("b", account="other"), call("c", account=None), old, call("e")]
        answer = await tenant.post("/v1/decide", content=listed(*attempts), headers=JSON)
        assert answer.status_code == 200
        answers = told(answer)["answers"]
        assert [each["line"] for each in answers] == [1, 2, 3, 4, 5]
        assert [each.get("decided", each.get("refused")).get("id") for each in answers] == [
            "a",
            None,
            "c",
            None,
            "e",
        ]
        assert answers[1]["refused"]["status"] == 403
        assert (answers[1]["refused"]["field"], answers[1]["refused"]["wanted"]) == ("account", "one of acme")
        assert (answers[3]["refused"]["status"], answers[3]["refused"]["field"]) == (422, "at")
        assert end.counts.refusals == {("acme", "another account"): 1, ("acme", "unreadable"): 1}

    run(test, tmp_path)


def test_the_same_attempt_twice_has_the_same_answer(tmp_path: Path) -> None:
    """What was not let pass does not pass when it is asked about again by a client that lost the answer."""

    async def test(end: End) -> None:
        await end.guard.rule(suspension())
        first = told(await end.all.post("/v1/decide", content=body(call()), headers=JSON))
        end.guard.engine.standings = None
        again = told(await end.all.post("/v1/decide", content=body(call()), headers=JSON))
        assert again == first | {"taken": "duplicate"}
        assert again["act"] == "refuse"
        assert (
            told(await end.all.post("/v1/decide", content=body(call("c2")), headers=JSON))["act"] == "allow"
        )

    run(test, tmp_path)


def test_an_id_used_again_for_other_numbers_is_another_attempt(tmp_path: Path) -> None:
    """Else whoever names every attempt alike would be counted once and asked never again."""

    async def test(end: End) -> None:
        async def asked(**changes: Any) -> tuple[str, str]:
            answer = told(await end.all.post("/v1/decide", content=body(call(**changes)), headers=JSON))
            assert answer["id"] == "c1"
            return answer["act"], answer["taken"]

        assert await asked() == ("allow", "counted")
        assert await asked() == ("allow", "duplicate")
        for called in ("+12125550143", "+12125550144"):
            assert await asked(called=called) == ("allow", "counted")
            assert await asked(called=called) == ("allow", "duplicate")
        assert await asked(caller="+12125550109") == ("allow", "counted")
        assert await asked(called=None) == ("allow", "duplicate"), "what is not said makes no other of it"
        await end.guard.rule(suspension())
        assert await asked(called="+12125550145") == ("refuse", "counted")
        end.guard.engine.standings = None
        assert await asked(called="+12125550145") == ("refuse", "duplicate")
        assert await asked(called="+12125550146") == ("allow", "counted")
        assert await asked() == ("allow", "duplicate"), "it was let pass, whatever became of others of its id"

    run(test, tmp_path)


def failing(_: Event) -> Any:
    raise RuntimeError("the engine is broken")


async def _never() -> Any:
    await asyncio.sleep(60)


async def _failing_later() -> Any:
    await asyncio.sleep(0)
    raise RuntimeError("the journal is broken")


def pending(_: Event) -> Any:
    return asyncio.get_running_loop().create_future()


UNDECIDED = {
    "it fails": (failing, "failed"),
    "it never comes back": (lambda _: _never(), "too slow"),
    "a future never comes": (pending, "too slow"),
    "it fails later": (lambda _: _failing_later(), "failed"),
}


@pytest.mark.parametrize("name", UNDECIDED)
@pytest.mark.parametrize("when", Undecided)
def test_what_nobody_decides_is_answered_as_configured_and_says_so(
    name: str, when: Undecided, tmp_path: Path
) -> None:
    decide, why = UNDECIDED[name]

    async def test(end: End) -> None:
        found = told(await end.all.post("/v1/decide", content=body(call()), headers=JSON))
        assert found == {"id": "c1", "act": when.value, "standing": "active", "undecided": why}
        batch = told(await end.all.post("/v1/decide", content=listed(call("a"), call("b")), headers=JSON))
        assert [each["decided"]["undecided"] for each in batch["answers"]] == [why, why]
        assert end.port.app.deciding.counts == {f"undecided: {why}": 3}

    run(test, tmp_path, asked={"decide": decide}, when_undecided=when, decide_within_ms=30)


def test_too_much_at_once_is_a_503_with_a_time_to_come_again(tmp_path: Path) -> None:
    def shed(_: Any) -> Any:
        raise Overloaded(2.5)

    async def test(end: End) -> None:
        answer = await end.all.post("/v1/decide", content=body(call()), headers=JSON)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "3")
        assert told(answer)["retry_after_s"] == 3
        sent = await end.all.post(
            "/v1/facts", content=body(call()), headers={"content-type": "application/jsonl"}
        )
        assert (sent.status_code, sent.headers["retry-after"]) == (503, "3")
        help_ = await end.all.post("/v1/decide", content=body(call(called=None, dialed="911")), headers=JSON)
        assert told(help_)["emergency"] is True
        assert end.counts.refusals == {("all", "overloaded"): 2}

    run(test, tmp_path, asked={"decide": shed, "observe": shed})


HELPLESS = {
    "the guard": None,
    "a guard that fails": failing,
    "a guard that never answers": pending,
    "a guard that fails later": lambda _: _failing_later(),
}


@pytest.mark.parametrize("name", HELPLESS)
def test_calls_for_help_pass_whatever_the_load_the_rate_and_the_standing(name: str, tmp_path: Path) -> None:
    decide = HELPLESS[name]
    old = datetime.now(UTC) - timedelta(days=2)

    async def test(end: End) -> None:
        await end.guard.rule(suspension())
        tenant = end.tenant("acme")
        for number in range(4):  # the rate is spent after the first of these
            await tenant.post("/v1/decide", content=body(call(f"x{number}")), headers=JSON)
        for number, changes in enumerate(({}, {"account": "other"}, {"started_at": old}, {"account": None})):
            attempt = call(f"h{number}", called=None, dialed="112", **changes)
            answer = await tenant.post("/v1/decide", content=body(attempt), headers=JSON)
            assert answer.status_code == 200
            found = told(answer)
            assert (found["act"], found["emergency"], found["id"]) == ("allow", True, f"h{number}")
        mixed = [call("y1"), call("y2", called=None, dialed="999"), call("y3")]
        answers = told(await tenant.post("/v1/decide", content=listed(*mixed), headers=JSON))["answers"]
        assert [each.get("refused", {}).get("status") for each in answers] == [429, None, 429]
        assert answers[1]["decided"]["emergency"] is True
        nobody = await end.web.post("/v1/decide", content=body(call(dialed="112")), headers=JSON)
        assert nobody.status_code == 401

    asked = {} if decide is None else {"decide": decide}
    run(test, tmp_path, asked=asked, rate_per_s=0.001, burst=1, decide_within_ms=50)


def test_what_is_no_attempt_is_refused(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        account = Account(id="acme", at=datetime.now(UTC))
        answer = await end.all.post("/v1/decide", content=body(account), headers=JSON)
        assert answer.status_code == 422
        assert (told(answer)["field"], told(answer)["found"]) == ("kind", "account")

    run(test, tmp_path)


def test_attempts_and_facts_beyond_the_bounds_of_one_request(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        many = [call(f"c{number}") for number in range(4)]
        answer = await end.all.post("/v1/decide", content=listed(*many), headers=JSON)
        assert (answer.status_code, told(answer)["detail"]) == (413, "At most 3 attempts.")
        sent = await end.all.post(
            "/v1/facts", content=body(*many, *many), headers={"content-type": "application/jsonl"}
        )
        assert (sent.status_code, told(sent)["detail"]) == (413, "At most 5 facts.")
        assert end.guard.engine.taken == {}

    run(test, tmp_path, batch_max=3, lines_max=5)


def test_whoever_waits_when_the_port_stops_is_answered(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        waiting = asyncio.create_task(end.all.post("/v1/decide", content=body(call()), headers=JSON))
        await asyncio.sleep(0.2)
        await end.port.stop()
        answer = await waiting
        assert told(answer)["undecided"] == "stopped"

    run(test, tmp_path, asked={"decide": pending}, decide_within_ms=60_000)


def test_a_key_that_is_made_or_revoked_counts_within_a_second_or_two(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        client = end.client(http_keys.add(end.keys, "late", (http_keys.Scope.DECIDE,), now=datetime.now(UTC)))

        async def until(status: int) -> bool:
            for _ in range(40):
                answer = await client.post("/v1/decide", content=body(call()), headers=JSON)
                if answer.status_code == status:
                    return True
                await asyncio.sleep(0.1)
            return False

        assert await until(200)
        http_keys.revoke(end.keys, "late", datetime.now(UTC))
        assert await until(401)
        assert end.counts.refusals["-", "revoked key"] == 1

    run(test, tmp_path)


def test_the_application_answers_the_same_without_the_server(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        await end.guard.rule(suspension("other"))
        key = end.key("asgi", http_keys.Scope.DECIDE)
        headers = JSON | {"authorization": f"Bearer {key}"}
        transport = httpx.ASGITransport(app=end.port.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            for content in (
                body(call("a")),
                body(call("b", account="other")),
                listed(call("c"), call("d", account="other")),
                body(call("e", called=None, dialed="112")),
                b"{broken",
                b"[" * 10,
            ):
                alone = await client.post("/v1/decide", content=content)
                served = await end.all.post("/v1/decide", content=content, headers=JSON)
                assert alone.status_code == served.status_code
                first, second = alone.content, served.content
                assert second.replace(b'"duplicate"', b'"counted"') == first
        assert end.counts.requests["/v1/decide", 200] == 8

    run(test, tmp_path)


def test_a_request_behind_another_is_answered_after_it(tmp_path: Path) -> None:
    """Three on one connection at once: the first goes without a task, the others wait as in ASGI."""

    async def test(end: End) -> None:
        key = end.key("piped", http_keys.Scope.DECIDE)
        wanted = b""
        for number, last in ((1, ""), (2, ""), (3, "Connection: close\r\n")):
            content = body(call(f"p{number}"))
            wanted += (
                f"POST /v1/decide HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\n{last}"
                f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
            ).encode() + content
        answer = await end.raw(wanted)
        assert answer.count(b"HTTP/1.1 200 OK") == 3
        assert answer.index(b'"p1"') < answer.index(b'"p2"') < answer.index(b'"p3"')

    run(test, tmp_path)
