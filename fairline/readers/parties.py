"""Who called whom, which seat was ours, and so which way the call went; only what the record shows."""

from dataclasses import dataclass

from fairline.facts import Direction
from fairline.readers.numbers import e164

EXTENSION_DIGITS_MAX = 6  # ours: six digits are an extension unless they are a number of the region
EMERGENCY = frozenset({"000", "110", "111", "112", "113", "115", "117", "118", "119", "911", "988", "999"})
"""Short numbers that are no extension anywhere: whoever dials them leaves the house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The two sides as ``Call`` has them."""

    caller: str | None
    called: str | None
    dialed: str | None
    user: str | None
    direction: Direction | None


def parties(
    caller: str, called: str, region: str | None, *, placed_by: str | None = None, taken_by: str | None = None
) -> Parties:
    """Return the sides of a call from what stands for them in the record.

    ``placed_by`` and ``taken_by`` are seats that the record shows in other ways than by a number (a login, a
    channel). From a seat to an E.164 number is outbound, from a number to a seat inbound, from seat to seat
    internal; anything else has no direction. ``user`` is our seat, the placing one if both are ours.
    """
    caller, called = bare(caller), bare(called)
    placing = placed_by or (caller if is_extension(caller, region) else None)
    taking = taken_by or (called if is_extension(called, region) else None)
    caller_number = None if is_extension(caller, region) else e164(caller, region)
    called_number = None if is_extension(called, region) or called in EMERGENCY else e164(called, region)
    return Parties(
        caller=caller_number,
        called=called_number,
        dialed=called or None if called_number is None else None,
        user=placing or taking,
        direction=_direction(placing, taking, caller_number, called_number),
    )


def is_extension(text: str, region: str | None) -> bool:
    """Return whether ``text`` is a seat of ours by its form: two to six digits with no prefix."""
    if not (text.isascii() and text.isdigit() and 2 <= len(text) <= EXTENSION_DIGITS_MAX):
        return False
    if text in EMERGENCY or text.startswith("00"):
        return False
    return len(text) < EXTENSION_DIGITS_MAX or e164(text, region) is None


def bare(text: str) -> str:
    """Return a party without SIP or number portability parameters and without blanks around it."""
    return text.split(";")[0].strip()


def _direction(
    placing: str | None, taking: str | None, caller: str | None, called: str | None
) -> Direction | None:
    if placing is not None and taking is not None:
        return Direction.INTERNAL
    if placing is not None and called is not None:
        return Direction.OUTBOUND
    if taking is not None and caller is not None:
        return Direction.INBOUND
    return None
