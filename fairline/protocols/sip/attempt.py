"""What an INVITE says: a plain record of it, with nothing made of it yet."""

import msgspec

from fairline.protocols.sip.address import Address, address
from fairline.protocols.sip.endpoint import Endpoint
from fairline.protocols.sip.message import Message

NONE_TOLD = frozenset[str]()
VALUES_MAX = 32  # ours: more values of one header are not looked at


class Attempt(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One INVITE without a dialog. Addresses are taken apart; a missing header is ``None`` or empty."""

    call_id: str
    cseq: int
    uri: str
    target: Address
    """The Request-URI taken apart: who is called."""
    sender: Address
    """The From header."""
    recipient: Address
    """The To header."""
    asserted: tuple[Address, ...]
    """Every P-Asserted-Identity (RFC 3325)."""
    privacy: frozenset[str]
    """The Privacy header's words in lower case (RFC 3323)."""
    diverted_from: Address | None
    """Whoever sent the call on last, by Diversion or History-Info."""
    diversions: int
    """How many times it says it was sent on: Diversion values (RFC 5806), or History-Info's retargets."""
    identities: tuple[str, ...]
    """The Identity headers as they were written (RFC 8224)."""
    user_agent: str | None
    hops: int
    """How many Via headers it has."""
    extra: dict[str, str]
    """The first of each header that begins with ``x-``, names in lower case."""
    source: Endpoint
    date: str | None = None
    """The Date header, read where there is a signed identity."""
    diverters: tuple[Address, ...] = ()
    """Whom Diversion and History-Info name, read where there is a signed identity."""


def attempt_of(message: Message, source: Endpoint) -> Attempt:
    """Return what ``message``, an INVITE, says."""
    target = message.target
    assert target is not None
    assert message.uri is not None
    firsts = message.firsts
    privacy = firsts.get("privacy")
    diverted = "diversion" in firsts or "history-info" in firsts
    signed = "identity" in firsts
    return Attempt(
        call_id=message.call_id,
        cseq=message.cseq,
        uri=message.uri,
        target=target,
        sender=message.sender,
        recipient=message.recipient,
        asserted=message.asserted if "p-asserted-identity" in firsts else (),
        privacy=NONE_TOLD if privacy is None else _words(privacy),
        diverted_from=message.diverted_from if diverted else None,
        diversions=_diversions(message) if diverted else 0,
        identities=_identities(message) if signed else (),
        user_agent=message.user_agent,
        hops=message.vias,
        extra={name: value for name, value in firsts.items() if name[:2] == "x-"},
        source=source,
        date=firsts.get("date") if signed else None,
        diverters=_diverters(message) if signed and diverted else (),
    )


def _identities(message: Message) -> tuple[str, ...]:
    return tuple(value for name, value in message.headers if name == "identity")[:VALUES_MAX]


def _diverters(message: Message) -> tuple[Address, ...]:
    told = (*message.all("diversion"), *message.all("history-info"))
    return tuple(address(value) for value in told[:VALUES_MAX])


def _words(privacy: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in privacy.split(";") if word.strip())


def _diversions(message: Message) -> int:
    """Count what was sent on. Of History-Info only the targets that were left for a reason count."""
    listed = len(message.all("diversion"))
    history = [address(value) for value in message.all("history-info")[:VALUES_MAX]]
    retargeted = sum(entry.escaped_reason or "mp" in entry.params for entry in history)
    return max(listed, retargeted)
