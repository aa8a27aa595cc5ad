"""What a file is, by its content alone: its name and what a browser says of it are only held against that."""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser

PIXELS_MAX = 50_000_000  # ours: a page scanned at 600 dots an inch has 35 million
HEAD_BYTES = 64 * 1024  # ours: in how much of a message its headers have to be
END_OF_ARCHIVE = b"PK\x05\x06"
ARCHIVE_TAIL = 22 + 65_535  # the end record of a ZIP and the longest comment after it (APPNOTE.TXT 4.3.16)
ARCHIVES = (
    b"PK\x03\x04", END_OF_ARCHIVE, b"PK\x07\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"BZh",
    b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"MSCF",
)  # fmt: skip
"""How archives and office documents begin: ZIP, OLE, gzip, bzip2, xz, 7z, RAR, zstd, CAB."""
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MAIL_HEADERS = ("date", "message-id", "received")
FRAMES = 3  # ours: frames of an MP3 that have to follow one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file that is taken: its name, its media type, and how names of such files end."""

    name: str
    media: str
    endings: tuple[str, ...]
    is_one: Callable[[bytes], bool]


class TooLarge(Exception):
    """A picture that would unfold into more than anybody can look at."""


def is_archive(content: bytes) -> bool:
    """Whether something is an archive, or also one: a ZIP may stand behind anything else."""
    if content.startswith(ARCHIVES):
        return True
    start = max(0, len(content) - ARCHIVE_TAIL)
    at = content.rfind(END_OF_ARCHIVE, start)
    while at >= 0:
        if at + 22 <= len(content) and at + 22 + int.from_bytes(content[at + 20 : at + 22], "little") == len(
            content
        ):
            return True
        at = content.rfind(END_OF_ARCHIVE, start, at)
    return False


def kind_of(content: bytes) -> Kind | None:
    """Return what ``content`` is, ``None`` if nothing that is taken. ``TooLarge`` for a bomb of a picture."""
    return next((each for each in KINDS if each.is_one(content)), None)


def _is_pdf(content: bytes) -> bool:
    return re.match(rb"%PDF-[12]\.\d", content) is not None and b"%%EOF" in content[-1024:]


def _is_png(content: bytes) -> bool:
    """Whether every chunk is whole, from the first to the last, and nothing follows (PNG, section 5)."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") or len(content) < 33:
        return False
    width, height = struct.unpack(">II", content[16:24])
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, at = content[at + 4 : at + 8], at + 12 + length
        if kind == b"IEND":
            return at == len(content) and _has_pixels(width, height)
    return False


def _is_jpeg(content: bytes) -> bool:
    """Whether segments lead to a frame that says how large it is (ITU-T T.81, annex B)."""
    if not content.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in content[-64:]:
        return False
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _has_pixels(width, height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False


def _has_pixels(width: int, height: int) -> bool:
    if width * height > PIXELS_MAX:
        raise TooLarge
    return width * height > 0


def _is_wav(content: bytes) -> bool:
    told = int.from_bytes(content[4:8], "little") + 8
    return content[:4] == b"RIFF" and content[8:16] == b"WAVEfmt " and len(content) - told in (0, 1, -1)


def _is_mp3(content: bytes) -> bool:
    """Whether frames of MPEG audio, layer III, follow one another, after a tag or from the start."""
    at = 0
    if content.startswith(b"ID3") and len(content) > 10:
        at = 10 + sum(
            (byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True)
        )
    for _ in range(FRAMES):
        length = _frame_bytes(content[at : at + 4])
        if length is None:
            return False
        at += length
    return True


BITRATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Thousands of bits a second of layer III, by the version of MPEG (ISO/IEC 11172-3 and 13818-3)."""
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _frame_bytes(head: bytes) -> int | None:
    """Return how long a frame of layer III is, ``None`` if there is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate == 3 or not 0 < bitrate < 15:
        return None
    thousands = BITRATES[3 if version == 3 else 2][bitrate - 1]
    samples = 144 if version == 3 else 72
    return samples * thousands * 1000 // RATES[version][rate] + (head[2] >> 1 & 1)


def _is_ogg(content: bytes) -> bool:
    return content.startswith(b"OggS\x00\x02") and any(
        name in content[:200] for name in (b"vorbis", b"OpusHead", b"Speex", b"FLAC")
    )


def _is_mail(content: bytes) -> bool:
    """Whether it begins with the headers of a message: from whom, and one that says when it came."""
    if not _is_text(content):
        return False
    if re.match(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]", content) is None:
        return False
    headers = BytesHeaderParser().parsebytes(content[:HEAD_BYTES])
    return "from" in headers and any(each in headers for each in MAIL_HEADERS)


def _is_text(content: bytes) -> bool:
    if CONTROLS.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(content.strip())


KINDS = (
    Kind(name="pdf", media="application/pdf", endings=("pdf",), is_one=_is_pdf),
    Kind(name="png", media="image/png", endings=("png",), is_one=_is_png),
    Kind(name="jpeg", media="image/jpeg", endings=("jpg", "jpeg"), is_one=_is_jpeg),
    Kind(name="wav", media="audio/wav", endings=("wav",), is_one=_is_wav),
    Kind(name="mp3", media="audio/mpeg", endings=("mp3",), is_one=_is_mp3),
    Kind(name="ogg", media="audio/ogg", endings=("ogg", "oga", "opus"), is_one=_is_ogg),
    Kind(name="mail", media="message/rfc822", endings=("eml",), is_one=_is_mail),
    Kind(name="text", media="text/plain", endings=("txt", "csv", "log"), is_one=_is_text),
)
"""What is taken, by content, the surest first; of text, a message goes before plain text."""
MEDIA = {each.name: each.media for each in KINDS}
