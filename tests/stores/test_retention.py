"""Days that were kept for long enough: removed from the first on, put aside where held, without a gap."""

from datetime import date
from pathlib import Path

import pytest

from fairline.facts import FairlineError
from fairline.stores.closing import close_day
from fairline.stores.entries import DAY
from fairline.stores.holds import HELD, HOLDS, hold, holds, release
from fairline.stores.journal import Journal
from fairline.stores.journal_files import days, entries, parquet_file
from fairline.stores.retention import Retired, retire
from fairline.stores.verifying import verify

NOON = 20_000 * DAY + DAY // 2  # 2024-10-04
DAYS = ("2024-10-04", "2024-10-05", "2024-10-06", "2024-10-07")
EACH = 5
ALL = EACH * len(DAYS)


@pytest.fixture
def folder(home: Path) -> Path:
    """Four days of five entries each; all but the last are closed."""
    journal = Journal(home, on_commit=lambda _: None, on_trouble=pytest.fail)
    for at in [NOON + day * DAY + n for day in range(len(DAYS)) for n in range(EACH)]:
        journal.append(at, "fact", f"id-{at}", b"{}")
        journal.flush()
    assert journal.close()
    for day in DAYS[:-1]:
        close_day(home, day)
    return home


def held(folder: Path) -> set[str]:
    return {path.name.removeprefix("day=") for path in (folder / HELD).glob("day=*")}


def test_days_before_are_removed_and_the_rest_is_whole(folder: Path) -> None:
    assert retire(folder, before=DAYS[2], counted=ALL) == Retired(removed=DAYS[:2])
    assert days(folder) == DAYS[2:]
    done = verify(folder)
    assert (done.problems, done.first, done.entries) == ((), 2 * EACH + 1, 2 * EACH)
    assert [each.sequence for each in entries(folder)] == list(range(2 * EACH + 1, ALL + 1))
    assert retire(folder, before=DAYS[2], counted=ALL) == Retired()


STAYS = {
    "none is old enough": (DAYS[0], ALL, 0),
    "the day itself stays": (DAYS[1], ALL, 1),
    "no snapshot has counted them": (DAYS[3], 0, 0),
    "one entry of it is not in every snapshot": (DAYS[3], 2 * EACH - 1, 1),
    "its last entry is": (DAYS[3], 2 * EACH, 2),
    "one that is not closed stays": ("2030-01-01", ALL, 3),
}


@pytest.mark.parametrize("name", STAYS)
def test_what_stays(name: str, folder: Path) -> None:
    before, counted, gone = STAYS[name]
    assert retire(folder, before=before, counted=counted).removed == DAYS[:gone]
    assert days(folder) == DAYS[gone:]


def test_what_is_held_is_put_aside_until_it_is_released(folder: Path) -> None:
    hold(folder, "case-77", (date(2024, 10, 5),), "an appeal")
    hold(folder, "case-78", (date(2024, 10, 5), date(2024, 10, 7)), "a question")
    assert retire(folder, before=DAYS[3], counted=ALL) == Retired(removed=(DAYS[0], DAYS[2]), held=(DAYS[1],))
    assert (days(folder), held(folder)) == (DAYS[3:], {DAYS[1]})
    kept = parquet_file(folder / HELD / f"day={DAYS[1]}" / "entries.parquet")
    assert kept.read().column("sequence").to_pylist() == list(range(EACH + 1, 2 * EACH + 1))
    kept.close()
    assert verify(folder).problems == ()
    release(folder, "case-77")
    assert retire(folder, before=DAYS[3], counted=ALL) == Retired()
    assert held(folder) == {DAYS[1]}
    release(folder, "case-78")
    assert retire(folder, before=DAYS[3], counted=ALL) == Retired(released=(DAYS[1],))
    assert held(folder) == set()


@pytest.mark.parametrize("said", [b"", b"[]", b'{"days":["soon"],"why":""}', b'{"days":[]}', b"\xff"])
def test_where_a_hold_cannot_be_read_nothing_is_removed(said: bytes, folder: Path) -> None:
    (folder / HOLDS).mkdir()
    (folder / HOLDS / "case-1.json").write_bytes(said)
    with pytest.raises(FairlineError, match=r"case-1\.json: found .+, wanted the days that are held"):
        retire(folder, before=DAYS[3], counted=ALL)
    assert days(folder) == DAYS


def test_a_hold_says_why_and_its_days_in_order(tmp_path: Path) -> None:
    hold(tmp_path, "a", (date(2024, 10, 5), date(2024, 10, 4), date(2024, 10, 5)), "so")
    assert holds(tmp_path)["a"].days == (date(2024, 10, 4), date(2024, 10, 5))
    hold(tmp_path, "a", (date(2024, 10, 6),), "since")
    assert (holds(tmp_path)["a"].days, holds(tmp_path)["a"].why) == ((date(2024, 10, 6),), "since")


@pytest.mark.parametrize("name", ["", "../x", ".x", "a/b", "é", "x" * 101])
def test_a_name_is_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="wanted letters, digits, dots and hyphens"):
        hold(tmp_path, name, (date(2024, 10, 5),), "so")
    with pytest.raises(FairlineError, match="wanted letters, digits, dots and hyphens"):
        release(tmp_path, name)


def test_what_is_not_held_cannot_be_released(tmp_path: Path) -> None:
    with pytest.raises(FairlineError, match="found no hold of that name"):
        release(tmp_path, "nobody")
    with pytest.raises(FairlineError, match="days: found none"):
        hold(tmp_path, "nobody", (), "so")
