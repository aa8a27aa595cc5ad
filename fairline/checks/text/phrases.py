"""Phrases looked for in a text: forms that say something, and others that take it back in the same sentence.

All patterns are RE2's, which never take more than linear time, and read the folded text: plain, in small
letters, without accents, with straight apostrophes. They read it as Latin-1, which holds all that English and
French need and keeps RE2's tables small; any other letter is one that no form has.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import re2

SENTENCES_MAX = 2_000  # ours: more sentences than an hour of speech has are not parted any more
MEMORY_MAX = 64 << 20  # ours: bytes; RE2's own 8 MiB end a set of phrases in the middle of an odd text

_OPTIONS = re2.Options()
_OPTIONS.encoding = re2.Options.Encoding.LATIN1
_OPTIONS.max_mem = MEMORY_MAX
_OPTIONS.log_errors = False
_END = re.compile(rb"[.!?;\n]+(?:\s|$)|\n+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WIDE = re.compile("[^\x00-\xff]")


def folded(text: str) -> str:
    """Return a plain text in small letters and without accents. Its sentences stay apart."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold().replace("\u20ac", " eur ")))


def latin(text: str) -> bytes:
    """Return a text as Latin-1, with one sign for every letter that it has not."""
    return (text if text.isascii() else _WIDE.sub("\u00a4", text)).encode("latin-1")


def compiled(form: str) -> "re2._Regexp":
    """Return one form, to be looked for in what ``latin`` returns."""
    return re2.compile(form.encode("latin-1"), _OPTIONS)


def named(match: "re2._Match") -> dict[str, str]:
    """Return the named parts of a match that are there."""
    return {name.decode(): part.decode("latin-1") for name, part in match.groupdict().items() if part}


class Phrases:
    """Forms compiled together: one pass tells whether any is there, and only then is a text read closely."""

    def __init__(self, forms: Sequence[str], unless: Sequence[str] = ()) -> None:
        """Compile. ``unless``: forms that take back what the others say, anywhere in the same sentence."""
        self.forms = tuple(forms)
        self._set = re2.Set.SearchSet(_OPTIONS)
        for form in forms:
            self._set.Add(form.encode("latin-1"))
        self._set.Compile()
        self._forms = [compiled(form) for form in forms]
        self._unless = compiled("|".join(f"(?:{form})" for form in unless)) if unless else None

    def any(self, text: str) -> bool:
        """Tell whether a form is in some sentence, and is not taken back there."""
        return next(self.hits(text), None) is not None

    def hits(self, text: str) -> Iterator[dict[str, str]]:
        """Yield the named parts of the first match of each form in each sentence that takes nothing back."""
        whole = latin(text)
        if not self._set.Match(whole):
            return
        for sentence in _END.split(whole, maxsplit=SENTENCES_MAX):
            found = self._set.Match(sentence)
            if not found or (self._unless is not None and self._unless.search(sentence) is not None):
                continue
            for number in found:
                match = self._forms[number].search(sentence)
                assert match is not None, "a set found what its form does not"
                yield named(match)
