"""FreeSWITCH's event socket: what comes on the line, as messages.

Source: https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Modules/mod_event_socket_1048924/
and ``mod_event_socket.c``: header lines, an empty line, and as many bytes of body as Content-Length says.
"""

from dataclasses import dataclass

from fairline.protocols.sip.message import FOUND_CHARS_MAX, Malformed

HEAD_BYTES_MAX = 64 * 1024  # ours
BODY_BYTES_MAX = 32 * 1024 * 1024  # ours: a list of some 50 000 channels


@dataclass(frozen=True, slots=True, kw_only=True)
class EslMessage:
    """One message. Header names are in lower case."""

    headers: dict[str, str]
    body: str

    @property
    def kind(self) -> str:
        """Its Content-Type: ``auth/request``, ``command/reply``, ``api/response``, …"""
        return self.headers.get("content-type", "")


class EslStream:
    """The bytes of one connection. What is too long or no message makes it ``lost`` for good."""

    def __init__(self) -> None:
        self.lost: Malformed | None = None
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[EslMessage]:
        """Take the next bytes in order; return the messages that are whole by then."""
        messages: list[EslMessage] = []
        self._bytes += data
        while self.lost is None and (message := self._next()) is not None:
            messages.append(message)
        if self.lost is not None:
            self._bytes.clear()
        return messages

    def _next(self) -> EslMessage | None:
        del self._bytes[: len(self._bytes) - len(self._bytes.lstrip(b"\n"))]
        end = self._bytes.find(b"\n\n")
        if end < 0 or end > HEAD_BYTES_MAX:
            if len(self._bytes) > HEAD_BYTES_MAX:
                self.lost = _malformed("head", f"over {HEAD_BYTES_MAX} bytes", "an empty line")
            return None
        headers = {}
        for line in bytes(self._bytes[:end]).decode("utf-8", "replace").split("\n"):
            name, colon, value = line.partition(":")
            if not colon:
                self.lost = _malformed("header", line, "a name, a colon and a value")
                return None
            headers[name.strip().lower()] = value.strip()
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > BODY_BYTES_MAX:
            self.lost = _malformed("content-length", length, f"at most {BODY_BYTES_MAX}")
            return None
        whole = end + 2 + int(length)
        if len(self._bytes) < whole:
            return None
        body = bytes(self._bytes[end + 2 : whole]).decode("utf-8", "replace")
        del self._bytes[:whole]
        return EslMessage(headers=headers, body=body)


def _malformed(field: str, found: str, wanted: str) -> Malformed:
    return Malformed(field=field, found=found[:FOUND_CHARS_MAX], wanted=wanted)
