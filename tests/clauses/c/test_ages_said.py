"""16 CFR 312.2: actual knowledge of a child's age, where a check that was allowed found it said."""

from decimal import Decimal

import pytest

from fairline.clauses.c_minors.ages_said import CLAUSE
from fairline.facts import Account, Basis, Fact, Inspection, Topic
from fairline.policy import Act, Answer, Evidence, Mend, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

RULE = "child-says-so"
SAID = {
    "campaign": "quiz",
    "topic": Topic.CHILD_AGE,
    "basis": Basis.CUSTOMER,
    "score": Decimal("0.9"),
}


def known(works_with_children: bool | None) -> list[Fact]:
    return [Account(id="acme", at=MONDAY - DAY, works_with_children=works_with_children)]


ROWS: dict[str, Case] = one_is_enough(
    Inspection,
    SAID,
    keys={
        "another campaign is found apart": {"campaign": "lottery"},
        "without a campaign it is found under none": {"campaign": None},
    },
    excused={
        "just below the score is too unsure": {"score": Decimal("0.899")},
        "a score nobody gave is none": {"score": None},
        "another topic": {"topic": Topic.SCAM},
        "nobody was allowed to look": {"basis": Basis.METADATA},
        "nobody said why it was looked at": {"basis": None},
        "a hash tells no age": {"basis": Basis.HASH_MATCH},
        "a person refuted it": {"confirmed": False},
        "the account has a right to it": {"allowed": True},
    },
) | {
    "a complaint allows to look": (happened(Inspection, **SAID | {"basis": Basis.COMPLAINT}), [(1, 1)]),
    "an order does as well": (happened(Inspection, **SAID | {"basis": Basis.ORDER}), [(1, 1)]),
    "a person confirmed it": (happened(Inspection, **SAID | {"confirmed": True}), [(1, 1)]),
    "a school speaks with children": ([*known(True), *happened(Inspection, 9, **SAID)], []),
    "an account that does not is found": ([*known(False), *happened(Inspection, **SAID)], [(1, 1)]),
    "so is one of which nobody knows": ([*known(None), *happened(Inspection, **SAID)], [(1, 1)]),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_child_says_so(name: str) -> None:
    check(CLAUSE, RULE, ROWS[name])


def test_a_person_takes_over_once_it_is_calibrated() -> None:
    unsure = happened(Inspection, start=MONDAY + DAY / 2, **SAID | {"score": Decimal("0.5")})
    found, passed = decisions(CLAUSE, [*happened(Inspection, **SAID), *unsure])
    assert (found.act, names(found), names(passed)) == (Act.ALLOW, {RULE}, set())
    assert found.reasons[0].rule.mend is Mend.HAND_TO_AGENT


def test_a_score_never_sanctions() -> None:
    assert stance(CLAUSE) == {
        RULE: (Severity.MAJOR, Answer.CHALLENGE, Act.CHANGE, Evidence.D, Mode.OBSERVE),
    }


REASONS = {RULE: SAID}


WORDS: dict[str, tuple[str, str, object]] = {
    RULE: (
        "In 24\u00a0h a child said their age where data was collected (1; limit 1).",
        "En 24\u00a0h, un enfant a dit son âge là où l'on recueille des données (1 fois\u00a0; limite 1).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Inspection, **REASONS[rule])) == WORDS[rule]
