"""Netstrings: ``<length>:<bytes>,`` back to back. Source: https://cr.yp.to/proto/netstrings.txt."""

from fairline.protocols.sip.message import FOUND_CHARS_MAX, Malformed

BYTES_MAX = 512 * 1024  # ours
DIGITS_MAX = len(str(BYTES_MAX))


def netstring(data: bytes) -> bytes:
    """Return ``data`` framed."""
    return b"%d:%b," % (len(data), data)


class Netstrings:
    """The bytes of one connection. What is no netstring makes it ``lost`` for good."""

    def __init__(self) -> None:
        self.lost: Malformed | None = None
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes in order; return the strings that are whole by then."""
        strings: list[bytes] = []
        self._bytes += data
        while self.lost is None and (string := self._next()) is not None:
            strings.append(string)
        if self.lost is not None:
            self._bytes.clear()
        return strings

    def _next(self) -> bytes | None:
        colon = self._bytes.find(b":", 0, DIGITS_MAX + 1)
        digits = bytes(self._bytes[: colon if colon >= 0 else DIGITS_MAX + 1])
        if (digits or colon >= 0) and not digits.isdigit():
            self._lose("length", digits)
            return None
        if colon < 0:
            if len(digits) > DIGITS_MAX:
                self._lose("length", digits)
            return None
        length = int(digits)
        if length > BYTES_MAX:
            self._lose("length", digits)
            return None
        end = colon + 1 + length
        if len(self._bytes) <= end:
            return None
        if self._bytes[end : end + 1] != b",":
            self._lose("end", bytes(self._bytes[end : end + 1]))
            return None
        string = bytes(self._bytes[colon + 1 : end])
        del self._bytes[: end + 1]
        return string

    def _lose(self, field: str, found: bytes) -> None:
        self.lost = Malformed(field=field, found=repr(found)[:FOUND_CHARS_MAX], wanted="a netstring")
