"""What the HTTP port of an application asks."""

from typing import TYPE_CHECKING

from fairline.app.asking import Asking
from fairline.app.past import Past
from fairline.guard import CatchingUp, NotWritten, TooMany
from fairline.ports.http import HttpPort
from fairline.ports.http_asked import Asked
from fairline.ports.http_settings import HttpSettings

if TYPE_CHECKING:
    from fairline.app.app import App


def http_port(app: "App", settings: HttpSettings, asking: Asking) -> HttpPort:
    """Return the port, not yet open."""
    guard, checks = app.guard, app.config.checks
    asked = Asked(
        decide=asking.decide,
        observe=app.observe,
        rule=app.judging.rule,
        standings=lambda: guard.standings,
        is_emergency=guard.engine.is_emergency,
        in_doubt=asking.in_doubt,
        past=Past(app.config.store.folder).page,
        inspect=None if app.looking is None else app.looking.look,
        inspect_bytes_max=0 if checks is None else checks.bytes_max,
        ready=lambda: guard.trouble is None and guard.behind is None,
        now=app.now,
        busy=(TooMany, NotWritten, CatchingUp),
        stir=None if app.identities is None else app.identities.stir(),
    )
    return HttpPort(settings, asked, registry=app.registry)
