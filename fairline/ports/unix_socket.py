"""A Unix socket that its owner alone may open."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from fairline.facts import FairlineError

PATH_BYTES_MAX = 107  # the system's, of a Unix socket (unix(7), sun_path)
LINE_BYTES = 64 * 1024  # asyncio's own, of what it reads ahead
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def opened(path: Path, talk: Talk, *, limit: int = LINE_BYTES) -> asyncio.Server:
    """Open a socket for its owner alone. One left behind by a killed process is replaced.

    ``limit``: bytes of a line. ``FairlineError`` for a path that is longer than a socket's may be.
    """
    length = len(os.fsencode(path))
    if length > PATH_BYTES_MAX:
        raise FairlineError(f"{path}: found a path of {length} bytes, wanted at most {PATH_BYTES_MAX}")
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    before = os.umask(0o177)
    try:
        return await asyncio.start_unix_server(talk, path, limit=limit)
    finally:
        os.umask(before)


def closed(server: asyncio.Server, path: Path) -> None:
    """Close it, and leave nothing behind."""
    server.close()
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
