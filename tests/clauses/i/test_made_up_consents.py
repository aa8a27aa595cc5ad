"""CLAUSES I-CIR-05: consents recorded after the call, or a thousand of one second or one address."""

import pytest

from fairline.clauses.i_circumvention.made_up_consents import CLAUSE
from fairline.facts import Consent, ConsentSource
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
    SECOND,
    Tried,
    acts,
    cases,
    check,
    check_acts,
    said,
    weight,
)

LATE, AT_ONCE, ONE_ADDRESS = "backdated-consents", "consents-at-once", "consents-of-one-address"
GIVEN = MIDNIGHT - 3 * DAY
TRIED = {
    LATE: Tried(
        kind=Consent,
        bad={"given_at": GIVEN, "contacted_at": MIDNIGHT - DAY},
        least=5,
        excused={
            "agreed on the call itself": {"given_at": MIDNIGHT - DAY},
            "agreed after it": {"given_at": MIDNIGHT - HOUR},
            "recorded before the contact": {"contacted_at": MIDNIGHT + 2 * DAY},
        },
        unsaid=("given_at", "contacted_at"),
        act=Act.HOLD,
    ),
    AT_ONCE: Tried(
        kind=Consent,
        bad={"given_at": GIVEN},
        least=1001,
        keys=({"given_at": GIVEN + SECOND},),
        unsaid=("given_at",),
        act=Act.HOLD,
    ),
    ONE_ADDRESS: Tried(
        kind=Consent,
        bad={"ip": "192.0.2.1", "source": ConsentSource.FORM},
        least=1001,
        keys=({"ip": "192.0.2.2"},),
        excused={"a shop's contracts come from one address": {"source": ConsentSource.CONTRACT}},
        unsaid=("ip", "source"),
        act=Act.HOLD,
    ),
}
CASES = cases(TRIED) | {
    (LATE, "recorded in the moment of the contact is not after it"): (
        TRIED[LATE].of(5, contacted_at=MIDNIGHT + DAY), []),
    (AT_ONCE, "the channel does not matter"): (
        TRIED[AT_ONCE].of(1000) + TRIED[AT_ONCE].of(start=MIDNIGHT + HOUR, source=ConsentSource.SPOKEN),
        [(1001, 1001)]),
}  # fmt: skip
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = dict.fromkeys(TRIED, (Severity.CRITICAL, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE))


def test_a_consent_of_another_instant_is_let_in() -> None:
    facts = [*TRIED[AT_ONCE].of(1001), *TRIED[AT_ONCE].of(start=MIDNIGHT + HOUR, given_at=GIVEN + SECOND)]
    assert acts(CLAUSE, AT_ONCE, facts)[999:] == [Act.ALLOW, Act.HOLD, Act.ALLOW]


SAID: dict[str, tuple[str, str]] = {
    LATE: (
        "1,200 consents recorded in 24\u00a0h are said to be older than a contact that came before"
        " their record; the limit is 5.",
        "En 24\u00a0h, 1\u202f200 consentements enregistrés après un contact se disent antérieurs à"
        " lui\u00a0; la limite est de 5.",
    ),
    AT_ONCE: (
        "1,200 consents are said to have been given at 2026-02-27 00:00:00+00:00; the limit is 1,000.",
        "1\u202f200 consentements auraient été donnés à cet instant\u00a0: 2026-02-27"
        " 00:00:00+00:00\u00a0; la limite est de 1\u202f000.",
    ),
    ONE_ADDRESS: (
        "1,200 consents came in 24\u00a0h from address 192.0.2.1; the limit is 1,000.",
        "En 24\u00a0h, 1\u202f200 consentements sont venus de l'adresse 192.0.2.1\u00a0; la limite"
        " est de 1\u202f000.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [LATE, ONE_ADDRESS])
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
