"""What SQL counts, each way of counting over each kind of window, as worked out by hand."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fairline.facts import Account, Call, Direction, Fact
from fairline.history import History
from fairline.law import load
from fairline.signals import (
    Against,
    Measure,
    Signal,
    Unit,
    calendar,
    choose,
    cohort,
    columns,
    concurrent,
    count,
    derived,
    distinct,
    equal,
    highest,
    longest_run,
    mean,
    newly_seen,
    occasions,
    ratio,
    share,
    sliding,
    successive,
    total,
)
from fairline.signals.windows import instant

LAW = load()
START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
call, account = columns(Call), columns(Account)
DAY, HOUR, WEEK = calendar("day"), sliding(hours=1), calendar("week")
MINUTES = timedelta(minutes=1)


def at(minute: float, **fields: object) -> Call:
    """A call of ``a`` so many minutes after nine."""
    given: dict[str, object] = {"id": f"{minute:09.3f}-{len(fields)}", "account": "a"} | fields
    return Call(started_at=START + minute * MINUTES, **given)  # type: ignore[arg-type]


def talk(minute: float, seconds: float | None, **fields: object) -> Call:
    spoken = None if seconds is None else timedelta(seconds=seconds)
    return at(minute, talk=spoken, **fields)


def lease(minute: float, until: float | None, **fields: object) -> Call:
    ended = None if until is None else START + until * MINUTES
    return at(minute, answered_at=START + minute * MINUTES, ended_at=ended, answered=True, **fields)


def number(dialed: str) -> int:
    """A function that SQL has no form of."""
    return int(dialed)


BY = {"by": call.account}
OPEN: dict[str, Any] = {"since": call.answered_at, "until": call.ended_at, "of": call.answered, **BY}
TALK: dict[str, Any] = {"unit": Unit.DURATION, **BY}
OUT = equal(call.direction, Direction.OUTBOUND)
NEW = newly_seen(
    call.called_country,
    by=call.account,
    within=timedelta(hours=1),
    after=timedelta(hours=2),
    history_min=timedelta(minutes=30),
)
RUN = longest_run(derived(number, call.dialed), step_max=2, over=HOUR, **BY)


def runs(*values: tuple[float, str | None]) -> list[Fact]:
    return [at(minute, dialed=value) for minute, value in values]


CASES: dict[str, tuple[Signal, list[Fact], list[tuple[int, int, int]]]] = {
    "a count tells true, false and unknown apart": (
        count(call.answered, over=DAY, **BY),
        [at(0, answered=True), at(1, answered=False), at(2)],
        [(1, 2, 1)],
    ),
    "what is outside the base counts nowhere, what may be in it is unknown": (
        share(call.answered, of=OUT, over=DAY, **BY),
        [
            at(0, answered=True, direction=Direction.OUTBOUND),
            at(1, answered=True, direction=Direction.INBOUND),
            at(2, answered=True),
        ],
        [(1, 1, 1)],
    ),
    "a period with nothing but unknowns is still one": (
        count(call.answered, over=DAY, **BY),
        [at(0)],
        [(0, 0, 1)],
    ),
    "without a key it is nobody's": (count(True, of=OUT, over=DAY, **BY), [at(0, account=None)], []),
    "durations are summed in whole milliseconds, each rounded downward": (
        total(call.talk, over=DAY, **TALK),
        [talk(0, 1.0009), talk(1, 2.0009), talk(2, None)],
        [(3000, 2, 1)],
    ),
    "money is summed in millionths, what is less is cut off": (
        total(call.cost, over=DAY, unit=Unit.MONEY, **BY),
        [at(0, cost=Decimal("0.0000019")), at(1, cost=Decimal("-0.0000019")), at(2, cost=Decimal("1.5"))],
        [(1_500_000, 3, 0)],
    ),
    "a mean is a sum and how many": (
        mean(call.talk, over=DAY, **TALK),
        [talk(0, 1), talk(1, 4)],
        [(5000, 2, 0)],
    ),
    "a ratio has a sum on either side": (
        ratio(call.talk, where=OUT, over=DAY, **TALK),
        [
            talk(0, 5, direction=Direction.OUTBOUND),
            talk(1, 2, direction=Direction.INBOUND),
            talk(2, 9),
            talk(3, None, direction=Direction.INBOUND),
        ],
        [(5000, 2000, 2)],
    ),
    "different values": (
        distinct(call.called, over=DAY, **BY),
        [at(0, called="x"), at(1, called="y"), at(2, called="x"), at(3)],
        [(2, 3, 1)],
    ),
    "the highest value": (
        highest(call.talk, over=DAY, **TALK),
        [talk(0, 3), talk(1, 7), talk(2, 5)],
        [(7000, 3, 0)],
    ),
    "a lease that ends as another opens is closed": (
        concurrent(over=DAY, **OPEN),
        [lease(0, 10), lease(5, 10), lease(10, 20)],
        [(2, 3, 0)],
    ),
    "a lease without an end is unknown": (
        concurrent(over=DAY, **OPEN),
        [lease(0, None), lease(1, 2)],
        [(1, 1, 1)],
    ),
    "or lasts as long as it is said to": (
        concurrent(lasting_max=timedelta(minutes=10), over=DAY, **OPEN),
        [lease(0, None), lease(9, 12), lease(11, 12)],
        [(2, 3, 0)],
    ),
    "a lease that ends as it starts is none": (concurrent(over=DAY, **OPEN), [lease(0, 0)], []),
    "rises to a level are counted, falls are not": (
        occasions(level=2, over=DAY, **OPEN),
        [lease(0, 60), lease(1, 2), lease(3, 50), lease(4, 5)],
        [(2, 4, 0)],
    ),
    "at each event of a sliding window, its own hop and the whole ones before it": (
        count(True, of=call.answered, over=HOUR, **BY),
        [
            at(0.5, answered=True),
            at(1, answered=True),
            at(59.9, answered=True),
            at(60, answered=True),
            at(61, answered=True),
        ],
        [(1, 1, 0), (2, 2, 0), (3, 3, 0), (3, 3, 0), (3, 3, 0)],
    ),
    "different values of a sliding window": (
        distinct(call.called, over=HOUR, **BY),
        [at(0, called="x"), at(30, called="y"), at(59, called="x"), at(90, called="z")],
        [(1, 1, 0), (2, 2, 0), (2, 3, 0), (2, 2, 0)],
    ),
    "the highest of a sliding window": (
        highest(call.talk, over=HOUR, **TALK),
        [talk(0, 9), talk(30, 3), talk(60, 1), talk(90, 2)],
        [(9000, 1, 0), (9000, 2, 0), (3000, 2, 0), (2000, 2, 0)],
    ),
    "a run goes on over steps of one or two, and no further": (
        RUN,
        runs((0, "1"), (1, "2"), (2, "4"), (3, "7"), (4, "7"), (5, "8")),
        [(1, 1, 0), (2, 2, 0), (3, 3, 0), (3, 4, 0), (3, 5, 0), (3, 6, 0)],
    ),
    "what is unknown does not break a run": (
        RUN,
        runs((0, "1"), (1, None), (2, "2")),
        [(1, 1, 0), (1, 1, 1), (2, 2, 1)],
    ),
    "of a run that began before the window only the rest counts": (
        RUN,
        runs((0, "1"), (20, "2"), (40, "3"), (65, "4"), (85, "9"), (99, "1"), (100, "2"), (101, "3")),
        [(1, 1, 0), (2, 2, 0), (3, 3, 0), (3, 3, 0), (2, 3, 0), (2, 4, 0), (2, 4, 0), (3, 5, 0)],
    ),
    "a week starts on Monday": (
        count(call.answered, over=WEEK, **BY),
        [at(-9 * 60 - 0.001, answered=True), at(-9 * 60, answered=True), at(0, answered=True)],
        [(1, 1, 0), (2, 2, 0)],
    ),
    "each fact names the start of its own periods": (
        count(call.answered, over=successive(days=1, since=call.campaign_started_at), **BY),
        [
            at(0, answered=True, campaign_started_at=START),
            at(24 * 60 - 0.001, answered=True, campaign_started_at=START),
            at(24 * 60, answered=True, campaign_started_at=START),
            at(5, answered=True, campaign_started_at=START + timedelta(hours=1)),
            at(6, answered=True),
        ],
        [(2, 2, 0), (1, 1, 0)],
    ),
    "a cohort is everybody with the same peers; too few are no measure": (
        cohort(call.talk, peers=account.plan, peers_min=2, over=DAY, **TALK),
        [
            Account(id="a", at=START, plan="p"),
            Account(id="b", at=START, plan="p"),
            Account(id="c", at=START, plan="q"),
            talk(0, 6),
            talk(1, 3, account="b"),
            talk(2, 8, account="c"),
        ],
        [(6000, 4500, 0), (3000, 4500, 0), (8000, 0, 0)],
    ),
    "against the median: between the two in the middle": (
        cohort(call.talk, peers=account.plan, peers_min=4, over=DAY, against=Against.MEDIAN, **TALK),
        [talk(0, 6), talk(1, 3, account="b"), talk(2, 90, account="c"), talk(3, 2.001, account="d")],
        [(6000, 4500, 0), (3000, 4500, 0), (90000, 4500, 0), (2001, 4500, 0)],
    ),
    "against the spread: how far above the median, and 1.4826 median distances": (
        cohort(call.talk, peers=account.plan, peers_min=3, over=DAY, against=Against.SPREAD, **TALK),
        [talk(0, 6), talk(1, 3, account="b"), talk(2, 90, account="c")],
        [(0, 4447, 0), (-3000, 4447, 0), (84000, 4447, 0)],
    ),
    "too few for a spread": (
        cohort(call.talk, peers=account.plan, peers_min=3, over=DAY, against=Against.SPREAD, **TALK),
        [talk(0, 6), talk(1, 3, account="b")],
        [(0, 0, 0), (0, 0, 0)],
    ),
    "the latest fact says who the peers are": (
        cohort(call.talk, peers=call.called_country, peers_min=2, over=DAY, **TALK),
        [
            talk(0, 6, called_country="FR"),
            talk(1, 2, called_country="DE"),
            talk(2, 4, called_country="DE", account="b"),
        ],
        [(8000, 6000, 0), (4000, 6000, 0)],
    ),
    "what is known of an account holds from its record on": (
        count(equal(account.plan, "p"), of=OUT, over=DAY, **BY),
        [
            at(0, direction=Direction.OUTBOUND),
            Account(id="a", at=START + 1 * MINUTES, plan="p"),
            at(1, direction=Direction.OUTBOUND),
            Account(id="a", at=START + 2 * MINUTES, plan="q"),
            at(3, direction=Direction.OUTBOUND),
        ],
        [(1, 2, 1)],
    ),
    "new is what was never seen, or not for long; in the first half hour nobody knows": (
        count(choose(OUT, yes=NEW, no=None), of=OUT, over=DAY, **BY),
        [
            at(0, direction=Direction.OUTBOUND, called_country="FR"),
            at(29, direction=Direction.OUTBOUND, called_country="DE"),
            at(30, direction=Direction.OUTBOUND, called_country="IT"),
            at(90, direction=Direction.OUTBOUND, called_country="IT"),
            at(149, direction=Direction.OUTBOUND, called_country="DE"),
            at(210.01, direction=Direction.OUTBOUND, called_country="IT"),
        ],
        [(2, 4, 2)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_measures(name: str) -> None:
    signal, facts, expected = CASES[name]
    assert sorted(measured(signal, facts)) == sorted(expected)


def measured(signal: Signal, facts: Iterable[Fact]) -> list[tuple[int, int, int]]:
    """What each key measured, its latest fact first put in."""
    with History() as history:
        history.add(sorted(facts, key=lambda fact: fact.at, reverse=True))
        history.settle()
        found = list(history.measures(signal, law=LAW))
    assert all(isinstance(each.measure, Measure) and not each.measure.saturated for each in found)
    return [each.measure[:3] for each in found]


def test_the_start_of_a_period_is_told() -> None:
    facts = [at(0, answered=True, campaign_started_at=START - timedelta(days=3, hours=1))]
    signal = count(call.answered, over=successive(days=1, since=call.campaign_started_at), **BY)
    with History() as history:
        history.add(facts)
        history.settle()
        (one,) = history.measures(signal, law=LAW)
    assert (one.key, one.at) == (("a",), instant(START - timedelta(hours=1)))
