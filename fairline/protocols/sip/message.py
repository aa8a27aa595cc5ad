"""One SIP message: its start line and headers, as far as call records and the SIP port need them.

Bytes in, a ``Message`` or a ``Malformed`` out, never an exception. Bodies are ignored. Compact names, folded
lines, any letter case and several values in one header are read as RFC 3261 section 7.3 has them; text that
is not UTF-8 keeps its readable part. Source: RFC 3261, and the RFCs named beside each header.
"""

import re
from dataclasses import dataclass, replace

import msgspec

from fairline.protocols.sip.address import Address, address, parameters, split_list
from fairline.protocols.sip.headers import HEADER_BYTES_MAX, Headers, careful_headers, head_of, quick_head
from fairline.protocols.sip.once import once
from fairline.protocols.sip.via import Via, via

FOUND_CHARS_MAX = 80  # ours: enough of a bad value to recognise it
CSEQ_MAX = 2**32 - 1  # RFC 3261 section 8.1.1.5 allows less than 2**31; senders up to 32 bits are let through
ONLY_ONE = ("call-id", "cseq", "from", "to")  # RFC 3261 table 2: mandatory, and not lists

_METHOD = re.compile(rb"[A-Za-z0-9.!%*_+`'~-]{1,64}")
_STATUS = re.compile(rb"SIP/2\.0 +([1-6][0-9]{2})(?: (.*))?", re.IGNORECASE)
_USUAL_START = re.compile(r"([A-Z]{1,64}) ([!-~]+) SIP/2\.0")
_CSEQ = re.compile(r"([0-9]{1,10})\s+(\S{1,64})")
_CAUSE = re.compile(r"[0-9]{1,3}")
_OTHER_VERSION = re.compile(rb" SIP/[0-9]{1,4}\.[0-9]{1,4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """Bytes that are no usable message: which part, what stood there (cut), what was wanted.

    ``method`` and ``headers`` are what could be read all the same, so that a request can still be refused;
    ``method`` is empty if this is no request.
    """

    field: str
    found: str
    wanted: str
    method: str = ""
    headers: Headers = ()


class Message(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One request or response. ``status`` and ``phrase`` are ``None`` in a request, ``uri`` in a response.

    ``method`` of a response is that of the request it answers.
    """

    method: str
    uri: str | None
    status: int | None
    phrase: str | None
    call_id: str
    cseq: int
    headers: Headers
    firsts: dict[str, str]
    """The first of each header by name, as it was written."""
    exact: bool
    """Whether the headers stand there byte for byte; else some of it was not UTF-8."""
    body_bytes: int
    """How many bytes follow the empty line after the headers."""

    @property
    def is_request(self) -> bool:
        """Whether this is a request and no response."""
        return self.status is None

    def all(self, name: str) -> list[str]:
        """Return every value of the header ``name`` (long, lower case), lists taken apart, in order."""
        if name not in self.firsts:
            return []
        return [part for key, value in self.headers if key == name for part in split_list(value)]

    def first(self, name: str) -> str | None:
        """Return the first header called ``name`` as it was written, or ``None``."""
        return self.firsts.get(name)

    @once
    def sender(self) -> Address:
        """The From header: whoever sent the request."""
        return address(self.firsts["from"])

    @once
    def recipient(self) -> Address:
        """The To header."""
        return address(self.firsts["to"])

    @once
    def target(self) -> Address | None:
        """The request's URI taken apart: who is called."""
        return None if self.uri is None else address(f"<{self.uri}>")

    @once
    def vias(self) -> int:
        """How many hops the request has made: 1 as its first sender sends it (RFC 3261 section 8.1.1.7)."""
        return len(self.all("via"))

    @once
    def branch(self) -> str | None:
        """The topmost Via's branch, which names the transaction (RFC 3261 section 17.1.3)."""
        top = split_list(self.first("via") or "")
        return parameters(top[0].partition(";")[2]).get("branch") or None if top else None

    @once
    def top_via(self) -> Via | None:
        """The topmost Via taken apart, ``None`` if there is none that an answer could go by."""
        return top_via(self.firsts.get("via"))

    @once
    def asserted(self) -> tuple[Address, ...]:
        """Every P-Asserted-Identity (RFC 3325): the caller as the network vouches for it."""
        return tuple(address(value) for value in self.all("p-asserted-identity"))

    @once
    def diverted_from(self) -> Address | None:
        """Whoever sent the call on last, by Diversion (RFC 5806) or else by History-Info (RFC 7044)."""
        diversions = self.all("diversion")
        if diversions:
            return address(diversions[0])
        return _retargeted([address(value) for value in self.all("history-info")])

    @once
    def causes(self) -> dict[str, int]:
        """The Reason header's causes by protocol in lower case: ``{"q.850": 16}`` (RFC 3326)."""
        found: dict[str, int] = {}
        for value in self.all("reason"):
            protocol, _, rest = value.partition(";")
            cause = parameters(rest).get("cause", "")
            if _CAUSE.fullmatch(cause):
                found.setdefault(protocol.strip().lower(), int(cause))
        return found

    @once
    def credentials_user(self) -> str | None:
        """The user name of the digest credentials (RFC 3261 section 22), ``None`` if the request has none."""
        for name in ("proxy-authorization", "authorization"):
            for value in self.all(name):
                scheme, _, rest = value.partition(" ")
                key, _, user = (rest if scheme.lower() == "digest" else value).partition("=")
                if key.strip().lower() == "username":
                    return user.strip().strip('"') or None
        return None

    @property
    def user_agent(self) -> str | None:
        """The software that sent it, as it calls itself."""
        return (
            self.first("user-agent") if self.is_request else self.first("user-agent") or self.first("server")
        )


def starts_like_sip(data: bytes) -> bool:
    """Return whether ``data`` begins with a SIP start line. Cheap; leading line ends are allowed."""
    line = data[:4096].lstrip(b"\r\n").split(b"\n", 1)[0].rstrip(b"\r")
    if line[:4].upper() == b"SIP/":
        return _STATUS.fullmatch(line) is not None
    return _request_line(line) is not None


def parse(data: bytes) -> Message | Malformed:
    """Read one message. Without the empty line after the headers, an unfinished last line is not believed."""
    return parse_quickly(data) or parse_carefully(data)


def parse_quickly(data: bytes) -> Message | None:
    """Read a request that is written as nearly all are; ``None`` if it is not, or has a fault."""
    head = quick_head(data)
    if head is None:
        return None
    start, headers, body_bytes = head
    request = _USUAL_START.fullmatch(start)
    if request is None:
        return None
    message = _message(headers, body_bytes=body_bytes, method=request[1], uri=request[2])
    return message if isinstance(message, Message) else None


def parse_carefully(data: bytes) -> Message | Malformed:
    """Read one message, however it is written."""
    text = data.lstrip(b"\r\n")
    start, block, body = head_of(text[:HEADER_BYTES_MAX])
    if not start:
        return _malformed("start line", text[:HEADER_BYTES_MAX], "a whole line")
    start = start.rstrip(b"\r\n")
    headers, exact = careful_headers(block)
    body_bytes = 0 if body is None else len(text) - body
    status = _STATUS.fullmatch(start)
    if status is not None:
        phrase = _text(status[2] or b"")
        return _message(headers, exact=exact, body_bytes=body_bytes, status=int(status[1]), phrase=phrase)
    request = _request_line(start)
    if request is None:
        return _no_request(start, headers)
    method = _text(request[0])
    message = _message(headers, exact=exact, body_bytes=body_bytes, method=method, uri=_text(request[1]))
    return message if isinstance(message, Message) else replace(message, method=method, headers=headers)


def top_via(first: str | None) -> Via | None:
    """Return the topmost Via, which is in the first header of the name."""
    if first is None:
        return None
    parts = split_list(first) if "," in first else [first]
    return via(parts[0]) if parts else None


def _message(
    headers: Headers,
    *,
    body_bytes: int,
    exact: bool = True,
    method: str | None = None,
    uri: str | None = None,
    status: int | None = None,
    phrase: str | None = None,
) -> Message | Malformed:
    single = dict(reversed(headers))
    if len(single) != len(headers):
        for name, value in headers:
            if name in ONLY_ONE and single[name] != value:
                return _malformed(name, value, "one value")
    for name in ONLY_ONE:
        if not single.get(name):
            return _malformed(name, single.get(name, ""), "a value")
    cseq = _CSEQ.fullmatch(single["cseq"])
    if cseq is None or int(cseq[1]) > CSEQ_MAX:
        return _malformed("cseq", single["cseq"], "a number below 2**32 and a method")
    if method is not None and method != cseq[2]:
        return _malformed("cseq", single["cseq"], f"the method {method}")
    if "\0" in single["call-id"]:
        return _malformed("call-id", single["call-id"], "text without NUL")
    # A quoted display name may hold an escaped NUL (RFC 4475 section 3.1.1.2); nothing else may.
    for name in ("from", "to"):
        if "\0" in single[name] and "\0" in address(single[name]).plain:
            return _malformed(name, single[name], "text without NUL")
    return Message(
        method=cseq[2],
        uri=uri,
        status=status,
        phrase=phrase,
        call_id=single["call-id"],
        cseq=int(cseq[1]),
        headers=headers,
        firsts=single,
        exact=exact,
        body_bytes=body_bytes,
    )


def _request_line(line: bytes) -> tuple[bytes, bytes] | None:
    """Return method and URI. White space around and in the URI is a sender's fault that costs no call."""
    method, _, rest = line.strip(b" \t").partition(b" ")
    uri = rest[: -len(b"SIP/2.0")].strip(b" \t")
    if rest[-len(b" SIP/2.0") :].upper() != b" SIP/2.0" or not uri or _METHOD.fullmatch(method) is None:
        return None
    return method, uri


def _no_request(start: bytes, headers: Headers) -> Malformed:
    """Say what is wrong with a start line; one of another version or without a URI is still a request."""
    method = start.strip(b" \t").partition(b" ")[0]
    is_request = _OTHER_VERSION.search(start.rstrip(b" \t")) is not None and _METHOD.fullmatch(method)
    if not is_request:
        return _malformed("start line", start, "METHOD uri SIP/2.0 or SIP/2.0 status phrase")
    other = not start.rstrip(b" \t").upper().endswith(b" SIP/2.0")
    found = (
        _malformed("version", start, "the version SIP/2.0") if other else _malformed("uri", start, "a URI")
    )
    return replace(found, method=_text(method), headers=headers)


def _retargeted(history: list[Address]) -> Address | None:
    """Return who was left for the last target: RFC 7044's ``mp`` index, else the last entry with a Reason."""
    if len(history) < 2:
        return None
    index = history[-1].params.get("mp")
    for entry in history[:-1]:
        if index is not None and entry.params.get("index") == index:
            return entry
    left = [entry for entry in history[:-1] if entry.escaped_reason]
    return left[-1] if left else None


def _malformed(field: str, found: bytes | str, wanted: str) -> Malformed:
    text = found if isinstance(found, str) else _text(found)
    return Malformed(field=field, found=text[:FOUND_CHARS_MAX], wanted=wanted)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
