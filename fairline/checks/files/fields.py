"""What Word's fields, spreadsheets' formulas and links say that starts or fetches something."""

import re
from urllib.parse import unquote

from fairline.checks.files.inside import Inside
from fairline.checks.files.signs import Sign

_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"\b(?:INCLUDETEXT|INCLUDEPICTURE|INCLUDE|LINK\s+\S+|RD|DATABASE)\s+[\"“]?\s*(?:https?:|ftp:|file:|\\\\|//)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\bQUOTE\s+((?:\d{2,3}\s+){2,}\d{2,3})")
_FORMULA = re.compile(
    rb"(?:^|[,;\t\r\n])[ \t]*\"?[=+@-](?:[-+\w]{0,20}[(+-]){0,3}[A-Za-z][\w.]{0,30}"
    rb"\|['\"]?[^\r\n!]{1,200}!['\"]?[A-Za-z_$]?\w{0,6}",
    re.MULTILINE,
)
_FETCHES = re.compile(
    rb"(?:^|[,;\t\r\n])[ \t]*\"?[=+@-][^\r\n]{0,200}\b(?:WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE))\(",
    re.IGNORECASE | re.MULTILINE,
)
_BINARY = re.compile(rb"\x13[^\x13-\x15]{0,40}?\bDDE(?:AUTO)?[ \x13-\x15]", re.IGNORECASE)
_BINARY_WIDE = re.compile(
    rb"\x13\x00(?:[^\x13-\x15]\x00){0,40}?D\x00D\x00E\x00(?:A\x00U\x00T\x00O\x00)?[ \x13-\x15]\x00",
    re.IGNORECASE,
)
_BINARY_OUTSIDE = re.compile(
    rb"\x13[^\x13-\x15]{0,20}?(?:LINK|INCLUDE\w{0,7}) [^\x13-\x15]{0,60}?(?:http|file:|\\\\\\\\)",
    re.IGNORECASE,
)
PROTOCOLS = re.compile(
    r"^\s*(?:ms-[a-z-]+|search-ms|mhtml|javascript|vbscript|script|res|mk):", re.IGNORECASE
)
"""Addresses that start a program, whoever follows them."""


def of_word(instructions: str, inside: Inside) -> None:
    """Judge the instructions of fields, as they stand in Word's XML, put together."""
    told = _QUOTED.sub(_spelled, instructions)
    if _DDE.search(told) is not None:
        inside.mark(Sign.DDE)
    if _OUTSIDE.search(told) is not None:
        inside.mark(Sign.LINK_OUTSIDE)


def of_word_binary(stream: bytes, inside: Inside) -> None:
    """Judge fields in a binary Word file: 0x13, instruction, 0x14, result, 0x15 ([MS-DOC] 2.8.25)."""
    if _BINARY.search(stream) is not None or _BINARY_WIDE.search(stream) is not None:
        inside.mark(Sign.DDE)
    narrow = stream.replace(b"\x00", b"")
    if _BINARY_OUTSIDE.search(narrow) is not None:
        inside.mark(Sign.LINK_OUTSIDE)


def of_table(text: bytes, inside: Inside) -> None:
    """Judge cells of a table in text: a formula that names another program, or fetches something."""
    if b"|" in text and b"!" in text and _FORMULA.search(text) is not None:
        inside.mark(Sign.DDE)
    if b"(" in text and _FETCHES.search(text) is not None:
        inside.mark(Sign.LINK_OUTSIDE)


def near(target: str) -> bool:
    """Return whether an address leads to the reader's own disk or to beside the file, and over no network.

    Office writes such addresses itself: of the template that a document was made from, of other workbooks.
    """
    path = unquote(target).strip().replace("\\", "/").casefold()
    if path.startswith("file:"):
        path = re.sub(r"\A//(?:localhost)?/(?!/)", "/", path.removeprefix("file:"))
    if re.match(r"/*[a-z][:|]", path) is not None:
        return True
    return not path.startswith("//") and re.match(r"[a-z][\w+.-]*:", path) is None


def _spelled(found: re.Match[str]) -> str:
    """Return what a ``QUOTE`` field of numbers spells."""
    return "".join(chr(int(number)) for number in found[1].split() if int(number) < 256)
