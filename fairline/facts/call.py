"""One leg of one call, as its record told it."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from fairline.facts.words import Attestation, Direction, Line, Purpose


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
    seller: str | None = None
    """For whom the call is made, as the campaign or the script names it."""
    brand: str | None = None
    """The name shown to the called person, or said first."""
    spoken_at: datetime | None = None
    """When the called person was last spoken to on this matter, before this attempt, as the dialer knows."""
    auto_dialed: bool | None = None
    artificial_voice: bool | None = None
    """Whether a recorded, synthetic or machine-made voice speaks first."""
    recorded: bool | None = None
    caller_withheld: bool | None = None
    asserted: str | None = None
    """The identity the network asserts (P-Asserted-Identity), E.164 where it is such a number."""
    identity_agrees: bool | None = None
    """Whether From, P-Asserted-Identity and the signed identity name the same number and domain, and some
    signed diversion is by one whom Diversion or History-Info names."""
    attestation: Attestation | None = None
    """What the call's own signed identity says; ``signed_as`` is what the provider's facts support."""
    signed_as: Attestation | None = None
    verified: bool | None = None
    """Whether the signed identity was verified; ``False`` is a failed check, ``None`` no identity at all."""
    origin_country: str | None = None
    """Where the call entered the provider's network, ISO 3166-1 alpha-2."""
    diversions: int | None = None
    """How many times the call was diverted (Diversion, History-Info)."""
    transferred_to: str | None = None
    transfer_permitted: bool | None = None
    """Whether the account may call directly where the call was transferred to."""
    called_line: Line | None = None
    called_business: str | None = None
    """An id of the business that the called number belongs to, where it has several."""
    queue_wait: timedelta | None = None
    telemetry_tones: bool | None = None
    """Whether the tones of an alarm panel or meter were heard (1400/2300 Hz handshake, Contact ID)."""
    labeled: bool | None = None
    """Whether the call was blocked or labeled by an analytics engine (SIP 603+ or 608)."""
    complained: bool | None = None
    """Whether the called person complained of it; a later revision of the record says so."""
    encrypted: bool | None = None
    user_agent: str | None = None
    source_ip: str | None = None
    cost: Decimal | None = None
    currency: str | None = None
    line: int | None = None
    """Where in its file the record stands, counted from 1."""
    revision: int = 0

    @property
    def at(self) -> datetime:
        """When the fact counts: at the start of the attempt."""
        return self.started_at
