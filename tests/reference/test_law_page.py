"""The page of law has every fact of the book, and every function of the law has words."""

import ast
from pathlib import Path

import pytest

from fairline.law import load
from fairline.law.sectors import sectors
from fairline.law.topics import ALL
from fairline.policy import Lang
from fairline.reference.law import law_page
from fairline.reference.words import FUNCTIONS

LAW = load()
FOLDER = Path(__file__).resolve().parents[2] / "fairline/law"


@pytest.mark.parametrize("lang", list(Lang))
def test_every_fact_is_a_row_with_its_law_and_how_sure_it_is(lang: Lang) -> None:
    page = law_page(lang)
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    own = 0
    for place in LAW.places:
        for fact in LAW.facts(place):
            own += 1
            assert any(f"`{fact.topic}`" in row and f"`{fact.citation}`" in row for row in rows), (
                fact.citation
            )
    headings = sum(bool(LAW.facts(place)) for place in LAW.places) + 1
    assert len(rows) == own + headings * 2 + len(sectors().names)


def test_marks_are_shown() -> None:
    page = law_page(Lang.EN)
    marked = sum(fact.verify for place in LAW.places for fact in LAW.facts(place))
    assert page.count("to be verified, ") == marked >= 20
    assert law_page(Lang.FR).count("à vérifier, ") >= marked


def test_every_topic_is_on_the_page() -> None:
    page = law_page(Lang.EN)
    assert all(f"`{topic}` |" in page for topic in ALL)


def test_every_function_that_asks_the_law_has_words() -> None:
    """Those whose first argument is the law book: they are what ``by_law`` is for."""
    asking = {
        node.name
        for path in FOLDER.glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _asks(node)
    }
    assert {"scrub_age_max", "recommended_debt_cap", "foreign_origin_forbidden"} <= asking
    assert asking <= set(FUNCTIONS)


def _asks(of: ast.FunctionDef) -> bool:
    names = [each.arg for each in of.args.args]
    return names[:1] == ["law"] and "at" in names
