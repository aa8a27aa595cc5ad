"""The register: dated, numbered, in time, never for the past."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from made_rulings import REGISTER

from fairline.cases import InterpretationRegister
from fairline.clauses import REVIEW
from fairline.facts import FairlineError
from fairline.policy import Interpretation
from fairline.policy.catalogue import ROWS

FIRST = next(each for each in REVIEW.interpretations if each.term == "excessive")
JUNE = date(2027, 6, 1)


def second(**changes: object) -> Interpretation:
    values = {"version": 2, "published_on": JUNE, "in_force_from": JUNE + timedelta(days=15), **changes}
    return replace(FIRST, **values)  # type: ignore[arg-type]


def test_each_version_holds_from_its_day_on() -> None:
    register = REGISTER.with_version(second(), REVIEW)
    days = {
        FIRST.in_force_from - timedelta(days=1): None,
        FIRST.in_force_from: "I-9.1",
        date(2027, 6, 15): "I-9.1",
        date(2027, 6, 16): "I-9.2",
        date(2030, 1, 1): "I-9.2",
    }
    for day, wanted in days.items():
        held = register.in_force("excessive", day)
        assert (None if held is None else held.id) == wanted
    assert REGISTER.in_force("excessive", date(2030, 1, 1)) == FIRST
    assert REGISTER.in_force("no such term", JUNE) is None


REFUSED = {
    "14 days for a stricter one": (
        second(in_force_from=JUNE + timedelta(days=14)), "wanted 2027-06-16 or later"),
    "a looser one for the past": (
        second(stricter=False, in_force_from=JUNE - timedelta(days=1)), "wanted 2027-06-01 or later"),
    "a version left out": (second(version=3), "I-9.3.version: found 3, wanted 2"),
    "a version twice": (second(version=1), "found 1, wanted 2"),
    "another term": (second(term="too much"), "wanted excessive"),
    "in force before the first": (
        second(published_on=date(2026, 1, 1), in_force_from=date(2026, 2, 1)), "wanted a day after"),
    "in force on the same day as the first": (
        second(published_on=FIRST.published_on, in_force_from=FIRST.in_force_from), "wanted a day after"),
    "a term with two numbers": (second(number=99, version=1), "a term with two numbers"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_published(name: str) -> None:
    new, wanted = REFUSED[name]
    with pytest.raises(FairlineError, match=wanted):
        REGISTER.with_version(new, REVIEW)


def test_a_looser_one_may_hold_at_once() -> None:
    register = REGISTER.with_version(second(stricter=False, in_force_from=JUNE), REVIEW)
    held = register.in_force("excessive", JUNE)
    assert held is not None
    assert held.version == 2


def test_rules_know_their_terms() -> None:
    assert REGISTER.terms("H-COH") == ("excessive",)
    assert REGISTER.terms("A-ABN-US") == ()
    assert InterpretationRegister((), REVIEW).terms("H-COH") == ()


def test_they_name_rows_of_the_catalogue() -> None:
    """Clause l has rows of our own, which begin with its letter."""
    rows = {row for letter in ROWS.values() for row in letter}
    for each in REVIEW.interpretations:
        for rule in each.rules:
            assert rule == "L-" or rule in rows or any(row.startswith(rule) for row in rows), rule


def test_no_rule_rests_on_two_words_of_the_first_register() -> None:
    """Two would be two texts to cite for one breach."""
    ids = {rule for each in REVIEW.interpretations for rule in each.rules if not rule.endswith("-")}
    assert all(len(REGISTER.terms(each)) == 1 for each in ids)
