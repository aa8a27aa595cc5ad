"""Documents in a zip: Office Open XML (ECMA-376), OpenDocument 1.3, EPUB; and programs that are packed so."""

import re

from fairline.checks.files import fields, xml, zips
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.kinds import KINDS, Kind
from fairline.checks.files.signs import Sign

MAIN = {"word/": "word-ooxml", "xl/": "excel-ooxml", "ppt/": "powerpoint-ooxml"}
SHEET_MACROS = re.compile(
    r"(?:^|/)macrosheets/|intlmacrosheet|\.macrosheet\+xml|ms-excel\.(?:intl)?macrosheet", re.IGNORECASE
)
LOOKED = re.compile(r"\.(?:xml|rels|vml)\Z", re.IGNORECASE)
HARMLESS_OUTSIDE = frozenset({"hyperlink", "image", "video", "audio", "media"})
"""Relations whose far end is followed on a click, or shown and not run."""
SHEET_FUNCTIONS = re.compile(r"\b(?:EXEC|CALL|REGISTER(?:\.ID)?|FOPEN|FWRITE|RUN)\s*\(", re.IGNORECASE)
TELLING = (
    b"INSTRTEXT", b"FLDSIMPLE", b"DDE", b"OLEOBJECT", b"BINDATA", b"OCX", b"EVENT-LISTENER", b"RELATIONSHIP",
    b"MACROSHEET", b"OVERRIDE", b":OBJECT", b"<OBJECT", b"FLOATING-FRAME", b"SECTION-SOURCE", b"&#",
)  # fmt: skip
"""Words of a part that may show something. One without need only be XML, which is told much faster."""
FETCHED = frozenset({"object", "object-ole", "floating-frame", "section-source"})
"""Elements of an OpenDocument whose far end is shown when it is opened."""
CALLING = (b"EXEC", b"CALL", b"REGISTER", b"FOPEN", b"FWRITE", b"RUN")
"""The same in a part that has formulas."""
INSTRUCTIONS_MAX = 1 << 20  # ours: of one part's fields, put together


def kind_of(names: frozenset[str]) -> Kind:
    """Return the kind of a zip by the names of its entries."""
    lower = {name.lower() for name in names}
    if "[content_types].xml" in lower:
        if "appxmanifest.xml" in lower or "appxmetadata/appxbundlemanifest.xml" in lower:
            return KINDS["msix"]
        return next(
            (KINDS[kind] for top, kind in MAIN.items() if any(n.startswith(top) for n in lower)),
            KINDS["ooxml"],
        )
    if "androidmanifest.xml" in lower or "base/manifest/androidmanifest.xml" in lower:
        return KINDS["apk"]
    if "mimetype" in lower:
        return KINDS["epub" if "meta-inf/container.xml" in lower else "opendocument"]
    if "meta-inf/manifest.mf" in lower or any(name.endswith(".class") for name in lower):
        return KINDS["jar"]
    return KINDS["zip"]


def opened(kind: Kind, data: bytes, table: zips.Table, inside: Inside) -> None:
    """Judge every part of a document."""
    broken = False
    for entry, unpack in zips.files(data, table, inside):
        if zips.escapes(entry.name):
            inside.mark(Sign.ESCAPES)
        try:
            out = unpack()
            if out is not None:
                _part(entry.name, out, kind, inside)
        except Broken:
            broken = True
    if broken:
        raise Broken("a part")


def _part(name: str, data: bytes, kind: Kind, inside: Inside) -> None:
    lower = name.lower()
    if SHEET_MACROS.search(lower) is not None:
        inside.mark(Sign.SHEET_MACRO)
    if re.search(r"(?:^|/)activex/[^/]*\.(?:xml|bin)\Z", lower) is not None:
        inside.mark(Sign.CONTROL)
    if lower.startswith(("basic/", "scripts/")) and not lower.endswith(
        ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
    ):
        inside.mark(Sign.MACRO)
    if lower == "meta-inf/manifest.xml" and kind.name == "opendocument":
        _manifest(data, inside)
    elif LOOKED.search(lower) is not None:
        _xml_part(lower, data, inside)
    elif "/embeddings/" in f"/{lower}" or (kind.name == "opendocument" and re.match(r"object ?\d*\Z", lower)):
        inside.mark(Sign.EMBEDDED)
        inside.hand(data, name if not lower.endswith(".bin") else None)
    else:
        inside.hand(data, name, part=True)


def _xml_part(name: str, data: bytes, inside: Inside) -> None:
    if not data:
        return
    if xml.in_ascii(data) and not _telling(data.upper()):
        xml.read(data, inside, start=None)
        return
    instructions: list[str] = []
    told = [0]

    def instruct(words: str) -> None:
        told[0] += len(words)
        if told[0] <= INSTRUCTIONS_MAX:
            instructions.append(words)

    reader = _Part(instruct, inside)
    xml.read(data, inside, start=reader.start, text=reader.text, end=reader.end)
    if told[0] > INSTRUCTIONS_MAX:
        inside.mark(Sign.TOO_LARGE, INSTRUCTIONS_MAX)
    if instructions:
        fields.of_word("".join(instructions), inside)


def _telling(data: bytes) -> bool:
    """Return whether a part, all in capitals, may show something."""
    formulas = b"<F" in data or b":F" in data or b"DEFINEDNAME" in data
    return any(word in data for word in TELLING) or (formulas and any(word in data for word in CALLING))


class _Part:
    """Looks at the elements of one part as they come."""

    __slots__ = ("field", "formula", "inside", "instruct")

    def __init__(self, instruct: xml.Text, inside: Inside) -> None:
        self.instruct, self.inside = instruct, inside
        self.field = self.formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = xml.local(name)
        if element in ("instrText", "fldSimple", "f", "definedName", "Relationship", "Override", "Default"):
            self._told(element, xml.plain(attributes))
        elif element in ("ddeLink", "dde-source", "dde-connection-decl"):
            self.inside.mark(Sign.DDE)
        elif element == "ocx":
            self.inside.mark(Sign.CONTROL)
        elif element in FETCHED and not fields.near(xml.plain(attributes).get("href", "")):
            self.inside.mark(Sign.LINK_OUTSIDE)
        elif element in ("binData", "oleObject", "OLEObject"):
            self.inside.mark(Sign.EMBEDDED)
        elif element == "fldChar" and xml.plain(attributes).get("fldCharType") == "end":
            self.instruct("\n")
        elif element == "event-listener" and "script" in "".join(attributes.values()).lower():
            self.inside.mark(Sign.AUTO_MACRO)

    def _told(self, element: str, attributes: dict[str, str]) -> None:
        if element == "instrText":
            self.field = True
        elif element in ("f", "definedName"):
            self.formula = True
        elif element == "fldSimple":
            self.instruct(attributes.get("instr", "") + "\n")
        elif element == "Relationship":
            relation(attributes, self.inside)
        elif SHEET_MACROS.search(attributes.get("ContentType", "")) is not None:
            self.inside.mark(Sign.SHEET_MACRO)

    def text(self, words: str) -> None:
        if self.field:
            self.instruct(words)
        elif self.formula and SHEET_FUNCTIONS.search(words) is not None:
            self.inside.mark(Sign.SHEET_MACRO)

    def end(self, name: str) -> None:
        if self.field and xml.local(name) == "instrText":
            self.field = False
        elif self.formula and xml.local(name) in ("f", "definedName"):
            self.formula = False


def relation(attributes: dict[str, str], inside: Inside) -> None:
    """Judge where a relation leads, by its attributes."""
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = attributes.get("Target", "")
    if attributes.get("TargetMode", "").lower() == "external":
        if fields.PROTOCOLS.match(target) is not None:
            inside.mark(Sign.LINK_OUTSIDE)
        elif kind not in HARMLESS_OUTSIDE and not fields.near(target):
            inside.mark(Sign.TEMPLATE_OUTSIDE if kind == "attachedTemplate" else Sign.LINK_OUTSIDE)
    if SHEET_MACROS.search(kind) is not None or kind.lower() in ("xlmacrosheet", "xlintlmacrosheet"):
        inside.mark(Sign.SHEET_MACRO)


def _manifest(data: bytes, inside: Inside) -> None:
    """An OpenDocument says in its manifest which parts are encrypted."""

    def start(name: str, _: dict[str, str]) -> None:
        if xml.local(name) == "encryption-data":
            inside.mark(Sign.ENCRYPTED)

    xml.read(data, inside, start=start)
