"""What a file's name and declared type say, and whether its content agrees.

A name is never quoted. Endings that Windows, macOS or Office run when a person opens the file are ours,
from the vendors' own lists of what mail programs block.
"""

import re
import unicodedata

from fairline.checks.files.kinds import KINDS, Family, Kind
from fairline.checks.files.signs import Mark, Sign

RUN = frozenset(
    {
        "ade", "adp", "app", "appinstaller", "application", "appref-ms", "appx", "appxbundle", "asp",
        "aspx", "bas", "bat", "chm", "cmd", "com", "command", "cpl", "csh", "desktop", "dll", "dmg", "exe",
        "fxp", "gadget", "hlp", "hpj", "hta", "inf", "ins", "isp", "jar", "jnlp", "js", "jse", "ksh", "lnk",
        "mad", "maf", "mam", "maq", "mar", "mas", "mav", "mda", "mde", "mdt", "mdw", "mdz", "mht", "mhtml",
        "msc", "msh", "msh1", "msh2", "msi", "msix", "msixbundle", "msp", "mst", "ops", "osd", "pcd", "php",
        "pif", "pl", "plg", "prf", "prg", "printerexport", "ps1", "ps1xml", "ps2", "ps2xml", "psc1", "psc2",
        "psd1", "psm1", "py", "pyc", "pyo", "pyw", "pyz", "reg", "rpm", "deb", "scf", "scpt", "scr", "sct",
        "search-ms", "settingcontent-ms", "sh", "shb", "shs", "sys", "theme", "tool", "url", "vb", "vbe",
        "vbp", "vbs", "vbscript", "vsmacros", "vsw", "wcx", "webpnp", "ws", "wsc", "wsf", "wsh", "xbap",
        "xll", "xpi", "xnk", "apk", "class", "iqy", "oqy", "rqy", "slk", "udl", "library-ms", "diagcab",
        "workflow",
    }
)  # fmt: skip
"""Opening a file with such a name runs it, whatever is in it."""
SHOWN = frozenset(
    {
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "txt", "csv", "jpg", "jpeg", "png",
        "gif", "bmp", "mp3", "wav", "mp4", "zip", "html", "htm", "xml", "odt", "eml",
    }
)  # fmt: skip
"""What a person takes a file for: before a second ending, it misleads."""
TEXTS = frozenset(
    {
        "txt", "csv", "tsv", "log", "md", "json", "ndjson", "yaml", "yml", "toml", "ini", "cfg", "conf",
        "css", "sql", "ics", "vcf", "srt", "vtt", "tex", "html", "htm", "xml",
    }
)  # fmt: skip
HIDDEN = re.compile("[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
"""Signs that take no room or turn the direction of writing. Those that Arabic, Persian and Indian names need
(U+200C to U+200F) are none of them."""
UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
PADDED = re.compile(r"\s{5,}|[.\s\u3164\u2800\u00a0]+\Z")  # ours: nobody types five spaces in a row
LOOSE = {
    "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download",
    "application/download", "application/unknown", "application/x-unknown",
    "multipart/form-data", "unknown/unknown",
}  # fmt: skip
"""Declared types that say nothing."""
OTHER_TYPES = {
    "jpeg": ("image/jpg", "image/pjpeg"), "bmp": ("image/x-ms-bmp", "image/x-bmp"), "mp3": ("audio/mp3",),
    "wav": ("audio/x-wav", "audio/wave", "audio/vnd.wave"), "rtf": ("text/rtf", "application/msword"),
    "zip": ("application/x-zip-compressed", "application/x-zip"), "gzip": ("application/x-gzip",),
    "rar": ("application/x-rar-compressed", "application/x-rar"), "pdf": ("application/x-pdf",),
    "ico": ("image/vnd.microsoft.icon",), "html": ("application/xhtml+xml",),
    "mail": ("text/rfc822-headers",),
    "mp4": ("video/quicktime", "audio/mp4", "audio/x-m4a", "video/3gpp", "audio/3gpp",
            "video/x-m4v", "audio/aac"),
    "matroska": ("video/webm", "audio/webm", "audio/x-matroska"), "heif": ("image/heic", "image/avif"),
    "ogg": ("video/ogg", "audio/opus", "application/ogg"), "flac": ("audio/x-flac",),
    "aiff": ("audio/x-aiff",),
    "xml": ("text/xml",), "office-xml": ("text/xml",), "svg": ("application/xml", "text/xml"),
    "asf": ("video/x-ms-wmv", "audio/x-ms-wma"), "midi": ("audio/mid", "audio/x-midi"), "wmf": ("image/wmf",),
    "compress": ("application/x-compress",), "tar": ("application/tar",), "pe": ("application/x-msdownload",),
}  # fmt: skip
OFFICE_TYPES = re.compile(
    r"application/(?:msword|vnd\.(?:ms-(?:word|excel|powerpoint|office)|openxmlformats-officedocument"
    r"|oasis\.opendocument|visio|ms-visio|ms-outlook)|x-ole-storage|x-tika-msoffice|x-msexcel|x-mspowerpoint|xml)\b"
    r"|text/xml\b"
)
NAME_LOOKED = 1024  # ours: no file system has longer names


def of_name(name: str | None, depth: int = 0) -> list[Mark]:
    """Return what the name alone shows."""
    if not name:
        return []
    last, ends = _last(name), endings(name)
    marks = []
    if HIDDEN.search(last) is not None:
        marks.append(Mark(Sign.TURNED_NAME, depth))
    if PADDED.search(last) is not None:
        marks.append(Mark(Sign.PADDED_NAME, depth))
    if ends and ends[-1] in RUN:
        marks.append(Mark(Sign.NAME_RUNS, depth))
        if len(ends) > 1 and ends[-2] in SHOWN:
            marks.append(Mark(Sign.DOUBLE_ENDING, depth))
    return marks


def endings(name: str) -> tuple[str, ...]:
    """Return the last two endings of ``name``, lower case, as Windows reads them: without what it drops."""
    bare = UNSEEN.sub("", unicodedata.normalize("NFKC", _last(name))).casefold()
    parts = [part.strip() for part in bare.split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts[1:][-2:])


def against(kind: Kind, name: str | None, declared: str | None, depth: int = 0) -> list[Mark]:
    """Return where the content of a known ``kind`` contradicts the name or the declared type."""
    marks: list[Mark] = []
    if kind.name == "empty":
        return marks
    if name and (ends := endings(name)) and not _named_so(kind, ends[-1]):
        marks.append(Mark(Sign.FALSE_NAME, depth))
    if declared and not _declared_so(kind, declared.partition(";")[0].strip().lower()):
        marks.append(Mark(Sign.FALSE_TYPE, depth))
    return marks


def _last(name: str) -> str:
    return re.split(r"[/\\]", name[-NAME_LOOKED:])[-1]


TEXTUAL = TEXTS | frozenset(
    {
        "xhtml", "mht", "mhtml", "shtml", "xsd", "xsl", "rels", "rss", "atom", "gpx", "kml", "plist",
        "csproj", "config", "svg", "eml", "hta", "url", "website", "sh", "bash", "py", "pl", "rb", "php",
        "js", "vbs", "ps1", "bat", "cmd", "cgi",
    }
)  # fmt: skip
"""Endings of text: which of its kinds a text is was guessed, and contradicts none of them."""
KNOWN = frozenset(ending for kind in KINDS.values() for ending in kind.endings) | TEXTUAL
"""Endings that say something of the content."""
TYPES = frozenset(kind.media_type for kind in KINDS.values()).union(*OTHER_TYPES.values()) - LOOSE
"""Declared types that say something of the content."""
_TEXTUAL, _DOCUMENTS = (Family.TEXT, Family.MAIL, Family.SCRIPT), (Family.OLE, Family.OFFICE, Family.RTF)


def _named_so(kind: Kind, ending: str) -> bool:
    """Return whether ``ending`` may stand for ``kind``. An ending that is in no table says nothing."""
    if ending in kind.endings or ending not in KNOWN:
        return True
    return kind.family in _TEXTUAL and ending in TEXTUAL


def _declared_so(kind: Kind, declared: str) -> bool:
    """Return whether ``declared`` may stand for ``kind``. A type that is in no table says nothing."""
    if not declared or declared in LOOSE or declared in (kind.media_type, *OTHER_TYPES.get(kind.name, ())):
        return True
    if kind.family in _DOCUMENTS or kind.name == "office-xml":
        return OFFICE_TYPES.match(declared) is not None
    top, theirs = declared.partition("/")[0], kind.media_type.partition("/")[0]
    if kind.family in _TEXTUAL:
        return (
            top in ("text", "message")
            or declared.endswith("xml")
            or (declared not in TYPES and top == "application")
        )
    if top == "application" or {top, theirs} <= {"audio", "video"}:
        return declared not in TYPES or top != "application"
    return top == theirs and declared not in TYPES
