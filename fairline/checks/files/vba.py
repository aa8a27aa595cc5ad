"""Source text of VBA modules ([MS-OVBA] 2.4.1), bounded; and which of its procedures run by themselves."""

import re

from fairline.checks.files.inside import Broken

AUTO = re.compile(
    rb"\b(?:sub|function)\s+(?:auto_?(?:open|close|exec|exit|new|activate|deactivate|add|remove)"
    rb"|document_(?:open|close|new|beforeclose|contentcontrolonenter)|documentopen|documentclose|documentchange"
    rb"|workbook_(?:open|activate|close|beforeclose|deactivate|addininstall)|worksheet_(?:calculate|activate|change)"
    rb"|app(?:lication)?_\w*(?:open|startup|quit|beforeclose)|onslideshow\w+|\w+_(?:layout|painted|painting|mousehover|mouseenter))\b",
    re.IGNORECASE,
)
"""Ours, from Microsoft's own names of events that need no click."""
SOURCE_MAX = 4 << 20  # ours: of one module


def unpacked(data: bytes) -> bytes:
    """Return the source in a compressed container, at most ``SOURCE_MAX`` of it. Raises ``Broken``."""
    if data[:1] != b"\x01":
        raise Broken("no container")
    at, out = 1, bytearray()
    while at + 2 <= len(data) and len(out) < SOURCE_MAX:
        header = int.from_bytes(data[at : at + 2], "little")
        if header >> 12 & 7 != 3:
            if out:
                break  # what follows the last chunk is not read by Office either
            raise Broken("no chunk")
        end = min(len(data), at + (header & 0xFFF) + 3)
        if header & 0x8000:
            _chunk(data[at + 2 : end], out)
        else:
            out += data[at + 2 : at + 2 + 4096]
        at = end
    return bytes(out)


def _chunk(chunk: bytes, out: bytearray) -> None:
    """Unpack tokens: a byte of flags before every eight, a literal for 0 and a copy for 1."""
    start, at = len(out), 0
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        for bit in range(8):
            if at >= len(chunk):
                return
            if not flags >> bit & 1:
                out.append(chunk[at])
                at += 1
                continue
            token = int.from_bytes(chunk[at : at + 2], "little")
            at += 2
            bits = max((len(out) - start - 1).bit_length(), 4)
            length, offset = (token & 0xFFFF >> bits) + 3, (token >> 16 - bits) + 1
            if offset > len(out) - start or len(out) - start + length > 4096:
                raise Broken("copy token")
            for _ in range(length):
                out.append(out[-offset])


def source_of(stream: bytes) -> bytes | None:
    """Return the source in a module's stream, wherever in it its container begins; ``None`` if none is found.

    The place stands in the project's ``dir``; every module's source begins with ``Attribut``, which shows
    as it is in the first chunk: nothing was there yet to copy from.
    """
    at = stream.find(b"\x00Attribut")
    while at >= 3:
        try:
            return unpacked(stream[at - 3 :])
        except Broken:
            at = stream.find(b"\x00Attribut", at + 1)
    return None
