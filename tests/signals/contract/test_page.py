"""The page of the contract and its tests say the same: a sentence has a test, and a test its sentence."""

import re
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs/reference/signals.md"
ITEM = re.compile(r"^- (.+(?:\n  .+)*)$", re.MULTILINE)
OTHERWISE_TESTED = {"test_page"}


def one_line(text: str) -> str:
    return " ".join(text.split())


def sentences_of_the_page() -> list[str]:
    return [one_line(item) for item in ITEM.findall(PAGE.read_text())]


def sentences_of_the_tests() -> list[str]:
    names = sorted(path.stem for path in HERE.glob("test_*.py") if path.stem not in OTHERWISE_TESTED)
    modules = [import_module(f"tests.signals.contract.{name}") for name in names]
    return [
        one_line(test.__doc__ or f"{module.__name__}.{name} has no sentence")
        for module in modules
        for name, test in vars(module).items()
        if name.startswith("test_") and test.__module__ == module.__name__
    ]


def test_each_sentence_has_a_test_and_each_test_its_sentence() -> None:
    page, tests = sentences_of_the_page(), sentences_of_the_tests()
    assert sorted(set(page) - set(tests)) == [], "found on the page, and no test says it"
    assert sorted(set(tests) - set(page)) == [], "found in a test, and not on the page"


def test_each_is_said_once() -> None:
    for sentences in (sentences_of_the_page(), sentences_of_the_tests()):
        assert len(sentences) == len(set(sentences)) > 80


def test_each_is_one_sentence() -> None:
    for sentence in sentences_of_the_tests():
        assert sentence.endswith(".")
        assert not re.search(r"[.!?] [A-Z]", sentence), sentence
