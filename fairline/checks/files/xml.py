"""XML, read as events by expat: no entity is ever expanded, and one that is defined ends the reading."""

import re
from collections.abc import Callable
from xml.parsers import expat

from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.signs import Sign

Start = Callable[[str, dict[str, str]], None]
Text = Callable[[str], None]
End = Callable[[str], None]
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)")
PIECE = 1 << 16  # ours: bytes between two looks at the clock


class _Entities(Exception):
    pass


def read(
    data: bytes, inside: Inside, *, start: Start | None, text: Text | None = None, end: End | None = None
) -> None:
    """Call ``start`` with every element's name and attributes, without their prefixes' addresses.

    Names are ``address name`` as namespaces tell. Raises ``Broken`` for what is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    if start is not None:
        parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    if end is not None:
        parser.EndElementHandler = end
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for offset in range(0, len(data), PIECE):
            inside.count.look_at_the_clock(inside.level)
            parser.Parse(data[offset : offset + PIECE], offset + PIECE >= len(data))
    except _Entities:
        inside.mark(Sign.ENTITIES)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise Broken("xml") from problem


def in_ascii(data: bytes) -> bool:
    """Return whether words of ASCII stand in ``data`` as they are, whatever their encoding says."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:8]:
        return False
    told = _ENCODING.match(data)
    return told is None or told[1].lower() in (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252")


def _refuse(*_: object) -> None:
    raise _Entities


def local(name: str) -> str:
    """Return a name without the address of its namespace."""
    return name.rpartition(" ")[2]


def plain(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes by their local names."""
    return {local(name): value for name, value in attributes.items()}
