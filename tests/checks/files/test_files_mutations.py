"""Whatever the bytes are, a report comes out, and in time."""

import gzip
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import (
    EXE,
    LNK,
    PNG,
    a_docx,
    a_module,
    a_package,
    a_pdf,
    a_stream,
    a_tar,
    a_zip,
    an_ole,
    eicar,
    macros,
    relations,
)

from fairline.checks.files.bounds import Bounds
from fairline.checks.files.kinds import FIRST
from fairline.checks.files.walk import judged

CODE = b'Attribute VB_Name = "M"\nSub A()\nEnd Sub'
SEEDS: dict[str, bytes] = {
    "zip": a_zip({"a.txt": b"hello " * 50, "b/c.zip": a_zip({"d.exe": EXE})}),
    "tar": a_tar({"a/" * 60 + "a.txt": b"hello", "b.png": PNG}),
    "tgz": gzip.compress(a_tar({"a.txt": b"hello" * 100})),
    "docx": a_docx(
        b"<w:p/>",
        {"word/_rels/a.rels": relations("oleObject", "http://x"), "word/vbaProject.bin": macros(CODE)},
    ),
    "doc": an_ole(
        {
            "WordDocument": b"\xec\xa5" + bytes(40),
            "Macros/VBA/M": a_module(CODE),
            "ObjectPool/_1/\x01Ole10Native": a_package(b"a.lnk", LNK),
        }
    ),
    "xls": an_ole({"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00\x85\x00\x09\x00" + bytes(9)}),
    "ppt": an_ole(
        {"PowerPoint Document": b"\x10\x00\x11\x10\x10\x00\x00\x00" + bytes(16), "Current User": bytes(20)}
    ),
    "pdf": a_pdf(
        [
            b"<< /OpenAction 2 0 R >>",
            a_stream(b"1 0 << /S /JavaScript >>", b"/Type /ObjStm"),
            a_stream(PNG, b"/Type /EmbeddedFile"),
        ]
    ),
    "rtf": b"{\\rtf1{\\object{\\*\\objdata "
    + a_package(b"a.exe", EXE).hex().encode()
    + b"}}{\\field{\\*\\fldinst DDE}}}",
    "eml": b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n"
    b"\n--x\n\nhello\n--x\nContent-Type: image/png\n\n" + PNG + b"\n--x--\n",
    "html": b"<html><script>new Blob([])</script></html>",
    "xml": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        b'<w:a xmlns:w="x"><w:binData>QQ==</w:binData></w:a>'
    ),
    "csv": b"a,b\n=cmd|'/c x'!A0\n",
    "eicar": eicar(),
}
SOON_S = 5.0  # of bytes as few as these, on a machine that does other things too


def changed(seed: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    data = bytearray(seed)
    for at, cut, put in changes:
        place = at % (len(data) + 1)
        data[place : place + cut] = put
    return bytes(data)


def soon(data: bytes, name: str | None) -> None:
    begun = time.monotonic()
    report = judged(data, name, "application/x", Bounds(), SOON_S, None)
    assert time.monotonic() - begun < SOON_S
    assert report.depth >= 0
    assert report.expansion >= 1


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 1 << 16), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=8
    )
)
def test_a_changed_file(kind: str, changes: list[tuple[int, int, bytes]]) -> None:
    soon(changed(SEEDS[kind], changes), f"a.{kind}")


@pytest.mark.parametrize("kind", SEEDS)
def test_a_file_cut_or_with_every_byte_turned(kind: str) -> None:
    seed = SEEDS[kind]
    step = max(1, len(seed) // 150)
    for at in range(0, len(seed), step):
        soon(seed[:at], f"a.{kind}")
        soon(seed[:at] + bytes((seed[at] ^ 0xFF,)) + seed[at + 1 :], f"a.{kind}")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FIRST), st.binary(max_size=600), st.text(max_size=30))
def test_the_first_bytes_of_a_kind_and_noise(first: tuple[int, bytes, str], noise: bytes, name: str) -> None:
    offset, head, _ = first
    if offset < 1000:
        soon(bytes(offset) + head + noise, name)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2_000), st.text(max_size=200))
def test_noise(data: bytes, name: str) -> None:
    soon(data, name)
