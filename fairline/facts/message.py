"""One message on any channel. Its body is never kept."""

from datetime import datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from fairline.facts.words import Channel, Direction, Purpose


class Message(Struct, frozen=True, kw_only=True, tag="message", tag_field="kind", omit_defaults=True):
    """One message to one recipient. ``None`` means: the source did not say.

    ``sender`` and ``recipient`` are E.164 with ``+`` where they are telephone numbers, and otherwise the
    address or short code as the source wrote it.
    """

    id: str
    sent_at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    purpose: Purpose | None = None
    channel: Channel | None = None
    direction: Direction | None = None
    sender: str | None = None
    recipient: str | None = None
    delivered: bool | None = None
    segments: int | None = None
    recipient_country: str | None = None
    """ISO 3166-1 alpha-2, upper case."""
    recipient_places: tuple[str, ...] | None = None
    recipient_zones: tuple[str, ...] | None = None
    seller: str | None = None
    brand: str | None = None
    """The name that the message gives as its sender."""
    template: str | None = None
    """A hash of the text with names and numbers taken out: messages of one template have the same."""
    opts_out: bool | None = None
    """Whether the text asks for no more messages: a word such as STOP, or free words that a check took so."""
    confirms_opt_out: bool | None = None
    asks_help: bool | None = None
    answered_at: datetime | None = None
    """When an inbound message was answered."""
    one_time_code: bool | None = None
    converted: bool | None = None
    """Whether the one-time code was used."""
    bounced: bool | None = None
    complained: bool | None = None
    """Whether the recipient reported it (7726, a feedback loop)."""
    hides_text: bool | None = None
    """Whether look-alike letters, hidden characters or pictures of text stand in for words."""
    identity_agrees: bool | None = None
    """Whether From, Reply-To, Return-Path and envelope agree, and dates and hops are as they should be."""
    authenticated: bool | None = None
    """Whether DMARC passes for the sender's domain."""
    sender_registered: bool | None = None
    """Whether the sender is registered where registration is due (10DLC, SSIR, alphanumeric senders)."""
    links: int | None = None
    link_age: timedelta | None = None
    """How long the youngest domain that it links to has existed."""
    shared_shortener: bool | None = None
    """Whether a link goes through a shortener that strangers use as well."""
    attachments: int | None = None
    cost: Decimal | None = None
    currency: str | None = None
    line: int | None = None
    revision: int = 0

    @property
    def at(self) -> datetime:
        """When the fact counts: when it was sent."""
        return self.sent_at
