"""DMARC: does a domain that may send, or that signed, fit the one that a reader sees? RFC 7489 and 9091.

The organizational domain is found by the public suffix list. Of RFC 9989, which came after, ``np=`` and
``t=`` are obeyed; its walk up the tree of names in place of the list is not made.
"""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from fairline.checks.domains import registrable
from fairline.checks.mail.dkim import Arc, Chain, Dkim, Signature
from fairline.checks.mail.dns import Kind, Resolver, State
from fairline.checks.mail.spf import Spf, SpfResult


class Dmarc(StrEnum):
    """The results of RFC 7489, 11.2."""

    PASS = "pass"
    FAIL = "fail"
    NONE = "none"
    """The domain has no policy."""
    TEMPERROR = "temperror"
    PERMERROR = "permerror"
    """The mail says to be from no domain, or from several."""


class Policy(StrEnum):
    """What a domain asks to be done with mail that fails."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"


WEAKER = {Policy.REJECT: Policy.QUARANTINE, Policy.QUARANTINE: Policy.NONE, Policy.NONE: Policy.NONE}


class Record(Struct, frozen=True, kw_only=True):
    """A domain's policy. ``sp``, ``np``: for subdomains, and for those that do not exist."""

    p: Policy
    sp: Policy | None = None
    np: Policy | None = None
    strict_dkim: bool = False
    strict_spf: bool = False
    pct: int = 100
    testing: bool = False


class DmarcResult(Struct, frozen=True, kw_only=True):
    """The result for the domain in From.

    ``policy``: what that domain asks for, ``sp=`` and ``np=`` seen to. ``by``: which domain answers for the
    mail, where one does. ``forwarded``: it fails, but a trusted chain of seals says that it passed before.
    """

    result: Dmarc
    domain: str | None = None
    policy_domain: str | None = None
    policy: Policy | None = None
    pct: int = 100
    testing: bool = False
    by: str | None = None
    by_spf: bool = False
    by_dkim: bool = False
    forwarded: bool = False

    @property
    def authenticated(self) -> bool | None:
        """What ``Message.authenticated`` says: unknown where the domain has no policy or nobody answered."""
        if self.result is Dmarc.PASS or self.forwarded:
            return True
        return False if self.result is Dmarc.FAIL else None

    def asked(self, draw: int) -> Policy | None:
        """Return what to do with a mail that fails. ``draw``: 0 to 99, by which ``pct=`` samples.

        A mail not sampled, or of a domain that is testing, gets the next weaker one (RFC 7489, 6.6.4).
        """
        if self.policy is None or self.result is not Dmarc.FAIL or self.forwarded:
            return None
        return self.policy if draw < self.pct and not self.testing else WEAKER[self.policy]


def check_dmarc(
    domains: Iterable[str],
    spf: SpfResult | None,
    signatures: tuple[Signature, ...],
    resolver: Resolver,
    *,
    arc: Arc | None = None,
    trusted_sealers: frozenset[str] = frozenset(),
) -> DmarcResult:
    """Return the result for a mail whose From names ``domains``.

    ``trusted_sealers``: whose ARC seals the operator believes; a chain counts if all of it is by them.
    """
    named = {each.rstrip(".").lower() for each in domains}
    if len(named) != 1:
        return DmarcResult(result=Dmarc.PERMERROR)
    (domain,) = named
    found = find_record(domain, resolver)
    if not isinstance(found, tuple):
        return DmarcResult(result=found, domain=domain)
    record, at = found
    spf_fits = spf is not None and spf.result is Spf.PASS and _fits(spf.domain, domain, record.strict_spf)
    signers = [each for each in signatures if _fits(each.domain, domain, record.strict_dkim)]
    signed = next((each for each in signers if each.result is Dkim.PASS and each.whole), None)
    open_ones = {each.result for each in signers} & {Dkim.TEMPERROR, Dkim.UNKNOWN}
    waits = bool(open_ones) or (
        (spf is None or spf.result is Spf.TEMPERROR)
        and (spf is None or _fits(spf.domain, domain, record.strict_spf))
    )
    passed = spf_fits or signed is not None
    return DmarcResult(
        result=Dmarc.PASS if passed else Dmarc.TEMPERROR if waits else Dmarc.FAIL,
        domain=domain,
        policy_domain=at,
        policy=_policy(record, domain, at, resolver),
        pct=record.pct,
        testing=record.testing,
        by=signed.domain if signed is not None else spf.domain if spf_fits and spf is not None else None,
        by_spf=spf_fits,
        by_dkim=signed is not None,
        forwarded=not passed and not waits and _believed(arc, trusted_sealers),
    )


def find_record(domain: str, resolver: Resolver) -> tuple[Record, str] | Dmarc:
    """Return the policy for ``domain`` and where it stands: at itself, or at the organizational domain."""
    for at in dict.fromkeys((domain, registrable(domain))):
        answer = resolver.ask(f"_dmarc.{at}", Kind.TXT)
        if answer.state is State.FAILED:
            return Dmarc.TEMPERROR
        records = [text for text in answer.texts if is_record(text)]
        if len(records) > 1:  # RFC 7489, 6.6.3: as if there were none
            return Dmarc.NONE
        if records:
            record = read_record(records[0])
            return Dmarc.NONE if record is None else (record, at)
    return Dmarc.NONE


def is_record(text: bytes) -> bool:
    """Return whether a TXT record is one of DMARC's: it begins with the version, in capitals."""
    name, equals, value = text.partition(b";")[0].partition(b"=")
    return name.strip().lower() == b"v" and bool(equals) and value.strip() == b"DMARC1"


def read_record(text: bytes) -> Record | None:
    """Return the policy of a record; ``None`` if it has none that can be read (RFC 7489, 6.6.3)."""
    tags: dict[str, str] = {}
    for each in text.decode("ascii", "replace").split(";")[1:]:
        name, _, value = each.partition("=")
        tags.setdefault(name.strip().lower(), value.strip())
    p, sp, np = (_read_policy(tags.get(name)) for name in ("p", "sp", "np"))
    if p is None or ("sp" in tags and sp is None):
        if "mailto:" not in tags.get("rua", "").lower():
            return None
        p, sp, np = Policy.NONE, None, None
    pct = tags.get("pct", "100")
    return Record(
        p=p,
        sp=sp,
        np=np,
        strict_dkim=tags.get("adkim", "r").lower() == "s",
        strict_spf=tags.get("aspf", "r").lower() == "s",
        pct=min(int(pct), 100) if pct.isascii() and pct.isdigit() and len(pct) <= 3 else 100,
        testing=tags.get("t", "n").lower() == "y",
    )


def _read_policy(value: str | None) -> Policy | None:
    return next((each for each in Policy if value is not None and each.value == value.lower()), None)


def _fits(domain: str | None, visible: str, strict: bool) -> bool:
    if not domain:
        return False
    return domain == visible if strict else registrable(domain) == registrable(visible)


def _policy(record: Record, domain: str, at: str, resolver: Resolver) -> Policy:
    if domain == at:
        return record.p
    if record.np is not None and resolver.ask(domain, Kind.A).state is State.NO_NAME:
        return record.np
    return record.sp if record.sp is not None else record.p


def _believed(arc: Arc | None, trusted: frozenset[str]) -> bool:
    if arc is None or arc.result is not Chain.PASS or arc.dmarc_passed_at_first is not True:
        return False
    return bool(arc.sealers) and all(sealer in trusted for sealer in arc.sealers)
