"""How a guard stands: a small file in its folder that it writes anew each second, for whoever asks."""

import os
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from fairline.actuators.enforcement import Gap
from fairline.facts import FairlineError

NAME = "status.json"


class PortStatus(Struct, frozen=True, kw_only=True):
    """One port: where it listens, and what became of what came."""

    name: str
    listens: tuple[str, ...]
    counts: dict[str, int]


class GapStatus(Struct, frozen=True, kw_only=True):
    """A standing that a switch has not acknowledged."""

    actuator: str
    kind: str
    account: str
    id: str
    desired: str
    acknowledged: str
    since: datetime
    tries: int
    why: str | None


class Status(Struct, frozen=True, kw_only=True):
    """All of it. ``findings``: those since the start, by rule. ``trouble``: why nothing is acknowledged.
    ``behind``: entries the watching half has not got to, ``None`` if all rules answer. ``catching_up``: those
    that the guard has still to read after its start, ``None`` once all are counted. ``shared_age_s``: how
    long ago all that other guards were told was known, ``None`` if there are no others; ``shared_trouble``:
    why the shared log cannot be read. ``standby``: whether what is acknowledged is on a second machine,
    ``None`` with a journal in files."""

    since: datetime
    at: datetime
    policy: str
    sequence: int
    pending: int
    trouble: str | None
    counts: dict[str, int]
    ports: tuple[PortStatus, ...]
    standing: dict[str, int]
    gaps: tuple[GapStatus, ...]
    findings: dict[str, int]
    behind: int | None = None
    catching_up: int | None = None
    shared_age_s: float | None = None
    shared_trouble: str | None = None
    standby: bool | None = None


class Written(Struct, frozen=True, kw_only=True):
    """The file."""

    pid: int
    status: Status


def gap_of(gap: Gap) -> GapStatus:
    """Return a gap as the file has it."""
    return GapStatus(
        actuator=gap.actuator,
        kind=str(gap.subject.kind),
        account=gap.subject.account,
        id=gap.subject.id,
        desired=gap.desired.name.lower(),
        acknowledged=gap.acknowledged.name.lower(),
        since=gap.since,
        tries=gap.tries,
        why=gap.why,
    )


class StatusFile:
    """The file of one running guard."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def write(self, status: Status) -> None:
        """Replace the file. Raises ``OSError``."""
        aside = self._path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(msgspec.json.encode(Written(pid=os.getpid(), status=status)))
        aside.replace(self._path)

    def remove(self) -> None:
        """Take it away: nothing runs any more."""
        self._path.unlink(missing_ok=True)


def read_status(folder: Path) -> Status | None:
    """Return how the guard over ``folder`` stands, ``None`` if none runs. ``FairlineError`` for no status."""
    try:
        found = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FairlineError(f"{folder / NAME}: {error.strerror}") from error
    try:
        written = msgspec.json.decode(found, type=Written)
    except msgspec.DecodeError as error:
        raise FairlineError(f"{folder / NAME}: found {error}, wanted a status") from error
    return written.status if _runs(written.pid) else None


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
