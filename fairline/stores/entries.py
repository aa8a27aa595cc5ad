"""An entry of the journal, and the chain that ties each to all before it."""

from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

GENESIS = bytes(32)
"""What the first entry of all covers in the place of a hash before it."""
_NUMBERS = Struct(">qqII")
DAY = 86_400_000_000  # microseconds


class Entry(NamedTuple):
    """One thing that happened, in its place. ``at``: microseconds since 1970-01-01 UTC, when it was written
    down; it never goes back. ``body``: JSON. ``hash`` covers the rest and the hash before it."""

    sequence: int
    at: int
    kind: str
    id: str
    body: bytes
    hash: bytes


def chained(previous: bytes, sequence: int, at: int, kind: str, id: str, body: bytes) -> bytes:
    """Return the hash of an entry: BLAKE2b, 32 bytes, over the hash before it, the sequence number and the
    time (8 bytes each, the highest first), the lengths of kind and id (4 bytes each), kind, id and body."""
    name, known_by = kind.encode(), id.encode()
    numbers = _NUMBERS.pack(sequence, at, len(name), len(known_by))
    return blake2b(b"".join((previous, numbers, name, known_by, body)), digest_size=32).digest()


def follows(entry: Entry, previous: bytes) -> bool:
    """Whether an entry is as it was written, after one with the hash ``previous``."""
    return entry.hash == chained(previous, *entry[:5])
