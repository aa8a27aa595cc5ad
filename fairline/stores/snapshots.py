"""What an engine counts, written down: versioned, checksummed, and written while the engine goes on.

A snapshot is one file: a line with its version, a line with the checksum of the rest, and the rest: one or
more values, the smallest first, so that it can be had without the others. It is
written by a copy of the process, so the engine stops only for as long as the system takes to make that copy;
a file that is there is replaced at the end, all at once.
"""

import os
import pickle
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from fairline.facts import FairlineError

VERSION = b"fairline snapshot 1"
MODULES = ("fairline.", "msgspec.")
NAMES = {
    ("builtins", "set"), ("builtins", "frozenset"), ("collections", "Counter"), ("datetime", "datetime"),
    ("datetime", "date"), ("datetime", "timedelta"), ("datetime", "timezone"), ("decimal", "Decimal"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}  # fmt: skip
"""What a snapshot may be made of besides our own. Anything else in one is refused, not run."""


def write(path: Path, *parts: object) -> None:
    """Write values to ``path``, whole or not at all. Raises ``OSError``."""
    body = b"".join(pickle.dumps(each, protocol=pickle.HIGHEST_PROTOCOL) for each in parts)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(b"%s\n%s\n" % (VERSION, blake2b(body, digest_size=32).hexdigest().encode()))
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Writing:
    """A snapshot that a copy of this process is writing."""

    def __init__(self, path: Path, *parts: Callable[[], object]) -> None:
        """Start. ``parts`` are called in the copy, so they may take their time. Raises ``OSError``.

        The process must have no other thread that holds a lock ``parts`` need.
        """
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                write(path, *(each() for each in parts))
                status = 0
            finally:
                os._exit(status)

    def done(self, *, wait: bool = False) -> bool:
        """Return whether it is written. Raises ``FairlineError`` if it could not be."""
        pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
        if pid == 0:
            return False
        if status != 0:
            raise FairlineError(f"snapshot: found status {os.waitstatus_to_exitcode(status)}, wanted 0")
        return True


class _Careful(pickle.Unpickler):
    """Makes nothing but what a snapshot is made of."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(MODULES) or (module, name) in NAMES:
            return super().find_class(module, name)
        raise FairlineError(f"snapshot: found {module}.{name} in it, wanted only what fairline counts")


class _Piecewise:
    """Bytes to unpickle. Each piece is asked for by a call, at which another thread may have its turn: read
    from bytes alone, a large snapshot would hold up everything else until it is there."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._body) - self._at

    def read(self, number: int) -> bytes:
        """Return the next bytes."""
        some = self._body[self._at : self._at + number]
        self._at += len(some)
        return bytes(some)

    def readline(self) -> bytes:
        """Return the next line, which binary pickles have none of."""
        return self.read(self.left)


def read(path: Path) -> Any:
    """Return what was written to ``path``, of several values the last.

    Raises ``FairlineError`` as ``read_first`` does.
    """
    body = _Piecewise(_body(path))
    found = None
    while body.left:
        found = _Careful(body).load()
    return found


def unpickled(body: bytes) -> Any:
    """Return a value that was pickled, made of nothing but what a snapshot may be made of."""
    return _Careful(_Piecewise(body)).load()


def read_first(path: Path) -> Any:
    """Return the first of the values that were written to ``path``.

    Raises ``FairlineError`` for a file that is not there, of another version, damaged, or of something else.
    """
    return _Careful(_Piecewise(_body(path))).load()


def _body(path: Path) -> bytes:
    """Return a snapshot's bytes past its head, checked."""
    try:
        version, _, rest = path.read_bytes().partition(b"\n")
    except OSError as error:
        raise FairlineError(f"{path}: {error.strerror}") from error
    if version != VERSION:
        found = version[:40].decode("utf-8", "replace")
        raise FairlineError(f"{path}: found version {found!r}, wanted {VERSION.decode()!r}")
    checksum, _, body = rest.partition(b"\n")
    if checksum != blake2b(body, digest_size=32).hexdigest().encode():
        raise FairlineError(f"{path}: found a damaged snapshot, wanted one with its checksum")
    return body
