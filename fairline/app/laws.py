"""The law that a guard goes by: that of the program, or a later one that all guards were given."""

import asyncio
import logging

import msgspec

from fairline.checks.public_holidays import public_holidays
from fairline.config import Config
from fairline.facts import FairlineError
from fairline.guard import Guard
from fairline.guard.law_file import NAME, given, given_book
from fairline.guard.records import law_digest
from fairline.law import (
    LawBook,
    LawUpdate,
    as_of,
    book_of,
    check_follows,
    load,
    package_files,
    update_of,
)
from fairline.stores.whole import write_whole

log = logging.getLogger("fairline")


class Laws:
    """``emergency``: every number that calls for help, under any law since the start. It only grows."""

    def __init__(self, config: Config) -> None:
        """``FairlineError`` for a law that was given before and cannot be read any more."""
        self._file = config.store.folder / NAME
        self._settling: asyncio.Task[None] | None = None
        self._given = given_book(config.store.folder, public_holidays)
        installed = load(public_holidays)
        self.emergency = set(installed.all_emergency_numbers())
        if self._given is not None:
            self.emergency |= self._given.all_emergency_numbers()
        self.installed = installed.with_emergency(frozenset(self.emergency))
        """That of the program. A guard that starts knows from the first call on what calls for help."""

    def begin(self, guard: Guard, reloading: asyncio.Lock) -> None:
        """Have the guard go by the latest law that is here, once it knows by which it went last."""
        self._settling = asyncio.create_task(self._settle(guard, reloading), name="the law")

    async def stop(self) -> None:
        """Begin nothing more."""
        if self._settling is not None:
            self._settling.cancel()
            await asyncio.gather(self._settling, return_exceptions=True)

    async def take(self, guard: Guard, body: bytes) -> None:
        """Go on under a law that all guards were given, if it is later than the one in force.

        It is on disk when this returns. Raises ``FairlineError`` for one that is none or may not follow.
        """
        law = await asyncio.to_thread(self._read, body)
        await asyncio.shield(guard.ready)
        old = guard.engine.law
        if as_of(law) <= as_of(old):
            log.info("a law of %s is not later than that in force, of %s", told(law), told(old))
            return
        check_follows(law, old, lacking=update_of(body).lacking)
        try:
            write_whole(self._file, body)
        except OSError as error:
            raise FairlineError(f"{self._file}: {error.strerror}") from error
        self.emergency |= law.all_emergency_numbers()
        await self._enact(guard, law, body)

    async def _settle(self, guard: Guard, reloading: asyncio.Lock) -> None:
        """A guard may have died between the file and the journal, or have a program with a later law."""
        await asyncio.shield(guard.ready)
        async with reloading:
            law, body = self.installed, None
            if self._given is not None and as_of(self._given) > as_of(law):
                law, body = self._given, given(self._file.parent)
            if as_of(law) > as_of(guard.engine.law):
                installed = LawUpdate(files=package_files(), lacking=True)
                await self._enact(guard, law, body or msgspec.json.encode(installed))

    async def _enact(self, guard: Guard, law: LawBook, body: bytes) -> None:
        await guard.enact(law.with_emergency(frozenset(self.emergency)), body)
        await guard.written()
        log.info("the law is that of %s", told(law))

    def _read(self, body: bytes) -> LawBook:
        return book_of(update_of(body), public_holidays)


def told(law: LawBook) -> str:
    """Return how a law is told from another: its day, and a hash of all that it says."""
    return f"{as_of(law)}/{law_digest(law)}"
