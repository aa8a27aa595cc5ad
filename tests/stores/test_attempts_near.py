"""Attempts found again by a time and by bytes of their record, in open days and in closed ones."""

from datetime import timedelta
from pathlib import Path

import pytest

from fairline.facts import FairlineError
from fairline.signals.windows import moment
from fairline.stores.attempts import attempts_near
from fairline.stores.closing import close_day
from fairline.stores.entries import DAY
from fairline.stores.journal import Journal
from fairline.stores.sqlite_days import sqlite_of

NOON = 20_000 * DAY + DAY // 2  # 2024-10-04
FIRST = "2024-10-04"
HOUR = DAY // 24
WITHIN = timedelta(hours=2)


def written(folder: Path, ats: list[int], kind: str = "attempt") -> None:
    journal = Journal(folder, on_commit=lambda _: None, on_trouble=lambda why: pytest.fail(why))
    for at in ats:
        journal.append(at, kind, f"id-{at}", b'{"finding":"f%d"}' % (at % 7))
    journal.flush()
    assert journal.close()


def found(folder: Path, at: int, having: bytes, rows_max: int = 1_000) -> list[int]:
    return [each.at for each in attempts_near(folder, moment(at), WITHIN, having, rows_max=rows_max)]


@pytest.fixture(params=["open", "closed"])
def folder(request: pytest.FixtureRequest, home: Path) -> Path:
    """An attempt every minute of a day and of the next morning, and facts of the same bytes."""
    minute = HOUR // 60
    ats = [NOON - DAY // 2 + n * minute for n in range(1_440)]
    written(home, ats)
    written(home, [NOON + DAY // 2 + n * minute for n in range(600)])
    written(home, [NOON + DAY + HOUR], kind="fact")
    if request.param == "closed":
        close_day(home, FIRST)
    return home


def all_of(at: int, which: int) -> list[int]:
    minute = HOUR // 60
    every = [NOON - DAY // 2 + n * minute for n in range(2_040)]
    return [each for each in every if each % 7 == which and at - 2 * HOUR <= each <= at + 2 * HOUR]


@pytest.mark.parametrize(
    "at", [NOON, NOON - DAY // 2, NOON + DAY // 2, NOON + DAY // 2 - 1, NOON + 20 * HOUR]
)
def test_those_near_are_found_and_no_others(folder: Path, at: int) -> None:
    assert found(folder, at, b'"finding":"f3"') == all_of(at, 3)


def test_other_bytes_are_not_there(folder: Path) -> None:
    assert found(folder, NOON, b'"finding":"f9"') == []
    assert found(folder, NOON, b"f3' OR 1=1 --") == []


def test_facts_are_no_attempts(home: Path) -> None:
    written(home, [NOON], kind="fact")
    assert found(home, NOON, b"finding") == []


def test_years_away_there_is_nothing(folder: Path) -> None:
    assert found(folder, NOON + 400 * DAY, b"finding") == []
    assert found(folder, 0, b"finding") == []
    assert found(folder, NOON - 400 * DAY, b"finding") == []


def test_a_folder_without_a_journal(home: Path) -> None:
    assert found(home, NOON, b"finding") == []


def test_of_an_open_day_the_nearest_are_read(home: Path) -> None:
    written(home, [NOON + n for n in range(-50, 50)])
    assert found(home, NOON, b"finding", rows_max=10) == [NOON + n for n in range(-5, 5)]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    written(tmp_path, [NOON])
    sqlite_of(tmp_path, FIRST).write_bytes(b"x" * 5_000)
    with pytest.raises(FairlineError, match=r"damaged|another program"):
        found(tmp_path, NOON, b"finding")
