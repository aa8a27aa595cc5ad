"""What somebody outside said of a use."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class ComplaintSource(StrEnum):
    """Who said it."""

    PERSON = "person"
    TRACEBACK = "traceback"
    """The registered traceback group, or a carrier on its behalf."""
    REGULATOR = "regulator"
    COURT = "court"
    LABEL = "label"
    """An analytics engine that labels numbers."""
    FEEDBACK_LOOP = "feedback-loop"
    """A mailbox or message provider."""
    ABUSE_DESK = "abuse-desk"
    TRUSTED_FLAGGER = "trusted-flagger"


class About(StrEnum):
    """What it is about."""

    UNWANTED = "unwanted"
    AFTER_OPT_OUT = "after-opt-out"
    SPOOFING = "spoofing"
    IMPERSONATION = "impersonation"
    SCAM = "scam"
    THREAT = "threat"
    CONTENT = "content"
    SILENCE = "silence"
    REPLY_REQUESTED = "reply-requested"


class Complaint(Struct, frozen=True, kw_only=True, tag="complaint", tag_field="kind", omit_defaults=True):
    """One complaint, label, traceback or order."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    number: str | None = None
    """The number or sender complained about."""
    source: ComplaintSource | None = None
    about: About | None = None
    complainant: str | None = None
    """A hash of who complained, so that one person is not counted as two."""
    places: tuple[str, ...] | None = None
    """Every jurisdiction that the complainant may be in."""
    item: str | None = None
    """The id of the call or message."""
    due_at: datetime | None = None
    answered_at: datetime | None = None
    """When the account answered."""
    answer_drop: Decimal | None = None
    """By which share fewer calls of the number are answered since it was labeled, 0 to 1."""
    refused: bool | None = None
    """Whether the account refused to answer."""
    line: int | None = None
    revision: int = 0
