"""The checks, asked over their socket: one connection for each item, so that no item waits behind another."""

import asyncio
import logging
from collections import Counter
from pathlib import Path

import msgspec

from fairline.app.other_process import OtherProcess
from fairline.checks.asking import LENGTH_BYTES, SOCKET, Ask, Seen, Told, sent, told_of

HANGS = 10  # ours: what takes so many times as long as it may hangs, and the process is ended
LOG_EVERY_S = 10.0  # ours

log = logging.getLogger("fairline")


class Checking:
    """``within_s``: how long one item may take. ``counts``: what became of what was asked."""

    def __init__(self, folder: Path, process: OtherProcess | None, within_s: float) -> None:
        self.counts: Counter[str] = Counter()
        self.within_s = within_s
        self._path = folder / SOCKET
        self._process = process
        self._waiting: set[asyncio.Task[Seen | None]] = set()
        self._logged_at = -LOG_EVERY_S

    async def ask(self, ask: Ask) -> Seen | None:
        """Return what was found; ``None`` if the checks are not there, fail, or take too long."""
        asking = asyncio.create_task(self._asked(ask))
        self._waiting.add(asking)
        asking.add_done_callback(self._waiting.discard)
        try:
            return await asyncio.wait_for(asyncio.shield(asking), self.within_s)
        except TimeoutError:
            self.counts["too slow"] += 1
            return None

    async def stop(self) -> None:
        """Wait for nothing more."""
        for each in self._waiting:
            each.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    async def _asked(self, ask: Ask) -> Seen | None:
        """Ask, and wait longer than whoever asks does: that is how it is known that something hangs."""
        try:
            async with asyncio.timeout(self.within_s * HANGS):
                found = await self._told(ask)
        except TimeoutError:
            self.counts["hung"] += 1
            self._log("the checks hang, and are started anew")
            if self._process is not None:
                self._process.kill()
            return None
        except (OSError, EOFError, msgspec.DecodeError) as error:
            self.counts["not there"] += 1
            self._log("the checks do not answer: %s", error)
            return None
        if isinstance(found, Seen):
            self.counts["seen"] += 1
            return found
        self.counts["failed"] += 1
        self._log("a check failed: %s", found.why)
        return None

    async def _told(self, ask: Ask) -> Told:
        reader, writer = await asyncio.open_unix_connection(self._path)
        try:
            writer.write(sent(ask))
            await writer.drain()
            length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
            return told_of(await reader.readexactly(length))
        finally:
            writer.close()

    def _log(self, what: str, *values: object) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._logged_at >= LOG_EVERY_S:
            self._logged_at = now
            log.warning(what, *values)
