"""Several guards as one: what one is told to do, all do. Each keeps its own journal, and goes on without.

A ruling is on this guard's disk and bites here first; then it is written to the shared log, from the journal,
which is why none is lost in between. What others wrote comes from there, and goes into this guard's journal.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from fairline import __version__
from fairline.app.laws import told
from fairline.cases import AppealDecision, Ruling
from fairline.config.shared import SharedSettings
from fairline.facts import FairlineError
from fairline.guard import CatchingUp, Guard, NotWritten, TooMany
from fairline.guard.course import APPEAL, RULING
from fairline.policy import WayOut
from fairline.standing import Change
from fairline.stores.entries import Entry
from fairline.stores.journal_files import entries
from fairline.stores.shared_log import LAW, Lost, Shared, SharedLog, Telling

NAME = "shared.json"
POLL_S = 1.0  # ours: how long it waits at most before it looks by itself
TELL_EVERY_S = 5.0  # ours
AGAIN_S, AGAIN_S_MAX = 0.1, 2.0  # ours: pauses before it connects again
BUSY = (CatchingUp, NotWritten, TooMany)
WITHIN_S = 5.0  # ours: a database that takes longer to answer is one that is lost

log = logging.getLogger("fairline")


class Place(Struct, kw_only=True):
    """How far this guard has read and written. ``read``: in the shared log; ``written``: its own journal."""

    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What is done with what others wrote besides rulings."""

    policy: Callable[[bytes], Awaitable[None]]
    modes: Callable[[tuple[str, ...]], Awaitable[object]]
    law: Callable[[bytes], Awaitable[None]]


class Sharing:
    """One guard's part. ``age_s``: how long ago it last knew all that the others did; ``counts``."""

    def __init__(
        self, settings: SharedSettings, database: str, folder: Path, guard: Guard, taking: Taking
    ) -> None:
        """``database``: with its password."""
        self.counts: Counter[str] = Counter()
        self.trouble: str | None = None
        self._settings = settings
        self._database = database
        self._folder = folder
        self._guard = guard
        self._taking = taking
        self._place = _read(folder / NAME)
        self._fresh_at = time.monotonic()
        self._new = asyncio.Event()
        self._written = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting: list[Shared] = []

    @property
    def age_s(self) -> float:
        """Seconds since all that the others wrote was known here."""
        return time.monotonic() - self._fresh_at

    @property
    def stale(self) -> bool:
        """Whether what is known is older than it may be."""
        return self.age_s > self._settings.stale_after_s

    @property
    def refuses(self) -> bool:
        """Whether nothing but calls for help is to pass, because of that."""
        return self.stale and self._settings.when_stale is WayOut.CLOSED

    def start(self) -> None:
        """Begin; the database need not be there."""
        self._tasks = [
            asyncio.create_task(self._again(self._follow), name="the shared log, read"),
            asyncio.create_task(self._again(self._publish), name="the shared log, written"),
        ]

    async def stop(self) -> None:
        """End."""
        for each in self._tasks:
            each.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def rule(self, ruling: Ruling) -> tuple[Change, ...]:
        """Take a ruling here, as the guard does, and have the others know it."""
        return await self._shared(self._guard.rule(ruling))

    async def overturn(self, decision: AppealDecision) -> tuple[Change, ...]:
        """Take the decision on an appeal here, as the guard does, and have the others know it."""
        return await self._shared(self._guard.overturn(decision))

    async def _shared(self, moved: "asyncio.Future[tuple[Change, ...]]") -> tuple[Change, ...]:
        upto = self._guard.sequence
        changes = await moved
        await self.told(upto)
        return changes

    async def told(self, sequence: int) -> bool:
        """Wait until all up to an entry of this guard's journal is in the shared log, and return true; or
        false after ``share_within_ms``: it will be, and what it says already holds here."""
        self._new.set()
        try:
            async with asyncio.timeout(self._settings.share_within_ms / 1000), self._written:
                await self._written.wait_for(lambda: self._place.written >= sequence)
        except TimeoutError:
            self.counts["not shared in time"] += 1
            return False
        return True

    async def publish(self, kind: str, id: str, body: bytes) -> bool:
        """Write what is in no journal: a policy, or modes. Returns whether it is there within the time."""
        entry = Shared(0, kind, id, self._settings.guard, body)
        try:
            async with asyncio.timeout(self._settings.share_within_ms / 1000):
                async with SharedLog.open(self._database, within_s=WITHIN_S) as opened:
                    await opened.write([entry])
        except (TimeoutError, Lost) as error:
            self.counts["not shared in time"] += 1
            log.warning("not shared: %s", error)
            return False
        return True

    # What is written

    async def _publish(self, opened: SharedLog) -> None:
        """Write this guard's rulings to the shared log, from its journal, and tell that it lives."""
        told_at = -TELL_EVERY_S
        while True:
            self._new.clear()
            await self._publish_new(opened)
            now = time.monotonic()
            if now - told_at >= TELL_EVERY_S:
                told_at = now
                await opened.tell(self._telling())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._new.wait(), POLL_S)

    async def _publish_new(self, opened: SharedLog) -> None:
        upto = await self._guard.written()
        if upto <= self._place.written:
            return
        found = await asyncio.to_thread(self._rulings, self._place.written, upto)
        if found:
            await opened.write([self._entry(each) for each in found])
            self.counts["shared"] += len(found)
        async with self._written:
            self._place.written = upto
            self._written.notify_all()
        if found:
            self._keep()

    def _rulings(self, after: int, upto: int) -> list[Entry]:
        found = entries(self._folder, after=after, kinds=(RULING, APPEAL))
        return [each for each in found if each.sequence <= upto]

    def _entry(self, of: Entry) -> Shared:
        return Shared(0, of.kind, of.id, self._settings.guard, of.body)

    def _telling(self) -> Telling:
        engine = self._guard.engine
        now = datetime.now(UTC)  # the database writes its own
        return Telling(
            self._settings.guard, now, self._place.read, engine.policy, told(engine.law), __version__
        )

    # What is read

    async def _follow(self, opened: SharedLog) -> None:
        """Take what others wrote, in order, for as long as the connection holds."""
        await opened.listen()
        # A law that was lost, with its file and its day, is taken again; any other changes nothing.
        law = await opened.newest(LAW)
        if law is not None and law.sequence <= self._place.read:
            await self._take(law)
        while True:
            while page := await opened.read(self._place.read):
                for each in page:
                    await self._take(each)
                    self._place.read = each.sequence
                self._keep()
            self._fresh_at = time.monotonic()
            self.trouble = None
            await opened.woken(POLL_S)

    async def _take(self, entry: Shared) -> None:
        """Do what an entry says. One that cannot be read is counted, and stops none that come after it."""
        try:
            match entry.kind:
                case "ruling":
                    await self._rule(msgspec.json.decode(entry.body, type=Ruling))
                case "appeal-decision":
                    await self._overturn(msgspec.json.decode(entry.body, type=AppealDecision))
                case "policy":
                    await self._taking.policy(entry.body)
                case "law":
                    await self._taking.law(entry.body)
                case "modes":
                    await self._taking.modes(msgspec.json.decode(entry.body, type=tuple[str, ...]))
                case _:
                    self.counts["of a kind that is not known here"] += 1
                    return
        except BUSY:
            raise  # it comes again with the next connection
        except (msgspec.DecodeError, FairlineError) as error:
            self.counts["cannot be taken"] += 1
            log.error("shared entry %d (%s) cannot be taken: %s", entry.sequence, entry.kind, error)
            return
        self.counts[f"taken: {entry.kind}"] += 1

    async def _rule(self, ruling: Ruling) -> None:
        if not self._guard.standings.knows(ruling.id):
            await self._guard.rule(ruling)

    async def _overturn(self, decision: AppealDecision) -> None:
        if decision.overturned and not self._guard.standings.overturned(decision.ruling):
            await self._guard.overturn(decision)

    # How it goes on

    async def _again(self, work: Callable[[SharedLog], Awaitable[None]]) -> None:
        """Do it as long as there is a database, and try again when there is none."""
        pause = AGAIN_S
        while True:
            try:
                async with SharedLog.open(self._database, within_s=WITHIN_S) as opened:
                    pause = AGAIN_S
                    await work(opened)
            except (Lost, FairlineError) as error:
                if self.trouble is None:
                    log.error("the shared log is lost: %s; standing is what it was", error)
                self.trouble = str(error)
                self.counts["lost"] += 1
            await asyncio.sleep(pause)
            pause = min(2 * pause, AGAIN_S_MAX)

    def _keep(self) -> None:
        """Keep the place. Without it all is read and written again, which changes nothing."""
        target = self._folder / NAME
        made = target.with_suffix(".new")
        try:
            made.write_bytes(msgspec.json.encode(self._place))
            made.replace(target)
        except OSError as error:
            log.warning("%s: %s", target, error.strerror)


def _read(path: Path) -> Place:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Place)
    except (OSError, msgspec.DecodeError):
        return Place()
