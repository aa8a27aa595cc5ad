"""HTML: what a reader sees, and where it leads. One pass, linear in the length, whatever the tags do.

It is no browser: it runs no script, resolves no relative address and knows no style sheet.
"""

import html
import re

import re2
from msgspec import Struct

TAGS_MAX = 100_000  # ours: large newsletters have some thousands
TAG_MAX = 8192  # ours: letters of one tag that attributes are looked for in
SHOWN_MAX = 300  # ours: letters of a link's text that are compared with where it leads
ATTRIBUTE = re2.compile(rb"""(?i)([a-z][a-z0-9:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
LEADS = {
    "a": "href", "area": "href", "form": "action", "iframe": "src", "button": "formaction",
    "input": "formaction",
}  # fmt: skip
LOADS = {"img": "src", "link": "href", "script": "src", "source": "src", "embed": "src", "object": "data"}
SILENT = ("script", "style", "title", "template", "noscript")
"""What stands between their tags is not shown, and holds no tags."""
BREAKS = frozenset(
    {"br", "p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"}
)
REFRESH = re.compile(r"(?i)\burl\s{0,20}=\s{0,20}['\"]?([^'\"\s]+)")


class Target(Struct, frozen=True, kw_only=True):
    """Where something leads. ``shown``: the text that is clicked on. ``loaded``: without a click."""

    url: str
    shown: str = ""
    loaded: bool = False


class Markup(Struct, frozen=True, kw_only=True):
    """The text of a page and its targets, in order. ``cut``: there were more tags than are read."""

    text: str
    targets: tuple[Target, ...]
    cut: bool = False


def read_markup(page: str) -> Markup:
    """Return what a page shows and where it leads. Never raises."""
    reader = _Reader(page)
    reader.run()
    return Markup(
        text=plain("".join(reader.texts)), targets=tuple(reader.targets), cut=reader.tags >= TAGS_MAX
    )


def plain(text: str) -> str:
    """Return text with its entities undone; a number too long for one leaves all as it is."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:
        return text


class _Reader:
    def __init__(self, page: str) -> None:
        self.page, self.small = page, page.lower()
        if len(self.small) != len(page):  # a few letters grow when made small; then only ASCII is
            self.small = page.translate(_ASCII_SMALL)
        self.texts: list[str] = []
        self.targets: list[Target] = []
        self.tags = 0
        self.opened: tuple[int, int] | None = None
        """The target that waits for its text, and which piece of text comes first."""

    def run(self) -> None:
        at = 0
        while self.tags < TAGS_MAX:
            start = self.page.find("<", at)
            if start < 0:
                break
            self.texts.append(self.page[at:start])
            at = self._tag(start)
        self.texts.append(self.page[at:])
        self._close()

    def _tag(self, start: int) -> int:
        """Read what begins at ``start``; return where it ends."""
        self.tags += 1
        if self.page.startswith("<!--", start):
            end = self.page.find("-->", start + 4)
            return len(self.page) if end < 0 else end + 3
        name = NAME.match(self.page, start + 1)
        if name is None and self.page[start + 1 : start + 2] not in ("!", "?"):
            self.texts.append("<")
            return start + 1
        end = self._end(start)
        if name is not None:
            self._read(name[1].lower(), closing=self.page[start + 1] == "/", inside=self.page[start:end])
            if name[1].lower() in SILENT and self.page[start + 1] != "/":
                after = self.small.find(f"</{name[1].lower()}", end)
                return len(self.page) if after < 0 else after
        return end

    def _end(self, start: int) -> int:
        """Return the end of a tag: the next ``>``, or if that stands in quotes, the one after them."""
        end = self.page.find(">", start)
        if end < 0:
            return len(self.page)
        quotes = self.page.count('"', start, end)
        if quotes % 2:
            closing = self.page.find('"', end)
            later = self.page.find(">", closing) if closing >= 0 else -1
            if later >= 0 and later - start <= TAG_MAX:
                end = later
        return end + 1

    def _read(self, name: str, *, closing: bool, inside: str) -> None:
        if name in BREAKS:
            self.texts.append("\n")
        if name == "a":
            self._close()
        if closing:
            return
        attribute = LEADS.get(name) or LOADS.get(name)
        if attribute is not None or name == "meta":
            given = attributes(inside[:TAG_MAX])
            self._target(name, given.get(attribute or "content", ""))

    def _target(self, name: str, value: str) -> None:
        if name == "meta":
            found = REFRESH.search(value)
            value = found[1] if found is not None else ""
        url = "".join(value.split())
        if url:
            self.targets.append(Target(url=url, loaded=name in LOADS))
            if name == "a":
                self.opened = (len(self.targets) - 1, len(self.texts))

    def _close(self) -> None:
        """Give the last link the text that came since."""
        if self.opened is None:
            return
        place, first = self.opened
        self.opened = None
        shown = ""
        for piece in self.texts[first:]:
            shown += piece[: SHOWN_MAX - len(shown)]
            if len(shown) >= SHOWN_MAX:
                break
        self.targets[place] = Target(url=self.targets[place].url, shown=plain(shown).strip())


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case; of two the first counts, as in browsers."""
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(tag.encode("utf-8", "surrogatepass")):
        value = next((each for each in match.groups()[1:] if each is not None), b"")
        name = match[1].decode().lower()
        found.setdefault(name, plain(value.decode("utf-8", "surrogatepass")).strip())
    return found


_ASCII_SMALL = {code: code + 32 for code in range(65, 91)}
