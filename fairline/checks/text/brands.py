"""Names that others are protected in: in a sender's id, a name shown, or what a text says of who writes it.

A name may stand in a text without being claimed: "I bought it at ...". It is claimed where it signs, greets,
speaks of your account, or fills the sender's id; and where it is written so that it only looks right.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

import ahocorasick_rs
from msgspec import Struct

from fairline.checks.judgment import SURE
from fairline.checks.text.phrases import folded
from fairline.checks.text.plain import plain

SKELETON_MIN = 5  # ours: a shorter name has a look-alike in many words
CACHE_MAX = 1 << 15  # ours: words come again
SENDER_MAX = 200  # ours: characters; a sender's id has eleven, a name shown some forty
NAMES_MAX = 100_000  # ours: what an operator may list
CLAIM_WITHIN = 40  # ours: characters before and after a name that tell how it stands

_LOOKS = str.maketrans("01i|!345$@78692", "olllleassatbggz")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_WORD = re.compile(r"[^\W_][\w'|!$@&.-]{3,}[\w$@!|]")
_EDGE = re.compile(r"\w")
_BEFORE = re.compile(
    r"(?:\b(?:this is|i'?m|i am|we are|we're|my name is [a-z' ]{1,20}|here is|from|on behalf of|"
    r"calling from|behalf of|your|ur|"
    r"welcome to|thank you for (?:choosing|calling)|team at|at|with|ici|je suis|nous sommes|"
    r"de la part de|service|"
    r"de chez|votre(?: \w+)?|vos|compte|agence|conseiller|the|la|le|l')"
    r"(?: the| a| an| la| le| l'| your)?(?: \w+)? ?|^[\W_]*|[\[(*<] ?)$"
)
_CALLING = re.compile(
    r"(?:\b(?:this is|on behalf of|here is|ici|de la part de|de chez|welcome to|"
    r"(?:call|calling|speaking|message|alert|notice|text|here|team|department|service|support) from)\b|"
    r"^\W*from\b)"
    r"[^.!?\n\d]{0,30}$|"
    r"\b(?:i'?m|i am|we are|we're|my name is|je suis|nous sommes) (?:[\w']+ ){0,2}(?:from|with|of|at|for|"
    r"de|du|chez) "
    r"(?:the |le |la )?$|\b(?:i'?m|i am|we are|we're|nous sommes) (?:the |la |le |l')?$"
)
_AFTER = re.compile(
    r"^(?:[\])*>]? ?[:>|-] |[\])*] |(?:'s)? (?:account|card|alerts?|support|security|customer|team|"
    r"service|helpdesk|help ?desk|refund|"
    r"billing|fraud|delivery|parcel|package|order|notice|notification|payment|verification|department|"
    r"info\w*|bank|"
    r"technical|online|representative|agent)\b)"
)
_COMPTE = re.compile(
    r"\b(?:compte|carte|colis|service|espace|client|livraison|commande|facture|conseiller|agence|support) $"
)


class Brand(Struct, frozen=True, kw_only=True):
    """One protected name, and other ways in which it is written. Case and accents do not count."""

    name: str
    also: tuple[str, ...] = ()


class Claim(IntEnum):
    """How a name stands in a text."""

    MENTIONED = 1
    CLAIMED = 2
    DISGUISED = 3
    SENDER = 4


class Claimed(Struct, frozen=True, kw_only=True):
    """The protected name that stands strongest, and how."""

    brand: Brand
    how: Claim

    @property
    def score(self) -> Decimal:
        """1 where a list decides; a place in a sentence tells less, and a mention nothing."""
        return {Claim.SENDER: SURE, Claim.DISGUISED: Decimal("0.95"), Claim.CLAIMED: Decimal("0.9")}.get(
            self.how, Decimal(0)
        )


class Brands:
    """The protected names of an operator, made ready once: one pass over a text finds all of them."""

    def __init__(self, brands: Iterable[Brand]) -> None:
        """Make ready. Raises ``ValueError`` for more than ``NAMES_MAX`` names."""
        written = {
            folded(name): brand for brand in brands for name in (brand.name, *brand.also) if name.strip()
        }
        if len(written) > NAMES_MAX:
            raise ValueError(f"brands: found {len(written)} names, wanted at most {NAMES_MAX}")
        self._names = list(written)
        self._brands = list(written.values())
        self._exact = ahocorasick_rs.AhoCorasick(
            self._names or ["\0"], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        self._bare = {_bare(name): written[name] for name in self._names}
        self._skeletons = {
            skeleton: written[name]
            for name in self._names
            if len(skeleton := _skeleton(name)) >= SKELETON_MIN
        }

    def claimed(self, text: str, sender: str | None = None) -> Claimed | None:
        """Return the name that a folded text or its sender claims most, ``None`` if none stands there."""
        if sender is not None and (known := self._in_sender(folded(plain(sender[:SENDER_MAX])))) is not None:
            return Claimed(brand=known, how=Claim.SENDER)
        best: Claimed | None = None
        for number, start, end in self._exact.find_matches_as_indexes(text):
            if not self._names or _within_a_word(text, start, end):
                continue
            how = Claim.CLAIMED if _claims(text, start, end) else Claim.MENTIONED
            if best is None or how > best.how:
                best = Claimed(brand=self._brands[number], how=how)
        disguised = self._disguised(text)
        return Claimed(brand=disguised, how=Claim.DISGUISED) if disguised is not None else best

    def _in_sender(self, sender: str) -> Brand | None:
        """Return the name that a sender's id is, has as a word, or looks like."""
        whole = self._bare.get(_bare(sender)) or self._skeletons.get(_skeleton(sender))
        if whole is not None:
            return whole
        for number, start, end in self._exact.find_matches_as_indexes(sender):
            if self._names and not _within_a_word(sender, start, end):
                found: Brand = self._brands[number]
                return found
        return None

    def _disguised(self, text: str) -> Brand | None:
        """Return the name that some word only looks like: a digit for a letter, rn for m."""
        if not self._skeletons:
            return None
        for word in _WORD.findall(text):
            known = self._skeletons.get(_skeleton(word))
            if known is not None and _bare(word) not in self._bare:
                return known
        return None


def _within_a_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and _EDGE.match(text[start - 1]) is not None and _EDGE.match(text[start]) is not None
    after = end < len(text) and _EDGE.match(text[end]) is not None and _EDGE.match(text[end - 1]) is not None
    return before or after


def _claims(text: str, start: int, end: int) -> bool:
    """Tell whether a name signs, speaks, or is of your account."""
    before, after = text[max(0, start - CLAIM_WITHIN) : start], text[end : end + CLAIM_WITHIN]
    return (
        _CALLING.search(before) is not None
        or _COMPTE.search(before) is not None
        or (_AFTER.search(after) is not None and _BEFORE.search(before) is not None)
    )


def _bare(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())


@lru_cache(maxsize=CACHE_MAX)
def _skeleton(name: str) -> str:
    """Return what a name looks like: letters alone, those alike as one."""
    looks = "".join(sign for sign in name.translate(_LOOKS) if sign.isalpha())
    for pair, letter in _PAIRS:
        looks = looks.replace(pair, letter)
    return looks
