"""Files that customers send: told apart by content, bounded, refused with reasons, handed out to be saved."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairline.console.files import keeping
from fairline.console.files.keeping import Refused, cleaned, keep, looked_at, path_of
from fairline.console.files.kinds import TooLarge, is_archive, kind_of
from fairline.console.files.models import RefusedUpload, Upload
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.log import Purpose
from fairline.console.records.models import AuditEntry
from tests.console.conftest import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 2, height: int = 2, after: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (min(width, 9) + 1) * min(height, 9))
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks + after


def jpeg(width: int = 2, height: int = 2) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01" + b"\x00" * 7
    return b"\xff\xd8" + app + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def wav() -> bytes:
    body = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data\x04\x00\x00\x00abcd"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(tag: bytes = b"") -> bytes:
    """Three frames of 128,000 bits a second at 44,100 Hz: 417 bytes each."""
    return tag + (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 3


def archive(name: str = "a.txt", body: bytes = b"a") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, body)
    return held.getvalue()


MAIL = b"From: a@example.com\r\nDate: Tue, 24 Nov 2026 12:00:00 +0000\r\nSubject: x\r\n\r\nhello\r\n"
KINDS = {
    "a PDF": (PDF, "pdf"),
    "a PDF that is cut off": (PDF[:20], "text"),
    "a picture": (png(), "png"),
    "a picture with something behind it": (png(after=b"<script>"), None),
    "a picture that is cut off": (png()[:-6], None),
    "a photograph": (jpeg(), "jpeg"),
    "the first bytes of a photograph and nothing else": (b"\xff\xd8\xff\xd9", None),
    "a sound": (wav(), "wav"),
    "a sound that says another length": (wav() + b"1234", None),
    "music": (mp3(), "mp3"),
    "music after a tag": (mp3(b"ID3\x04\x00\x00\x00\x00\x00\x03abc"), "mp3"),
    "one frame is no music": (mp3()[:417], None),
    "a call in Opus": (b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead", "ogg"),
    "an empty Ogg": (b"OggS\x00\x02" + b"\x00" * 40, None),
    "a message": (MAIL, "mail"),
    "a message without a sender is text": (MAIL[MAIL.index(b"Date") :], "text"),
    "a list": (b"a;b\n1;2\n", "text"),
    "French text": ("déjà vu\n".encode(), "text"),
    "text in another encoding": ("déjà vu\n".encode("latin-1"), None),
    "only spaces": (b"  \n", None),
    "a program": (b"\x7fELF\x02\x01\x01\x00", None),
    "a program for Windows": (b"MZ\x90\x00\x03\x00\x00\x00", None),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_a_file_is_stands_in_its_content(name: str) -> None:
    content, wanted = KINDS[name]
    found = kind_of(content)
    assert (found.name if found else None) == wanted


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (archive(), True),
        (png() + archive(), True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, True),
        (zlib.compress(b"x"), False),
        (b"\x1f\x8b\x08\x00", True),
        (b"text about PK\x05\x06 and more that is no archive at all", False),
        (PDF, False),
    ],
)
def test_archives_are_known_by_their_ends_too(content: bytes, is_one: bool) -> None:
    assert is_archive(content) is is_one


def test_a_picture_that_unfolds_is_refused() -> None:
    assert kind_of(png(7_000, 7_142)) is not None
    for bomb in (png(7_001, 7_143), png(2**31 - 1, 2**31 - 1), jpeg(65_535, 65_535)):
        with pytest.raises(TooLarge):
            kind_of(bomb)


def sent(name: str, content: bytes, declared: str = "text/plain") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=declared)


REFUSED = {
    "an empty file": (sent("a.txt", b""), "empty"),
    "one byte too many": (sent("a.txt", b"a" * (keeping.FILE_BYTES_MAX + 1)), "size"),
    "a page": (sent("a.html", b"<script>alert(1)</script>"), "name"),
    "a drawing with script": (sent("a.svg", b"<svg onload='alert(1)'/>"), "name"),
    "a program by another name": (sent("a.pdf", b"MZ\x90\x00\x03\x00"), "kind"),
    "text by the name of a document": (sent("a.pdf", b"hello"), "name"),
    "a bomb": (sent("a.zip", archive("a", b"0" * 5_000_000)), "archive"),
    "an office document": (sent("a.docx", archive("word/document.xml", b"<x/>")), "archive"),
    "an archive behind a picture": (sent("a.png", png() + archive()), "archive"),
    "a picture that unfolds": (sent("a.png", png(60_000, 60_000)), "pixels"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_counted_and_said(name: str) -> None:
    file, why = REFUSED[name]
    file.seek(0)
    with pytest.raises(Refused) as error:
        looked_at([sent("good.pdf", PDF), file], "acme", NOW)
    (reason,) = error.value.reasons
    assert reason.en.startswith(f"{cleaned(str(file.name))}: ")
    assert "\u00a0: " in reason.fr
    assert list(RefusedUpload.objects.values_list("account", "why", "count")) == [("acme", why, 1)]
    assert not Upload.objects.exists()


def test_refusals_of_a_day_are_one_row() -> None:
    for _ in range(3):
        with pytest.raises(Refused):
            looked_at([sent("a.txt", b"")], "acme", NOW)
    assert RefusedUpload.objects.get().count == 3


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\report.PDF", "report.PDF"),
        ('a"b\r\nSet-Cookie: x.txt', "a_b__Set-Cookie_ x.txt"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("", "file"),
        ("...", "file"),
        (".htaccess", "htaccess"),
        ("été (1).csv", "été (1).csv"),
        ("a" * 300 + ".txt", "a" * 90 + ".txt"),
    ],
)
def test_names_are_made_harmless(name: str, wanted: str) -> None:
    assert cleaned(name) == wanted


def test_a_file_is_kept_once_by_its_hash_for_nobody_else(person: Callable[..., Person]) -> None:
    by = person(Role.CUSTOMER, account="acme")
    for _ in range(2):
        keep(looked_at([sent("a", PDF)], "acme", NOW), by, "acme", "appeal:a-1", NOW)
    row = Upload.objects.get()
    assert (row.name, row.kind, row.size, row.by) == ("a.pdf", "pdf", len(PDF), by.username)
    path = path_of(row.sha256)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [row.sha256]


def test_a_day_has_an_end_and_the_next_begins_anew(
    person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FILES_A_DAY", 2)
    by = person(Role.CUSTOMER, account="acme")
    for number in range(2):
        text = sent("a.txt", b"%d" % number)
        keep(looked_at([text], "acme", NOW), by, "acme", f"appeal:{number}", NOW)
    with pytest.raises(Refused):
        looked_at([sent("a.txt", b"2")], "acme", NOW + timedelta(hours=23))
    assert looked_at([sent("a.txt", b"2")], "other", NOW)
    assert looked_at([sent("a.txt", b"2")], "acme", NOW + timedelta(hours=24))


def test_bytes_of_a_day_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "BYTES_A_DAY", 10)
    assert looked_at([sent("a.txt", b"a" * 10)], "acme", NOW)
    with pytest.raises(Refused):
        looked_at([sent("a.txt", b"a" * 5), sent("b.txt", b"a" * 6)], "acme", NOW)


def test_six_files_at_once_are_too_many() -> None:
    with pytest.raises(Refused, match="at most 5 files"):
        looked_at([sent("a.txt", b"a")] * 6, "acme", NOW)


def upload(by: Person, account: str = "acme", content: bytes = b"=cmd|' /C calc'!A0\n") -> Upload:
    return keep(looked_at([sent("a.csv", content)], account, NOW), by, account, "appeal:a-1", NOW)[0]


def test_a_file_is_saved_and_never_shown(
    person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    row = upload(person(Role.CUSTOMER, account="acme"))
    answer = signed_in(Role.CUSTOMER, account="acme").get(f"/own/files/{row.pk}/")
    assert answer.content == b"=cmd|' /C calc'!A0\n"
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Type"] == "text/plain"
    assert AuditEntry.objects.filter(action="file.viewed", object=f"file:{row.pk}").count() == 1


def test_another_customer_does_not_learn_that_there_is_one(
    person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    row = upload(person(Role.CUSTOMER, account="acme"))
    other = signed_in(Role.CUSTOMER, account="other")
    assert other.get(f"/own/files/{row.pk}/").status_code == 404
    assert other.get(f"/own/files/{row.pk + 1}/").status_code == 404
    assert other.get(f"/files/{row.pk}/").status_code == 403


def test_staff_say_for_what(person: Callable[..., Person], signed_in: Callable[..., Client]) -> None:
    row = upload(person(Role.CUSTOMER, account="acme"))
    senior = signed_in(Role.SENIOR)
    assert "a.csv" in senior.get(f"/files/{row.pk}/").content.decode()
    assert b"=cmd" not in senior.post(f"/files/{row.pk}/", {"purpose": "curiosity"}).content
    assert not AuditEntry.objects.filter(action="file.viewed").exists()
    answer = senior.post(f"/files/{row.pk}/", {"purpose": "appeal"})
    assert answer.content.startswith(b"=cmd")
    seen = AuditEntry.objects.get(action="file.viewed")
    assert (seen.who, seen.purpose, seen.object) == ("senior", Purpose.APPEAL, f"file:{row.pk}")
    assert signed_in(Role.ENGINEER).get(f"/files/{row.pk}/").status_code == 403


def test_bytes_that_were_changed_are_not_handed_out(
    person: Callable[..., Person], signed_in: Callable[..., Client]
) -> None:
    row = upload(person(Role.CUSTOMER, account="acme"))
    path_of(row.sha256).write_bytes(b"something else")
    browser = signed_in(Role.CUSTOMER, account="acme")
    assert browser.get(f"/own/files/{row.pk}/").status_code == 404
    path_of(row.sha256).unlink()
    assert browser.get(f"/own/files/{row.pk}/").status_code == 404
