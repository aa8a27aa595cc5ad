"""DKIM and ARC: who signed a mail, and does the signature hold? By dkimpy, on headers and body handed to it.

Of a body only a digest is taken and compared with the signed one: that is no look at content, and nothing of
it is kept. The library's own splitting and folding of a body takes quadratic time over long blanks; a body is
brought into its canonical form here, in linear time, before the library sees it. Its clock is the machine's.
"""

import logging
import re
from binascii import Error as Base64Error
from enum import StrEnum

import dkim as library
from msgspec import Struct

from fairline.checks.mail.dns import Kind, Resolver, State

SIGNATURES_MAX = 5  # ours: more are not looked at; senders and their services sign two or three times
SETS_MAX = 10  # ours: hops that sealed a mail; RFC 8617, 4.2.1 allows 50
FIELD_BYTES_MAX = 8192  # ours: a signature of 4096 bits over all headers has two thousand
KEY_BYTES_MAX = 1500  # ours: a key of 8192 bits, twice what RFC 8301, 3.2 asks of a verifier
KEY_BITS_MIN = 1024  # RFC 8301, 3.2
FAULTS = (
    library.DKIMException,
    Base64Error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What the library raises on signatures and keys that are broken, and on some lets out by mistake."""
WEAK = frozenset({b"rsa-sha1"})  # RFC 8301, 3.1: must not be used
QUIET = logging.getLogger(__name__)
QUIET.disabled = True  # the library logs each signature that does not hold; here that is a result
TAG = re.compile(rb"(?:^|;)\s*([a-z]+)\s*=([^;]*)")


class Dkim(StrEnum):
    """The results of RFC 8601, 2.7.1 that a signature can have."""

    PASS = "pass"
    FAIL = "fail"
    """The signature is there and does not hold: the mail was changed, or the key is another."""
    PERMERROR = "permerror"
    """The signature or its key is broken, too weak, or signs no From."""
    TEMPERROR = "temperror"
    UNKNOWN = "unknown"
    """The body was not at hand."""


class Signature(Struct, frozen=True, kw_only=True):
    """One DKIM signature. ``domain`` answers for the mail if ``result`` is ``PASS``.

    ``whole``: whether all of the body is signed. Where ``l=`` signs only its begin, anybody can add to it.
    """

    domain: str
    selector: str
    result: Dkim
    whole: bool = True


class Chain(StrEnum):
    """How a chain of ARC seals stands (RFC 8617, 4.4)."""

    NONE = "none"
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class Arc(Struct, frozen=True, kw_only=True):
    """The chain, the domains that sealed it, newest first, and whether the first of them saw DMARC pass."""

    result: Chain
    sealers: tuple[str, ...] = ()
    dmarc_passed_at_first: bool | None = None


def check_dkim(head: bytes, body: bytes | None, resolver: Resolver) -> tuple[Signature, ...]:
    """Return the first ``SIGNATURES_MAX`` signatures, from the top. ``body``: ``None`` if not at hand."""
    mail = _Signed(head, body)
    count = min(len(mail.fields(b"dkim-signature")), SIGNATURES_MAX)
    return tuple(_signature(mail, place, resolver) for place in range(count))


def _signature(mail: "_Signed", place: int, resolver: Resolver) -> Signature:
    field = mail.fields(b"dkim-signature")[place]
    tags = dict(TAG.findall(field)) if len(field) <= FIELD_BYTES_MAX else {}
    told = {name: re.sub(rb"\s+", b"", value) for name, value in tags.items()}
    signed = {each.lower() for each in told.get(b"h", b"").split(b":")}

    def result(of: Dkim) -> Signature:
        return Signature(
            domain=_text(told.get(b"d")),
            selector=_text(told.get(b"s")),
            result=of,
            whole=b"l" not in told or told[b"l"] == str(mail.size(told)).encode(),
        )

    if not told.get(b"d") or not told.get(b"s") or told.get(b"a") in WEAK or b"from" not in signed:
        return result(Dkim.PERMERROR)
    if mail.body is None:
        return result(Dkim.UNKNOWN)
    keys = _Keys(resolver)
    try:
        verified = library.DKIM.verify(mail.signer(library.DKIM, told), place, dnsfunc=keys)
    except library.ValidationError as fault:
        changed = str(fault).startswith("body hash mismatch")
        return result(Dkim.FAIL if changed else Dkim.PERMERROR)
    except FAULTS:
        return result(Dkim.PERMERROR)
    if verified:
        return result(Dkim.PASS)
    return result(Dkim.TEMPERROR if keys.failed else Dkim.PERMERROR if keys.missing else Dkim.FAIL)


def check_arc(head: bytes, body: bytes | None, resolver: Resolver) -> Arc:
    """Return how the chain of seals stands; ``UNKNOWN`` without the body, a key, or with too many seals."""
    mail = _Signed(head, body)
    seals = mail.fields(b"arc-seal")
    every = [*seals, *mail.fields(b"arc-message-signature"), *mail.fields(b"arc-authentication-results")]
    if not every:
        return Arc(result=Chain.NONE)
    if mail.body is None or len(every) > 3 * SETS_MAX or max(map(len, every)) > FIELD_BYTES_MAX:
        return Arc(result=Chain.UNKNOWN)
    keys = _Keys(resolver)
    try:
        state, sets, _ = library.ARC.verify(
            mail.signer(library.ARC, {b"c": b"relaxed/relaxed"}), dnsfunc=keys
        )
    except FAULTS:
        return Arc(result=Chain.FAIL)
    if keys.failed:
        return Arc(result=Chain.UNKNOWN)
    if state != library.CV_Pass:
        return Arc(result=Chain.NONE if state == library.CV_None else Chain.FAIL)
    first = bytes(sets[-1].get("aar-value", b"")).lower()
    return Arc(
        result=Chain.PASS,
        sealers=tuple(_text(each.get("as-domain")) for each in sets),
        dmarc_passed_at_first=re.search(rb"\bdmarc\s*=\s*pass\b", first) is not None,
    )


class _Keys:
    """The library's way to the DNS. It remembers how an answer failed: the library does not say."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver, self.failed, self.missing = resolver, False, False

    def __call__(self, name: bytes, timeout: float = 0) -> bytes | None:
        answer = self._resolver.ask(_text(name), Kind.TXT)
        if answer.state is State.FAILED:
            self.failed = True
            return None
        fit = [text for text in answer.texts if b"p=" in text.replace(b" ", b"")]
        if not fit or len(fit[0]) > KEY_BYTES_MAX or not _is_key(fit[0]):
            self.missing = True
            return None
        return fit[0]


def _is_key(record: bytes) -> bool:
    """Return whether a record has a key; the library takes one without for a mismatch."""
    try:
        library.evaluate_pk("", record)
    except FAULTS:
        return False
    return True


class _Signed:
    """A mail's header fields and body, as signatures see them."""

    def __init__(self, head: bytes, body: bytes | None) -> None:
        self.body = None if body is None else re.sub(rb"\r?\n", b"\r\n", body)
        self._relaxed: bytes | None = None
        try:
            self._parsed: list[list[bytes]] = library.rfc822_parse(head)[0]
        except FAULTS:  # a line that is no field: nobody could sign that
            self._parsed = []

    def fields(self, name: bytes) -> list[bytes]:
        """Return the values of the fields called ``name``, from the top."""
        return [value for each, value in self._parsed if each.lower() == name]

    def signer(self, kind: "type[library.DKIM | library.ARC]", told: dict[bytes, bytes]) -> object:
        """Return the library's object for this mail, with a body that it need not fold."""
        made = kind(b"", QUIET, minkey=KEY_BITS_MIN)
        made.headers = [list(each) for each in self._parsed]
        made.body = self._folded() if told.get(b"c", b"").endswith(b"/relaxed") else self.body
        return made

    def size(self, told: dict[bytes, bytes]) -> int:
        """Return how many bytes of body a signature over all of it has."""
        body = (self._folded() if told.get(b"c", b"").endswith(b"/relaxed") else self.body) or b""
        kept = body.rstrip(b"\r\n")
        return len(kept) + 2 if kept or not told.get(b"c", b"").endswith(b"/relaxed") else 0

    def _folded(self) -> bytes:
        """Return the body with blanks folded (RFC 6376, 3.4.4); the library cuts the last empty lines."""
        if self._relaxed is None:
            one = re.sub(rb"[ \t]+", b" ", self.body or b"")
            self._relaxed = one.replace(b" \r\n", b"\r\n")
        return self._relaxed


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("ascii", "replace").lower().rstrip(".")
