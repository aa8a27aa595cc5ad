"""ClamAV by its daemon: our own small client of INSTREAM, over a Unix socket or TCP.

Source: clamd(8) of ClamAV 1.4. One connection a file. Everything ends at the deadline that is given.
"""

import socket
import time
from dataclasses import dataclass

from msgspec import Struct

from fairline.facts import FairlineError, Verdict

PIECE = 1 << 17  # ours: bytes sent with one length before them
ANSWER_MAX = 4096  # ours: an answer is one short line
TRIES = 2  # ours: a daemon that reloads its signatures closes what was open
VERSION_KEPT_S = 60  # ours: a new day of signatures is told within a minute
LIMITS = ("Heuristics.Limits.Exceeded", "INSTREAM size limit exceeded")
ENCRYPTED = "Heuristics.Encrypted"


class Scanned(Struct, frozen=True, kw_only=True):
    """What the daemon said. ``name``: of what it found. ``limited``: it gave up at a limit of its own."""

    verdict: Verdict
    name: str = ""
    limited: bool = False
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class _Address:
    family: socket.AddressFamily
    to: str | tuple[str, int]


class Clamd:
    """One daemon. Its methods may be called from several threads."""

    def __init__(self, address: str) -> None:
        """``address``: ``/run/clamav/clamd.ctl`` or ``host:port``, IPv6 in brackets; or ``FairlineError``."""
        self._address = _address(address)
        self._version: tuple[float, str] | None = None

    def scan(self, data: bytes, until: float) -> Scanned | None:
        """Return what the daemon says of ``data``, ``None`` if it did not answer by ``until`` (monotonic)."""
        for _ in range(TRIES):
            if (answer := self._asked(data, until)) is not None:
                return _read(answer)
        return None

    def version(self, until: float) -> str | None:
        """Return the engine, and its signatures with their day; at most a minute old."""
        now = time.monotonic()
        if self._version is None or now - self._version[0] > VERSION_KEPT_S:
            told = self._talk(b"zVERSION\0", (), until)
            if not told:
                return None
            self._version = now, told.decode("ascii", errors="replace")
        return self._version[1]

    def _asked(self, data: bytes, until: float) -> bytes | None:
        view = memoryview(data)
        pieces = [view[at : at + PIECE] for at in range(0, len(data), PIECE)]
        answer = self._talk(b"zINSTREAM\0", pieces, until)
        return answer or None

    def _talk(self, command: bytes, pieces: "list[memoryview] | tuple[()]", until: float) -> bytes | None:
        """Send a command, and the pieces if there are some; return the answer without its NUL."""
        try:
            with socket.socket(self._address.family, socket.SOCK_STREAM) as line:
                line.settimeout(_left(until))
                line.connect(self._address.to)
                sent = _sent(line, command, pieces, until)
                answer = _heard(line, until)
        except OSError:
            return None
        return answer if sent or answer else None


def _sent(line: socket.socket, command: bytes, pieces: "list[memoryview] | tuple[()]", until: float) -> bool:
    """Send; ``False`` if the other side stopped listening, which may have an answer all the same."""
    try:
        line.settimeout(_left(until))
        line.sendall(command)
        for piece in pieces:
            line.settimeout(_left(until))
            line.sendall(len(piece).to_bytes(4, "big"))
            line.sendall(piece)
        if command.startswith(b"zINSTREAM"):
            line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _heard(line: socket.socket, until: float) -> bytes:
    heard = b""
    while b"\0" not in heard and len(heard) < ANSWER_MAX:
        line.settimeout(_left(until))
        piece = line.recv(ANSWER_MAX)
        if not piece:
            return b""
        heard += piece
    return heard.partition(b"\0")[0]


def _left(until: float) -> float:
    """Return the seconds that are left; raises ``TimeoutError``, an ``OSError``, if there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read(answer: bytes) -> Scanned | None:
    """Read ``stream: OK``, ``stream: NAME FOUND`` or a line that ends in ``ERROR``."""
    words = answer.decode("utf-8", errors="replace")
    if any(limit in words for limit in LIMITS):
        return Scanned(verdict=Verdict.UNKNOWN, limited=True)
    if words == "stream: OK":
        return Scanned(verdict=Verdict.CLEAN)
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        name = words.removeprefix("stream: ").removesuffix(" FOUND")
        if name.startswith(ENCRYPTED):
            return Scanned(verdict=Verdict.UNKNOWN, encrypted=True)
        return Scanned(verdict=Verdict.MALICIOUS, name=name)
    return None


def _address(address: str) -> _Address:
    if address.startswith("/"):
        return _Address(socket.AF_UNIX, address)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise FairlineError(f"clamd: found {address!r}, wanted a path of a socket, or host:port")
    bare = host.strip("[]")
    return _Address(socket.AF_INET6 if ":" in bare else socket.AF_INET, (bare, int(port)))
