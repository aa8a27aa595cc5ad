"""SIP over a byte stream: where one message ends and the next begins (RFC 3261 section 18.3)."""

import re

from fairline.protocols.sip.headers import HEADER_BYTES_MAX, headers_end
from fairline.protocols.sip.message import starts_like_sip

BODY_BYTES_MAX = 1024 * 1024  # ours: no call is set up with more

_LENGTH = re.compile(
    rb"^(?:content-length|l)[ \t]*:[ \t]*([0-9]{1,9})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_START = re.compile(rb"(?:^|(?<=\n))(?=SIP/2\.0 |[A-Z]{3,20} [^\r\n]{1,4000} SIP/2\.0\r?\n)")


class Stream:
    """The bytes of one direction of one connection. At most a message of the largest size is kept."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def __len__(self) -> int:
        """Return how many bytes are kept of what is begun."""
        return len(self._bytes)

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes in order; return the messages that are whole by then.

        Bytes that cannot begin a message are dropped up to the next line that can. A message without
        Content-Length has no body, as there would be no telling where it ends.
        """
        self._bytes += data
        messages = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def lose(self) -> None:
        """Forget what is begun: bytes are missing before those fed next."""
        self._bytes.clear()

    def _next(self) -> bytes | None:
        self._skip_to_start()
        end = headers_end(self._bytes)
        if end is None:
            if len(self._bytes) > HEADER_BYTES_MAX:
                self._bytes.clear()
            return None
        end += 2 if self._bytes[end : end + 1] == b"\r" else 1
        length = _LENGTH.search(self._bytes, 0, end)
        whole = end + (0 if length is None else min(int(length[1]), BODY_BYTES_MAX))
        if len(self._bytes) < whole:
            return None
        message = bytes(self._bytes[:whole])
        del self._bytes[:whole]
        return message

    def _skip_to_start(self) -> None:
        """Drop keep-alives (RFC 5626 section 3.5.1) and the rest of a message whose start was not seen."""
        del self._bytes[: len(self._bytes) - len(self._bytes.lstrip(b"\r\n"))]
        if b"\n" not in self._bytes or starts_like_sip(bytes(self._bytes[:4096])):
            if len(self._bytes) > HEADER_BYTES_MAX and b"\n" not in self._bytes:
                self._bytes.clear()
            return
        start = _START.search(self._bytes, 1)
        del self._bytes[: len(self._bytes) if start is None else start.start()]
