"""Directive 2011/93/EU art. 6: several children approached alone; the numbers are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.c_minors.grooming import CLAUSE
from fairline.facts import Account, Basis, Fact, Inspection, Topic
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import DAY, MONDAY, TICK, Case, check, decisions, happened, said, stance

PATTERN, CONFIRMED = "grooming-pattern", "grooming-confirmed"
WEEK = timedelta(days=7)
FIELDS = {"user": "u1", "topic": Topic.GROOMING, "basis": Basis.COMPLAINT, "minor": True}


def children(number: int, *, first: int = 0, **fields: object) -> list[Fact]:
    """Return one finding for each of so many children, a second apart."""
    return [
        fact for each in range(first, first + number)
        for fact in happened(Inspection, person=f"child-{each}", **{**FIELDS, **fields})
    ]  # fmt: skip


def excused(bad: list[Fact], many: int, **fields: object) -> Case:
    """Return findings that do not count beside those that just do not suffice."""
    return ([*bad, *children(many, first=50, **fields)], [])


FOUR = children(4)
PATTERNS: dict[str, Case] = {
    "four children are below the limit": (FOUR, []),
    "five are the limit, and past it": (children(5), [(5, 5)]),
    "one child five times is one": (
        [fact for each in range(5) for fact in children(1, start=MONDAY + each * DAY / 10)],
        [],
    ),
    "another topic does not count": excused(FOUR, 9, topic=Topic.SCAM),
    "nor does what nobody was allowed to read": excused(FOUR, 9, basis=Basis.METADATA),
    "nor what was read for no reason told": excused(FOUR, 9, basis=None),
    "nor adults": excused(FOUR, 9, minor=False),
    "nor persons whose age nobody knows": excused(FOUR, 9, minor=None),
    "nor what a person refuted": excused(FOUR, 9, confirmed=False),
    "nor the user's own cases": excused(FOUR, 9, allowed=True),
    "what a person confirmed counts": (FOUR + children(1, first=9, confirmed=True), [(5, 5)]),
    "what the customer switched on counts": (children(5, basis=Basis.CUSTOMER), [(5, 5)]),
    "so does an order": (children(5, basis=Basis.ORDER), [(5, 5)]),
    "the last moment of seven days counts": (
        FOUR + children(1, first=9, start=MONDAY - DAY / 24 + WEEK - TICK), [(5, 5)]),
    "the first after it does not": (FOUR + children(1, first=9, start=MONDAY + WEEK), []),
    "two users do not add up": (FOUR + children(4, first=9, user="u2"), []),
    "nor do two accounts": (FOUR + children(4, first=9, account="beta"), []),
    "no user, no measure": (children(9, user=None), []),
    "no account, no measure": (children(9, account=None), []),
    "an account that works with children is not excused": (
        [Account(id="acme", at=MONDAY - DAY, works_with_children=True), *children(5)], [(5, 5)]),
}  # fmt: skip
SURE = children(1, confirmed=True)
CONFIRMATIONS: dict[str, Case] = {
    "one confirmed conversation is enough": (SURE, [(1, 1)]),
    "ten that nobody confirmed are not": (children(10), []),
    "nor ten that a person refuted": (children(10, confirmed=False), []),
    "nor the user's own case": (children(1, confirmed=True, allowed=True), []),
    "nor one with an adult": (children(1, confirmed=True, minor=False), []),
    "nor of another topic": (children(1, confirmed=True, topic=Topic.THREAT), []),
    "nor one that nobody was allowed to read": (children(1, confirmed=True, basis=Basis.METADATA), []),
    "two users are found apart": (SURE + children(1, confirmed=True, user="u2"), [(1, 1), (1, 1)]),
    "two children of one user are one finding": (SURE + children(1, first=1, confirmed=True), [(2, 2)]),
    "the last moment of seven days counts": (
        SURE + children(1, first=1, confirmed=True, start=MONDAY - DAY / 24 + WEEK - TICK), [(2, 2)]),
    "the first after it does not": (
        SURE + children(1, first=1, confirmed=True, start=MONDAY + WEEK), [(1, 1)]),
    "no user, no measure": (children(1, confirmed=True, user=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern(name: str) -> None:
    check(CLAUSE, PATTERN, PATTERNS[name])


@pytest.mark.parametrize("name", CONFIRMATIONS)
def test_confirmed(name: str) -> None:
    check(CLAUSE, CONFIRMED, CONFIRMATIONS[name])


def test_nothing_is_answered_by_a_machine_alone() -> None:
    assert {decision.act for decision in decisions(CLAUSE, children(9, confirmed=True))} == {Act.ALLOW}


def test_how_grave_it_is_and_what_may_follow() -> None:
    grave, look = Severity.CRITICAL, Mode.OBSERVE
    assert stance(CLAUSE) == {
        PATTERN: (grave, Answer.CHALLENGE, Act.ALLOW, Evidence.D, look),
        CONFIRMED: (grave, Answer.HOLD, Act.ALLOW, Evidence.B, look),
    }


REASONS = {PATTERN: children(5), CONFIRMED: SURE}


WORDS: dict[str, tuple[str, str, object]] = {
    PATTERN: (
        "In 7 days u1 approached 5 children alone by the check; the limit is 5.",
        "En 7\u00a0jours, selon l'analyse, u1 a abordé 5 enfants seul à seul\u00a0; la limite est de 5.",
        5,
    ),
    CONFIRMED: (
        "A person confirmed that u1 approached children (children: 1; limit: 1).",
        "Une personne a confirmé que u1 abordait des enfants (enfants\u00a0: 1\u00a0; limite\u00a0: 1).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
