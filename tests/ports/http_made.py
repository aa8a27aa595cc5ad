"""A port on loopback with a guard in memory behind it, for the tests of HTTP."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import httpx
from msgspec import json as wire

from fairline.cases import Ruling
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Call, Direction, Event, Fact
from fairline.law import LawBook, load
from fairline.policy import DEFAULT_PLAN
from fairline.ports import http_keys
from fairline.ports.http import HttpPort
from fairline.ports.http_asked import Asked
from fairline.ports.http_keys import Scope
from fairline.ports.http_settings import HttpSettings
from fairline.readers.places import located
from fairline.signals.book import Taken
from fairline.standing import Change, Standings

WAIT_S = 20.0
ALL = (Scope.DECIDE, Scope.FACTS, Scope.STANDING, Scope.METRICS)
Test = Callable[["End"], Awaitable[None]]


@cache
def law() -> LawBook:
    return load(public_holidays)


class MemoryGuard:
    """The engine and the standings, with a commit that takes one turn of the loop."""

    def __init__(self) -> None:
        self.engine = Engine(CLAUSES, law=law(), plan=DEFAULT_PLAN, lateness=timedelta(hours=1))
        self.standings = Standings(datetime.now(UTC))
        self.engine.standings = self.standings
        self.findings: list[Any] = []
        self.port: HttpPort | None = None
        self._sequence = 0

    def decide(self, attempt: Event) -> "asyncio.Future[Decision]":
        decision, found = self.engine.decide(cast(Event, located(attempt)))
        self._found(found)
        return self._kept(decision, at_once=decision.emergency)

    def observe(self, facts: Sequence[Fact]) -> "asyncio.Future[list[Taken]]":
        outcomes = []
        for fact in facts:
            before = self.engine.taken.copy()
            self._found(self.engine.observe(located(fact)))
            outcomes.append(next(iter(self.engine.taken - before)))
        return self._kept(outcomes)

    def rule(self, ruling: Ruling) -> "asyncio.Future[tuple[Change, ...]]":
        self.standings.tick(datetime.now(UTC))
        self._sequence += 1
        return self._kept(self.standings.apply(ruling, self._sequence))

    def asked(self, **instead: Any) -> Asked:
        given: dict[str, Any] = {
            "decide": self.decide,
            "observe": self.observe,
            "rule": self.rule,
            "standings": lambda: self.standings,
            "is_emergency": self.engine.is_emergency,
        }
        return Asked(**given | instead)

    def _found(self, found: list[Any]) -> None:
        self.findings += found
        if self.port is not None:
            self.port.take_findings(found)

    def _kept(self, value: Any, *, at_once: bool = False) -> "asyncio.Future[Any]":
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        if at_once:
            future.set_result(value)
        else:
            loop.call_soon(lambda: future.done() or future.set_result(value))
        return future


class End:
    """A port, its guard, and a client for each key that is asked for."""

    def __init__(self, port: HttpPort, guard: MemoryGuard, keys: Path) -> None:
        self.port, self.guard, self.keys = port, guard, keys
        self.counts = port.app.counts
        self.host, self.number = port.addresses[0]
        self.url = f"http://{self.host}:{self.number}"
        self.clients: list[httpx.AsyncClient] = []
        self.web = self.client(None)
        self.all = self.client(self.key("all", *ALL))

    def key(self, name: str, *scopes: Scope, accounts: tuple[str, ...] = (), **more: Any) -> str:
        """Make a key that the port knows."""
        made = http_keys.add(self.keys, name, scopes, accounts=accounts, now=datetime.now(UTC), **more)
        self.port.app.keys.refresh()
        return made

    def client(self, key: str | None) -> httpx.AsyncClient:
        """Return a client that sends ``key``."""
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        made = httpx.AsyncClient(base_url=self.url, headers=headers, timeout=WAIT_S)
        self.clients.append(made)
        return made

    def tenant(self, *accounts: str, scopes: tuple[Scope, ...] = ALL) -> httpx.AsyncClient:
        """Return a client whose key speaks for these accounts only."""
        return self.client(self.key("-".join(accounts), *scopes, accounts=accounts))

    async def raw(self, data: bytes, *, wait_s: float = WAIT_S) -> bytes:
        """Send bytes on a connection of their own and return all that comes back until it is closed."""
        reader, writer = await asyncio.open_connection(self.host, self.number)
        writer.write(data)
        try:
            return await asyncio.wait_for(reader.read(), wait_s)
        except ConnectionError:
            return b""
        finally:
            writer.close()


def run(test: Test, tmp_path: Path, *, asked: dict[str, Any] | None = None, **settings: Any) -> None:
    """Run ``test`` against a port on loopback; everything is closed after it."""

    async def whole() -> None:
        keys = tmp_path / "keys.json"
        http_keys.add(keys, "first", (Scope.READ,), now=datetime.now(UTC))
        given: dict[str, Any] = {"listen": ("127.0.0.1:0",), "keys": keys, "decide_within_ms": 5_000}
        guard = MemoryGuard()
        port = guard.port = HttpPort(HttpSettings(**given | settings), guard.asked(**asked or {}))
        await port.start()
        end = End(port, guard, keys)
        try:
            await test(end)
        finally:
            for client in end.clients:
                await client.aclose()
            await port.stop()

    asyncio.run(asyncio.wait_for(whole(), 60))


def call(id: str = "c1", **changes: Any) -> Call:
    """Return an outbound call of account acme, now."""
    usual: dict[str, Any] = {
        "id": id,
        "started_at": datetime.now(UTC),
        "account": "acme",
        "direction": Direction.OUTBOUND,
        "caller": "+12125550100",
        "called": "+12125550142",
    }
    return Call(**usual | changes)


def body(*facts: Fact) -> bytes:
    """Return facts as NDJSON."""
    return b"\n".join(map(wire.encode, facts))


def listed(*facts: Fact) -> bytes:
    """Return facts as one JSON array."""
    return b"[" + b",".join(map(wire.encode, facts)) + b"]"


JSON = {"content-type": "application/json"}
NDJSON = {"content-type": "application/x-ndjson"}


def told(response: httpx.Response) -> Any:
    """Return the JSON of an answer."""
    return json.loads(response.content)


def stamp() -> str:
    return str(int(time.time()))
