"""A crowd on one number: fifty at once, long, the same people, no agent. All four limits are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.chat_lines import CLAUSE
from fairline.facts import Call, Direction, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import MOMENT, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

RULE, NUMBER = "chat-line", "+17125550100"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 3, tzinfo=UTC)
MINUTE, HOUR, MS = timedelta(minutes=1), timedelta(hours=1), timedelta(milliseconds=1)
LONG = 20 * MINUTE + MS


def crowd(
    number: int = 50,
    *,
    start: datetime = START,
    lasting: timedelta | None = LONG,
    callers: int = 29,
    first: int = 0,
    **fields: object,
) -> list[Call]:
    """Return calls that came in within a second; each caller beyond the first ``callers`` called before."""
    shared: dict[str, object] = {
        "direction": Direction.INBOUND,
        "answered": True,
        "called": NUMBER,
        "agent_joined": False,
        "talk": lasting,
    }
    found_ = []
    for place in range(number):
        at = start + place * MS
        more = {"answered_at": at, "ended_at": None if lasting is None else at + lasting}
        caller = f"+1{first + place % callers}"
        found_ += calls(1, start=at, **({**shared, **more, "caller": caller} | fields))  # type: ignore[arg-type]
    return found_


LATER = START + HOUR
WHOLE = crowd() + crowd(start=LATER)
ALONE_90 = crowd(45) + crowd(5, agent_joined=True, first=40, callers=4)
CASES: dict[str, Case] = {
    "a hundred calls, fifty at once": (WHOLE, (50, 100)),
    "49 at once are fewer": (crowd(49) + crowd(49, start=LATER) + crowd(2, start=LATER + HOUR), None),
    "99 calls are too few": (crowd(50) + crowd(49, start=LATER), None),
    "twenty minutes are the limit": (
        crowd(lasting=20 * MINUTE) + crowd(start=LATER, lasting=20 * MINUTE), None),
    "six callers in ten are the limit": (crowd(callers=50) + crowd(10, start=LATER, callers=10, first=50)
                                         + crowd(40, start=LATER + HOUR, callers=40), None),
    "fewer come back": (crowd(callers=50) + crowd(9, start=LATER, callers=9, first=50)
                        + crowd(41, start=LATER + HOUR, callers=41), (50, 100)),
    "nine of ten without an agent are the limit, and past it": (
        ALONE_90 + crowd(50, start=LATER)[:45] + crowd(5, start=LATER, agent_joined=True), (50, 100)),
    "a tenth and one with an agent is a service": (
        ALONE_90 + crowd(50, start=LATER)[:44] + crowd(6, start=LATER, agent_joined=True), None),
    "whether an agent joined must be known": (
        crowd(agent_joined=None) + crowd(start=LATER, agent_joined=None), None),
    "calls that go out are no crowd": (
        crowd(direction=Direction.OUTBOUND) + crowd(start=LATER, direction=Direction.OUTBOUND), None),
    "nor calls of unknown direction": (
        crowd(direction=None) + crowd(start=LATER, direction=None), None),
    "unanswered ones count on neither side": (WHOLE + crowd(answered=False, callers=50, first=90), (50, 100)),
    "nor those of which it is unknown": (crowd(answered=None) + crowd(start=LATER, answered=None), None),
    "a call without an end lasts four hours": (
        crowd(1, lasting=None, talk=LONG) + crowd(49, start=START + 4 * HOUR - MINUTE)
        + crowd(50, start=START + 6 * HOUR)[:49] + crowd(1, start=START + 8 * HOUR), (50, 100)),
    "and not longer": (
        crowd(1, lasting=None, talk=LONG) + crowd(49, start=START + 4 * HOUR)
        + crowd(50, start=START + 6 * HOUR)[:49] + crowd(1, start=START + 8 * HOUR), None),
    "the last moment of the day is in it": (
        crowd() + crowd(49, start=LATER) + crowd(1, start=NEXT_DAY - MOMENT), (50, 100)),
    "the next day begins anew": (
        crowd() + crowd(49, start=LATER) + crowd(49, start=NEXT_DAY), None),
    "two numbers do not add up": (crowd() + crowd(called="+17125550199"), None),
    "nor do two accounts": (crowd() + crowd(start=LATER, account="beta"), None),
    "no number, no measure": (crowd(called=None) + crowd(start=LATER, called=None), None),
    "no account, no measure": (crowd(account=None) + crowd(start=LATER, account=None), None),
    **excused(Permit.CONFERENCE_LINES, Permit.OWN_TRUNK, WHOLE, (50, 100)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_crowd(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_numbers_are_found_apart() -> None:
    other = crowd(called="+1") + crowd(start=LATER, called="+1")
    assert keys_of(CLAUSE, RULE, WHOLE + other) == [("acme", "+1"), ("acme", NUMBER)]


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, WHOLE)
    assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.HOLD)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == (
        "+17125550100 had 50 callers at once, 20\u00a0min each on average; 29 numbers made 100 calls,"
        " and 100% met no agent. The limits are 50, 20\u00a0min, 60% and 90%."
    )
    assert finding.reason(Lang.FR) == (
        "+17125550100 a eu 50 appelants à la fois, 20\u00a0min chacun en moyenne\u00a0; 29 numéros ont passé"
        " 100 appels, et 100\u00a0% sont restés sans agent. Les limites sont de 50, 20\u00a0min, 60\u00a0% et"
        " 90\u00a0%."
    )
