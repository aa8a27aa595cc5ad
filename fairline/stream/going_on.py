"""A shard from batch to batch: it goes on in the process that has it, and anywhere else from what was kept.

What is kept is a snapshot and the batches since, appended one by one: all counts are too many to be written
after every batch. A snapshot is made by a copy of the process, while the batches go on.
"""

import os
import pickle
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from time import monotonic, perf_counter
from typing import Protocol
from uuid import uuid4

import msgspec
import zstandard
from msgspec import Struct
from msgspec.structs import replace

from fairline.facts import FairlineError
from fairline.shards.routing import Place
from fairline.stores import snapshots
from fairline.stream.program import Program
from fairline.stream.rows import LEVEL, Entry, Result, Row, packed, unpacked
from fairline.stream.shard import Held, Shard

PIECE = 4_000_000  # ours: bytes of a snapshot in one value, as values go over a socket one by one
PACK_AFTER = (
    10  # ours: a snapshot is made once the batches since would take so many times as long to take again
)
PACK_S_LEAST = 1.0  # ours: of a snapshot that took less, this is counted
FORGOTTEN_S = 300.0  # ours: for so long a shard is held that has moved elsewhere


class Head(Struct, frozen=True, kw_only=True):
    """Where a shard is. ``token`` tells the process that took the last batch from any other that took it too,
    for a batch may be taken twice; ``snapshot`` is the version its snapshot is of, 0 if there is none."""

    version: int
    token: str
    snapshot: int = 0
    pack_s: float = 0.0
    since_s: float = 0.0


class Kept(Protocol):
    """Where the state of one shard is kept. All that is put is there after the batch, or none of it."""

    def head(self) -> bytes | None:
        """Return where it is, ``None`` before the first batch."""

    def put_head(self, body: bytes) -> None:
        """Say where it is."""

    def entries(self) -> Iterable[bytes]:
        """Return the batches since the snapshot, in order."""

    def append(self, entry: bytes) -> None:
        """Put a batch behind the others."""

    def put_snapshot(self, pieces: list[bytes], entries: list[bytes]) -> None:
        """Put another snapshot in place of the one before, and the batches since in place of all."""

    def snapshot(self) -> Iterable[bytes]:
        """Return the pieces of the snapshot, in order."""


@dataclass(slots=True, kw_only=True)
class Live:
    """A shard in this process, with the batches since its snapshot as they are kept."""

    shard: Shard
    head: Head
    entries: list[bytes] = field(default_factory=list)
    snapshot_bytes: int = 0
    packing: "Packing | None" = None
    used_at: float = field(default_factory=monotonic)


class Packing:
    """A snapshot that a copy of this process makes, of the shard as it is now, in a file without a name."""

    def __init__(self, shard: Shard, version: int) -> None:
        """Start. Raises ``OSError``."""
        self.version = version
        self._file = TemporaryFile()  # noqa: SIM115 - it is closed when it has been read
        self._begun = perf_counter()
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                self._file.write(held_bytes(shard.held()))
                self._file.flush()
                status = 0
            finally:
                os._exit(status)

    def done(self, *, wait: bool = False) -> tuple[bytes, float] | None:
        """Return what was packed and the seconds it took, ``None`` while it is being made. Raises
        ``FairlineError`` if it could not be: then it is to be tried another time."""
        pid, status = os.waitpid(self._pid, 0 if wait else os.WNOHANG)
        if pid == 0:
            return None
        with self._file:
            if status != 0:
                found = os.waitstatus_to_exitcode(status)
                raise FairlineError(f"snapshot of a shard: found status {found}, wanted 0")
            self._file.seek(0)
            return self._file.read(), perf_counter() - self._begun

    def give_up(self) -> None:
        """Wait for the copy to end, and let go of what it made."""
        with suppress(FairlineError):
            self.done(wait=True)


class Shards:
    """The shards of this process, by query and place."""

    def __init__(self) -> None:
        """Have none."""
        self._live: dict[tuple[str, Place], Live] = {}

    def take(self, run: str, place: Place, program: Program, rows: list[Row], kept: Kept) -> Result:
        """Take a batch. Raises ``FairlineError`` for state that cannot be read."""
        known = kept.head()
        head = None if known is None else unpacked(known, Head)
        live = self._live.pop((run, place), None)
        restored_s = 0.0
        if live is None or head is None or live.head.token != head.token:
            _let_go(live)
            begun = perf_counter()
            live = restored(program, place, head, kept)
            restored_s = 0.0 if head is None else perf_counter() - begun
        begun = perf_counter()
        result = live.shard.take(rows)
        seconds = perf_counter() - begun
        entry = packed(Entry(live.head.version + 1, tuple(map(tuple, rows))))  # type: ignore[arg-type]
        live.entries.append(entry)
        kept.append(entry)
        live.head = replace(
            live.head, version=live.head.version + 1, token=uuid4().hex, since_s=live.head.since_s + seconds
        )
        snapshot(live, kept)
        kept.put_head(packed(live.head))
        live.used_at = monotonic()
        self._live[run, place] = live
        self._forget()
        size = live.snapshot_bytes + sum(map(len, live.entries))
        return replace(result, engine_s=seconds, restored_s=restored_s, state_bytes=size)

    def _forget(self) -> None:
        """Let go of shards that have moved elsewhere."""
        now = monotonic()
        for key in [key for key, each in self._live.items() if now - each.used_at > FORGOTTEN_S]:
            _let_go(self._live.pop(key))

    def close(self) -> None:
        """Let go of all."""
        while self._live:
            _let_go(self._live.popitem()[1])


def _let_go(live: Live | None) -> None:
    if live is not None and live.packing is not None:
        live.packing.give_up()


def snapshot(live: Live, kept: Kept) -> None:
    """Keep the snapshot that has been made, or begin another when the batches since have become many."""
    if live.packing is None:
        if live.head.since_s >= PACK_AFTER * max(live.head.pack_s, PACK_S_LEAST):
            live.packing = Packing(live.shard, live.head.version)
        return
    try:
        done = live.packing.done()
    except FairlineError:  # a disk that is full, say: the batches are all kept, and it is tried again
        live.packing, live.head = None, replace(live.head, since_s=0.0)
        return
    if done is None:
        return
    body, seconds = done
    version, live.packing = live.packing.version, None
    live.entries = live.entries[len(live.entries) - (live.head.version - version) :]
    pieces = [body[at : at + PIECE] for at in range(0, len(body), PIECE)]
    kept.put_snapshot(pieces, live.entries)
    live.snapshot_bytes = len(body)
    live.head = replace(live.head, snapshot=version, pack_s=seconds, since_s=0.0)


def restored(program: Program, place: Place, head: Head | None, kept: Kept) -> Live:
    """Return the shard from what was kept of it: its snapshot, and every batch since taken again."""
    if head is None:
        return Live(shard=Shard(program, place), head=Head(version=0, token=""))
    body = b"".join(kept.snapshot())
    shard = Shard(program, place, held_of(body) if head.snapshot else None)
    entries = [bytes(each) for each in kept.entries()]
    version = head.snapshot
    for each in entries:
        entry = msgspec.msgpack.decode(each, type=Entry)
        if entry.version != version + 1:
            raise FairlineError(f"state: found batch {entry.version} after {version}, wanted {version + 1}")
        shard.take([Row(*row) for row in entry.rows], again=True)
        version = entry.version
    if version != head.version:
        raise FairlineError(f"state: found batches up to {version}, wanted {head.version}")
    return Live(shard=shard, head=head, entries=entries, snapshot_bytes=len(body))


def held_bytes(held: Held) -> bytes:
    """Return what a shard holds as bytes."""
    body = pickle.dumps(held, protocol=pickle.HIGHEST_PROTOCOL)
    return zstandard.ZstdCompressor(level=LEVEL).compress(body)


def held_of(body: bytes) -> Held:
    """Return what a shard held. Raises ``FairlineError`` for anything else."""
    held = snapshots.unpickled(zstandard.ZstdDecompressor().decompress(body))
    if not isinstance(held, Held):
        raise FairlineError(f"state: found {type(held).__name__} in it, wanted what a shard holds")
    return held
