"""Telnyx: over 15 % of connected calls of 6 s or less, by UTC day; Plivo 10 %, CallTrackingMetrics 20 %."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.short_calls import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT_OF_DAY = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)
LAST_HOP = datetime(2026, 3, 9, 13, 59, 30, tzinfo=UTC)  # its window starts on Monday at 14:00
NEXT_HOP = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
SIX, MORE = timedelta(seconds=6), timedelta(seconds=6, milliseconds=1)


def answered(*, short: int = 0, long: int = 0, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return answered calls of one number: the long ones first, then the short."""
    shared = {"answered": True, "caller": "+12025550101"} | fields
    then = start + timedelta(seconds=long)
    return calls(long, start=start, every=timedelta(seconds=1), **({"talk": MORE} | shared)) + calls(
        short, start=then, every=timedelta(seconds=1), **({"talk": SIX} | shared)
    )


FOUND = answered(short=119, long=881)
MOSTLY = answered(short=431, long=569)

DAY: dict[str, Case] = {
    "one call in ten is the limit itself": (answered(short=100, long=900), None),
    "118 of 1,000 may still be chance": (answered(short=118, long=882), None),
    "119 are over the limit": (FOUND, (119, 1000)),
    "199 answered calls are too few to measure": (answered(short=199), None),
    "200 are enough": (answered(short=29, long=171), (29, 200)),
    "calls without a talk time count on neither side": (FOUND + answered(long=900, talk=None), (119, 1000)),
    "nor do calls nobody says were answered": (FOUND + answered(long=900, answered=None), (119, 1000)),
    "unanswered calls are not in the base": (FOUND + answered(long=900, answered=False), (119, 1000)),
    "nor are inbound calls": (FOUND + answered(long=900, direction=Direction.INBOUND), (119, 1000)),
    "inbound calls are not accused": (answered(short=1000, direction=Direction.INBOUND), None),
    "the last second before midnight is the same day": (
        answered(short=118, long=881) + answered(short=1, start=LAST_MOMENT_OF_DAY),
        (119, 1000),
    ),
    "midnight begins another day": (answered(short=118, long=881) + answered(short=1, start=MIDNIGHT), None),
    "another number does not dilute": (FOUND + answered(long=900, caller="+12025550102"), (119, 1000)),
    "nor does it add": (answered(short=118, long=882) + answered(short=99, caller="+12025550102"), None),
    "another account with the same number does not dilute": (
        FOUND + answered(long=900, account="beta"),
        (119, 1000),
    ),
    "no caller number, no measure": (answered(short=1000, caller=None), None),
    "no account, no measure": (answered(short=1000, account=None), None),
}
WEEK: dict[str, Case] = {
    "one call in ten is the limit itself": (answered(short=100, long=900), None),
    "118 of 1,000 may still be chance": (answered(short=118, long=882), None),
    "119 are over the limit": (FOUND, (119, 1000)),
    "199 answered calls are too few to measure": (answered(short=199), None),
    "200 are enough": (answered(short=29, long=171), (29, 200)),
    "a long call can be the one that is enough": (
        answered(short=50, long=149) + answered(long=1, start=MIDNIGHT),
        (50, 200),
    ),
    "calls without a talk time count on neither side": (FOUND + answered(long=900, talk=None), (119, 1000)),
    "unanswered calls are not in the base": (FOUND + answered(long=900, answered=False), (119, 1000)),
    "nor are inbound calls": (FOUND + answered(long=900, direction=Direction.INBOUND), (119, 1000)),
    "days add up": (answered(short=118, long=881) + answered(short=1, start=MIDNIGHT), (119, 1000)),
    "the last hop of seven days counts": (
        answered(short=118, long=881) + answered(short=1, start=LAST_HOP),
        (119, 1000),
    ),
    "the first after it does not": (answered(short=118, long=881) + answered(short=1, start=NEXT_HOP), None),
    "another number does not dilute": (FOUND + answered(long=900, caller="+12025550102"), (119, 1000)),
    "no caller number, no measure": (answered(short=1000, caller=None), None),
}
MOSTLY_SHORT: dict[str, Case] = {
    "four in ten is the limit itself": (answered(short=400, long=600), None),
    "430 of 1,000 may still be chance": (answered(short=430, long=570), None),
    "431 are over the limit": (MOSTLY, (431, 1000)),
    "199 answered calls are too few to measure": (answered(short=199), None),
    "200 are enough": (answered(short=94, long=106), (94, 200)),
    "calls without a talk time count on neither side": (MOSTLY + answered(long=900, talk=None), (431, 1000)),
    "inbound calls are not in the base": (
        MOSTLY + answered(long=900, direction=Direction.INBOUND),
        (431, 1000),
    ),
    "no caller number, no measure": (answered(short=1000, caller=None), None),
}


@pytest.mark.parametrize("name", DAY)
def test_short_calls_in_a_day(name: str) -> None:
    check(CLAUSE, "short-calls-day", DAY[name])


@pytest.mark.parametrize("name", WEEK)
def test_short_calls_in_seven_days(name: str) -> None:
    check(CLAUSE, "short-calls-week", WEEK[name])


@pytest.mark.parametrize("rule", ["mostly-short-calls-day", "mostly-short-calls-week"])
@pytest.mark.parametrize("name", MOSTLY_SHORT)
def test_mostly_short_calls(name: str, rule: str) -> None:
    check(CLAUSE, rule, MOSTLY_SHORT[name])


def test_mostly_short_calls_are_of_a_day_or_of_seven() -> None:
    facts = answered(short=425, long=569) + answered(short=6, start=MIDNIGHT)
    assert found(CLAUSE, "mostly-short-calls-day", facts) == []
    check(CLAUSE, "mostly-short-calls-week", (facts, (431, 1000)))
    last = answered(short=425, long=569) + answered(short=6, start=LAST_HOP)
    check(CLAUSE, "mostly-short-calls-week", (last, (431, 1000)))
    after = answered(short=425, long=569) + answered(short=6, start=NEXT_HOP)
    check(CLAUSE, "mostly-short-calls-week", (after, None))


LADDER = {
    119: (Severity.NOTICE, Answer.OBSERVE),
    172: (Severity.NOTICE, Answer.OBSERVE),
    173: (Severity.MINOR, Answer.CHALLENGE),
    224: (Severity.MINOR, Answer.CHALLENGE),
    225: (Severity.MINOR, Answer.THROTTLE),
    1000: (Severity.MINOR, Answer.THROTTLE),
}


@pytest.mark.parametrize("rule", ["short-calls-day", "short-calls-week"])
@pytest.mark.parametrize("short", LADDER)
def test_each_carrier_is_a_step(short: int, rule: str) -> None:
    (finding,) = found(CLAUSE, rule, answered(short=short, long=1000 - short))
    assert (finding.severity, finding.answer) == LADDER[short]
    assert finding.rule.mode is Mode.ENFORCE


def test_the_step_of_our_own_holds_and_only_observes() -> None:
    for rule in ("mostly-short-calls-day", "mostly-short-calls-week"):
        (finding,) = found(CLAUSE, rule, MOSTLY)
        assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.HOLD)
        assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    facts = answered(short=225, long=775)
    (day,) = found(CLAUSE, "short-calls-day", facts)
    assert day.reason(Lang.EN) == (
        "225 of 1,000 calls answered from +12025550101 in a day ended within"
        " 6\u00a0s: 22.5%; the limit is 20%."
    )
    assert day.reason(Lang.FR) == (
        "Sur 1\u202f000 appels décrochés du +12025550101 en un jour, 225 ont"
        " duré 6\u00a0s ou moins\u00a0: 22,5\u00a0%\u00a0;"
        " la limite est de 20\u00a0%."
    )
    (week,) = found(CLAUSE, "short-calls-week", facts)
    assert week.reason(Lang.EN) == (
        "Over 7 days, 225 of 1,000 calls answered from +12025550101 ended within 6\u00a0s: 22.5%;"
        " the limit is 20%."
    )
    assert week.reason(Lang.FR) == (
        "En 7\u00a0jours, 225 des 1\u202f000 appels décrochés du +12025550101 ont"
        " duré 6\u00a0s ou moins\u00a0: 22,5\u00a0%\u00a0;"
        " la limite est de 20\u00a0%."
    )
