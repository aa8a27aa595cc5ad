"""Addresses in header fields: one pass over a field, so that no quote or comment hides who it is from."""

import re

from msgspec import Struct

from fairline.checks.mail.bounds import WORDS_MAX
from fairline.checks.mail.heads import words_undone

ADDRESS_MAX = 254  # RFC 5321, 4.5.3.1.3, less the brackets
APART = re.compile(r"[\s<>\"'(),:;\[\]]+")


class Mailbox(Struct, frozen=True, kw_only=True):
    """A name that a reader is shown, and an address. ``domain`` is lower case and ends in no dot."""

    name: str
    address: str
    domain: str


def mailboxes(value: str) -> tuple[Mailbox, ...] | None:
    """Return the mailboxes of a field (RFC 5322, 3.4), groups opened; ``None`` if broken or too long."""
    if len(value) > WORDS_MAX:
        return None
    items = _items(value)
    if items is None:
        return None
    found = []
    for outside, inside, angled in items:
        if not outside and not inside and not angled:
            continue
        address = "".join((inside if angled else outside).split())
        local, _, domain = address.rpartition("@")
        if not local or not domain or len(address) > ADDRESS_MAX:
            return None
        name = words_undone(outside.strip()) if angled else ""
        found.append(Mailbox(name=name, address=address.lower(), domain=domain.rstrip(".").lower()))
    return tuple(found)


def addresses_in(name: str) -> tuple[str, ...]:
    """Return the domains of what looks like an address in a name that is shown."""
    found = []
    for word in APART.split(name):
        local, at, domain = word.rpartition("@")
        if local and at and "." in domain.strip("."):
            found.append(domain.strip(".").lower())
    return tuple(found)


def _items(value: str) -> list[tuple[str, str, bool]] | None:
    """Return what stands outside and inside of angle brackets, item by item, without quotes and comments.

    ``None``: a quote or comment never closes.
    """
    items: list[tuple[str, str, bool]] = []
    outside: list[str] = []
    inside: list[str] = []
    quoted, angled, seen, depth, escaped = False, False, False, 0, False
    for letter in value + ",":
        if escaped:
            escaped = False
            if not depth:
                (inside if angled else outside).append(letter)
        elif letter == "\\" and (quoted or depth):
            escaped = True
        elif letter == '"' and not depth:
            quoted = not quoted
        elif quoted:
            (inside if angled else outside).append(letter)
        elif letter == "(":
            depth += 1
        elif depth:
            depth -= letter == ")"
        elif letter == "<" and not angled:
            angled = seen = True
        elif letter == ">" and angled:
            angled = False
        elif letter == ":" and not angled:
            outside = []  # a group's name
        elif letter in ",;" and not angled:
            items.append(("".join(outside).strip(), "".join(inside), seen))
            outside, inside, seen = [], [], False
        else:
            (inside if angled else outside).append(letter)
    if quoted or depth:
        return None
    if outside or inside or seen:  # a bracket that never closes
        items.append(("".join(outside).rstrip(",").strip(), "".join(inside).rstrip(","), seen))
    return items
