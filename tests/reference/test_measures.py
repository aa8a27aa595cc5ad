"""What a rule measures, in words: one row for each kind of expression and each way of counting."""

from datetime import timedelta
from typing import Any

import pytest

from fairline.facts import Account, Call, Direction
from fairline.policy import Lang
from fairline.reference.measures import base, key, measure
from fairline.reference.words import COUNTINGS
from fairline.signals import (
    Against,
    Counting,
    Signal,
    Unit,
    both,
    choose,
    cohort,
    columns,
    concurrent,
    count,
    distinct,
    either,
    equal,
    first_known,
    highest,
    known,
    longest_run,
    mean,
    more_than,
    negated,
    newly_seen,
    occasions,
    overdue,
    ratio,
    share,
    share_distinct,
    total,
)
from fairline.signals.windows import calendar

call, account = columns(Call), columns(Account)
BY: dict[str, Any] = {"by": call.account, "over": calendar("day")}
answered = call.answered
outbound = equal(call.direction, Direction.OUTBOUND)
long = more_than(call.talk, timedelta(minutes=5))

CONDITIONS = {
    "a column": (answered, "`answered`", "`answered`"),
    "of another fact": (account.reseller, "`account.reseller`", "`account.reseller`"),
    "a word": (outbound, "`direction` = outbound", "`direction` = outbound"),
    "a duration": (long, "`talk` > 5\u00a0min", "`talk` > 5\u00a0min"),
    "no": (equal(answered, False), "`answered` = no", "`answered` = non"),
    "or within and": (
        both(answered, either(outbound, long)),
        "`answered` and (`direction` = outbound or `talk` > 5\u00a0min)",
        "`answered` et (`direction` = outbound ou `talk` > 5\u00a0min)",
    ),
    "not": (negated(both(answered, outbound)), "not (`answered` and `direction` = outbound)",
            "non (`answered` et `direction` = outbound)"),
    "known": (known(call.campaign), "`campaign` is known", "`campaign` est connu"),
    "first known": (first_known(answered, account.reseller),
                    "the first known of (`answered`; `account.reseller`)",
                    "le premier connu de (`answered`\u00a0; `account.reseller`)"),
    "new": (
        newly_seen(call.called_country, by=call.account, within=timedelta(hours=24), after=timedelta(days=90),
                   history_min=timedelta(days=2)),
        "(`called_country` is new to `account`: first seen less than 24\u00a0h\u00a000\u00a0min ago, or after"
        " 90 days without it, and not in the first 2 days of the records)",
        "(`called_country` est nouveau pour `account`\u00a0: vu pour la première fois depuis moins de"
        " 24\u00a0h\u00a000, ou après 90\u00a0jours d'absence, et hors des 2\u00a0jours du début"
        " des relevés)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions(name: str) -> None:
    condition, en, fr = CONDITIONS[name]
    signal = count(answered, of=condition, **BY)
    assert base(signal, Lang.EN) == f"calls for which {en}"
    assert base(signal, Lang.FR) == f"les appels pour lesquels {fr}"


SPAN: dict[str, Any] = {"since": call.answered_at, "until": call.ended_at}
MEASURES: dict[str, tuple[Signal, str]] = {
    "all": (count(True, of=answered, **BY), "their number"),
    "the same twice": (count(answered, of=answered, **BY), "their number"),
    "count": (count(long, of=answered, **BY), "the number for which `talk` > 5\u00a0min"),
    "share": (share(long, of=answered, **BY), "the share for which `talk` > 5\u00a0min"),
    "total": (total(call.talk, unit=Unit.DURATION, **BY), "the sum of `talk`"),
    "mean": (mean(call.talk, unit=Unit.DURATION, **BY), "the mean of `talk`"),
    "ratio": (
        ratio(call.talk, where=outbound, unit=Unit.DURATION, **BY),
        "the sum of `talk` where `direction` = outbound, divided by its sum where that is not so",
    ),
    "distinct": (distinct(call.called, **BY), "the number of different values of `called`"),
    "per fact": (
        share_distinct(call.caller, **BY),
        "the number of different values of `caller`, divided by the number of facts",
    ),
    "highest": (highest(call.talk, unit=Unit.DURATION, **BY), "the highest `talk`"),
    "run": (
        longest_run(call.line, step_max=3, **BY),
        "the longest run of `line` in which each is more than the one before by at most 3",
    ),
    "concurrent": (
        concurrent(lasting_max=timedelta(hours=4), **SPAN, **BY),
        "the most that were open at once, each from `answered_at` to `ended_at`"
        " (without an end: for 4\u00a0h\u00a000\u00a0min)",
    ),
    "occasions": (
        occasions(level=2, **SPAN, **BY),
        "how often 2 came to be open at once, each from `answered_at` to `ended_at`",
    ),
    "overdue": (
        overdue(within=timedelta(seconds=2), **SPAN, **BY),
        "how often `ended_at` was not known within 2\u00a0s of `answered_at`",
    ),
    "cohort": (
        cohort(call.talk, peers=account.plan, peers_min=10, unit=Unit.DURATION, **BY),
        "the sum of `talk`, divided by its mean over the cohort: all for whom this is the same,"
        " `account.plan`; measured from 10 of them on",
    ),
    "cohort median": (
        cohort(call.talk, peers=account.plan, peers_min=10, unit=Unit.DURATION, against=Against.MEDIAN, **BY),
        "the sum of `talk`, divided by its median over the cohort: all for whom this is the same,"
        " `account.plan`; measured from 10 of them on",
    ),
    "cohort spread": (
        cohort(call.talk, peers=account.plan, peers_min=10, unit=Unit.DURATION, against=Against.SPREAD, **BY),
        "how far the sum of `talk` is above its median over the cohort, divided by the cohort's spread"
        " (1.4826 times the median distance from the median); the cohort is all for whom this is the same,"
        " `account.plan`; measured from 10 of them on",
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_measures(name: str) -> None:
    signal, expected = MEASURES[name]
    assert measure(signal, Lang.EN) == expected
    assert measure(signal, Lang.FR) != expected


def test_every_way_of_counting_has_words_and_a_row() -> None:
    assert {counting.value for counting in Counting} <= set(COUNTINGS)
    assert {signal.counting for signal, _ in MEASURES.values()} == set(Counting)


def test_a_base_of_all_and_a_key_that_is_chosen() -> None:
    other = choose(outbound, yes=call.called, no=call.caller)
    signal = count(
        True, by=(call.account, other, choose(outbound, yes=call.called, no=None)), over=BY["over"]
    )
    assert base(count(answered, **BY), Lang.FR) == "tous les appels"
    assert key(signal, Lang.EN) == (
        "`account`, (if `direction` = outbound: `called`; otherwise: `caller`),"
        " (`called`, only if `direction` = outbound)"
    )
