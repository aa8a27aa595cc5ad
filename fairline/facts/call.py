"""One leg of one call, as its record told it."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from fairline.facts.registry import Purpose


class Direction(StrEnum):
    """Seen from the provider's customer."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class Side(StrEnum):
    """Who ended the call."""

    CALLER = "caller"
    CALLED = "called"
    NETWORK = "network"


class EndReason(StrEnum):
    """Why the attempt or call ended, in the terms the clauses need.

    ``CANCELED``: the caller's side gave up before an answer (SIP CANCEL/487). ``NO_ANSWER``: it rang
    out. ``UNALLOCATED``: there is no such number (Q.850 1, 22, 28; SIP 404, 410, 484, 604).
    """

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"
    UNALLOCATED = "unallocated"
    REJECTED = "rejected"
    CONGESTION = "congestion"
    FAILED = "failed"


class Call(Struct, frozen=True, kw_only=True, tag="call", tag_field="kind", omit_defaults=True):
    """One leg of a call. ``None`` means: the source did not say.

    Every time has a zone. ``caller`` and ``called`` are E.164 with ``+``, or ``None`` when what the
    source wrote is no such number; ``dialed`` is then what it wrote for the called side (an extension,
    a SIP address). ``ring`` runs from the attempt to the answer, or to the end if nobody answered;
    ``talk`` is the answered time, zero if unanswered. A record sent again for the same ``id`` replaces
    the one with a smaller ``revision``.
    """

    id: str
    started_at: datetime
    account: str | None = None
    user: str | None = None
    """The seat: an agent's id, or the extension that placed or took the call."""
    campaign: str | None = None
    campaign_started_at: datetime | None = None
    purpose: Purpose | None = None
    direction: Direction | None = None
    caller: str | None = None
    called: str | None = None
    dialed: str | None = None
    called_country: str | None = None
    """ISO 3166-1 alpha-2, upper case."""
    called_places: tuple[str, ...] | None = None
    """Every jurisdiction the called party may be in, such as ``("US-FL",)``, as named in ``fairline.law``."""
    called_zones: tuple[str, ...] | None = None
    """Every IANA time zone the called party may be in."""
    forwarded_from: str | None = None
    """The number that sent this leg on, if the leg is a forwarded one."""
    answered: bool | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ring: timedelta | None = None
    talk: timedelta | None = None
    end_reason: EndReason | None = None
    released_by: Side | None = None
    sip_status: int | None = None
    q850: int | None = None
    answered_live: bool | None = None
    """A person picked up, as the answering machine detection or an agent saw it."""
    agent_joined: bool | None = None
    agent_delay: timedelta | None = None
    """From the called person's greeting (the answer, if the source has no greeting) to the agent."""
    abandoned: bool | None = None
    """The source's own word that a live answer got no agent in time."""
    cost: Decimal | None = None
    currency: str | None = None
    line: int | None = None
    """Where in its file the record stands, counted from 1."""
    revision: int = 0

    @property
    def at(self) -> datetime:
        """When the fact counts: at the start of the attempt."""
        return self.started_at
