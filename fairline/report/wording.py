"""How the report writes words, numbers, times and names in one language, safely for HTML."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from html import unescape
from unicodedata import category
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from fairline.policy import Lang, Slot, Text, written
from fairline.policy.text import HARD, THIN, written_day
from fairline.report.counted import COUNTED
from fairline.report.words import WORDS

NAME_MAX = 80  # ours: characters of a name that a page shows; the exports have all of it
CUT = "…"
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MONTHS = (
    ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"), ("May", "mai"),
    ("June", "juin"), ("July", "juillet"), ("August", "août"), ("September", "septembre"),
    ("October", "octobre"), ("November", "novembre"), ("December", "décembre"),
)  # fmt: skip
TAG = re.compile(r"<[^>]*>")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
HIGH_SIGNS = re.compile(r"[ \u00a0\u202f]+([;?!])")
OTHER_SIGNS = re.compile(r"[ \u00a0\u202f]+([:»%])")
OPENING = re.compile(r"«[ \u00a0\u202f]*")
NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:jours?|heures?|minutes?|secondes?|h|min|s|ans?|mois|semaines?)\b)")


class Wording:
    """One language and one clock. What comes out is markup; what came from a file is escaped in it."""

    def __init__(self, lang: Lang, zone: str) -> None:
        """Write in ``lang``, with times on the clock of ``zone`` (IANA name)."""
        self.lang = lang
        self.zone = ZoneInfo(zone)

    def say(self, key: str, **values: Slot | Markup) -> Markup:
        """Say a phrase of the report with its slots filled."""
        return self.text(WORDS[key], **values)

    def text(self, text: Text, **values: Slot | Markup) -> Markup:
        """Say words of ours, with slots filled. A string in a slot is foreign unless it is markup."""
        template = typeset(text.en if self.lang is Lang.EN else text.fr, self.lang)
        return Markup(escape(template).format(**{name: self._slot(value) for name, value in values.items()}))

    def ours(self, words: str) -> Markup:
        """Return finished words of ours, already in the language."""
        return escape(typeset(words, self.lang))

    def counted(self, count: int, noun: str) -> Markup:
        """Return so many of a thing: ``1 finding``, ``12 findings``, ``0 constat``."""
        single = abs(count) < 2 if self.lang is Lang.FR else count == 1
        one, many = COUNTED[noun]
        return self.text(one if single else many, n=count)

    def number(self, value: Slot) -> Markup:
        """Return a number, share, duration or money as the language writes it."""
        return escape(written(value, self.lang))

    def name(self, value: object) -> Markup:
        """Return a name, number or id from a file: visible, short, and kept apart from what is around it."""
        return Markup("<bdi>{}</bdi>").format(cut(clean(str(value))))

    def day(self, day: date) -> Markup:
        """Return a day in words: ``1 October 2008``, ``1er octobre 2008``."""
        english, french = MONTHS[day.month - 1]
        if self.lang is Lang.EN:
            return Markup(f"{day.day}{HARD}{english} {day.year}")
        number = "1<sup>er</sup>" if day.day == 1 else str(day.day)
        return Markup(f"{number}{HARD}{french} {day.year}")

    def moment(self, at: datetime) -> Markup:
        """Return a time on the audit's clock. The attribute has the offset, for the hour that comes twice."""
        local = at.astimezone(self.zone)
        day = written_day(local, self.lang)
        shown = f"{day}{HARD}{local.strftime('%H:%M:%S')}"
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="seconds"), shown)

    def span(self, since: datetime, until: datetime) -> Markup:
        """Return from when to when; one time if they are the same."""
        if since == until:
            return self.moment(since)
        start, end = since.astimezone(self.zone), until.astimezone(self.zone)
        if start.date() == end.date():
            clock = Markup('<time datetime="{}">{}</time>').format(
                end.isoformat(timespec="seconds"), end.strftime("%H:%M:%S")
            )
            return Markup("{}{}–{}{}").format(self.moment(since), THIN, THIN, clock)
        return Markup("{} – {}").format(self.moment(since), self.moment(until))

    def plain(self, words: Markup) -> str:
        """Return markup as text, for a title or a label; its spaces stay what they are."""
        return unescape(TAG.sub("", str(words)))

    def joined(self, parts: Iterable[Markup]) -> Markup:
        """Return the parts of a list with semicolons between them."""
        return self.ours(" ; " if self.lang is Lang.FR else "; ").join(parts)

    def _slot(self, value: Slot | Markup) -> Markup:
        if isinstance(value, Markup):
            return value
        return self.name(value) if isinstance(value, str) else self.number(value)


def typeset(words: str, lang: Lang) -> str:
    """Put in the typography of the language: its apostrophe, and in French the spaces that do not break."""
    words = APOSTROPHE.sub("’", words)
    if lang is Lang.EN:
        return words
    words = HIGH_SIGNS.sub(THIN + r"\1", words)
    words = OTHER_SIGNS.sub(HARD + r"\1", words)
    return NUMBER_UNIT.sub(HARD, OPENING.sub("«" + HARD, words))


def clean(found: str) -> str:
    """Make visible what is not: control characters, marks of writing direction, halves of characters."""
    if found.isprintable() and not BIDI.intersection(found):
        return found
    hidden = {each for each in set(found) if each in BIDI or category(each) in ("Cc", "Cs", "Zl", "Zp")}
    return found.translate({ord(each): f"⟨U+{ord(each):04X}⟩" for each in hidden})


def cut(found: str, most: int = NAME_MAX) -> str:
    """Return the start and end of a long name, which is where names differ."""
    if len(found) <= most:
        return found
    end = most // 4
    return found[: most - end - 1] + CUT + found[-end:]
