"""L-ATT (an id of ours): once a year, and at each risky change, a word on what the service is used for."""

from datetime import timedelta

import pytest

from fairline.clauses.l_high_risk.use_attestation import CLAUSE
from fairline.facts import Account, Change, Fact, Vetting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    TICK,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

YEARLY, CHANGED = "attestation-overdue", "risky-change-unattested"
YEAR, MONTH = timedelta(days=366), timedelta(days=30)
OVERDUE = {"attested_at": MONDAY - YEAR - TICK}
RISKY = {"physical": True}


def attested(before: timedelta | None) -> list[Fact]:
    """Return an account that attested its use so long before."""
    when = None if before is None else MONDAY - before
    return [Account(id="acme", at=MONDAY - YEAR, attested_at=when)]


ROWS: dict[str, dict[str, Case]] = {
    YEARLY: one_is_enough(
        Vetting, OVERDUE,
        excused={
            "a year is not over yet": {"attested_at": MONDAY},
            "nobody knows of one, nor of any answer": {"attested_at": None},
        },
    )
    | {
        "exactly a year is in time": (happened(Vetting, attested_at=MONDAY - YEAR), []),
        "none, though it answered at the start": (
            happened(Vetting, attested_at=None, declared_no_high_risk=True), [(1, 1)]),
        "none, though it was asked and refused": (
            happened(Vetting, attested_at=None, declared_no_high_risk=False), [(1, 1)]),
        "one this year, and it answered": (
            happened(Vetting, attested_at=MONDAY, declared_no_high_risk=True), []),
    },
    CHANGED: one_is_enough(
        Change, RISKY,
        excused={
            "nothing moves": {"physical": False},
            "nobody said whether anything does": {"physical": None},
            "it is switched off": {"enabled": False},
        },
    )
    | {
        "a name of high risk": (happened(Change, name="SCADA bridge"), [(1, 1)]),
        "an ordinary name": (happened(Change, name="Sales"), []),
        "the source says that the names are risky": (happened(Change, high_risk_words=True), [(1, 1)]),
        "it is switched on": (happened(Change, **RISKY, enabled=True), [(1, 1)]),
        "an attestation of thirty days is fresh": ([*attested(MONTH), *happened(Change, **RISKY)], []),
        "an older one is not": ([*attested(MONTH + TICK), *happened(Change, **RISKY)], [(1, 1)]),
        "an account that gave none": ([*attested(None), *happened(Change, **RISKY)], [(1, 1)]),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_attestation(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_it_asks_once_it_is_calibrated_and_the_next_passes() -> None:
    fresh = happened(Vetting, start=MONDAY + DAY / 2, attested_at=MONDAY)
    asked, passed = decisions(CLAUSE, [*happened(Vetting, **OVERDUE), *fresh])
    assert (asked.act, names(asked), names(passed)) == (Act.ALLOW, {YEARLY}, set())
    assert names(decisions(CLAUSE, happened(Change, **RISKY))[0]) == {CHANGED}


def test_how_grave_it_is_and_what_may_follow() -> None:
    ask, look = Answer.CHALLENGE, Mode.OBSERVE
    assert stance(CLAUSE) == {
        YEARLY: (Severity.MINOR, ask, Act.CHALLENGE, Evidence.B, look),
        CHANGED: (Severity.MAJOR, ask, Act.CHALLENGE, Evidence.B, look),
    }


REASONS = {YEARLY: happened(Vetting, **OVERDUE), CHANGED: happened(Change, **RISKY)}


WORDS: dict[str, tuple[str, str, object]] = {
    YEARLY: (
        "acme last attested its use more than a year ago, or never (times: 1).",
        "acme n'a pas attesté son usage depuis plus d'un an (1 fois).",
        1,
    ),
    CHANGED: (
        "acme made a risky change without an attestation of 30 days (times: 1).",
        "acme a fait une modification à risque sans attestation récente (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
