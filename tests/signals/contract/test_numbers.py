"""Numbers, shares and distinct values."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from fairline.facts import Account, Call, Message
from fairline.signals import (
    Against,
    DeclarationError,
    Measure,
    Reading,
    Test,
    Unit,
    calendar,
    cohort,
    columns,
    distinct,
    equal,
    highest,
    mean,
    ours,
    ratio,
    share,
    sliding,
    total,
)
from fairline.signals.entries import DISTINCT_MAX
from fairline.signals.windows import instant
from tests.signals.contract.made import (
    AT,
    LAST_HOUR,
    MINUTE,
    account,
    call,
    counted,
    engine_of,
    findings,
    one,
    periods,
    seconds,
)

message = columns(Message)
TALK = total(call.talk, by=call.account, over=LAST_HOUR, unit=Unit.DURATION)
COST = total(call.cost, by=call.account, over=LAST_HOUR, unit=Unit.MONEY)
ANSWERED = share(call.answered, of=True, by=call.account, over=LAST_HOUR)
LONG_TO_SHORT = ratio(
    call.talk, where=equal(call.campaign, "long"), by=call.account, over=LAST_HOUR, unit=Unit.DURATION
)
PEOPLE = distinct(call.called, by=call.account, over=sliding(minutes=3, hop=MINUTE))


def test_milliseconds() -> None:
    """Durations are counted in whole milliseconds; what is less is cut off, of each fact on its own."""
    facts = [one(talk=timedelta(microseconds=1_999)), one(seconds(1), talk=timedelta(microseconds=1_001))]
    assert counted(TALK, facts).hits == 2


def test_millionths() -> None:
    """Money is counted in whole millionths; what is less is cut off toward zero, of each fact on its own."""
    facts = [one(cost=Decimal("0.0000019")), one(seconds(1), cost=Decimal("0.0000019"))]
    assert counted(COST, facts).hits == 2
    assert counted(COST, [*facts, one(seconds(2), cost=Decimal("-0.0000049"))]).hits == -2


def test_exact() -> None:
    """Sums are whole numbers and exact, however large."""
    segments = total(message.segments, by=message.account, over=LAST_HOUR, unit=Unit.NUMBER)
    facts = [
        Message(id=str(number), sent_at=AT, account="acme", segments=value)
        for number, value in enumerate((2**63 - 1, 2**63 - 1, 1))
    ]
    assert counted(segments, facts).hits == 2**64 - 1


def test_highest() -> None:
    """The highest is that of what is in the window, and 0 when nothing is."""
    longest = highest(call.talk, by=call.account, over=LAST_HOUR, unit=Unit.DURATION)
    facts = [one(talk=seconds(9)), one(seconds(90), talk=seconds(5))]
    measures = [counted(longest, facts, after * MINUTE).hits for after in (59, 60, 61)]
    assert measures == [9_000, 5_000, 0]


def test_mean() -> None:
    """A mean is held against its limit as the sum by the number of facts whose value is known."""
    talked = mean(call.talk, by=call.account, over=LAST_HOUR, unit=Unit.DURATION)
    facts = [one(talk=seconds(1)), one(talk=seconds(2)), one(talk=None)]
    assert counted(talked, facts) == Measure(3_000, 2, unknown=1)
    broken = [
        bool(findings(talked.at_least(ours(seconds(s), en="", fr="")), facts=facts)) for s in (1.5, 1.501)
    ]
    assert broken == [True, False]


def test_cohort() -> None:
    """A cohort holds a key's sum against the mean of all keys with the same peers that counted anything in
    the period, cut off to a whole number; where they are fewer than `peers_min` it is not measured.
    """
    used = cohort(
        call.talk, peers=account.plan, peers_min=2, by=call.account, over=calendar("day"), unit=Unit.DURATION
    )
    plans = [Account(id=name, at=AT, plan=plan) for name, plan in (("a", "p"), ("b", "p"), ("c", "q"))]
    talks = [
        one(account=name, talk=timedelta(milliseconds=ms)) for name, ms in (("a", 2), ("b", 5), ("c", 9))
    ]
    hits = replace(used, reading=Reading.HITS)
    measures = {key: measure[:2] for (key, _), measure in periods(hits, plans + talks).items()}
    assert measures == {("a",): (2, 3), ("b",): (5, 3), ("c",): (9, 0)}
    found = findings(used.at_least(ours(0, en="", fr="")), facts=plans + talks)
    assert {each.key for each in found} == {("a",), ("b",)}


PEERS = ("a", "b", "c", "d", "e", "f")


def against(of: Against, *sums: int) -> dict[str, Measure]:
    """Return what each of several accounts on one plan measures, by their sums in milliseconds."""
    used = cohort(
        call.talk, peers=account.plan, peers_min=3, by=call.account, over=calendar("day"),
        unit=Unit.DURATION, against=of,
    )  # fmt: skip
    pairs = list(zip(PEERS, sums, strict=False))
    facts = [one(account=name, talk=timedelta(milliseconds=ms)) for name, ms in pairs]
    hits = replace(used, reading=Reading.HITS)
    return {str(key[0]): measure for (key, _), measure in periods(hits, facts).items()}


def test_median() -> None:
    """A cohort may be held against its median, which one huge value does not move: of an even number of keys
    it is the mean of the two in the middle, cut off to a whole number.
    """
    assert against(Against.MEDIAN, 3, 1, 900)["c"] == Measure(900, 3)
    assert against(Against.MEDIAN, 3, 1, 900_000)["c"] == Measure(900_000, 3)
    assert against(Against.MEDIAN, 8, 1, 900, 3)["d"] == Measure(3, 5)
    assert against(Against.MEDIAN, 1, 900)["b"] == Measure(900, 0)


def test_spread() -> None:
    """A cohort's spread is 1.4826 times the median of all distances from the median, cut off to a whole
    number; a key's hits are then how far above the median it is, and its base is the spread, so that both
    make the robust z.
    """
    measures = against(Against.SPREAD, 100, 300, 1200, 500, 400)
    assert measures == {
        "a": Measure(-300, 148),
        "b": Measure(-100, 148),
        "c": Measure(800, 148),
        "d": Measure(100, 148),
        "e": Measure(0, 148),
    }
    assert measures["c"].ratio == 800 / 148
    assert against(Against.SPREAD, 1, 900) == {}


@pytest.mark.parametrize(
    ("z", "above", "below"), [(-3, "abcde", ""), (-1, "bcde", "a"), (0, "cd", "ab"), (6, "", "abcde")]
)
def test_who_is_under_the_median_is_held_against_limits_as_well(z: int, above: str, below: str) -> None:
    """A robust z may be less than nothing, and so may its limit."""
    used = cohort(
        call.talk, peers=account.plan, peers_min=3, by=call.account, over=calendar("day"),
        unit=Unit.DURATION, against=Against.SPREAD,
    )  # fmt: skip
    pairs = zip(PEERS, (100, 300, 1200, 500, 400), strict=False)
    facts = [one(account=name, talk=timedelta(milliseconds=ms)) for name, ms in pairs]
    limit = ours(z, en="", fr="")

    def broken(test: Test) -> str:
        return "".join(sorted(str(each.key[0]) for each in findings(test, facts=facts)))

    assert (broken(used.above(limit)), broken(used.below(limit))) == (above, below)


def test_no_spread() -> None:
    """Where more than half of a cohort have the very same sum there is no spread, and nothing is measured."""
    assert against(Against.SPREAD, 5, 5, 900)["c"] == Measure(895, 0)
    used = cohort(
        call.talk, peers=account.plan, peers_min=3, by=call.account, over=calendar("day"),
        unit=Unit.DURATION, against=Against.SPREAD,
    )  # fmt: skip
    sums = zip(PEERS, (5, 5, 900), strict=False)
    facts = [one(account=name, talk=timedelta(milliseconds=ms)) for name, ms in sums]
    assert findings(used.at_least(ours(0, en="", fr="")), facts=facts) == []


def test_exact_share() -> None:
    """A share is held against its limit as hits by base, so that 29 of 100 is not above 0.29."""
    facts = [one(seconds(number), answered=number < 29) for number in range(100)]
    assert counted(ANSWERED, facts) == Measure(29, 100)
    exact = ANSWERED.above(ours(0.29, en="", fr=""), base_min=100)
    assert findings(exact, facts=facts) == []
    assert (
        len(findings(exact, facts=[one(seconds(number), answered=number < 30) for number in range(100)])) == 1
    )


def test_no_base() -> None:
    """A share of nothing is not measured, and breaks no limit, not even one that it would have to reach."""
    few_answers = ANSWERED.below(ours(0.5, en="", fr=""))
    assert findings(few_answers, facts=[one(answered=None)]) == []
    assert len(findings(few_answers, facts=[one(answered=None), one(seconds(1), answered=False)])) == 1


def test_base_min() -> None:
    """With fewer facts in the base than `base_min` a share is not measured; unknown facts do not help."""
    daily = share(call.answered, of=True, by=call.account, over=calendar("day"))
    few, many = (
        daily.below(ours(0.5, en="", fr=""), base_min=3),
        ANSWERED.at_least(ours(0, en="", fr=""), base_min=3),
    )
    facts = [one(answered=False), one(seconds(1), answered=False), one(seconds(2), answered=None)]
    assert findings(few, many, facts=facts) == []
    assert len(findings(few, many, facts=[*facts, one(seconds(3), answered=False)])) == 2


def test_wilson() -> None:
    """A test with `wilson` holds the nearer end of the 95% Wilson interval against the limit: 40 of 1,000 is
    not surely above 3%, and 41 is; 20 is not surely below it, and 19 is.
    """
    above = ANSWERED.above(ours(0.03, en="", fr=""), wilson=True)
    below = ANSWERED.below(ours(0.03, en="", fr=""), wilson=True)
    limit = ours(0.03, en="", fr="")
    assert [above.breached(Measure(hits, 1000), limit) for hits in (40, 41)] == [False, True]
    assert [below.breached(Measure(hits, 1000), limit) for hits in (20, 19)] == [False, True]


def test_ratio_to_nothing() -> None:
    """A ratio of something to nothing is past every limit, and of nothing to nothing there is none."""
    test = LONG_TO_SHORT.above(ours(1e9, en="", fr=""))
    assert len(findings(test, facts=[one(campaign="long", talk=MINUTE)])) == 1
    nothing = LONG_TO_SHORT.at_least(ours(0, en="", fr=""))
    assert findings(nothing, facts=[one(campaign="long", talk=timedelta(0))]) == []


def test_sides_of_a_ratio() -> None:
    """The hits of a ratio are the sum where the condition is true, its base the sum where it is false, and
    where it is unknown the fact is on neither side.
    """
    talks = (("long", 7), ("short", 2), ("short", 1), (None, 5))
    facts = [one(campaign=name, talk=seconds(number)) for name, number in talks]
    assert counted(LONG_TO_SHORT, facts) == Measure(7_000, 3_000, unknown=1)


def test_share_limits() -> None:
    """Shares are numbers from 0 to 1, and a limit in percent is refused on import."""
    with pytest.raises(DeclarationError, match="found a limit of 3, wanted a share, from 0 to 1"):
        ANSWERED.above(ours(3, en="", fr=""))


def test_distinct() -> None:
    """Distinct counts each different value once, for as long as the last fact with it is in the window."""
    facts = [one(called="x"), one(MINUTE, called="y"), one(2 * MINUTE, called="x")]
    assert counted(PEOPLE, facts) == Measure(2, 3)
    assert [counted(PEOPLE, facts, after * MINUTE).hits for after in (3, 4, 5)] == [2, 1, 0]


def test_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Distinct keeps at most 100,000 values (ours) for each key and window: past them the measure is
    `saturated`, and its hits are "at least".
    """
    assert DISTINCT_MAX == 100_000
    monkeypatch.setattr("fairline.signals.entries.DISTINCT_MAX", 3)
    facts = [one(seconds(number), called=name) for number, name in enumerate("abca")]
    assert measured_by(facts, seconds(4)) == Measure(3, 4, saturated=False)
    assert measured_by([*facts, one(seconds(4), called="d")], seconds(4)) == Measure(3, 5, saturated=True)


def test_saturated_for_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A measure stays saturated until every value that was left out has gone from the window."""
    monkeypatch.setattr("fairline.signals.entries.DISTINCT_MAX", 3)
    names = enumerate("abcd")
    facts = [one(number * MINUTE / 2, called=name) for number, name in names]  # two in each minute
    measures = [measured_by(facts, after * MINUTE) for after in (2, 3, 4)]
    assert [(each.hits, each.saturated) for each in measures] == [(3, True), (1, True), (0, False)]


def measured_by(facts: list[Call], after: timedelta) -> Measure:
    """Return how many people were called, by the engine alone: the oracle has no cap."""
    engine = engine_of(PEOPLE)
    for fact in facts:
        engine.observe(fact)
    return engine.measure(PEOPLE, ("acme",), instant(AT + after))
