"""Leases: what is open at once. Timers: what did not come."""

from datetime import timedelta
from typing import Any

from fairline.signals import Measure, Signal, concurrent, equal, occasions, ours, overdue
from fairline.signals.book import Taken
from fairline.signals.windows import instant
from tests.signals.contract.made import (
    AT,
    HOUR,
    LAST_HOUR,
    MINUTE,
    call,
    counted,
    engine_of,
    one,
    seconds,
)

LATENESS = timedelta(minutes=10)


def open_at_once(**changed: Any) -> Signal:
    """Return the most calls that were open at once in an hour."""
    times = {"since": call.answered_at, "until": call.ended_at, "by": call.account, "over": LAST_HOUR}
    return concurrent(**(times | changed))


def talk(since: float, until: float | None, **fields: Any) -> Any:
    """Return a call that was answered and ended so many seconds after AT, where its attempt began."""
    ended_at = None if until is None else AT + seconds(until)
    return one(answered_at=AT + seconds(since), ended_at=ended_at, **fields)


OPEN = open_at_once()
WITHIN_20_S = overdue(
    since=call.started_at, until=call.answered_at, within=seconds(20), by=call.account, over=LAST_HOUR
)


def test_ends() -> None:
    """A lease is open from its start to before its end: one that ends as another starts is not open
    with it.
    """
    assert counted(OPEN, [talk(0, 60), talk(60, 90)], HOUR / 2) == Measure(1, 2)
    assert counted(OPEN, [talk(0, 60), talk(59, 90)], HOUR / 2) == Measure(2, 2)


def test_opens_by_itself() -> None:
    """A lease counts at the instant it opens, not at that of its fact, and needs no further fact to do so."""
    facts = [talk(600, 900)]
    assert counted(OPEN, facts, 10 * MINUTE) == Measure(0, 0)
    assert counted(OPEN, facts, 10 * MINUTE + seconds(1)) == Measure(1, 1)


def test_not_before_its_fact() -> None:
    """A lease that is said to have opened before the time of its fact opens at that time."""
    assert counted(OPEN, [talk(-600, 60)], seconds(1)) == Measure(1, 1)
    assert counted(OPEN, [talk(-600, 0)], seconds(1)) == Measure(0, 0)


def test_canceled() -> None:
    """A lease that would end before it starts, or as it starts, is none."""
    assert counted(OPEN, [talk(60, 30), talk(60, 60), talk(60, 61)], HOUR / 2) == Measure(1, 1)


def test_lost_end() -> None:
    """A lease whose end was lost lasts `lasting_max` and no longer."""
    capped = open_at_once(lasting_max=10 * MINUTE)
    assert counted(capped, [talk(0, None), talk(599, 700)], HOUR / 2) == Measure(2, 2)
    assert counted(capped, [talk(0, None), talk(600, 700)], HOUR / 2) == Measure(1, 2)


def test_told_end() -> None:
    """An end that is told holds, also after `lasting_max`."""
    capped = open_at_once(lasting_max=MINUTE)
    assert counted(capped, [talk(0, 600), talk(599, 700)], HOUR / 2) == Measure(2, 2)


def test_unknown_lease() -> None:
    """A lease without a start, or without an end where there is no `lasting_max`, is unknown."""
    facts = [one(answered_at=None, ended_at=AT + MINUTE), talk(0, None), talk(1, 2)]
    assert counted(OPEN, facts, HOUR / 2) == Measure(1, 1, unknown=2)


def test_taken_back() -> None:
    """A correction takes a lease back, whether it has opened or is still to open."""
    answered = open_at_once(of=call.answered)
    first = talk(0, 600, id="1", answered=True)
    never = talk(0, 600, id="1", answered=False, revision=1)
    for since in (10, 400):
        facts = [first, talk(since, 600, answered=True), never]
        assert counted(answered, facts, HOUR / 2, lateness=LATENESS) == Measure(1, 1)
    late_facts = [talk(0, 600, id="1", answered=True), one(5 * MINUTE, answered=False), never]
    assert counted(answered, late_facts, HOUR / 2, lateness=LATENESS) == Measure(0, 0)


def test_end_that_comes_later() -> None:
    """A correction that brings the end of a call shortens its lease, also for what has opened since."""
    capped = open_at_once(lasting_max=HOUR)
    engine = engine_of(capped, lateness=LATENESS)
    other = one(2 * MINUTE, answered_at=AT + 2 * MINUTE, ended_at=AT + 9 * MINUTE)
    for fact in (talk(0, None, id="1"), other):
        engine.observe(fact)
    engine.tick(instant(AT + 3 * MINUTE))
    assert engine.measure(capped, ("acme",), instant(AT + 3 * MINUTE)).hits == 2
    assert engine.book.take(talk(0, 60, id="1", revision=1)) is Taken.CORRECTED
    assert engine.measure(capped, ("acme",), instant(AT + 3 * MINUTE)).hits == 1


def test_occasions() -> None:
    """Occasions counts how often the number open rises to the level, not for how long nor how far past it."""
    twice = occasions(level=2, since=call.answered_at, until=call.ended_at, by=call.account, over=LAST_HOUR)
    facts = [talk(0, 100), talk(10, 50), talk(20, 40), talk(60, 70), talk(200, 300)]
    assert counted(twice, facts, HOUR / 2) == Measure(hits=2, base=5)


def test_absence() -> None:
    """What did not come counts at the instant it was due, without a further fact."""
    facts = [one(answered_at=None)]
    assert counted(WITHIN_20_S, facts, seconds(20)) == Measure(0, 0)
    assert counted(WITHIN_20_S, facts, seconds(20) + timedelta(microseconds=1)) == Measure(1, 1)


def test_in_time() -> None:
    """What comes exactly when it is due has come; a moment later is too late."""
    in_time, too_late = (one(answered_at=AT + seconds(number)) for number in (20, 20.001))
    assert counted(WITHIN_20_S, [in_time, too_late], MINUTE) == Measure(hits=1, base=2)


def test_due_before_it_was_told() -> None:
    """What was due before the time of its fact counts at that time."""
    answered_late = overdue(
        since=call.campaign_started_at, until=call.answered_at, within=MINUTE, by=call.account, over=LAST_HOUR
    )
    facts = [one(campaign_started_at=AT - HOUR)]
    assert counted(answered_late, facts, seconds(1)) == Measure(1, 1)


def test_waiting_for_nothing() -> None:
    """Without the time that it is due from, nobody can tell: the fact is unknown, at its own time."""
    agents = overdue(
        since=call.answered_at,
        until=call.ended_at,
        within=seconds(2),
        of=equal(call.campaign, "spring"),
        by=call.account,
        over=LAST_HOUR,
    )
    facts = [one(campaign="spring", answered_at=None), one(campaign="summer", answered_at=None)]
    assert counted(agents, facts) == Measure(0, 0, unknown=1)


def test_absence_is_judged() -> None:
    """A rule on what did not come is judged when it was due, and the finding bears that time."""
    engine = engine_of(WITHIN_20_S.at_least(ours(1, en="", fr="")))
    assert engine.observe(one(answered_at=None)) == []
    (found,) = engine.tick(instant(AT + MINUTE))
    assert (found.since, found.open) == (AT + seconds(20), True)
