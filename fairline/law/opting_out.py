"""Whether a whole message is an opt-out, or asks for help, in six languages.

The whole message must be one of the words: "Stop!" is an opt-out, "when does the bus stop" is not. Free text
is for whoever reads it; 47 CFR 64.1200(a)(10) lets a person revoke by any reasonable means.
"""

import unicodedata
from functools import cache, lru_cache
from importlib import resources

import msgspec
from msgspec import Struct

from fairline.law.reading import LawError, loaded

FILE = "opt_out_words.yaml"
CACHE_MAX = 1 << 14  # ours: most answers are alike
APOSTROPHES = {ord(sign): None for sign in "'\u2019\u02bc`\u00b4"}
LENGTH_MAX = 64  # ours: no word is longer, signs included


class WordList(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one language. ``basis``: the law's, or proposed by us."""

    language: str
    basis: str
    words: tuple[str, ...]


class WordLists(Struct, frozen=True, forbid_unknown_fields=True):
    """All words of the table."""

    opt_out: tuple[WordList, ...]
    help: tuple[WordList, ...]


def is_opt_out(text: str) -> bool:
    """Tell whether a whole message is an opt-out. Case, accents, signs and spaces do not count."""
    return _is_one(text, "opt_out")


def is_help(text: str) -> bool:
    """Tell whether a whole message asks for help. Case, accents, signs and spaces do not count."""
    return _is_one(text, "help")


def opt_out_words(language: str | None = None) -> frozenset[str]:
    """Return the words as they are compared, of one language (``en``, ``fr``, ...) or of all."""
    return _words("opt_out", language)


def help_words(language: str | None = None) -> frozenset[str]:
    """Return the words for help as they are compared, of one language or of all."""
    return _words("help", language)


def plain(text: str) -> str:
    """Return letters and digits in lower case without accents and apostrophes, words parted by one space."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(APOSTROPHES))
    kept = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return " ".join(kept.split())


@lru_cache(maxsize=CACHE_MAX)
def _is_one(text: str, kind: str) -> bool:
    return len(text) <= LENGTH_MAX and plain(text) in _words(kind, None)


@cache
def _words(kind: str, language: str | None) -> frozenset[str]:
    lists: tuple[WordList, ...] = getattr(_table(), kind)
    return frozenset(
        plain(word) for each in lists if language in (None, each.language) for word in each.words
    )


@cache
def _table() -> WordLists:
    text = (resources.files(__package__) / "data" / "tables" / FILE).read_text("utf-8")
    return parse_words(text, FILE)


def parse_words(text: str, file: str) -> WordLists:
    """Read the table; ``file`` is its name, for the errors. Raises ``LawError``."""
    try:
        return msgspec.convert(loaded(text, file), WordLists)
    except msgspec.ValidationError as error:
        raise LawError(f"{file}: found a table that is none ({error}), wanted lists of words") from None
