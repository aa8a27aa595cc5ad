"""An entry of the journal, the chain that ties each to all before it, and what a day holds of them."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

GENESIS = bytes(32)
"""What the first entry of all covers in the place of a hash before it."""
_NUMBERS = Struct(">qqII")
DAY = 86_400_000_000  # microseconds
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUIET = ("fact", "attempt", "tick")
"""The kinds that come by the million. The others have an index."""


class Entry(NamedTuple):
    """One thing that happened, in its place. ``at``: microseconds since 1970-01-01 UTC, when it was written
    down; it never goes back. ``body``: JSON. ``hash`` covers the rest and the hash before it."""

    sequence: int
    at: int
    kind: str
    id: str
    body: bytes
    hash: bytes


class Span(NamedTuple):
    """What a day holds: its first entry, the hash before it, its last entry, its time and its hash."""

    first: int
    previous: bytes
    last: int
    at: int
    hash: bytes


BEGINNING = Span(1, GENESIS, 0, 0, GENESIS)
"""A journal without an entry."""


def day_of(at: int) -> str:
    """Return the day of an instant, in UTC, as files are named."""
    return (EPOCH + timedelta(days=at // DAY)).date().isoformat()


def chained(previous: bytes, sequence: int, at: int, kind: str, id: str, body: bytes) -> bytes:
    """Return the hash of an entry: BLAKE2b, 32 bytes, over the hash before it, the sequence number and the
    time (8 bytes each, the highest first), the lengths of kind and id (4 bytes each), kind, id and body."""
    name, known_by = kind.encode(), id.encode()
    numbers = _NUMBERS.pack(sequence, at, len(name), len(known_by))
    return blake2b(b"".join((previous, numbers, name, known_by, body)), digest_size=32).digest()


def follows(entry: Entry, previous: bytes) -> bool:
    """Whether an entry is as it was written, after one with the hash ``previous``."""
    return entry.hash == chained(previous, *entry[:5])
