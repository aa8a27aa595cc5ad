"""Small files of many kinds, made here: nothing is copied from anywhere."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.signs import MEANINGS, Sign
from fairline.checks.files.walk import Report, judged

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
EXE = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00" + bytes(40)
LNK = b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68)


def seen(
    data: bytes, name: str | None = None, declared: str | None = None, bounds: Bounds | None = None
) -> Report:
    return judged(data, name, declared, bounds or Bounds(), 10.0, None)


def signs(data: bytes, name: str | None = None, declared: str | None = None) -> set[Sign]:
    return {mark.sign for mark in seen(data, name, declared).marks}


def passes(report: Report) -> bool:
    return not any(MEANINGS[mark.sign].holds or MEANINGS[mark.sign].refuses for mark in report.marks)


def a_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_tar(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def raw_zip(entries: Iterable[tuple[str, int, bytes, int, int]], comment: bytes = b"") -> bytes:
    """A zip of entries as they are given: name, method, packed bytes, size and sum that it claims."""
    body, table = b"", b""
    number = 0
    for name, method, packed, size, crc in entries:
        number += 1
        at, raw = len(body), name.encode()
        small = min(size, 0xFFFFFFFF)
        wide = struct.pack("<HHQQ", 1, 16, size, len(packed)) if size > 0xFFFFFFFE else b""
        stored = 0xFFFFFFFF if wide else len(packed)
        body += struct.pack(
            "<4s5H3L2H", b"PK\x03\x04", 45, 0, method, 0, 0x21, crc, stored, small, len(raw), len(wide)
        )
        body += raw + wide + packed
        table += (
            struct.pack(
                "<4s6H3L5H2L",
                b"PK\x01\x02",
                45,
                45,
                0,
                method,
                0,
                0x21,
                crc,
                stored,
                small,
                len(raw),
                len(wide),
                0,
                0,
                0,
                0,
                at,
            )
            + raw
            + wide
        )
    return body + table + an_end(number, len(table), len(body), comment)


def an_end(number: int, size: int, at: int, comment: bytes = b"") -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, size, at, len(comment)) + comment


def zeros(mebibytes: int) -> bytes:
    """A raw deflate stream of so many MiB of zeros, made without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = bytes(1 << 20)
    first = packer.compress(one) + packer.flush(zlib.Z_SYNC_FLUSH)
    again = packer.compress(one) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert packer.compress(one) + packer.flush(zlib.Z_SYNC_FLUSH) == again
    return first + again * (mebibytes - 1) + packer.flush()


# Compound files


def an_ole(streams: Mapping[str, bytes], clsid: bytes = bytes(16)) -> bytes:
    """A compound file of storages and streams, ``/`` in their paths. Streams are filled to 4096 bytes."""
    filled = {path: data.ljust(4096, b"\x00") for path, data in streams.items()}
    entries: list[list[object]] = [["Root Entry", 5, [], b"", clsid]]
    places = {"": 0}
    for path, data in filled.items():
        parts, above = path.split("/"), ""
        for depth, part in enumerate(parts):
            here = "/".join(parts[: depth + 1])
            if here not in places:
                last = depth == len(parts) - 1
                places[here] = len(entries)
                entries.append([part, 2 if last else 1, [], data if last else b"", bytes(16)])
                entries[places[above]][2].append(places[here])  # type: ignore[attr-defined]
            above = here
    return _laid_out(entries)


def _laid_out(entries: list[list[object]]) -> bytes:
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat: list[int] = []
    body = b""

    def placed(data: bytes) -> int:
        nonlocal body
        data = data.ljust(-(-len(data) // 512) * 512, b"\x00")
        first, number = len(fat), len(data) // 512
        fat.extend([*range(first + 1, first + number), end])
        body += data
        return first

    starts = [placed(entry[3]) if entry[1] == 2 else (end if entry[1] == 5 else 0) for entry in entries]  # type: ignore[arg-type]
    siblings: dict[int, int] = {}
    for entry in entries:
        children: list[int] = entry[2]  # type: ignore[assignment]
        for one, other in zip(children, [*children[1:], free], strict=False):
            siblings[one] = other
    table = b""
    for place, (name, kind, children, data, clsid) in enumerate(entries):
        raw = str(name).encode("utf-16-le") + b"\x00\x00"
        child = children[0] if children else free  # type: ignore[index]
        table += raw.ljust(64, b"\x00") + struct.pack(
            "<HBBLLL", len(raw), kind, 1, free, siblings.get(place, free), child
        )
        table += clsid + bytes(20) + struct.pack("<LQ", starts[place], len(data))  # type: ignore[operator,arg-type]
    table += (bytes(66) + b"\x00\x01" + struct.pack("<LLL", free, free, free) + bytes(48)) * (
        -len(entries) % 4
    )
    directory = placed(table)
    sectors = 1
    while (len(fat) + sectors) > sectors * 128:
        sectors += 1
    fat_at = len(fat)
    fat.extend([fat_mark] * sectors)
    fat += [free] * (sectors * 128 - len(fat))
    body += struct.pack(f"<{len(fat)}L", *fat)
    places = [fat_at + number for number in range(sectors)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<LLLLLLLLL", 0, sectors, directory, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109L", *places, *([free] * (109 - sectors)))
    return head + body


def a_module(source: bytes, compiled: int = 800) -> bytes:
    """A stream of a VBA module: so many bytes compiled, then the source, packed as literals only."""
    packed = b""
    for at in range(0, len(source), 8):
        packed += b"\x00" + source[at : at + 8]
    return bytes(compiled) + b"\x01" + struct.pack("<H", 0xB000 | len(packed) - 1) + packed


def macros(source: bytes) -> bytes:
    """A project of macros, as a document of 2007 holds it."""
    return an_ole({"VBA/dir": b"\x01", "VBA/_VBA_PROJECT": b"\xcc\x61", "VBA/Module1": a_module(source)})


def a_package(name: bytes, data: bytes) -> bytes:
    """A packaged file, as the stream ``\\x01Ole10Native`` holds it."""
    path = b"C:\\" + name + b"\x00"
    body = b"\x02\x00" + name + b"\x00" + path + b"\x00\x00\x03\x00" + struct.pack("<L", len(path)) + path
    body += struct.pack("<L", len(data)) + data
    return struct.pack("<L", len(body)) + body


# Documents in a zip

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def a_docx(body: bytes = b"", more: Mapping[str, bytes] | None = None) -> bytes:
    document = b'<?xml version="1.0"?><w:document ' + W + b"><w:body>" + body + b"</w:body></w:document>"
    return a_zip({"[Content_Types].xml": TYPES, "word/document.xml": document, **(more or {})})


def relations(kind: str, target: str, mode: str = "External") -> bytes:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def a_pdf(objects: Iterable[bytes]) -> bytes:
    body = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1)
    )
    return body + b"trailer\n<< /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def a_stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def eicar() -> bytes:
    """The test file that every scanner finds. It never stands whole in a file of the project."""
    return b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
