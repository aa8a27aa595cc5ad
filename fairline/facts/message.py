"""One message on any channel. Its body is never kept."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from fairline.facts.call import Direction
from fairline.facts.registry import Purpose


class Channel(StrEnum):
    """How the message travels."""

    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    CHAT = "chat"


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
    cost: Decimal | None = None
    currency: str | None = None
    line: int | None = None
    revision: int = 0

    @property
    def at(self) -> datetime:
        """When the fact counts: when it was sent."""
        return self.sent_at
