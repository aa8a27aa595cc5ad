"""Whatever a reader may have wanted is said in both languages, or is code in both."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairline import wanted
from fairline.policy import Lang

PACKAGE = Path(wanted.__file__).parent
FOLDERS = (PACKAGE / "readers", PACKAGE / "protocols")
MAKERS = {"unreadable": 3, "refuse": 2, "broken": 2, "_malformed": 2}  # where each is given what was wanted
CODES = re.compile(r"(?:JSON|base64|YYYY-MM-DD hh:mm:ss|[a-z_.]*\.\.\.|\d+)")


def stated() -> Iterator[str]:
    """Every text that readers and protocols give as wanted; a value in one stands as 1."""
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                place = MAKERS.get(name)
                if place is not None and len(node.args) > place:
                    yield from text_of(node.args[place])


def text_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)


STATED = sorted(set(stated()))


@pytest.mark.parametrize("text", STATED)
def test_what_was_wanted_is_said_in_french_or_is_code(text: str) -> None:
    assert wanted.said(text, Lang.EN) == text
    if CODES.fullmatch(text) is None and text != "1...":
        assert wanted.phrase_of(text) is not None, f"give {text!r} a phrase in fairline/wanted.py"


def test_there_is_something_to_look_at() -> None:
    assert len(STATED) > 40


def test_what_stands_in_a_slot_stays() -> None:
    said = wanted.said("a time from 2026-01-01T00:00:00 on", Lang.FR)
    assert said == "une heure à partir de 2026-01-01T00:00:00"
    assert wanted.said("a year from 1970 to 2099", Lang.FR) == "une année de 1970 à 2099"
    assert wanted.said("16 to 21", Lang.FR) == "de 16 à 21"
    assert wanted.said("ANSWERED, NO ANSWER", Lang.FR) == "ANSWERED, NO ANSWER"
