"""Periods in SQL are those of the calendar, where clocks change and through a day that never was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from fairline.facts import Call
from fairline.signals import calendar, columns, sliding, successive
from fairline.signals.sql.periods import Span, bounds, period
from fairline.signals.sql.writing import DIALECT
from fairline.signals.windows import Calendar, Unit, Window, instant

call = columns(Call)
DAY = timedelta(days=1)
NIGHTS = {
    "Europe/Paris": [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)],
    "America/New_York": [datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)],
    "America/Sao_Paulo": [datetime(2018, 11, 4, tzinfo=UTC), datetime(2018, 2, 18, tzinfo=UTC)],
    "Australia/Lord_Howe": [datetime(2026, 4, 4, tzinfo=UTC)],
    "Pacific/Apia": [datetime(2011, 12, 30, tzinfo=UTC)],
    "UTC": [datetime(1970, 1, 1, tzinfo=UTC)],
}


def told(at: int, over: Window, anchor: int | None, span: Span) -> Any:
    query = period(exp.convert(at), over, exp.convert(anchor), span)
    return duckdb.execute(exp.select(query).sql(DIALECT)).fetchall()[0][0]


@pytest.mark.parametrize("unit", ["day", "week", "month"])
@pytest.mark.parametrize("zone", NIGHTS)
def test_around_the_nights_in_which_clocks_change(zone: str, unit: Unit) -> None:
    over = calendar(unit, zone)
    for night in NIGHTS[zone]:
        span = Span(instant(night - 40 * DAY), instant(night + 40 * DAY))
        edges = {over.start(over.index(instant(night + days * DAY))) for days in range(-3, 4)}
        hours = {instant(night + timedelta(minutes=30 * each)) for each in range(-60, 100)}
        for at in sorted(hours | {edge + shift for edge in edges for shift in (-1, 0, 1)}):
            number = told(at, over, None, span)
            start, end = bounds(over, number)
            assert start <= at < end
            assert number == over.index(at)


@given(
    zone=st.sampled_from(sorted(NIGHTS)),
    unit=st.sampled_from(["day", "week", "month"]),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001  (the strategy takes none)
    before=st.integers(0, 400),
    after=st.integers(0, 400),
)
def test_any_instant_of_a_span(zone: str, unit: Unit, at: datetime, before: int, after: int) -> None:
    over: Calendar = calendar(unit, zone)
    here = at.replace(tzinfo=UTC)
    span = Span(instant(here - before * DAY), instant(here + after * DAY))
    assert told(instant(here), over, None, span) == over.index(instant(here))


@pytest.mark.parametrize(
    ("passed", "expected"),
    [(timedelta(0), 0), (30 * DAY - timedelta(microseconds=1), 0), (30 * DAY, 1), (89 * DAY, 2)],
)
def test_successive_periods_include_their_start(passed: timedelta, expected: int) -> None:
    anchor = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
    over = successive(days=30, since=call.campaign_started_at)
    at = instant(anchor + passed)
    start = told(at, over, instant(anchor), Span(at, at))
    assert start == instant(anchor + expected * 30 * DAY)
    assert bounds(over, start) == (start, instant(anchor + (expected + 1) * 30 * DAY))


def test_hops_are_counted_from_1970_and_told_from_the_first_at_hand() -> None:
    over = sliding(minutes=5)
    first = instant(datetime(2026, 1, 1, 0, 0, 4, tzinfo=UTC))
    assert [told(first + second * 1_000_000, over, None, Span(first, first)) for second in (0, 1, 5, 6)] == [
        0, 1, 1, 2,
    ]  # fmt: skip
