"""The headers of a message: from bytes to names and values, and where they end.

There are two ways. The careful one takes whatever comes. The quick one takes what nearly all senders write:
UTF-8, lines that end in CRLF, none of them folded, a name, a colon, a value. It says ``None`` to all else,
and what it reads is what the careful one reads, which a test holds on altered messages.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

HEADER_BYTES_MAX = 64 * 1024  # ours: as much as one UDP datagram may hold
Headers = tuple[tuple[str, str], ...]
"""Names and values in the order of the message. Names are lower case and long."""

COMPACT = {  # RFC 3261 section 7.3.3; r and b are RFC 3515 and 3892, y is RFC 8224
    "b": "referred-by",
    "c": "content-type",
    "e": "content-encoding",
    "f": "from",
    "i": "call-id",
    "k": "supported",
    "l": "content-length",
    "m": "contact",
    "r": "refer-to",
    "s": "subject",
    "t": "to",
    "v": "via",
    "y": "identity",
}
_USUAL = (  # as RFC 3261 and the RFCs of the others spell them
    "Accept Allow Allow-Events Call-ID Contact Content-Disposition Content-Length Content-Type CSeq Date"
    " Diversion Expires From History-Info Identity Max-Forwards Min-SE P-Asserted-Identity P-Charging-Vector"
    " P-Early-Media Privacy Proxy-Authorization Reason Record-Route Remote-Party-ID Require Route"
    " Session-Expires Session-ID Subject Supported To User-Agent Via"
)
NAMES_MAX = 1_000  # ours: other names that are remembered
_TOKEN = re.compile(r"[A-Za-z0-9.!%*_+`'~-]+")
SPELLED = {name: name.lower() for name in _USUAL.split()} | COMPACT


def quick_head(data: bytes) -> tuple[str, Headers, int] | None:
    """Return the start line, the headers and how many bytes follow them; ``None`` where care is needed."""
    end = data.find(b"\r\n\r\n")
    if not 0 < end <= HEADER_BYTES_MAX - 4:
        return None
    try:
        text = data[:end].decode()
    except UnicodeDecodeError:
        return None
    start, *lines = text.split("\r\n")
    if text.count("\n") != len(lines):  # some line ends in a lone LF
        return None
    try:
        parts = [line.split(": ", 1) for line in lines]
        headers = tuple([(SPELLED.get(name) or _unusual(name), value.strip()) for name, value in parts])
    except ValueError:  # some line has no name, or no value
        return None
    return start, headers, len(data) - end - 4


@lru_cache(NAMES_MAX)
def _unusual(name: str) -> str:
    """Return the name that few use in lower case. ``ValueError`` if this is no plain name."""
    if _TOKEN.fullmatch(name) is None:
        raise ValueError
    low = name.lower()
    return COMPACT.get(low, low)


def careful_headers(block: bytes) -> tuple[Headers, bool]:
    """Return the headers of whole lines, and whether they stand there byte for byte: they are UTF-8."""
    try:
        return tuple(_headers_of(block.decode())), True
    except UnicodeDecodeError:
        return tuple(_headers_of(block.decode("utf-8", "replace"))), False


def headers_as_sent(data: bytes) -> Headers:
    """Return the headers of a message that was parsed, with bytes that are not UTF-8 as lone surrogates."""
    _, block, _ = head_of(data.lstrip(b"\r\n")[:HEADER_BYTES_MAX])
    return tuple(_headers_of(block.decode("utf-8", "surrogateescape")))


def headers_end(text: bytes | bytearray) -> int | None:
    """Return where the last header line ends, its line end included; ``None`` without an empty line after it.

    Lines end in CRLF or, as some senders have it, in a lone LF.
    """
    ends = [at + 1 for at in (text.find(b"\n\r\n"), text.find(b"\n\n")) if at >= 0]
    return min(ends) if ends else None


def head_of(text: bytes) -> tuple[bytes, bytes, int | None]:
    """Return the start line and the header lines, all of them whole, empty if no line is; and where what
    follows their empty line begins, ``None`` without one.
    """
    end = headers_end(text)
    whole = text[: text.rfind(b"\n") + 1 if end is None else end]
    cut = whole.find(b"\n") + 1
    body = None if end is None else end + (2 if text[end : end + 1] == b"\r" else 1)
    return whole[:cut], whole[cut:], body


def _headers_of(block: str) -> Iterator[tuple[str, str]]:
    """Yield names and values. A line that begins with white space goes on with the one before."""
    name, value = "", ""
    for raw in block.split("\n"):
        line = raw.rstrip("\r")
        if line[:1] in (" ", "\t"):
            value = f"{value} {line.strip()}".strip()
            continue
        if name:
            yield name, value
        key, colon, rest = line.partition(":")
        key = key.strip().lower()
        name, value = (COMPACT.get(key, key), rest.strip()) if colon else ("", "")
    if name:
        yield name, value
