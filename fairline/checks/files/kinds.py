"""What a file is by its content: a table of first bytes, and a look inside the containers that many kinds
share.

Sources: the formats' own specifications, and ``file``'s table where a format has none. A kind that is not in
the table is unknown, and a file of an unknown kind is held.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """How a kind is judged."""

    PROGRAM = "program"
    SCRIPT = "script"
    SHORTCUT = "shortcut"
    ARCHIVE = "archive"
    PACKED = "packed"
    """One compressed stream."""
    SEALED = "sealed"
    """An archive that is known and not opened here."""
    DISK = "disk"
    OLE = "ole"
    OFFICE = "office"
    """A document in a zip."""
    RTF = "rtf"
    PDF = "pdf"
    TEXT = "text"
    MAIL = "mail"
    MEDIA = "media"
    """Pictures, sound, film, letters: nothing in them is run or opened."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the endings that its files' names have, and its media type."""

    name: str
    family: Family
    endings: frozenset[str]
    media_type: str = "application/octet-stream"


def _kind(name: str, family: Family, endings: str, media_type: str = "application/octet-stream") -> Kind:
    return Kind(name, family, frozenset(endings.split()), media_type)


_F = Family
_OX = "application/vnd.openxmlformats-officedocument."
WORD, SHEETS, SLIDES = (
    "doc dot docx docm dotx dotm rtf xml wbk",
    "xls xlt xla xlsx xlsm xltx xltm xlsb xlam xml xlw",
    ("ppt pot pps ppa pptx pptm potx potm ppsx ppsm ppam xml"),
)
"""Office opens a document by its content, whatever of its own endings it has."""
KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        _kind("pe", _F.PROGRAM, "exe dll sys scr com cpl ocx drv efi mui ax pif",
              "application/vnd.microsoft.portable-executable"),
        _kind("elf", _F.PROGRAM, "so o bin elf ko run axf out", "application/x-elf"),
        _kind("mach-o", _F.PROGRAM, "dylib bundle o", "application/x-mach-binary"),
        _kind("java-class", _F.PROGRAM, "class", "application/java-vm"),
        _kind("wasm", _F.PROGRAM, "wasm", "application/wasm"),
        _kind("dex", _F.PROGRAM, "dex"),
        _kind("swf", _F.PROGRAM, "swf", "application/x-shockwave-flash"),
        _kind("jar", _F.PROGRAM, "jar war ear xpi", "application/java-archive"),
        _kind("apk", _F.PROGRAM, "apk aab", "application/vnd.android.package-archive"),
        _kind("msix", _F.PROGRAM, "appx msix appxbundle msixbundle"),
        _kind("msi", _F.PROGRAM, "msi msp mst", "application/x-msi"),
        _kind("deb", _F.PROGRAM, "deb udeb a ar", "application/vnd.debian.binary-package"),
        _kind("rpm", _F.PROGRAM, "rpm", "application/x-rpm"),
        _kind("lnk", _F.SHORTCUT, "lnk", "application/x-ms-shortcut"),
        _kind("url-file", _F.SHORTCUT, "url website"),
        _kind("chm", _F.PROGRAM, "chm", "application/vnd.ms-htmlhelp"),
        _kind("script", _F.SCRIPT, "sh bash py pl rb php js vbs ps1 bat cmd txt cgi"),
        _kind("zip", _F.ARCHIVE, "zip zipx", "application/zip"),
        _kind("tar", _F.ARCHIVE, "tar", "application/x-tar"),
        _kind("gzip", _F.PACKED, "gz tgz svgz emz wmz", "application/gzip"),
        _kind("bzip2", _F.PACKED, "bz2 tbz tbz2 bz", "application/x-bzip2"),
        _kind("xz", _F.PACKED, "xz txz", "application/x-xz"),
        _kind("zstd", _F.PACKED, "zst tzst", "application/zstd"),
        _kind("7z", _F.SEALED, "7z", "application/x-7z-compressed"),
        _kind("rar", _F.SEALED, "rar", "application/vnd.rar"),
        _kind("cab", _F.SEALED, "cab", "application/vnd.ms-cab-compressed"),
        _kind("ace", _F.SEALED, "ace"),
        _kind("arj", _F.SEALED, "arj"),
        _kind("lzh", _F.SEALED, "lzh lha"),
        _kind("compress", _F.SEALED, "z"),
        _kind("lz4", _F.SEALED, "lz4"),
        _kind("lzip", _F.SEALED, "lz"),
        _kind("cpio", _F.SEALED, "cpio"),
        _kind("xar", _F.SEALED, "pkg xar xip"),
        _kind("onenote", _F.SEALED, "one onetoc2", "application/onenote"),
        _kind("pst", _F.SEALED, "pst ost", "application/vnd.ms-outlook-pst"),
        _kind("access", _F.SEALED, "mdb accdb accde mde", "application/x-msaccess"),
        _kind("sqlite", _F.SEALED, "sqlite sqlite3 db", "application/vnd.sqlite3"),
        _kind("iso", _F.DISK, "iso", "application/x-iso9660-image"),
        _kind("vhd", _F.DISK, "vhd"),
        _kind("vhdx", _F.DISK, "vhdx"),
        _kind("vmdk", _F.DISK, "vmdk"),
        _kind("udf", _F.DISK, "img iso udf"),
        _kind("dmg", _F.DISK, "dmg", "application/x-apple-diskimage"),
        _kind("ole", _F.OLE, f"bin ole db {WORD} {SHEETS} {SLIDES}", "application/x-ole-storage"),
        _kind("word-ole", _F.OLE, WORD, "application/msword"),
        _kind("excel-ole", _F.OLE, SHEETS, "application/vnd.ms-excel"),
        _kind("powerpoint-ole", _F.OLE, SLIDES, "application/vnd.ms-powerpoint"),
        _kind("outlook-message", _F.OLE, "msg oft", "application/vnd.ms-outlook"),
        _kind("visio-ole", _F.OLE, "vsd vst vss", "application/vnd.visio"),
        _kind("publisher", _F.OLE, "pub", "application/x-mspublisher"),
        _kind("office-encrypted", _F.OLE, f"{WORD} {SHEETS} {SLIDES}", "application/x-ole-storage"),
        _kind("word-ooxml", _F.OFFICE, WORD, _OX + "wordprocessingml.document"),
        _kind("excel-ooxml", _F.OFFICE, SHEETS, _OX + "spreadsheetml.sheet"),
        _kind("powerpoint-ooxml", _F.OFFICE, SLIDES, _OX + "presentationml.presentation"),
        _kind("ooxml", _F.OFFICE, f"vsdx vsdm thmx xps oxps {WORD} {SHEETS} {SLIDES}"),
        _kind("opendocument", _F.OFFICE, "odt ods odp odg ott ots otp otg odf odm",
              "application/vnd.oasis.opendocument.text"),
        _kind("epub", _F.OFFICE, "epub", "application/epub+zip"),
        _kind("rtf", _F.RTF, f"rtf {WORD}", "application/rtf"),
        _kind("pdf", _F.PDF, "pdf ai", "application/pdf"),
        _kind("html", _F.TEXT, "html htm xhtml mht mhtml shtml xml txt", "text/html"),
        _kind("hta", _F.SCRIPT, "hta", "application/hta"),
        _kind("svg", _F.TEXT, "svg xml txt", "image/svg+xml"),
        _kind("office-xml", _F.TEXT, f"xml {WORD} {SHEETS} {SLIDES}", "application/xml"),
        _kind("xml", _F.TEXT,
        f"xml xsd xsl rels rss atom gpx kml plist txt csproj config {WORD} {SHEETS} {SLIDES}",
              "application/xml"),
        _kind("mail", _F.MAIL, "eml mht mhtml txt", "message/rfc822"),
        _kind("text", _F.TEXT, "", "text/plain"),
        _kind("jpeg", _F.MEDIA, "jpg jpeg jpe jfif", "image/jpeg"),
        _kind("png", _F.MEDIA, "png apng", "image/png"),
        _kind("gif", _F.MEDIA, "gif", "image/gif"),
        _kind("bmp", _F.MEDIA, "bmp dib", "image/bmp"),
        _kind("tiff", _F.MEDIA, "tif tiff dng nef cr2", "image/tiff"),
        _kind("webp", _F.MEDIA, "webp", "image/webp"),
        _kind("ico", _F.MEDIA, "ico cur", "image/x-icon"),
        _kind("heif", _F.MEDIA, "heic heif avif", "image/heif"),
        _kind("psd", _F.MEDIA, "psd", "image/vnd.adobe.photoshop"),
        _kind("emf", _F.MEDIA, "emf", "image/emf"),
        _kind("wmf", _F.MEDIA, "wmf", "image/wmf"),
        _kind("wav", _F.MEDIA, "wav", "audio/wav"),
        _kind("avi", _F.MEDIA, "avi", "video/x-msvideo"),
        _kind("mp3", _F.MEDIA, "mp3", "audio/mpeg"),
        _kind("flac", _F.MEDIA, "flac", "audio/flac"),
        _kind("ogg", _F.MEDIA, "ogg oga ogv opus", "audio/ogg"),
        _kind("mp4", _F.MEDIA, "mp4 m4a m4v mov 3gp 3g2 qt f4v", "video/mp4"),
        _kind("matroska", _F.MEDIA, "mkv webm mka", "video/x-matroska"),
        _kind("amr", _F.MEDIA, "amr", "audio/amr"),
        _kind("aiff", _F.MEDIA, "aif aiff", "audio/aiff"),
        _kind("au", _F.MEDIA, "au snd", "audio/basic"),
        _kind("midi", _F.MEDIA, "mid midi", "audio/midi"),
        _kind("flv", _F.MEDIA, "flv", "video/x-flv"),
        _kind("asf", _F.MEDIA, "wmv wma asf", "video/x-ms-asf"),
        _kind("mpeg", _F.MEDIA, "mpg mpeg vob", "video/mpeg"),
        _kind("font", _F.MEDIA, "ttf otf ttc woff woff2 eot odttf", "font/sfnt"),
        _kind("empty", _F.MEDIA, "", "application/x-empty"),
    )
}  # fmt: skip

FIRST: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "pe"), (0, b"\x7fELF", "elf"),
    (0, b"\xfe\xed\xfa\xce", "mach-o"), (0, b"\xfe\xed\xfa\xcf", "mach-o"),
    (0, b"\xce\xfa\xed\xfe", "mach-o"), (0, b"\xcf\xfa\xed\xfe", "mach-o"),
    (0, b"\x00asm", "wasm"), (0, b"dex\n", "dex"), (0, b"FWS", "swf"), (0, b"CWS", "swf"), (0, b"ZWS", "swf"),
    (0, b"!<arch>\n", "deb"), (0, b"\xed\xab\xee\xdb", "rpm"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"), (0, b"ITSF", "chm"),
    (0, b"PK\x03\x04", "zip"), (0, b"PK\x05\x06", "zip"), (0, b"PK\x07\x08PK\x03\x04", "zip"),
    (0, b"\x1f\x8b\x08", "gzip"), (0, b"BZh", "bzip2"), (0, b"\xfd7zXZ\x00", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"), (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"), (0, b"MSCF\x00\x00\x00\x00", "cab"), (7, b"**ACE**", "ace"),
    (0, b"\x60\xea", "arj"),
    (2, b"-lh", "lzh"), (0, b"\x1f\x9d", "compress"), (0, b"\x04\x22\x4d\x18", "lz4"), (0, b"LZIP", "lzip"),
    (0, b"070707", "cpio"), (0, b"070701", "cpio"), (0, b"xar!", "xar"),
    (0, bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3"), "onenote"), (0, b"!BDN", "pst"),
    (4, b"Standard Jet DB", "access"), (4, b"Standard ACE DB", "access"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (0, b"conectix", "vhd"), (0, b"vhdxfile", "vhdx"), (0, b"KDMV", "vmdk"),
    (32769, b"CD001", "iso"), (32769, b"BEA01", "udf"), (257, b"ustar", "tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (0, b"{\\rt", "rtf"), (0, b"%PDF-", "pdf"),
    (0, b"\xff\xd8\xff", "jpeg"), (0, b"\x89PNG\r\n\x1a\n", "png"), (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II*\x00", "tiff"), (0, b"MM\x00*", "tiff"), (0, b"8BPS", "psd"), (0, b"\xd7\xcd\xc6\x9a", "wmf"),
    (0, b"\x01\x00\x09\x00\x00\x03", "wmf"), (40, b" EMF", "emf"), (0, b"fLaC", "flac"), (0, b"OggS", "ogg"),
    (0, b"ID3", "mp3"), (0, b"\x1a\x45\xdf\xa3", "matroska"), (0, b"#!AMR", "amr"), (0, b".snd", "au"),
    (0, b"MThd", "midi"), (0, b"FLV\x01", "flv"), (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (0, b"\x00\x00\x01\xba", "mpeg"), (0, b"\x00\x00\x01\xb3", "mpeg"), (0, b"\x00\x00\x01\x00", "ico"),
    (0, b"\x00\x00\x02\x00", "ico"), (0, b"\x00\x01\x00\x00\x00", "font"), (0, b"OTTO", "font"),
    (0, b"ttcf", "font"), (0, b"wOFF", "font"), (0, b"wOF2", "font"), (34, b"LP", "font"),
)  # fmt: skip
"""Offset, bytes, kind; the first that holds counts."""
PDF_WITHIN = 1024  # Adobe's readers: the header may stand anywhere in the first 1024 bytes
TEXT_LOOKED = 4096  # ours: what is told of a text is told by its beginning
CONTROLS_MAX = 0.02  # ours: a text has hardly any control characters

_SCRIPT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:#![ \t]*/|<\?php|@echo +off|<job\b|<package>\s*<job|<scriptlet\b"
    rb"|<\?xml[^>]*>\s*<(?:job|scriptlet)\b|on error resume next|function +\w[\w-]*-\w+ *\{"
    rb"|param *\(\s*\[|set-strictmode|\$erroractionpreference)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[(?:InternetShortcut|\{000214A0)", re.IGNORECASE)
_HTA = re.compile(rb"<hta:application", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|meta|table|div|form)\b", re.IGNORECASE)
_SVG = re.compile(rb"<(?:\w+:)?svg\b", re.IGNORECASE)
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
_OFFICE = re.compile(
    rb"<\?mso-application|<pkg:package\b|urn:schemas-microsoft-com:office:spreadsheet"
    rb"|schemas.microsoft.com/office/(?:word/2003|excel|2006/xmlPackage)"
)
_MAIL = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:(?:Received|Return-Path|Delivered-To|Message-ID|Date|From|To|Subject"
    rb"|MIME-Version|X-[\w-]+|Content-Type|DKIM-Signature|Reply-To|Cc)[ \t]*:[^\n]*\r?\n"
    rb"(?:[ \t][^\n]*\r?\n)*){2}",
    re.IGNORECASE,
)


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of ``data`` by its first bytes, ``None`` if it is of none that is known.

    What is a zip or an OLE file is refined by whoever opens it.
    """
    if not data:
        return KINDS["empty"]
    for offset, first, name in FIRST:
        if data.startswith(first, offset) and _is_so(name, data):
            return KINDS[name]
    for told in (_riff, _boxes, _bitmap, _cafebabe, _mp3, _end_of_disk):
        if (found := told(data)) is not None:
            return KINDS[found]
    if b"%PDF-" in data[:PDF_WITHIN]:
        return KINDS["pdf"]
    if (text := as_text(data)) is not None:
        return _text_kind(text)
    return KINDS["tar"] if _old_tar(data) else None


def as_text(data: bytes) -> bytes | None:
    """Return ``data`` as UTF-8 text if it is text in UTF-8, UTF-16 or a one-byte encoding, else ``None``."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, errors="replace").encode("utf-8", errors="replace")
    head = data[:TEXT_LOOKED]
    if b"\x00" in data:
        sparse = head[1::2].count(0) > 0.9 * (len(head) // 2) and len(head) > 3 and 0 not in head[::2]
        return (
            data.decode("utf-16-le", errors="replace").encode("utf-8", errors="replace") if sparse else None
        )
    odd = len(head) - len(head.translate(None, _CONTROLS))
    return data if odd <= CONTROLS_MAX * len(head) else None


_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"


def _text_kind(text: bytes) -> Kind:
    head = text[:TEXT_LOOKED]
    if _SCRIPT.match(head) is not None:
        return KINDS["script"]
    if _ADDRESS.match(head) is not None:
        return KINDS["url-file"]
    if _HTA.search(head) is not None:
        return KINDS["hta"]
    if _XML.match(head) is not None or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        if _OFFICE.search(head) is not None:
            return KINDS["office-xml"]
        if _SVG.search(head) is not None:
            return KINDS["svg"]
        return KINDS["html"] if _HTML.search(head) is not None else KINDS["xml"]
    if _MAIL.match(head) is not None:
        return KINDS["mail"]
    return KINDS["html"] if _HTML.search(head) is not None and b"</" in head else KINDS["text"]


def _is_so(name: str, data: bytes) -> bool:
    """Return whether two bytes that many files begin with are followed by what the format demands."""
    if name == "pe":
        return 0 in data[2:1024]
    if name == "arj":
        return 26 < int.from_bytes(data[2:4], "little") < 2600 and len(data) > 34
    if name == "ico":
        return len(data) >= 22 and 0 < int.from_bytes(data[4:6], "little") < 64 and data[9] == 0
    if name == "bzip2":
        return data[3:4].isdigit() and data[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")
    if name == "font" and data[34:36] == b"LP":
        return data[8:12] in (b"\x00\x00\x01\x00", b"\x01\x00\x02\x00", b"\x02\x00\x02\x00")
    if name == "mp3":
        return len(data) > 10 and max(data[6:10]) < 0x80
    if name == "lzh":
        return data[5:7] in (b"0-", b"1-", b"4-", b"5-", b"6-", b"7-", b"d-") or data[6:7] == b"-"
    return True


def _riff(data: bytes) -> str | None:
    if data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if data[:4] not in (b"RIFF", b"RF64"):
        return None
    return {b"WAVE": "wav", b"AVI ": "avi", b"WEBP": "webp"}.get(data[8:12])


def _boxes(data: bytes) -> str | None:
    if data[4:8] != b"ftyp":
        return None
    return "heif" if data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc") else "mp4"


def _bitmap(data: bytes) -> str | None:
    fits = len(data) >= 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 64, 108, 124)
    return "bmp" if data[:2] == b"BM" and fits else None


def _cafebabe(data: bytes) -> str | None:
    """Java classes and Mach-O files for several processors begin alike: few processors, high versions."""
    if data[:4] != b"\xca\xfe\xba\xbe" or len(data) < 8:
        return None
    return "mach-o" if int.from_bytes(data[4:8], "big") < 40 else "java-class"


def _mp3(data: bytes) -> str | None:
    """A frame's header whose bit rate and sampling rate are none of the forbidden ones."""
    head = data[:4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or head[1] & 0x06 not in (2, 4):
        return None
    return "mp3" if head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3 and head[1] & 0x18 != 8 else None


def _end_of_disk(data: bytes) -> str | None:
    """Two kinds of disks have their mark 512 bytes before the end."""
    tail = data[-512:] if len(data) >= 512 else b""
    return "vhd" if tail.startswith(b"conectix") else "dmg" if tail.startswith(b"koly") else None


def _old_tar(data: bytes) -> bool:
    """A tar from before 1988 has no mark, but its first header has a sum."""
    if len(data) < 512:
        return False
    head = data[:512]
    told = head[148:156].strip(b"\x00 ")
    if not told or not told.isdigit() or any(digit > 0x37 for digit in told):
        return False
    return int(told, 8) == sum(head[:148]) + 8 * 32 + sum(head[156:])
