"""Gzip and Zstandard content, whatever of it is whole: damage ends it early and is told, never raised."""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import zstandard

GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
PACKED_BLOCK = 4096  # ours: it unpacks to 128 MB at the very most, and damage costs no more than it


class Unpacker(Protocol):
    """What ``zlib`` and ``zstandard`` have in common."""

    def decompress(self, data: bytes, /) -> bytes:
        """Return all that ``data`` unpacks to."""

    @property
    def eof(self) -> bool:
        """Whether the end mark was reached."""

    @property
    def unused_data(self) -> bytes:
        """What came after the end mark."""


class Unpacked:
    """The content of gzip members or Zstandard frames, one after another. ``damage`` says what is wrong."""

    def __init__(self, read: Callable[[int], bytes], start: bytes) -> None:
        """Take what reads the packed bytes, and the first four of them, which remain to be read."""
        self.damage: str | None = None
        self._read = read
        self._is_gzip = start.startswith(GZIP_MAGIC)
        self._blocks = self._unpacked()
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all for -1; fewer at the end of a block, none at the end."""
        if size < 0:
            return self._left + b"".join(self._blocks)
        if not self._left:
            self._left = next(self._blocks, b"")
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def close(self) -> None:
        """Forget what is left."""
        self._left = b""

    def _unpacked(self) -> Iterator[bytes]:
        unpacker: Unpacker | None = None
        packed = b""
        while packed := packed or self._packed():
            if unpacker is None:
                unpacker = self._next_unpacker(packed)
            try:
                block = unpacker.decompress(packed)
            except (zlib.error, zstandard.ZstdError) as error:
                self.damage = str(error)
                return
            packed = b""
            if unpacker.eof:
                # Tape and block devices fill up the last member with zeros.
                packed = unpacker.unused_data.lstrip(b"\0") if self._is_gzip else unpacker.unused_data
                unpacker = None
            if block:
                yield block
        if unpacker is not None and self.damage is None:
            self.damage = "it ends before its end mark"

    def _packed(self) -> bytes:
        try:
            return self._read(PACKED_BLOCK)
        except OSError as error:
            self.damage = str(error)
            return b""

    def _next_unpacker(self, packed: bytes) -> Unpacker:
        if self._is_gzip:
            return zlib.decompressobj(wbits=31)
        return zstandard.ZstdDecompressor().decompressobj()
