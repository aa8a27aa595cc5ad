"""CLAUSES J-DOWN: over five in a hundred legs downgraded; a certificate that is another's."""

from datetime import datetime

import pytest

from fairline.clauses.j_interception.downgrades import CLAUSE
from fairline.facts import Fact, Media
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    MIDNIGHT,
    SECOND,
    TICK,
    Case,
    Tried,
    cases,
    check,
    check_acts,
    happened,
    said,
    weight,
)

CLEAR, STRIPPED, WRONG = "encryption-downgraded", "codecs-stripped", "certificate-mismatch"
FIELD = {CLEAR: "downgraded", STRIPPED: "codecs_stripped"}
TRIED = {
    WRONG: Tried(kind=Media, bad={"certificate_ok": False},
                 excused={"the one expected": {"certificate_ok": True}},
                 unsaid=("certificate_ok",), act=Act.REFUSE),
}  # fmt: skip


def legs(rule: str, number: int, bad: int, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return legs, the last ``bad`` of them as ``rule`` counts them."""
    good = happened(Media, number - bad, start=start, **{FIELD[rule]: False}, **fields)
    return good + happened(Media, bad, start=start + 5 * SECOND, **{FIELD[rule]: True}, **fields)


def one(rule: str, start: datetime) -> list[Fact]:
    """Return one leg that is as it should be."""
    return happened(Media, start=start, **{FIELD[rule]: False})


def rows(rule: str) -> dict[str, Case]:
    """Return the rows of a share."""
    return {
        "exactly five in a hundred": (legs(rule, 1000, 50), []),
        "63 in a thousand may be chance": (legs(rule, 1000, 63), []),
        "64 are more, surely": (legs(rule, 1000, 64), [(64, 1000)]),
        "99 legs are too few": (legs(rule, 99, 50), []),
        "100 are enough": (legs(rule, 100, 50), [(50, 100)]),
        "legs of which nobody says count on neither side": (
            happened(Media, 900) + legs(rule, 100, 50), [(50, 100)]),
        "the last moment of the day counts": (
            legs(rule, 99, 50) + one(rule, MIDNIGHT + DAY - TICK), [(50, 100)]),
        "the first after it does not": (legs(rule, 99, 50) + one(rule, MIDNIGHT + DAY), []),
        "two accounts do not add up": (legs(rule, 99, 50) + legs(rule, 99, 50, account="beta"), []),
        "no account, no measure": (legs(rule, 100, 50, account=None), []),
    }  # fmt: skip


CASES = cases(TRIED) | {(rule, name): case for rule in FIELD for name, case in rows(rule).items()}
LOUD = {rule: legs(rule, 2400, 1200) for rule in FIELD} | {WRONG: TRIED[WRONG].of(1200)}
GRAVE = {
    CLEAR: (Severity.CRITICAL, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    STRIPPED: (Severity.MAJOR, Answer.CHALLENGE, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    WRONG: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    CLEAR: (
        "1,200 of 2,400 legs in 24\u00a0h gave up encryption (50%); the limit is 5%.",
        "En 24\u00a0h, 1\u202f200 des 2\u202f400 branches ont renoncé au chiffrement"
        " (50\u00a0%)\u00a0; la limite est de 5\u00a0%.",
    ),
    STRIPPED: (
        "1,200 of 2,400 offers in 24\u00a0h lost codecs on their way (50%); the limit is 5%.",
        "En 24\u00a0h, 1\u202f200 des 2\u202f400 offres ont perdu des codecs en chemin"
        " (50\u00a0%)\u00a0; la limite est de 5\u00a0%.",
    ),
    WRONG: (
        "Legs came under a certificate that was not expected (1,200 in 24\u00a0h; limit 1).",
        "Des branches portaient un certificat inattendu (1\u202f200 en 24\u00a0h\u00a0; limite\u00a0: 1).",
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
