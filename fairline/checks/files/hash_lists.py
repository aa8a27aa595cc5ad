"""Lists of hashes, MD5 and SHA-256: sorted digests without space between them, found by bisection.

A list is a text file. Lines that begin with ``#`` say what it is; every other line begins with a digest::

    # name: example list
    # day: 2026-11-28
    # list: malware            (or: child-abuse)
    9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

Loading is bounded by a piece of the list at a time beside the digests themselves: 16 or 32 bytes each.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import md5, sha256
from itertools import islice
from pathlib import Path

from fairline.facts import FairlineError, HashList

WIDTHS = {32: 16, 64: 32}
"""Digits of a digest, and its bytes."""
PIECE = 1 << 17  # ours: lines that are sorted at a time
NOTHING = frozenset({md5(b"", usedforsecurity=False).digest(), sha256(b"").digest()})
"""Of an empty file, which public lists hold by mistake again and again: it is on no list."""
LISTS = {HashList.MALWARE.value: HashList.MALWARE, HashList.CHILD_ABUSE.value: HashList.CHILD_ABUSE}


class Digests:
    """Digests of one width, sorted, in one piece of memory."""

    __slots__ = ("_packed", "_width")

    def __init__(self, packed: bytes, width: int) -> None:
        """``packed``: sorted and without doubles."""
        self._packed, self._width = packed, width

    def __len__(self) -> int:
        """How many there are."""
        return len(self._packed) // self._width

    def __getitem__(self, place: int) -> bytes:
        """The digest at a place, in order."""
        return self._packed[place * self._width : (place + 1) * self._width]

    def __contains__(self, digest: bytes) -> bool:
        """Whether a digest is among them."""
        place = bisect_left(self, digest)
        return place < len(self) and self[place] == digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list: what it is of, what it is called, and of which day."""

    name: str
    day: date
    of: HashList
    digests: dict[int, Digests]
    """By width in bytes."""

    @property
    def version(self) -> str:
        """Its name and day, as they are shown."""
        return f"{self.name}, {self.day.isoformat()}"

    def __len__(self) -> int:
        """How many digests there are."""
        return sum(map(len, self.digests.values()))

    def has(self, digests: Iterable[bytes]) -> bool:
        """Return whether one of ``digests`` is on the list."""
        return any(digest in self.digests[len(digest)] for digest in digests if len(digest) in self.digests)


def load(path: Path) -> Listed:
    """Read a list. Raises ``FairlineError`` for a line that is none, and for a list of nothing known."""
    told: dict[str, str] = {}
    try:
        with path.open(encoding="ascii") as lines:
            digests = _digests(_lines(lines, told, path))
    except (OSError, UnicodeDecodeError) as problem:
        raise FairlineError(f"{path}: found no list of hashes that can be read: {problem}") from problem
    missing = [key for key in ("name", "day", "list") if not told.get(key)]
    if missing:
        raise FairlineError(f"{path}: found no line '# {missing[0]}: ...', wanted name, day and list")
    if told["list"] not in LISTS:
        raise FairlineError(f"{path}: list: found {told['list']!r}, wanted one of {', '.join(LISTS)}")
    try:
        day = date.fromisoformat(told["day"])
    except ValueError as problem:
        raise FairlineError(f"{path}: day: found {told['day']!r}, wanted YYYY-MM-DD") from problem
    return Listed(name=told["name"], day=day, of=LISTS[told["list"]], digests=digests)


def _lines(lines: Iterable[str], told: dict[str, str], path: Path) -> Iterator[bytes]:
    """Yield every digest; keep what the lines say that begin with ``#``."""
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            key, colon, value = line[1:].partition(":")
            if colon:
                told.setdefault(key.strip(), value.strip())
            continue
        word = line.replace(",", " ").replace(";", " ").replace(":", " ").split()
        if not word:
            continue
        try:
            digest = bytes.fromhex(word[0])
        except ValueError:
            digest = b""
        if len(word[0]) not in WIDTHS or not digest:
            raise FairlineError(
                f"{path}:{number}: found {len(word[0])} signs, wanted a digest of 32 (MD5) or 64 (SHA-256)"
                " hexadecimal digits"
            )
        if digest not in NOTHING:
            yield digest


def _digests(found: Iterator[bytes]) -> dict[int, Digests]:
    """Sort digests a piece at a time, and merge the pieces."""
    pieces: dict[int, list[Digests]] = {width: [] for width in WIDTHS.values()}
    while some := set(islice(found, PIECE)):
        for width, kept in pieces.items():
            of_width = sorted(digest for digest in some if len(digest) == width)
            if of_width:
                kept.append(Digests(b"".join(of_width), width))
    return {width: _merged(kept, width) for width, kept in pieces.items() if kept}


def _merged(pieces: list[Digests], width: int) -> Digests:
    if len(pieces) == 1:
        return pieces[0]
    packed, last = bytearray(), b""
    for digest in heapq.merge(*(map(piece.__getitem__, range(len(piece))) for piece in pieces)):
        if digest != last:
            packed += digest
        last = digest
    return Digests(bytes(packed), width)
