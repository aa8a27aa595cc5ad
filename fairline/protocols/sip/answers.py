"""Answers as bytes: what is copied from the request, what is ours, and the Reason header.

Source: RFC 3261 section 8.2.6, RFC 3581 section 4 for Via, RFC 3326 for Reason, ATIS-1000099 for 603+.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

from fairline.protocols.sip.address import split_list
from fairline.protocols.sip.endpoint import Datagram, Endpoint
from fairline.protocols.sip.headers import Headers, headers_as_sent
from fairline.protocols.sip.message import Message
from fairline.protocols.sip.via import Via, stamped

ALLOW = "INVITE, ACK, CANCEL, OPTIONS"
NETWORK_BLOCKED = "Network Blocked"  # the phrase is the mark of 603+; a plain 603 says "Decline"
ID_CHARS_MAX = 64  # ATIS-1000099: what a redress id may have
PHRASES = {  # RFC 3261 section 21; 607 is RFC 8197
    100: "Trying",
    200: "OK",
    302: "Moved Temporarily",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    416: "Unsupported URI Scheme",
    420: "Bad Extension",
    429: "Too Many Requests",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    483: "Too Many Hops",
    487: "Request Terminated",
    500: "Server Internal Error",
    501: "Not Implemented",
    503: "Service Unavailable",
    505: "Version Not Supported",
    513: "Message Too Large",
    603: "Decline",
    607: "Unwanted",
}
COPIED = {"via": "Via", "from": "From", "to": "To", "call-id": "Call-ID", "cseq": "CSeq"}
"""What an answer repeats, and how it is written there (section 8.2.6.2)."""
_TAG = re.compile(r";\s*tag\s*=", re.IGNORECASE)
_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{ID_CHARS_MAX}}}")
_URL = re.compile(r"https://[!#-:<-~]{3,250}")  # no quotes, no semicolons: they would end the parameter
_TEL = re.compile(r"\+[0-9]{5,15}")
_EMAIL = re.compile(r"[!#-:<-?A-~]{1,64}@[A-Za-z0-9.-]{3,200}")
_LOCATION = re.compile(r"U|LPN|LN|TN|RLN|RPN|INTL|BI")  # RFC 8606 section 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress:
    """Where a caller that analytics blocked may complain: at least one of the three ways.

    ``ValueError`` says which part is none that 603+ allows. ``location`` is who blocked (RFC 8606).
    """

    url: str | None = None
    tel: str | None = None
    email: str | None = None
    location: str = "RLN"

    def __post_init__(self) -> None:
        """Refuse what a peer could not use, or what would break out of the quoted text."""
        if self.url is None and self.tel is None and self.email is None:
            raise ValueError("redress: found none, wanted a url, a tel or an email")
        for name, value, wanted in (
            ("url", self.url, _URL),
            ("tel", self.tel, _TEL),
            ("email", self.email, _EMAIL),
            ("location", self.location, _LOCATION),
        ):
            if value is not None and wanted.fullmatch(value) is None:
                raise ValueError(f"redress: found {name} {value!r}, wanted one that 603+ allows")


def blocked_reason(redress: Redress, case: str | None) -> str:
    """Return the Reason of a 603+. ``case`` is what a complaint quotes; one of another form is left out."""
    ways = (("url", redress.url), ("tel", redress.tel), ("email", redress.email))
    parts = ["v=analytics1", *(f"{name}={value}" for name, value in ways if value is not None)]
    if case is not None and _ID.fullmatch(case):
        parts.append(f"id={case}")
    return f'SIP;cause=603;text="{";".join(parts)}";location={redress.location}'


def own_reason(status: int, text: str) -> str:
    """Return a Reason of our own: protocol SIP, the status, and ``text`` made safe to stand in quotes."""
    safe = "".join(char for char in text if char.isprintable() and char not in '"\\')
    return f'SIP;cause={status};text="{safe}"'


def copied(message: Message, data: bytes) -> Headers:
    """Return the headers of ``data`` that an answer repeats, byte for byte as they came."""
    return only_copied(message.headers if message.exact else headers_as_sent(data))


def only_copied(headers: Headers) -> Headers:
    """Return those of ``headers`` that an answer repeats."""
    return tuple([each for each in headers if each[0] in COPIED])


def answered(
    headers: Headers,
    hop: Via,
    status: int,
    to: Endpoint,
    *,
    phrase: str | None,
    secret: bytes,
    extra: Headers,
) -> Datagram:
    """Return the answer to a request of which it repeats ``headers``, from ``to`` with ``hop`` on top.

    ``phrase``: ``None`` for the usual one. A To without a tag gets one made with ``secret``; that of a 100
    gets none. Bytes of the request that are not UTF-8 come in as lone surrogates and go back as they were.
    """
    lines = [f"SIP/2.0 {status} {phrase or PHRASES[status]}"]
    first = True
    for name, value in headers:
        if name == "via" and first:
            first = False
            value = _restamped(value, hop, to)
        elif name == "to" and status > 100 and _TAG.search(value.rpartition(">")[2]) is None:
            value = f"{value};tag={tag_of(secret, headers)}"
        lines.append(f"{COPIED[name]}: {value}")
    for name, value in extra:
        assert "\r" not in value
        assert "\n" not in value
        lines.append(f"{name}: {value}")
    lines.append("Content-Length: 0\r\n\r\n")
    return Datagram(data="\r\n".join(lines).encode("utf-8", "surrogateescape"), to=_back(hop, to))


def tag_of(secret: bytes, headers: Headers) -> str:
    """Return the To tag of a request: the same for every copy of it, and not to be guessed (section 19.3)."""
    said = "\0".join([value for _, value in headers])
    return blake2b(said.encode("utf-8", "replace"), digest_size=8, key=secret).hexdigest()


def _restamped(value: str, hop: Via, to: Endpoint) -> str:
    new = stamped(hop, to.host, to.port)
    if "," not in value:
        return new
    return ", ".join([new, *split_list(value)[1:]])


def _back(hop: Via, to: Endpoint) -> Endpoint:
    """Return where the answer goes (section 18.2.2): over TCP the connection; over UDP always the address it
    came from, at the port it came from if ``rport`` asks so, else at the port it names. ``maddr`` is not
    followed: it would let a forged request send answers to anyone."""
    if to.reliable or hop.asks_rport or hop.port == to.port:
        return to
    return Endpoint(host=to.host, port=hop.port, transport=to.transport, line=to.line)
