"""What checks found in content, and files. Content itself is never kept."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Basis(StrEnum):
    """Why content could be looked at at all (the lawful inspection gate)."""

    CUSTOMER = "customer"
    """The customer switched the feature on."""
    COMPLAINT = "complaint"
    """Somebody complained about this item."""
    HASH_MATCH = "hash-match"
    """A hosted file's hash, compared without viewing."""
    ORDER = "order"
    """A court or authority ordered it."""
    METADATA = "metadata"
    """No content was looked at."""


class Topic(StrEnum):
    """What a check looks for."""

    SCAM = "scam"
    IMPERSONATION = "impersonation"
    THREAT = "threat"
    HARASSMENT = "harassment"
    MARKETING = "marketing"
    CHILD_AGE = "child-age"
    GROOMING = "grooming"
    HIGH_RISK_WORDS = "high-risk-words"
    BRAND_CLAIM = "brand-claim"
    HIDDEN_TEXT = "hidden-text"
    BAD_LINK = "bad-link"
    VOICE_CLONE = "voice-clone"
    NO_IDENTITY = "no-identity"
    RESALE_OFFER = "resale-offer"
    PERSONAL_DATA_REQUEST = "personal-data-request"
    SECTOR_MISMATCH = "sector-mismatch"


class Inspection(Struct, frozen=True, kw_only=True, tag="inspection", tag_field="kind", omit_defaults=True):
    """What one check found about one item. A score alone never sanctions (evidence class D).

    ``confirmed``: a person looked and agreed. ``version`` names the model or list and its day.
    """

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    item: str | None = None
    """The id of the call, message or file."""
    person: str | None = None
    """A hash of the person on the other side."""
    basis: Basis | None = None
    reference: str | None = None
    """What the basis refers to: the complaint's id, the order's number, the list or the feature."""
    topic: Topic | None = None
    """Not said of the look itself, which is told before any check has seen anything."""
    score: Decimal | None = None
    """0 to 1; 1 where a list or a rule decides."""
    version: str | None = None
    confirmed: bool | None = None
    complained: bool | None = None
    """Whether somebody complained about the item."""
    minor: bool | None = None
    """Whether the person is said to be a minor."""
    allowed: bool | None = None
    """Whether the account is known to have a right to it: its own brand, its own case."""
    line: int | None = None
    revision: int = 0


class Verdict(StrEnum):
    """What a scanner said."""

    CLEAN = "clean"
    MALICIOUS = "malicious"
    UNKNOWN = "unknown"


class HashList(StrEnum):
    """Which list of hashes a file is on."""

    NONE = "none"
    MALWARE = "malware"
    CHILD_ABUSE = "child-abuse"


class File(Struct, frozen=True, kw_only=True, tag="file", tag_field="kind", omit_defaults=True):
    """One file that came in or went out."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    sha256: str | None = None
    """Its hash, lower case hexadecimal."""
    size: int | None = None
    verdict: Verdict | None = None
    hash_list: HashList | None = None
    executable: bool | None = None
    """Whether it runs: a program, a macro, a script."""
    type_mismatch: bool | None = None
    """Whether it is of another type than it says."""
    depth: int | None = None
    """How deep archives are nested in it."""
    expansion: int | None = None
    """How many times larger it is unpacked."""
    encrypted: bool | None = None
    judged: bool | None = None
    """Whether it could be judged: not if it is sealed, too large, of no known kind, or took too long."""
    new_sender: bool | None = None
    """Whether its sender never sent one before."""
    line: int | None = None
    revision: int = 0


class Collection(Struct, frozen=True, kw_only=True, tag="collection", tag_field="kind", omit_defaults=True):
    """A form, bot, chat or voice menu asks a person for personal data."""

    id: str
    at: datetime
    account: str | None = None
    campaign: str | None = None
    user: str | None = None
    places: tuple[str, ...] | None = None
    """Every jurisdiction that the person may be in."""
    age: int | None = None
    """The person's age, as stated or known."""
    child_directed: bool | None = None
    """Whether the service is directed to children."""
    parental_consent: bool | None = None
    """Whether a parent's consent was verified."""
    line: int | None = None
    revision: int = 0
