"""47 U.S.C. 223(a)(1)(D): calls that keep a line busy; the numbers are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.call_floods import CLAUSE
from fairline.facts import Call, Direction, Line
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, TICK, Case, check, decisions, happened, names, said, stance
from tests.clauses.traffic import findings_after

MANY, PROTECTED, AT_ONCE = "calls-to-one-number", "calls-to-a-protected-line", "calls-at-once-to-one-number"
TEN, MINUTE, HOUR = timedelta(minutes=10), timedelta(minutes=1), timedelta(hours=1)
SECOND, SHORT, ELEVEN = timedelta(seconds=1), timedelta(milliseconds=500), timedelta(milliseconds=10_500)


def out(number: int, *, lasting: timedelta | None = SHORT, **fields: object) -> list[Call]:
    """Return calls to one number, a second apart, each over before the next."""
    shared = {"called": "+13125550100", "direction": Direction.OUTBOUND} | fields
    made = happened(Call, number, **shared)
    ends = [None if lasting is None else call.started_at + lasting for call in made]
    return [
        Call(**{name: getattr(call, name) for name in Call.__struct_fields__} | {"ended_at": end})
        for call, end in zip(made, ends, strict=True)
    ]


def rows(**line: object) -> dict[str, Case]:
    """Return the rows that calls to any number and to a protected line have."""
    below = out(29, **line)
    return {
        "twenty-nine calls are below the limit": (below, []),
        "thirty are the limit, and past it": (out(30, **line), [(30, 30)]),
        "calls that came in do not count": (below + out(9, direction=Direction.INBOUND, **line), []),
        "nor do those of no direction": (below + out(9, direction=None, **line), []),
        "two numbers do not add up": (below + out(29, called="+13125550199", **line), []),
        "nor do two accounts": (below + out(29, account="beta", **line), []),
        "the last moment of ten minutes counts": (
            below + out(1, start=MONDAY + TEN - TICK, **line), [(30, 30)]),
        "the first after it does not": (below + out(1, start=MONDAY + TEN, **line), []),
        "a SIP address is a number, too": (out(30, called=None, dialed="sip:desk@x", **line), [(30, 30)]),
        "no number, no measure": (out(90, called=None, **line), []),
        "no account, no measure": (out(90, account=None, **line), []),
    }  # fmt: skip


HOSPITAL: dict[str, object] = {"called_line": Line.PROTECTED}
TEN_OPEN = out(10, lasting=HOUR)
TABLES: dict[str, dict[str, Case]] = {
    MANY: rows(),
    PROTECTED: rows(**HOSPITAL)
    | {
        "other lines do not count": (out(29, **HOSPITAL) + out(9, called_line=Line.FIXED), []),
        "nor do unknown ones": (out(29, **HOSPITAL) + out(9), []),
    },
    AT_ONCE: {
        "ten at once are allowed": (TEN_OPEN, []),
        "one more is not": (out(11, lasting=HOUR), [(11, 11)]),
        "one after the other is no more than one": (out(29), []),
        "one that begins as another ends is not at once": (
            TEN_OPEN + out(1, lasting=HOUR, start=MONDAY + HOUR), []),
        "calls without an end last four hours": (
            out(10, lasting=None) + out(1, start=MONDAY + 4 * HOUR - TICK), [(11, 1)]),
        "and no longer": (out(10, lasting=None) + out(1, start=MONDAY + 4 * HOUR), []),
        "what was at once is remembered for ten minutes": (
            out(11, lasting=ELEVEN) + out(11, lasting=ELEVEN, start=MONDAY + TEN - ELEVEN), [(11, 11)]),
        "and then it is another matter": (
            out(11, lasting=ELEVEN) + out(11, lasting=ELEVEN, start=MONDAY + TEN + SECOND),
            [(11, 11), (11, 11)],
        ),
        "calls that came in do not count": (TEN_OPEN + out(9, direction=Direction.INBOUND), []),
        "two numbers do not add up": (TEN_OPEN + out(10, lasting=HOUR, called="+13125550199"), []),
        "nor do two accounts": (TEN_OPEN + out(10, lasting=HOUR, account="beta"), []),
        "no number, no measure": (out(29, lasting=HOUR, called=None), []),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_call_floods(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_what_is_found_before_the_call() -> None:
    answers = decisions(CLAUSE, out(30, **HOSPITAL) + out(1, start=MONDAY + HOUR, **HOSPITAL))
    assert [names(each) for each in answers[-3:]] == [set(), {MANY, PROTECTED}, set()]
    open_ = decisions(CLAUSE, out(12, lasting=None))  # a call is open to its own decision
    assert [names(each) for each in open_[-3:]] == [set(), {AT_ONCE}, {AT_ONCE}]


@pytest.mark.parametrize("number", ["112", "911"])
def test_calls_for_help_are_found_and_pass(number: str) -> None:
    calls = out(40, called=None, dialed=number, called_line=Line.EMERGENCY)
    assert MANY in {each.rule.name for each in findings_after(CLAUSE, calls)}  # by their records
    answers = decisions(CLAUSE, calls)
    assert all(each.emergency for each in answers)
    assert {each.act for each in answers} == {Act.ALLOW}


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert stance(CLAUSE) == {
        MANY: (Severity.MAJOR, Answer.HOLD, Act.REFUSE, Evidence.B, Mode.OBSERVE),
        PROTECTED: (Severity.CRITICAL, Answer.SUSPEND_NUMBER, Act.REFUSE, Evidence.B, Mode.OBSERVE),
        AT_ONCE: (Severity.MAJOR, Answer.HOLD, Act.REFUSE, Evidence.B, Mode.OBSERVE),
    }


REASONS = {MANY: out(30), PROTECTED: out(30, **HOSPITAL), AT_ONCE: out(11, lasting=HOUR)}


WORDS: dict[str, tuple[str, str, object]] = {
    MANY: (
        "30 calls to +13125550100 in 10\u00a0min; the limit is 30.",
        "30 appels vers +13125550100 en 10\u00a0min\u00a0; la limite est de 30.",
        30,
    ),
    PROTECTED: (
        "30 calls to the protected line +13125550100 in 10\u00a0min; the limit is 30.",
        "30 appels vers la ligne protégée +13125550100 en 10\u00a0min\u00a0; la limite est de 30.",
        30,
    ),
    AT_ONCE: (
        "11 calls at once to +13125550100; the limit is 10.",
        "11 appels simultanés vers +13125550100\u00a0; la limite est de 10.",
        10,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
