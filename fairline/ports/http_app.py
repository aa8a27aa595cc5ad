"""The HTTP port as an ASGI application: routes, keys, bounds and refusals. It decides nothing; it asks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry

from fairline.policy import Lang, Text
from fairline.ports import http_problems as problems
from fairline.ports.http_admission import Bucket
from fairline.ports.http_asked import Asked
from fairline.ports.http_counters import Counts, HttpCollector, exposition
from fairline.ports.http_deciding import Deciding
from fairline.ports.http_findings import Found
from fairline.ports.http_keys import ApiKey, Keys, NoKey, Scope
from fairline.ports.http_problems import NOBODY, Refusal, language
from fairline.ports.http_request import Gone, Request, Response, json_response
from fairline.ports.http_settings import HttpSettings
from fairline.ports.http_webhooks import Twilio, Zoom
from fairline.ports.overload import Overloaded
from fairline.wire import Health

Handler = Callable[["HttpApp", Request], Awaitable[Response]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method of a path. In a path, a part in braces stands for any. ``scopes``: one of them is needed;
    none: no key is."""

    method: str
    path: str
    handler: Handler
    scopes: tuple[Scope, ...] = ()

    def fits(self, parts: Sequence[str]) -> bool:
        """Whether a path is this one."""
        own = self.path.split("/")
        return len(own) == len(parts) and all(
            mine == theirs or mine.startswith("{") for mine, theirs in zip(own, parts, strict=True)
        )


class HttpApp:
    """One application. ``counts`` and ``deciding.counts`` say what became of everything."""

    def __init__(
        self, settings: HttpSettings, asked: Asked, routes: tuple[Route, ...], registry: CollectorRegistry
    ) -> None:
        """Read keys and secrets. ``FairlineError`` says which file does not fit."""
        self.settings, self.asked = settings, asked
        self.routes = routes
        self.keys = Keys(settings.keys)
        self.counts = Counts()
        self.found = Found(settings.findings_max)
        self.deciding = Deciding(
            asked, within_s=settings.decide_within_ms / 1000, when_undecided=settings.when_undecided
        )
        self.zoom = None if settings.zoom is None else Zoom(settings.zoom)
        self.twilio = None if settings.twilio is None else Twilio(settings.twilio)
        self.connections: Callable[[], int] = lambda: 0
        self.registry = registry
        registry.register(HttpCollector(self.counts, self.deciding.counts, lambda: self.connections()))
        self._plain = {
            (route.method, route.path): (route.path, route.handler)
            for route in routes
            if "{" not in route.path
        }
        self._buckets: dict[str, Bucket] = {}
        self.running: set[asyncio.Task[None]] = set()
        """Requests that are answered beside ASGI, and not yet."""

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Send) -> None:
        """Answer one request. The boundary: whatever fails in it is a 500 of its own."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        path = "-"
        try:
            path, handler = self._plain.get((request.method, request.path)) or self._routed(request)
            response = await handler(self, request)
        except Gone:
            self.counts.refusals[NOBODY, "request never ended"] += 1
            return
        except Exception as error:
            response = self.refused(request, self.refusal_of(error, f"{request.method} {path} failed"))
        self.counts.requests[path, response.status] += 1
        headers = [*response.headers, (b"content-length", b"%d" % len(response.body))]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    def key(self, request: Request, *scopes: Scope) -> ApiKey:
        """Return the key of a request. ``Refusal`` if there is none, or it has none of ``scopes``."""
        found = self.keys.of(request.headers.get(b"authorization"), datetime.now(UTC))
        if isinstance(found, NoKey):
            challenge = (b"www-authenticate", b'Bearer realm="fairline"')
            raise Refusal(kind=problems.NO_KEY, reason=found.value, headers=(challenge,))
        for scope in scopes:
            if scope in found.scopes:
                return found
        raise Refusal(
            kind=problems.NO_SCOPE,
            who=found.name,
            reason="scope missing",
            values={"scope": scopes[0].value},
        )

    def bucket(self, key: ApiKey) -> Bucket:
        """Return what is left for a key."""
        found = self._buckets.get(key.id)
        if found is None:
            found = self._buckets[key.id] = Bucket(self.settings.rate_per_s, self.settings.burst)
        return found

    def too_many(self, key: ApiKey, wait_s: float) -> Refusal:
        """Return the refusal of what is too much for a key now."""
        seconds = max(1, -int(-wait_s // 1))
        return Refusal(
            kind=problems.TOO_MANY,
            who=key.name,
            reason="too many",
            values={"rate": self.settings.rate_per_s, "seconds": seconds},
            retry_after_s=wait_s,
        )

    def refused(self, request: Request, refusal: Refusal) -> Response:
        """Return a refusal in the language that is asked for, and count it."""
        self.counts.refusals[refusal.who, refusal.reason] += 1
        refusal.closes = b"expect" in request.headers  # the body that was announced may not come
        return Response(*refusal.answer(self.language(request)))

    def language(self, request: Request) -> Lang:
        """Return the language that the request asks for."""
        return language(request.headers.get(b"accept-language"))

    def refusal_of(self, error: Exception, what: str) -> Refusal:
        """Return the refusal that an error is; what failed by itself is logged."""
        if isinstance(error, Refusal):
            return error
        if isinstance(error, Overloaded):
            return overload(error, NOBODY)
        if isinstance(error, self.asked.busy):
            return overload(Overloaded(), NOBODY)
        self.deciding.failure(what, error)
        return Refusal(kind=problems.FAILED, reason="failed")

    def _routed(self, request: Request) -> tuple[str, Handler]:
        parts = request.parts
        fitting = [route for route in self.routes if route.fits(parts)]
        for route in fitting:
            if route.method == request.method:
                return route.path, route.handler
        if fitting:
            allowed = ", ".join(route.method for route in fitting)
            raise Refusal(
                kind=problems.NO_METHOD,
                reason="method not allowed",
                values={"allowed": allowed},
                headers=((b"allow", allowed.encode()),),
            )
        raise not_found(ADDRESS)


def overload(found: Overloaded, who: str) -> Refusal:
    """Return the refusal of what is too much at once."""
    return Refusal(
        kind=problems.OVERLOADED,
        who=who,
        reason="overloaded",
        values={"seconds": max(1, -int(-found.retry_after_s // 1))},
        retry_after_s=found.retry_after_s,
    )


def not_found(what: Text) -> Refusal:
    """Return the refusal of what there is not."""
    return Refusal(kind=problems.NOT_FOUND, reason="not found", values={"what": what})


ADDRESS = Text(en="such address", fr="telle adresse")


async def healthz(app: HttpApp, request: Request) -> Response:
    """Tell that the process lives."""
    return json_response(Health(status="ok"))


async def readyz(app: HttpApp, request: Request) -> Response:
    """Tell whether what is behind the port is ready."""
    ready = app.asked.ready() and not app.deciding.stopped
    return json_response(Health(status="ok" if ready else "not ready"), 200 if ready else 503)


async def metrics(app: HttpApp, request: Request) -> Response:
    """Show the counters."""
    if app.settings.metrics_need_key:
        app.key(request, Scope.METRICS)
    kind, text = exposition(app.registry)
    return Response(200, [(b"content-type", kind)], text)
