"""The tail: call records that another program writes to a file or a folder, as they come.

How far it was read is kept only after the facts were taken, so a fact may come twice after a crash, under
the same ``id``, and none is lost. A file is known by its inode: it survives being renamed and made anew, and
being copied and cut to nothing. A last line without its end waits for the rest of it. A file that is packed
or removed while nobody reads, and was not read to its end, is lost and counted.
"""

import asyncio
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from fairline.facts import Fact
from fairline.ports.handing import AGAIN_S, AGAIN_S_MAX, BATCH_MAX, Take, handed
from fairline.ports.tail_files import Files, Followed, Key
from fairline.ports.tail_lines import Mark, Records, TailSettings, lines_of
from fairline.readers.source import LINE_BYTES_MAX, Source

CHUNK_BYTES = 16 * 1024  # ours: what is read before others on the loop have their turn, some milliseconds
CHUNKS_MAX = 64  # ours: of one file before the next is looked at
WHOLE_BYTES_MAX = 32 * 1024 * 1024  # ours: of a file that is one document
LOG_EVERY_S = 60.0  # ours

log = logging.getLogger("fairline.ports.tail")


class TailPort:
    """One file or folder. ``counts``: facts, unreadable lines, and what happened to files."""

    def __init__(
        self, settings: TailSettings, *, take: Take, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.settings = settings
        self._take, self._clock = take, clock
        self._records = Records(settings, self.counts)
        self._lines = lines_of(settings, self._records)
        self._files = Files(Path(settings.path), settings.pattern, Path(settings.state), time.time_ns())
        self._task: asyncio.Task[None] | None = None
        self._logged_at = -LOG_EVERY_S

    @property
    def behind(self) -> int:
        """How many bytes are there and not read."""
        return sum(max(0, each.size - each.offset) for each in self._files.followed.values())

    async def start(self) -> None:
        """Begin to read, where it was left."""
        if not self._files.load():
            self.counts["state unreadable"] += 1
            log.warning("%s cannot be read: every file is read from its start", self.settings.state)
        self._save()
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        """Stop reading. What was taken by then is kept."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self._save()
        self._files.close()

    async def _work(self) -> None:
        while True:
            try:
                moved = await self._round()
                self._save()
            except OSError as error:
                self._complain(error)
                moved = False
            if not moved:
                await asyncio.sleep(self.settings.poll_s)

    async def _round(self) -> bool:
        """Look at every file once; whether anything was read."""
        self._files.look()
        if self._files.lost:
            self.counts["files gone"] += self._files.lost
            self._files.lost = 0
        moved = False
        for key, each in list(self._files.followed.items()):
            try:
                self._measured(each)
                if each.offset < each.size:
                    moved |= await (self._document(each) if self.settings.whole else self._lines_in(each))
            except OSError as error:
                if not isinstance(error, FileNotFoundError):
                    self._complain(error)
            if each.gone and self._is_over(key, each):
                self._files.drop(key)
        await self._hand(self._lines.due(self._clock()))
        for key, each in self._files.followed.items():
            self._settle(key, each)
        return moved

    def _measured(self, each: Followed) -> None:
        """See how large a file is, and whether it is still the one that was read."""
        if each.opened is None and each.gone:
            raise FileNotFoundError(str(each.path))
        size = each.there if each.opened is None else os.fstat(each.opened).st_size
        kept = self._files.kept.pop(each.key, None)
        if kept is not None:
            each.offset = each.done = kept.offset
            each.print = each.seen = kept.print
        if size != each.size:
            each.changed_at = self._clock()
            if self.settings.whole:  # written anew: all of it is read again
                each.finished = kept is not None and size == each.offset
                each.offset = each.offset if each.finished else 0
            elif size < each.offset or (each.seen is not None and each.print_at(each.offset) != each.seen):
                self.counts["files cut"] += 1
                self._lines.forget(each.key)
                each.before = (each.offset, each.seen or "")
                each.offset = each.done = 0
                each.header, each.seen, each.finished = None, None, False
        each.size = size

    async def _lines_in(self, each: Followed) -> bool:
        """Read lines of a file, as long as there are any and others have not waited long."""
        for count in range(CHUNKS_MAX):
            if not await self._some(each):
                return count > 0
        return True

    async def _some(self, each: Followed) -> bool:
        """Read some lines of a file; whether there were any."""
        data = each.bytes_at(each.offset, CHUNK_BYTES)
        end = data.rfind(b"\n") + 1
        if not end and len(data) == CHUNK_BYTES:
            data = each.bytes_at(each.offset, LINE_BYTES_MAX)
            end = data.find(b"\n") + 1
            if not end and len(data) == LINE_BYTES_MAX:
                self.counts["unreadable"] += 1  # its start; the rest of it is a line of its own
                each.offset += len(data)
                return True
        if not end and data and each.gone:
            end = len(data)  # nobody writes the rest of it any more
        if not end:
            return False
        lines = self._cut(each, data[:end])
        header = self._header(each, lines)
        await self._hand(self._lines.take(lines, header, self._clock()))
        each.offset += end
        each.seen = each.print_at(each.offset)
        return True

    def _cut(self, each: Followed, data: bytes) -> list[tuple[Mark, bytes]]:
        lines, at = [], each.offset
        for line in data.split(b"\n"):
            if line.strip():
                lines.append((Mark(each.key, at), line))
            at += len(line) + 1
        return lines

    def _header(self, each: Followed, lines: list[tuple[Mark, bytes]]) -> bytes:
        """Return the line that names the columns, with its end, unless it stands before ``lines`` anyway."""
        if each.header is None:
            first = each.bytes_at(0, CHUNK_BYTES).partition(b"\n")[0] + b"\n"
            each.header = first if self._records.is_header(first) else b""
        starts = bool(lines) and lines[0][0].offset == 0
        return b"" if starts else each.header

    async def _document(self, each: Followed) -> bool:
        """Read a file that is one document, when nothing was written to it for a while."""
        quiet = self._clock() - each.changed_at >= self.settings.quiet_s
        if each.finished or not each.size or each.offset == each.size or not (quiet or each.gone):
            return False
        if each.size > WHOLE_BYTES_MAX:
            self.counts["files too large"] += 1
        else:
            each.bytes_at(0, 1)
            assert each.opened is not None
            with os.fdopen(os.dup(each.opened), "rb") as opened:
                opened.seek(0)
                await self._hand(list(self._records.read(Source(str(each.path), opened))))
        each.finished = True
        each.offset = each.size
        self._settle(each.key, each)
        each.seen = each.print
        each.close()
        return True

    async def _hand(self, facts: Sequence[Fact]) -> None:
        """Hand facts on until they are taken."""
        for at in range(0, len(facts), BATCH_MAX):
            pause = AGAIN_S
            while not await handed(self._take, facts[at : at + BATCH_MAX], self.counts):
                await asyncio.sleep(pause)
                pause = min(AGAIN_S_MAX, pause * 2)
        await asyncio.sleep(0)

    def _settle(self, key: Key, each: Followed) -> None:
        """Move on what need not be read again."""
        held = self._lines.held(key)
        done = each.offset if held is None else held
        if done != each.done:
            with suppress(OSError):  # it is gone: what is kept of it stands
                each.print = each.print_at(done)
                each.done = done

    def _is_over(self, key: Key, each: Followed) -> bool:
        if each.opened is None and each.offset < each.size:
            self.counts["files gone"] += 1
            return True
        return (each.offset >= each.size or each.finished) and self._lines.held(key) is None

    def _save(self) -> None:
        try:
            self._files.save()
        except OSError as error:
            self._complain(error)

    def _complain(self, error: OSError) -> None:
        self.counts["errors"] += 1
        if self._clock() - self._logged_at >= LOG_EVERY_S:
            self._logged_at = self._clock()
            log.warning("tail %s: %s", self.settings.name, error)
