"""The policy as a whole: each clause once, in order, with what a reviewer needs to read."""

import re
from pathlib import Path

import pytest

import fairline.clauses as package
from fairline.clauses import CLAUSES
from fairline.policy import Clause, Text

LOOSE = re.compile(r" [;:?!%»]|« |\d (s|min|h|heures|jours)\b")
GLUED = re.compile(r"[^\s\u00a0][;:?!%»]")
LOOSE_EN = re.compile(r"[\s\u00a0][;:?!]|\d (s|min|h)\b")


def texts(clause: Clause) -> list[Text]:
    """Return everything that the clause says."""
    rules = [text for rule in clause.rules for text in (rule.title, rule.reason)]
    return [clause.title, *clause.innocent, clause.runbook, *rules]


def test_every_clause_file_is_in_the_policy_in_order_of_letters() -> None:
    folders = [path for path in Path(package.__path__[0]).glob("*/") if path.name != package.REVIEW_FOLDER]
    files = [path for each in folders for path in each.glob("*.py") if path.name != "__init__.py"]
    assert len(CLAUSES) == len(files)
    letters = [clause.letter.name for clause in CLAUSES]
    assert letters == sorted(letters) == sorted(path.parent.name[0].upper() for path in files)


def test_names_are_unique_and_in_kebab_case() -> None:
    names = [rule.name for clause in CLAUSES for rule in clause.rules]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_a_rules_id_is_of_its_clauses_letter() -> None:
    assert all(rule.id.startswith(f"{clause.letter.name}-") for clause in CLAUSES for rule in clause.rules)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_signs_are_set_as_each_language_sets_them(clause: Clause) -> None:
    for text in texts(clause):
        assert LOOSE.search(text.fr) is None, text.fr
        assert GLUED.search(text.fr) is None, text.fr
        assert LOOSE_EN.search(text.en) is None, text.en


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_reviewer_is_told_what_may_excuse_it_and_what_to_look_at(clause: Clause) -> None:
    assert clause.rules
    assert 2 <= len(clause.innocent) <= 4
    assert len(clause.runbook.en) > 100
    assert clause.citation.url.startswith("https://")
    assert clause.citation.in_force <= clause.citation.checked_on
    assert all(text.en != text.fr for text in texts(clause))
