"""What every clause of letter b must say, and the hard spaces of French before ; : ? ! % and units."""

import importlib
import pkgutil
import re

import pytest

import fairline.clauses.b_dialing_trunking_pumping as package
from fairline.policy import Clause, Letter, Text

MODULES = [found.name for found in pkgutil.iter_modules(package.__path__)]
CLAUSES: list[Clause] = [importlib.import_module(f"{package.__name__}.{name}").CLAUSE for name in MODULES]
LOOSE = re.compile(r" [;:?!%»]|« |\d (s|min|h|jours|EUR|numéros)\b")
GLUED = re.compile(r"\S[:;?!%»]")


def texts(clause: Clause) -> list[Text]:
    """Return everything that the clause says."""
    rules = [text for rule in clause.rules for text in (rule.title, rule.reason)]
    return [clause.title, *clause.innocent, clause.runbook, *rules]


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_french_signs_have_their_hard_space(clause: Clause) -> None:
    for text in texts(clause):
        assert LOOSE.search(text.fr) is None, text.fr
        assert GLUED.search(text.fr) is None, text.fr


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_english_signs_have_no_space_before_them(clause: Clause) -> None:
    for text in texts(clause):
        assert re.search(r"[\s\u00a0][;:?!]|\d (s|min|h)\b", text.en) is None, text.en


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_reviewer_is_told_what_may_excuse_it_and_what_to_look_at(clause: Clause) -> None:
    assert clause.letter is Letter.B
    assert 2 <= len(clause.innocent) <= 4
    assert len(clause.runbook.en) > 100
    assert clause.citation.url.startswith("https://")
    assert all(text.en != text.fr for text in texts(clause))


def test_names_are_unique() -> None:
    names = [rule.name for clause in CLAUSES for rule in clause.rules]
    assert len(names) == len(set(names))
    assert len({clause.id for clause in CLAUSES}) == len(CLAUSES)
