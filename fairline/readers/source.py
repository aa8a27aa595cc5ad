"""One input, opened once: plain or compressed, a file or standard input, as bytes, lines or a path.

Text is UTF-8 (with or without byte order mark) or UTF-16 by its mark; a line that is not UTF-8 is read as
Windows-1252, so that one wrong byte costs no record. Nothing is read twice from a pipe: the first
``HEAD_BYTES`` are kept for recognition and given back.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

from fairline.readers.unpacking import GZIP_MAGIC, ZSTD_MAGIC, Unpacked

HEAD_BYTES = 64 * 1024  # ours: enough for any format's header
LINE_BYTES_MAX = 1024 * 1024  # ours: a longer line is no call record


class Source:
    """One named input. ``on_bytes`` is told how many stored bytes were consumed, for progress."""

    def __init__(self, name: str, raw: BinaryIO, *, on_bytes: Callable[[int], None] | None = None) -> None:
        """Take ``raw`` positioned at its start. ``name`` is for people: a path, or ``-``."""
        self.name = name
        self._stored = _Counted(raw, on_bytes)
        start = self._stored.peek(4)
        self._bytes: _Peekable = self._stored
        self._unpacked: Unpacked | None = None
        self._kept: IO[bytes] | None = None
        self._damage: str | None = None
        self._whole = raw
        self._on_bytes = on_bytes
        self.columns: frozenset[str] | None = None
        """The columns that the content names, where a reader could tell before it read a record."""
        if start.startswith((GZIP_MAGIC, ZSTD_MAGIC)):
            self._unpacked = Unpacked(self._stored.read, start)
            self._bytes = _Peekable(cast(BinaryIO, self._unpacked))

    @property
    def damage(self) -> str | None:
        """Why the content ended early; ``None`` if it did not, as far as was read."""
        return self._damage or (None if self._unpacked is None else self._unpacked.damage)

    @classmethod
    def open(cls, path: str, *, on_bytes: Callable[[int], None] | None = None) -> "Source":
        """Open a file, or standard input for ``-``. Raises ``OSError`` as ``open`` does."""
        if path == "-":
            return cls("-", sys.stdin.buffer, on_bytes=on_bytes)
        return cls(path, Path(path).open("rb"), on_bytes=on_bytes)

    def glance(self) -> "Source":
        """Return a source of the start alone, which consumes nothing of this one and is closed by itself.

        What must seek finds the whole in it.
        """
        start = Source(self.name, io.BytesIO(self.head()))
        start._whole = self._whole if self._unpacked is None else start._whole
        return start

    def whole(self) -> BinaryIO | None:
        """Return the file itself, for a reader that must seek in it: nothing else is read then.

        ``None`` for a pipe, and for what is packed: neither has an end to start from.
        """
        return self._whole if self._unpacked is None and self._whole.seekable() else None

    def size(self) -> int:
        """Return how many bytes the ``whole`` has."""
        return self._whole.seek(0, io.SEEK_END)

    def passed(self, count: int) -> None:
        """Tell that so many stored bytes of the ``whole`` were consumed."""
        if self._on_bytes is not None:
            self._on_bytes(count)

    def break_off(self, why: str) -> None:
        """Note why the ``whole`` could not be read to its end. The first reason stays."""
        self._damage = self._damage or why

    def head(self) -> bytes:
        """Return up to ``HEAD_BYTES`` of the unpacked content without consuming them."""
        return self._bytes.peek(HEAD_BYTES)

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` unpacked bytes, all for -1. Damaged compression ends the content early."""
        try:
            return self._bytes.read(size)
        except OSError as error:
            self._damage = str(error)
            return b""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number from 1, text without its end). A line over ``LINE_BYTES_MAX`` is cut there.

        Lines end at LF or CRLF, or at CR in a file whose head has no LF. A damaged compressed file ends
        early with ``damage`` saying why.
        """
        head = self.head()
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from enumerate(self._utf16_lines(), start=1)
            return
        skip = 3 if head.startswith(b"\xef\xbb\xbf") else 0
        self.read(skip)
        end = b"\r" if b"\r" in head and b"\n" not in head else b"\n"
        for number, line in enumerate(self._byte_lines(end), start=1):
            yield number, _text(line)

    def path(self) -> Path:
        """Return a plain file of the unpacked content, for libraries that must seek. Kept until ``close``."""
        if self._kept is None:
            self._kept = tempfile.NamedTemporaryFile(prefix="fairline-")  # noqa: SIM115
            while block := self.read(1 << 20):
                self._kept.write(block)
            self._kept.flush()
        return Path(self._kept.name)

    def close(self) -> None:
        """Close the input and forget any unpacked copy."""
        if self._kept is not None:
            self._kept.close()
        if self.name != "-":
            self._stored.close()

    def _byte_lines(self, end: bytes) -> Iterator[bytes]:
        rest = b""
        skipping = False
        while block := self.read(1 << 18):
            pieces = (rest + block).split(end)
            rest = pieces.pop()
            for piece in pieces:
                if not skipping:
                    yield piece.removesuffix(b"\r")[:LINE_BYTES_MAX]
                skipping = False
            if len(rest) > LINE_BYTES_MAX:
                if not skipping:
                    yield rest[:LINE_BYTES_MAX]
                rest, skipping = b"", True
        if rest and not skipping:
            yield rest.removesuffix(b"\r")[:LINE_BYTES_MAX]

    def _utf16_lines(self) -> Iterator[str]:
        raw = cast(io.BufferedReader, _Reads(self))
        content = io.TextIOWrapper(raw, encoding="utf-16", errors="replace", newline="\n")
        skipping = False
        while line := content.readline(LINE_BYTES_MAX):
            if not skipping:
                yield line.removesuffix("\n").removesuffix("\r")
            skipping = not line.endswith("\n")


def _text(line: bytes) -> str:
    with suppress(UnicodeDecodeError):
        return line.decode("utf-8")
    return line.decode("cp1252", errors="replace")


class _Peekable:
    """A binary stream whose start can be looked at before it is read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        while len(self._ahead) < size:
            try:
                block = self._take(size - len(self._ahead))
            except OSError:
                break
            if not block:
                break
            self._ahead += block
        return self._ahead[:size]

    def read(self, size: int = -1) -> bytes:
        if not self._ahead:
            return self._take(size)
        if size < 0:
            ahead, self._ahead = self._ahead, b""
            return ahead + self._take(-1)
        ahead, self._ahead = self._ahead[:size], self._ahead[size:]
        return ahead

    def close(self) -> None:
        self._raw.close()

    def _take(self, size: int) -> bytes:
        return self._raw.read(size)


class _Counted(_Peekable):
    """The stored bytes, counted as they are consumed."""

    def __init__(self, raw: BinaryIO, on_bytes: Callable[[int], None] | None) -> None:
        super().__init__(raw)
        self._on_bytes = on_bytes

    def reader(self) -> BinaryIO:
        return cast(BinaryIO, _Reads(self))

    def _take(self, size: int) -> bytes:
        block = super()._take(size)
        if self._on_bytes is not None:
            self._on_bytes(len(block))
        return block


class _Reads(io.RawIOBase):
    """A file object over anything that has ``read``."""

    def __init__(self, of: "_Peekable | Source") -> None:
        self._of = of

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._of.read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def read(self, size: int = -1) -> bytes:
        return self._of.read(size if size is not None else -1)
