"""For whom a certificate may sign: its TN Authorization List (RFC 8226 section 9).

A list of provider codes (SPC), numbers, and ranges of numbers, in DER with explicit tags. ATIS-1000080 has
every certificate of the ecosystem carry one; a certificate with numbers only is a delegate's (RFC 9060).
"""

from collections.abc import Iterator

from msgspec import Struct

OBJECT_ID = "1.3.6.1.5.5.7.1.26"  # id-pe-TNAuthList, RFC 8226
ENTRIES_MAX = 10_000  # ours: of one certificate
SEQUENCE, TEXT, INTEGER = 0x30, 0x16, 0x02
CODE, RANGE, ONE = 0xA0, 0xA1, 0xA2
RANGE_MAX = 10**15  # E.164's fifteen digits


class Authority(Struct, frozen=True, kw_only=True):
    """What a list names. ``ranges``: first and last number, as integers."""

    codes: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    ranges: tuple[tuple[int, int], ...] = ()

    def covers(self, number: str) -> bool:
        """Whether it may sign for ``number``, digits without a plus sign. A provider's code covers all: which
        numbers are whose is known to the numbering plan's keeper alone."""
        if self.codes or number in self.numbers:
            return True
        if not number.isdecimal():
            return False
        return any(first <= int(number) <= last for first, last in self.ranges)


class _Broken(ValueError):
    """It is not DER, or no such list."""


def read_authority(data: bytes) -> Authority | None:
    """Return what the value of the extension says; ``None`` if it is no such list. Never raises."""
    try:
        (tag, whole), *more = _values(data)
        if tag != SEQUENCE or more:
            return None
        return _list(whole)
    except ValueError:
        return None


def _list(whole: bytes) -> Authority:
    codes: list[str] = []
    numbers: set[str] = set()
    ranges: list[tuple[int, int]] = []
    for count, (tag, inner) in enumerate(_values(whole)):
        if count >= ENTRIES_MAX:
            raise _Broken
        ((kind, value),) = _values(inner)
        if tag == CODE and kind == TEXT and value:
            codes.append(value.decode("ascii"))
        elif tag == ONE and kind == TEXT:
            numbers.add(_number(value))
        elif tag == RANGE and kind == SEQUENCE:
            ranges.append(_range(value))
        else:
            raise _Broken
    if not (codes or numbers or ranges):
        raise _Broken
    return Authority(codes=tuple(codes), numbers=frozenset(numbers), ranges=tuple(ranges))


def _range(value: bytes) -> tuple[int, int]:
    (kind, start), (other, count) = _values(value)
    if kind != TEXT or other != INTEGER or not 1 <= len(count) <= 8:
        raise _Broken
    first, many = int(_number(start)), int.from_bytes(count, "big", signed=True)
    if not 2 <= many <= RANGE_MAX:  # RFC 8226: (2..MAX)
        raise _Broken
    return first, first + many - 1


def _number(value: bytes) -> str:
    number = value.decode("ascii")
    if not (number.isdecimal() and len(number) <= 15):
        raise _Broken
    return number


def _values(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield tag and content of each value in a row."""
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise _Broken
        tag, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            octets = size & 0x7F
            if not 1 <= octets <= 3 or at + octets > len(data):
                raise _Broken
            size = int.from_bytes(data[at : at + octets], "big")
            at += octets
        if at + size > len(data):
            raise _Broken
        yield tag, data[at : at + size]
        at += size
