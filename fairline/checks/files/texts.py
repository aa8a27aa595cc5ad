"""Kinds of text: pages, pictures in SVG, Office documents in one XML file, tables, shortcuts, scripts."""

import base64
import binascii
import re
import zlib

from fairline.checks.files import fields, ooxml, streams, xml
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.kinds import Kind, as_text
from fairline.checks.files.names import endings
from fairline.checks.files.signs import Sign

_SCRIPTED = re.compile(
    rb"<script\b|\bon(?:load|error|click|mouseover|focus|begin|toggle)\s*=|javascript:|vbscript:|<(?:object|embed|applet)\b",
    re.IGNORECASE,
)
_MAKES_FILES = re.compile(
    rb"createObjectURL|msSave(?:OrOpen)?Blob|new\s+(?:Blob|File|ActiveXObject|Function)\b|\.download\s*=|download\s*=\s*[\"']?[\w.-]+"
    rb"|WScript\.|Shell\.Application|\beval\s*\(|\batob\s*\(|unescape\s*\(|document\.write\s*\(|data:(?:application|text/html)[^,\"']{0,60};base64"
    rb"|String\.fromCharCode|ms-msdt:|search-ms:|language\s*=\s*[\"']?vbs",
    re.IGNORECASE,
)
_TABLE_ENDINGS = frozenset({"csv", "tsv", "tab", "slk", "dif", "xls"})
_INCLUDED = re.compile(rb"<(?:xi:)?include\b|<\?xml-stylesheet[^>]+(?:https?:|script)", re.IGNORECASE)
ACTIVEMIME = b"ActiveMime"
"""How a project of macros begins in a document that is one XML file: zlib follows after 50 bytes."""


def opened(kind: Kind, data: bytes, name: str | None, inside: Inside) -> None:
    """Judge one text."""
    text = as_text(data)
    if text is None:
        raise Broken("text")
    if kind.name == "svg":
        if _SCRIPTED.search(text) is not None:
            inside.mark(Sign.ACTIVE_PAGE)
    elif kind.name == "html":
        if _MAKES_FILES.search(text) is not None and _SCRIPTED.search(text) is not None:
            inside.mark(Sign.ACTIVE_PAGE)
        if _active_mime(text, inside):
            inside.mark(Sign.MACRO)
    elif kind.name == "office-xml":
        _document(text, inside)
    elif kind.name == "xml":
        _other_xml(text, inside)
    elif set(endings(name or "")[-1:]) & _TABLE_ENDINGS or not name:
        fields.of_table(text, inside)


def _other_xml(text: bytes, inside: Inside) -> None:
    try:
        xml.read(text, inside, start=lambda _, __: None)
    except Broken:
        return  # what is no XML is shown as text by whoever opens it
    if _INCLUDED.search(text) is not None:
        inside.mark(Sign.LINK_OUTSIDE)


def _document(text: bytes, inside: Inside) -> None:
    """Judge an Office document that is one XML file: of 2003, or a package of 2007 laid flat."""
    collector = _Flat(inside)
    xml.read(text, inside, start=collector.start, text=collector.text, end=collector.end)
    if collector.fields:
        fields.of_word("".join(collector.fields), inside)


class _Flat:
    """Looks at the elements of a flat document: fields, relations, and the binary parts in base64."""

    __slots__ = ("binary", "fields", "in_binary", "in_field", "inside", "name")

    def __init__(self, inside: Inside) -> None:
        self.inside, self.name = inside, ""
        self.fields: list[str] = []
        self.binary: list[str] = []
        self.in_field = self.in_binary = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element, told = xml.local(name), xml.plain(attributes)
        if element == "instrText":
            self.in_field = True
        elif element == "fldSimple":
            self.fields.append(told.get("instr", "") + "\n")
        elif element == "fldChar" and told.get("fldCharType") == "end":
            self.fields.append("\n")
        elif element == "Relationship":
            ooxml.relation(told, self.inside)
        elif element == "part":
            self.name = told.get("name", "")
        elif element in ("binData", "binaryData", "docOleData"):
            self.binary, self.in_binary = [], True
        elif element in ("oleObject", "OLEObject"):
            self.inside.mark(Sign.EMBEDDED)
        elif element == "ocx":
            self.inside.mark(Sign.CONTROL)
        elif element == "Workbook" or element == "Worksheet":
            return
        elif element == "Cell" and ooxml.SHEET_FUNCTIONS.search(told.get("Formula", "")) is not None:
            self.inside.mark(Sign.SHEET_MACRO)

    def text(self, words: str) -> None:
        if self.in_field:
            self.fields.append(words)
        elif self.in_binary:
            self.binary.append(words)

    def end(self, name: str) -> None:
        element = xml.local(name)
        if element == "instrText":
            self.in_field = False
        elif element in ("binData", "binaryData", "docOleData") and self.in_binary:
            self.in_binary = False
            _binary("".join(self.binary), self.name, self.inside)


def _binary(text: str, name: str, inside: Inside) -> None:
    """Judge a binary part of a flat document."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        inside.mark(Sign.BROKEN)
        return
    inside.count.entry(inside.level)
    if data.startswith(ACTIVEMIME):
        _unpack_active_mime(data, inside)
    elif data:
        inside.hand(data, name or None, part=True)


def _unpack_active_mime(data: bytes, inside: Inside) -> None:
    at = next((at for at in (50, 0x46, 0x32) if data[at : at + 1] == b"\x78"), None)
    if at is None:
        inside.mark(Sign.MACRO)
        return
    out = inside.collect(streams.deflated_loosely(memoryview(data)[at:], zlib.MAX_WBITS))
    if out is not None:
        inside.hand(out, part=True)


def _active_mime(text: bytes, inside: Inside) -> bool:
    """Return whether a page holds a project of macros in base64, as Word saves a document to one file."""
    inside.count.look_at_the_clock(inside.level)
    return b"QWN0aXZlTWlt" in text.replace(b"\r\n", b"").replace(b"\n", b"")
