"""A rule is judged when the present fact counts for every one of its tests, and at every fact of its base."""

from datetime import date, timedelta

from fairline.facts import Call, Direction, EndReason
from fairline.policy import Answer, Citation, Clause, Lang, Letter, Mode, Rule, Severity, Text
from fairline.signals import (
    Test,
    Unit,
    columns,
    count,
    distinct,
    equal,
    law,
    one_of,
    ours,
    ratio,
    share,
    sliding,
    total,
)
from fairline.signals.windows import calendar
from tests.clauses.traffic import calls, findings_after

call = columns(Call)
SAME = Text(en="same", fr="idem")
HOUR = sliding(hours=1)
canceled = share(
    equal(call.end_reason, EndReason.CANCELED),
    of=equal(call.direction, Direction.OUTBOUND),
    by=call.account,
    over=HOUR,
)
attempts = count(True, of=equal(call.direction, Direction.OUTBOUND), by=call.account, over=HOUR)
people = distinct(call.called, of=equal(call.direction, Direction.OUTBOUND), by=call.account, over=HOUR)
inbound_to_outbound = ratio(
    call.talk,
    where=equal(call.direction, Direction.INBOUND),
    of=one_of(call.direction, Direction.INBOUND, Direction.OUTBOUND),
    by=call.account,
    over=calendar("month"),
    unit=Unit.DURATION,
)
inbound = total(
    call.talk,
    of=equal(call.direction, Direction.INBOUND),
    by=call.account,
    over=calendar("month"),
    unit=Unit.DURATION,
)


def clause(*tests: Test, reason: Text = SAME) -> Clause:
    """Return a clause with one rule of these tests."""
    return Clause(
        id="tried",
        letter=Letter.B,
        title=SAME,
        citation=Citation(
            law="none", url="https://example.org", in_force=date(2020, 1, 1), checked_on=date(2026, 1, 1)
        ),
        innocent=(),
        runbook=SAME,
        rules=(
            Rule(
                id="TRIED",
                name="tried",
                title=SAME,
                when=tests,
                severity=Severity.NOTICE,
                answer=Answer.OBSERVE,
                mode=Mode.OBSERVE,
                reason=reason,
            ),
        ),
    )


def test_the_present_fact_counts_for_a_test_that_is_counted_after_the_first() -> None:
    both = clause(
        attempts.at_least(ours(10, en="a test", fr="un essai")),
        canceled.above(ours(0.5, en="a test", fr="un essai")),
    )
    facts = [*calls(5, end_reason=EndReason.CANCELED), *calls(4, start=LATER, end_reason=EndReason.BUSY)]
    tenth = calls(1, start=LATER + timedelta(minutes=1), end_reason=EndReason.BUSY)
    assert findings_after(both, facts + tenth) == []  # without the tenth it were 5 of 9


def test_it_counts_for_a_test_that_it_makes_true() -> None:
    both = clause(
        attempts.at_least(ours(3, en="a test", fr="un essai")),
        people.at_least(ours(3, en="a test", fr="un essai")),
    )
    facts = [
        fact
        for number in range(3)
        for fact in calls(1, start=LATER + timedelta(seconds=number), called=f"+1202555010{number}")
    ]
    (finding,) = findings_after(both, facts)
    assert [finding.measure.hits, *(measure.hits for _, measure, _ in finding.others)] == [3, 3]


def test_a_fact_that_only_makes_the_base_large_enough_is_judged() -> None:
    one = clause(canceled.above(ours(0.2, en="a test", fr="un essai"), base_min=100))
    early = calls(40, end_reason=EndReason.CANCELED)
    late = calls(60, start=LATER, end_reason=EndReason.BUSY)
    assert findings_after(one, early + late[:-1]) == []
    (finding,) = findings_after(one, early + late)
    assert (finding.measure.hits, finding.measure.base) == (40, 100)


def test_rounding_hides_no_breach() -> None:
    """0.07 * 100 is more than 7 in floating point, and 7 of 100 are 7%."""
    one = clause(canceled.at_least(ours(0.07, en="", fr=""), base_min=100))
    early = calls(93, end_reason=EndReason.BUSY)
    late = calls(7, start=calls(1)[0].at + timedelta(minutes=5), end_reason=EndReason.CANCELED)
    (finding,) = findings_after(one, early + late)
    assert (finding.measure.hits, finding.measure.base) == (7, 100)


LATER = calls(1)[0].started_at + timedelta(minutes=5)
REASON = Text(
    en="{hits} in, {base} out: {value}, limit {limit}",
    fr="{hits} reçues, {base} émises : {value}, limite {limit}",
)
THREE_TO_ONE = clause(
    inbound_to_outbound.at_least(law(3.0, "test")),
    inbound.at_least(ours(timedelta(minutes=60), en="a test", fr="un essai")),
    reason=REASON,
)


def talk(minutes: int, direction: Direction) -> list[Call]:
    """Return one answered call."""
    return calls(1, direction=direction, answered=True, talk=timedelta(minutes=minutes))


def test_a_ratio_to_nothing_is_past_every_limit() -> None:
    (finding,) = findings_after(THREE_TO_ONE, talk(60, Direction.INBOUND))
    assert finding.reason(Lang.EN) == "1\u00a0h\u00a000\u00a0min in, 0\u00a0s out: ∞, limit 3"
    assert finding.reason(Lang.FR) == "1\u00a0h\u00a000 reçues, 0\u00a0s émises : ∞, limite 3"


def test_a_ratio_to_something_is_told_in_the_unit_of_its_sums() -> None:
    (finding,) = findings_after(THREE_TO_ONE, talk(60, Direction.INBOUND) + talk(20, Direction.OUTBOUND))
    assert finding.reason(Lang.EN) == "1\u00a0h\u00a000\u00a0min in, 20\u00a0min out: 3, limit 3"


def test_nothing_to_nothing_is_no_ratio() -> None:
    any_ratio = clause(inbound_to_outbound.at_least(law(0.0, "test")))
    assert findings_after(any_ratio, calls(1, direction=Direction.INBOUND, talk=timedelta(0))) == []


def test_a_base_that_must_be_there_is_asked_for_before_the_ratio() -> None:
    with_base = clause(inbound_to_outbound.at_least(law(3.0, "test"), base_min=1))
    assert findings_after(with_base, talk(60, Direction.INBOUND)) == []
