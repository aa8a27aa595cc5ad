"""The played day: asked over both ports, found, and an abuser suspended; said in both languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from demo.live_call import installed

SAID = {
    "en": ("attempts decided", "findings:", "is suspended;", "an API key is in"),
    "fr": ("tentatives décidées", "constats\u00a0:", "est suspendu\u00a0;", "une clé d'API"),
}


@pytest.mark.parametrize("lang", SAID)
def test_the_day(lang: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "demo",
        "--out",
        str(tmp_path),
        "--once",
        "--calls",
        "3000",
        "--lang",
        lang,
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    for words in SAID[lang]:
        assert words in ran.stdout
    assert re.search(r"^  SIP  302.*  [1-9]\d*$", ran.stdout, re.MULTILINE)
    assert re.search(r"^  SIP  403.*  [1-9]\d*$", ran.stdout, re.MULTILINE)
    assert re.search(r"^  HTTP  .*  [1-9]\d*$", ran.stdout, re.MULTILINE)
    assert "403 Forbidden; SIP;cause=403" in ran.stdout
    assert re.search(r"http://127\.0\.0\.1:\d+,.*\n  rosa ", ran.stdout), "the console and who may sign in"
    assert ("BYE" in ran.stdout) == installed(), "a live call is shown ending where there is a Kamailio"
