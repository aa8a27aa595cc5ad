"""Who used the service's doors: logins, interfaces, recordings, other people's calls."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Deed(StrEnum):
    """What was done."""

    LOGIN = "login"
    SESSION = "session"
    REQUEST = "request"
    LISTEN = "listen"
    """Listening to, whispering into or joining another agent's call."""
    DOWNLOAD = "download"
    EXPORT = "export"
    LOOKUP = "lookup"
    """Asking whether a contact or a number exists."""
    UNSUBSCRIBE = "unsubscribe"
    """Somebody opened the page or address by which they are contacted no more."""
    DELETE = "delete"
    VOICEMAIL_PIN = "voicemail-pin"
    """An attempt at a mailbox's code."""
    ADMIN = "admin"


class Access(Struct, frozen=True, kw_only=True, tag="access", tag_field="kind", omit_defaults=True):
    """One use of a door, granted or not. ``ends_at`` is when a session ended."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    token: str | None = None
    deed: Deed | None = None
    succeeded: bool | None = None
    status: int | None = None
    """The HTTP status."""
    ip: str | None = None
    network: str | None = None
    """The autonomous system of the address."""
    known_network: bool | None = None
    """Whether the account has used it before."""
    two_factor: bool | None = None
    user_agent: str | None = None
    user_agent_agrees: bool | None = None
    """Whether the connection is one that such a user agent makes."""
    endpoint: str | None = None
    documented: bool | None = None
    """Whether the endpoint is a documented one."""
    scope_allowed: bool | None = None
    """Whether the token's scope covers what was asked."""
    revoked: bool | None = None
    """Whether the token had been revoked."""
    looped: bool | None = None
    """Whether the request came out of the service's own webhook."""
    device: str | None = None
    ends_at: datetime | None = None
    speed_kmh: int | None = None
    """How fast the user would have had to travel since the session before."""
    other_team: bool | None = None
    """Whether the one listened to is of another team."""
    business_hours: bool | None = None
    """Whether the account's own hours were open."""
    records: int | None = None
    """How many contacts, recordings or numbers were read."""
    contacts_share: int | None = None
    """Which share of all its contacts that is, in thousandths."""
    found: bool | None = None
    """Whether what was looked up exists."""
    legal_hold: bool | None = None
    """Whether what was opened or deleted is under a legal hold."""
    ticket: str | None = None
    """The ticket that stands behind it."""
    line: int | None = None
    revision: int = 0
