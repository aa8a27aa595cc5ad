"""The two clients: the same operations, one blocking, one awaited."""

import asyncio
import random
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from fairline.client import operations
from fairline.client.errors import Unreachable, refusal
from fairline.client.operations import Ask, Operation
from fairline.exports.records import FindingRecord
from fairline.facts import Event, Fact
from fairline.policy import Lang, ScopeKind
from fairline.wire import (
    Answer,
    Decided,
    FactsTaken,
    History,
    Inspect,
    Inspected,
    Moved,
    PastFindings,
    Stands,
)

T = TypeVar("T")
TRIES = 4
TIMEOUT_S = 10.0
PAUSE_S, PAUSE_S_MAX = 0.1, 10.0  # ours: before the second try; doubled before each further one
AGAIN = frozenset({429, 502, 503, 504})
"""What may be otherwise in a moment."""


class _Common:
    """What both have: how a request is made, and when it is made again."""

    def __init__(self, key: str, *, tries: int, lang: Lang) -> None:
        self._tries = tries
        self._headers = {"authorization": f"Bearer {key}", "accept-language": lang.value}

    def _given(self, ask: Ask) -> dict[str, Any]:
        headers = self._headers | ({"content-type": ask.content_type} if ask.content else {})
        return {"content": ask.content or None, "params": ask.query or None, "headers": headers}

    def _pause_s(self, made: int, answer: httpx.Response | httpx.TransportError) -> float | None:
        """Return how long to wait before the next try after ``made`` of them; ``None``: there is none."""
        again = isinstance(answer, httpx.TransportError) or answer.status_code in AGAIN
        if not again or made >= self._tries:
            return None
        told = "" if isinstance(answer, httpx.TransportError) else answer.headers.get("retry-after", "")
        if told.isdigit() and int(told) > PAUSE_S_MAX:
            return None
        pause = PAUSE_S * 2.0 ** (made - 1) * (0.5 + random.random())
        return min(PAUSE_S_MAX, max(pause, float(told) if told.isdigit() else 0.0))


def _answered(answer: httpx.Response | httpx.TransportError, url: str) -> httpx.Response:
    """Return an answer that is no refusal. Raises ``ClientError`` or ``Unreachable``."""
    if isinstance(answer, httpx.TransportError):
        raise Unreachable(f"{url}: {answer or type(answer).__name__}")
    if answer.status_code >= 400:
        raise refusal(answer)
    return answer


class Client(_Common):
    """A client that blocks. ``url`` is the server's, such as ``http://127.0.0.1:8080``.

    Every method may raise ``ClientError``, and ``Unreachable`` after ``tries`` of ``timeout_s`` each.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout_s: float = TIMEOUT_S,
        tries: int = TRIES,
        lang: Lang = Lang.EN,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Open nothing yet."""
        super().__init__(key, tries=tries, lang=lang)
        self._http = httpx.Client(base_url=url, timeout=timeout_s, transport=transport, trust_env=False)
        self.standing = Standing(self)

    def decide(self, attempt: Event) -> Decided:
        """Ask whether an attempt may go on."""
        return self.run(operations.decide(attempt))

    def decide_all(self, attempts: Iterable[Event]) -> list[Answer]:
        """Ask about several, in their order; one that is refused says why and stops no other."""
        return self.run(operations.decide_all(attempts))

    def inspect(self, asked: Inspect) -> Inspected:
        """Have one item looked at, where there is a ground, and ask whether it may go on."""
        return self.run(operations.inspect(asked))

    def facts(self, facts: Iterable[Fact]) -> FactsTaken:
        """Send facts and tell what became of each."""
        return self.run(operations.facts(facts))

    def findings(
        self, *, account: str | None = None, rule: str | None = None, limit: int = 100
    ) -> tuple[FindingRecord, ...]:
        """Read the latest findings, the latest first."""
        return self.run(operations.findings(account, rule, limit))

    def past_findings(
        self,
        *,
        account: str | None = None,
        rule: str | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> PastFindings:
        """Read what the journal says of findings, the latest first; ``before``: where a page ended."""
        return self.run(operations.past_findings(account, rule, before, limit))

    def run(self, operation: Operation[T]) -> T:
        """Carry out an operation."""
        try:
            ask = next(operation)
            while True:
                ask = operation.send(self._sent(ask))
        except StopIteration as done:
            value: T = done.value
            return value

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _sent(self, ask: Ask) -> httpx.Response:
        made = 0
        while True:
            answer: httpx.Response | httpx.TransportError
            try:
                answer = self._http.request(ask.method, ask.path, **self._given(ask))
            except httpx.TransportError as error:
                answer = error
            made += 1
            pause_s = self._pause_s(made, answer)
            if pause_s is None:
                return _answered(answer, str(self._http.base_url))
            time.sleep(pause_s)


class Standing:
    """Standings, by a client that blocks. ``rule`` takes what ``operations.move`` does."""

    def __init__(self, client: Client) -> None:
        """Ask by ``client``."""
        self._client = client

    def all(self, account: str | None = None) -> list[Stands]:
        """Read all that is not active."""
        return self._client.run(operations.all_standings(account))

    def of(self, kind: ScopeKind, account: str, id: str, *, territory: str | None = None) -> History:
        """Read how one subject stands."""
        return self._client.run(operations.standing(kind, account, id, territory))

    def restrict(self, kind: ScopeKind, account: str, id: str, **ruling: Any) -> Moved:
        """Restrict."""
        return self._client.run(operations.move("restrict", kind, account, id, **ruling))

    def suspend(self, kind: ScopeKind, account: str, id: str, **ruling: Any) -> Moved:
        """Suspend."""
        return self._client.run(operations.move("suspend", kind, account, id, **ruling))

    def terminate(self, kind: ScopeKind, account: str, id: str, **ruling: Any) -> Moved:
        """Terminate; it takes two persons."""
        return self._client.run(operations.move("terminate", kind, account, id, **ruling))

    def restore(self, kind: ScopeKind, account: str, id: str, **ruling: Any) -> Moved:
        """Restore."""
        return self._client.run(operations.move("restore", kind, account, id, **ruling))


class AsyncClient(_Common):
    """The same, awaited. ``run`` carries out any of ``fairline.client.operations``."""

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout_s: float = TIMEOUT_S,
        tries: int = TRIES,
        lang: Lang = Lang.EN,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Open nothing yet."""
        super().__init__(key, tries=tries, lang=lang)
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout_s, transport=transport, trust_env=False)

    async def decide(self, attempt: Event) -> Decided:
        """Ask whether an attempt may go on."""
        return await self.run(operations.decide(attempt))

    async def decide_all(self, attempts: Iterable[Event]) -> list[Answer]:
        """Ask about several."""
        return await self.run(operations.decide_all(attempts))

    async def inspect(self, asked: Inspect) -> Inspected:
        """Have one item looked at, where there is a ground, and ask whether it may go on."""
        return await self.run(operations.inspect(asked))

    async def facts(self, facts: Iterable[Fact]) -> FactsTaken:
        """Send facts and tell what became of each."""
        return await self.run(operations.facts(facts))

    async def run(self, operation: Operation[T]) -> T:
        """Carry out an operation."""
        try:
            ask = next(operation)
            while True:
                ask = operation.send(await self._sent(ask))
        except StopIteration as done:
            value: T = done.value
            return value

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        """Give itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close."""
        await self.aclose()

    async def _sent(self, ask: Ask) -> httpx.Response:
        made = 0
        while True:
            answer: httpx.Response | httpx.TransportError
            try:
                answer = await self._http.request(ask.method, ask.path, **self._given(ask))
            except httpx.TransportError as error:
                answer = error
            made += 1
            pause_s = self._pause_s(made, answer)
            if pause_s is None:
                return _answered(answer, str(self._http.base_url))
            await asyncio.sleep(pause_s)
