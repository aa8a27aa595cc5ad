"""What a dialer did, minute by minute."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class Dialing(Struct, frozen=True, kw_only=True, tag="dialing", tag_field="kind", omit_defaults=True):
    """One minute of one campaign, as the dialer's own log has it. ``None`` means: the log did not say."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    mode: str | None = None
    """``predictive``, ``progressive``, ``power``, ``preview`` or ``manual``."""
    lines_per_agent: Decimal | None = None
    """The pacing: lines dialed for each agent."""
    dialed: int | None = None
    answered_live: int | None = None
    machines: int | None = None
    abandoned: int | None = None
    agents_free: int | None = None
    contact_list: str | None = None
    """Which list of contacts was dialed."""
    line: int | None = None
    revision: int = 0
