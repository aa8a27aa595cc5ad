"""Mails taken apart: what is text and what is a file, and that no mail keeps the reader busy."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.gate import Ground, enter
from fairline.checks.mail import Mail, NotRead, Problem, Refusal, read_mail
from fairline.checks.mail.bounds import MAIL_BYTES_MAX
from fairline.facts import Basis


def read(data: bytes) -> Mail | NotRead:
    return read_mail(enter("m1", Ground(basis=Basis.CUSTOMER), data))


def mail(data: bytes) -> Mail:
    found = read(data)
    assert isinstance(found, Mail)
    return found


def multipart(kind: str, *parts: str, boundary: str = "b1") -> str:
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{body}--{boundary}--\r\n'


TEXT = "Content-Type: text/plain\r\n\r\nplain"
HTML = "Content-Type: text/html\r\n\r\n<p>rich"
PDF = "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg=="
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw=="
NOTE = 'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="n.txt"\r\n\r\nnote'

SHAPES: dict[str, tuple[str, list[str], list[str], list[tuple[str, str | None, bool]]]] = {
    "only text": (TEXT, ["plain"], [], []),
    "no type is text": ("Subject: a\r\n\r\nplain", ["plain"], [], []),
    "only HTML": (HTML, [], ["<p>rich"], []),
    "both, for one reader": (multipart("alternative", TEXT, HTML), ["plain"], ["<p>rich"], []),
    "text and a file": (multipart("mixed", TEXT, PDF), ["plain"], [], [("application/pdf", "a.pdf", False)]),
    "a picture between texts": (
        multipart("mixed", TEXT, PICTURE, TEXT), ["plain", "plain"], [], [("image/png", None, True)]),
    "a picture of the HTML": (
        multipart("related", HTML, PICTURE), [], ["<p>rich"], [("image/png", None, False)]),
    "a text that is a file": (
        multipart("mixed", TEXT, NOTE), ["plain"], [], [("text/plain", "n.txt", False)]),
    "parts within parts": (
        multipart("mixed", multipart("related", multipart("alternative", TEXT, HTML, boundary="b3"), PICTURE,
                                     boundary="b2"), PDF),
        ["plain"], ["<p>rich"], [("image/png", None, False), ("application/pdf", "a.pdf", False)]),
    "a calendar beside a text": (
        multipart("alternative", TEXT, "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"),
        ["plain"], [], [("text/calendar", None, False)]),
    "only a file": (PDF, [], [], [("application/pdf", "a.pdf", False)]),
}  # fmt: skip


@pytest.mark.parametrize("ends", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str, ends: str) -> None:
    source, texts, htmls, files = SHAPES[name]
    found = mail(source.replace("\r\n", ends).encode())
    assert [text.strip() for text in found.texts] == texts
    assert [text.strip() for text in found.htmls] == htmls
    assert [(each.declared, each.name, each.shown) for each in found.attachments] == files
    assert found.problems == ()


def test_a_mail_within_a_mail() -> None:
    inner = "From: b@b.example\r\nSubject: inner\r\n" + multipart("mixed", TEXT, PDF, boundary="b9")
    found = mail(multipart("mixed", TEXT, "Content-Type: message/rfc822\r\n\r\n" + inner).encode())
    assert [each.declared for each in found.attachments] == ["message/rfc822"]
    (enclosed,) = found.enclosed
    assert enclosed.all("from") == ("b@b.example",)
    assert [each.name for each in enclosed.attachments] == ["a.pdf"]
    digest = mail(multipart("digest", "\r\n" + inner, "\r\n" + inner).encode())
    assert len(digest.enclosed) == 2


NAMES = {
    "quoted": ('attachment; filename="a b.pdf"', "a b.pdf"),
    "bare": ("attachment; filename=a.pdf", "a.pdf"),
    "encoded as parameters are": ("attachment; filename*=UTF-8''%C3%A9t%C3%A9.pdf", "été.pdf"),
    "in pieces": ('attachment; filename*0="long"; filename*1="er.pdf"', "longer.pdf"),
    "encoded as words, which is wrong and usual": (
        'attachment; filename="=?utf-8?B?w6l0w6kucGRm?="',
        "été.pdf",
    ),
    "in a character set that is none": ("attachment; filename*=nothing''a.pdf", "a.pdf"),
    "empty": ('attachment; filename=""', None),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files(name: str) -> None:
    disposition, expected = NAMES[name]
    found = mail(f"Content-Type: application/pdf\r\nContent-Disposition: {disposition}\r\n\r\nx".encode())
    assert [each.name for each in found.attachments] == [expected]


ENCODED: dict[str, tuple[str, bytes, str, tuple[Problem, ...]]] = {
    "UTF-8": ("text/plain; charset=utf-8", "é€".encode(), "é€", ()),
    "Latin-1": ("text/plain; charset=iso-8859-1", "é".encode("latin-1"), "é", ()),
    "Japanese": ("text/plain; charset=iso-2022-jp", "日本".encode("iso-2022-jp"), "日本", ()),
    "says ASCII and is UTF-8": ("text/plain; charset=us-ascii", "é".encode(), "é", ()),
    "says UTF-8 and is not": ("text/plain; charset=utf-8", b"caf\xe9", "café", (Problem.CHARSET,)),
    "a set that nobody knows": ("text/plain; charset=klingon", b"plain", "plain", (Problem.CHARSET,)),
    "a codec that is no character set": ("text/plain; charset=zlib", b"plain", "plain", (Problem.CHARSET,)),
    "a codec that takes quadratic time": ("text/plain; charset=idna", b"plain", "plain", (Problem.CHARSET,)),
    "a codec that runs escapes": (
        "text/plain; charset=unicode_escape",
        b"\\x41",
        "\\x41",
        (Problem.CHARSET,),
    ),
    "bytes without a set": ("text/plain", b"caf\xe9", "café", ()),
}


@pytest.mark.parametrize("name", ENCODED)
def test_character_sets(name: str) -> None:
    declared, data, text, problems = ENCODED[name]
    found = mail(b"Content-Type: " + declared.encode() + b"\r\n\r\n" + data)
    assert (found.texts, found.problems) == ((text,), problems)


TRANSFERS: dict[str, tuple[str, bytes, str, tuple[Problem, ...]]] = {
    "base64": ("base64", base64.b64encode(b"hello there"), "hello there", ()),
    "base64 in lines": ("BASE64", b"aGVs\r\nbG8=\r\n", "hello", ()),
    "base64 with dirt between": ("base64", b"aG!V*s\xffbG8=", "hello", ()),
    "base64 cut": ("base64", b"aGVsbG8sI", "hello,", (Problem.ENCODING,)),
    "base64 with a second piece, as mailers show it": (
        "base64",
        b"aGVsbG8=\r\nIHRoZXJl",
        "hello there",
        (Problem.ENCODING,),
    ),
    "base64 of nothing": ("base64", b"\r\n", "", ()),
    "quoted-printable": ("quoted-printable", b"caf=C3=A9 =\r\nau lait", "café au lait", ()),
    "quoted-printable with dirt": ("quoted-printable", b"a=ZZb=", "a=ZZb", ()),
    "an encoding that nobody knows": ("rot13", b"uryyb", "uryyb", (Problem.ENCODING,)),
}


@pytest.mark.parametrize("name", TRANSFERS)
def test_transfer_encodings(name: str) -> None:
    encoding, data, text, problems = TRANSFERS[name]
    found = mail(
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".encode()
        + data
    )
    assert (found.texts, found.problems) == ((text,), problems)


BROKEN: dict[str, tuple[bytes, tuple[str, ...], tuple[Problem, ...]]] = {
    "the last boundary is missing": (
        multipart("mixed", TEXT).encode().replace(b"--b1--", b""), ("plain\r\n\r\n",), (Problem.NO_END,)),
    "no boundary comes": (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\nplain", ("plain",), (Problem.NO_PARTS,)),
    "no boundary is said": (b"Content-Type: multipart/mixed\r\n\r\nplain", ("plain",), (Problem.NO_PARTS,)),
    "a boundary that begins like another": (
        multipart("mixed", TEXT + "\r\n--b1x").encode(), ("plain\r\n--b1x",), ()),
    "no headers": (b"just text\r\n\r\nmore", ("just text\r\n\r\nmore",), (Problem.NO_HEADERS,)),
    "only headers": (b"From: a@b.example", ("",), ()),
    "only a line": (b"From a@b.example Mon Nov 30\nSubject: x\n\nplain", ("plain",), ()),
    "a type of a hundred thousand letters": (
        b"Content-Type: text/html; x=" + b'";' * 50_000 + b"\r\n\r\nplain",
        ("plain",), (Problem.PARAMETERS,)),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_mails_are_read_as_far_as_they_go(name: str) -> None:
    data, texts, problems = BROKEN[name]
    found = mail(data)
    assert (found.texts, found.problems) == (texts, problems)


def nested(depth: int) -> bytes:
    source = TEXT
    for level in range(depth):
        source = multipart("mixed", source, boundary=f"b{level}")
    return source.encode()


REFUSED: dict[str, tuple[bytes, Refusal]] = {
    "nothing": (b"", Refusal.EMPTY),
    "only blanks": (b" \r\n\r\n ", Refusal.EMPTY),
    "too large": (b"A: b\r\n\r\n" + b"x" * MAIL_BYTES_MAX, Refusal.TOO_LARGE),
    "multiparts 21 deep": (nested(21), Refusal.TOO_DEEP),
    "multiparts 5,000 deep": (nested(5000), Refusal.TOO_DEEP),
    "mails 30,000 deep": (b"Content-Type: message/rfc822\n\n" * 30_000, Refusal.TOO_DEEP),
    "1,001 parts": (multipart("mixed", *[TEXT] * 1001).encode(), Refusal.TOO_MANY_PARTS),
    "a million empty parts": (
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 1_000_000,
        Refusal.TOO_MANY_PARTS,
    ),
    "a thousand headers too many": (b"A: b\n" * 2001 + b"\nplain", Refusal.HEAD_TOO_LARGE),
    "a header of 300,000 letters": (b"A: " + b"x" * 300_000 + b"\n\nplain", Refusal.HEAD_TOO_LARGE),
    "a header of blanks": (b"A: " + b" " * 3000 + b"b\n\nplain", Refusal.HEAD_TOO_LARGE),
    "no end of headers in 10 MB": (b"A: b\n" * 2_000_000, Refusal.HEAD_TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read(name: str) -> None:
    data, refusal = REFUSED[name]
    began = time.process_time()
    found = read(data)
    assert found == NotRead(refusal=refusal)
    assert found.why.en
    assert time.process_time() - began < 2


def test_twenty_deep_is_read() -> None:
    assert mail(nested(20)).texts == ("plain",)


def test_parts_are_counted_over_all_mails_within() -> None:
    inner = "Content-Type: message/rfc822\r\n\r\n" + multipart("mixed", *[TEXT] * 600, boundary="b2")
    assert isinstance(read(multipart("mixed", inner).encode()), Mail)
    assert read(multipart("mixed", inner, inner).encode()) == NotRead(refusal=Refusal.TOO_MANY_PARTS)


TEN_MB = 10_000_000
LARGE = {
    "one line": b"Content-Type: text/plain\n\n" + b"x" * TEN_MB,
    "empty lines": b"Content-Type: text/plain\n\n" + b"\n" * TEN_MB,
    "almost boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"--bb\n" * (TEN_MB // 5),
    "base64": b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"x" * (TEN_MB * 3 // 4)),
    "base64 of ends": b"Content-Transfer-Encoding: base64\n\n" + b"=A" * (TEN_MB // 2),
    "quoted-printable of equals": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * TEN_MB,
    "carriage returns": b"Content-Type: text/plain\r\r" + b"\r" * TEN_MB,
    "a nested mail of 10 MB at each of 18 levels": b"Content-Type: message/rfc822\n\n" * 18
    + b"A: b\n\n"
    + b"x" * TEN_MB,
}


@pytest.mark.parametrize("name", LARGE)
def test_ten_megabytes_end_in_time(name: str) -> None:
    began = time.process_time()
    read(LARGE[name])
    assert time.process_time() - began < 5


def test_encoded_words_in_fields_that_are_made_to_hang() -> None:
    data = (
        b"From: "
        + b"=?a?q?" * 30_000
        + b" <a@b.example>\nContent-Disposition: attachment; filename="
        + b"=?a?q?" * 600
    )
    began = time.process_time()
    read(data + b"\n\nplain")
    assert time.process_time() - began < 1


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_verdict(data: bytes) -> None:
    assert isinstance(read(data), Mail | NotRead)


PIECES = st.sampled_from(
    [b"Content-Type: multipart/mixed; boundary=", b"b1", b'"', b"\r\n", b"\n", b"\n\n", b"--b1", b"--",
     b"--b1--", b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64", b"=?utf-8?b?", b"?=",
     b"AAAA", b"=", b" ", b"\xff", b"\x00", b"From: a@b", b";", b"charset*0*=", b"filename*=''%",
     b"Content-Disposition: attachment;"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_pieces_of_mail_end_in_a_verdict(pieces: list[bytes]) -> None:
    assert isinstance(read(b"".join(pieces)), Mail | NotRead)


def test_without_a_ground_nothing_is_read() -> None:
    for basis in (Basis.METADATA, Basis.HASH_MATCH):
        shut = read_mail(enter("m1", Ground(basis=basis), TEXT.encode()))
        assert shut == NotRead(refusal=Refusal.SHUT)


AGREE_MIN = {"rfc": 1.0, "legacy": 0.97, "thirdparty": 0.8, "malformed": 0.25}
"""Ours: what is reached, less what a new version of neither side should lose."""


def agrees(found: Mail, expected: dict[str, Any]) -> bool:
    """Whether texts, HTML and the number of attachments are those that another reader found."""

    def bodies(of: str, kind: str) -> list[str]:
        parts = [expected["parts"][number]["body"] for number in expected[of]]
        return ["".join(part[kind].split()) for part in parts if isinstance(part, dict) and kind in part]

    return (
        len(found.attachments) == len(expected["attachments"])
        and ["".join(text.split()) for text in found.texts] == bodies("text_body", "Text")
        and ["".join(text.split()) for text in found.htmls] == bodies("html_body", "Html")
    )


@pytest.mark.parametrize("folder", AGREE_MIN)
def test_another_reader_finds_the_same(folder: str, shared: Path) -> None:
    """Of broken mails no two readers make the same; of the others nearly all is the same."""
    same = []
    for path in sorted((shared / "data/mime_mailparser" / folder).glob("*.eml")):
        for ends, suffix in ((b"\n", ".json"), (b"\r\n", ".crlf.json")):
            data = (
                path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ends)
                if ends == b"\r\n"
                else path.read_bytes()
            )
            same.append(agrees(mail(data), json.loads(path.with_suffix(suffix).read_text())))
    assert same
    assert sum(same) / len(same) >= AGREE_MIN[folder]
