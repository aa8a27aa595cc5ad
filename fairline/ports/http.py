"""The HTTP port: decisions, facts, webhooks and standings over HTTP. It decides nothing itself.

A call for help is answered whatever the load, the rate or the standing; only the key must be right. What
``decide`` does not say in time, or at all, is answered as ``when_undecided`` has it, and the answer says so.
"""

import asyncio
import logging
from collections.abc import Iterable
from functools import partial

from prometheus_client import CollectorRegistry

from fairline.facts.errors import FairlineError
from fairline.findings import Finding
from fairline.ports.http_app import HttpApp
from fairline.ports.http_asked import Asked
from fairline.ports.http_decide import decide_now
from fairline.ports.http_routes import ROUTES
from fairline.ports.http_server import SWEEP_S, Connections, Quiet, bound, protocol_of, server_of
from fairline.ports.http_settings import WHERE, HttpSettings
from fairline.ports.tls import Certificates

KEYS_EVERY_S = 1.0  # ours: a key that is revoked is refused after so long at most
GRACE_S = 5  # ours: how long requests that are being answered have when the port stops

log = logging.getLogger("fairline.ports.http")


class HttpPort:
    """One server on the running loop. Other parts may put their own counters into ``registry``."""

    def __init__(
        self, settings: HttpSettings, asked: Asked, *, registry: CollectorRegistry | None = None
    ) -> None:
        """Read keys and secrets. ``FairlineError`` says which file does not fit."""
        self.registry = CollectorRegistry() if registry is None else registry
        self.app = HttpApp(settings, asked, ROUTES, self.registry)
        self.addresses: list[tuple[str, int]] = []
        self._settings = settings
        self._connections = Connections(settings, self.app.counts.connections)
        self._certificates: Certificates | None = None
        if settings.certificate is not None and settings.key is not None:
            self._certificates = Certificates(WHERE, settings.certificate, settings.key)
        self.app.connections = lambda: len(self._connections.open)
        self._server: Quiet | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def take_findings(self, findings: Iterable[Finding]) -> None:
        """Remember findings, for ``/v1/findings``."""
        self.app.found.take(findings)

    async def start(self) -> None:
        """Listen. ``FairlineError`` if an address cannot be had."""
        sockets = bound(self._settings.listen)
        self.addresses = [each.getsockname()[:2] for each in sockets]
        self._server = server_of(
            self.app,
            protocol_of(self._connections, partial(decide_now, self.app)),
            GRACE_S,
            None if self._certificates is None else self._certificates.context,
        )
        serving = asyncio.create_task(self._server.serve(sockets), name="http server")
        self._tasks = [
            serving,
            asyncio.create_task(self._sweep(), name="http sweep"),
            asyncio.create_task(self._watch_keys(), name="http keys"),
        ]
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.001)
        if serving.done():
            serving.result()

    def reload_certificates(self) -> None:
        """Read the certificate's files again, for new connections. ``FairlineError``: it stays as it was."""
        if self._certificates is not None:
            self._certificates.reload()

    async def stop(self) -> None:
        """Take no more requests, answer those that are there, and close."""
        if self._server is None:
            return
        self.app.deciding.stop()
        self._server.should_exit = True
        for each in self._tasks[1:]:
            each.cancel()
        for connection in list(self._connections.open):
            connection.shutdown()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in list(self._connections.open):
            connection.end()
        self._tasks.clear()
        self._server = None

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            self._connections.sweep()

    async def _watch_keys(self) -> None:
        """Read the keys again when their file changes. One that is broken is told once; the old keys stay."""
        told = ""
        while True:
            await asyncio.sleep(KEYS_EVERY_S)
            try:
                if self.app.keys.refresh():
                    told = ""
                    log.info("the keys were read again")
            except FairlineError as error:
                if str(error) != told:
                    told = str(error)
                    log.error("the keys stay as they were: %s", error)
