"""The watching half: rules that answer nobody, in a process of their own that follows the journal.

``python -m fairline.guard.watching`` is told its work on standard input and reports on standard output. It
ends when the guard says so or is gone. What it counts is in ``watch/`` below the guard's folder.
"""

import gc
import os
import pickle
import select
import signal
import sys
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec

from fairline.facts import Account, FairlineError
from fairline.findings import Finding
from fairline.guard.cohort_file import CohortFile, write_cohorts
from fairline.guard.course import FINDING, Course, Entered
from fairline.guard.day_closer import WATCH
from fairline.guard.halves import watched
from fairline.guard.keeping import Keeper
from fairline.guard.opening import following, from_snapshot
from fairline.guard.records import FindingRecord
from fairline.guard.reporting import LENGTH, STOP, Report, Reports, Work, framed
from fairline.stores.entries import Entry
from fairline.stores.journal_files import SNAPSHOTS, days, entries, lock, span

READ = 4_000  # ours: entries read at once; no file is held open for longer, so that its log can be moved
PART = 250  # ours: entries after which it looks whether it is to stop, and reports
POLL_S = 0.1  # ours: how often it looks for entries when there were none
LAST_S = 3.0  # ours: how long it waits at the end for what it found to be in the journal
NICE = 5
USUAL_EVERY_S, USUAL_FIRST_S = 300.0, 20.0  # ours: it looks at every key, so now and again, and when idle
GARBAGE_AFTER = 200_000
FINDINGS = msgspec.json.Decoder(FindingRecord)
Told = tuple[str, bool, datetime]
"""What tells a word on a finding from another: its id, whether it is open, and until when."""


class Watching:
    """A course that follows a journal. ``sequence``: the entry it has got to.

    A finding is unwritten until its entry has been read from the journal. A snapshot counts only once all
    that was found before it is written: whoever goes on from it finds nothing twice and misses nothing.
    """

    def __init__(self, work: Work) -> None:
        """Go on from the newest snapshot. Raises ``FairlineError`` for a journal that cannot be read."""
        self.course = Course(work.clauses, law=work.law, plan=work.plan, lateness=work.lateness)
        self.faults = 0
        self._work = work
        self._unwritten: dict[Told, tuple[int, Finding]] = {}
        self._told = 0
        kept = work.folder / WATCH
        (kept / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
        self.sequence, self._hash = self._begun(kept)
        self._keeper = Keeper(kept, self.sequence)

    @property
    def catching_up(self) -> bool:
        """Whether what it finds may be in the journal already, further on."""
        return self.sequence < self._work.until

    def read(self) -> list[Entry]:
        """Return some of the entries that come next, none if there are none yet."""
        return list(islice(following(self._work.folder, self.sequence, self._hash), READ))

    def take(self, some: list[Entry]) -> list[Finding]:
        """Let entries happen; return what was found and is not in the journal."""
        now: list[Finding] = []
        for entry in some:
            if entry.kind == FINDING:
                self._written(entry)
            else:
                came = watched(self.course, entry)
                if came is None:
                    self.faults += 1
                    came = Entered()
                for each in came.findings:
                    self._unwritten[each.id, each.open, each.until] = (entry.sequence, each)
                    now.append(each)
            self.sequence, self._hash = entry.sequence, entry.hash
            if self.sequence == self._work.until:  # what is unwritten now was never written
                now = [each for _, each in self._unwritten.values()]
        self._snapshot()
        return [] if self.catching_up else now

    def report(self, found: list[Finding]) -> Report:
        """Say how far it is."""
        return Report(sequence=self.sequence, due=self.course.due(), faults=self.faults, findings=found)

    def close(self) -> None:
        """Make a snapshot of the end, if all that was found gets into the journal soon."""
        if self.catching_up:
            return
        ends, seen = time.monotonic() + LAST_S, self.sequence
        while time.monotonic() < ends and (self._unwritten or self._keeper.writing):
            for entry in entries(self._work.folder, after=seen, kinds=(FINDING,)):
                self._written(entry)
                seen = entry.sequence
            self._look()
            time.sleep(0.01)
        if self._look() or self._unwritten or self._keeper.kept == self.sequence:
            return
        self._keeper.begin(self.course.settled, self.sequence, self._hash)
        while self._look():
            time.sleep(0.01)

    def _begun(self, kept: Path) -> tuple[int, bytes]:
        folder = self._work.folder
        known = days(folder)
        last = span(folder, known[-1]).last if known else 0
        try:
            return from_snapshot(self.course, folder, last, kept, _say)
        except FairlineError:
            # The first days are gone: what the answering half has not counted warms up.
            return from_snapshot(self.course, folder, last, folder, _say)

    def _written(self, entry: Entry) -> None:
        if self._unwritten:
            record = FINDINGS.decode(entry.body)
            self._unwritten.pop((record.id, record.open, record.until), None)

    def _snapshot(self) -> None:
        self._look()
        due = self.sequence - self._keeper.begun_after >= self._work.snapshot_every
        if due and not self._keeper.resting and not self.catching_up:
            self._keeper.begin(self.course.settled, self.sequence, self._hash)

    def _look(self) -> bool:
        """Keep the snapshot that is made, if all that was found before it is in the journal; return whether
        one is still being made."""
        oldest = next(iter(self._unwritten.values()), None)
        try:
            self._keeper.look(self.sequence if oldest is None else oldest[0] - 1)
        except (OSError, FairlineError) as error:
            _say(str(error))
        return self._keeper.writing


class Usual:
    """Writes now and again what is usual for the accounts of each plan, for whoever looks at one of them."""

    def __init__(self, folder: Path, plan: str) -> None:
        self._folder, self._plan = folder, plan
        self._written_at = time.monotonic() - USUAL_EVERY_S + USUAL_FIRST_S

    def look(self, watching: Watching) -> None:
        """Write, if it is time to and all that there is has been read."""
        if watching.catching_up or time.monotonic() - self._written_at < USUAL_EVERY_S:
            return
        self._written_at = time.monotonic()
        engine = watching.course.engine
        accounts = engine.book.registry[Account].items()
        made = CohortFile(
            at=datetime.now(UTC),
            plan=self._plan,
            plans={str(id): each.plan for id, each in accounts if each.plan not in (None, self._plan)},
            cohorts=tuple(engine.cohorts()),
        )
        try:
            write_cohorts(self._folder, made)
        except OSError as error:
            _say(str(error))


def follow(work: Work, told: int, out: int) -> None:
    """Follow the journal until ``told`` says to stop, or ends. Reports go to ``out``."""
    watching, reports = Watching(work), Reports(work.clauses)
    usual = Usual(work.folder / WATCH, work.plan)
    work_on = True

    def report(found: list[Finding]) -> None:
        _all(out, framed(reports.packed(watching.report(found))))

    report([])
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 100)
    while work_on:
        some = watching.read()
        work_on = not _stopped(told, 0 if some else POLL_S)
        if not some:
            usual.look(watching)
        while some and work_on:
            part, some = some[:PART], some[PART:]
            report(watching.take(part))
            work_on = not _stopped(told, 0)
    watching.close()


def _say(what: str) -> None:
    print(f"fairline watch: {what}", file=sys.stderr)


class _Gone(Exception):
    """The guard is no more."""


def _stopped(told: int, within_s: float) -> bool:
    ready, _, _ = select.select([told], [], [], within_s)
    if not ready:
        return False
    if os.read(told, 1) == STOP:
        return True
    raise _Gone


def _all(out: int, told: bytes) -> None:
    rest = memoryview(told)
    while rest:
        rest = rest[os.write(out, rest) :]


def _exactly(told: int, number: int) -> bytes:
    parts: list[bytes] = []
    while number:
        part = os.read(told, min(number, 1 << 16))
        if not part:
            raise _Gone
        parts.append(part)
        number -= len(part)
    return b"".join(parts)


def main() -> int:
    """Do the work that standard input tells; return 0, or 2 if it cannot be done."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # the guard says when to stop
    out = os.dup(1)
    os.dup2(2, 1)
    os.nice(NICE)
    try:
        work = pickle.loads(_exactly(0, LENGTH.unpack(_exactly(0, LENGTH.size))[0]))
        lock(work.folder / WATCH, (SNAPSHOTS,))  # until the process ends
        follow(work, 0, out)
    except (_Gone, BrokenPipeError):
        return 0
    except FairlineError as error:
        _say(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
