"""Header fields of a mail or a part: found, unfolded, their parameters and encoded words undone.

The reading of single fields is the standard library's; what would take it quadratic time is kept from it.
"""

import re
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

from fairline.checks.mail.bounds import (
    BLANKS_MAX,
    FIELDS_MAX,
    HEAD_BYTES_MAX,
    PARAMETERS_MAX,
    WORDS_MAX,
)
from fairline.checks.mail.parts import Problem, Refusal

BLANK_LINE = re.compile(rb"\r?\n\r?\n")
FIRST_LINE = re.compile(rb"(?:From |[\x21-\x39\x3b-\x7e]+[ \t]*:)")
BLANKS = re.compile(rb"[ \t]{%d}" % BLANKS_MAX)
PARSER = BytesHeaderParser(policy=policy.compat32)
WITH_PARAMETERS = ("content-type", "content-disposition")
NO_CODEC = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "unicode-escape"}
)
"""Codecs of Python's that no mail is in; two of them take quadratic time."""


def split_head(data: bytes) -> tuple[bytes, bytes, bool]:
    """Return the header block, the body, and whether there are header fields at all."""
    if data[:2] == b"\r\n" or data[:1] == b"\n":
        return b"", data[2:] if data[:1] == b"\r" else data[1:], True
    if FIRST_LINE.match(data) is None:
        return b"", data, not data.strip()
    end = BLANK_LINE.search(data)
    if end is None:
        return data, b"", True
    return data[: end.start()] + b"\r\n", data[end.end() :], True


def read_head(head: bytes) -> "Message[str, str] | Refusal":
    """Return the fields of a header block as the standard library has them."""
    if len(head) > HEAD_BYTES_MAX or BLANKS.search(head) is not None:
        return Refusal.HEAD_TOO_LARGE
    if head.count(b"\n") > FIELDS_MAX * 4:
        return Refusal.HEAD_TOO_LARGE
    parsed = PARSER.parsebytes(head)
    return Refusal.HEAD_TOO_LARGE if len(parsed) > FIELDS_MAX else parsed


def drop_long_parameters(head: "Message[str, str]") -> tuple[Problem, ...]:
    """Take fields away that are too long for their parameters to be read."""
    long = [name for name in WITH_PARAMETERS if len(str(head.get(name, ""))) > PARAMETERS_MAX]
    for name in long:
        del head[name]
    return (Problem.PARAMETERS,) if long else ()


def fields_of(head: "Message[str, str]") -> tuple[tuple[str, str], ...]:
    """Return name and value of each field, unfolded; bytes outside ASCII as UTF-8, or else Latin-1."""
    return tuple((name.lower(), unfolded(value)) for name, value in head.raw_items())


def unfolded(value: str) -> str:
    """Return a field's value on one line."""
    plain = re.sub(r"\r?\n[ \t]*", " ", value).strip()
    if plain.isascii():
        return plain
    raw = plain.encode("ascii", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def words_undone(value: str) -> str:
    """Return a value with its encoded words (RFC 2047) undone; one that is broken or too long as it is."""
    if "=?" not in value or len(value) > WORDS_MAX:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str) else text_of(piece, charset or "ascii")[0]
        for piece, charset in pieces
    )


def text_of(data: bytes, charset: str | None) -> tuple[str, bool]:
    """Return ``data`` as text, and whether it is what it says to be in.

    Without a character set, and where it is not in the one it says: UTF-8, else windows-1252 as browsers do.
    """
    named = (charset or "").strip().strip("\"'").lower()
    if named and named not in NO_CODEC:
        try:
            return data.decode(named), True
        except (LookupError, ValueError, UnicodeError):
            pass
    try:
        return data.decode(), named in ("", "utf-8", "us-ascii", "ascii")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), not named
