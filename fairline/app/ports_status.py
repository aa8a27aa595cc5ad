"""What each port of an application counted, and where it listens."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairline.app.status import PortStatus

if TYPE_CHECKING:
    from fairline.app.app import App


def port_statuses(app: "App") -> Iterator[PortStatus]:
    """Yield every port, in the order in which they are shown."""
    for name, port in (("sip", app.sip), ("http", app.http), ("hep", app.hep)):
        if port is not None:
            listens = tuple(f"{host}:{number}" for host, number in port.addresses)
            yield PortStatus(name=name, listens=listens, counts=_counts(app, name))
    for tail in app.tails:
        yield PortStatus(
            name=f"tail {tail.settings.name}", listens=(tail.settings.path,), counts=dict(tail.counts)
        )
    for evapi in app.evapis:
        yield PortStatus(name="evapi", listens=(evapi.settings.address,), counts=dict(evapi.counts))
    if app.asked is not None:
        where = app.config.console.listen if app.config.console is not None else ""
        yield PortStatus(name="console", listens=(where,), counts=dict(app.asked.counts))
    if app.looking is not None and app.checking is not None:
        looks = {f"look: {why}": count for why, count in app.looking.counts.items()}
        yield PortStatus(name="checks", listens=(), counts=looks | dict(app.checking.counts))
    if app.identities is not None:
        yield PortStatus(name="stir", listens=(), counts=dict(app.identities.counts))
    if app.sharing is not None:
        yield PortStatus(name="shared", listens=(), counts=dict(app.sharing.counts))
    for webhook in app.webhooks:
        yield PortStatus(name=f"webhook {webhook.name}", listens=(), counts=dict(webhook.counts))


def _counts(app: "App", name: str) -> dict[str, int]:
    """Return what a port counted, by what became of it."""
    if name == "sip" and app.sip is not None:
        told = Counter({f"{peer}: {what}": count for (peer, what), count in app.sip.by_peer.items()})
        return dict(app.sip.counts + told)
    if name == "http" and app.http is not None:
        counts = app.http.app.counts
        refused = {f"refused, {why} ({who})": count for (who, why), count in counts.refusals.items()}
        return dict(app.http.app.deciding.counts) | dict(counts.facts) | refused
    if name == "hep" and app.hep is not None:
        return dict(app.hep.counts)
    return {}
