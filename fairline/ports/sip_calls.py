"""What an INVITE says, as a ``Call``: numbers as the readers read them, and nothing that it does not say."""

import re
from collections.abc import Set
from datetime import datetime

from msgspec.structs import replace

from fairline.facts import Attestation, Call
from fairline.ports.sip_peers import SipPeer
from fairline.protocols.sip.address import Address
from fairline.protocols.sip.attempt import Attempt
from fairline.protocols.sip.identity import Claims, claims
from fairline.readers.numbers import e164
from fairline.readers.parties import EMERGENCY

DIALED_CHARS_MAX = 256  # ours
TOKENS_MAX = 8  # ours: identities of one attempt that are read; as many as are verified
TEXT_CHARS_MAX = 200  # ours: of a header that the peer maps, and of a User-Agent
WITHHOLDING = frozenset({"id", "user", "header"})  # RFC 3323 section 4.2, RFC 3325 section 9.3
ANONYMOUS = "anonymous.invalid"  # RFC 3323 section 4.1.1.3
SOS = "urn:service:sos"  # RFC 5031 section 4.2, with its sub-services after a dot
MARKS = re.compile(r"[+().\s-]")  # RFC 3966 section 5.1.1: what may stand between digits
VERSTAT = {"tn-validation-passed": True, "tn-validation-failed": False}  # TS 24.229 section 7.2A.20


def call_of(attempt: Attempt, peer: SipPeer, at: datetime) -> Call:
    """Return the attempt as a fact. Its ``id`` is that of a captured call, so that the record of what became
    of it takes its place. A signed identity is read and not verified: ``verified`` is the peer's word.
    """
    region = peer.region
    dialed = attempt.target.user
    called = None if dialed in EMERGENCY else e164(dialed, region)
    asserted = _asserted(attempt, region) if attempt.asserted else None
    shown = e164(attempt.sender.user, region)
    diverted = attempt.diverted_from
    tokens = _tokens(attempt) if attempt.identities else ()
    signed = next((each for each in tokens if not each.div), None)
    call = Call(
        id=f"{attempt.call_id};from-tag={attempt.sender.tag or ''};cseq={attempt.cseq}",
        started_at=at,
        account=account_of(attempt, peer),
        direction=peer.direction,
        caller=asserted or shown,
        called=called,
        dialed=(dialed or attempt.uri)[:DIALED_CHARS_MAX] if called is None else None,
        forwarded_from=None if diverted is None else e164(diverted.user, region),
        diversions=attempt.diversions,
        asserted=asserted or (attempt.asserted[0].uri[:DIALED_CHARS_MAX] if attempt.asserted else None),
        caller_withheld=_withheld(attempt, shown),
        origin_country=peer.origin_country,
        identity_agrees=_agrees(attempt, region, signed, tokens),
        attestation=None if signed is None or signed.attest is None else Attestation(signed.attest),
        verified=_verified(attempt) if peer.trusts_verstat else None,
        user_agent=None if attempt.user_agent is None else attempt.user_agent[:TEXT_CHARS_MAX],
        source_ip=attempt.source.host,
    )
    if not peer.headers or not attempt.extra:
        return call
    told = {peer.headers[name]: value for name, value in _mapped(attempt, peer).items()}
    return replace(call, **told) if told else call


def account_of(attempt: Attempt, peer: SipPeer) -> str:
    """Return whose attempt it is: a header that tells it goes before all else."""
    for name, what in peer.headers.items():
        if what == "account" and (told := attempt.extra.get(name.lower(), "")[:TEXT_CHARS_MAX].strip()):
            return told
    if not peer.domains:
        return peer.account
    host = (attempt.target.host or "").partition(":")[0].lower()
    return peer.domains.get(host, peer.account)


def calls_for_help(uri: str, user: str | None, numbers: Set[str]) -> bool:
    """Whether a Request-URI is an emergency service or number. Asked before all else, so it needs little: a
    number counts with or without ``+``, with any marks between its digits. ``numbers`` are those of the law,
    besides the few that the readers know.
    """
    if uri[: len(SOS)].lower() == SOS:
        return True
    if user is None:
        return False
    digits = user.removeprefix("+")
    bare = digits if digits.isdecimal() else MARKS.sub("", user)
    return user in numbers or bare in numbers or user in EMERGENCY or bare in EMERGENCY


def _mapped(attempt: Attempt, peer: SipPeer) -> dict[str, str]:
    """Return the peer's own headers that are mapped and say something, by the name in the peer's table."""
    found = ((name, attempt.extra.get(name.lower(), "")[:TEXT_CHARS_MAX].strip()) for name in peer.headers)
    return {name: value for name, value in found if value}


def _asserted(attempt: Attempt, region: str | None) -> str | None:
    return next((number for each in attempt.asserted if (number := e164(each.user, region))), None)


def _withheld(attempt: Attempt, shown: str | None) -> bool | None:
    if attempt.privacy and attempt.privacy & WITHHOLDING:
        return True
    if (attempt.sender.host or "").lower() == ANONYMOUS:
        return True
    return False if shown is not None else None


def _tokens(attempt: Attempt) -> tuple[Claims, ...]:
    """Return the claims of every identity that can be read, of the first few."""
    read = (claims(value) for value in attempt.identities[:TOKENS_MAX])
    return tuple(each for each in read if each is not None)


def _agrees(
    attempt: Attempt, region: str | None, signed: Claims | None, tokens: tuple[Claims, ...]
) -> bool | None:
    """Tell whether all identities agree, those of the caller and those of who sent the call on."""
    callers = _callers_agree(attempt, region, signed)
    diverters = _diverters_agree(attempt, region, tokens) if attempt.diverters else None
    return diverters if callers is None else callers and diverters is not False


def _diverters_agree(attempt: Attempt, region: str | None, tokens: tuple[Claims, ...]) -> bool | None:
    """Tell whether some signed diversion is by one of those whom Diversion and History-Info name. Not all of
    them sign, so ``None`` without any that is signed."""
    signed = {"+" + each.diverted for each in tokens if each.diverted is not None}
    if not signed:
        return None
    return not signed.isdisjoint(e164(each.user, region) for each in attempt.diverters)


def _callers_agree(attempt: Attempt, region: str | None, signed: Claims | None) -> bool | None:
    """Tell whether all identities name one number, the unsigned ones one domain; ``None`` for one alone."""
    if not attempt.asserted and (signed is None or signed.orig is None):
        return None
    named = (attempt.sender, *attempt.asserted)
    numbers = {e164(each.user, region) for each in named}
    if signed is not None and signed.orig is not None:
        numbers.add(e164("+" + signed.orig))
    hosts = {host for each in named if (host := _domain(each)) is not None}
    return len(numbers) == 1 and None not in numbers and len(hosts) <= 1


def _domain(party: Address) -> str | None:
    return None if party.host is None else party.host.lower().partition(":")[0]


def _verified(attempt: Attempt) -> bool | None:
    """Return what ``verstat`` says, in the URI's parameters or after it; of the asserted identity first."""
    for party in (*attempt.asserted, attempt.sender):
        for part in (*party.uri.split(";")[1:], f"verstat={party.params.get('verstat', '')}"):
            name, _, value = part.partition("=")
            word = value.partition("@")[0].lower()
            for known, passed in VERSTAT.items():
                if name.lower() == "verstat" and word.startswith(known):
                    return passed
    return None
