"""Archives that are known and not opened: 7z, RAR, CAB and others. Whether they are encrypted is told where
it shows.

Sources: RAR's own technote (versions 4 and 5). They are held all the same.
"""

from fairline.checks.files.inside import Inside
from fairline.checks.files.kinds import Kind
from fairline.checks.files.signs import Sign

RAR5 = b"Rar!\x1a\x07\x01\x00"
BLOCKS_MAX = 1000  # ours


def opened(kind: Kind, data: bytes, inside: Inside) -> None:
    """Say that it was not opened, and whether a RAR is encrypted."""
    inside.mark(Sign.UNREAD, kind.name)
    if kind.name == "rar" and (_encrypted5(data) if data.startswith(RAR5) else _encrypted4(data)):
        inside.mark(Sign.ENCRYPTED)


def _encrypted4(data: bytes) -> bool:
    """Blocks of sum, type, flags, size: all encrypted by 0x80 of the main one, a file by 0x04 of its own."""
    at = 7
    for _ in range(BLOCKS_MAX):
        if at + 7 > len(data):
            return False
        kind, flags = data[at + 2], int.from_bytes(data[at + 3 : at + 5], "little")
        size = int.from_bytes(data[at + 5 : at + 7], "little")
        if (kind == 0x73 and flags & 0x80) or (kind == 0x74 and flags & 0x04):
            return True
        more = int.from_bytes(data[at + 7 : at + 11], "little") if flags & 0x8000 or kind == 0x74 else 0
        at += max(7, size) + more
    return False


def _encrypted5(data: bytes) -> bool:
    """Blocks of sum, and size, type, flags in seven bits: one of type 4, or a file's record of type 1."""
    at = len(RAR5)
    for _ in range(BLOCKS_MAX):
        if at + 7 > len(data):
            return False
        size, body = _integer(data, at + 4)
        kind, after = _integer(data, body)
        flags, after = _integer(data, after)
        extra = packed = 0
        if flags & 1:
            extra, after = _integer(data, after)
        if flags & 2:
            packed, after = _integer(data, after)
        record = body + size - extra
        if kind == 4 or (kind in (2, 3) and extra and _integer(data, _integer(data, record)[1])[0] == 1):
            return True
        at = body + size + packed
    return False


def _integer(data: bytes, at: int) -> tuple[int, int]:
    """Return seven bits a byte, the lowest first, and where they end."""
    value = 0
    for place, byte in enumerate(data[at : at + 10]):
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            return value, at + place + 1
    return value, at + 10
