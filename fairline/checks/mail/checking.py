"""All checks of one mail: what it consists of, whether its headers agree, and who answers for it.

``check_mail`` takes a ``Look``, or ``Headers`` where nothing opens the content: then there are no texts, no
attachments and no DKIM, whose digest needs the body. It asks the DNS only through the resolver it is given.
"""

from datetime import datetime

from msgspec import Struct

from fairline.checks.gate import OPENS, Look
from fairline.checks.mail.dkim import Arc, Signature, check_arc, check_dkim
from fairline.checks.mail.dmarc import DmarcResult, check_dmarc
from fairline.checks.mail.dns import MAIL_S_MAX, Budget, Resolver
from fairline.checks.mail.envelope import Envelope, Headers
from fairline.checks.mail.heads import fields_of, read_head, split_head
from fairline.checks.mail.identity import Identity, check_identity, senders
from fairline.checks.mail.parts import Mail, NotRead, Refusal
from fairline.checks.mail.spf import SpfResult, check_spf
from fairline.checks.mail.taking_apart import take_apart

UNKNOWN = Identity(agrees=None)


class Authentication(Struct, frozen=True, kw_only=True):
    """Who answers for a mail. ``spf``: ``None`` where the envelope does not say who handed it over."""

    spf: SpfResult | None
    signatures: tuple[Signature, ...]
    arc: Arc
    dmarc: DmarcResult


class MailChecked(Struct, frozen=True, kw_only=True):
    """What the checks say of one mail; the properties are what ``Message`` has fields for."""

    mail: Mail | NotRead
    identity: Identity
    authentication: Authentication | None

    @property
    def identity_agrees(self) -> bool | None:
        """Whether headers and envelope agree."""
        return self.identity.agrees

    @property
    def authenticated(self) -> bool | None:
        """Whether DMARC passes for the sender's domain."""
        return None if self.authentication is None else self.authentication.dmarc.authenticated

    @property
    def attachments(self) -> int | None:
        """How many files are in it."""
        return len(self.mail.attachments) if isinstance(self.mail, Mail) else None


def read_mail(look: Look) -> Mail | NotRead:
    """Return the mail that a look opens, taken apart; or why it is not read. Never raises."""
    return take_apart(look.data) if look.ground.basis in OPENS else NotRead(refusal=Refusal.SHUT)


def check_mail(
    mail: Look | Headers,
    envelope: Envelope,
    *,
    now: datetime,
    resolver: Resolver | None,
    trusted_sealers: frozenset[str] = frozenset(),
    dns_s_max: float = MAIL_S_MAX,
) -> MailChecked:
    """Return what can be said of ``mail``. ``now``: when it came, with a zone. Never raises on content.

    ``resolver``: ``None`` where the DNS may not be asked: then nobody is authenticated. With one, this takes
    up to ``dns_s_max`` seconds and the last question's, in the calling thread. ``trusted_sealers``: whose ARC
    seals are believed.
    """
    read = read_mail(mail) if isinstance(mail, Look) else None
    if isinstance(read, NotRead):
        return MailChecked(mail=read, identity=UNKNOWN, authentication=None)
    raw = mail.data
    head, body, _ = split_head(raw) if isinstance(mail, Look) else (_only_head(raw), b"", True)
    parsed = read_head(head)
    if isinstance(parsed, Refusal):
        return MailChecked(mail=NotRead(refusal=parsed), identity=UNKNOWN, authentication=None)
    fields = fields_of(parsed)
    found = None
    if resolver is not None:
        signed = body if isinstance(mail, Look) else None
        found = _authenticate(
            fields, head, signed, envelope, Budget(resolver, mail_s_max=dns_s_max), trusted_sealers
        )
    authenticated = None if found is None else found.dmarc.authenticated
    return MailChecked(
        mail=read if read is not None else NotRead(refusal=Refusal.SHUT),
        identity=check_identity(fields, envelope, now, authenticated=authenticated),
        authentication=found,
    )


def _authenticate(
    fields: tuple[tuple[str, str], ...],
    head: bytes,
    body: bytes | None,
    envelope: Envelope,
    resolver: Resolver,
    trusted: frozenset[str],
) -> Authentication:
    spf = None
    if envelope.ip is not None and envelope.mail_from is not None:
        spf = check_spf(
            ip=envelope.ip, helo=envelope.helo or "", mail_from=envelope.mail_from, resolver=resolver
        )
    signatures = check_dkim(head, body, resolver)
    arc = check_arc(head, body, resolver)
    dmarc = check_dmarc(
        {each.domain for each in senders(fields)},
        spf,
        signatures,
        resolver,
        arc=arc,
        trusted_sealers=trusted,
    )
    return Authentication(spf=spf, signatures=signatures, arc=arc, dmarc=dmarc)


def _only_head(raw: bytes) -> bytes:
    """Return header fields without what follows an empty line, should somebody hand it along."""
    head, _, has_fields = split_head(raw)
    return head if has_fields else b""
