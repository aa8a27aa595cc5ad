"""Brands that are protected, and hosts that imitate them. Whose domains are whose, the operator says.

What a rule decides without doubt has a score of 1: the same name in letters that only look the same, and a
brand's own domain within another one. All else is a likeness: near spellings, and a brand's name in a domain
of others. The scores are ours; ``docs/reference/links.md`` says how often each is right.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from fairline.checks.domains import registrable, suffix
from fairline.checks.links.letters import latin, skeleton, spelled
from fairline.facts import FairlineError

NEAR_MIN, FAR_MIN = 6, 10  # ours: letters of a name from which one, and two, wrong letters are a likeness
NAME_MIN = 5  # ours: shorter names are in too many words, and are looked for only if the operator gives them
GIVEN_MIN = 3  # ours: letters of a word that the operator gives
JOINED_MAX = 3  # ours: words with hyphens or dots between that are read as one name
TOKEN_MAX = 24  # ours: longer words are not compared letter by letter
LURES = frozenset(
    {
        "account", "accounts", "acount", "alert", "auth", "authenticate", "bank", "billing", "card",
        "client", "colis", "comfirm", "compte", "confirm", "connexion", "customer", "delivery",
        "espace", "facture", "fee", "help", "id", "info", "invoice", "livraison", "lock", "locked",
        "login", "logln", "mail", "member", "mobile", "msg", "mypage", "official", "online",
        "paiement", "parcel", "pay", "payment", "portal", "recover", "refund", "rescue", "reset",
        "restore", "safe", "secure", "securite", "security", "service", "services", "session",
        "sign", "signin", "smart", "sms", "sso", "support", "suspend", "tax", "team", "track",
        "unlock", "update", "user", "validate", "verification", "verifier", "verify", "wallet",
        "web", "webmail",
    }
)  # fmt: skip
"""Words that stand beside a brand's name where somebody wants a password or a fee. Ours."""

COUNTRIES = frozenset({"de", "es", "eu", "fr", "it", "jp", "uk", "us"})
BESIDE, DIGITS = LURES | COUNTRIES | {""}, "0123456789"
"""What stands beside a name within one word without making it another word."""


class Kind(StrEnum):
    """How a host imitates a brand."""

    SAME_LETTERS = "same-letters"
    DOMAIN_INSIDE = "domain-inside"
    PRINTS_ALIKE = "prints-alike"
    NEAR_SPELLING = "near-spelling"
    NAME_AND_LURE = "name-and-lure"
    OTHER_ENDING = "other-ending"
    NAME = "name"


SCORES = {
    Kind.SAME_LETTERS: Decimal(1),
    Kind.DOMAIN_INSIDE: Decimal(1),
    Kind.PRINTS_ALIKE: Decimal("0.95"),
    Kind.NAME_AND_LURE: Decimal("0.92"),
    Kind.NEAR_SPELLING: Decimal("0.9"),
    Kind.OTHER_ENDING: Decimal("0.8"),
    Kind.NAME: Decimal("0.7"),
}
"""Ours: a rule of clause d asks from 0.9; a brand's name alone is often a shop's or a fan's."""


class Brand(Struct, frozen=True, kw_only=True):
    """A protected brand: its name, the domains that are its own, and the words that it is known by.

    ``words``: without them, the first labels of the domains, if they have ``NAME_MIN`` letters.
    """

    name: str
    domains: tuple[str, ...]
    words: tuple[str, ...] = ()


class Imitation(Struct, frozen=True, kw_only=True):
    """A host that imitates a brand."""

    brand: str
    kind: Kind

    @property
    def score(self) -> Decimal:
        """From 0 to 1."""
        return SCORES[self.kind]


class Brands:
    """The protected brands, made ready to be asked. ``version``: of the operator's list, with its day."""

    def __init__(self, brands: Iterable[Brand], version: str) -> None:
        """Raise ``FairlineError`` for a brand without a domain."""
        self.version = version
        self.own: set[str] = set()
        self._skeletons: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        self._lengths: set[int] = set()
        self._inside: dict[tuple[str, ...], str] = {}
        for brand in brands:
            if not brand.domains:
                raise FairlineError(f"brands: found no domain of {brand.name}, wanted those that are its own")
            self._add(brand)

    def _add(self, brand: Brand) -> None:
        words = [(word.lower().replace("-", ""), GIVEN_MIN) for word in brand.words]
        for each in brand.domains:
            domain = each.lower().strip(".")
            self.own.add(domain)
            self._inside.setdefault(tuple(domain.split(".")), brand.name)
            if not brand.words:
                label = registrable(domain).removesuffix("." + suffix(domain))
                words.append((label.replace("-", ""), NAME_MIN))
        for word, least in words:
            self._skeletons.setdefault(skeleton(word), brand.name)
            if len(word) >= least:
                self._names.setdefault(word, brand.name)
            if len(word) >= NAME_MIN:
                self._spelled.setdefault(spelled(word), brand.name)
            if len(word) >= NEAR_MIN:
                self._lengths.add(len(word))
                for less in _less(word, 2):
                    self._near[less].add(word)

    def is_own(self, host: str) -> bool:
        """Return whether a host is a brand's own."""
        return any(parent in self.own for parent in parents(host))

    def imitates(self, host: str, shown: str, *, lured: bool = False) -> Imitation | None:
        """Return how a host imitates a brand, the surest way first; ``None`` if it does not, or is its own.

        ``host``: as it goes over the wire; ``shown``: in Unicode. ``lured``: whether the path has lures.
        """
        if self.is_own(host):
            return None
        labels = tuple(shown.split("."))
        free = labels[: len(labels) - len(suffix(host).split("."))]
        found = list(self._looks_like(free))
        found += self._inside_of(labels, len(free))
        tokens = [token for label in free for token in latin(label).replace("_", "-").split("-") if token]
        inside = has_ending_inside(labels, host)
        lured = lured or inside or any(token in LURES for token in tokens)
        if free and free[-1].replace("-", "") in self._names:
            brand = self._names[free[-1].replace("-", "")]
            found.append(Imitation(brand=brand, kind=Kind.OTHER_ENDING))
        else:
            found += self._named(tokens, lured=lured, wide=inside)
        return max(found, key=lambda each: each.score, default=None)

    def _looks_like(self, free: tuple[str, ...]) -> Iterator[Imitation]:
        for label in free:
            plain = label.replace("-", "")
            brand = self._skeletons.get(skeleton(plain))
            if brand is not None and not label.isascii():
                yield Imitation(brand=brand, kind=Kind.SAME_LETTERS)
            elif (brand := self._spelled.get(spelled(plain))) is not None and plain not in self._names:
                yield Imitation(brand=brand, kind=Kind.PRINTS_ALIKE)

    def _inside_of(self, labels: tuple[str, ...], free: int) -> Iterator[Imitation]:
        """Yield where a brand's whole domain stands before another's ending: ``bank.com.evil.example``."""
        for start in range(free):
            for size in (2, 3):
                brand = self._inside.get(labels[start : start + size])
                if brand is not None and start + size <= free:
                    yield Imitation(brand=brand, kind=Kind.DOMAIN_INSIDE)

    def _named(self, tokens: list[str], *, lured: bool, wide: bool) -> Iterator[Imitation]:
        for start in range(len(tokens)):
            for size in range(1, JOINED_MAX + 1):
                if start + size > len(tokens):
                    break
                token = "".join(tokens[start : start + size])
                yield from self._named_by(token, lured=lured, whole=size == 1, wide=wide and size == 1)

    def _named_by(self, token: str, *, lured: bool, whole: bool, wide: bool) -> Iterator[Imitation]:
        brand, rest = self._names.get(token), ""
        if brand is None and whole:
            brand, rest = self._begins(token)
        if brand is not None:
            sure = lured or rest.strip(DIGITS) in LURES
            yield Imitation(brand=brand, kind=Kind.NAME_AND_LURE if sure else Kind.NAME)
        elif NEAR_MIN - 1 <= len(token) <= TOKEN_MAX:
            near = self._nearest(token, wide=wide)
            if near is not None:
                yield Imitation(brand=near, kind=Kind.NEAR_SPELLING)

    def _begins(self, token: str) -> tuple[str | None, str]:
        """Return the brand that a word begins or ends with, and what else it is: ``paypallogin``."""
        for size in range(NAME_MIN, len(token)):
            brand = self._names.get(token[:size])
            if brand is not None and token[size:].strip(DIGITS) in BESIDE:
                return brand, token[size:]
            brand = self._names.get(token[-size:])
            if brand is not None and token[:-size] in LURES:
                return brand, token[:-size]
        return None, ""

    def _nearest(self, token: str, *, wide: bool) -> str | None:
        """Return the brand that a word is nearly. ``wide``: with two wrong letters in any name."""
        size = len(token)
        lengths = [length for length in self._lengths if abs(length - size) <= 2]
        count = max((2 if wide else _wrong_at(length) for length in lengths), default=0)
        if not count:
            return None
        for less in _less(token, count):
            for word in self._near.get(less, ()):
                wrong = 2 if wide else _wrong_at(len(word))
                if distance(token, word, wrong) <= wrong:
                    return self._names[word]
        return None


@lru_cache(maxsize=4096)
def _is_ending(name: str) -> bool:
    return "." in name and suffix(name) == name


def has_ending_inside(labels: tuple[str, ...], host: str) -> bool:
    """Return whether another ending stands within a name, as that of a domain that it only seems to be.

    ``bank.co.jp.evil.example`` and ``bank-co-jp.evil.example``; ``com`` only with a name before it.
    """
    before = labels[: len(labels) - len(registrable(host).split("."))]
    for place, label in enumerate(before):
        if place and label == "com":
            return True
        if _is_ending(".".join(before[place : place + 2])) or label.endswith(
            ("-com", "-co-jp", "-co-uk", "-net")
        ):
            return True
    return False


def parents(host: str) -> Iterator[str]:
    """Yield a host, and each domain that it is in, down to what was registered."""
    least = registrable(host)
    while True:
        yield host
        if host == least or "." not in host:
            return
        host = host.partition(".")[2]


def _wrong_at(length: int) -> int:
    """Return how many letters of a name so long may be wrong."""
    return 2 if length >= FAR_MIN else 1


def _less(word: str, count: int) -> set[str]:
    """Return ``word`` and all that is left of it without up to ``count`` letters, one or two."""
    once = [word[:place] + word[place + 1 :] for place in range(len(word))]
    found = {word, *once}
    if count > 1:
        for first, rest in enumerate(once):
            found.update(rest[:place] + rest[place + 1 :] for place in range(first, len(rest)))
    return found


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are added, left out, changed or swapped with the next; ``most + 1`` if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, last, row = row, before, [number]
        for place, wanted in enumerate(other, start=1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == wanted:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def brand_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file of brands, as they stand there. ``FairlineError`` if it is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FairlineError(f"brands: found {path}: {error}, wanted a file of CSV in UTF-8") from None


def read_brands(path: Path, day: date) -> Brands:
    """Return the brands of a CSV file with the columns ``name``, ``domains`` and, if there is one, ``words``.

    Several domains or words stand apart by blanks; without words, the first labels of the domains are looked
    for. Raises ``FairlineError`` for a file that is none, is empty, or has a line without a name or a domain.
    """
    rows = brand_rows(path)
    if not rows:
        raise FairlineError(f"brands: found no brand in {path}, wanted lines of name and domains")
    made = []
    for number, row in enumerate(rows, start=2):
        name, domains = (row.get("name") or "").strip(), (row.get("domains") or "").split()
        if not name or not domains:
            raise FairlineError(
                f"brands: found line {number} of {path.name} without both, wanted name and domains"
            )
        made.append(Brand(name=name, domains=tuple(domains), words=tuple((row.get("words") or "").split())))
    return Brands(made, f"brands {path.name} {day.isoformat()}")
