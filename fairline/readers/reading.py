"""One record being read: each field asked for comes back typed, and the first that is wrong is remembered.

A reader asks for every field, builds its fact, and gives back ``wrong`` in its place if there is one.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import TypeVar

from fairline.facts import Unreadable
from fairline.readers import rows
from fairline.readers.numbers import e164

T = TypeVar("T")
Word = str | int | float | None
"""A scalar of a JSON record before it is read: platforms write numbers as strings, and strings as numbers."""

NEVER = datetime(1971, 1, 1, tzinfo=UTC)  # stands for a missing time until ``wrong`` replaces the fact
SLACK = timedelta(seconds=1)  # ours: platforms mix clocks of seconds and of milliseconds
CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
MONEY = re.compile(r"(?P<sign>[^\d\s.+-]*)\s*(?P<amount>[+-]?\d[\d,]*(?:\.\d+)?)\s*(?P<code>[A-Z]{3})?")


class Reading:
    """The fields of the record at ``line``."""

    def __init__(self, line: int, zone: tzinfo, region: str | None) -> None:
        self.line = line
        self.wrong: Unreadable | None = None
        self._zone = zone
        self._region = region

    def refuse(self, field: str, found: object, wanted: str) -> None:
        """Note that the record cannot be read because of ``field``. Only the first reason is kept."""
        if self.wrong is None:
            self.wrong = rows.unreadable(self.line, field, "" if found is None else found, wanted)

    def id(self, field: str, found: Word) -> str:
        """Return an identifier, which a record must have."""
        text = written(found)
        if text is None:
            self.refuse(field, found, "an identifier")
        return text or ""

    def time(self, field: str, found: Word) -> datetime | None:
        """Return a time: RFC 3339, RFC 2822, or a wall clock in the reader's zone; ``None`` if blank."""
        text = written(found)
        if text is None:
            return None
        return self._kept(_mail_time(text) or rows.time(self.line, field, _six_digits(text), self._zone))

    def first_time(self, **found: Word) -> datetime:
        """Return the first time that is there; a record with none of them is refused, naming the first."""
        for field, word in found.items():
            moment = self.time(field, word)
            if moment is not None:
                return moment
        self.refuse(next(iter(found)), "", "a time")
        return NEVER

    def milliseconds(self, field: str, found: Word) -> datetime | None:
        """Return the time of a count of milliseconds since 1970."""
        text = written(found)
        return None if text is None else self._kept(rows.epoch(self.line, field, text, per_second=1000))

    def seconds(self, field: str, found: Word) -> timedelta | None:
        """Return a duration written in seconds; ``None`` if blank."""
        text = written(found)
        return None if text is None else self._kept(rows.seconds(self.line, field, text))

    def whole(self, field: str, found: Word) -> int | None:
        """Return a whole number, 0 or more; ``None`` if blank."""
        text = written(found)
        return None if text is None else self._kept(rows.whole(self.line, field, text))

    def span(self, field: str, start: datetime | None, end: datetime | None) -> timedelta | None:
        """Return the time from ``start`` to ``end``, the latter from ``field`` and not before ``start``."""
        if start is None or end is None:
            return None
        lasted = end.astimezone(UTC) - start.astimezone(UTC)
        if lasted < -SLACK:
            self.refuse(field, end.isoformat(), f"a time from {start.isoformat()} on")
        return max(lasted, timedelta(0))

    def money(self, field: str, found: Word) -> tuple[Decimal, str | None] | None:
        """Return amount and ISO currency, the latter ``None`` if neither a sign nor a code tells it."""
        text = written(found)
        if text is None:
            return None
        match = MONEY.fullmatch(text)
        if match is None or (match["sign"] and match["sign"] not in CURRENCIES) or len(text) > 40:
            self.refuse(field, text, "an amount of money")
            return None
        return Decimal(match["amount"].replace(",", "")), match["code"] or CURRENCIES.get(match["sign"])

    def number(self, found: Word) -> str | None:
        """Return an E.164 number; without a plus it is read in the reader's region, else as international."""
        text = written(found)
        return e164(text, self._region) or e164(text)

    def _kept(self, found: T | Unreadable) -> T | None:
        if not isinstance(found, Unreadable):
            return found
        if self.wrong is None:
            self.wrong = found
        return None


def written(found: Word) -> str | None:
    """Return what a scalar says as text, or ``None`` if it is blank."""
    if found is None:
        return None
    return str(found).strip() or None


def revision_of(moment: datetime | None) -> int:
    """Return a revision that grows with ``moment``: its seconds since 1970."""
    return 0 if moment is None else int(moment.timestamp())


def _six_digits(text: str) -> str:
    return re.sub(r"(\.\d{6})\d+", r"\1", text)


def _mail_time(text: str) -> datetime | None:
    """Return an RFC 2822 time that says its zone, else ``None``."""
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo is not None and rows.YEAR_MIN <= moment.year <= rows.YEAR_MAX else None
