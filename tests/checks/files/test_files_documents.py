"""Documents: what runs in them, what they fetch, what they hold, and that honest ones pass."""

import base64
import struct
import zlib

import pytest
from made_files import (
    EXE,
    LNK,
    PNG,
    TYPES,
    W,
    a_docx,
    a_module,
    a_package,
    a_pdf,
    a_stream,
    a_zip,
    an_ole,
    macros,
    passes,
    relations,
    seen,
    signs,
)

from fairline.checks.files import fields, vba
from fairline.checks.files.signs import Sign

AUTO = b'Attribute VB_Name = "Module1"\r\nSub AutoOpen()\r\n  MsgBox "x"\r\nEnd Sub\r\n'
PLAIN = b'Attribute VB_Name = "Module1"\r\nSub Add()\r\n  a = 1\r\nEnd Sub\r\n'
NOTHING = b'Attribute VB_Name = "ThisDocument"\r\nAttribute VB_Base = "1Normal"\r\nOption Explicit\r\n'


def a_field(*words: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{word}</w:instrText></w:r>" for word in words)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return f"{begin}{runs}{end}".encode()


def a_workbook(*records: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)
    return an_ole({"Workbook": struct.pack("<HH", 0x809, 4) + b"\x00\x06\x05\x00" + body})


def a_link(path: str) -> tuple[int, bytes]:
    return 0x1AE, struct.pack("<HHB", 0, len(path), 0) + path.encode("latin-1")


def a_record(kind: int, body: bytes, instance: int = 0) -> bytes:
    return struct.pack("<HHL", instance << 4, kind, len(body)) + body


def a_sheet(kind: int) -> tuple[int, bytes]:
    return 0x85, struct.pack("<LBBBB", 0, 0, kind, 1, 0) + b"S"


def slides(records: bytes) -> bytes:
    return an_ole({"PowerPoint Document": records, "Current User": bytes(20)})


def a_flat(body: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">' + body + b"</w:wordDocument>"
    )


def odf(body: bytes) -> bytes:
    return b'<a xmlns:d="urn:d" xmlns:l="http://www.w3.org/1999/xlink">' + body + b"</a>"


FORM = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]>'
SHOWS: dict[str, tuple[bytes, str, Sign]] = {
    "a macro": (a_docx(more={"word/vbaProject.bin": macros(PLAIN)}), "a.docm", Sign.MACRO),
    "a macro that starts": (a_docx(more={"word/vbaProject.bin": macros(AUTO)}), "a.docm", Sign.AUTO_MACRO),
    "a macro in an old document": (
        an_ole({"WordDocument": b"\xec\xa5", "Macros/VBA/dir": b"x", "Macros/VBA/M": a_module(AUTO)}),
        "a.doc",
        Sign.AUTO_MACRO,
    ),
    "a macro whose source was wiped": (
        an_ole({"WordDocument": b"\xec\xa5", "Macros/VBA/M": a_module(NOTHING, compiled=4000)}),
        "a.doc",
        Sign.MACRO,
    ),
    "a macro whose source cannot be read": (
        an_ole({"WordDocument": b"\xec\xa5", "Macros/VBA/M": bytes(5000)}),
        "a.doc",
        Sign.MACRO,
    ),
    "a sheet of macros": (a_workbook(a_sheet(1)), "a.xls", Sign.SHEET_MACRO),
    "a sheet of macros of 2007": (
        a_zip({"[Content_Types].xml": TYPES, "xl/macrosheets/sheet1.xml": b"<a/>"}),
        "a.xlsm",
        Sign.SHEET_MACRO,
    ),
    "a sheet of macros by its type": (
        a_zip(
            {
                "[Content_Types].xml": TYPES.replace(
                    b"/>",
                    b'><Override PartName="/xl/x.xml" ContentType='
                    b'"application/vnd.ms-excel.macrosheet+xml"/></Types>',
                ),
                "xl/x.xml": b"<a/>",
            }
        ),
        "a.xlsm",
        Sign.SHEET_MACRO,
    ),
    "a formula that runs": (
        a_zip({"[Content_Types].xml": TYPES, "xl/worksheets/s.xml": b"<w><f>EXEC(&quot;x&quot;)</f></w>"}),
        "a.xlsx",
        Sign.SHEET_MACRO,
    ),
    "DDE": (a_docx(a_field("DDEAUTO c:\\\\x.exe")), "a.docx", Sign.DDE),
    "DDE in pieces": (a_docx(a_field("DD", "EAU", "TO c:\\\\x.exe")), "a.docx", Sign.DDE),
    "DDE in a simple field": (a_docx(b'<w:fldSimple w:instr="DDE x y"/>'), "a.docx", Sign.DDE),
    "DDE in numbers": (a_docx(a_field("QUOTE 68 68 69 65 85 84 79 32 99")), "a.docx", Sign.DDE),
    "DDE under another prefix": (
        a_docx(
            b'<q:instrText xmlns:q="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b"DDE x</q:instrText>"
        ),
        "a.docx",
        Sign.DDE,
    ),
    "DDE in an old document": (
        an_ole({"WordDocument": b"\xec\xa5" + bytes(30) + b"\x13 DDEAUTO c:\\x \x14\x15"}),
        "a.doc",
        Sign.DDE,
    ),
    "DDE in UTF-16": (
        an_ole({"WordDocument": b"\xec\xa5" + bytes(30) + "\x13 DDEAUTO c:\\x \x14\x15".encode("utf-16-le")}),
        "a.doc",
        Sign.DDE,
    ),
    "DDE in a workbook": (
        a_zip(
            {"[Content_Types].xml": TYPES, "xl/externalLinks/e.xml": b'<e><ddeLink ddeService="cmd"/></e>'}
        ),
        "a.xlsx",
        Sign.DDE,
    ),
    "DDE in an old workbook": (a_workbook(a_link("cmd\x03/c x")), "a.xls", Sign.DDE),
    "DDE in a table": (b"a,b\n=cmd|'/c calc'!A0,1\n", "a.csv", Sign.DDE),
    "DDE in a table behind signs": (b"a,b\n+1+cmd|' /c x'!A0,1\n", "a.csv", Sign.DDE),
    "DDE in a flat document": (a_flat(b"<w:instrText>DDEAUTO x</w:instrText>"), "a.xml", Sign.DDE),
    "DDE in rich text": (b"{\\rtf1{\\field{\\*\\fldinst DDEAUTO x}}}", "a.rtf", Sign.DDE),
    "DDE in rich text, with escapes": (
        b"{\\rtf1{\\field{\\*\\fldinst D\\'44{\\b E}AUTO x}}}",
        "a.rtf",
        Sign.DDE,
    ),
    "a table that fetches": (b'a\n=WEBSERVICE("http://x/")\n', "a.csv", Sign.LINK_OUTSIDE),
    "a template from elsewhere": (
        a_docx(
            more={"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://example.com/t.dotm")}
        ),
        "a.docx",
        Sign.TEMPLATE_OUTSIDE,
    ),
    "a template from a share": (
        a_docx(
            more={"word/_rels/settings.xml.rels": relations("attachedTemplate", "file://\\\\host\\t.dotm")}
        ),
        "a.docx",
        Sign.TEMPLATE_OUTSIDE,
    ),
    "an object from elsewhere": (
        a_docx(more={"word/_rels/document.xml.rels": relations("oleObject", "https://example.com/a.html!")}),
        "a.docx",
        Sign.LINK_OUTSIDE,
    ),
    "a link that starts a program": (
        a_docx(more={"word/_rels/document.xml.rels": relations("hyperlink", "ms-msdt:/id x")}),
        "a.docx",
        Sign.LINK_OUTSIDE,
    ),
    "a link of an old workbook": (
        a_workbook(a_link("\x01\x05\x10http://x/o.xls")),
        "a.xls",
        Sign.LINK_OUTSIDE,
    ),
    "a link of an old workbook to a share": (
        a_workbook(a_link("\x01\x01@host\x03o.xls")),
        "a.xls",
        Sign.LINK_OUTSIDE,
    ),
    "a control": (a_docx(more={"word/activeX/activeX1.xml": b"<ocx/>"}), "a.docx", Sign.CONTROL),
    "the old equation editor": (
        an_ole({"WordDocument": b"\xec\xa5", "ObjectPool/_1/Equation Native": b"x"}),
        "a.doc",
        Sign.EQUATION,
    ),
    "a shortcut packaged": (
        an_ole({"WordDocument": b"\xec\xa5", "ObjectPool/_1/\x01Ole10Native": a_package(b"a.lnk", LNK)}),
        "a.doc",
        Sign.SHORTCUT,
    ),
    "a script packaged": (
        a_docx(
            more={"word/embeddings/oleObject1.bin": an_ole({"\x01Ole10Native": a_package(b"a.js", b"x")})}
        ),
        "a.docx",
        Sign.NAME_RUNS,
    ),
    "a document with macros in a document": (
        a_docx(more={"word/embeddings/a.docm": a_docx(more={"word/vbaProject.bin": macros(AUTO)})}),
        "a.docx",
        Sign.AUTO_MACRO,
    ),
    "a program of slides": (slides(a_record(0x0FF3, bytes(8) + b"\x02" + bytes(7))), "a.ppt", Sign.SHORTCUT),
    "macros of slides": (
        slides(a_record(0x1011, b"\x00\x20\x00\x00" + zlib.compress(macros(AUTO)), instance=1)),
        "a.ppt",
        Sign.AUTO_MACRO,
    ),
    "encrypted slides": (
        an_ole({"PowerPoint Document": b"x", "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"}),
        "a.ppt",
        Sign.ENCRYPTED,
    ),
    "an encrypted workbook": (a_workbook((0x2F, bytes(54))), "a.xls", Sign.ENCRYPTED),
    "an encrypted document": (
        an_ole({"WordDocument": b"\xec\xa5" + bytes(8) + b"\x00\x01"}),
        "a.doc",
        Sign.ENCRYPTED,
    ),
    "an encrypted package": (
        an_ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
        "a.docx",
        Sign.ENCRYPTED,
    ),
    "an encrypted OpenDocument": (
        a_zip(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": b"<m><encryption-data/></m>",
            }
        ),
        "a.odt",
        Sign.ENCRYPTED,
    ),
    "macros of an OpenDocument": (
        a_zip({"mimetype": b"x", "Basic/Standard/Module1.xml": b"<a/>"}),
        "a.odt",
        Sign.MACRO,
    ),
    "an object of an OpenDocument from elsewhere": (
        a_zip({"mimetype": b"x", "content.xml": odf(b'<d:object l:href="https://example.com/x.odt"/>')}),
        "a.odt",
        Sign.LINK_OUTSIDE,
    ),
    "a section of an OpenDocument from elsewhere": (
        a_zip({"mimetype": b"x", "content.xml": odf(b'<d:section-source l:href="//host/x.odt"/>')}),
        "a.odt",
        Sign.LINK_OUTSIDE,
    ),
    "DDE of an OpenDocument": (
        a_zip({"mimetype": b"x", "content.xml": odf(b"<d:dde-source/>")}),
        "a.ods",
        Sign.DDE,
    ),
    "entities": (a_docx(more={"word/settings.xml": FORM + b"<a>&z;</a>"}), "a.docx", Sign.ENTITIES),
    "XML that is none": (a_docx(more={"word/settings.xml": b"<a><b></a>"}), "a.docx", Sign.BROKEN),
    "rich text with a program": (
        b"{\\rtf1{\\object{\\*\\objdata "
        + (
            bytes(4)
            + b"\x02\x00\x00\x00"
            + struct.pack("<L", 8)
            + b"Package\x00"
            + bytes(8)
            + struct.pack("<L", len(a_package(b"a.exe", EXE)) - 4)
            + a_package(b"a.exe", EXE)[4:]
        )
        .hex()
        .encode()
        + b"}}}",
        "a.rtf",
        Sign.PROGRAM,
    ),
    "rich text whose object is strewn": (
        b"{\\rtf1{\\object{\\objdata {\\*\\x}"
        + b"\\par ".join(
            bytes((d,))
            for d in (
                bytes(4)
                + b"\x02\x00\x00\x00"
                + struct.pack("<L", 11)
                + b"Equation.3\x00"
                + bytes(8)
                + struct.pack("<L", 4)
                + b"abcd"
            )
            .hex()
            .encode()
        )
        + b"}}}",
        "a.doc",
        Sign.EQUATION,
    ),
    "rich text with a link": (b"{\\rtf1{\\object\\objautlink\\objupdate}}", "a.rtf", Sign.LINK_OUTSIDE),
    "rich text with a template": (
        b"{\\rtf1{\\*\\template http://example.com/a.dot}}",
        "a.rtf",
        Sign.TEMPLATE_OUTSIDE,
    ),
    "a script in a PDF": (
        a_pdf([b"<< /OpenAction << /S /JavaScript /JS (x) >> >>"]),
        "a.pdf",
        Sign.PDF_SCRIPT,
    ),
    "a script in a PDF, spelled oddly": (
        a_pdf([b"<< /OpenAction << /S /J#61va#53cript /J#53 (x) >> >>"]),
        "a.pdf",
        Sign.PDF_SCRIPT,
    ),
    "a script in packed objects": (
        a_pdf([a_stream(b"1 0 << /S /JavaScript /JS 2 0 R >>", b"/Type /ObjStm /N 1 /First 4")]),
        "a.pdf",
        Sign.PDF_SCRIPT,
    ),
    "a script hidden behind a false stream": (
        a_pdf([b"<< >>\n% stream\n<< /OpenAction << /S /JavaScript /JS (x) >> >>\n% endstream"]),
        "a.pdf",
        Sign.PDF_SCRIPT,
    ),
    "a program started by a PDF": (a_pdf([b"<< /S /Launch /F (cmd.exe) >>"]), "a.pdf", Sign.PDF_LAUNCH),
    "a program in a PDF": (a_pdf([a_stream(EXE, b"/Type /EmbeddedFile")]), "a.pdf", Sign.PROGRAM),
    "an encrypted PDF": (a_pdf([b"<< /Encrypt 2 0 R >>"]), "a.pdf", Sign.ENCRYPTED),
    "objects packed in a way that is not read": (
        a_pdf([b"<< /Type /ObjStm /Filter [/ASCII85Decode /FlateDecode] >>\nstream\nx\nendstream"]),
        "a.pdf",
        Sign.UNREAD,
    ),
    "half a PDF": (a_pdf([a_stream(PNG)])[:60], "a.pdf", Sign.BROKEN),
    "a page that makes a file": (
        b"<html><script>var b = new Blob([atob('x')]); URL.createObjectURL(b)</script></html>",
        "a.html",
        Sign.ACTIVE_PAGE,
    ),
    "a picture that runs": (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "a.svg",
        Sign.ACTIVE_PAGE,
    ),
    "macros in a page of Word": (
        b"<html><body>\nQWN0aXZl\r\nTWltZQAAAfAEAAAA" + base64.b64encode(bytes(100)) + b"</body></html>",
        "a.html",
        Sign.MACRO,
    ),
    "macros in a flat document": (
        a_flat(
            b'<w:binData w:name="editdata.mso">'
            + base64.b64encode(b"ActiveMime" + bytes(40) + zlib.compress(macros(AUTO)))
            + b"</w:binData>"
        ),
        "a.xml",
        Sign.AUTO_MACRO,
    ),
    "a program in a mail": (
        b"From: a@example.com\nTo: b@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: "
        b"application/octet-stream; name=a.exe\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(EXE)
        + b"\n--x--\n",
        "a.eml",
        Sign.PROGRAM,
    ),
    "a program in a message of Outlook": (
        an_ole(
            {
                "__properties_version1.0": b"x",
                "__attach_version1.0_#0/__substg1.0_37010102": EXE,
                "__attach_version1.0_#0/__substg1.0_3707001F": "a.exe".encode("utf-16-le"),
            }
        ),
        "a.msg",
        Sign.PROGRAM,
    ),
}


@pytest.mark.parametrize("name", SHOWS)
def test_what_a_document_shows(name: str) -> None:
    data, called, sign = SHOWS[name]
    report = seen(data, called)
    assert sign in {mark.sign for mark in report.marks}, report
    assert not passes(report)


CLEAN: dict[str, tuple[bytes, str]] = {
    "a letter": (a_docx(b"<w:p><w:r><w:t>Dear all</w:t></w:r></w:p>"), "a.docx"),
    "a letter that speaks of DDE": (a_docx(b"<w:p><w:r><w:t>DDEAUTO is a field</w:t></w:r></w:p>"), "a.docx"),
    "page numbers": (a_docx(a_field(" PAGE ") + a_field(" TOC \\o ")), "a.docx"),
    "fields that only together spell it": (a_docx(a_field("PAGE D") + a_field("DE x")), "a.docx"),
    "links and pictures": (
        a_docx(
            more={
                "word/_rels/document.xml.rels": relations("hyperlink", "https://example.com"),
                "word/media/a.png": PNG,
            }
        ),
        "a.docx",
    ),
    "a template on one's own disk": (
        a_docx(
            more={
                "word/_rels/settings.xml.rels": relations("attachedTemplate", "file:///C:\\Users\\a\\t.dotx")
            }
        ),
        "a.docx",
    ),
    "a project without code": (a_docx(more={"word/vbaProject.bin": macros(NOTHING)}), "a.docm"),
    "an old document": (
        an_ole({"WordDocument": b"\xec\xa5" + bytes(30) + b"\x13 PAGE \x14 3\x15 DDE"}),
        "a.doc",
    ),
    "a workbook": (a_workbook(a_sheet(0)), "a.xls"),
    "an old workbook that takes numbers from another": (a_workbook(a_link("\x01\x01Cother.xls")), "a.xls"),
    "a workbook that takes numbers from another": (
        a_zip(
            {
                "[Content_Types].xml": TYPES,
                "xl/externalLinks/_rels/e.rels": relations("externalLinkPath", "../of%20May/other.xlsx"),
            }
        ),
        "a.xlsx",
    ),
    "a text file in a document": (
        an_ole({"WordDocument": b"\xec\xa5", "ObjectPool/_1/\x01Ole10Native": a_package(b"a.txt", b"hello")}),
        "a.doc",
    ),
    "rich text": (b"{\\rtf1\\ansi hello {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}}", "a.rtf"),
    "a PDF": (a_pdf([b"<< /Type /Catalog >>", a_stream(b"BT (JavaScript) Tj ET")]), "a.pdf"),
    "a PDF with packed objects": (a_pdf([a_stream(b"1 0 << /Type /Page >>", b"/Type /ObjStm")]), "a.pdf"),
    "a page with a counter": (b"<html><script>count = 1</script><body>x</body></html>", "a.html"),
    "a picture": (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "a.svg"),
    "an OpenDocument": (
        a_zip(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<a/>",
                "META-INF/manifest.xml": b"<m/>",
            }
        ),
        "a.odt",
    ),
    "an object within an OpenDocument": (
        a_zip({"mimetype": b"x", "content.xml": odf(b'<d:object l:href="./Object 1"/>')}),
        "a.odt",
    ),
    "a table of negative numbers": (b"a;b\n-1,5;+33 1 23 45\n=SUM(A1:A2);2\n", "a.csv"),
    "a mail": (b"From: a@example.com\nTo: b@example.com\n\nhello\n", "a.eml"),
    "XML with a DTD of nobody's": (b'<?xml version="1.0"?><a><b/></a>', "a.xml"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_honest_documents_pass(name: str) -> None:
    data, called = CLEAN[name]
    report = seen(data, called)
    assert passes(report), report


def test_an_xml_bomb_is_not_unfolded() -> None:
    levels = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(12))
    bomb = b'<!DOCTYPE x [<!ENTITY a0 "lol">' + levels + b"]><x>&a12;</x>"
    assert signs(a_docx(more={"word/settings.xml": bomb}), "a.docx") == {Sign.ENTITIES}
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert signs(a_docx(more={"word/settings.xml": outside}), "a.docx") == {Sign.ENTITIES}


def test_the_source_of_a_module_is_unpacked_with_its_copies() -> None:
    """The example of [MS-OVBA] 3.2.2, normal compression."""
    packed = bytes.fromhex("012FB000236161616263646582660070616768696A013808616B6C00306D6E6F"
                           "70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C")  # fmt: skip
    assert vba.unpacked(packed) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def test_where_a_finding_stood_is_told() -> None:
    report = seen(a_zip({"a.docm": a_docx(more={"word/vbaProject.bin": macros(AUTO)})}), "a.zip")
    assert {mark.sign: mark.depth for mark in report.marks}[Sign.AUTO_MACRO] == 2
    assert report.depth == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "latin-1"])
def test_a_field_is_found_in_every_encoding(encoding: str) -> None:
    """Parts in which no telling word stands are only held to be XML; one may hide in another encoding."""
    part = f'<?xml version="1.0" encoding="{encoding}"?><a><w:instrText {W.decode()}>DDE x</w:instrText></a>'
    assert Sign.DDE in signs(a_docx(more={"word/footer.xml": part.encode(encoding)}), "a.docx")
    unread = part.replace(encoding, "cp037").encode("cp037")
    assert signs(a_docx(more={"word/footer.xml": unread}), "a.docx") == {Sign.BROKEN}


def test_a_formula_spelled_in_numbers_is_found() -> None:
    part = b"<w><f>&#69;&#88;&#69;&#67;(1)</f></w>"
    data = a_zip({"[Content_Types].xml": TYPES, "xl/worksheets/s.xml": part})
    assert Sign.SHEET_MACRO in signs(data, "a.xlsx")


def test_a_part_without_a_telling_word_must_still_be_xml() -> None:
    assert signs(a_docx(more={"word/footer.xml": b"<a><b></a>"}), "a.docx") == {Sign.BROKEN}
    assert signs(a_docx(more={"word/footer.xml": FORM + b"<a/>"}), "a.docx") == {Sign.ENTITIES}


def test_documents_that_nest_without_end_are_held() -> None:
    def nested(levels: int) -> bytes:
        data = b"hello"
        for _ in range(levels):
            data = a_docx(
                more={"word/embeddings/a.docx" if data != b"hello" else "word/embeddings/a.txt": data}
            )
        return data

    assert passes(seen(nested(12), "a.docx"))
    report = seen(nested(13), "a.docx")
    assert Sign.NESTED in {mark.sign for mark in report.marks}
    assert report.depth == 0


NEAR = {
    "other.xlsx": True,
    "../folder/other.xlsx": True,
    "/Users/a/other.xlsx": True,
    "file:///C:/Users/a/t.dotx": True,
    "file:///C:\\Users\\a\\t.dotx": True,
    "C:\\t.dotx": True,
    "file:///Users/a/t.dotx": True,
    "https://example.com/t.dotm": False,
    "file://host/t.dotm": False,
    "file:///\\\\host\\t.dotm": False,
    "file:\\\\host\\t.dotm": False,
    "\\\\host\\t.dotm": False,
    "//host/t.dotm": False,
    "%5C%5Chost/t.dotm": False,
    "ftp://host/t.dotm": False,
}


@pytest.mark.parametrize("target", NEAR)
def test_what_is_near_and_what_is_over_a_network(target: str) -> None:
    assert fields.near(target) is NEAR[target]
