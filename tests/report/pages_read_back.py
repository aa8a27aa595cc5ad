"""Reading a report back: its elements, its text, and whether they nest."""

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Read(HTMLParser):
    """A page taken apart. Asserts on the way that every element that opens is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.english: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        assert len(said) == len(attrs), f"{tag} says an attribute twice"
        self.elements.append((tag, said))
        if tag not in VOID:
            self._open.append((tag, said.get("lang", self._open[-1][1] if self._open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} closes nothing"
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] != "style":
            (self.english if self._open[-1][1] == "en" else self.words).append(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [said for name, said in self.elements if name == tag]

    @property
    def text(self) -> str:
        """All words, in whatever language."""
        return "".join(self.words + self.english)
