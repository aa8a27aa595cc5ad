"""What a person sees of a text, without what only a filter trips over, and how much was undone.

``plain`` undoes: Unicode's compatibility forms (NFKC), characters that show nothing, controls of direction,
look-alike letters inside Latin words, letters in costume, stacks of accents, letters set apart. It leaves
real Cyrillic and Greek words, the joiners of emoji and of Arabic, Persian and Indic scripts, and accents.
Applying it twice is the same as once. Linear in the text's length. Sources: UAX 15, UAX 31, UTS 39, UTS 51.
"""

import re
import unicodedata
from itertools import pairwise

import re2
from msgspec import Struct

from fairline.checks.text.lookalikes import COSTUME, FOREIGN, LEET, SAME

READ_MAX = 1_000_000  # ours: characters; a day of speech has fewer
ROUNDS_MAX = 4  # ours: undoing one thing may show another; a text that is still not plain stays as it is
MARKS_MAX = 8  # ours: no script stacks more; UAX 15 would take 30
SPACED_MIN = 4  # ours: three letters apart are an abbreviation
DOTTED_MIN = 5  # ours: r.s.v.p. has four
LATIN_FOR_REAL = 4  # ours: so many Latin words for each real word of another alphabet make a Latin text
WHOLE_MIN = 2  # ours: one word of another alphabet may be a word of it; two that read as Latin are none


class Hidden(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How much was undone, by kind. ``spaced`` alone is no hiding: people spell names so."""

    invisible: int = 0
    """Places inside a word with characters that show nothing, and runs of tag characters."""
    turned: int = 0
    """Right-to-left overrides."""
    lookalikes: int = 0
    """Words that mix Latin letters and their doubles of other alphabets."""
    whole: int = 0
    """Words wholly of doubles, in a Latin text."""
    costumes: int = 0
    """Runs of three letters or more in costume: mathematical, circled, squared, small capitals."""
    stacked: int = 0
    """Latin letters under stacks of accents, or struck through."""
    parted: int = 0
    """Words whose letters are set apart by signs."""
    spaced: int = 0
    """Words whose letters are set apart by spaces or hyphens."""

    @property
    def hides_text(self) -> bool:
        """Whether somebody wrote so that filters do not read it."""
        certain = self.invisible + self.turned + self.lookalikes + self.costumes + self.stacked + self.parted
        return certain > 0 or self.whole >= WHOLE_MIN


class Plain(Struct, frozen=True, kw_only=True):
    """A text as a person sees it, and what was undone for that."""

    text: str
    hidden: Hidden
    cut: bool = False
    """Whether there was more than ``READ_MAX`` characters, which nobody read."""


def plain(text: str, *, leet: bool = False) -> str:
    """Return what a person sees; ``leet`` also reads digits and signs inside words as letters."""
    found = seen(text).text
    return _LEET_WORD.sub(_unleeted, found) if leet else found


def hides(text: str) -> Hidden:
    """Return how much of ``text`` had to be undone."""
    return seen(text).hidden


def seen(text: str) -> Plain:
    """Return the plain text and what was undone, in one go."""
    cut, text = len(text) > READ_MAX, text[:READ_MAX]
    if text.isascii() and _CONTROL.search(text) is None and _SPACED.search(text) is None:
        return Plain(text=text, hidden=_NOTHING, cut=cut)
    text = _HALF.sub("\ufffd", text)
    if _WINDOWS.search(text) is not None:
        text = text.translate(_WINDOWS_SIGNS)
    counts = dict.fromkeys(Hidden.__struct_fields__, 0)
    counts["costumes"] = _costumes(text)
    for _ in range(ROUNDS_MAX):
        before = text
        text = _joined(_without_doubles(_normal(text, counts)[:READ_MAX], counts), counts)
        if text == before:
            break
    return Plain(text=text, hidden=Hidden(**counts), cut=cut or len(text) >= READ_MAX)


_NOTHING = Hidden()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_WINDOWS = re.compile("[\x80-\x9f]")
_WINDOWS_SIGNS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
"""Windows-1252 read as Latin-1: quotes and dashes of an old mail, and nobody's hiding."""
_HALF = re.compile("[\ud800-\udfff]")
_MARKS = re2.compile(rf"(\p{{M}}{{{MARKS_MAX}}})\p{{M}}+")
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_STACK = re.compile(f"([{_LATIN}])(?:[{_MARK}]{{2,}}|[\u0332-\u0338\u0353\u20d0-\u20ff])")
_SIGNS = {ord(sign): "'" for sign in "\u2018\u2019\u201a\u201b\u02bc\u2032\u02b9"}
_SIGNS |= {ord(sign): '"' for sign in "\u201c\u201d\u201e\u201f\u00ab\u00bb"}
_SIGNS |= {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_SIGNS |= {0x2028: "\n", 0x2029: "\n", 0x1680: " "}
_SIGN = re.compile(f"[{''.join(map(chr, _SIGNS))}]")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DRESSED = re.compile(
    "(?:[\U0001d400-\U0001d7ff\u249c-\u24e9\U0001f110-\U0001f12b\U0001f130-\U0001f149\U0001f150-\U0001f169"
    f"\U0001f170-\U0001f189{''.join(each for each in COSTUME if ord(each) < 0x10000)}]\ufe0f?){{3,}}"
)
_WIDE = re.compile("[\uff21-\uff3a\uff41-\uff5a]{3,}")
_COSTUME_RUN = re.compile(f"[{''.join(COSTUME)}](?:[{''.join(COSTUME)}{_LATIN}\ufe0f])+")
_COSTUME_TABLE = {ord(each): letter for each, letter in COSTUME.items()} | {0xFE0F: None}
_WORD = re.compile(r"[^\W\d_]+")
_DOUBLE = re.compile(f"[{''.join(FOREIGN)}]")
_ALPHABETS = "\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff"
_REAL = re.compile(f"(?![{''.join(FOREIGN)}])[{_ALPHABETS}]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_TABLE = {ord(each): letter for each, letter in FOREIGN.items()}
_ALL_SAME = frozenset(SAME)
_SPACED = re.compile(r"(?<![\w.*~|-])[^\W\d_]([ \-_.*~|])[^\W\d_](?:\1[^\W\d_]){2,}(?![\w*~|-])")
_LEET_WORD = re.compile(r"(?:[\w@$]|!(?=\w))+")


def _normal(text: str, counts: dict[str, int]) -> str:
    """Return NFKC without what shows nothing, costumes and stacks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _MARKS.sub(r"\1", text) if _long_stack(text) else text)
    if _NOT_SHOWN.search(text) is not None:
        text = unicodedata.normalize("NFC", _shown(text, counts))
    if text.isascii():
        return text
    if _SIGN.search(text) is not None:
        text = text.translate(_SIGNS)
    text = _COSTUME_RUN.sub(lambda run: run[0].translate(_COSTUME_TABLE), text)
    text, stacks = _STACK.subn(r"\1", text)
    counts["stacked"] += stacks
    return text


def _long_stack(text: str) -> bool:
    return _MARKS.search(text) is not None


def _shown(text: str, counts: dict[str, int]) -> str:
    """Return ``text`` without what shows nothing, but for what its script or emoji needs."""

    def judged(run: re.Match[str]) -> str:
        signs = run[0]
        before = text[run.start() - 1] if run.start() else ""
        after = text[run.end()] if run.end() < len(text) else ""
        if _needed(signs, before, after):
            return signs
        counts["turned"] += "\u202e" in signs
        within = _is_latin(before) and _is_latin(after) and signs.strip("\u00ad") != ""
        tags = sum(0xE0020 <= ord(sign) <= 0xE007F for sign in signs[:4])
        counts["invisible"] += within or tags > 1
        return ""

    return _NOT_SHOWN.sub(judged, text)


def _needed(signs: str, before: str, after: str) -> bool:
    """Tell whether a run of unseen characters belongs where it is."""
    if not before or len(signs) > 8:  # ours: the longest flag has seven
        return False
    if before == "\U0001f3f4" and signs[-1] == "\U000e007f":
        return all(0xE0020 <= ord(sign) <= 0xE007F for sign in signs)
    if signs in ("\ufe0f", "\ufe0e"):
        return _is_symbol(before) or (before in "0123456789#*" and after == "\u20e3")
    if signs in ("\u200d", "\ufe0f\u200d"):
        return (_is_symbol(before) and _is_symbol(after)) or (_joins(before) and signs == "\u200d")
    if signs == "\u200c":
        return _joins(before) and _joins(after)
    if len(signs) == 1 and (0xE0100 <= ord(signs) <= 0xE01EF or "\ufe00" <= signs <= "\ufe02"):
        return _CJK.match(before) is not None
    return "\u180b" <= signs <= "\u180f" and "\u1820" <= before <= "\u18aa"


def _is_symbol(sign: str) -> bool:
    return sign != "" and (unicodedata.category(sign) in ("So", "Sk") or sign in "♂♀\u2194\u2195\u203c\u2049")


def _joins(sign: str) -> bool:
    """Tell whether a letter is of a script whose shapes joiners change: Hebrew and Arabic to Khmer."""
    return "\u0590" <= sign <= "\u1cff"


def _is_latin(sign: str) -> bool:
    return sign != "" and (sign.isalnum() and (sign < "\u0250" or "\u1e00" <= sign <= "\u1eff"))


def _costumes(text: str) -> int:
    """Return how many runs of letters come in costume; wide letters beside Chinese or Japanese do not."""
    if text.isascii():
        return 0
    found = len(_DRESSED.findall(text))
    wide = len(_WIDE.findall(text))
    return found + (wide if wide and _CJK.search(text) is None else 0)


def _without_doubles(text: str, counts: dict[str, int]) -> str:
    """Return ``text`` with look-alike letters undone in words that are Latin, or stand in a Latin text."""
    if text.isascii() or _DOUBLE.search(text) is None:
        return text
    real = latin = 0
    for word in _WORD.findall(text):
        if _REAL.search(word) is not None:
            real += 1
        elif _DOUBLE.search(word) is None:
            latin += word[0] < "\u0250"
    in_latin = latin >= max(1, LATIN_FOR_REAL * real)

    def judged(found: re.Match[str]) -> str:
        word = found[0]
        kind = _kind(word, in_latin)
        if kind:
            counts[kind] += 1
            return word.translate(_TABLE)
        return word

    return _WORD.sub(judged, text)


def _kind(word: str, in_latin: bool) -> str:
    """Return under what a word is counted that look-alikes are undone in; empty: it stays."""
    if word.isascii() or _DOUBLE.search(word) is None or _REAL.search(word) is not None:
        return ""
    if _LATIN_LETTER.search(word) is None:
        strong = in_latin and len(word) > 2 and all(letter in _ALL_SAME for letter in word)
        return "whole" if strong else ""
    undone = word.translate(_TABLE)
    if len(word) < 3 or len(_LATIN_LETTER.findall(undone)) < len(word):
        return ""
    doubles = [letter in FOREIGN for letter in word]
    switches = sum(one != other for one, other in pairwise(doubles))
    enough = 1 if in_latin and len(word) > 4 else 2
    return "lookalikes" if switches >= enough else ""


def _joined(text: str, counts: dict[str, int]) -> str:
    """Return ``text`` with letters joined that were set apart."""

    def judged(run: re.Match[str]) -> str:
        letters, between = run[0][::2], run[1]
        least = DOTTED_MIN if between == "." else SPACED_MIN
        acronym = between == "." and letters.isupper()
        if len(letters) < least or acronym or _in_order(letters):
            return run[0]
        counts["spaced" if between in " -" else "parted"] += 1
        return letters

    return _SPACED.sub(judged, text)


def _in_order(letters: str) -> bool:
    """Tell whether letters are an enumeration: A B C D, or the same again and again."""
    steps = {ord(other) - ord(one) for one, other in pairwise(letters)}
    return steps in ({1}, {0})


def _unleeted(word: re.Match[str]) -> str:
    letters = sum(sign.isalpha() for sign in word[0])
    signs = sum(sign in LEET for sign in word[0])
    least = 4 if word[0][0].isdigit() else 2  # ours: 50kg and 3pm are amounts
    if letters < least or not 0 < signs <= letters:
        return word[0]
    return "".join(LEET.get(sign, sign) for sign in word[0])
