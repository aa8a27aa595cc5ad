"""One text in the forms that checks read, each made once and only where one asks.

A reading is made of a look, so that there is none without a ground. Who calls several checks of one text
makes one reading and hands it to all of them.
"""

from fairline.checks.gate import Look
from fairline.checks.text.language import language
from fairline.checks.text.phrases import folded
from fairline.checks.text.plain import Plain, seen
from fairline.checks.text.templates import template

BYTES_MAX = 1_000_000  # ours: bytes; a day of speech has fewer
_UNKNOWN = "?"


class Reading:
    """What a look shows, as text. ``text``: as it came. ``too_long``: nothing of it was made plain."""

    __slots__ = ("_folded", "_language", "_template", "plain", "text", "too_long")

    def __init__(self, look: Look) -> None:
        """Read. Raises ``Shut`` where the look's ground opens no content."""
        self.text = look.text
        self.plain: Plain = seen(self.text if look.size <= BYTES_MAX else "")
        self.too_long = look.size > BYTES_MAX or self.plain.cut
        self._folded: str | None = None
        self._template: str | None = None
        self._language: str | None = _UNKNOWN

    @property
    def folded(self) -> str:
        """The plain text in small letters and without accents."""
        if self._folded is None:
            self._folded = folded(self.plain.text)
        return self._folded

    @property
    def template(self) -> str:
        """The plain text without names, numbers and links."""
        if self._template is None:
            self._template = template(self.plain.text)
        return self._template

    @property
    def language(self) -> str | None:
        """ISO 639-1, or ``None`` where it cannot be told."""
        if self._language == _UNKNOWN:
            self._language = language(self.plain.text)
        return self._language


def read(content: Look | Reading) -> Reading:
    """Return the reading of a look; a reading is returned as it is."""
    return content if isinstance(content, Reading) else Reading(content)
