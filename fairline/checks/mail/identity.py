"""Whether a mail's headers say one thing: who sent it, to whom an answer goes, when, and by which way.

A contradiction is what no honest program makes: two From fields, a name that is another's address, a date of
tomorrow. An oddity is what honest mail has now and then, as an answer that goes elsewhere; several of them
together are a contradiction. What a mailing list or a passed DMARC explains counts as neither.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from fairline.checks.domains import registrable
from fairline.checks.mail.addresses import Mailbox, addresses_in, mailboxes
from fairline.checks.mail.envelope import Envelope
from fairline.policy import Text

ODDITIES_MAX = 2  # ours, from SpamAssassin's ham: docs/reference/mail.md says how often it is wrong
SKEW, DAY = timedelta(hours=1), timedelta(days=1)  # ours: clocks are off by minutes; zones by hours
OLD = timedelta(days=30)  # ours: servers try for five days (RFC 5321, 4.5.4.1)
HOPS_MAX = 50  # ours: RFC 5321, 6.3 has loops found at a hundred
SINGLE = ("from", "sender", "reply-to", "date", "message-id")  # RFC 5322, 3.6: at most once
LISTS = ("list-id", "list-post", "list-unsubscribe", "resent-from", "x-mailing-list", "mailing-list")


class Doubt(StrEnum):
    """What does not fit."""

    NO_FROM = "no-from"
    SEVERAL_FROM = "several-from"
    REPEATED = "repeated"
    NAME_IS_ADDRESS = "name-is-address"
    FUTURE_DATE = "future-date"
    FUTURE_HOP = "future-hop"
    HOPS_BACKWARD = "hops-backward"
    RETURN_ELSEWHERE = "return-elsewhere"
    REPLY_ELSEWHERE = "reply-elsewhere"
    ENVELOPE_DIFFERS = "envelope-differs"
    NO_DATE = "no-date"
    OLD_DATE = "old-date"
    HOPS_OUT_OF_ORDER = "hops-out-of-order"
    MESSAGE_ID = "message-id"


WHY = {
    Doubt.NO_FROM: Text(
        en="The mail does not say whom it is from.", fr="Le courriel ne dit pas de qui il vient."
    ),
    Doubt.SEVERAL_FROM: Text(
        en="The mail says that it is from several senders.",
        fr="Le courriel dit venir de plusieurs expéditeurs.",
    ),
    Doubt.REPEATED: Text(
        en="A header field that may stand once stands several times.",
        fr="Un champ d'en-tête qui n'est permis qu'une fois figure plusieurs fois.",
    ),
    Doubt.NAME_IS_ADDRESS: Text(
        en="The name shown is an address of another domain than the sender's.",
        fr="Le nom affiché est une adresse d'un autre domaine que celui de l'expéditeur.",
    ),
    Doubt.FUTURE_DATE: Text(
        en="The mail is dated more than a day after it came.",
        fr="Le courriel est daté de plus d'un jour après son arrivée.",
    ),
    Doubt.FUTURE_HOP: Text(
        en="A server says that it took the mail more than a day after it came.",
        fr="Un serveur dit avoir reçu le courriel plus d'un jour après son arrivée.",
    ),
    Doubt.HOPS_BACKWARD: Text(
        en="A server says that it took the mail more than a day before the one that gave it.",
        fr="Un serveur dit avoir reçu le courriel plus d'un jour avant celui qui le lui a remis.",
    ),
    Doubt.RETURN_ELSEWHERE: Text(
        en="Bounces go to another domain than the sender's.",
        fr="Les avis de non-remise vont à un autre domaine que celui de l'expéditeur.",
    ),
    Doubt.REPLY_ELSEWHERE: Text(
        en="Answers go to another domain than the sender's.",
        fr="Les réponses vont à un autre domaine que celui de l'expéditeur.",
    ),
    Doubt.ENVELOPE_DIFFERS: Text(
        en="The Return-Path is not the address that the envelope gave.",
        fr="Le champ Return-Path n'est pas l'adresse que donnait l'enveloppe.",
    ),
    Doubt.NO_DATE: Text(
        en="The mail has no date that can be read.", fr="Le courriel n'a pas de date lisible."
    ),
    Doubt.OLD_DATE: Text(
        en="The mail is dated more than 30 days before it came.",
        fr="Le courriel est daté de plus de 30 jours avant son arrivée.",
    ),
    Doubt.HOPS_OUT_OF_ORDER: Text(
        en="The times of the servers are out of order by more than an hour.",
        fr="Les heures des serveurs se contredisent de plus d'une heure.",
    ),
    Doubt.MESSAGE_ID: Text(
        en="The mail has no Message-ID, or one of no domain.",
        fr="Le courriel n'a pas de Message-ID, ou un sans domaine.",
    ),
}
CONTRADICTIONS = frozenset(list(Doubt)[:7])
"""What is enough alone."""


class Identity(Struct, frozen=True, kw_only=True):
    """What ``Message.identity_agrees`` says, and why not. ``None``: there are no header fields to compare."""

    agrees: bool | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Each doubt as a sentence in both languages."""
        return tuple(WHY[doubt] for doubt in self.doubts)


class Fields(Struct, frozen=True):
    """Header fields by name: what ``Mail.fields`` has."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of all fields called ``name``, from the top."""
        return tuple(value for each, value in self.pairs if each == name)

    def any(self, names: tuple[str, ...]) -> bool:
        """Return whether a field of one of these names is there."""
        return any(each in names for each, _ in self.pairs)


def check_identity(
    pairs: tuple[tuple[str, str], ...],
    envelope: Envelope,
    now: datetime,
    *,
    authenticated: bool | None = None,
) -> Identity:
    """Return whether the fields agree. ``now``: when the mail came. ``authenticated``: what DMARC said."""
    fields = Fields(pairs)
    if not fields.any(("from", "date", "received", "message-id", "return-path", "reply-to")):
        return Identity(agrees=None)
    doubts = tuple(dict.fromkeys(_doubts(fields, envelope, now, authenticated)))
    oddities = [doubt for doubt in doubts if doubt not in CONTRADICTIONS]
    return Identity(agrees=len(oddities) == len(doubts) and len(oddities) <= ODDITIES_MAX, doubts=doubts)


def senders(pairs: tuple[tuple[str, str], ...]) -> tuple[Mailbox, ...]:
    """Return all mailboxes of all From fields; none where one cannot be read."""
    found: list[Mailbox] = []
    for value in Fields(pairs).all("from"):
        read = mailboxes(value)
        if read is None:
            return ()
        found.extend(read)
    return tuple(found)


def _doubts(fields: Fields, envelope: Envelope, now: datetime, authenticated: bool | None) -> Iterator[Doubt]:
    named = senders(fields.pairs)
    if not named:
        yield Doubt.NO_FROM
    several = len({each.address for each in named}) > 1 and not fields.all("sender")
    if len(fields.all("from")) > 1 or several:
        yield Doubt.SEVERAL_FROM
    if any(len(fields.all(name)) > 1 for name in SINGLE[1:]):
        yield Doubt.REPEATED
    for each in named:
        if any(registrable(shown) != registrable(each.domain) for shown in addresses_in(each.name)):
            yield Doubt.NAME_IS_ADDRESS
    if named:
        yield from _elsewhere(fields, envelope, named[0].domain, authenticated)
    yield from _times(fields, now)
    if not any(_has_domain(value) for value in fields.all("message-id")):
        yield Doubt.MESSAGE_ID


def _elsewhere(
    fields: Fields, envelope: Envelope, domain: str, authenticated: bool | None
) -> Iterator[Doubt]:
    """Yield where bounces and answers go to somebody else, unless a list or DMARC explains it."""
    returns = [each.domain for value in fields.all("return-path") for each in mailboxes(value) or ()]
    given = envelope.mail_from.rpartition("@")[2].rstrip(".").lower() if envelope.mail_from else None
    if given and returns and registrable(given) != registrable(returns[0]):
        yield Doubt.ENVELOPE_DIFFERS
    if fields.any(LISTS) or fields.any(("sender",)) or _is_bulk(fields):
        return
    back = given or (returns[0] if returns else None)
    if authenticated is not True and back is not None and registrable(back) != registrable(domain):
        yield Doubt.RETURN_ELSEWHERE
    answers = [each.domain for value in fields.all("reply-to") for each in mailboxes(value) or ()]
    if any(registrable(each) != registrable(domain) for each in answers):
        yield Doubt.REPLY_ELSEWHERE


def _is_bulk(fields: Fields) -> bool:
    return any(value.strip().lower() in ("list", "bulk") for value in fields.all("precedence"))


def _times(fields: Fields, now: datetime) -> Iterator[Doubt]:
    hops = [read_time(value.rpartition(";")[2]) for value in fields.all("received")[:HOPS_MAX]]
    known = [hop for hop in hops if hop is not None]
    came = min(now, known[0]) if known else now
    dates = [read_time(value) for value in fields.all("date")]
    dated = next((date for date in dates if date is not None), None)
    if dated is None:
        yield Doubt.NO_DATE
    elif dated > came + DAY:
        yield Doubt.FUTURE_DATE
    elif dated < came - OLD:
        yield Doubt.OLD_DATE
    if any(hop > now + DAY for hop in known):
        yield Doubt.FUTURE_HOP
    back = max((below - above for above, below in pairwise(known)), default=timedelta(0))
    if back > DAY:
        yield Doubt.HOPS_BACKWARD
    elif back > SKEW:
        yield Doubt.HOPS_OUT_OF_ORDER


def read_time(value: str) -> datetime | None:
    """Return the instant of a date as mail writes it; ``None`` if it is none. Without a zone: UTC."""
    if len(value) > 200:  # ours: comments and all
        return None
    try:
        read = parsedate_to_datetime(value.strip())
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _has_domain(message_id: str) -> bool:
    domain = message_id.strip().strip("<>").rpartition("@")[2]
    return "@" in message_id and "." in domain.strip(".")
