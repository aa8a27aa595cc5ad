"""Zip archives, by their table and by what really stands where the table points. Nothing is written anywhere.

Source: PKWARE's APPNOTE 6.3.10. The table (central directory), the headers of the entries and the data must
agree; where they do not, programs differ on what is in the archive, which is how a file is hidden from a
scanner. Read are the methods stored, deflate, bzip2, LZMA and Zstandard.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from fairline.checks.files import streams
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign

END = struct.Struct("<4s4H2LH")
TABLE = struct.Struct("<4s6H3L5H2L")
HEADER = struct.Struct("<4s5H3L2H")
END64 = struct.Struct("<4sQ2H2L4Q")
COMMENT_MAX = 0xFFFF
FULL = 0xFFFFFFFF
"""A size or place that stands in the zip64 field instead."""
ENCRYPTED, STREAMED, STRONG, MASKED = 1, 1 << 3, 1 << 6, 1 << 13
AES = 99
METHODS: dict[int, Callable[[memoryview], streams.Pieces]] = {
    8: streams.deflated,
    12: streams.bzipped,
    14: streams.lzma_of_zip,
    93: streams.zstandardized,
    20: streams.zstandardized,
}


Unpack = Callable[[], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the table has it. ``at``: where its header stands in the file."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    link: bool

    @property
    def encrypted(self) -> bool:
        """Whether it is, by its flags or its method."""
        return bool(self.flags & (ENCRYPTED | STRONG | MASKED)) or self.method == AES


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All entries, and where the table begins. ``shift``: bytes before the archive that it does not count."""

    entries: tuple[Entry, ...]
    begins: int
    shift: int


def end_of(data: bytes) -> int | None:
    """Return where the end record of a zip that ends with the file stands, ``None`` if there is none."""
    least = max(0, len(data) - END.size - COMMENT_MAX)
    at = data.rfind(b"PK\x05\x06", least)
    while at >= 0:
        if at + END.size <= len(data) and at + END.size + END.unpack_from(data, at)[7] == len(data):
            return at
        at = data.rfind(b"PK\x05\x06", least, at + 3)
    return None


def table_of(data: bytes, inside: Inside) -> Table:
    """Read the table. Raises ``Broken`` if there is none, and ``Stop`` if it has too many entries."""
    at = end_of(data)
    if at is None:
        raise Broken("no end record")
    _, disk, first, _, number, size, begins, _ = END.unpack_from(data, at)
    ends = at
    if FULL in (size, begins) or number == 0xFFFF or data[max(0, at - 20) : at][:4] == b"PK\x06\x07":
        number, size, begins, ends = _end64(data, at)
    if disk or first:
        raise Broken("one of several disks")
    shift = ends - size - begins
    if shift < 0 or ends - size < 0:
        raise Broken("table out of the file")
    entries, at = [], ends - size
    for _ in range(number):
        inside.count.entry(inside.level)
        entry, at = _entry(data, at, shift, ends)
        entries.append(entry)
    if at != ends:
        inside.mark(Sign.LIES)
    return Table(entries=tuple(entries), begins=ends - size, shift=shift)


def _end64(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Return number of entries, size and begin of the table, and its end, from the records of zip64."""
    if at < 20 or data[at - 20 : at - 16] != b"PK\x06\x07":
        raise Broken("no zip64 locator")
    place = int.from_bytes(data[at - 12 : at - 4], "little")
    for candidate in (place, at - 20 - END64.size):
        if 0 <= candidate <= at - 20 - END64.size and data[candidate : candidate + 4] == b"PK\x06\x06":
            *_, number, size, begins = END64.unpack_from(data, candidate)
            return number, size, begins, candidate
    raise Broken("no zip64 end record")


def _entry(data: bytes, at: int, shift: int, ends: int) -> tuple[Entry, int]:
    if at + TABLE.size > ends or data[at : at + 4] != b"PK\x01\x02":
        raise Broken("table")
    (
        _, made, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, _, _,
        outer, place ) = TABLE.unpack_from(data, at)  # fmt: skip
    name_at = at + TABLE.size
    after = name_at + name_size + extra_size + comment_size
    if after > ends:
        raise Broken("table")
    raw = data[name_at : name_at + name_size]
    extra = data[name_at + name_size : name_at + name_size + extra_size]
    size, packed, place = _wide(extra, (size, packed, place))
    unix = made >> 8 in (3, 19)
    entry = Entry(
        name=raw.decode("utf-8" if flags & 1 << 11 else "cp437", errors="replace"),
        raw_name=raw, flags=flags, method=method, crc=crc, packed=packed, size=size, at=place + shift,
        link=unix and outer >> 28 == 0xA,
    )  # fmt: skip
    return entry, after


def _wide(extra: bytes, fields: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return the fields with those that are full taken from the zip64 field (APPNOTE 4.5.3), in its order."""
    at, wide = 0, b""
    while at + 4 <= len(extra):
        tag, size = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            wide = extra[at + 4 : at + 4 + size]
        at += 4 + size
    found = []
    for value in fields:
        if value == FULL and len(wide) >= 8:
            value, wide = int.from_bytes(wide[:8], "little"), wide[8:]
        found.append(value)
    return found[0], found[1], found[2]


def files(data: bytes, table: Table, inside: Inside) -> Iterator[tuple[Entry, Unpack]]:
    """Yield every entry that is a file, and how to unpack it; mark what is wrong with the archive as a whole.

    What unpacks returns ``None`` for what is encrypted, too large or packed in a way that is not read.
    """
    spans = []
    for entry in table.entries:
        body = _body(data, entry, table, inside)
        if body is None:
            continue
        spans.append((entry.at, body, body + entry.packed))
        if entry.name.endswith(("/", "\\")) and not entry.packed:
            continue
        yield entry, partial(_unpacked, data, entry, body, inside)
    _judge_spans(data, spans, table, inside)


def _body(data: bytes, entry: Entry, table: Table, inside: Inside) -> int | None:
    """Return where an entry's data begins, ``None`` if it has none. Its header must agree with the table."""
    if entry.at + HEADER.size > table.begins or data[entry.at : entry.at + 4] != b"PK\x03\x04":
        inside.mark(Sign.LIES)
        return None
    _, _, flags, method, _, _, _, packed, size, name_size, extra_size = HEADER.unpack_from(data, entry.at)
    name_at = entry.at + HEADER.size
    body: int = name_at + name_size + extra_size
    extra = data[name_at + name_size : body]
    size, packed, _ = _wide(extra, (size, packed, 0))
    later = bool(flags & STREAMED) and not packed and not size
    same = (
        data[name_at : name_at + name_size] == entry.raw_name
        and method == entry.method
        and (flags ^ entry.flags) & (ENCRYPTED | STRONG) == 0
        and (later or (packed, size) == (entry.packed, entry.size))
    )
    if not same:
        inside.mark(Sign.LIES)
    if body + entry.packed > table.begins:
        inside.mark(Sign.LIES)
        return None
    return body


def _unpacked(data: bytes, entry: Entry, body: int, inside: Inside) -> bytes | None:
    if entry.encrypted:
        inside.mark(Sign.ENCRYPTED)
        return None
    packed = memoryview(data)[body : body + entry.packed]
    if entry.method == 0:
        out = inside.collect(((len(packed), bytes(packed)),))
    elif (unpack := METHODS.get(entry.method)) is not None:
        out = inside.collect(unpack(packed))
    else:
        inside.mark(Sign.UNREAD, f"zip {entry.method}")
        return None
    if out is not None and (len(out) != entry.size or zlib.crc32(out) != entry.crc):
        inside.mark(Sign.LIES)
    return out


def _judge_spans(data: bytes, spans: list[tuple[int, int, int]], table: Table, inside: Inside) -> None:
    """Mark entries that lie over one another, and headers of entries that the table does not have."""
    end = 0
    for begins, _, ends in sorted(spans):
        if begins < end:
            inside.mark(Sign.OVERLAP)
        elif data.find(b"PK\x03\x04", end, begins) >= 0:
            inside.mark(Sign.LIES)
        end = max(end, ends)
    if data.find(b"PK\x03\x04", end, table.begins) >= 0:
        inside.mark(Sign.LIES)


def opened(data: bytes, table: Table, inside: Inside) -> None:
    """Judge every file in a zip that is no document."""
    broken = False
    for entry, unpack in files(data, table, inside):
        if entry.link or escapes(entry.name):
            inside.mark(Sign.ESCAPES)
        try:
            out = unpack()
        except Broken:
            broken = True
            continue
        if out is not None:
            inside.hand(out, entry.name, archive=True)
    if broken:
        raise Broken("an entry")


def escapes(name: str) -> bool:
    """Return whether a path leads out of the folder that it is unpacked in."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0][1:2]
