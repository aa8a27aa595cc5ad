"""The process of the checks: ``python -m fairline.app.checks_process``. It takes one item a connection.

What is looked at comes from strangers, so it is kept from the guard: memory has a bound, a failure is an
answer, and what hangs is ended by whoever asked.
"""

import asyncio
import logging
import os
import resource
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from fairline import config
from fairline.app.logs import log_to_stderr
from fairline.checks.asking import LENGTH_BYTES, SOCKET, Failed, Item, Lane, Told, ask_of, lane, sent
from fairline.checks.inspecting import Checks
from fairline.config import Config
from fairline.facts import FairlineError
from fairline.ports.unix_socket import closed, opened
from fairline.stores.flagged import Flagged, FlaggedTexts

THREADS: dict[Lane, int] = {"quick": 1, "slow": 2}  # ours: what is quick never waits behind a file
MIB = 1024 * 1024
HEAD_BYTES = 64 * 1024  # ours: what a request may have beside its content

log = logging.getLogger("fairline.checks")


class ChecksServer:
    """Serves ``checks`` on a socket in ``folder``, for its owner alone. ``bytes_max``: of one request."""

    def __init__(self, checks: Checks, folder: Path, bytes_max: int) -> None:
        self._checks = checks
        self._path = folder / SOCKET
        self._bytes_max = bytes_max + HEAD_BYTES
        self._pools = {name: ThreadPoolExecutor(count, name) for name, count in THREADS.items()}
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Open the socket. ``FairlineError`` if its path is too long."""
        self._server = await opened(self._path, self._talk)

    async def stop(self) -> None:
        """Close it."""
        if self._server is not None:
            closed(self._server, self._path)
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
            if length > self._bytes_max:
                writer.write(sent(Failed(why=f"{length} bytes are more than {self._bytes_max}")))
            else:
                writer.write(sent(await self._told(await reader.readexactly(length))))
            await writer.drain()
        except (OSError, EOFError):
            pass  # whoever asked has gone
        finally:
            writer.close()

    async def _told(self, body: bytes) -> Told:
        """Return what is found. The boundary: whatever fails behind it is told, and stops nobody else."""
        try:
            ask = ask_of(body)
            pool = self._pools[lane(ask.item)]
            seen = await asyncio.get_running_loop().run_in_executor(pool, self._checks.inspect, ask)
            return await self._checks.ask_model(ask, seen)
        except msgspec.DecodeError as error:
            return Failed(why=f"cannot be read: {error}")
        except Exception as error:
            log.exception("a check failed")
            return Failed(why=type(error).__name__)


class Flagging:
    """Keeps texts in which something was found, for so many days, and forgets those from before."""

    def __init__(self, folder: Path, days: int) -> None:
        self._texts = FlaggedTexts(folder)
        self._days = timedelta(days=days)
        self._forgotten_at = datetime.min.replace(tzinfo=UTC)

    def keep(self, item: Item, topics: tuple[str, ...], redacted: str, whole: str | None) -> None:
        """Keep one. What fails is logged: what was found is told all the same."""
        now = datetime.now(UTC)
        text = Flagged(
            item=f"{item.__struct_config__.tag}:{item.id}",
            account=item.account or "",
            at=now,
            topics=topics,
            redacted=redacted,
            whole=whole,
        )
        try:
            self._texts.keep(text, now + self._days)
            self.forget(now)
        except FairlineError as error:
            log.error("a text could not be kept: %s", error)

    def forget(self, now: datetime) -> None:
        """Remove what is past its time, once an hour."""
        if now - self._forgotten_at >= timedelta(hours=1):
            self._forgotten_at = now
            self._texts.forget(now)


async def _serve(settings: Config) -> None:
    assert settings.checks is not None
    kept = Flagging(settings.store.folder, settings.checks.keep_days)
    kept.forget(datetime.now(UTC))
    checks = Checks.load(settings.checks, keep=kept.keep if settings.checks.keep_days else None)
    server = ChecksServer(checks, settings.store.folder, settings.checks.bytes_max)
    await server.start()
    stopped = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    print("ready", flush=True)
    await stopped.wait()
    await server.stop()
    checks.close()


def main() -> None:
    """Serve until a signal says to stop. The configuration is the guard's own."""
    settings = config.read(Path(os.environ["FAIRLINE_CONFIG"]))
    if settings.checks is None:
        raise SystemExit("checks: the configuration has no such table")
    log_to_stderr(settings.log)
    most = settings.checks.memory_mb_max * MIB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    asyncio.run(_serve(settings))


if __name__ == "__main__":
    main()
