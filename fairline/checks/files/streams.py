"""Compressed streams, a bounded piece at a time: deflate and gzip, bzip2, xz and LZMA, Zstandard.

Each yields how many packed bytes it read and what came out, and raises ``Broken`` where the stream does not
end as its format wants.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator

import zstandard

from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.kinds import Kind

IN, OUT = 1 << 16, 1 << 18  # ours: bytes that are read and that come out at a time
ZSTD_IN = 512  # ours: a block of 128 KiB can be four bytes long, so 512 give 16 MiB at most
ZSTD_WINDOW_MAX = 8 << 20  # RFC 8878, 3.1.1.1.2: what a decoder should at least support
XZ_MEMORY_MAX = 128 << 20  # ours: the largest of xz's own presets takes 65 MiB

Pieces = Iterator[tuple[int, bytes]]


def deflated(data: memoryview, wbits: int = -15) -> Pieces:
    """Unpack one deflate stream, raw or as ``wbits`` says. It must fill ``data``."""
    left = yield from _deflated_once(data, wbits)
    if left:
        raise Broken("bytes after the end")


def deflated_loosely(data: memoryview, wbits: int) -> Pieces:
    """Unpack one deflate stream, whatever follows it."""
    yield from _deflated_once(data, wbits)


def gzipped(data: memoryview) -> Pieces:
    """Unpack all members of a gzip file (RFC 1952); zeros may follow."""
    left = len(data)
    while left:
        if left < len(data) and not any(data[-left:]):
            return
        left = yield from _deflated_once(data[len(data) - left :], 31)


def _deflated_once(data: memoryview, wbits: int) -> Generator[tuple[int, bytes], None, int]:
    """Unpack one stream; its value, as a generator's, is how many bytes are left after it."""
    unpack = zlib.decompressobj(wbits)
    for offset in range(0, len(data), IN):
        feed: bytes | memoryview = data[offset : offset + IN]
        read = len(feed)
        while True:
            try:
                out = unpack.decompress(feed, OUT)
            except zlib.error as problem:
                raise Broken("deflate") from problem
            yield read, out
            read = 0
            if unpack.eof:
                return len(unpack.unused_data) + max(0, len(data) - offset - IN)
            feed = unpack.unconsumed_tail
            if not feed and len(out) < OUT:
                break
    raise Broken("truncated")


def bzipped(data: memoryview) -> Pieces:
    """Unpack all streams of a bzip2 file."""
    yield from _by_object(data, bz2.BZ2Decompressor)


def xzipped(data: memoryview) -> Pieces:
    """Unpack all streams of an xz file."""
    yield from _by_object(data, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY_MAX))


def lzma_of_zip(data: memoryview) -> Pieces:
    """Unpack method 14 of a zip (APPNOTE 5.8.8): a version, a size, that many properties, LZMA1."""
    size = int.from_bytes(data[2:4], "little")
    if size != 5 or len(data) < 9:
        raise Broken("lzma properties")
    head = bytes(data[4:9]) + b"\xff" * 8  # of unknown length, as a .lzma file says it
    if int.from_bytes(head[1:5], "little") > XZ_MEMORY_MAX:
        raise Broken("dictionary too large")
    unpack = lzma.LZMADecompressor(lzma.FORMAT_ALONE)
    unpack.decompress(head)
    yield from _through(data[9:], unpack, must_end=False)


def _by_object(data: memoryview, new: "Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]") -> Pieces:
    left = data
    while len(left):
        rest = yield from _through(left, new(), must_end=True)
        left = left[len(left) - rest :]
        if not any(left[:IN]):
            return


def _through(
    data: memoryview, unpack: bz2.BZ2Decompressor | lzma.LZMADecompressor, *, must_end: bool
) -> Generator[tuple[int, bytes], None, int]:
    """Feed ``data`` until the stream ends; the value is how many bytes are left after it."""
    offset = 0
    while not unpack.eof:
        feed = bytes(data[offset : offset + IN]) if unpack.needs_input else b""
        if unpack.needs_input and not feed:
            break
        offset += len(feed)
        try:
            out = unpack.decompress(feed, OUT)
        except (OSError, ValueError, EOFError, lzma.LZMAError) as problem:
            raise Broken("stream") from problem
        yield len(feed), out
    if must_end and not unpack.eof:
        raise Broken("truncated")
    return len(unpack.unused_data) + len(data) - offset


def zstandardized(data: memoryview) -> Pieces:
    """Unpack all frames of a Zstandard file (RFC 8878)."""
    unpack = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX).decompressobj()
    offset = 0
    while offset < len(data):
        feed = bytes(data[offset : offset + ZSTD_IN])
        try:
            out = unpack.decompress(feed)
        except zstandard.ZstdError as problem:
            raise Broken("zstd") from problem
        used = len(feed) - len(unpack.unused_data)
        offset += used
        yield used, out
        if unpack.eof and offset < len(data):
            unpack = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX).decompressobj()
    if not unpack.eof:
        raise Broken("truncated")


HOW: dict[str, Callable[[memoryview], Pieces]] = {
    "gzip": gzipped,
    "bzip2": bzipped,
    "xz": xzipped,
    "zstd": zstandardized,
}


def opened(kind: Kind, data: bytes, name: str | None, inside: Inside) -> None:
    """Judge what a compressed stream holds."""
    out = inside.collect(HOW[kind.name](memoryview(data)))
    if out is not None:
        inside.hand(out, _unpacked_name(name), archive=True, streamed=True)


def _unpacked_name(name: str | None) -> str | None:
    """Return the name of what is in it: ``a.tar.gz`` holds ``a.tar``, ``a.tgz`` a tar of no name."""
    stem, _, ending = (name or "").rpartition(".")
    return stem if stem and ending.lower() in ("gz", "bz2", "xz", "zst") else None
