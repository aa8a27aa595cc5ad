"""Findings read back from the journal: the latest first, page after page, over open and closed days."""

from datetime import timedelta
from pathlib import Path

import pytest

from fairline.facts import FairlineError
from fairline.guard import past
from fairline.guard.past import findings_before
from fairline.guard.records import FindingRecord
from fairline.stores.closing import close_day, to_close
from fairline.stores.journal import Journal
from fairline.stores.journal_files import entries
from tests.guard.guarding import START, Clock, call, guarding, run

DAY = timedelta(days=1)


def everything(record: FindingRecord) -> bool:
    return True


async def filled(folder: Path, clock: Clock, days: int = 3) -> None:
    """On each day two accounts call one person too often, which opens a finding each."""
    for day in range(days):
        clock.at = Clock(START + day * DAY).at
        async with guarding(folder, clock) as guard:
            for number in range(7):
                for account in ("acme", "beta"):
                    at = START + day * DAY + number * timedelta(seconds=1)
                    await guard.decide(call(f"{day}-{number}", at, account=account))


def sequences(folder: Path, **more: object) -> list[int]:
    """All of them, by the plain way, the latest first."""
    return [each.sequence for each in entries(folder) if each.kind == "finding"][::-1]


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_page_after_page_gives_all_of_them_once(closed: int, home: Path) -> None:
    run(filled(home, Clock()))
    for day in to_close(home)[:closed]:
        close_day(home, day)
    expected = sequences(home)
    assert len(expected) >= 6
    for limit in (1, 4, len(expected), 100):
        found: list[int] = []
        before: int | None = None
        for _ in range(len(expected) + 1):
            page, before = findings_before(home, before, everything, limit)
            assert len(page) <= limit
            found += [entry.sequence for entry, _ in page]
            if before is None:
                break
        assert found == expected


def test_only_what_is_wanted_is_there(home: Path) -> None:
    run(filled(home, Clock()))
    page, before = findings_before(home, None, lambda record: record.account == "beta", 100)
    assert before is None
    assert {record.account for _, record in page} == {"beta"}
    assert len(page) == len(sequences(home)) // 2


def test_a_page_looks_at_so_many_and_goes_on_from_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(filled(home, Clock()))
    monkeypatch.setattr(past, "LOOKED_AT_MAX", 2)
    expected = sequences(home)
    page, before = findings_before(home, None, lambda record: False, 100)
    assert (page, before) == ([], expected[1])
    page, before = findings_before(home, before, everything, 100)
    assert ([entry.sequence for entry, _ in page], before) == (expected[2:4], expected[3])


def test_no_journal_has_none(tmp_path: Path) -> None:
    assert findings_before(tmp_path, None, everything, 10) == ([], None)


def test_what_is_no_finding_is_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path, on_commit=lambda _: None, on_trouble=print)
    journal.append(1, "finding", "x", b"{}")
    journal.close()
    with pytest.raises(FairlineError, match="in entry 1, wanted a finding"):
        findings_before(tmp_path, None, everything, 10)
