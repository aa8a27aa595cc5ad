"""CLAUSES I-CIR-05: declared as something else, and marketing."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fairline.clauses.i_circumvention.false_purposes import CLAUSE
from fairline.facts import Basis, Campaign, Fact, Inspection, Purpose, Topic
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import DAY, HOUR, MIDNIGHT, Tried, cases, check, check_acts, said, weight

SEEN, SCORED = "marketing-under-another-name", "seems-to-be-marketing"
WEEK = timedelta(days=7)


def declared(purpose: Purpose | None, campaign: str = "c") -> Fact:
    """The campaign, as its owner declared it."""
    return Campaign(id=campaign, at=MIDNIGHT - DAY, account="acme", purpose=purpose)


FOUND: dict[str, object] = {"campaign": "c", "topic": Topic.MARKETING, "basis": Basis.COMPLAINT}
OTHERS = {"another topic": {"topic": Topic.RESALE_OFFER}}
KNOWN = [declared(Purpose.TRANSACTIONAL), declared(Purpose.TRANSACTIONAL, "d")]
TRIED = {
    SEEN: Tried(
        kind=Inspection,
        bad=FOUND | {"confirmed": True},
        window=WEEK,
        known=KNOWN,
        keys=({"campaign": "d"},),
        excused=OTHERS | {"a person looked and did not agree": {"confirmed": False}},
        unsaid=("confirmed", "basis", "topic", "campaign"),
        act=Act.HOLD,
    ),
    SCORED: Tried(
        kind=Inspection,
        bad=FOUND | {"score": Decimal("0.8")},
        least=3,
        window=WEEK,
        known=KNOWN,
        keys=({"campaign": "d"},),
        excused=OTHERS | {
            "a score below the least": {"score": Decimal("0.79")},
            "a person refuted it": {"confirmed": False},
        },
        unsaid=("score", "basis", "topic", "campaign"),
        act=Act.CHALLENGE,
    ),
}  # fmt: skip
CASES = cases(TRIED) | {
    (SEEN, "declared as marketing it is nothing"): ([declared(Purpose.MARKETING), *TRIED[SEEN].of()], []),
    (SEEN, "nobody declared anything"): ([declared(None), *TRIED[SEEN].of()], []),
    (SEEN, "declared as a survey"): ([declared(Purpose.SURVEY), *TRIED[SEEN].of()], [(1, 1)]),
    (SCORED, "declared as marketing it is nothing"): (
        [declared(Purpose.MARKETING), *TRIED[SCORED].of(9)], []),
    (SCORED, "what a person confirmed counts here, too"): (
        [*KNOWN, *TRIED[SCORED].of(2), *TRIED[SCORED].of(start=MIDNIGHT + HOUR, confirmed=True)], [(3, 3)]),
}  # fmt: skip
LOUD = {rule: [*KNOWN, *TRIED[rule].of(1200)] for rule in TRIED}
GRAVE = {
    SEEN: (Severity.CRITICAL, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
    SCORED: (Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    SEEN: (
        "In 7\u00a0days a person confirmed marketing in campaign c, declared otherwise (1,200 items;"
        " limit 1).",
        "En 7\u00a0jours, une personne a confirmé de la prospection dans la campagne c, déclarée"
        " autrement (nombre\u00a0: 1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    SCORED: (
        "In 7\u00a0days 1,200 items of campaign c, declared otherwise, scored as marketing; the limit is 3.",
        "En 7\u00a0jours, 1\u202f200 éléments de la campagne c, déclarée autrement, ressemblent à de"
        " la prospection\u00a0; la limite est de 3.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [rule for rule, each in TRIED.items() if each.act is not Act.ALLOW])
def test_what_the_act_meets(rule: str) -> None:
    check_acts(CLAUSE, rule, TRIED[rule])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
