"""Windows, and calendar windows with their zones."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest

from fairline.signals import DeclarationError, Measure, calendar, count, sliding, successive
from fairline.signals.windows import Calendar
from tests.signals.contract.made import (
    AT,
    ATTEMPTS,
    DAY,
    HOUR,
    MINUTE,
    call,
    counted,
    engine_of,
    findings,
    one,
    periods,
    seconds,
)

INSTANT = timedelta(microseconds=1)
INDIA = timezone(timedelta(hours=5, minutes=30))
TEN_MINUTES = count(True, by=call.account, over=sliding(minutes=10, hop=10 * MINUTE))
SPANS = count(True, by=call.account, over=successive(days=1, since=call.campaign_started_at))


def hits(found: dict[Any, Measure]) -> dict[datetime, int]:
    """Return the hits by the start of the period."""
    return {since: measure.hits for (_, since), measure in found.items()}


def by(window: Calendar) -> Any:
    """Return attempts over a calendar window."""
    return count(True, by=call.account, over=window)


def test_hops_by_length() -> None:
    """A sliding window of up to 5 minutes moves in hops of 5 seconds, up to 15 minutes of 15 seconds, up to
    an hour of 1 minute, up to 24 hours of 15 minutes, up to 7 days of 2 hours, up to 30 days of 12 hours, and
    up to 90 days of 1 day; these numbers are ours.
    """
    steps = [
        (5 * MINUTE, seconds(5)), (15 * MINUTE, seconds(15)), (HOUR, MINUTE), (24 * HOUR, 15 * MINUTE),
        (7 * DAY, 2 * HOUR), (30 * DAY, 12 * HOUR), (90 * DAY, DAY),
    ]  # fmt: skip
    assert [sliding(seconds=int(longest.total_seconds())).hop for longest, _ in steps] == [
        hop for _, hop in steps
    ]
    past = [longest + hop for (longest, _), (_, hop) in pairwise(steps)]
    assert [sliding(seconds=int(longer.total_seconds())).hop for longer in past] == [
        hop for _, hop in steps[1:]
    ]


def test_never_longer() -> None:
    """A sliding window covers the hop that now is in and the whole hops before it: it is never longer than it
    says, and shorter by less than one hop.
    """
    early, late = one(), one(seconds(59))
    assert counted(ATTEMPTS, [early, late], HOUR - INSTANT).hits == 2
    assert counted(ATTEMPTS, [early, late], HOUR).hits == 0


def test_end_of_a_hop() -> None:
    """A hop includes the instant it starts at and not the one it ends at."""
    facts = [one(), one(10 * MINUTE - INSTANT)]
    assert counted(TEN_MINUTES, facts).hits == 2
    assert counted(TEN_MINUTES, [*facts, one(10 * MINUTE)]).hits == 1


def test_hops_start_in_1970() -> None:
    """Hops are counted from 1970-01-01 00:00 UTC, whatever the zone that a fact's time is told in."""
    hourly = count(True, by=call.account, over=sliding(hours=1, hop=HOUR))
    facts = [one(20 * MINUTE, started_at=(AT + 20 * MINUTE).astimezone(INDIA))]
    assert counted(hourly, facts, 40 * MINUTE).hits == 1  # the clock of India struck the hour in between
    assert counted(hourly, facts, 60 * MINUTE).hits == 0


def test_another_hop() -> None:
    """A sliding window may name another hop, if a whole number of hops fills it."""
    assert counted(TEN_MINUTES, [one(9 * MINUTE)], 10 * MINUTE).hits == 0
    with pytest.raises(DeclarationError, match="wanted a whole number of hops in the window"):
        sliding(minutes=10, hop=3 * MINUTE)


def test_successive() -> None:
    """Successive spans follow one another from the anchor that each fact names; a span includes its start and
    not its end.
    """
    facts = [one(after, campaign_started_at=AT) for after in (0 * DAY, DAY - INSTANT, DAY, 3 * DAY)]
    assert hits(periods(SPANS, facts)) == {AT: 2, AT + DAY: 1, AT + 3 * DAY: 1}


def test_no_anchor() -> None:
    """A fact that names no anchor, or that comes before the one it names, is in no successive span."""
    facts = [one(campaign_started_at=None), one(campaign_started_at=AT + INSTANT)]
    assert periods(SPANS, facts) == {}
    assert hits(periods(SPANS, [one(campaign_started_at=AT)])) == {AT: 1}


def test_several_anchors() -> None:
    """A key whose facts name several anchors has spans from each of them."""
    anchors = (AT, AT - HOUR, AT)
    facts = [one(campaign_started_at=at, id=str(number)) for number, at in enumerate(anchors)]
    assert hits(periods(SPANS, facts)) == {AT: 2, AT - HOUR: 1}


def test_calendar() -> None:
    """A calendar day starts at midnight, a week on Monday and a month on the first; a period includes its
    start and not its end.
    """
    first = datetime(2026, 6, 1, tzinfo=UTC)  # a Monday
    facts = [one(started_at=at) for at in (first - INSTANT, first)]
    for unit, before in (("day", DAY), ("week", 7 * DAY), ("month", 31 * DAY)):
        assert hits(periods(by(calendar(unit)), facts)) == {first - before: 1, first: 1}  # type: ignore[arg-type]


def test_when_a_period_closes() -> None:
    """A period is judged once it has ended, as a fact or a tick shows, and an open one when the records
    end.
    """
    engine, midnight = engine_of(by(calendar("day"))), AT + 12 * HOUR
    assert engine.observe(one()) == []
    assert engine.tick((midnight - INSTANT - datetime(1970, 1, 1, tzinfo=UTC)) // INSTANT) == []
    (ended,) = engine.observe(one(started_at=midnight))
    assert (ended.until, ended.measure.hits) == (midnight, 1)
    assert [each.since for each in engine.conclude()] == [midnight]


def test_zone() -> None:
    """A calendar window keeps the clock of the IANA zone that it names, whatever the zone that a fact's time
    is told in.
    """
    late = AT + 11 * HOUR + 30 * MINUTE  # in Paris half past midnight, in India five in the morning
    facts = [one(11 * HOUR), one(started_at=late.astimezone(INDIA))]
    paris = hits(periods(by(calendar("day", "Europe/Paris")), [one(10 * HOUR), *facts]))
    assert paris == {AT - 13 * HOUR: 1, AT + 11 * HOUR: 2}
    assert hits(periods(by(calendar("day")), facts)) == {AT - 12 * HOUR: 2}


def test_clocks_that_change() -> None:
    """The day on which clocks go forward has 23 hours and the one on which they go back 25."""
    paris = by(calendar("day", "Europe/Paris"))
    spring, autumn = datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    found = findings(paris, facts=[one(started_at=spring), one(started_at=autumn)])
    assert [each.until - each.since for each in found] == [23 * HOUR, 25 * HOUR]


def test_the_hour_twice() -> None:
    """In the hour that autumn repeats, each pass counts at its own instant, and both in that day."""
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]  # 02:30 and 02:30 in Paris
    facts = [one(started_at=at) for at in twice]
    assert list(hits(periods(by(calendar("day", "Europe/Paris")), facts)).values()) == [2]
    assert counted(TEN_MINUTES, facts, twice[1] - AT).hits == 1


def test_elapsed_time() -> None:
    """Sliding windows and successive spans are elapsed time: a successive day has 24 hours when clocks
    change.
    """
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight in Paris, of the day with 23 hours
    (found,) = findings(SPANS, facts=[one(started_at=start, campaign_started_at=start)])
    assert found.until - found.since == 24 * HOUR
