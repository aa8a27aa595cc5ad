"""Rich text (RTF 1.9.1): embedded objects, links, templates and fields, by careful reading of the text.

Readers of RTF forgive nearly anything, and attacks live on that; so what is looked for is found in any
order, with whatever stands between the digits of an object.
"""

import re

from fairline.checks.files import fields, ole
from fairline.checks.files.inside import Inside
from fairline.checks.files.signs import Sign

_DATA = re.compile(rb"\\objdata\b")
_SKIPPED = re.compile(
    rb"\{\\\*[^{}]{0,200}\}|\\bin\d* ?|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[^0-9a-f]", re.IGNORECASE
)
_ENDS = re.compile(rb"[{}]")
_LINK = re.compile(rb"\\objautlink\b|\\objlink\b|\\linkself\b")
_TEMPLATE = re.compile(rb"\{\\\*\\template\s+([^{}]{1,2000})", re.IGNORECASE)
_FIELD = re.compile(rb"\\fldinst\b")
_WORDS = re.compile(rb"\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\[a-z]+-?\d* ?|[{}\r\n]", re.IGNORECASE)
_CONTROL = re.compile(rb"\\objocx\b")
FIELD_LOOKED = 4096  # ours: an instruction is short
OBJECTS_MAX = 1000  # ours


def opened(data: bytes, inside: Inside) -> None:
    """Judge one file of rich text."""
    if _LINK.search(data) is not None:
        inside.mark(Sign.LINK_OUTSIDE)
    if _CONTROL.search(data) is not None:
        inside.mark(Sign.CONTROL)
    for found in _TEMPLATE.finditer(data):
        if re.search(rb"https?:|ftp:|\\\\\\\\|//|\\u", found[1], re.IGNORECASE) is not None:
            inside.mark(Sign.TEMPLATE_OUTSIDE)
    for found in _FIELD.finditer(data):
        inside.count.look_at_the_clock(inside.level)
        fields.of_word(_instruction(data[found.end() : found.end() + FIELD_LOOKED]), inside)
    for number, found in enumerate(_DATA.finditer(data)):
        if number == OBJECTS_MAX:
            raise inside.count.stop(Sign.TOO_MANY, inside.level, OBJECTS_MAX)
        inside.count.entry(inside.level)
        _object(_digits(data, found.end()), inside)


def _instruction(head: bytes) -> str:
    """Return the words of a field until its result begins, its escapes undone."""
    told = re.split(rb"\\fldrslt\b", head)[0]
    return _WORDS.sub(_letter, told).decode("latin-1")


def _letter(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes.fromhex(found[1].decode())
    return bytes((int(found[2]) & 0xFF,)) if found[2] else b""


def _digits(data: bytes, at: int) -> bytes:
    """Return the bytes that the digits after ``at`` spell, to the end of the group that they stand in."""
    depth, end = 0, len(data)
    for brace in _ENDS.finditer(data, at):
        depth += 1 if brace[0] == b"{" else -1
        if depth < 0:
            end = brace.start()
            break
    digits = _SKIPPED.sub(b"", data[at:end])
    return bytes.fromhex(digits[: len(digits) & ~1].decode())


def _object(data: bytes, inside: Inside) -> None:
    """Judge an object of OLE 1 ([MS-OLEDS] 2.2.5): version, form, class, topic, item, size and the data."""
    inside.count.came_out(len(data), inside.level)
    inside.mark(Sign.EMBEDDED)
    at, words = 8, []
    for _ in range(3):
        size = int.from_bytes(data[at : at + 4], "little")
        words.append(data[at + 4 : at + 4 + size].rstrip(b"\x00").lower())
        at += 4 + min(size, len(data))
    if words[0].startswith(b"equation"):
        inside.mark(Sign.EQUATION)
    size = int.from_bytes(data[at : at + 4], "little")
    body = data[at + 4 : at + 4 + size]
    if int.from_bytes(data[4:8], "little") == 1:
        inside.mark(Sign.LINK_OUTSIDE)
    elif words[0] == b"package" and (packaged := ole.unpackaged(body)) is not None:
        inside.hand(packaged[1], packaged[0])
    elif (at := data.find(b"\xd0\xcf\x11\xe0")) >= 0:
        inside.hand(data[at:])
    elif body:
        inside.hand(body)
    else:
        inside.mark(Sign.BROKEN)
