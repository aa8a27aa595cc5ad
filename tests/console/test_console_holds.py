"""Days that cases rest on outlast the time for which the journal is kept."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, Made

from fairline.console.cases.holds import AFTER, DAYS_MAX, Holding
from fairline.console.cases.models import Case, State
from fairline.stores.holds import hold, holds

pytestmark = pytest.mark.django_db
RULE = "called-though-listed"


def holding(folder: Path, at: list[datetime], keep_days: int = 30) -> Holding:
    return Holding(folder, lambda: at[0], keep_days=keep_days)


def test_an_open_case_holds_the_days_of_its_findings(tmp_path: Path, made_case: Made) -> None:
    case = made_case(RULE, since=NOW - timedelta(days=2), until=NOW)
    keep = holding(tmp_path, [NOW])
    assert keep() == 1
    (held,) = holds(tmp_path).items()
    assert held[0] == f"console-case-{case.pk}"
    assert held[1].days == (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24))
    assert keep() == 0, "what is held is not written again"


def test_without_a_time_to_keep_nothing_is_held(tmp_path: Path, made_case: Made) -> None:
    made_case(RULE)
    assert holding(tmp_path, [NOW], keep_days=0)() == 0
    assert holds(tmp_path) == {}


def test_a_closed_case_holds_until_it_can_be_appealed_no_more(tmp_path: Path, made_case: Made) -> None:
    case = made_case(RULE)
    at = [NOW]
    keep = holding(tmp_path, at)
    keep()
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED, closed_at=NOW)
    at[0] = NOW + AFTER - timedelta(seconds=1)
    keep()
    assert set(holds(tmp_path)) == {f"console-case-{case.pk}"}
    at[0] = NOW + AFTER + timedelta(minutes=1)
    assert keep() == 1
    assert holds(tmp_path) == {}


def test_a_new_process_looks_at_all_cases_and_at_no_other_hold(tmp_path: Path, made_case: Made) -> None:
    hold(tmp_path, "case-77", (date(2026, 1, 1),), "by hand")
    old = made_case(RULE, account="old")
    Case.objects.filter(pk=old.pk).update(state=State.CLOSED, closed_at=NOW - AFTER)
    open_one = made_case(RULE, account="acme", sequence=9)
    assert holding(tmp_path, [NOW])() == 1
    assert set(holds(tmp_path)) == {"case-77", f"console-case-{open_one.pk}"}


def test_a_case_that_grows_holds_more_and_at_most_so_much(tmp_path: Path, made_case: Made) -> None:
    made_case(RULE)
    at = [NOW]
    keep = holding(tmp_path, at)
    keep()
    at[0] = NOW + timedelta(days=200)
    case = made_case("number-never-calls", sequence=5, until=at[0])
    Case.objects.filter(pk=case.pk).update(changed_at=at[0])
    assert keep() == 1
    (held,) = holds(tmp_path).values()
    assert len(held.days) == DAYS_MAX
    assert held.days[-1] == at[0].astimezone(UTC).date()
