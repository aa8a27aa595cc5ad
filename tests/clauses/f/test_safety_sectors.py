"""F-KYC: codes of NAICS and NACE ask, and never refuse."""

import pytest

from fairline.clauses.f_safety.safety_sectors import CLAUSE
from fairline.facts import Harm, Vetting
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

RULE = "safety-sector"
HOSPITAL = {"sectors": ("561422", "622110")}
ANSWERED = {"declared_no_high_risk": True, "outage_harm": Harm.NOTHING}
ROWS: dict[str, Case] = one_is_enough(
    Vetting,
    HOSPITAL,
    excused={
        "a call center by itself": {"sectors": ("561422",)},
        "an airline's customer service": {"sectors": ("51.10",)},
        "clause l asks of hazardous waste": {"sectors": ("562211",)},
        "nobody asked for the sector": {"sectors": None},
        "no sector": {"sectors": ()},
        "all questions are answered": ANSWERED,
    },
) | {
    "a declaration without the answer is not enough": (
        happened(Vetting, **HOSPITAL, declared_no_high_risk=True), [(1, 1)]),
    "nor the answer without a declaration": (
        happened(Vetting, **HOSPITAL, outage_harm=Harm.NOTHING), [(1, 1)]),
    "nor a declaration that was refused": (
        happened(Vetting, **HOSPITAL, outage_harm=Harm.NOTHING, declared_no_high_risk=False), [(1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_safety_sectors(name: str) -> None:
    check(CLAUSE, RULE, ROWS[name])


@pytest.mark.parametrize("code", ["221113", "488111", "24.46", "84.25", "80.20", "332994"])
def test_sectors_of_the_catalogue(code: str) -> None:
    check(CLAUSE, RULE, (happened(Vetting, sectors=(code,)), [(1, 1)]))


def test_it_asks_once_it_is_calibrated_and_who_answered_passes() -> None:
    answered = happened(Vetting, start=MONDAY + DAY / 2, **HOSPITAL, **ANSWERED)
    asked, passed = decisions(CLAUSE, [*happened(Vetting, **HOSPITAL), *answered])
    assert (asked.act, names(asked), names(passed)) == (Act.ALLOW, {RULE}, set())


def test_a_code_never_does_more_than_ask() -> None:
    wanted = (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE)
    assert stance(CLAUSE) == {RULE: wanted}


REASONS = {RULE: HOSPITAL}


WORDS: dict[str, tuple[str, str, object]] = {
    RULE: (
        "acme is of a sector where lives are at stake and did not say what for (times: 1).",
        "acme relève d'un secteur où des vies sont en jeu, sans avoir dit son usage (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Vetting, **REASONS[rule])) == WORDS[rule]
