"""The client against a real server, and against one that fails."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from http_made import End, call, run

from fairline.client import AsyncClient, Client, ClientError, Unreachable, clients
from fairline.client.operations import ATTEMPTS, LINES
from fairline.policy import Lang, ScopeKind
from fairline.ports.http_keys import Scope

ACCOUNT = (ScopeKind.ACCOUNT, "acme", "acme")


def test_everything_a_client_can_ask(tmp_path: Path) -> None:
    def asked(client: Client) -> None:
        assert client.decide(call("a")).act == "allow"
        many = client.decide_all(call(f"d{number}") for number in range(ATTEMPTS + 3))
        assert [each.line for each in many] == list(range(1, ATTEMPTS + 4))
        assert many[-1].decided is not None
        assert many[-1].decided.id == f"d{ATTEMPTS + 2}"
        told = client.facts(call(f"f{number}") for number in range(LINES + 5))
        assert (told.counted, len(told.lines), told.lines[-1].line) == (LINES + 5, LINES + 5, LINES + 5)
        assert told.lines[-1].id == f"f{LINES + 4}"
        moved = client.standing.suspend(
            *ACCOUNT, reasons="robocalls", decided_by=("jane",), duration=timedelta(hours=1)
        )
        assert (moved.before, moved.after) == ("active", "suspended")
        refused = client.decide(call("b"))
        assert (refused.act, refused.ruling) == ("refuse", moved.ruling)
        (stands,) = client.standing.all()
        assert stands.standing == "suspended"
        assert stands.expires_at is not None
        assert stands.effective_at is not None
        assert stands.expires_at - stands.effective_at == timedelta(hours=1)
        client.standing.restore(*ACCOUNT, reasons="mended", decided_by=("jane",))
        history = client.standing.of(*ACCOUNT)
        assert history.stands.standing == "active"
        assert [each.move for each in history.rulings] == ["suspend", "restore"]
        client.standing.restrict(ScopeKind.CAMPAIGN, "acme", "a/b", reasons="x", decided_by=("jane",))
        assert client.standing.of(ScopeKind.CAMPAIGN, "acme", "a/b").stands.standing == "restricted"
        client.standing.terminate(ScopeKind.USER, "acme", "u", reasons="x", decided_by=("jane", "omar"))
        assert {each.standing for each in client.standing.all("acme")} == {"restricted", "terminated"}
        assert isinstance(client.findings(account="acme"), tuple)

    async def test(end: End) -> None:
        key = end.key("client", *Scope)

        def work() -> None:
            with Client(end.url, key) as client:
                asked(client)

        await asyncio.to_thread(work)
        async with AsyncClient(end.url, key) as client:
            assert (await client.decide(call("z"))).act == "allow"
            assert (await client.facts([call("y")])).counted == 1
            assert len(await client.decide_all([call("x"), call("w")])) == 2

    run(test, tmp_path)


def test_a_refusal_is_an_error_that_says_what_did_not_fit(tmp_path: Path) -> None:
    async def test(end: End) -> None:
        key = end.key("acme", *Scope, accounts=("acme",))
        async with AsyncClient(end.url, key, lang=Lang.FR) as client:
            with pytest.raises(ClientError, match=r"Un autre compte") as told:
                await client.decide(call(account="other"))
            assert (told.value.status, told.value.problem) == (403, "another-account")
            assert (told.value.field, told.value.found, told.value.wanted) == (
                "account",
                "other",
                "one of acme",
            )
        async with AsyncClient(end.url, "fl_nothing_nothing") as client:
            with pytest.raises(ClientError, match="No valid key"):
                await client.decide(call())

    run(test, tmp_path)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    made: list[float] = []
    monkeypatch.setattr(clients.time, "sleep", made.append)
    return made


def served(answers: list[Any]) -> tuple[Client, list[httpx.Request]]:
    """A client whose server answers these, one after the other; an exception is a broken connection."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        assert isinstance(given, httpx.Response)
        return given

    return Client("http://test", "fl_a_b", transport=httpx.MockTransport(answer)), seen


GOOD = {"ruling": "r", "subject": {"kind": "account", "account": "acme", "id": "acme"}, "before": "active"}
GOOD |= {"after": "suspended", "changed": True}


def test_a_ruling_that_is_sent_again_has_the_same_id(pauses: list[float]) -> None:
    failures: list[Any] = [httpx.ConnectError("down"), httpx.Response(503, headers={"retry-after": "2"})]
    client, seen = served([*failures, httpx.Response(200, json=GOOD)])
    moved = client.standing.suspend(*ACCOUNT, reasons="x", decided_by=("jane",))
    assert moved.after == "suspended"
    assert len({request.content for request in seen}) == 1
    assert len(seen) == 3
    assert 0.0 < pauses[0] < 1.0
    assert pauses[1] >= 2.0


NO_MORE: dict[str, tuple[list[Any], type[Exception], int]] = {
    "it stays down": ([httpx.ConnectError("down")] * 9, Unreachable, 4),
    "it stays busy": ([httpx.Response(503)] * 9, ClientError, 4),
    "too far away": ([httpx.Response(429, headers={"retry-after": "3600"})] * 9, ClientError, 1),
    "a refusal stays one": ([httpx.Response(403, json={"title": "no"})] * 9, ClientError, 1),
    "an answer that is no problem": ([httpx.Response(500, text="<html>")] * 9, ClientError, 1),
}


@pytest.mark.parametrize("name", NO_MORE)
def test_when_it_is_not_tried_again(name: str, pauses: list[float]) -> None:
    answers, error, tries = NO_MORE[name]
    client, seen = served(list(answers))
    with pytest.raises(error):
        client.decide(call(started_at=datetime(2026, 10, 5, tzinfo=UTC)))
    assert len(seen) == tries
    assert len(pauses) == tries - 1
