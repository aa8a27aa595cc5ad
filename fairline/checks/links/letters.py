"""Letters that look alike: what a reader takes a name for.

The table is Unicode's (UTS 39, confusables), as ``confusable-homoglyphs`` ships it; what it lacks of Latin,
Greek and Cyrillic small letters is ours. Marks above and below letters are dropped.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.metadata import version

from confusable_homoglyphs import confusables

OURS = {
    "т": "t", "к": "k", "м": "m", "н": "h", "в": "b", "б": "b", "з": "3", "п": "n", "г": "r", "и": "u",
    "κ": "k", "τ": "t", "β": "b", "ε": "e", "η": "n", "μ": "u", "χ": "x", "ω": "w", "ι": "i",
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ß": "b", "ŧ": "t", "ɑ": "a", "ə": "e", "ꜱ": "s", "ᴀ": "a",
    "ᴇ": "e", "ɪ": "i", "ɴ": "n", "ʀ": "r", "ᴛ": "t", "ʟ": "l", "ᴍ": "m", "ᴋ": "k", "ʙ": "b", "ɢ": "g",
    "ʜ": "h",
}  # fmt: skip
"""Ours: letters that print like others on a phone, and that the table gives to capitals or leaves out."""
ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l"})
SPELLED = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
)
"""Digits for letters, as people write them."""
RUNS = re.compile(r"(.)\1+")
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "HEBREW", "ARABIC", "COPTIC")
"""Scripts that no honest label mixes with each other; those of East Asia are mixed with Latin every day."""


def table_version() -> str:
    """Return the package's version, whose table it is."""
    return f"confusable-homoglyphs {version('confusable-homoglyphs')}"


@cache
def _table() -> dict[int, str]:
    found: dict[int, str] = {}
    for letter, others in confusables.confusables_data.items():
        if len(letter) == 1 and not letter.isascii():
            plain = next((each["c"] for each in others if each["c"].isascii() and each["c"].isalnum()), None)
            if plain is not None:
                found[ord(letter)] = plain.lower()
    return found | {ord(letter): plain for letter, plain in OURS.items()}


@lru_cache(maxsize=16_384)
def latin(label: str) -> str:
    """Return a label in the Latin letters that it looks like; letters that look like none stay."""
    if label.isascii():
        return label
    first = label.translate(_table())
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", first) if not unicodedata.combining(letter)
    )
    return bare.translate(_table()).lower()


def skeleton(label: str) -> str:
    """Return what is the same for two labels that print alike: ``paypa1``, ``раураl`` and ``paypal``."""
    return latin(label).replace("rn", "m").replace("vv", "w").translate(ALIKE)


def spelled(label: str) -> str:
    """Return what is the same for labels that read alike, with digits and doubled letters: ``ammaz0n``."""
    return RUNS.sub(r"\1", latin(label).replace("rn", "m").replace("vv", "w").translate(SPELLED))


@lru_cache(maxsize=16_384)
def mixes_scripts(label: str) -> bool:
    """Return whether a label has letters of two scripts that no honest label mixes."""
    if label.isascii():
        return False
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in label if letter.isalpha())
    return len({name for name in names if name in SCRIPTS}) > 1
