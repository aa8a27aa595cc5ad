"""47 CFR 64.1200(n): know your customer, answer tracebacks. CLAUSES I-CIR-09."""

from datetime import timedelta

import pytest

from fairline.clauses.i_circumvention.unknown_customers import CLAUSE
from fairline.facts import Complaint, ComplaintSource, Vetting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import Tried, cases, check, check_acts, said, weight

VOID, REFUSED, DROP = "registration-void", "traceback-refused", "mail-drop"
MONTH = timedelta(days=30)
TRIED = {
    VOID: Tried(
        kind=Vetting,
        bad={"registration_void": True},
        window=MONTH,
        excused={"a valid one": {"registration_void": False}},
        unsaid=("registration_void",),
        act=Act.HOLD,
    ),
    REFUSED: Tried(
        kind=Complaint,
        bad={"source": ComplaintSource.TRACEBACK, "refused": True},
        window=MONTH,
        excused={
            "it was answered": {"refused": False},
            "a person's complaint needs no answer": {"source": ComplaintSource.PERSON},
        },
        unsaid=("source", "refused"),
    ),
    DROP: Tried(
        kind=Vetting,
        bad={"mail_drop": True},
        window=MONTH,
        excused={"a real address": {"mail_drop": False}},
        unsaid=("mail_drop",),
        act=Act.HOLD,
    ),
}
CASES = cases(TRIED)
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = {
    VOID: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.A, Mode.ENFORCE),
    REFUSED: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.A, Mode.ENFORCE),
    DROP: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    VOID: (
        "The registration with the authority is void or missing (1,200 checks; limit 1).",
        "L'inscription auprès de l'autorité est nulle ou absente (vérifications\u00a0:"
        " 1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    REFUSED: (
        "The account refused to answer tracebacks (1,200 in 30\u00a0days; limit 1).",
        "Le compte a refusé de répondre à un traçage (1\u202f200 en 30\u00a0jours\u00a0; limite\u00a0: 1).",
    ),
    DROP: (
        "The address is a mail drop or the company a shell (1,200 checks; limit 1).",
        "L'adresse est une boîte aux lettres, ou la société une coquille (vérifications\u00a0:"
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
