"""OLE compound files: Office documents up to 2003, what carries macros in newer ones, Outlook messages, MSI.

Read by ``olefile``; a stream that lies about its size, or one that many entries share, counts every time.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any, TypeAlias

import olefile

from fairline.checks.files import fields, ole_sheets, ole_slides, vba
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.kinds import KINDS, Kind
from fairline.checks.files.signs import Sign

MAIN = {
    "worddocument": "word-ole", "workbook": "excel-ole", "book": "excel-ole",
    "powerpoint document": "powerpoint-ole", "__properties_version1.0": "outlook-message",
    "visiodocument": "visio-ole", "quill": "publisher",
}  # fmt: skip
INSTALLERS = ("000C1084-0000-0000-C000-000000000046", "000C1086-0000-0000-C000-000000000046")
EQUATION = "0002CE02-0000-0000-C000-000000000046"
WORD_ENCRYPTED = 1 << 8  # [MS-DOC] 2.5.2: fEncrypted in the flags at 0x0A
EMPTY_CODE_MAX = 2048  # ours: a module without code has some 800 bytes compiled, one with wiped source more
Path = list[str]
Opened: TypeAlias = "olefile.OleFileIO[Any]"


def opened(data: bytes, inside: Inside) -> tuple[Kind, bool]:
    """Judge every stream; return the kind of the file, and whether it is broken.

    Raises ``Broken`` for what is no such file at all.
    """
    try:
        file = olefile.OleFileIO(BytesIO(data))
    except (OSError, ValueError, IndexError, struct.error) as problem:
        raise Broken("ole") from problem
    with file:
        paths = file.listdir(streams=True, storages=False)
        kind = _kind(file, paths)
        if kind.name == "msi":
            inside.mark(Sign.PROGRAM, "msi")
        if any(clsid == EQUATION for clsid in _clsids(file)):
            inside.mark(Sign.EQUATION)
        if kind.name == "ole" and inside.level == 0:
            inside.mark(Sign.UNREAD, kind.name)
        broken = False
        for path in paths:
            inside.count.entry(inside.level)
            broken |= not _stream(file, path, inside)
        # None of 23 real files has any; one that is cut has some.
        broken |= bool(file.parsing_issues)  # type: ignore[attr-defined]
    return kind, broken


def _kind(file: Opened, paths: list[Path]) -> Kind:
    tops = {path[0].lower() for path in paths}
    if "encryptedpackage" in tops:
        return KINDS["office-encrypted"]
    if file.root is not None and str(file.root.clsid) in INSTALLERS:
        return KINDS["msi"]
    return next((KINDS[kind] for name, kind in MAIN.items() if name in tops), KINDS["ole"])


def _clsids(file: Opened) -> Iterator[str]:
    """Yield the classes of all storages: what an object in it belongs to."""
    for path in file.listdir(streams=False, storages=True):
        yield str(file.getclsid("/".join(path)))


def _stream(file: Opened, path: Path, inside: Inside) -> bool:
    """Judge one stream; ``False`` if it could not be read."""
    try:
        data = file.openstream(path).read()
    except (OSError, ValueError, IndexError, struct.error):
        return False
    inside.count.went_in(len(data), inside.level)
    inside.count.came_out(len(data), inside.level)
    try:
        _told(path, data, file, inside)
    except Broken:
        return False
    return True


def _told(path: Path, data: bytes, file: Opened, inside: Inside) -> None:
    name = path[-1].lower()
    above = path[-2].lower() if len(path) > 1 else ""
    match name:
        case "encryptedpackage" | "encryptioninfo":
            inside.mark(Sign.ENCRYPTED)
        case "worddocument":
            if len(data) > 12 and int.from_bytes(data[10:12], "little") & WORD_ENCRYPTED:
                inside.mark(Sign.ENCRYPTED)
            fields.of_word_binary(data, inside)
        case "workbook" | "book":
            ole_sheets.judge(data, inside)
        case "powerpoint document":
            ole_slides.judge(data, inside)
        case "current user":
            ole_slides.judge_user(data, inside)
        case "\x01ole10native":
            _package(data, inside)
        case "\x01ole" if above and len(data) >= 8 and data[4] & 1:
            inside.mark(Sign.LINK_OUTSIDE)
        case "package":
            inside.mark(Sign.EMBEDDED)
            inside.hand(data)
        case "contents" if data[:5] == b"%PDF-":
            inside.mark(Sign.EMBEDDED)
            inside.hand(data)
        case "equation native":
            inside.mark(Sign.EQUATION)
        case "\x03ocxname" | "\x03ocxdata":
            inside.mark(Sign.CONTROL)
        case "__substg1.0_37010102":
            inside.hand(data, _attached_name(file, path[:-1]))
        case _ if above == "vba" and not name.startswith("__srp"):
            _module(name, data, inside)


def _module(name: str, data: bytes, inside: Inside) -> None:
    """Judge a module of a VBA project. One with only attributes in it, and little compiled, is none."""
    if name in ("dir", "_vba_project"):
        return
    source = vba.source_of(data)
    if source is None:
        inside.mark(Sign.MACRO)
        return
    code = [
        line
        for line in source.splitlines()
        if line.strip() and not line.startswith((b"Attribute", b"Option"))
    ]
    if code or data.find(b"\x00Attribut") > EMPTY_CODE_MAX:
        inside.mark(Sign.MACRO)
    if vba.AUTO.search(source) is not None:
        inside.mark(Sign.AUTO_MACRO)
    if code:
        inside.hand(source, part=True)


def _package(data: bytes, inside: Inside) -> None:
    """Judge a packaged file: size, type, label, path, two numbers, another path, size and the file itself."""
    inside.mark(Sign.EMBEDDED)
    packaged = unpackaged(data[4:])
    if packaged is None:
        inside.hand(data[4:])
        return
    inside.hand(packaged[1], packaged[0])


def unpackaged(data: bytes) -> tuple[str, bytes] | None:
    """Return the name and the content of a packaged file, ``None`` if it is of no such form."""
    at = 2
    names = []
    for _ in range(2):
        end = data.find(b"\x00", at, at + 4096)
        if end < 0:
            return None
        names.append(data[at:end])
        at = end + 1
    at += 4
    at += 4 + int.from_bytes(data[at : at + 4], "little")
    size = int.from_bytes(data[at : at + 4], "little")
    if data[:2] != b"\x02\x00" or at + 4 + size > len(data):
        return None
    return names[0].decode("cp1252", errors="replace"), data[at + 4 : at + 4 + size]


def _attached_name(file: Opened, storage: Path) -> str | None:
    """Return the name of a message's attachment: the long one, or else the short one."""
    for tag, encoding in (("3707001F", "utf-16-le"), ("3707001E", "cp1252"), ("3704001F", "utf-16-le")):
        path = [*storage, f"__substg1.0_{tag}"]
        if file.exists("/".join(path)):
            named: bytes = file.openstream(path).read()
            return named.decode(encoding, errors="replace").rstrip("\x00")
    return None
