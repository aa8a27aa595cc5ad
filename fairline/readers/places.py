"""Where a called number may be: country, jurisdictions and time zones. Libphonenumber's data; all cached.

A number says where it was given out, not where its phone is. Whatever is plausible is listed, so that whoever
judges by it can keep to the strictest: a number whose area code spans zones has all of them.
"""

from functools import cache, lru_cache
from typing import TypeVar

import phonenumbers
from msgspec.structs import replace
from phonenumbers import PhoneNumberType as Kind
from phonenumbers import timezone
from phonenumbers.tzdata import TIMEZONE_DATA

from fairline.facts import Call, Fact, Message
from fairline.readers.area_codes import AREA_CODE_STATES

CACHE_MAX = 1 << 18  # ours: about 80 MB of numbers
NORTH_AMERICA = 1  # the calling code that 25 countries and territories share
PROBE = "2345678"  # a subscriber number that every area code in use can have
# Countries of their own to libphonenumber, under United States law to 47 U.S.C. 153.
US_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
# In North America these work in every country and belong to none.
ANYWHERE = frozenset(
    {
        Kind.TOLL_FREE,
        Kind.PREMIUM_RATE,
        Kind.SHARED_COST,
        Kind.PERSONAL_NUMBER,
        Kind.VOIP,
        Kind.PAGER,
        Kind.UAN,
        Kind.VOICEMAIL,
    }
)
NO_COUNTRY = "001"
NO_ZONE = "Etc/Unknown"

F = TypeVar("F", bound=Fact)
Where = tuple[str | None, tuple[str, ...] | None, tuple[str, ...] | None]


def located(fact: F) -> F:
    """Return a call or message with country, places and zones of the called number or the recipient's, where
    the source did not say them; any other fact as it is.

    An American number is placed in its state (``US-FL``), any other in its country (``CA``). A number that
    belongs nowhere, such as 800 and satellite numbers, has no place; its zones are those libphonenumber has
    for it, if any. A number that is not assigned is placed by its range; several countries may share one.
    """
    if not isinstance(fact, Call | Message):
        return fact
    whose = "called" if isinstance(fact, Call) else "recipient"
    number = getattr(fact, whose)
    if number is None or not number.startswith("+"):
        return fact
    names = (f"{whose}_country", f"{whose}_places", f"{whose}_zones")
    found = zip(names, whereabouts(number), strict=True)
    return replace(fact, **{name: value for name, value in found if getattr(fact, name) is None})


def country_of(e164: str) -> str | None:
    """Return the ISO country of a number; ``None`` if it has none or its range is shared by several."""
    return whereabouts(e164)[0]


@lru_cache(maxsize=CACHE_MAX)
def is_premium(e164: str) -> bool | None:
    """Tell whether calling the number costs a premium.

    ``None`` for a number that is not assigned, and for shared cost: what the caller pays there depends on the
    country. Ranges that are hired out for fraud but look ordinary are not known to libphonenumber.
    """
    number = _parsed(e164)
    kind = Kind.UNKNOWN if number is None else phonenumbers.number_type(number)
    if kind in (Kind.UNKNOWN, Kind.SHARED_COST):
        return None
    return bool(kind == Kind.PREMIUM_RATE)


@lru_cache(maxsize=CACHE_MAX)
def whereabouts(e164: str) -> Where:
    """Return the country of a number, where it may be, and in which time zones."""
    number = _parsed(e164)
    if number is None:
        return None, None, None
    if number.country_code == NORTH_AMERICA:
        return _where_in_north_america(number)
    region = phonenumbers.region_code_for_number(number)
    assert number.country_code is not None  # whatever was parsed has one
    regions = phonenumbers.region_codes_for_country_code(number.country_code) if region is None else (region,)
    places = tuple(place for place in regions if place != NO_COUNTRY) or None
    country = places[0] if places is not None and len(places) == 1 else None
    return country, places, _zones(number)


def _where_in_north_america(number: phonenumbers.PhoneNumber) -> Where:
    if phonenumbers.number_type(number) in ANYWHERE:
        return None, None, _zones(number)
    area = str(number.national_number)[:3]
    region = phonenumbers.region_code_for_number(number)
    if region is None:
        # Nobody has this number, but its area code may still be one country's.
        region = phonenumbers.region_code_for_number(phonenumbers.parse(f"+1{area}{PROBE}"))
    if region is None:
        return None, None, None
    return region, _places_in_north_america(region, area), _area_zones(area)


def _places_in_north_america(region: str, area: str) -> tuple[str, ...]:
    if region in US_TERRITORIES:
        return (f"US-{region}",)
    if region != "US":
        return (region,)
    # An area code newer than the table is still under federal law.
    return tuple(f"US-{state}" for state in AREA_CODE_STATES.get(area, ())) or ("US",)


def _zones(number: phonenumbers.PhoneNumber) -> tuple[str, ...] | None:
    """Return libphonenumber's zones. It knows none for a number nobody has; the range's are taken then."""
    if phonenumbers.number_type(number) == Kind.UNKNOWN:
        found = timezone.time_zones_for_geographical_number(number)
    else:
        found = timezone.time_zones_for_number(number)
    return tuple(zone for zone in found if zone != NO_ZONE) or None


def _area_zones(area: str) -> tuple[str, ...] | None:
    return _zones_by_area_code().get(area)


@cache
def _zones_by_area_code() -> dict[str, tuple[str, ...]]:
    """Gather every zone that the data has anywhere in a North American area code."""
    zones: dict[str, set[str]] = {}
    for prefix, found in TIMEZONE_DATA.items():
        if prefix.startswith(str(NORTH_AMERICA)) and len(prefix) >= 4:
            zones.setdefault(prefix[1:4], set()).update(found)
    return {area: tuple(sorted(found)) for area, found in zones.items()}


def _parsed(e164: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return None
