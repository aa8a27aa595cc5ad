"""One link: what a reader would click on, taken apart as a browser does."""

import re
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct

from fairline.checks.domains import is_top_level, registrable
from fairline.checks.links.hosts import Host, read_host

URL_MAX = 2048  # ours: what browsers and mail programs open without trouble
SCHEMES = {"http": "80", "https": "443", "ftp": "21"}
ENDS = ".,;:!?'\"\u2026\u00bb\u201d\u2019*_~"
"""Signs after a link that are the sentence's."""
GLUE = ",;|"
"""Signs of the sentence between two links without a space."""
INNER_MAX = 5  # ours: addresses within one
SCHEME = re.compile(r"(?i)https?:/")
PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


class Trick(StrEnum):
    """What is unusual about a link."""

    BARE = "bare"
    """No scheme: ``example.com``."""
    DOUBTFUL = "doubtful"
    """It may be two words with a dot between, or a file's name."""
    DEFANGED = "defanged"
    """Made so that nobody clicks on it: ``hxxp``, ``[.]``."""
    USER = "user"
    """A name before ``@`` that a reader may take for the host."""
    ADDRESS = "address"
    """An IP address in place of a name."""
    ODD_ADDRESS = "odd-address"
    """One as a single number, octal or hexadecimal."""
    PORT = "port"
    """Another port than its scheme's."""
    PUNYCODE = "punycode"
    """A name with letters outside ASCII, written either way."""
    HIDDEN = "hidden"
    """Invisible or direction-changing characters within."""
    TEXT_DIFFERS = "text-differs"
    """The text that is clicked on names another domain."""
    RESOURCE = "resource"
    """Loaded by a page, not clicked on."""
    WITHIN = "within"
    """Within the address of another link, which may lead on to it."""


UNCOUNTED = frozenset({Trick.DOUBTFUL, Trick.DEFANGED, Trick.RESOURCE, Trick.WITHIN})
"""What is judged, but is no link of the message."""


class Link(Struct, frozen=True, kw_only=True):
    """A link. ``key``: host, port, path and query in one spelling, by which lists are asked.

    ``domain``: what somebody registered (``example.co.uk``), or the address. ``user``: what is before ``@``.
    ``text_domain``: the other domain that its text names.
    """

    key: str
    host: str
    shown: str
    domain: str
    tricks: frozenset[Trick] = frozenset()
    user: str = ""
    text_domain: str | None = None

    @property
    def clickable(self) -> bool:
        """Whether it counts as a link of the message."""
        return not self.tricks & UNCOUNTED


def read_url(raw: str, tricks: frozenset[Trick] = frozenset()) -> Link | None:
    """Return the link that ``raw`` is, with or without a scheme; ``None`` if it leads to no host."""
    if len(raw) > URL_MAX:
        raw = raw[:URL_MAX]
    raw = without_end(raw)
    scheme, colon, rest = raw.partition(":")
    if colon and scheme.lower() in SCHEMES:
        rest = rest.lstrip("/\\")
    else:
        scheme, rest, tricks = "http", raw.lstrip("/\\"), tricks | {Trick.BARE}
    authority, path = _split(rest)
    user, at, host_port = authority.rpartition("@")
    host_raw, port = _host_port(host_port)
    host = read_host(unquote(host_raw) if "%" in host_raw else host_raw)
    if host is None:
        return None
    host, cut = _within_text(host)
    if host is None:
        return None
    if at:
        tricks |= {Trick.USER}
    if port and port != SCHEMES[scheme.lower()]:
        tricks |= {Trick.PORT}
    path = "" if cut else path.partition("#")[0]
    colon_port = f":{port}" if Trick.PORT in tricks else ""
    return Link(
        key=f"{host.name}{colon_port}{path.rstrip('/')}",
        host=host.name,
        shown=host.shown,
        domain=host.name if host.ip else registrable(host.name),
        tricks=tricks | _of_host(host),
        user=user[:200],
    )


def read_urls(raw: str) -> tuple[Link, ...]:
    """Return the link that ``raw`` is, those that are glued to it, and those within their addresses.

    ``https://a.com,https://b.com`` are two; ``https://a.com/?to=http%3A%2F%2Fb.com`` is one, and one within.
    """
    plain = raw[:URL_MAX]
    starts = [match.start() for match in SCHEME.finditer(plain)][1 : INNER_MAX + 1]
    glued = [at for at in starts if plain[at - 1] in GLUE]
    found: list[Link | None] = []
    for start, end in zip([0, *glued], [*glued, len(plain)], strict=True):
        each = plain[start:end]
        found.append(read_url(each))
        shown = unquote(each) if "%3a" in each.lower() else each
        for match in [*SCHEME.finditer(shown)][1 : INNER_MAX + 1]:
            found.append(read_url(shown[match.start() :].partition("&")[0], frozenset({Trick.WITHIN})))
    return tuple(link for link in found if link is not None)


def _of_host(host: Host) -> frozenset[Trick]:
    if host.ip:
        return frozenset({Trick.ADDRESS, Trick.ODD_ADDRESS} if host.odd else {Trick.ADDRESS})
    return (
        frozenset({Trick.PUNYCODE}) if host.name.startswith("xn--") or ".xn--" in host.name else frozenset()
    )


def _split(rest: str) -> tuple[str, str]:
    """Return authority and path; a backslash is a slash, as in browsers."""
    ends = [place for place in map(rest.find, "/\\?#") if place >= 0]
    end = min(ends, default=len(rest))
    return rest[:end], rest[end:].replace("\\", "/")


def _host_port(raw: str) -> tuple[str, str]:
    if raw.startswith("["):
        host, closing, after = raw.partition("]")
        return host + closing, after.removeprefix(":")
    host, _, port = raw.partition(":")
    return host, port if port.isascii() and port.isdigit() and len(port) <= 5 else ""


def _within_text(host: Host) -> tuple[Host | None, bool]:
    """Return a host without the words that a text without spaces goes on with, and whether it was cut.

    A single label and a last label that is no top-level domain lead nowhere.
    """
    if host.ip:
        return host, False
    before, dot, last = host.shown.rpartition(".")
    if not dot:
        return None, False
    if is_top_level(last) or is_top_level(host.name.rpartition(".")[2]):
        return host, False
    ascii_part = ascii_start(last)
    if ascii_part and ascii_part != last and is_top_level(ascii_part):
        return read_host(f"{before}.{ascii_part}"), True
    return None, False


def ascii_start(label: str) -> str:
    """Return what of a label stands before its first letter outside ASCII."""
    return next((label[:place] for place, letter in enumerate(label) if not letter.isascii()), label)


def without_end(raw: str) -> str:
    """Return a link without the signs of the sentence around it; brackets only if they are not its own."""
    while raw:
        last = raw[-1]
        opening = PAIRS.get(last)
        if last in ENDS or (opening is not None and raw.count(last) > raw.count(opening)):
            raw = raw[:-1]
        else:
            break
    return raw
