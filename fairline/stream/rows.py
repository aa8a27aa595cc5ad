"""What goes from those who read facts to those who count them, and what these answer: packed, a row for many.

A row is one of a batch for one shard. ``FACTS``: some thousand facts. ``TOLD``: what became of one part of
the input; every shard hears it, because the latest time in it is the time of all. ``CONTROL``: the policy
from this batch on, or the end. ``PAST`` and ``PAST_TOLD``: facts of earlier batches, counted again for new
signals."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import msgspec
import zstandard
from msgspec import Struct

from fairline.facts import Fact
from fairline.guard.records import FindingRecord

FACTS, TOLD, CONTROL, PAST, PAST_TOLD = "facts", "told", "control", "past", "past-told"
LEVEL = 1  # zstd's fastest, measured: 54 bytes a call of 540 in JSON, 0.6 µs to pack and 0.4 to unpack
EXAMPLES_MAX = 10  # ours: unreadable records of a file that are told; all are counted


class Row(NamedTuple):
    """One row. ``step``: of which batch of the past, 0 for the batch itself; ``part`` and ``number``: its
    place among the rows of the same kind and step."""

    what: str
    step: int
    part: int
    number: int
    body: bytes


class FileTold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one file, or of one stretch of a log. ``why``: why nothing, or not all, could be
    used."""

    name: str
    facts: int = 0
    unreadable: int = 0
    why: str = ""
    examples: tuple[str, ...] = ()


class PartTold(Struct, frozen=True, kw_only=True):
    """What became of one part of a batch. ``latest``: by source, the latest time of a fact (µs since
    1970)."""

    latest: dict[str, int]
    files: tuple[FileTold, ...]
    read_s: float = 0.0

    @property
    def facts(self) -> int:
        """How many facts were read."""
        return sum(each.facts for each in self.files)

    @property
    def until(self) -> int | None:
        """The latest time of all."""
        return max(self.latest.values(), default=None)


class Control(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be done at a batch. ``policy``: the text of a policy file, in force from its first fact on;
    ``digest`` is what an engine of all its rules calls it. ``past_from``: from when on (µs since 1970)
    facts of the past come with it for the signals that are new; ``None``: none do. ``conclude``: after the
    batch there will be no more facts."""

    policy: str | None = None
    digest: str = ""
    past_from: int | None = None
    conclude: bool = False


class Result(Struct, frozen=True, kw_only=True):
    """What came of a batch in one shard.

    ``home``: what became of the facts that are counted as taken here (a fact may be looked at in several
    shards, and is taken in one); ``seen``: all facts. ``told`` is passed on by one shard only.
    """

    place: str
    policy: str
    home: dict[str, int]
    seen: int
    findings: tuple[FindingRecord, ...]
    told: tuple[PartTold, ...] = ()
    faults: tuple[str, ...] = ()
    warming: int = 0
    engine_s: float = 0.0
    state_bytes: int = 0
    restored_s: float = 0.0


class Entry(Struct, frozen=True, array_like=True):
    """One batch of a shard as its log keeps it: all that the engine went by."""

    version: int
    rows: tuple[tuple[str, int, int, int, bytes], ...]


T = TypeVar("T", bound=Struct)
_ENCODE = msgspec.msgpack.Encoder().encode
_FACTS = msgspec.msgpack.Decoder(list[Fact])


def packed(value: Struct) -> bytes:
    """Return a record as bytes."""
    return _ENCODE(value)


def unpacked(body: bytes, kind: type[T]) -> T:
    """Return a record again."""
    return msgspec.msgpack.decode(body, type=kind)


def packed_facts(facts: Sequence[Fact]) -> bytes:
    """Return facts as bytes."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(_ENCODE(facts))


def unpacked_facts(body: bytes) -> list[Fact]:
    """Return the facts again."""
    return _FACTS.decode(zstandard.ZstdDecompressor().decompress(body))


def in_turn(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of a batch in the order in which they were read, however they came."""
    return sorted(rows, key=lambda row: row[:4])
