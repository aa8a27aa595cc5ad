"""What is metered by month or day, and who is linked to whom."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Meter(StrEnum):
    """What is metered. ``RECORDED_MINUTES`` and ``TALK_MINUTES`` are of the same calls."""

    STORAGE_MB = "storage-mb"
    RECORDED_MINUTES = "recorded-minutes"
    TALK_MINUTES = "talk-minutes"
    FORWARDED_MINUTES = "forwarded-minutes"
    INBOUND_MINUTES = "inbound-minutes"
    REQUESTS = "requests"
    NUMBER_EVENTS = "number-events"
    LOG_GAP_RECORDS = "log-gap-records"
    LOG_RECORDS = "log-records"
    CLOCK_SKEW_MS = "clock-skew-ms"


class Usage(Struct, frozen=True, kw_only=True, tag="usage", tag_field="kind", omit_defaults=True):
    """A meter's reading for a period that ended at ``at``, an account's, user's, number's or token's."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    number: str | None = None
    token: str | None = None
    meter: Meter | None = None
    amount: int | None = None
    included: int | None = None
    """What the plan includes."""
    line: int | None = None
    revision: int = 0


class LinkedBy(StrEnum):
    """What two accounts have in common."""

    PAYMENT_INSTRUMENT = "payment-instrument"
    DEVICE = "device"
    IP = "ip"
    BENEFICIAL_OWNER = "beneficial-owner"
    ADDRESS = "address"
    DESTINATIONS = "destinations"
    SCRIPT = "script"
    NAME = "name"


class Link(Struct, frozen=True, kw_only=True, tag="link", tag_field="kind", omit_defaults=True):
    """Two accounts share an attribute. ``account`` is the newer of the two."""

    id: str
    at: datetime
    account: str | None = None
    other: str | None = None
    attribute: LinkedBy | None = None
    overlap: Decimal | None = None
    """How much they share, 0 to 1; 1 where it is the same thing."""
    other_sanctioned_at: datetime | None = None
    """When the other was last suspended or terminated."""
    limit_share: Decimal | None = None
    """How near to a limit this account was in the window, 0 to 1."""
    other_limit_share: Decimal | None = None
    """How near to the same limit the other was in the same window."""
    cluster_share: Decimal | None = None
    """How near to that limit all linked accounts are together."""
    line: int | None = None
    revision: int = 0
