"""What a text says, by words: the entry to all checks of text that need no model.

``said`` takes a look and returns a judgment for each topic that was asked for, and what a ``Message`` may be
told. English and French are read; of another language, or of too little text, nothing is told unless a known
phrase is there. Words are evidence of class D: they ask, and sanction nobody.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from fairline.checks.gate import Look
from fairline.checks.judgment import SURE, Judgment, cannot_tell
from fairline.checks.text import reasons
from fairline.checks.text.ages import own_ages
from fairline.checks.text.brands import Brands, Claim, Claimed
from fairline.checks.text.codes import CODES
from fairline.checks.text.grooming import FOUND_MIN, grooming
from fairline.checks.text.offers import OFFERS
from fairline.checks.text.opening import OPENING_MIN, says_who
from fairline.checks.text.opting_out import OPT_OUTS
from fairline.checks.text.phrases import compiled, latin
from fairline.checks.text.reading import Reading, read
from fairline.checks.text.requests import REQUESTS
from fairline.checks.text.templates import hashed
from fairline.facts import Direction, Topic
from fairline.facts.high_risk_words import WORDS, speaks_of_high_risk
from fairline.law.opting_out import is_opt_out
from fairline.policy import Text

VERSION = "words 1, 2026-11-30"
BY_WORDS = Decimal("0.9")  # ours: how often known phrases are right on sentences they were not made from
WHO_ALONE = Decimal("0.6")  # ours: a person's name without a firm's asks nobody before 0.9
AGE_LIMIT = 13  # 15 U.S.C. 6501(1): the lowest limit of all
TOPICS = frozenset(
    {
        Topic.CHILD_AGE,
        Topic.PERSONAL_DATA_REQUEST,
        Topic.HIGH_RISK_WORDS,
        Topic.RESALE_OFFER,
        Topic.NO_IDENTITY,
        Topic.BRAND_CLAIM,
        Topic.GROOMING,
        Topic.HIDDEN_TEXT,
    }
)
"""What is told here, in whatever set a caller asks for it."""
READ = frozenset({"en", "fr"})
RISK_READ = frozenset({"en", "fr", "de", "es"})
_MAY_BE_RISK = compiled(rf"(?:^|[^a-z0-9])(?:{'|'.join(sorted({word.split()[0] for word in WORDS}))})")
"""The first words of the list: most texts have none, and the list need not be gone through."""
_COMMON_TOO = re.compile(r"\b(?:plc|ics|atc)\b", re.IGNORECASE)
"""Words of high risk in a name, and a kind of firm, a file and nothing in running text."""


class Settings(Struct, frozen=True, kw_only=True):
    """What the operator sets. ``brands``: the protected names; without them, no claim is looked for."""

    topics: frozenset[Topic] = TOPICS
    age_limit: int = AGE_LIMIT
    """Years: an age below it is a child's. The law of the place names it (``fairline.law.ages``)."""
    brands: Brands | None = None


class Item(Struct, frozen=True, kw_only=True):
    """What is known of the text beside its words. ``None``: nobody said."""

    direction: Direction | None = None
    """Outbound: the account's side wrote or spoke it."""
    sender: str | None = None
    """The sender's id, or the name shown."""
    opening: bool = False
    """Whether it is the start of a call's script; only then ``NO_IDENTITY`` is looked for."""


class MessageFields(Struct, frozen=True, kw_only=True):
    """What a ``fairline.facts.Message`` may be told of its text: its fields of the same names."""

    opts_out: bool | None = None
    hides_text: bool | None = None
    template: str | None = None
    one_time_code: bool | None = None
    brand: str | None = None


class Said(Struct, frozen=True, kw_only=True):
    """One judgment a topic, in order of topics, and the fields."""

    judgments: tuple[Judgment, ...]
    message: MessageFields
    stated_age: int | None = None
    """The lowest age that somebody says they have, in years; a school class stands for the age at its end.
    What a ``fairline.facts.Collection`` may be told as ``age``; ``None``: nobody said one."""


class _Heard(Struct, frozen=True):
    """A reading, and what is known beside it."""

    reading: Reading
    item: Item
    settings: Settings
    ages: tuple[int, ...]

    def is_read(self) -> bool:
        """Tell whether it is in a language that phrases are known of."""
        return self.reading.language in READ


NOTHING = Item()


def said(content: Look | Reading, settings: Settings, item: Item = NOTHING) -> Said:
    """Return what a text says. Never raises on content; text that is no UTF-8 is read as far as it goes."""
    reading = read(content)
    wanted = [topic for topic in _JUDGES if topic in settings.topics and _applies(topic, settings, item)]
    if reading.too_long:
        return _untold(wanted, reasons.TOO_LONG)
    if not reading.plain.text.strip():
        return _untold(wanted, reasons.NO_WORDS)
    heard = _Heard(reading, item, settings, tuple(own_ages(reading.folded)))
    claim = settings.brands.claimed(reading.folded, item.sender) if settings.brands is not None else None
    judgments = tuple(
        _claim(claim, heard) if topic is Topic.BRAND_CLAIM else _JUDGES[topic](heard) for topic in wanted
    )
    stated = min(heard.ages, default=None)
    return Said(judgments=judgments, message=_fields(heard, claim), stated_age=stated)


def _untold(topics: list[Topic], why: Text) -> Said:
    judgments = tuple(cannot_tell(topic, why, VERSION) for topic in topics)
    return Said(judgments=judgments, message=MessageFields())


def _applies(topic: Topic, settings: Settings, item: Item) -> bool:
    if topic is Topic.NO_IDENTITY:
        return item.opening
    return topic is not Topic.BRAND_CLAIM or settings.brands is not None


def _told(topic: Topic, found: bool, score: Decimal, why: Text | None = None) -> Judgment:
    said_of = why or (reasons.FOUND if found else reasons.NOT_FOUND)[topic]
    return Judgment(topic=topic, found=found, score=score, why=said_of, version=VERSION)


def _by_words(
    heard: _Heard,
    topic: Topic,
    found: bool,
    why: Text | None = None,
    read: frozenset[str] = READ,
) -> Judgment:
    """Return a yes where a phrase is there; a no only of a language that is read."""
    if found:
        return _told(topic, True, BY_WORDS, why)
    if heard.reading.language not in read:
        return cannot_tell(topic, reasons.OTHER_LANGUAGE, VERSION)
    return _told(topic, False, Decimal(0))


def _child(heard: _Heard) -> Judgment:
    if heard.ages and min(heard.ages) >= heard.settings.age_limit:
        return _told(Topic.CHILD_AGE, False, Decimal(0))
    return _by_words(heard, Topic.CHILD_AGE, bool(heard.ages))


def _request(heard: _Heard) -> Judgment:
    asked = REQUESTS.any(heard.reading.folded)
    return _by_words(
        heard,
        Topic.PERSONAL_DATA_REQUEST,
        asked,
        reasons.ASKED_BY[heard.item.direction] if asked else None,
    )


def _risk(heard: _Heard) -> Judgment:
    text = heard.reading.plain.text
    found = _MAY_BE_RISK.search(latin(heard.reading.folded)) is not None
    found = found and speaks_of_high_risk(text) and speaks_of_high_risk(_COMMON_TOO.sub(" ", text))
    return _by_words(heard, Topic.HIGH_RISK_WORDS, found, read=RISK_READ)


def _offer(heard: _Heard) -> Judgment:
    return _by_words(heard, Topic.RESALE_OFFER, OFFERS.any(heard.reading.folded))


def _hidden(heard: _Heard) -> Judgment:
    hides = heard.reading.plain.hidden.hides_text
    return _told(Topic.HIDDEN_TEXT, hides, SURE if hides else Decimal(0))


def _grooming(heard: _Heard) -> Judgment:
    score = grooming(heard.reading.folded)
    if not score and not heard.is_read():
        return cannot_tell(Topic.GROOMING, reasons.OTHER_LANGUAGE, VERSION)
    return _told(Topic.GROOMING, score >= FOUND_MIN, score)


def _identity(heard: _Heard) -> Judgment:
    who, whom = says_who(heard.reading.plain.text)
    if whom:
        return _told(Topic.NO_IDENTITY, False, Decimal(0))
    if not heard.is_read():
        return cannot_tell(Topic.NO_IDENTITY, reasons.OTHER_LANGUAGE, VERSION)
    if len(heard.reading.plain.text) < OPENING_MIN:
        return cannot_tell(Topic.NO_IDENTITY, reasons.TOO_SHORT, VERSION)
    if who:
        return _told(Topic.NO_IDENTITY, True, WHO_ALONE, reasons.FOR_NOBODY)
    return _told(Topic.NO_IDENTITY, True, BY_WORDS, reasons.NOBODY)


def _claim(claim: Claimed | None, heard: _Heard) -> Judgment:
    if claim is None:
        return _told(Topic.BRAND_CLAIM, False, Decimal(0))
    if claim.how is Claim.MENTIONED:
        return _by_words(heard, Topic.BRAND_CLAIM, False)
    return _told(Topic.BRAND_CLAIM, True, claim.score, reasons.claims(claim.brand.name, claim.how.name))


_JUDGES: dict[Topic, Callable[[_Heard], Judgment]] = {
    Topic.CHILD_AGE: _child,
    Topic.PERSONAL_DATA_REQUEST: _request,
    Topic.HIGH_RISK_WORDS: _risk,
    Topic.RESALE_OFFER: _offer,
    Topic.NO_IDENTITY: _identity,
    Topic.BRAND_CLAIM: lambda heard: _claim(None, heard),
    Topic.GROOMING: _grooming,
    Topic.HIDDEN_TEXT: _hidden,
}


def _fields(heard: _Heard, claim: Claimed | None) -> MessageFields:
    text, is_read = heard.reading.plain.text, None
    opts_out: bool | None = None
    if heard.item.direction is not Direction.OUTBOUND:
        opts_out = (
            is_opt_out(text) or OPT_OUTS.any(heard.reading.folded) or (False if heard.is_read() else None)
        )
    code: bool | None = CODES.any(heard.reading.folded)
    if not code:
        is_read = heard.is_read()
        code = False if is_read else None
    named = claim is not None and claim.how is not Claim.MENTIONED
    return MessageFields(
        opts_out=opts_out,
        hides_text=heard.reading.plain.hidden.hides_text,
        template=hashed(heard.reading.template),
        one_time_code=code,
        brand=claim.brand.name if claim is not None and named else _signed(text),
    )


_SIGNED = re.compile(
    r"^\W{0,3}([A-Z\u00c0-\u00de][\w&'.-]{1,30}(?: [A-Z\u00c0-\u00de&][\w&'.-]{0,30}){0,3}) ?[:\]>](?:\s|$)"
)
_NO_NAME = re.compile(
    r"(?i)^(?:reminder|note|notice|alert|urgent|important|warning|info\w*|update|message|attention|"
    r"rappel|avis|alerte|hi|hello|dear|"
    r"bonjour|re|fwd?|ps|today|tomorrow|free\w*|win\w*|congrat\w*|security|code|your|votre|from|to|date|"
    r"time|subject|objet|q|a)\b"
)


def _signed(text: str) -> str | None:
    """Return the name that a message begins with, as in ``Name: your parcel``."""
    found = _SIGNED.match(text)
    return found[1] if found is not None and _NO_NAME.match(found[1]) is None else None
