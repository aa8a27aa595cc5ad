"""F-TEL: short calls without an agent, like clockwork, or tones of panels; first ask, then migrate."""

from datetime import timedelta

import pytest

from fairline.clauses.f_safety.machines import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, Case, check, decisions, happened, said, stance

CLOCK, TONES = "calls-like-clockwork", "tones-of-panels"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
S5, S30, TICK = timedelta(seconds=5), timedelta(seconds=30), timedelta(microseconds=1)
PANEL = "+12025550142"


def beat(number: int, every: timedelta = HOUR, **fields: object) -> list[Call]:
    """Return calls of a panel, one an hour, ten seconds each and no agent."""
    shared = {"caller": PANEL, "called": "+13125550100", "direction": Direction.OUTBOUND,
              "answered": True, "agent_joined": False, "talk": S30 / 3}  # fmt: skip
    return happened(Call, number, every=every, **{**shared, **fields})


def mixed(short: int, long: int) -> list[Call]:
    """Return short calls each hour and long ones in the same minute."""
    return beat(short) + beat(long, talk=5 * S30, start=MONDAY + timedelta(seconds=9))


TWENTIES, QUARTERS, ODD = timedelta(minutes=20), timedelta(minutes=15), timedelta(minutes=61)
LATE = MONDAY + 20 * HOUR
GONE = MONDAY - HOUR + WEEK  # the hop of two hours that MONDAY is in began an hour before
BEATS: dict[str, Case] = {
    "twenty-three calls are too few": (beat(23), []),
    "twenty-four are enough": (beat(24), [(24, 24)]),
    "four fifths are enough": (mixed(20, 5), [(20, 25)]),
    "fewer are people's": (mixed(23, 6), []),
    "a beat of twenty minutes is seen": (beat(24, TWENTIES), [(24, 24)]),
    "one of fifteen is not": (beat(40, QUARTERS), []),
    "people call in any minute": (beat(40, timedelta(minutes=61)), []),
    "five seconds are short": (beat(24, talk=S5), [(24, 24)]),
    "less is no report": (beat(24, talk=S5 - TICK), []),
    "thirty seconds are short": (beat(24, talk=S30), [(24, 24)]),
    "more is a conversation": (beat(24, talk=S30 + TICK), []),
    "calls of unknown length count on neither side": (
        beat(24) + beat(9, talk=None, start=MONDAY + S5), [(24, 24)]),
    "an agent's calls do not count": (beat(23) + beat(9, agent_joined=True, start=LATE), []),
    "nor where nobody knows of an agent": (beat(23) + beat(9, agent_joined=None, start=LATE), []),
    "nor unanswered ones": (beat(23) + beat(9, answered=False, start=LATE), []),
    "nor where nobody knows of an answer": (beat(23) + beat(9, answered=None, start=LATE), []),
    "an agent's calls in other minutes do not hide the beat": (
        beat(24) + beat(9, ODD, agent_joined=True, start=MONDAY + ODD), [(24, 24)]),
    "nor do unanswered ones": (beat(24) + beat(9, ODD, answered=False, start=MONDAY + ODD), [(24, 24)]),
    "two numbers do not add up": (beat(23) + beat(23, caller="+12025550143"), []),
    "nor do two accounts": (beat(23) + beat(23, account="beta"), []),
    "inbound, the number that was called counts": (
        beat(24, direction=Direction.INBOUND, called=PANEL, caller="+13125550100"), [(24, 24)]),
    "inbound calls to two numbers do not add up": (
        beat(12, direction=Direction.INBOUND) + beat(12, direction=Direction.INBOUND, called=PANEL), []),
    "the last moment of seven days counts": (beat(23) + beat(1, start=GONE - HOUR), [(24, 24)]),
    "the first after it does not": (beat(23) + beat(1, start=GONE + HOUR), []),
    "no direction, no measure": (beat(48, direction=None), []),
    "no number, no measure": (beat(48, caller=None), []),
    "no account, no measure": (beat(48, account=None), []),
}  # fmt: skip


def heard(number: int, **fields: object) -> list[Call]:
    """Return calls on which the tones of a panel were heard."""
    return beat(number, **{"telemetry_tones": True, **fields})


TWO = heard(2)
HEARD: dict[str, Case] = {
    "two calls may be a fax": (TWO, []),
    "three are a device": (heard(3), [(3, 3)]),
    "calls without tones do not count": (TWO + heard(9, telemetry_tones=False, start=LATE), []),
    "nor those nobody listened to": (TWO + heard(9, telemetry_tones=None, start=LATE), []),
    "with an agent they count as well": (heard(3, agent_joined=True), [(3, 3)]),
    "two numbers do not add up": (TWO + heard(2, caller="+12025550143"), []),
    "nor do two accounts": (TWO + heard(2, account="beta"), []),
    "inbound, the number that was called counts": (
        heard(3, direction=Direction.INBOUND, caller=None, called=PANEL), [(3, 3)]),
    "the last moment of seven days counts": (TWO + heard(1, start=GONE - TICK), [(3, 3)]),
    "the first after it does not": (TWO + heard(1, start=GONE), []),
    "no number, no measure": (heard(9, caller=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", BEATS)
def test_clockwork(name: str) -> None:
    check(CLAUSE, CLOCK, BEATS[name])


@pytest.mark.parametrize("name", HEARD)
def test_tones(name: str) -> None:
    check(CLAUSE, TONES, HEARD[name])


def test_no_call_is_stopped() -> None:
    assert {each.act for each in decisions(CLAUSE, heard(30))} == {Act.ALLOW}


def test_how_grave_it_is_and_what_may_follow() -> None:
    wanted = (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE)
    assert stance(CLAUSE) == {CLOCK: wanted, TONES: wanted}


REASONS = {CLOCK: beat(24), TONES: heard(3)}


WORDS: dict[str, tuple[str, str, object]] = {
    CLOCK: (
        "24 of 24 calls of +12025550142 in 7 days were short, without an agent; minutes of the hour: 1,"
        " limit 4.",
        "En 7\u00a0jours, 24 des 24 appels de +12025550142 étaient brefs, sans agent\u00a0; minutes de"
        " l'heure\u00a0: 1, limite 4.",
        0.8,
    ),
    TONES: (
        "Tones of panels or meters on 3 calls of +12025550142 in 7 days; the limit is 3.",
        "En 7\u00a0jours, tonalités de centrale ou de compteur sur 3 appels de +12025550142\u00a0; la"
        " limite est de 3.",
        3,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
