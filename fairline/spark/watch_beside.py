"""What lies beside Spark's part of a checkpoint: what the query is, what it was told to do, where its
batches ended.

All of it is small. One process writes it at a time; others read it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from fairline.facts import FairlineError
from fairline.spark.watch_plan import OURS, Counting, From
from fairline.stores.whole import write_whole
from fairline.stream.rows import Control

Offset = dict[str, Any]
"""Where a batch ends: ``control``: the number of controls, ``at``: what time it was (µs), ``sources``."""


class Beside:
    """Our folder of a checkpoint."""

    def __init__(self, checkpoint: Path) -> None:
        self.folder = checkpoint / OURS
        self._lock: int | None = None

    def take(self) -> None:
        """Make the folder and hold it. Raises ``FairlineError`` if another process does."""
        (self.folder / "controls").mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FairlineError(f"{self.folder}: found it held by another process, wanted it free") from error
        self.stopping.unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def id(self) -> str:
        """Return what tells this checkpoint from any other."""
        path = self.folder / "id"
        if not path.exists():
            write_whole(path, uuid4().hex.encode())
        return path.read_text()

    def shards(self) -> int | None:
        """Return how many shards the checkpoint has, ``None`` for a new one."""
        path = self.folder / "counting.json"
        return int(json.loads(path.read_bytes())["counting"]["shards"]) if path.exists() else None

    def agree(self, counting: Counting, sources: tuple[From, ...]) -> None:
        """Keep what the state is made by. Raises ``FairlineError`` if it was made by something else."""
        path = self.folder / "counting.json"
        wanted = {"counting": counting, "sources": [each.kind for each in sources]}
        if not path.exists():
            write_whole(path, msgspec.json.encode(wanted))
            return
        found = json.loads(path.read_bytes())
        asked = json.loads(msgspec.json.encode(wanted))
        for name in ("plan", "lateness_s", "shards", "clauses"):
            before, now = (each["counting"].get(name) for each in (found, asked))
            if before != now:
                raise FairlineError(f"{path}: found {name} {before}, wanted {now}: a checkpoint keeps it")
        if found["sources"] != asked["sources"]:
            raise FairlineError(
                f"{path}: found sources {found['sources']}, wanted {asked['sources']}: a checkpoint keeps"
                f" them"
            )

    @property
    def stopping(self) -> Path:
        """A file that is there while no batch is to begin any more."""
        return self.folder / "stop"

    @property
    def trouble(self) -> Path:
        """A file that says why a source cannot be asked, while it cannot."""
        return self.folder / "trouble"

    def troubled(self) -> str:
        """Return what that file says, nothing if there is none."""
        with suppress(FileNotFoundError):
            return self.trouble.read_text()
        return ""

    def controls(self) -> list[Control]:
        """Return all that the query was told, in order."""
        paths = sorted((self.folder / "controls").glob("*.json"))
        return [msgspec.json.decode(path.read_bytes(), type=Control) for path in paths]

    def tell(self, control: Control) -> None:
        """Tell the query something, from its next batch on."""
        number = len(list((self.folder / "controls").glob("*.json"))) + 1
        write_whole(self.folder / "controls" / f"{number:06d}.json", msgspec.json.encode(control))

    def ended(self, start: Offset, end: Offset) -> None:
        """Write down that a batch goes from ``start`` to ``end``; what was planned after ``start`` before was
        not carried out."""
        path = self.folder / "batches.ndjson"
        lines = path.read_bytes().splitlines(keepends=True) if not self._last_is(start) else None
        if lines is not None:
            known = [number for number, line in enumerate(lines) if _read(line) == start]
            kept = lines[: known[-1] + 1] if known else [json.dumps(start).encode() + b"\n"]
            write_whole(path, b"".join(kept))
        with path.open("ab") as out:
            out.write(json.dumps(end).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def before(self, end: Offset) -> Iterator[tuple[Offset, Offset]]:
        """Yield the batches up to ``end``, each from where to where."""
        path = self.folder / "batches.ndjson"
        offsets = [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        if end in offsets:
            yield from pairwise(offsets[: offsets.index(end) + 1])

    def _last_is(self, offset: Offset) -> bool:
        path = self.folder / "batches.ndjson"
        if not path.exists():
            path.touch()
            return False
        with path.open("rb") as opened:
            opened.seek(max(0, path.stat().st_size - 1_000_000))
            lines = opened.read().splitlines(keepends=True)
        return bool(lines) and _read(lines[-1]) == offset


def _read(line: bytes) -> Offset | None:
    """Return the offset of a line, ``None`` of one that was torn."""
    return json.loads(line) if line.endswith(b"\n") else None
