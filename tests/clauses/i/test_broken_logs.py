"""CLAUSES I-CIR-11: gaps, clocks, deletion under a hold."""

from datetime import datetime

import pytest

from fairline.clauses.i_circumvention.broken_logs import CLAUSE
from fairline.facts import Access, Deed, Fact, Meter, Usage
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
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

GAPS, SKEW, DELETED = "log-gaps", "clock-skew", "deleted-under-hold"
TRIED = {
    DELETED: Tried(
        kind=Access,
        bad={"deed": Deed.DELETE, "legal_hold": True},
        excused={
            "nothing holds it": {"legal_hold": False},
            "it was only read": {"deed": Deed.DOWNLOAD},
        },
        unsaid=("deed", "legal_hold"),
        act=Act.REFUSE,
    )
}


def read(meter: Meter | None, amount: int | None, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return one reading."""
    return happened(Usage, start=start, meter=meter, amount=amount, **fields)


def log(missing: int, there: int, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return the readings of a day's log."""
    return read(Meter.LOG_GAP_RECORDS, missing, start, **fields) + read(
        Meter.LOG_RECORDS, there, start, **fields
    )


CASES: dict[tuple[str, str], Case] = cases(TRIED) | {
    (GAPS, "one in a thousand is the limit"): (log(10, 10_000), []),
    (GAPS, "nothing is missing"): (log(0, 10), []),
    (GAPS, "one more"): (log(11, 10_000), [(10_000, 11)]),
    (GAPS, "readings of a day add up"): (log(5, 5000) + log(6, 5000, MIDNIGHT + HOUR), [(10_000, 11)]),
    (GAPS, "those of two days do not"): (log(10, 10_000) + log(1, 1001, MIDNIGHT + DAY), []),
    (GAPS, "each day by itself"): (
        log(11, 10_000) + log(12, 10_000, MIDNIGHT + DAY), [(10_000, 11), (10_000, 12)]),
    (GAPS, "the last moment of the day is of it"): (
        log(10, 10_000) + read(Meter.LOG_GAP_RECORDS, 1, MIDNIGHT + DAY - TICK), [(10_000, 11)]),
    (GAPS, "all is missing"): (log(7, 0), [(0, 7)]),
    (GAPS, "another meter says nothing of it"): (read(Meter.REQUESTS, 7), []),
    (GAPS, "other meters do not dilute"): (
        log(11, 10_000) + read(Meter.REQUESTS, 10**6) + read(Meter.CLOCK_SKEW_MS, 7), [(10_000, 11)]),
    (GAPS, "a reading of nothing named is on neither side"): (
        log(11, 10_000) + read(None, 10**6), [(10_000, 11)]),
    (GAPS, "nor one without an amount"): (
        log(11, 10_000) + read(Meter.LOG_RECORDS, None, MIDNIGHT + HOUR), [(10_000, 11)]),
    (GAPS, "two accounts do not add up"): (log(5, 5000) + log(6, 6000, account="beta"), []),
    (GAPS, "no account, no measure"): (log(11, 10_000, account=None), []),
    (SKEW, "five seconds are the limit"): (read(Meter.CLOCK_SKEW_MS, 5000), []),
    (SKEW, "a millisecond more"): (read(Meter.CLOCK_SKEW_MS, 5001), [(5001, 1)]),
    (SKEW, "the worst of the day is what counts"): (
        read(Meter.CLOCK_SKEW_MS, 9000) + read(Meter.CLOCK_SKEW_MS, 10, MIDNIGHT + HOUR), [(9000, 2)]),
    (SKEW, "each day by itself"): (
        read(Meter.CLOCK_SKEW_MS, 9000) + read(Meter.CLOCK_SKEW_MS, 6000, MIDNIGHT + DAY),
        [(9000, 1), (6000, 1)]),
    (SKEW, "another meter is none"): (read(Meter.STORAGE_MB, 9000), []),
    (SKEW, "nobody says how much"): (read(Meter.CLOCK_SKEW_MS, None), []),
    (SKEW, "nobody says of what"): (read(None, 9000), []),
    (SKEW, "no account, no measure"): (read(Meter.CLOCK_SKEW_MS, 9000, account=None), []),
}  # fmt: skip
LOUD = {GAPS: log(1200, 1000), SKEW: read(Meter.CLOCK_SKEW_MS, 9000), DELETED: TRIED[DELETED].of(1200)}
GRAVE = {
    GAPS: (Severity.CRITICAL, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    SKEW: (Severity.CRITICAL, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    DELETED: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    GAPS: (
        "1,200 records are missing beside 1,000 that are there: 0.83 for each; the least is 1,000.",
        "1\u202f200 enregistrements manquent pour 1\u202f000 présents ce jour-là, soit 0,83 pour"
        " un\u00a0; le minimum est de 1\u202f000.",
    ),
    SKEW: (
        "A clock was 9,000\u00a0ms off that day; the limit is 5,000\u00a0ms.",
        "Une horloge s'écartait de 9\u202f000\u00a0ms ce jour-là\u00a0; la limite est de 5\u202f000\u00a0ms.",
    ),
    DELETED: (
        "Items under a legal hold were deleted (1,200 in 24\u00a0h; limit 1).",
        "Des pièces sous conservation judiciaire ont été effacées (1\u202f200 en 24\u00a0h\u00a0;"
        " limite\u00a0: 1).",
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
