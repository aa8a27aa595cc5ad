"""Consent of a person to be called or written to."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from fairline.facts.words import Channel, Purpose


class ConsentSource(StrEnum):
    """How the consent came about."""

    FORM = "form"
    SPOKEN = "spoken"
    CONTRACT = "contract"
    INQUIRY = "inquiry"
    PURCHASED = "purchased"


class Consent(Struct, frozen=True, kw_only=True, tag="consent", tag_field="kind", omit_defaults=True):
    """A person agreed to be contacted. It holds from ``at`` on, until a later record of the same contact.

    It is the latest word of one contact to one account; a later opt-out ends it, whatever it allows.
    """

    id: str
    at: datetime
    account: str | None = None
    contact: str | None = None
    """The person's number or address."""
    seller: str | None = None
    channels: tuple[Channel, ...] | None = None
    """For which channels."""
    purposes: tuple[Purpose, ...] | None = None
    """For which purposes."""
    written: bool | None = None
    """Whether it is in writing, as artificial voices need in the United States."""
    proven: bool | None = None
    """Whether its proof (text, version, time, address) is on file."""
    source: ConsentSource | None = None
    given_at: datetime | None = None
    """When the person is said to have agreed; ``at`` is when the record was made."""
    contacted_at: datetime | None = None
    """When the account last called or wrote to the person before this record was made."""
    expires_at: datetime | None = None
    customer_until: datetime | None = None
    """Until when the person is a customer whose contract or purchase allows contact."""
    ip: str | None = None
    line: int | None = None
    revision: int = 0
