"""Snapshots of what the guard holds: made while it goes on, kept once all that is in them is written."""

import gc
import os
import re
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairline.facts import FairlineError
from fairline.guard.course import Settled
from fairline.standing import Standings
from fairline.stores import snapshots
from fairline.stores.journal_files import SNAPSHOTS

NAME = re.compile(r"(?P<sequence>\d{20})-(?P<hash>[0-9a-f]{16})\.snapshot", re.ASCII)
KEPT = 2
"""Ours: the newest, and the one before it, should the newest be damaged."""
REST = 1  # ours: the next begins no sooner than so many times as long after the last one as that took


class Found(NamedTuple):
    """A snapshot: after which entry it was made, the beginning of that entry's hash, and where it is."""

    sequence: int
    hash: str
    path: Path


def found(folder: Path) -> list[Found]:
    """Return the snapshots of a folder, the newest first."""
    named = ((NAME.fullmatch(path.name), path) for path in (folder / SNAPSHOTS).glob("*.snapshot"))
    known = (Found(int(name["sequence"]), name["hash"], path) for name, path in named if name is not None)
    return sorted(known, reverse=True)


def standings_of(each: Found) -> Standings | None:
    """Return who stood how in a snapshot, without what is counted; ``None`` for one that cannot be read."""
    try:
        first = snapshots.read_first(each.path)
    except FairlineError:
        return None
    if isinstance(first, Settled):  # of a version that wrote all in one
        return first.standings
    return first if isinstance(first, Standings) else None


def usable(folder: Path, last: int, unusable: Callable[[str], None]) -> Iterator[tuple[Found, Settled]]:
    """Yield the snapshots that can be read and that are not ahead of the journal, the newest first.
    ``unusable`` is told why one cannot be."""
    for each in found(folder):
        if each.sequence > last:
            unusable(f"{each.path}: found it made after entry {each.sequence}, wanted at most {last}")
            continue
        enabled = gc.isenabled()
        gc.disable()  # it would look for cycles in a million objects, again and again, and there are none
        try:
            settled = snapshots.read(each.path)
        except FairlineError as error:
            unusable(str(error))
            continue
        finally:
            if enabled:
                gc.enable()
        if isinstance(settled, Settled):
            yield each, settled
        else:
            unusable(f"{each.path}: found {type(settled).__name__} in it, wanted what a guard holds")


class Keeper:
    """Makes one snapshot after another. ``kept`` is the entry after which the newest that counts was made."""

    def __init__(self, folder: Path, kept: int) -> None:
        self.folder = folder
        self.kept = kept
        self.begun_after = kept
        self.paused_s = 0.0
        """How long the process stood still for the last one."""
        self.took_s = 0.0
        self._writing: snapshots.Writing | None = None
        self._begun_at = 0.0
        self._rest_until = 0.0
        self._aside = folder
        self._final = folder
        for left in (folder / SNAPSHOTS).glob(".*"):  # by a process that was killed
            left.unlink(missing_ok=True)

    @property
    def writing(self) -> bool:
        """Whether one is being made."""
        return self._writing is not None

    @property
    def resting(self) -> bool:
        """Whether one is being made, or was just now."""
        return self._writing is not None or time.monotonic() < self._rest_until

    def begin(self, settled: Callable[[], Settled], sequence: int, hash: bytes) -> None:
        """Begin one that holds all up to an entry. Raises ``OSError`` if the process cannot be copied.

        The copy has only this thread. What the journal's thread holds at that instant is SQLite's, which the
        copy never calls; memory and the interpreter are handed over unlocked by the system and by Python.
        """
        self._final = self.folder / SNAPSHOTS / f"{sequence:020d}-{hash.hex()[:16]}.snapshot"
        self._aside = self._final.with_name(f".{self._final.name}.new")

        def standings() -> Standings:
            _let_go()
            return settled().standings

        self._begun_at = time.monotonic()
        self._writing = snapshots.Writing(self._aside, standings, settled)
        self.paused_s = time.monotonic() - self._begun_at
        self.begun_after = sequence

    def look(self, committed: int) -> bool:
        """See whether the one that is being made is done, and is not ahead of what is on disk; then keep it.

        Return whether one was kept now. Raises ``FairlineError`` or ``OSError`` if it could not be made.
        """
        if self._writing is None or committed < self.begun_after:
            return False
        try:
            if not self._writing.done():
                return False
        except FairlineError:
            self._rest()
            raise
        self._rest()
        self._aside.replace(self._final)
        self.kept = self.begun_after
        for old in found(self.folder)[KEPT:]:
            old.path.unlink(missing_ok=True)
        return True

    def _rest(self) -> None:
        self._writing = None
        self.took_s = time.monotonic() - self._begun_at
        self._rest_until = time.monotonic() + REST * self.took_s


def _let_go() -> None:
    """In the copy: keep no port open, be stopped by nothing that is meant for the guard, collect nothing."""
    gc.disable()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    signal.set_wakeup_fd(-1)
    os.closerange(3, min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 1 << 16))
