"""Numbers, spans and lists in words, as English and French write them; ``lang`` is ``en`` or ``fr``."""

from collections.abc import Iterable, Mapping, Sequence

HARD, THIN = "\u00a0", "\u202f"  # before units and signs, and between thousands, in French
AND = {"en": "and", "fr": "et"}
OR = {"en": "or", "fr": "ou"}
COLON = {"en": ": ", "fr": f"{HARD}: "}
SEMICOLON = {"en": "; ", "fr": f"{HARD}; "}
UNITS = {
    "en": {
        "business_days": ("business day", "business days"),
        "years": ("year", "years"),
        "months": ("month", "months"),
        "days": ("day", "days"),
        "hours": ("hour", "hours"),
        "minutes": ("minute", "minutes"),
        "seconds": ("s", "s"),
        "attempts": ("attempt", "attempts"),
    },
    "fr": {
        "business_days": ("jour ouvré", "jours ouvrés"),
        "years": ("an", "ans"),
        "months": ("mois", "mois"),
        "days": ("jour", "jours"),
        "hours": ("heure", "heures"),
        "minutes": ("minute", "minutes"),
        "seconds": ("s", "s"),
        "attempts": ("tentative", "tentatives"),
    },
}
AT_ONCE = {"en": "at once", "fr": "sans délai"}


def said(lang: str, en: str, fr: str) -> str:
    """Return one of two texts."""
    return en if lang == "en" else fr


def whole(value: int, lang: str) -> str:
    """Write a whole number: 10,000 or 10 000."""
    return f"{value:,}" if lang == "en" else f"{value:,}".replace(",", THIN)


def decimal(value: float, lang: str) -> str:
    """Write a number without trailing zeros: 2.5 or 2,5."""
    if float(value).is_integer():
        return whole(int(value), lang)
    return f"{value}" if lang == "en" else f"{value}".replace(".", ",")


def percent(share: float, lang: str) -> str:
    """Write a share from 0.0 to 1.0: 3% or 3 %."""
    return decimal(round(share * 100, 6), lang) + said(lang, "%", f"{HARD}%")


def money(amount: int, currency: str, lang: str) -> str:
    """Write an amount with its currency's code: EUR 50,000 or 50 000 EUR, with hard spaces."""
    return said(lang, f"{currency}{HARD}{whole(amount, lang)}", f"{whole(amount, lang)}{HARD}{currency}")


def counted(value: int, unit: str, lang: str) -> str:
    """Write a number of units, each a name of ``UNITS``: 1 day, 10 jours ouvrés."""
    one, more = UNITS[lang][unit]
    name = one if value == 1 or (lang == "fr" and value == 0) else more
    return f"{whole(value, lang)}{HARD}{name}"


def spans(parts: Mapping[str, int], lang: str) -> str:
    """Write a span of several units: 3 years and 14 days; of none but zeros, that it is at once."""
    told = [counted(value, unit, lang) for unit, value in parts.items() if value]
    return listed(told, lang) if told else AT_ONCE[lang]


def listed(items: Iterable[str], lang: str, *, last: Mapping[str, str] = AND) -> str:
    """Write a list: a, b and c."""
    all_of: Sequence[str] = tuple(items)
    if len(all_of) < 2:
        return "".join(all_of)
    return f"{', '.join(all_of[:-1])} {last[lang]} {all_of[-1]}"
