"""Files of others: every one ends in a verdict, and what is known of it is found."""

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from made_files import passes, seen

from fairline.checks.files.signs import MEANINGS, Sign

CLEAN = {
    "basic/empty",
    "basic/text",
    "msodde/harmless-clean-2003.xml",
    "msodde/harmless-clean.doc",
    "msodde/harmless-clean.docm",
    "msodde/harmless-clean.xml",
    "ooxml/harmless-clean.xml",
}
EMBEDS_A_TEXT = "oleobj/embedded-"
FOUND = {
    "basic/encrypted": Sign.ENCRYPTED,
    "encrypted/": Sign.ENCRYPTED,
    "excel4-macros/": Sign.SHEET_MACRO,
    "msodde/dde-in-csv.csv": Sign.DDE,
    "msodde/dde-test.": Sign.DDE,
    "msodde/dde-in-word2007.xml.zip": Sign.ENCRYPTED,
    "msodde/dde-test-from": Sign.ENCRYPTED,
    "oleobj/external_link/": Sign.LINK_OUTSIDE,
    "oleobj/sample_with_lnk_file": Sign.SHORTCUT,
    "ooxml/dde-in-word2003.xml.zip": Sign.ENCRYPTED,
}
"""What the names of the files say that they are, but for the zips: those came encrypted."""


def expected(name: str) -> Sign | None:
    return next((sign for start, sign in FOUND.items() if name.startswith(start)), None)


def test_all_files_of_oletools_end_in_the_right_verdict(shared: Path) -> None:
    folder = shared / "data/attachments_oletools"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(paths) == 61
    wrong = []
    for path in paths:
        name = path.relative_to(folder).as_posix()
        report = seen(path.read_bytes(), path.name)
        found = {mark.sign for mark in report.marks}
        if name in CLEAN:
            right = passes(report) and not any(MEANINGS[sign].runs for sign in found)
        elif name.startswith(EMBEDS_A_TEXT):
            right = passes(report) and found == {Sign.EMBEDDED}
        else:
            right = not passes(report) and expected(name) in found
        if not right or report.kind is None:
            wrong.append((name, report))
    assert wrong == []


def test_all_mails_end_in_a_verdict(shared: Path) -> None:
    """As files, and each of their attachments as one."""
    paths = sorted((shared / "data/mime_mailparser").rglob("*.eml"))
    assert len(paths) > 50
    attached = 0
    for path in paths:
        data = path.read_bytes()
        seen(data, path.name, "message/rfc822")
        for part in BytesParser(policy=policy.compat32).parsebytes(data).walk():
            body = None if part.is_multipart() else part.get_payload(decode=True)
            if isinstance(body, bytes):
                seen(body, part.get_filename(), part.get_content_type())
                attached += 1
    assert attached > 100


@pytest.mark.parametrize("name", ["msodde/harmless-clean.docm", "oleobj/embedded-simple-2007.doc"])
def test_a_real_document_cut_anywhere_does_not_raise(name: str, shared: Path) -> None:
    data = (shared / "data/attachments_oletools" / name).read_bytes()
    for cut in range(0, len(data), 997):
        report = seen(data[:cut], Path(name).name)
        assert cut == 0 or not passes(report) or cut > len(data) * 0.9
