"""The template of a message: its text without names, numbers, links and addresses, and the hash of that.

Names are told by their capitals within a sentence, or by the greeting before them. Messages that differ in
nothing else have the same hash, on every machine and in every release that has the same ``VERSION``.
"""

import re
from hashlib import sha256

from fairline.checks.text.phrases import folded

VERSION = "1"
HASH_DIGITS = 32  # ours: 128 bits, which no two templates share by chance
READ_MAX = 20_000  # ours: characters read from the start; a longer text is alike by its start
TITLE_SHARE = 0.6  # ours: where so many words have capitals, they say nothing

_LINK = re.compile(
    r"(?:[a-z]+://|www\.)\S+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}/\S*|"
    r"(?<![\w@.-])(?:[\w-]+\.)+(?:com|net|org|info|biz|co|io|me|ly|fr|uk|us|de|xyz|top|shop|site|online|link|click|"
    r"app|live|club|vip)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_CODE = re.compile(r"[#$€£+(]*\b(?=[\w-]{0,40}\d)[\w-]{1,40}\b(?: ?[%€$£])?")
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"<0>(?:[\s.,:/()+-]{1,3}<0>)+")
_GREETED = re.compile(
    r"\b((?i:hi|hello|dear|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|cher|ch[eè]re|"
    r"madame|monsieur|mme|mr|mrs|ms|miss|m|"
    r"dr|mlle))(\.?) (?!(?i:there|all|sir|madam|customer|client|friend|and|et|valued|user|"
    r"member)\b)[^\W\d_][\w'-]*(?: [A-Z\u00c0-\u00de][\w'-]*){0,2}"
)
_FIRST = re.compile(r"^(\W*)[A-Z\u00c0-\u00de][\w'-]+(?: [A-Z\u00c0-\u00de][\w'-]+)?(?=, )")
_NAME = re.compile(r"(?<=[^\W_] |, |[^\W_]\n)[A-Z\u00c0-\u00de][\w'-]*(?: [A-Z\u00c0-\u00de][\w'-]*)*")
_CAPITAL = re.compile(r"\b[A-Z\u00c0-\u00de]")
_WORD = re.compile(r"\b[^\W\d_]")
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|"
    r"\b(?:january|february|april|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|"
    r"juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
)
_MARKS = re.compile(r"<[n0]>(?: (?:<[n0]>|of <0>|de <0>))*")
_REST = re.compile(r"[^\w<>]+")


def template(text: str) -> str:
    """Return a plain text in small letters, with a mark for names, numbers and days, links, and addresses."""
    text = " ".join(map(_unlinked, text[:READ_MAX].split(" ")))
    text = _GREETED.sub(r"\1\2 <n>", text)
    if len(_CAPITAL.findall(text)) <= TITLE_SHARE * len(_WORD.findall(text)):
        text = _NAME.sub("<n>", _FIRST.sub(r"\1<n>", text))
    if _DIGIT.search(text) is not None:
        text = _NUMBERS.sub("<0>", _CODE.sub("<0>", text))
    text = _DAY.sub("<0>", _REST.sub(" ", folded(text)).strip())
    return _MARKS.sub("<0>", text)


def _unlinked(word: str) -> str:
    """Return a word with a mark for what links or addresses it holds."""
    return _MAIL.sub(" <a> ", _LINK.sub(" <l> ", word)) if "." in word[1:-1] or "://" in word else word


def hashed(made: str) -> str | None:
    """Return the hash of a template, lower case hexadecimal; ``None`` for an empty one."""
    return sha256(f"{VERSION}\n{made}".encode()).hexdigest()[:HASH_DIGITS] if made else None
