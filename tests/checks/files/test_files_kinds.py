"""Which kind a file is, and whether its name and its declared type agree."""

import gzip

import pytest
from made_files import EXE, LNK, PNG, a_docx, a_tar, a_zip, an_ole, passes, seen, signs

from fairline.checks.files.kinds import KINDS, kind_of
from fairline.checks.files.names import KNOWN, RUN
from fairline.checks.files.signs import MEANINGS, Mark, Sign, said

BY_CONTENT: dict[str, tuple[bytes, str | None]] = {
    "a program of Windows": (EXE, "pe"),
    "a text that begins as one": (b"MZ is how programs begin, and this is a letter about it." * 3, "text"),
    "a program of Linux": (b"\x7fELF" + bytes(60), "elf"),
    "a program of macOS": (b"\xcf\xfa\xed\xfe" + bytes(60), "mach-o"),
    "a program for two processors": (b"\xca\xfe\xba\xbe\x00\x00\x00\x02" + bytes(60), "mach-o"),
    "a class of Java": (b"\xca\xfe\xba\xbe\x00\x00\x00\x41" + bytes(60), "java-class"),
    "a shortcut": (LNK, "lnk"),
    "a shortcut to an address": (b"[InternetShortcut]\r\nURL=https://example.com\r\n", "url-file"),
    "a shell script": (b"#!/bin/sh\necho\n", "script"),
    "a batch file": (b"@echo off\r\ndir\r\n", "script"),
    "a script with a mark of UTF-8": (b"\xef\xbb\xbf@echo off\r\n", "script"),
    "an application of HTML": (b"<html><hta:application id=x></html>", "hta"),
    "a disk": (bytes(32769) + b"CD001" + bytes(100), "iso"),
    "a virtual disk": (b"conectix" + bytes(600), "vhd"),
    "a page": (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    "a picture in SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "svg"),
    "a text in UTF-16": ("a letter\r\n".encode("utf-16"), "text"),
    "a text in UTF-16 without a mark": ("a letter to somebody".encode("utf-16-le"), "text"),
    "a text in Latin-1": ("un été à la mer".encode("latin-1"), "text"),
    "a mail": (b"From: a@example.com\nTo: b@example.com\n\nhello\n", "mail"),
    "a picture": (PNG, "png"),
    "a film": (b"\x00\x00\x00\x20ftypisom" + bytes(20), "mp4"),
    "a picture of a telephone": (b"\x00\x00\x00\x20ftypheic" + bytes(20), "heif"),
    "a sound": (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
    "a sound without a tag": (b"\xff\xfb\x90\x00" + bytes(100), "mp3"),
    "a PDF after some lines": (b"\n" * 500 + b"%PDF-1.7", "pdf"),
    "nothing": (b"", "empty"),
    "noise": (bytes(range(256)) * 4, None),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
    "RAR": (b"Rar!\x1a\x07\x01\x00" + bytes(30), "rar"),
}


@pytest.mark.parametrize("name", BY_CONTENT)
def test_kind_by_content(name: str) -> None:
    data, expected = BY_CONTENT[name]
    found = kind_of(data)
    assert (found.name if found else None) == expected


def test_a_tar_of_before_1988_is_known_by_its_sum() -> None:
    head = bytearray(a_tar({"a": b"x"})[:512])
    head[257:265] = bytes(8)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\x00 " % sum(head)
    found = kind_of(bytes(head) + a_tar({"a": b"x"})[512:])
    assert found is KINDS["tar"]


def test_a_kind_of_every_family_ends_in_an_answer() -> None:
    for data, _ in BY_CONTENT.values():
        seen(data, "x")


CLEAN: dict[str, tuple[bytes, str, str | None]] = {
    "a picture": (PNG, "holiday.png", "image/png"),
    "a letter": (b"Dear all, the meeting is on Monday.", "letter.txt", "text/plain"),
    "a table": (b"name,calls\nacme,12\n", "calls.csv", "text/csv"),
    "notes in Markdown with a formula-like line": (b"- yes | no!\n- a | b !c\n", "notes.md", "text/markdown"),
    "records": (b'{"a": 1}', "a.json", "application/json"),
    "a document": (
        a_docx(),
        "a.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "a document that a mail program calls by an old name": (a_docx(), "a.docx", "application/msword"),
    "a document sent without a type": (a_docx(), "a.docx", "application/octet-stream"),
    "an archive": (a_zip({"a.txt": b"x"}), "a.zip", "application/x-zip-compressed"),
    "a packed archive": (gzip.compress(a_tar({"a.txt": b"x"})), "a.tar.gz", "application/gzip"),
    "the same by its short name": (gzip.compress(a_tar({"a.txt": b"x"})), "a.tgz", None),
    "an ending that nobody knows": (b"hello", "a.readme-first", None),
    "no ending": (b"hello", "README", None),
    "a name with Persian joiners": (b"hello", "می\u200cروم.txt", None),
    "a recording sent as a film": (b"\x00\x00\x00\x20ftypM4A " + bytes(20), "a.m4a", "audio/mp4"),
    "a page": (b"<html><body><p>hello</p></body></html>", "a.html", "text/html"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_honest_files_pass(name: str) -> None:
    data, called, declared = CLEAN[name]
    report = seen(data, called, declared)
    assert passes(report), report


DOUBTFUL: dict[str, tuple[bytes, str | None, str | None, Sign]] = {
    "a program called a picture": (EXE, "holiday.jpg", None, Sign.FALSE_NAME),
    "a program declared a picture": (EXE, None, "image/jpeg", Sign.FALSE_TYPE),
    "a picture declared a document": (PNG, None, "application/pdf", Sign.FALSE_TYPE),
    "a page declared a picture": (b"<html><body>x</body></html>", None, "image/png", Sign.FALSE_TYPE),
    "a text called a document": (b"hello", "a.docx", None, Sign.FALSE_NAME),
    "a zip called a document": (a_zip({"a.txt": b"x"}), "a.docx", None, Sign.FALSE_NAME),
    "a zip that only looks like a document": (
        a_zip({"[Content_Types].xml": b"<a/>", "run.js": b"x"}),
        "a.zip",
        None,
        Sign.FALSE_NAME,
    ),
    "an old document called a picture": (
        an_ole({"WordDocument": b"\xec\xa5"}),
        "a.png",
        None,
        Sign.FALSE_NAME,
    ),
    "two endings": (b"x", "invoice.pdf.js", None, Sign.DOUBLE_ENDING),
    "two endings with room between": (b"x", "invoice.pdf .exe", None, Sign.DOUBLE_ENDING),
    "a name that turns": (EXE, "annex\u202efdp.exe", None, Sign.TURNED_NAME),
    "a name with a space that is not seen": (b"x", "a\u200b.txt", None, Sign.TURNED_NAME),
    "a name that ends in a dot": (b"x", "a.exe.", None, Sign.PADDED_NAME),
    "an ending that is run behind a dot": (b"x", "a.exe.", None, Sign.NAME_RUNS),
    "a name that is padded": (b"x", "invoice.pdf" + " " * 60 + ".scr", None, Sign.PADDED_NAME),
    "full-width letters": (b"x", "a.ｊｓ", None, Sign.NAME_RUNS),
    "a script by its name only": (b"var a = 1", "a.js", None, Sign.NAME_RUNS),
    "a picture that is an archive too": (PNG + a_zip({"a.txt": b"x"}), "a.png", None, Sign.TWO_KINDS),
    "a program": (EXE, "setup.exe", None, Sign.PROGRAM),
    "an installer": (
        an_ole({"x": b""}, clsid=bytes.fromhex("84100C0000000000C000000000000046")),
        "a.msi",
        None,
        Sign.PROGRAM,
    ),
    "a program of Java": (
        a_zip({"META-INF/MANIFEST.MF": b"x", "A.class": b"x"}),
        "a.jar",
        None,
        Sign.PROGRAM,
    ),
    "a package of Android": (a_zip({"AndroidManifest.xml": b"x"}), "a.apk", None, Sign.PROGRAM),
    "a shortcut": (LNK, "a.lnk", None, Sign.SHORTCUT),
    "a disk": (bytes(32769) + b"CD001" + bytes(100), "a.iso", None, Sign.IMAGE_OF_DISK),
    "noise": (bytes(range(256)) * 4, "a.bin", None, Sign.UNKNOWN),
    "an archive that is not opened": (b"7z\xbc\xaf\x27\x1c" + bytes(30), "a.7z", None, Sign.UNREAD),
    "a program in an archive": (a_zip({"a/setup.exe": EXE}), "a.zip", None, Sign.PROGRAM),
    "a false name in an archive": (a_zip({"a/letter.pdf": EXE}), "a.zip", None, Sign.FALSE_NAME),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubtful_files_are_held(name: str) -> None:
    data, called, declared, sign = DOUBTFUL[name]
    report = seen(data, called, declared)
    assert sign in {mark.sign for mark in report.marks}
    assert not passes(report)


def test_sealed_archives_say_whether_they_are_encrypted() -> None:
    open4 = b"Rar!\x1a\x07\x00" + b"\x00\x00\x73\x00\x00\x0d\x00" + bytes(6)
    shut4 = b"Rar!\x1a\x07\x00" + b"\x00\x00\x73\x80\x00\x0d\x00" + bytes(6)
    file4 = open4 + b"\x00\x00\x74\x04\x00\x20\x00" + bytes(25)
    shut5 = b"Rar!\x1a\x07\x01\x00" + bytes(4) + b"\x05\x04\x00\x00\x00\x00" + bytes(20)
    assert [Sign.ENCRYPTED in signs(each, "a.rar") for each in (open4, shut4, file4, shut5)] == [
        False,
        True,
        True,
        True,
    ]


def test_no_ending_that_is_run_is_taken_for_a_text() -> None:
    assert not RUN & {"txt", "csv", "pdf", "docx", "png"}
    assert {"exe", "docx", "txt"} <= KNOWN


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_has_a_sentence_in_both_languages(sign: Sign) -> None:
    text = said(Mark(sign, 0, "{x}"))
    assert text.en.endswith(".")
    assert text.fr.endswith(".")
    assert "{" not in text.en + text.fr
    assert " ;" not in text.fr
    assert " :" not in text.fr
    assert sign in MEANINGS
