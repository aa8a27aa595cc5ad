"""What is known about who uses the service: accounts, campaigns and forwardings.

Each record holds from its ``at`` on, until a later record of the same ``id`` replaces it.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Purpose(StrEnum):
    """What a campaign is for, as its owner declared it."""

    MARKETING = "marketing"
    SURVEY = "survey"
    POLITICAL = "political"
    CHARITY = "charity"
    DEBT = "debt"
    TRANSACTIONAL = "transactional"
    APPOINTMENT = "appointment"
    EMERGENCY = "emergency"
    INTERNAL = "internal"


class Account(Struct, frozen=True, kw_only=True, tag="account", tag_field="kind", omit_defaults=True):
    """A customer of the provider: who answers to it for all use below."""

    id: str
    at: datetime
    plan: str | None = None
    seats: int | None = None
    revenue_share: bool | None = None
    """Whether anybody is paid for traffic to this account's numbers (47 CFR 61.3(bbb))."""
    reseller: bool | None = None
    line: int | None = None


class Campaign(Struct, frozen=True, kw_only=True, tag="campaign", tag_field="kind", omit_defaults=True):
    """One purpose, one list, one script."""

    id: str
    at: datetime
    account: str | None = None
    purpose: Purpose | None = None
    started_at: datetime | None = None
    line: int | None = None


class Forwarding(Struct, frozen=True, kw_only=True, tag="forwarding", tag_field="kind", omit_defaults=True):
    """A setting that sends calls of ``number`` on to ``target``, outside the service."""

    id: str
    at: datetime
    account: str | None = None
    number: str | None = None
    target: str | None = None
    active: bool | None = None
    line: int | None = None
