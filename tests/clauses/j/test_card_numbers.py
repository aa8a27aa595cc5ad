"""PCI DSS 4.0.1, requirement 3.3.1: what authenticates a card is not kept. CLAUSES J-PCI."""

import pytest

from fairline.clauses.j_interception.card_numbers import CLAUSE
from fairline.engine import Engine
from fairline.facts import Recording
from fairline.policy import DEFAULT_PLAN, Act, Answer, Evidence, Mend, Mode, Severity
from tests.clauses.i.rows import HOUR, MIDNIGHT, Tried, cases, check, check_acts, law, said, weight

RULE = "card-number-recorded"
TRIED = {
    RULE: Tried(
        kind=Recording,
        bad={"card_number": True, "campaign": "c"},
        keys=({"campaign": "d"}, {"campaign": None}),
        excused={"no card in it": {"card_number": False}},
        unsaid=("card_number",),
        act=Act.CHANGE,
    )
}
CASES = cases(TRIED)
LOUD = {RULE: TRIED[RULE].of(1200)}
GRAVE = {RULE: (Severity.MAJOR, Answer.CHALLENGE, Act.CHANGE, Evidence.B, Mode.ENFORCE)}
SAID: dict[str, tuple[str, str]] = {
    RULE: (
        "Card numbers were recorded (1,200 recordings in 24\u00a0h; limit 1).",
        "Des numéros de carte ont été enregistrés (enregistrements en 24\u00a0h\u00a0:"
        " 1\u202f200\u00a0; limite\u00a0: 1).",
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


def test_the_recording_pauses_and_goes_on() -> None:
    engine = Engine([CLAUSE], law=law(), plan=DEFAULT_PLAN)
    with_card, without = TRIED[RULE].of(), TRIED[RULE].of(start=MIDNIGHT + HOUR, card_number=False)
    (first, _), (second, _) = (engine.decide(each) for each in [*with_card, *without])  # type: ignore[arg-type]
    assert (first.act, first.mends, first.answer) == (Act.CHANGE, (Mend.PAUSE_RECORDING,), Answer.CHALLENGE)
    assert (second.act, second.mends) == (Act.ALLOW, ())
