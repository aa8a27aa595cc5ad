"""How a running guard stands, as it is told to whoever asks."""

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fairline.app.ports_status import port_statuses
from fairline.app.status import Status, gap_of

if TYPE_CHECKING:
    from fairline.app.app import App


def status_of(app: "App") -> Status:
    """Return how it stands now."""
    return Status(
        since=app.began,
        at=datetime.now(UTC),
        policy=app.guard.engine.policy,
        sequence=app.guard.sequence,
        pending=app.guard.pending,
        trouble=app.guard.trouble,
        counts=dict(app.guard.counts) | dict(app.counts),
        ports=tuple(port_statuses(app)),
        standing=dict(Counter(each.name.lower() for each in app.guard.standings.all().values())),
        gaps=tuple(map(gap_of, app.enforcement.gaps())),
        findings=dict(Counter(app.found.values())),
        behind=None if app.watch is None else app.watch.behind,
        catching_up=app.guard.behind,
        standby=app.guard.journal.standby,
        shared_age_s=None if app.sharing is None else round(app.sharing.age_s, 1),
        shared_trouble=None if app.sharing is None else app.sharing.trouble,
    )
