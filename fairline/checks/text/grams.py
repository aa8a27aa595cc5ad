"""What of a text the models look at: its words, their pieces, and neighbours; numbers and links only by kind.

A text becomes tokens: words in small letters, and a kind in capitals for what is not a word (a link, an
amount, a telephone number). Of each distinct token count the token itself and, for a word, its pieces of
three and four letters; of each distinct pair of neighbours, the pair. Training and serving both come here, so
what was learned is what is looked at. All is bounded: a long text is cut to head and tail, a long word to its
start.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

HEAD, TAIL = 4000, 1000
"""Ours: of a longer text so many letters of the start and of the end are looked at."""
CHUNK_MAX = 64  # ours: a longer run without a space is read to here
WORD_MAX = 20  # ours: of a longer word its start is a word
CACHED = 1 << 15  # ours: some 10 MB; ordinary language repeats nearly all of its words
PIECES = (3, 4)
PHONE_DIGITS, CODE_DIGITS = 7, 5  # ours: a number called has seven digits or more, a short code five or six
LINK = re.compile(
    r"://|^www\.|^[\w-]+(?:\.[\w-]+){0,3}\.(?:com|net|org|info|biz|co|io|uk|us|eu|fr|de|ru|cn|xyz|top|ly|me|gl)(?:[/:?]|$)"
)
PART = re.compile(r"[£$€]|\d[\d,.:/-]*|%|[^\W\d_]+")
ANONYMOUS = re.compile(r"&lt;[#\w]{1,10}&gt;|<[#\w]{1,10}>")
APOSTROPHES = re.compile(r"['’`´]")


def cut(text: str) -> str:
    """Return ``text``, or its head and its tail if it is longer than both."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"


def tokens(text: str) -> list[str]:
    """Return the tokens of a text that is plain already and not too long."""
    found: list[str] = []
    for chunk in text.casefold().split():
        found += _parts(chunk[:CHUNK_MAX])
    return found


def pieces(token: str) -> Iterable[str]:
    """Return what a distinct token counts for: itself, and its pieces if it is a word."""
    if token.isupper():
        return (token,)
    padded = f" {token} "
    cuts = {padded[at : at + size] for size in PIECES for at in range(len(padded) - size + 1)}
    return (token, *(f"~{each}" for each in sorted(cuts)))


def pair(left: str, right: str) -> str:
    """Return the name of two neighbours."""
    return f"{left}_{right}"


@lru_cache(CACHED)
def _parts(chunk: str) -> tuple[str, ...]:
    chunk = ANONYMOUS.sub("1", APOSTROPHES.sub("", chunk))
    if "@" in chunk and "." in chunk:
        return ("MAIL",)
    if LINK.search(chunk) is not None:
        return ("LINK",)
    return tuple(map(_kind, PART.findall(chunk)))


def _kind(part: str) -> str:
    first = part[0]
    if first in "£$€":
        return "MONEY"
    if first == "%":
        return "PERCENT"
    if not first.isdigit():
        return part[:WORD_MAX]
    if ":" in part:
        return "TIME"
    if "/" in part:
        return "DATE"
    digits = sum(map(str.isdigit, part))
    return "PHONE" if digits >= PHONE_DIGITS else "CODE" if digits >= CODE_DIGITS else "NUMBER"
