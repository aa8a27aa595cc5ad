"""A list of contacts that was uploaded, and what a check found. The contacts themselves are not kept."""

from datetime import datetime

from msgspec import Struct


class ListUpload(Struct, frozen=True, kw_only=True, tag="list-upload", tag_field="kind", omit_defaults=True):
    """One upload of one list, before anybody on it is contacted. Every number counts contacts of the list."""

    id: str
    at: datetime
    account: str | None = None
    user: str | None = None
    campaign: str | None = None
    contact_list: str | None = None
    """Which list of contacts it is."""
    countries: tuple[str, ...] | None = None
    """Every country that its contacts are in, ISO 3166-1 alpha-2, upper case."""
    size: int | None = None
    traps: int | None = None
    """Addresses and numbers that nobody ever gave out: only harvested and bought lists have them."""
    unallocated: int | None = None
    """Numbers that are given out to nobody, mailboxes that do not exist."""
    disconnected: int | None = None
    """Numbers that were disconnected since the account had them (Reassigned Numbers Database)."""
    in_sequence: int | None = None
    """Numbers that are one more than another of the list."""
    of_others: int | None = None
    """Contacts that are on the list of another account, compared by hash."""
    generated: int | None = None
    """Contacts that a program made up or gathered: names at a domain, ranges of numbers, scraped pages."""
    line: int | None = None
    revision: int = 0
