"""PDF (ISO 32000-2): scripts, programs started, files embedded, encryption; by scanning, not by rendering.

Names are read with their escapes undone, in the file and in every stream that holds objects; readers open
broken files, so a broken table is no reason to see less.
"""

import re

from fairline.checks.files import streams
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign

_NAME = re.compile(rb"/(?:[A-Za-z0-9]|#[0-9A-Fa-f]{2}){1,40}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FORM_SCRIPT = re.compile(rb"<(?:\w+:)?script\b")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R)")
SIGNS: dict[bytes, Sign] = {
    b"/JavaScript": Sign.PDF_SCRIPT,
    b"/JS": Sign.PDF_SCRIPT,
    b"/Launch": Sign.PDF_LAUNCH,
    b"/EmbeddedFile": Sign.EMBEDDED,
    b"/Encrypt": Sign.ENCRYPTED,
    b"/RichMedia": Sign.PDF_SCRIPT,
    b"/ImportData": Sign.LINK_OUTSIDE,
    b"/GoToE": Sign.EMBEDDED,
}
SURE_LENGTH = 6  # ours: packed data spells shorter names by chance
DRAWN = frozenset((b"/Image", b"/Font", b"/FontFile", b"/FontFile2", b"/FontFile3", b"/ICCBased"))
HEAD = 2048  # ours: a stream's dictionary is shorter
FILTERS = (b"/FlateDecode", b"/Fl")
CODED = (
    b"/ASCIIHexDecode",
    b"/AHx",
    b"/ASCII85Decode",
    b"/A85",
    b"/LZWDecode",
    b"/LZW",
    b"/RunLengthDecode",
    b"/RL",
)


def opened(data: bytes, inside: Inside) -> None:
    """Judge one PDF."""
    seen = _names(data, inside, least=SURE_LENGTH) | _names(_without_streams(data), inside)
    packed = [(_escaped(head), body) for head, body in _streams(data, inside)]
    broken = False
    for wanted in (b"/ObjStm", b"/EmbeddedFile", b"/XFA"):
        for names, body in packed:
            if wanted in names or (wanted == b"/XFA" and wanted in seen and not names & DRAWN):
                try:
                    out = _unpacked(body, names, inside)
                except Broken:
                    broken |= b"/Encrypt" not in seen
                    continue
                if out is not None:
                    seen |= _held(out, wanted, inside)
    if broken or (b"%%EOF" not in data[-2048:] and b"startxref" not in data[-4096:]):
        raise Broken("pdf")


def _held(out: bytes, wanted: bytes, inside: Inside) -> set[bytes]:
    """Judge what a stream held, as what it was wanted for; return the names in it."""
    if wanted == b"/ObjStm":
        inside.rules(out, inside)
        return _names(out, inside)
    if wanted == b"/EmbeddedFile":
        inside.mark(Sign.EMBEDDED)
        inside.hand(out)
    elif _FORM_SCRIPT.search(out) is not None:
        inside.mark(Sign.PDF_SCRIPT)
    return set()


def _names(text: bytes, inside: Inside, least: int = 0) -> set[bytes]:
    """Return all names in ``text`` that are ``least`` long, and mark those that do something."""
    names = {name for name in _escaped(text) if len(name) >= least}
    for name in names & SIGNS.keys():
        inside.mark(SIGNS[name])
    return names


def _escaped(text: bytes) -> set[bytes]:
    """Return all names of letters and digits in ``text``, their escapes undone."""
    return {_ESCAPE.sub(_letter, name) if b"#" in name else name for name in set(_NAME.findall(text))}


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode())


def _without_streams(data: bytes) -> bytes:
    """Return what stands outside of streams: what is packed may spell anything, short names too."""
    kept, at = [], 0
    for found in _STREAM.finditer(data):
        if found.start() < at:
            continue
        end = data.find(b"endstream", found.end())
        if end < 0:
            break
        kept.append(data[at : found.start()])
        at = end
    kept.append(data[at:])
    return b"".join(kept)


def _streams(data: bytes, inside: Inside) -> "list[tuple[bytes, memoryview]]":
    """Return every stream with its dictionary; each ends where its length or the next ``endstream`` says."""
    found, after = [], 0
    for match in _STREAM.finditer(data):
        if match.start() < after:
            continue
        inside.count.entry(inside.level)
        head = data[max(after, match.start() - HEAD) : match.start()]
        head = head[max(0, head.rfind(b" obj")) :]
        end = data.find(b"endstream", match.end())
        told = _LENGTH.search(head)
        if told is not None and data[
            match.end() + int(told[1]) : match.end() + int(told[1]) + 12
        ].lstrip().startswith(b"endstream"):
            end = match.end() + int(told[1])
        after = end = len(data) if end < 0 else end
        found.append((head, memoryview(data)[match.end() : end]))
    return found


def _unpacked(body: memoryview, names: set[bytes], inside: Inside) -> bytes | None:
    """Return what a stream holds, ``None`` if it is packed in a way that is not read."""
    if names & set(CODED):
        inside.mark(Sign.UNREAD, "pdf")
        return None
    if not names & set(FILTERS):
        return bytes(body)
    return inside.collect(streams.deflated_loosely(body, 15))
