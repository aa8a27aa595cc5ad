"""What is known about who uses the service: what holds from its ``at`` on, until a later record of it.

A record replaces the earlier one with the same key (``fairline.signals.belonging`` says what that is).
"""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from fairline.facts.words import Line, Purpose


class Harm(StrEnum):
    """What happens if the service is down for four hours, as the customer answered."""

    NOTHING = "nothing"
    DELAY = "delay"
    PEOPLE = "people"
    """Somebody may be harmed."""


class Permit(StrEnum):
    """What an agreement signed by both parties can allow beyond the policy."""

    RESALE = "resale"
    CLIENTS = "clients"
    """Calls in the name of several clients, such as an outsourcer makes."""
    MULTI_LINE_FORWARDING = "multi-line-forwarding"
    OWN_TRUNK = "own-trunk"
    SHARED_DESK = "shared-desk"
    DIALER = "dialer"
    CONFERENCE_LINES = "conference-lines"


class Account(Struct, frozen=True, kw_only=True, tag="account", tag_field="kind", omit_defaults=True):
    """A customer of the provider: who answers to it for all use below."""

    id: str
    at: datetime
    plan: str | None = None
    seats: int | None = None
    calls_per_s: int | None = None
    """New calls a second that the contract allows."""
    requests_per_s: int | None = None
    """Requests a second that the plan allows a token."""
    features: tuple[str, ...] | None = None
    """The features of the plan: ``predictive-dialer``, ``api``, ``own-trunk``, ``bulk-sms`` and others."""
    inspects: tuple[str, ...] | None = None
    """What of its content the customer has had checks switched on for: ``messages``, ``files``, ``calls``,
    ``forms``."""
    messages_day_max: int | None = None
    """Messages a day that carriers allow for the brand's vetting score."""
    opened_at: datetime | None = None
    revenue_share: bool | None = None
    """Whether anybody is paid for traffic to this account's numbers (47 CFR 61.3(bbb))."""
    reseller: bool | None = None
    consents_complete: bool | None = None
    """Whether the consents sent to us are all there are, so that one that is not there was not given.

    ``False``: some are sent and some are not. Not said: none are, and nothing can be told from their absence.
    """
    numbers_complete: bool | None = None
    """Whether the numbers sent to us are all that the account may show; not said: none are sent at all."""
    child_directed: bool | None = None
    works_with_children: bool | None = None
    """A school, clinic, helpline or social service that lawfully speaks with children."""
    safety_critical: bool | None = None
    """Whether life or the environment depends on the service: then nothing is cut without a migration."""
    attested_at: datetime | None = None
    """When it last said, in writing, what it uses the service for."""
    line: int | None = None


class Campaign(Struct, frozen=True, kw_only=True, tag="campaign", tag_field="kind", omit_defaults=True):
    """One purpose, one list, one script."""

    id: str
    at: datetime
    account: str | None = None
    purpose: Purpose | None = None
    started_at: datetime | None = None
    seller: str | None = None
    ring_max: timedelta | None = None
    """How long the dialer lets a call ring before it gives up."""
    mode: str | None = None
    """``predictive``, ``progressive``, ``power``, ``preview`` or ``manual``."""
    adult: bool | None = None
    """Whether it offers what only adults may be offered: gambling, alcohol, tobacco, dating and the like."""
    ages_checked: bool | None = None
    """Whether the ages on its list were checked."""
    for_children: bool | None = None
    line: int | None = None


class Forwarding(Struct, frozen=True, kw_only=True, tag="forwarding", tag_field="kind", omit_defaults=True):
    """A setting that sends calls of ``number`` on to ``target``, outside the service."""

    id: str
    at: datetime
    account: str | None = None
    number: str | None = None
    target: str | None = None
    active: bool | None = None
    target_line: Line | None = None
    line: int | None = None


class Number(Struct, frozen=True, kw_only=True, tag="number", tag_field="kind", omit_defaults=True):
    """What is known of a number that callers and senders show; ``id`` is the number."""

    id: str
    at: datetime
    account: str | None = None
    """Whose it is: the account it is assigned to, or that proved its right to show it."""
    right_until: datetime | None = None
    """Until when the proof holds (a call back, a letter of authority); ``None`` with an account: no end."""
    letter_of: str | None = None
    """The company whose letter of authority lets the account show it."""
    assigned_at: datetime | None = None
    line_kind: Line | None = None
    do_not_originate: bool | None = None
    """Listed as never calling out: inbound only, or unassigned."""
    line: int | None = None


class Seat(Struct, frozen=True, kw_only=True, tag="seat", tag_field="kind", omit_defaults=True):
    """A named user of an account; ``id`` is what calls have as ``user``."""

    id: str
    at: datetime
    account: str | None = None
    supervisor: bool | None = None
    administrator: bool | None = None
    """Whether the user may change the account's settings."""
    team: str | None = None
    line: int | None = None


class Agreement(Struct, frozen=True, kw_only=True, tag="agreement", tag_field="kind", omit_defaults=True):
    """What an account's contract allows beyond the policy. It counts from the later of both signatures."""

    id: str
    at: datetime
    account: str | None = None
    permits: tuple[Permit, ...] | None = None
    customer_signed_at: datetime | None = None
    provider_signed_at: datetime | None = None
    expires_at: datetime | None = None
    line: int | None = None


class OptOut(Struct, frozen=True, kw_only=True, tag="opt-out", tag_field="kind", omit_defaults=True):
    """A person wants no more calls or messages from an account."""

    id: str
    at: datetime
    account: str | None = None
    contact: str | None = None
    """The person's number or address."""
    how: str | None = None
    line: int | None = None


class ListCheck(Struct, frozen=True, kw_only=True, tag="list-check", tag_field="kind", omit_defaults=True):
    """A number held against a do-not-call register for an account."""

    id: str
    at: datetime
    account: str | None = None
    contact: str | None = None
    register: str | None = None
    listed: bool | None = None
    line: int | None = None
