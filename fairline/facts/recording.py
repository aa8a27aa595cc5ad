"""A recording of a call, or a part of one."""

from datetime import datetime, timedelta

from msgspec import Struct


class Recording(Struct, frozen=True, kw_only=True, tag="recording", tag_field="kind", omit_defaults=True):
    """One recorded segment. ``at`` is its first recorded instant; an attempt to start one has little else.

    What was said is never kept here.
    """

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    call_id: str | None = None
    """The id of the call."""
    places: tuple[str, ...] | None = None
    """Every jurisdiction that a party may be in."""
    announced_at: datetime | None = None
    """When the announcement was heard, or consent given."""
    consented: bool | None = None
    """Whether every party agreed, where that is more than to go on after the announcement."""
    length: timedelta | None = None
    """How long it is."""
    talk: timedelta | None = None
    """How long the call's conversation was."""
    card_number: bool | None = None
    """Whether a card number (by its check digit) is in it or in its transcript."""
    encrypted: bool | None = None
    line: int | None = None
    revision: int = 0
