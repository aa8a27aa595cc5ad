"""Who a customer is: what the provider asked and checked at the start, and once a year."""

from datetime import datetime

from msgspec import Struct

from fairline.facts.registry import Harm


class Vetting(Struct, frozen=True, kw_only=True, tag="vetting", tag_field="kind", omit_defaults=True):
    """One look at who the customer is. ``None`` means: nobody asked or checked."""

    id: str
    at: datetime
    account: str | None = None
    sectors: tuple[str, ...] | None = None
    """NAICS or NACE codes."""
    complete: bool | None = None
    """Whether all that must be known is."""
    sanctioned: bool | None = None
    """Whether the customer or an owner is on a sanctions list."""
    mail_drop: bool | None = None
    """Whether the address is a mail drop or the company a shell."""
    registration_void: bool | None = None
    """Whether its registration with the authority is void or missing."""
    sells_lines: bool | None = None
    """Whether its website sells lines, numbers or minutes."""
    names_us: bool | None = None
    """Whether it does so under the provider's name."""
    declared_no_high_risk: bool | None = None
    """Whether it signed that it puts the service to no high-risk use."""
    attested_at: datetime | None = None
    """When it last said, in writing, what it uses the service for."""
    outage_harm: Harm | None = None
    """What happens if the service is down for four hours."""
    other_path: bool | None = None
    """Whether it has an independent path for what must not fail."""
    clients: int | None = None
    """For how many different sellers it calls."""
    websites: int | None = None
    """How many unrelated websites they have."""
    letters: int | None = None
    """From how many companies it has letters of authority."""
    sub_accounts: int | None = None
    """Sub-accounts or tokens whose users, addresses and payments are all different."""
    switch_users: bool | None = None
    """Whether users are logged on at all."""
    line: int | None = None
    revision: int = 0
