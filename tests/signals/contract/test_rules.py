"""Rules and spells; what is seen for the first time; memory."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fairline.facts import Direction, Fact
from fairline.signals import (
    Measure,
    Unit,
    calendar,
    count,
    distinct,
    equal,
    highest,
    newly_seen,
    ours,
    sliding,
)
from fairline.signals.frames import SAMPLES_MAX
from fairline.signals.windows import instant
from tests.clauses.traffic import findings_after
from tests.findings.test_judged_when_all_is_counted import clause
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
    seconds,
)

FIVE_MINUTES = count(True, by=call.account, over=sliding(minutes=5))
TWICE = FIVE_MINUTES.at_least(ours(2, en="", fr=""))
PEOPLE = distinct(call.called, by=call.account, over=LAST_HOUR)
A_DAY = count(True, by=call.account, over=calendar("day"))


def new(**changed: timedelta) -> Any:
    """Return whether the called country is new to the account."""
    spans = {"within": HOUR, "after": 3 * HOUR, "history_min": NONE}
    return newly_seen(call.called_country, by=call.account, **(spans | changed))


def at(*afters: timedelta, **fields: Any) -> list[Fact]:
    """Return a call at each instant."""
    return [one(after, **fields) for after in afters]


def test_judged_at_each_fact() -> None:
    """A sliding rule is judged at each fact of its base, once that fact counts for all of the rule's
    tests.
    """
    many, people = (
        ATTEMPTS.at_least(ours(3, en="", fr="")),
        PEOPLE.at_least(ours(2, en="", fr="")),
    )
    facts = [*at(NONE, seconds(1), called="x"), one(seconds(2), called="y")]
    for tests in ((many, people), (people, many)):
        (found,) = findings_after(clause(*tests), facts)
        assert found.since == AT + seconds(2)


def test_all_tests() -> None:
    """A rule with several tests is broken only where all of them are."""
    many, people = (
        ATTEMPTS.at_least(ours(3, en="", fr="")),
        PEOPLE.at_least(ours(2, en="", fr="")),
    )
    facts = at(NONE, seconds(1), seconds(2), called="x")
    assert findings_after(clause(many, people), facts) == []
    assert len(findings_after(clause(many), facts)) == 1


def test_sides_of_a_limit() -> None:
    """`above` and `below` are broken past the limit and not at it; `at_least` is broken at it."""
    limit, facts = ours(2, en="", fr=""), at(NONE, seconds(1))
    broken: dict[str, Callable[..., Any]] = {
        "above": A_DAY.above, "below": A_DAY.below, "at least": A_DAY.at_least
    }  # fmt: skip
    found = {name: bool(findings(make(limit), facts=facts)) for name, make in broken.items()}
    assert found == {"above": False, "below": False, "at least": True}


def test_one_spell() -> None:
    """A spell lasts until a fact finds the rule unbroken more than a window after it was last broken, so that
    flapping at the limit is one finding; it tells the first and the last fact that broke the rule.
    """
    flapping = at(NONE, seconds(1), 5 * MINUTE, 5 * MINUTE + seconds(1))
    (spell,) = findings(TWICE, facts=flapping)
    assert (spell.since, spell.until) == (AT + seconds(1), AT + 5 * MINUTE + seconds(1))
    apart = [*at(NONE, seconds(1)), *at(5 * MINUTE, 5 * MINUTE + seconds(2))]
    assert [each.since for each in findings(TWICE, facts=apart)] == [
        AT + seconds(1),
        AT + 5 * MINUTE + seconds(2),
    ]


def test_open_and_over() -> None:
    """A spell is told when it starts, as open, and again when it is over, under one id."""
    engine = engine_of(TWICE)
    told = [each for fact in at(NONE, seconds(1), seconds(2)) for each in engine.observe(fact)]
    told += engine.conclude()
    assert [(each.open, each.measure.hits) for each in told] == [(True, 2), (False, 3)]
    assert len({each.id for each in told}) == 1


def test_worst() -> None:
    """A finding tells the worst measure of its spell, not the last."""
    facts = at(NONE, seconds(1), seconds(2), 5 * MINUTE, 5 * MINUTE + seconds(1))
    (found,) = findings(TWICE, facts=facts)
    assert (found.until, found.measure.hits) == (facts[-1].at, 3)
    assert counted(FIVE_MINUTES, facts).hits == 2


def test_period_rules() -> None:
    """A rule over periods is judged once, when the period closes, by all that was counted in it."""
    few = A_DAY.below(ours(3, en="", fr=""))
    assert [each.measure.hits for each in findings(few, facts=at(NONE, HOUR))] == [2]
    assert findings(few, facts=at(NONE, HOUR, 2 * HOUR)) == []


def test_nothing_in_a_period() -> None:
    """A key of which a rule counts nothing in a period is not judged by it, not even by a rule for too
    little.
    """
    few = A_DAY.below(ours(3, en="", fr=""))
    found = findings(few, facts=[*at(NONE), *at(2 * DAY, account="other")])
    assert [(each.key, each.since.day) for each in found] == [(("acme",), 2), (("other",), 4)]
    inbound = equal(call.direction, Direction.INBOUND)
    few_inbound = count(inbound, of=inbound, by=call.account, over=calendar("day")).below(
        ours(3, en="", fr="")
    )
    assert [each.measure for each in findings(few, few_inbound, facts=at(NONE))] == [Measure(1, 1)]


def test_so_many_periods() -> None:
    """A rule `on(n, of=m)` is broken in a period that breaks it if n of the last m periods did, this one
    included; periods without facts count among the m.
    """
    twice_of_three = A_DAY.at_least(ours(1, en="", fr="")).on(2, of=3)
    found = [[each.since.day for each in findings(twice_of_three, facts=at(NONE, n * DAY))] for n in (2, 3)]
    assert found == [[4], []]
    two_few_of_three = A_DAY.below(ours(2, en="", fr="")).on(2, of=3)
    facts = at(NONE, DAY, 2 * DAY, 2 * DAY + HOUR)  # few, few, and enough
    assert [each.since.day for each in findings(two_few_of_three, facts=facts)] == [3]


def test_samples() -> None:
    """Samples are examples: the first 5 facts that count toward a finding (ours), and not all its
    evidence.
    """
    assert SAMPLES_MAX == 5
    facts = at(*(seconds(number) for number in range(9)))
    (period,) = findings(A_DAY.at_least(ours(9, en="", fr="")), facts=facts)
    assert (period.measure.hits, list(period.samples)) == (9, facts[:5])
    (spell,) = findings(TWICE, facts=facts)
    assert (spell.measure.hits, list(spell.samples)) == (9, facts[1:6])


def test_samples_of_what_is_looked_at() -> None:
    """In a period, the samples of a highest or distinct value are those that made it more."""
    longest = highest(call.talk, by=call.account, over=calendar("day"), unit=Unit.DURATION)
    facts = [one(seconds(number), talk=seconds(talk)) for number, talk in enumerate((5, 3, 9, 9))]
    (found,) = findings(longest.at_least(ours(seconds(9), en="", fr="")), facts=facts)
    assert [each.talk for each in found.samples] == [seconds(5), seconds(9)]  # type: ignore[union-attr]


def test_newly_seen() -> None:
    """`newly_seen` is true of a value for `within` of its first sighting for the key, or of its first after
    more than `after` of silence, and false from then on.
    """
    asked = count(new(), by=call.account, over=sliding(minutes=1, hop=MINUTE))
    sightings = [NONE, HOUR - seconds(1), HOUR, 3 * HOUR, 6 * HOUR, 9 * HOUR + seconds(1)]
    facts = at(*sightings, called_country="FR")
    truths = [counted(asked, facts[: number + 1]).hits for number in range(len(facts))]
    assert truths == [1, 1, 0, 0, 0, 1]


def test_too_little_history() -> None:
    """It is unknown of a value that began before its key had been watched for `history_min`."""
    asked = count(new(history_min=HOUR), by=call.account, over=sliding(minutes=1, hop=MINUTE))
    facts = [
        one(called_country="DE"),
        one(HOUR - seconds(1), called_country="FR"),
        one(HOUR, called_country="IT"),
    ]
    measures = [counted(asked, facts[: number + 1]) for number in range(3)]
    assert measures[0] == Measure(0, 0, unknown=1)
    assert measures[1] == Measure(0, 0, unknown=1)
    assert measures[2] == Measure(1, 1)


def test_every_sighting() -> None:
    """Every fact of the kind is a sighting, also one outside the base of the signal that asks."""
    asked = count(new(), of=call.answered, by=call.account, over=sliding(minutes=1, hop=MINUTE))
    first = one(called_country="FR", answered=False)
    then = one(HOUR, called_country="FR", answered=True)
    assert counted(asked, [then]).hits == 1
    assert counted(asked, [first, then]).hits == 0


def test_idle_keys() -> None:
    """The counts of a key that has been idle for two windows and two hops are given back as facts of others
    come.
    """
    engine = engine_of(FIVE_MINUTES)
    turn = 5 * MINUTE + seconds(5)
    for number, name in enumerate(("acme", "b", "c")):
        engine.observe(one(number * turn, account=name))
    assert engine.keys() == 2
    busy = engine_of(FIVE_MINUTES)
    for number in range(3):
        busy.observe(one(number * turn))
        busy.observe(one(number * turn, account=f"other {number}"))
    assert busy.keys() == 3  # the one that is used stays


def test_starts_afresh() -> None:
    """A key that comes back after its counts were given back starts afresh, and its spell was over with
    them.
    """
    engine, turn = engine_of(TWICE), 5 * MINUTE + seconds(5)
    told = [
        each
        for fact in [*at(NONE, seconds(1)), *at(turn, account="b"), *at(2 * turn, account="c")]
        for each in engine.observe(fact)
    ]
    assert [(each.key, each.open) for each in told] == [(("acme",), True), (("acme",), False)]
    assert told[-1].until == AT + seconds(1)
    engine.observe(one(3 * turn))
    assert engine.measure(FIVE_MINUTES, ("acme",), instant(AT + 3 * turn)) == Measure(1, 1)


def test_periods_are_given_back() -> None:
    """The counts of a period are given back when it closes."""
    engine = engine_of(A_DAY)
    engine.observe(one())
    engine.observe(one(account="other"))
    assert engine.keys() == 2
    engine.tick(instant(AT + 12 * HOUR))
    assert engine.keys() == 0
