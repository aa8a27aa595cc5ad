"""A setting that was changed, or is about to be."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from fairline.facts.words import Line


class Setting(StrEnum):
    """What is set."""

    FORWARDING = "forwarding"
    RECORDING_ANNOUNCEMENT = "recording-announcement"
    REGISTER_CHECK = "register-check"
    OPT_OUT_HANDLING = "opt-out-handling"
    MACHINE_MESSAGE = "machine-message"
    TWO_FACTOR = "two-factor"
    AUDIT_LOG = "audit-log"
    RETENTION = "retention"
    GEO_PERMISSION = "geo-permission"
    REGION = "region"
    CONTACT_ZONE = "contact-zone"
    CALLER_NUMBER = "caller-number"
    CALL_FLOW = "call-flow"
    WEBHOOK = "webhook"
    MEDIA_FORK = "media-fork"
    MESSAGE_FORWARDING = "message-forwarding"
    MAIL_FORWARDING = "mail-forwarding"
    REDIRECT = "redirect"
    DNS = "dns"
    """The name records by which calls find their way (SRV, NAPTR)."""
    DEVICE = "device"
    CAMPAIGN_APPROVAL = "campaign-approval"


class Change(Struct, frozen=True, kw_only=True, tag="change", tag_field="kind", omit_defaults=True):
    """One change of a setting, or the request for it. ``enabled`` is what it is after the change."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    setting: Setting | None = None
    enabled: bool | None = None
    number: str | None = None
    """The number that the setting is of."""
    target: str | None = None
    """Where it leads: a number, a host, an address."""
    target_line: Line | None = None
    target_age: timedelta | None = None
    """How long the domain of the target has existed."""
    outside: bool | None = None
    """Whether the target is outside the account and its allowed hosts."""
    ticket: str | None = None
    """The change ticket that stands behind it."""
    approvals: int | None = None
    """How many people besides the author approved it."""
    parties_told: bool | None = None
    """Whether those who are heard or read were told."""
    campaign_running: bool | None = None
    """Whether a campaign that depends on it was running."""
    labeled_at: datetime | None = None
    """When the number that is being replaced was labeled or complained about."""
    before_dialing: timedelta | None = None
    """How long before the next attempt to the contact it came."""
    opens_hours: bool | None = None
    """Whether the contact could be called at this hour after the change and not before it."""
    drops_opt_out_words: bool | None = None
    """Whether a word such as STOP is no longer understood after it."""
    physical: bool | None = None
    """Whether it lets software act on machinery: a gate, a valve, a dose."""
    high_risk_words: bool | None = None
    """Whether its names speak of alarm panels, telemetry, ventilators and the like."""
    identity_spoken: bool | None = None
    """Whether the flow says who calls and how to opt out in its first seconds."""
    ages_checked: bool | None = None
    """Whether the ages of those it reaches were checked."""
    adult: bool | None = None
    """Whether it offers what only adults may be offered."""
    reaches_minors: bool | None = None
    """Whether anybody on its list is known to be a child, by year of birth."""
    name: str | None = None
    """What the flow, queue, campaign or integration is called."""
    emergency_option: bool | None = None
    """Whether the flow offers a choice for emergencies that leads into the service."""
    line: int | None = None
    revision: int = 0
