"""Duplicates and corrections; lateness and clocks."""

from datetime import timedelta

import pytest

from fairline.facts import Fact
from fairline.signals import Measure, Unit, calendar, count, newly_seen, ours, total
from fairline.signals.book import Taken
from fairline.signals.windows import instant
from tests.signals.contract.made import (
    AT,
    ATTEMPTS,
    DAY,
    HOUR,
    LAST_HOUR,
    MINUTE,
    NONE,
    call,
    counted,
    engine_of,
    findings,
    one,
    periods,
    seconds,
)

LATENESS = timedelta(minutes=10)
BY_CAMPAIGN = total(call.talk, by=(call.account, call.campaign), over=LAST_HOUR, unit=Unit.DURATION)
A_DAY = count(True, by=call.account, over=calendar("day"))


def taken(facts: list[Fact], lateness: timedelta = LATENESS) -> list[Taken]:
    """Return what became of each fact."""
    engine = engine_of(ATTEMPTS, lateness=lateness)
    return [engine.book.take(fact) for fact in facts]


def test_duplicate() -> None:
    """A fact of the kind, id and account of one that was counted within the allowed lateness, with no larger
    revision, is a duplicate and counts nothing.
    """
    facts: list[Fact] = [one(id="1"), one(MINUTE), one(id="1"), one(MINUTE, id="1")]
    assert taken(facts) == [Taken.COUNTED, Taken.COUNTED, Taken.DUPLICATE, Taken.DUPLICATE]
    assert counted(ATTEMPTS, facts, lateness=LATENESS).hits == 2


def test_ids_of_each_account() -> None:
    """Ids are each account's own: the same id of another account is another fact."""
    facts: list[Fact] = [one(id="1"), one(id="1", account="other")]
    assert taken(facts) == [Taken.COUNTED, Taken.COUNTED]
    assert counted(ATTEMPTS, facts, key=("other",), lateness=LATENESS).hits == 1


def test_correction() -> None:
    """A larger revision takes the place of the version that was counted and never adds to it: its key, time
    and values are what counts.
    """
    first = one(id="1", campaign="spring", talk=MINUTE)
    corrected = one(MINUTE, id="1", campaign="summer", talk=3 * MINUTE, revision=1)
    assert taken([first, corrected]) == [Taken.COUNTED, Taken.CORRECTED]
    facts = [first, one(campaign="spring", talk=seconds(5)), corrected]
    spring, summer = (
        counted(BY_CAMPAIGN, facts, key=("acme", campaign), lateness=LATENESS)
        for campaign in ("spring", "summer")
    )
    assert (spring, summer) == (Measure(5_000, 1), Measure(180_000, 1))


def test_smaller_revision() -> None:
    """A smaller revision that comes after a larger one is a duplicate."""
    facts: list[Fact] = [one(id="1", talk=MINUTE, revision=2), one(id="1", talk=HOUR, revision=1)]
    assert taken(facts) == [Taken.COUNTED, Taken.DUPLICATE]


def test_correction_too_late() -> None:
    """A correction whose own time is further back than the allowed lateness is refused as late, and the
    version that was counted stays.
    """
    facts: list[Fact] = [one(id="1"), one(LATENESS + seconds(1)), one(id="1", account="acme", revision=1)]
    assert taken(facts)[-1] is Taken.LATE
    assert counted(ATTEMPTS, facts, lateness=LATENESS).hits == 2


def test_nothing_remembered() -> None:
    """Without an allowed lateness no fact is remembered: whoever hands facts over puts them in order of time,
    each once and in its last version, as an audit does.
    """
    assert taken([one(id="1"), one(id="1")], NONE) == [Taken.COUNTED, Taken.COUNTED]
    assert taken([one(seconds(1)), one()], NONE) == [Taken.COUNTED, Taken.LATE]


def test_late() -> None:
    """A fact that comes up to the allowed lateness behind the latest is counted where it belongs, as if it
    had come in time.
    """
    late, latest = one(), one(LATENESS)
    assert taken([latest, late]) == [Taken.COUNTED, Taken.COUNTED]
    for after in (LATENESS, HOUR - seconds(1), HOUR, HOUR + LATENESS):
        in_time = counted(ATTEMPTS, [late, latest], after)
        assert counted(ATTEMPTS, [latest, late], after, lateness=LATENESS) == in_time


def test_too_late() -> None:
    """One that comes later still counts nowhere: it is told as late to whoever hands it over, who keeps it,
    and the engine says how many there were.
    """
    facts: list[Fact] = [one(LATENESS + timedelta(microseconds=1)), one()]
    assert taken(facts) == [Taken.COUNTED, Taken.LATE]
    engine = engine_of(ATTEMPTS, lateness=LATENESS)
    assert [engine.observe(fact) != [] for fact in facts] == [True, False]
    assert (engine.late, engine.taken[Taken.COUNTED]) == (1, 1)


def test_clock_backwards() -> None:
    """Late is measured against the latest time that any fact or tick has told: a clock that runs backwards
    moves nothing back.
    """
    engine = engine_of(ATTEMPTS, lateness=LATENESS)
    engine.observe(one(20 * MINUTE))
    engine.tick(instant(AT))
    engine.observe(one(15 * MINUTE))
    assert engine.book.now == instant(AT + 20 * MINUTE)
    assert engine.book.take(one(9 * MINUTE)) is Taken.LATE
    assert engine.book.take(one(10 * MINUTE)) is Taken.COUNTED


def test_clock_ahead() -> None:
    """A fact or tick from the future makes what comes after it late, until time has caught up with it."""
    engine = engine_of(ATTEMPTS, lateness=LATENESS)
    engine.tick(instant(AT + DAY))
    assert engine.book.take(one()) is Taken.LATE
    assert engine.book.take(one(DAY - LATENESS)) is Taken.COUNTED


def test_late_in_a_period() -> None:
    """A period closes the allowed lateness after its end, so that late facts still count in it."""
    midnight = 12 * HOUR
    facts = [one(), one(midnight + LATENESS - seconds(1)), one(midnight - seconds(1))]
    assert [measure.hits for measure in periods(A_DAY, facts, lateness=LATENESS).values()] == [2, 1]
    engine = engine_of(A_DAY, lateness=LATENESS)
    engine.observe(one())
    assert engine.tick(instant(AT + midnight + LATENESS) - 1) == []
    assert [each.measure.hits for each in engine.tick(instant(AT + midnight + LATENESS))] == [1]


@pytest.mark.parametrize("after", [NONE, 5 * MINUTE])
def test_late_asks_the_rule(after: timedelta) -> None:
    """A late fact that makes a sliding rule broken is found as of now."""
    twice = ATTEMPTS.at_least(ours(2, en="", fr=""))
    (found,) = findings(twice, facts=[one(5 * MINUTE + after), one()], lateness=LATENESS)
    assert (found.since, found.measure.hits) == (AT + 5 * MINUTE + after, 2)


def test_newly_seen_follows_arrival() -> None:
    """`newly_seen` follows the order in which facts come: a sighting that comes late makes nothing known."""
    new = newly_seen(call.called_country, by=call.account, within=HOUR, after=3 * HOUR, history_min=NONE)
    news = count(new, by=call.account, over=LAST_HOUR)
    first, late = one(called_country="DE"), one(5 * MINUTE, called_country="FR")
    then, last = one(10 * MINUTE, called_country="DE"), one(67 * MINUTE, called_country="FR")
    engine = engine_of(news, lateness=LATENESS)
    for fact in (first, then, late, last):
        engine.observe(fact)
    assert counted(news, [first, late, then, last]) == Measure(1, 2)  # 62 minutes after the first
    assert engine.measure(news, ("acme",), instant(last.at)) == Measure(2, 2)  # the first in its turn
