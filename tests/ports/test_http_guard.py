"""The port with the real guard behind it: what is answered is kept, and a standing bites at once."""

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from http_made import ALL, JSON, NDJSON, End, body, call, law, told

from fairline.clauses import CLAUSES
from fairline.facts import Event
from fairline.guard.guard import Guard
from fairline.guard.refusals import NotWritten, TooMany
from fairline.policy import DEFAULT_PLAN
from fairline.ports import http_keys
from fairline.ports.http import HttpPort
from fairline.ports.http_asked import Asked
from fairline.ports.http_settings import HttpSettings
from fairline.readers.places import located


def clock() -> int:
    return time.time_ns() // 1_000


def asked(guard: Guard) -> Asked:
    """Return the guard as the port asks it; as the application wires it."""

    def decide(attempt: Event) -> Any:
        return guard.decide(located(attempt))

    def observe(facts: Any) -> Any:
        return guard.observe([located(fact) for fact in facts])

    return Asked(
        decide=decide,
        observe=observe,
        rule=guard.rule,
        standings=lambda: guard.standings,
        is_emergency=lambda attempt: guard.engine.is_emergency(attempt),
        ready=lambda: guard.trouble is None,
        busy=(TooMany, NotWritten),
    )


async def guarded(tmp_path: Path, test: Any) -> None:
    keys = tmp_path / "keys.json"
    if not keys.exists():
        http_keys.add(keys, "first", ALL, now=datetime.now(UTC))
    guard = Guard.open(
        tmp_path / "data",
        CLAUSES,
        law=law(),
        plan=DEFAULT_PLAN,
        lateness=timedelta(hours=1),
        now=clock,
        freeze=False,
    )
    port = HttpPort(HttpSettings(listen=("127.0.0.1:0",), keys=keys, decide_within_ms=5_000), asked(guard))
    guard.on_finding.append(port.take_findings)
    await port.start()
    key = http_keys.add(keys, f"k{time.monotonic_ns()}", ALL, now=datetime.now(UTC))
    port.app.keys.refresh()
    end = object.__new__(End)
    end.port, end.clients = port, []
    end.url = f"http://{port.addresses[0][0]}:{port.addresses[0][1]}"
    client = end.client(key)
    try:
        await test(client, guard)
    finally:
        await client.aclose()
        await port.stop()
        await guard.close()


def test_what_is_answered_is_kept_and_a_standing_bites_at_once(tmp_path: Path) -> None:
    first = [call(f"f{number}") for number in range(40)]

    async def before(client: Any, guard: Guard) -> None:
        found = told(await client.post("/v1/facts", content=body(*first), headers=NDJSON))
        assert found["counted"] == 40
        allowed = told(await client.post("/v1/decide", content=body(call("a")), headers=JSON))
        assert (allowed["act"], allowed["taken"]) == ("allow", "counted")
        assert guard.pending == 0
        scope = {"kind": "account", "account": "acme", "id": "acme"}
        ruling = {
            "move": "suspend",
            "scope": scope,
            "reasons": "robocalls",
            "decided_by": ["jane"],
            "id": "r1",
        }
        began = time.monotonic()
        moved = told(await client.post("/v1/standing", content=json.dumps(ruling), headers=JSON))
        refused = told(await client.post("/v1/decide", content=body(call("b")), headers=JSON))
        assert time.monotonic() - began < 1.0
        assert (moved["after"], refused["act"], refused["ruling"]) == ("suspended", "refuse", "r1")
        help_ = told(
            await client.post("/v1/decide", content=body(call("h", called=None, dialed="112")), headers=JSON)
        )
        assert (help_["act"], help_["emergency"]) == ("allow", True)

    async def after(client: Any, guard: Guard) -> None:
        refused = told(await client.post("/v1/decide", content=body(call("c")), headers=JSON))
        assert (refused["act"], refused["ruling"]) == ("refuse", "r1")
        again = told(await client.post("/v1/facts", content=body(*first), headers=NDJSON))
        assert again["repeated"] == 40
        (stands,) = told(await client.get("/v1/standing"))["standings"]
        assert stands["reasons"] == "robocalls"

    asyncio.run(asyncio.wait_for(guarded(tmp_path, before), 60))
    asyncio.run(asyncio.wait_for(guarded(tmp_path, after), 60))


def test_a_guard_that_is_closed_is_busy_and_calls_for_help_pass(tmp_path: Path) -> None:
    async def test(client: Any, guard: Guard) -> None:
        await guard.close()
        for path, kind in (("/v1/decide", JSON), ("/v1/facts", NDJSON)):
            answer = await client.post(path, content=body(call()), headers=kind)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        help_ = told(
            await client.post("/v1/decide", content=body(call("h", called=None, dialed="112")), headers=JSON)
        )
        assert (help_["act"], help_["emergency"]) == ("allow", True)

    asyncio.run(asyncio.wait_for(guarded(tmp_path, test), 60))
