"""F-WRD: names that sound as if machines or lives hung on them ask, and no more."""

import pytest

from fairline.clauses.f_safety.names import CLAUSE
from fairline.facts import Basis, Change, Inspection, Topic
from fairline.policy import Act, Answer, Evidence, Mode, Severity
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

NAMED, READ = "high-risk-name", "high-risk-words-read"
CHANGE = {"name": "Nurse call, ward 2"}
FOUND = {"campaign": "c1", "topic": Topic.HIGH_RISK_WORDS, "basis": Basis.METADATA}
ROWS: dict[str, dict[str, Case]] = {
    NAMED: one_is_enough(
        Change, CHANGE, keys={"another name is found apart": {"name": "SCADA bridge"}},
        excused={
            "an ordinary name": {"name": "Sales"},
            "no name": {"name": None},
            "it is switched off": {"enabled": False},
        },
    )
    | {
        "the source says so of a name it kept to itself": (
            happened(Change, high_risk_words=True, campaign="c1"), [(1, 1)]),
        "two such campaigns are found apart": (
            happened(Change, high_risk_words=True, campaign="c1")
            + happened(Change, high_risk_words=True, campaign="c2"), [(1, 1), (1, 1)]),
        "without any name they are found together": (happened(Change, 2, high_risk_words=True), [(2, 2)]),
        "the source says that it is not so": (happened(Change, 9, high_risk_words=False), []),
        "it is switched on": (happened(Change, **CHANGE, enabled=True), [(1, 1)]),
    },
    READ: one_is_enough(
        Inspection, FOUND,
        keys={
            "another campaign is found apart": {"campaign": "c2"},
            "without a campaign it is found all the same": {"campaign": None},
        },
        excused={
            "another topic": {"topic": Topic.SCAM},
            "nobody said why it was looked at": {"basis": None},
            "a hash has no words": {"basis": Basis.HASH_MATCH},
            "a person refuted it": {"confirmed": False},
            "the account is known to do so rightly": {"allowed": True},
        },
    )
    | {
        f"{basis} allows to look": (happened(Inspection, **FOUND | {"basis": basis}), [(1, 1)])
        for basis in (Basis.CUSTOMER, Basis.COMPLAINT, Basis.ORDER)
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_names(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_it_asks_once_it_is_calibrated_and_the_next_passes() -> None:
    plain = happened(Change, start=MONDAY + DAY / 2, name="Sales")
    asked, passed = decisions(CLAUSE, [*happened(Change, **CHANGE), *plain])
    assert (asked.act, names(asked), names(passed)) == (Act.ALLOW, {NAMED}, set())
    assert names(decisions(CLAUSE, happened(Inspection, **FOUND))[0]) == {READ}


def test_a_word_never_does_more_than_ask() -> None:
    wanted = (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE)
    assert stance(CLAUSE) == {NAMED: wanted, READ: wanted}


REASONS = {NAMED: happened(Change, **CHANGE), READ: happened(Inspection, **FOUND)}


WORDS: dict[str, tuple[str, str, object]] = {
    NAMED: (
        "What acme calls Nurse call, ward 2 sounds as if machines or lives hung on it (times: 1).",
        "Ce que acme nomme Nurse call, ward 2 semble commander des machines ou des vies (1 fois).",
        1,
    ),
    READ: (
        "A check read words of high risk at acme in 24\u00a0h (times: 1).",
        "En 24\u00a0h, une analyse a relevé chez acme des mots évocateurs (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
