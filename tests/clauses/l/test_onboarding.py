"""L-KYC and L-OUT (ids of ours): hazardous sectors, and what four hours without the service would do."""

import pytest

from fairline.clauses.l_high_risk.onboarding import CLAUSE
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

SECTOR, OUTAGE = "hazardous-sector", "outage-harms-people"
WASTE = {"sectors": ("562211",)}
PEOPLE = {"outage_harm": Harm.PEOPLE}
SECURED = {"other_path": True, "declared_no_high_risk": True}
ANSWERED = {"declared_no_high_risk": True, "outage_harm": Harm.DELAY}
ROWS: dict[str, dict[str, Case]] = {
    SECTOR: one_is_enough(
        Vetting, WASTE,
        excused={
            "a call center": {"sectors": ("561422",)},
            "clause f asks hospitals": {"sectors": ("622110",)},
            "nobody asked for the sector": {"sectors": None},
            "all questions are answered": ANSWERED,
        },
    )
    | {
        "a declaration without the answer is not enough": (
            happened(Vetting, **WASTE, declared_no_high_risk=True), [(1, 1)]),
        "nor the answer without a declaration": (
            happened(Vetting, **WASTE, outage_harm=Harm.DELAY), [(1, 1)]),
    },
    OUTAGE: one_is_enough(
        Vetting, PEOPLE,
        excused={
            "a delay harms nobody": {"outage_harm": Harm.DELAY},
            "nothing happens": {"outage_harm": Harm.NOTHING},
            "nobody asked": {"outage_harm": None},
            "another path and a declaration": SECURED,
        },
    )
    | {
        "another path alone is not enough": (happened(Vetting, **PEOPLE, other_path=True), [(1, 1)]),
        "nor a declaration alone": (happened(Vetting, **PEOPLE, declared_no_high_risk=True), [(1, 1)]),
        "nor one without the other": (
            happened(Vetting, **PEOPLE, other_path=False, declared_no_high_risk=True), [(1, 1)]),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_onboarding(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_the_start_waits_once_it_is_calibrated_and_who_is_secured_passes() -> None:
    secured = happened(Vetting, start=MONDAY + DAY / 2, **PEOPLE, **SECURED)
    held, passed = decisions(CLAUSE, [*happened(Vetting, **PEOPLE), *secured])
    assert (held.act, names(held), names(passed)) == (Act.ALLOW, {OUTAGE}, set())
    assert names(decisions(CLAUSE, happened(Vetting, **WASTE))[0]) == {SECTOR}


def test_how_grave_it_is_and_what_may_follow() -> None:
    major, look = Severity.MAJOR, Mode.OBSERVE
    assert stance(CLAUSE) == {
        SECTOR: (major, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, look),
        OUTAGE: (major, Answer.HOLD, Act.HOLD, Evidence.B, look),
    }


REASONS = {SECTOR: WASTE, OUTAGE: PEOPLE}


WORDS: dict[str, tuple[str, str, object]] = {
    SECTOR: (
        "acme is of a hazardous sector and did not say what for (times: 1).",
        "acme relève d'un secteur dangereux sans avoir dit son usage (1 fois).",
        1,
    ),
    OUTAGE: (
        "acme says an outage may harm people, without path and declaration (times: 1).",
        "acme dit qu'une panne peut blesser, sans autre voie ni déclaration (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Vetting, **REASONS[rule])) == WORDS[rule]
