"""Storage past twice the plan, and recordings longer than the talk. Both limits are ours."""

from datetime import UTC, datetime

import pytest

from fairline.clauses.h_excessive.storage import CLAUSE
from fairline.facts import Meter, Usage
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

RECORDED, STORED = "recorded-beyond-talk", "storage-beyond-plan"
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def read(meter: Meter | None, amount: int | None, start: datetime = MONDAY, **fields: object) -> list[Usage]:
    return acts(Usage, start=start, meter=meter, amount=amount, **fields)


def minutes(recorded: int, talk: int = 1000, **fields: object) -> list[Usage]:
    """Return readings of recorded minutes and of talk."""
    return read(Meter.RECORDED_MINUTES, recorded, **fields) + read(Meter.TALK_MINUTES, talk, **fields)  # type: ignore[arg-type]


RATIO: dict[str, Case] = {
    "six fifths are the limit": (minutes(1200), None),
    "a minute more is past it": (minutes(1201), (1201, 1000)),
    "readings of a month add up": (
        minutes(600, 500) + minutes(601, 500, start=MONDAY + 9 * DAY), (1201, 1000)),
    "other meters do not count": (minutes(1200) + read(Meter.STORAGE_MB, 9000), None),
    "nor unknown ones": (minutes(1200) + read(None, 9000), None),
    "nor readings without an amount": (minutes(1201) + read(Meter.TALK_MINUTES, None), (1201, 1000)),
    "no talk at all is past every ratio": (minutes(5, 0), (5, 0)),
    "the last moment of March is in it": (
        minutes(1200) + read(Meter.RECORDED_MINUTES, 1, APRIL - MOMENT), (1201, 1000)),
    "April is another month": (
        minutes(1200) + minutes(1, start=APRIL), None),
    "accounts do not add up": (minutes(1000, 900) + minutes(300, 900, account="beta"), None),
    "no account, no measure": (minutes(9000, account=None), None),
}  # fmt: skip
STORE: dict[str, Case] = {
    "twice the plan is the limit": (read(Meter.STORAGE_MB, 200_999, included=100_000), None),
    "a hundredth more is past it": (read(Meter.STORAGE_MB, 201_000, included=100_000), (201, 1)),
    "the largest reading is told": (
        read(Meter.STORAGE_MB, 300_000, included=100_000) + read(Meter.STORAGE_MB, 90_000, included=100_000),
        (300, 2)),
    "readings do not add up": (read(Meter.STORAGE_MB, 150, included=100) * 1
                               + read(Meter.STORAGE_MB, 140, included=100), None),
    "without what the plan includes nothing is known": (read(Meter.STORAGE_MB, 900_000), None),
    "nor without an amount": (read(Meter.STORAGE_MB, None, included=100), None),
    "a plan that includes nothing is no measure": (read(Meter.STORAGE_MB, 9, included=0), None),
    "other meters do not count": (read(Meter.TALK_MINUTES, 900, included=100), None),
    "nor unknown ones": (read(None, 900, included=100), None),
    "the last moment of March is in it": (
        read(Meter.STORAGE_MB, 90, included=100)
        + read(Meter.STORAGE_MB, 900, APRIL - MOMENT, included=100), (900, 2)),
    "April is another month": (
        read(Meter.STORAGE_MB, 90, included=100)
        + read(Meter.STORAGE_MB, 900, APRIL, included=100), (900, 1)),
    "no account, no measure": (read(Meter.STORAGE_MB, 900, included=100, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", RATIO)
def test_recorded(name: str) -> None:
    check(CLAUSE, RECORDED, RATIO[name])


@pytest.mark.parametrize("name", STORE)
def test_stored(name: str) -> None:
    check(CLAUSE, STORED, STORE[name])


def test_weeks_of_a_month_are_one() -> None:
    early, late = MONDAY, MONDAY + 14 * DAY
    facts = read(Meter.STORAGE_MB, 900, early, included=100) + read(Meter.STORAGE_MB, 901, late, included=100)
    (finding,) = found(CLAUSE, STORED, facts)
    assert finding.measure.hits == 901


def test_accounts_are_found_apart() -> None:
    two = minutes(1201) + minutes(1201, account="beta")
    assert keys_of(CLAUSE, RECORDED, two) == [("acme",), ("beta",)]
    two = read(Meter.STORAGE_MB, 900, included=100) + read(
        Meter.STORAGE_MB, 900, included=100, account="beta"
    )
    assert keys_of(CLAUSE, STORED, two) == [("acme",), ("beta",)]


def test_how_grave_and_the_reason_in_both_languages() -> None:
    (recorded,) = found(CLAUSE, RECORDED, minutes(1500))
    assert recorded.reason(Lang.EN) == (
        "In the month 1,500 minutes were recorded of 1,000 minutes of talk, a ratio of 1.5; the limit is 1.2."
    )
    assert recorded.reason(Lang.FR) == (
        "Dans le mois, 1\u202f500 minutes ont été enregistrées pour 1\u202f000 de conversation, soit un"
        " rapport de 1,5\u00a0; la limite est de 1,2."
    )
    (stored,) = found(CLAUSE, STORED, read(Meter.STORAGE_MB, 300, included=100))
    assert stored.reason(Lang.EN) == "Storage reached 300% of what the plan includes; the limit is 200%."
    assert stored.reason(Lang.FR) == (
        "Le stockage a atteint 300\u00a0% de ce que l'offre inclut\u00a0; la limite est de 200\u00a0%."
    )
    for finding in (recorded, stored):
        assert (finding.severity, finding.answer) == (Severity.NOTICE, Answer.OBSERVE)
        assert finding.rule.mode is Mode.OBSERVE
