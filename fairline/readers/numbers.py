"""Telephone numbers as E.164, and where a number may be. Libphonenumber's data; everything is cached."""

from functools import lru_cache

import phonenumbers

CACHE_MAX = 1 << 18  # ours: about 60 MB at most


@lru_cache(maxsize=CACHE_MAX)
def e164(text: str | None, region: str | None = None) -> str | None:
    """Return ``text`` as ``+`` and digits, or ``None`` if it is no telephone number.

    ``+`` and ``00`` mark an international number. Anything else is read in ``region`` (ISO country), or,
    with no region, is accepted if the same digits after a ``+`` are a valid number. Numbers that could
    exist but are not assigned are kept: scanning is about those. Words after the number, such as SIP
    parameters, are dropped.
    """
    if not text:
        return None
    bare = text.strip().split(";")[0].removeprefix("tel:")
    if bare.lower().startswith(("sip:", "sips:")):
        bare = bare.split(":", 1)[1]
    bare = bare.split("@")[0]
    if not any(c.isdigit() for c in bare) or any(c.isalpha() for c in bare):
        return None
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    international = bare.startswith("+")
    try:
        if international or region is not None:
            parsed = phonenumbers.parse(bare, None if international else region)
            good = phonenumbers.is_possible_number(parsed)
        else:
            parsed = phonenumbers.parse("+" + bare.lstrip("0"))
            good = not bare.startswith("0") and phonenumbers.is_valid_number(parsed)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if good else None
