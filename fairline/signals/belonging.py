"""What a fact belongs to: the account, campaign, number or consent that was known of it when it came.

A record of a registry is found by its key; what a fact has in the place of each part of that key is said here
once, for the generated Python, for SQL and for the oracle alike.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from fairline.facts import (
    EVENTS,
    Account,
    Agreement,
    Call,
    Campaign,
    Change,
    Consent,
    Forwarding,
    ListCheck,
    Message,
    Number,
    OptOut,
    Seat,
)

KEYS: Mapping[type[Struct], tuple[str, ...]] = {
    Account: ("id",),
    Campaign: ("account", "id"),
    Forwarding: ("account", "target"),
    Number: ("id",),
    Seat: ("account", "id"),
    Agreement: ("account",),
    Consent: ("account", "contact"),
    OptOut: ("account", "contact"),
    ListCheck: ("account", "contact"),
}
"""The fields that a registry's record is known by: a later one with the same takes its place."""

Part = tuple[str, ...]
"""A field of the fact, and those to look at where it is not said or empty."""
PERSON: Mapping[type[Struct], Part] = {Call: ("called", "dialed"), Message: ("recipient",)}
"""Whom a fact is about, for consents, opt-outs and registers."""
SHOWN: Mapping[type[Struct], Part] = {Call: ("caller",), Message: ("sender",), Change: ("number",)}
"""The number that a fact shows."""


def _belongs(kind: type[Struct]) -> Iterator[tuple[type[Struct], tuple[Part, ...]]]:
    fields, account = kind.__struct_fields__, ("account",)
    yield Account, (account,)
    yield Agreement, (account,)
    if "campaign" in fields:
        yield Campaign, (account, ("campaign",))
    if "user" in fields:
        yield Seat, (account, ("user",))
    if kind in SHOWN:
        yield Number, (SHOWN[kind],)
    if kind in PERSON:
        for registry in (Consent, OptOut, ListCheck):
            yield registry, (account, PERSON[kind])
    if kind is Call:
        yield Forwarding, (account, ("called", "dialed"))


BELONGS: Mapping[type[Struct], Mapping[type[Struct], tuple[Part, ...]]] = {
    kind: dict(_belongs(kind)) for kind in EVENTS
}
"""For each kind of fact the registries it belongs to, each with where it has the parts of the key."""


def key_of(registry: type[Struct], record: Struct) -> object:
    """Return what ``record`` is known by: its only part, or a tuple of them."""
    parts = tuple(getattr(record, name) for name in KEYS[registry])
    return parts[0] if len(parts) == 1 else parts


def key_in(fact: Struct, registry: type[Struct]) -> object:
    """Return the key of the record of ``registry`` that ``fact`` belongs to."""
    parts = tuple(
        next((value for name in part if (value := getattr(fact, name))), getattr(fact, part[-1]))
        for part in BELONGS[type(fact)][registry]
    )
    return parts[0] if len(parts) == 1 else parts


def key_code(kind: type[Struct], registry: type[Struct]) -> str:
    """Return Python for ``key_in`` of the variable ``fact``, which is of ``kind``."""
    codes = [" or ".join(f"fact.{name}" for name in part) for part in BELONGS[kind][registry]]
    return codes[0] if len(codes) == 1 else f"({', '.join(codes)})"
