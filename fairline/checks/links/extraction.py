"""Links in a text of any channel, in one linear pass: with and without a scheme, and made unclickable.

What is found is what a phone or a mail program makes clickable, and what a reader is asked to type.
"""

import re

import re2
from msgspec import Struct

from fairline.checks.domains import is_top_level
from fairline.checks.links.hosts import DOTS
from fairline.checks.links.urls import Link, Trick, ascii_start, read_url, read_urls

TEXT_MAX = 10_000_000  # letters; ours: the largest text of a mail
LINKS_MAX = 2000  # ours: large newsletters have two hundred
CANDIDATES_MAX = 20_000  # ours: what looks like a link and is none, ten times as often
SCATTERED_MAX = 100_000  # ours: longer texts are not searched again for hidden signs within a link
INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ]
)
"""Characters that show nothing, or turn the direction of what stands after them."""
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SEEN: dict[int, int | None] = {**INVISIBLE, **{code: to for code, to in WIDE.items() if code not in DOTS}}
"""What is done to a text before links are looked for: nothing invisible, no wide letters. Dots stay."""
DOT = r"[.\x{3002}\x{FF0E}\x{FF61}\x{2024}]"
LETTER = (
    r"\x{C0}-\x{1FFF}\x{2100}-\x{24FF}\x{2600}-\x{27BF}\x{2C00}-\x{2FEF}\x{3040}-\x{FDFF}"
    r"\x{FE70}-\x{FEFE}\x{FF66}-\x{10FFFF}"
)
"""What is no sign of any script's sentences, by blocks of Unicode: letters, and symbols in names."""
NOT_URL = (
    r"\x00-\x20\x7F<>\"`{}|^\x{80}-\x{A0}\x{AB}\x{BB}\x{2000}-\x{200A}\x{2018}\x{201C}-\x{201F}\x{2028}\x{2029}"
    r"\x{202F}\x{205F}\x{3000}-\x{3003}\x{3008}-\x{3011}"
)
CANDIDATE = re2.compile(
    rf"(?i)(?:(?:https?|ftp):[/\\]*[^{NOT_URL}/?#\\]+"
    rf"|(?:[a-z0-9_{LETTER}][a-z0-9_{LETTER}-]*{DOT})+[a-z{LETTER}][a-z0-9{LETTER}-]+(?::[0-9]+)?)"
    rf"(?:[/?#\\][^{NOT_URL}\x{{3002}}\x{{FF61}}]*)?".encode()
)
HXXP = re.compile(r"(?i)\bh(?:xx|\*\*|tt)ps?(?:\[:\]|\[://\]|:)")
BRACKETED = re.compile(r"(?i)\s?[\[({](?:\.|dot|punto|point)[\])}]\s?")
WORDS = frozenset(
    {
        "ad", "ai", "al", "am", "an", "as", "at", "be", "best", "by", "ca", "de", "do", "et", "fun",
        "go", "he", "help", "here", "how", "id", "il", "in", "is", "it", "la", "life", "live",
        "love", "ma", "me", "mu", "my", "ne", "news", "no", "now", "one", "pa", "pay", "pm", "re",
        "sa", "se", "si", "so", "su", "te", "to", "tv", "us", "va", "ve", "vu", "work", "world",
    }
)  # fmt: skip
"""Top-level domains that are words, or endings of them: ``done.it`` is more often two sentences."""
FILES = frozenset(
    {
        "cc", "md", "mov", "pl", "ps", "py", "rs", "sh", "so", "zip",
    }
)  # fmt: skip
"""Top-level domains that are endings of files."""
BEFORE = frozenset(b"@.-_=&%~/\\")
"""Signs before a bare name that say it is a part of something else: an address, a path."""


class Extracted(Struct, frozen=True, kw_only=True):
    """The links of a text, each once, in order. ``cut``: the text is longer, or has more, than is read."""

    links: tuple[Link, ...]
    cut: bool = False


def links_in_text(text: str) -> Extracted:
    """Return the links of ``text``. Never raises; takes a tenth of a microsecond a letter, at most."""
    cut = len(text) > TEXT_MAX
    text = text[:TEXT_MAX]
    seen = text if text.isascii() else text.translate(SEEN)
    hidden = seen != text
    defanged = _refanged(seen)
    source = (defanged or seen).encode("utf-8", "replace")
    if text.isascii() and b"." not in source and b":" not in source:
        return Extracted(links=(), cut=cut)
    whole = text if hidden and len(text) <= SCATTERED_MAX else None
    found: dict[tuple[str, str], Link] = {}
    for number, match in enumerate(CANDIDATE.finditer(source)):
        if number >= CANDIDATES_MAX or len(found) >= LINKS_MAX:
            return Extracted(links=tuple(found.values()), cut=True)
        bare = not _has_scheme(match[0])
        if bare and _is_part(source, match.start(), match.end()):
            continue
        raw = match[0].decode("utf-8", "replace")
        for link in _bare(raw) if bare else read_urls(raw):
            told = _with(link, Trick.DEFANGED) if defanged is not None and raw not in seen else link
            told = _with(told, Trick.HIDDEN) if whole is not None and raw not in whole else told
            found.setdefault((link.key, link.user), told)
    return Extracted(links=tuple(found.values()), cut=cut)


def _is_part(source: bytes, start: int, end: int) -> bool:
    """Return whether a bare name is a part of something else, as of an address of mail."""
    return (start > 0 and source[start - 1] in BEFORE) or source[end : end + 1] == b"@"


def _refanged(text: str) -> str | None:
    """Return a text with ``hxxp`` and ``[.]`` undone; ``None`` if it has neither."""
    has_scheme = "xxp" in text or "XXP" in text or "**p" in text or "[:" in text
    has_dot = any(sign in text for sign in ("[.", "(.", "{.", "[d", "(d", "[D", "(D", "[p", "(p"))
    if not has_scheme and not has_dot:
        return None
    plain = HXXP.sub("http:", text) if has_scheme else text
    plain = BRACKETED.sub(".", plain) if has_dot else plain
    return plain if plain != text else None


def _has_scheme(raw: bytes) -> bool:
    scheme, colon, _ = raw[:6].partition(b":")
    return bool(colon) and scheme.lower() in (b"http", b"https", b"ftp")


def _bare(raw: str) -> tuple[Link, ...]:
    """Return the link that a name without a scheme is, if it is one."""
    name = _without_words_before(raw if raw.isascii() else raw.translate(DOTS))
    link = read_url(name)
    if link is None:
        return ()
    return (_with(link, Trick.DOUBTFUL) if _is_doubtful(name, link) else link,)


def _without_words_before(raw: str) -> str:
    """Return a bare name without the words that a script without spaces puts before it: ``看example.com``."""
    first, dot, rest = raw.partition(".")
    if first.isascii() or not _is_top_level_of(rest):
        return raw
    kept = len(first)
    while kept and first[kept - 1].isascii():
        kept -= 1
    tail = first[kept:].lstrip("-")
    wide = any(ord(letter) >= 0x2E80 for letter in first[:kept])  # CJK and what comes after
    return f"{tail}{dot}{rest}" if wide and tail else raw


def _is_top_level_of(rest: str) -> bool:
    end = min((place for place in map(rest.find, "/?#:\\") if place >= 0), default=len(rest))
    return is_top_level(ascii_start(rest[:end].rpartition(".")[2]))


def _is_doubtful(raw: str, link: Link) -> bool:
    """Return whether a bare name may be two words or a file: two labels, no path, and a word at its end."""
    if len(raw) != len(link.shown) or raw.count(".") != 1:
        return False
    name, _, end = raw.partition(".")
    if end.lower() in WORDS or end.lower() in FILES:
        return True
    return end[:1].isupper() and not end.isupper() and not name.isupper()


def _with(link: Link, trick: Trick) -> Link:
    return Link(
        key=link.key,
        host=link.host,
        shown=link.shown,
        domain=link.domain,
        tricks=link.tricks | {trick},
        user=link.user,
        text_domain=link.text_domain,
    )
