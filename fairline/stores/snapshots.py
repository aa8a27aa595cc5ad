"""What an engine counts, written down: versioned, checksummed, and written while the engine goes on.

A snapshot is one file: a line with its version, a line with the checksum of the rest, and the rest. It is
written by a copy of the process, so the engine stops only for as long as the system takes to make that copy;
a file that is there is replaced at the end, all at once.
"""

import io
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


def write(path: Path, what: object) -> None:
    """Write ``what`` to ``path``, whole or not at all. Raises ``OSError``."""
    body = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
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

    def __init__(self, path: Path, what: Callable[[], object]) -> None:
        """Start. ``what`` is called in the copy, so it may take its time. Raises ``OSError``.

        The process must have no other thread that holds a lock ``what`` needs.
        """
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                write(path, what())
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


def read(path: Path) -> Any:
    """Return what was written to ``path``.

    Raises ``FairlineError`` for a file that is not there, of another version, damaged, or of something else.
    """
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
    return _Careful(io.BytesIO(body)).load()
