"""16 CFR Part 312 (COPPA): below 13, a parent; Regulation (EU) 2016/679 art. 8: 13 to 16, by country."""

import pytest

from fairline.clauses.c_minors.collection import CLAUSE
from fairline.facts import Account, Collection, Fact
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

US = {"places": ("US-NY",), "campaign": "quiz"}
CHILD = US | {"age": 12, "parental_consent": False}
UNPROVEN = CHILD | {"parental_consent": None}
GUIDED = {"places": ("JP",), "campaign": "quiz", "age": 14, "parental_consent": False}
AGELESS = US | {"child_directed": True, "parental_consent": False}
FOR_CHILDREN: list[Fact] = [Account(id="acme", at=MONDAY - DAY, child_directed=True)]

OTHER_CAMPAIGN = {"another campaign is found apart": {"campaign": "lottery"}}
NO_CAMPAIGN = {"without a campaign it is found under none": {"campaign": None}}
KEYS = OTHER_CAMPAIGN | NO_CAMPAIGN

ROWS: dict[str, dict[str, Case]] = {
    "childs-data-without-parent": one_is_enough(
        Collection,
        CHILD,
        keys=KEYS,
        excused={
            "thirteen is old enough in the United States": {"age": 13},
            "a parent agreed": {"parental_consent": True},
            "nobody said whether one did": {"parental_consent": None},
            "the age is unknown": {"age": None},
            "the place is unknown": {"places": None},
            "the place has no law that binds": {"places": ("JP",)},
            "fifteen is old enough in France": {"places": ("FR",), "age": 15},
        },
    )
    | {
        "fourteen is not": (happened(Collection, **CHILD | {"places": ("FR",), "age": 14}), [(1, 1)]),
        "of two places the higher age holds": (
            happened(Collection, **CHILD | {"places": ("US-NY", "FR"), "age": 14}),
            [(1, 1)],
        ),
    },
    "childs-data-consent-unknown": one_is_enough(
        Collection,
        UNPROVEN,
        keys=KEYS,
        excused={
            "thirteen is old enough": {"age": 13},
            "a parent agreed": {"parental_consent": True},
            "a parent did not: the other rule's": {"parental_consent": False},
            "the age is unknown": {"age": None},
        },
    ),
    "childs-data-by-guidance": one_is_enough(
        Collection,
        GUIDED,
        keys=KEYS,
        excused={
            "fifteen is old enough": {"age": 15},
            "a parent agreed": {"parental_consent": True},
            "the age is unknown": {"age": None},
            "a law that binds goes before": {"places": ("JP", "FR")},
        },
    )
    | {
        "nobody said whether a parent agreed": (
            happened(Collection, **GUIDED | {"parental_consent": None}),
            [(1, 1)],
        )
    },
    "childs-service-age-unknown": one_is_enough(
        Collection,
        AGELESS,
        keys=KEYS,
        excused={
            "the age is known": {"age": 30},
            "a parent agreed": {"parental_consent": True},
            "it is not directed to children": {"child_directed": False},
            "nobody said to whom it is directed": {"child_directed": None},
            "the law there names no age": {"places": ("XX",)},
            "the place is unknown": {"places": None},
        },
    )
    | {
        "the account may be for children as a whole": (
            [*FOR_CHILDREN, *happened(Collection, **AGELESS | {"child_directed": None})],
            [(1, 1)],
        ),
        "nobody said whether a parent agreed": (
            happened(Collection, **AGELESS | {"parental_consent": None}),
            [(1, 1)],
        ),
    },
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_collection(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_the_question_is_answered_before_it_is_put() -> None:
    grown = happened(Collection, start=MONDAY + DAY / 2, **CHILD | {"age": 40})
    refused, passed = decisions(CLAUSE, [*happened(Collection, **CHILD), *grown])
    assert (refused.act, names(refused)) == (Act.REFUSE, {"childs-data-without-parent"})
    assert (passed.act, names(passed)) == (Act.ALLOW, set())


def test_what_is_not_known_is_asked_for() -> None:
    (unproven,) = decisions(CLAUSE, happened(Collection, **UNPROVEN))
    (guided,) = decisions(CLAUSE, happened(Collection, **GUIDED))
    (nothing,) = decisions(CLAUSE, happened(Collection))
    assert (unproven.act, guided.act, nothing.act) == (Act.CHALLENGE, Act.CHALLENGE, Act.ALLOW)


def test_a_person_takes_over_where_the_age_is_unknown() -> None:
    (decision,) = decisions(CLAUSE, happened(Collection, **AGELESS))
    assert (decision.act, decision.mends) == (Act.CHANGE, (Mend.HAND_TO_AGENT,))


def test_how_grave_it_is_and_what_may_follow() -> None:
    ask = Answer.CHALLENGE
    assert stance(CLAUSE) == {
        "childs-data-without-parent": (Severity.MAJOR, ask, Act.REFUSE, Evidence.A, Mode.ENFORCE),
        "childs-data-consent-unknown": (Severity.MINOR, ask, Act.CHALLENGE, Evidence.B, Mode.ENFORCE),
        "childs-data-by-guidance": (Severity.NOTICE, ask, Act.CHALLENGE, Evidence.B, Mode.ENFORCE),
        "childs-service-age-unknown": (Severity.MAJOR, ask, Act.CHANGE, Evidence.B, Mode.ENFORCE),
    }


REASONS = {
    "childs-data-without-parent": CHILD,
    "childs-data-consent-unknown": UNPROVEN,
    "childs-data-by-guidance": GUIDED,
    "childs-service-age-unknown": AGELESS,
}


WORDS: dict[str, tuple[str, str, object]] = {
    "childs-data-without-parent": (
        "A child below the legal age was asked for data, no parent agreeing (times: 1).",
        "Un enfant sous l'âge légal s'est vu demander des données sans accord parental (1 fois).",
        1,
    ),
    "childs-data-consent-unknown": (
        "Nobody said whether a parent agreed that a child be asked for data (times: 1).",
        "Nul n'a dit si un parent acceptait qu'on interroge un enfant (1 fois).",
        1,
    ),
    "childs-data-by-guidance": (
        "A person below an age that is guidance or unsure law was asked (times: 1).",
        "Une personne sous l'âge d'un texte indicatif ou incertain a été interrogée (1 fois).",
        1,
    ),
    "childs-service-age-unknown": (
        "A service for children asked a person whose age nobody knows (times: 1).",
        "Un service pour enfants a interrogé quelqu'un d'âge inconnu (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Collection, **REASONS[rule])) == WORDS[rule]
