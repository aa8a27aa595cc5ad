"""What a request must be before anybody is asked about it, in the order of RFC 3261 section 8.2.

Each check is a line of the table: a test, and the status with which the request is refused.
"""

import re
from collections.abc import Callable

import msgspec

from fairline.protocols.sip.answers import ALLOW
from fairline.protocols.sip.headers import Headers
from fairline.protocols.sip.message import Message

SERVED = frozenset({"INVITE", "ACK", "CANCEL", "OPTIONS"})
KNOWN = frozenset(  # RFC 3261, 3262, 3265, 3311, 3428, 3515, 3903, 6086: known, and not for a redirect server
    {"BYE", "REGISTER", "INFO", "MESSAGE", "NOTIFY", "PRACK", "PUBLISH", "REFER", "SUBSCRIBE", "UPDATE"}
)
SCHEMES = frozenset({"sip", "sips", "tel"})
# Extensions that a final answer other than success leaves as it is, so requiring them asks nothing of us:
# RFC 3262, RFC 4028, RFC 7044, RFC 3323, RFC 3327.
UNDERSTOOD = frozenset({"100rel", "timer", "histinfo", "privacy", "path"})
OPTION_TAGS_MAX = 16  # ours: as many of what is not supported are told
NUMBER_DIGITS_MAX = 9  # ours
_TOKEN = re.compile(r"[A-Za-z0-9.!%*_+`'~-]{1,64}")


class Refusal(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why a request is not let in."""

    status: int
    headers: Headers = ()
    phrase: str | None = None


def refusal(message: Message) -> Refusal | None:
    """Return the first check that a request fails, ``None`` if it may be asked about.

    An ACK is not for here: it is never answered.
    """
    for check in CHECKS:
        found = check(message)
        if found is not None:
            return found
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS_MAX


def _length(message: Message) -> Refusal | None:
    """Section 18.3: a datagram with less body than it says is cut off; what follows the body is ignored."""
    length = message.first("content-length")
    if length is None or (_is_number(length) and int(length) <= message.body_bytes):
        return None
    return Refusal(status=400, phrase="Bad Content-Length")


def _method(message: Message) -> Refusal | None:
    """Section 8.2.1; a request of a dialog that we never had is 481 (sections 12.2.2 and 15.1.2)."""
    in_dialog = message.recipient.tag is not None
    if message.method in SERVED or (message.method in KNOWN and in_dialog):
        return Refusal(status=481) if in_dialog and message.method != "CANCEL" else None
    return Refusal(status=405 if message.method in KNOWN else 501, headers=(("Allow", ALLOW),))


def _scheme(message: Message) -> Refusal | None:
    """Section 8.2.2.1: the Request-URI's scheme."""
    scheme, colon, _ = (message.uri or "").partition(":")
    if not colon or scheme.lower() in SCHEMES:
        return None if colon else Refusal(status=400, phrase="Bad Request-URI")
    return Refusal(status=416)


def _blanks(message: Message) -> Refusal | None:
    """Section 7.1: no white space, control character or angle bracket stands in a Request-URI."""
    uri = message.uri or ""
    bad = not uri.isprintable() or " " in uri or "<" in uri or ">" in uri
    return Refusal(status=400, phrase="Bad Request-URI") if bad else None


def _hops(message: Message) -> Refusal | None:
    """Section 16.3: a call that has used up its hops goes round; OPTIONS are answered (section 11)."""
    left = message.first("max-forwards")
    if left is None:
        return None
    if not _is_number(left):
        return Refusal(status=400, phrase="Bad Max-Forwards")
    return Refusal(status=483) if int(left) == 0 and message.method == "INVITE" else None


def _extensions(message: Message) -> Refusal | None:
    """Section 8.2.2.3: what a request requires and we do not have; a CANCEL is not asked."""
    if message.method == "CANCEL" or message.first("require") is None:
        return None
    missing = [tag for tag in message.all("require") if tag.lower() not in UNDERSTOOD]
    if not missing:
        return None
    told = [tag for tag in missing[:OPTION_TAGS_MAX] if _TOKEN.fullmatch(tag)]
    return Refusal(status=420, headers=(("Unsupported", ", ".join(told)),) if told else ())


CHECKS: tuple[Callable[[Message], Refusal | None], ...] = (
    _length,
    _blanks,
    _method,
    _scheme,
    _hops,
    _extensions,
)
