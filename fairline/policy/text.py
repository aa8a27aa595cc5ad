"""Words in English and French, with slots for numbers that are written as each language writes them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from string import Formatter
from typing import NamedTuple

THIN, HARD = "\u202f", "\u00a0"  # French: thousands, and before % and units


class Lang(StrEnum):
    """The languages that everything a user reads exists in."""

    EN = "en"
    FR = "fr"


class Share(NamedTuple):
    """A number from 0 to 1 that is read as a percentage."""

    value: float


class Duration(NamedTuple):
    """Milliseconds that are read as hours, minutes or seconds."""

    milliseconds: int


class Money(NamedTuple):
    """Millionths of a currency unit, and the currency's code, if it is known."""

    millionths: int
    currency: str = ""


Slot = str | int | float | Share | Duration | Money | datetime


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in both languages. Neither is a translation of the other."""

    en: str
    fr: str

    def __post_init__(self) -> None:
        """Assert that both languages have the same slots."""
        assert slots(self.en) == slots(self.fr), f"slots differ: {self.en!r} and {self.fr!r}"

    def say(self, lang: Lang, /, **values: Slot) -> str:
        """Return the text in ``lang`` with its slots filled. Every slot needs a value."""
        template = self.en if lang is Lang.EN else self.fr
        return template.format(**{name: written(values[name], lang) for name in slots(template)})


@cache
def slots(template: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def written(value: Slot, lang: Lang) -> str:
    """Return ``value`` as ``lang`` writes it: 3%, 3 %; 1,234, 1 234; 2.5, 2,5."""
    match value:
        case Share(share):
            return _number(Decimal(repr(share)) * 100, lang) + ("%" if lang is Lang.EN else HARD + "%")
        case Duration(milliseconds):
            return _duration(milliseconds, lang)
        case Money(millionths, currency):
            amount = _number(Decimal(millionths) / 1_000_000, lang, places=2)
            return (
                f"{currency}{HARD}{amount}"
                if lang is Lang.EN and currency
                else f"{amount}{HARD}{currency}".rstrip()
            )
        case datetime():
            return _moment(value, lang)
        case str():
            return value
        case _:
            return _number(Decimal(repr(value)), lang)


def _number(value: Decimal, lang: Lang, places: int | None = None) -> str:
    """At most two decimals below 10, one below 1,000, none above; no trailing zeros unless ``places``."""
    if places is None:
        digits = 2 if abs(value) < 10 else 1 if abs(value) < 1000 else 0
        plain = f"{value:,.{digits}f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    else:
        plain = f"{value:,.{places}f}"
    if lang is Lang.EN:
        return plain
    return plain.replace(",", THIN).replace(".", ",")


def _duration(milliseconds: int, lang: Lang) -> str:
    seconds = Decimal(milliseconds) / 1000
    if abs(seconds) >= 3600 * 100 or abs(seconds) < 120:
        unit, value = ("min", seconds / 60) if abs(seconds) >= 120 else ("s", seconds)
        return f"{_number(value, lang)}{HARD}{unit}"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{HARD}min"
    return (
        f"{hours}{HARD}h{HARD}{rest:02d}" if lang is Lang.FR else f"{hours}{HARD}h{HARD}{rest:02d}{HARD}min"
    )


def written_day(day: date, lang: Lang) -> str:
    """Return ``day`` as ``lang`` writes it: 2026-10-05, 05/10/2026."""
    return day.strftime("%Y-%m-%d" if lang is Lang.EN else "%d/%m/%Y")


def _moment(value: datetime, lang: Lang) -> str:
    """A day and time with its offset from UTC, as both languages' technical writing has it."""
    offset = value.strftime("%z")
    zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:]}"
    return f"{written_day(value, lang)} {value.strftime('%H:%M:%S')}{HARD}{zone}"
