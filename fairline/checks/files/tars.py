"""Tar archives: POSIX ustar, pax and GNU's headers, read in place (POSIX.1-2017 pax; GNU tar manual)."""

from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign
from fairline.checks.files.zips import escapes

BLOCK = 512
FILE, LINKS, LONG, ATTRIBUTES, SPARSE = b"0\x0007", b"12", b"LK", b"xgX", b"S"
HEADER_MAX = 1 << 20  # ours: of a long name or of pax attributes


def opened(data: bytes, inside: Inside) -> None:
    """Judge every file in a tar. Raises ``Broken`` where a header is none, ``Stop`` past a bound."""
    if inside.streamed:
        inside.count.unpacked -= len(
            data
        )  # its files are counted below; what fills its blocks is nobody's size
    at, long_name, told_size = 0, None, None
    while at + BLOCK <= len(data):
        head = data[at : at + BLOCK]
        if not any(head):
            return
        inside.count.entry(inside.level)
        size, kind = _size(head), head[156:157]
        if kind in FILE and told_size is not None:
            size = told_size
        at += BLOCK
        body = data[at : at + size]
        if len(body) < size:
            raise Broken("truncated")
        at += -(-size // BLOCK) * BLOCK
        inside.count.went_in(BLOCK + size, inside.level)
        if kind in LONG and size <= HEADER_MAX:
            long_name = body.rstrip(b"\x00").decode("utf-8", errors="replace") if kind == b"L" else long_name
        elif kind in ATTRIBUTES and size <= HEADER_MAX:
            told_size, long_name = _attributes(body, told_size, long_name)
        else:
            _member(kind, body, long_name or _name(head), inside)
            long_name = told_size = None
    if at < len(data) or at == 0:
        raise Broken("no header")


def _member(kind: bytes, body: bytes, name: str, inside: Inside) -> None:
    if kind in LINKS or escapes(name):
        inside.mark(Sign.ESCAPES)
    if kind in SPARSE:
        inside.mark(Sign.UNREAD, "sparse tar")
    elif kind in FILE and not name.endswith("/"):
        inside.count.came_out(len(body), inside.level)
        if len(body) > inside.count.bounds.member_max:
            inside.mark(Sign.TOO_LARGE, inside.count.bounds.member_max)
            return
        inside.hand(body, name, archive=not inside.streamed)


def _size(head: bytes) -> int:
    """Return the size in a header: octal, or of GNU's binary kind. The header's sum must be right."""
    total = sum(head[:148]) + 8 * 32 + sum(head[156:])
    if _octal(head[148:156]) != total:
        raise Broken("sum")
    field = head[124:136]
    size = int.from_bytes(field[1:], "big") if field[0] & 0x80 else _octal(field)
    if size is None:
        raise Broken("size")
    return size


def _octal(field: bytes) -> int | None:
    digits = field.strip(b"\x00 ")
    return int(digits, 8) if digits and not digits.strip(b"01234567") else 0 if not digits else None


def _name(head: bytes) -> str:
    name = head[:100].partition(b"\x00")[0]
    before = (
        head[345:500].partition(b"\x00")[0] if head[257:262] == b"ustar" and head[262:263] == b"\x00" else b""
    )
    return (before + b"/" + name if before else name).decode("utf-8", errors="replace")


def _attributes(body: bytes, size: int | None, name: str | None) -> tuple[int | None, str | None]:
    """Return the size and the path that pax attributes set: lines of ``length key=value``."""
    for line in body.split(b"\n"):
        key, _, value = line.partition(b" ")[2].partition(b"=")
        if key == b"size" and value.isdigit() and len(value) < 20:
            size = int(value)
        elif key in (b"path", b"GNU.sparse.name"):
            name = value.decode("utf-8", errors="replace")
    return size, name
