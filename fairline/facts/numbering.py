"""What can be told from an E.164 number or an instant alone. Pure and cheap: they run for every call."""

from datetime import datetime

DIGITS_MAX = 15  # E.164's


def digits(number: str) -> int | None:
    """Return an E.164 number as an integer, so that the next number is one more; ``None`` of anything else.

    A recipient may also be an address or a short code, which has no neighbors.
    """
    rest = number[1:]
    return int(rest) if rest.isascii() and rest.isdigit() and len(rest) <= DIGITS_MAX else None


def number_of(address: str) -> int | None:
    """Return an address as an integer if it is an E.164 number, ``None`` if it is a name or a mailbox."""
    rest = address[1:]
    return int(rest) if address.startswith("+") and rest.isascii() and rest.isdigit() else None


def range_of(number: str) -> str:
    """Return the range of an E.164 number: its plus sign and first eight digits, or what there is of them."""
    return number[:9]


def same_exchange(caller: str, called: str) -> bool | None:
    """Whether two North American numbers share area code and exchange (NPA-NXX); ``None`` elsewhere."""
    if not (caller.startswith("+1") and called.startswith("+1")):
        return None
    return caller[:8] == called[:8]


def hour_slot(at: datetime) -> int:
    """Return the number of the whole hour since 1970-01-01 UTC that ``at`` is in."""
    return int(at.timestamp()) // 3600


def minute_of_hour(at: datetime) -> int:
    """Return the minute of ``at`` within its hour, 0 to 59: zones off by whole hours have the same."""
    return at.minute


def off_hours(at: datetime) -> bool:
    """Whether ``at`` is outside Monday to Friday 07:00 to 20:00 on the clock of its own zone."""
    return at.weekday() >= 5 or not 7 <= at.hour < 20
