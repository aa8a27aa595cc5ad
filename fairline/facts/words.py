"""Words that several kinds of fact share."""

from enum import StrEnum


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


class Direction(StrEnum):
    """Seen from the provider's customer."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class Channel(StrEnum):
    """How something travels."""

    CALL = "call"
    SMS = "sms"
    MMS = "mms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    CHAT = "chat"
    VOICEMAIL = "voicemail"
    FAX = "fax"


class Attestation(StrEnum):
    """How far a signer vouches for the number shown (ATIS-1000074)."""

    FULL = "A"
    PARTIAL = "B"
    GATEWAY = "C"


class Line(StrEnum):
    """What kind of line a number leads to, as a look-up or the provider's own plan has it.

    ``HIGH_RISK``: a range known for fraud on the revenue. ``PROTECTED``: a hospital, a doctor, a poison
    center, fire or police, a patient's room (47 CFR 64.1200(a)(1)). ``PBX``: a private exchange, hunt group
    or trunk, which takes several calls at once.
    """

    MOBILE = "mobile"
    FIXED = "fixed"
    TOLL_FREE = "toll-free"
    PREMIUM = "premium"
    HIGH_RISK = "high-risk"
    EMERGENCY = "emergency"
    PROTECTED = "protected"
    CONFERENCE = "conference"
    PBX = "pbx"
    UNALLOCATED = "unallocated"
