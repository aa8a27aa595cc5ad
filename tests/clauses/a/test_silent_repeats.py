"""UWG § 7(1); Communications Act 2003 s. 128: the second silent call of a day; the number is ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.a_illegal.silent_repeats import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, found, measures
from tests.clauses.traffic import MONDAY, calls

RULE = "silent-twice-a-day"


def silent(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    shared: dict[str, object] = {"called": "+493012345678", "answered_live": True, "agent_joined": False}
    return calls(number, start=start, **shared | fields)


LATE: dict[str, object] = {"agent_joined": True, "agent_delay": timedelta(seconds=2, milliseconds=1)}
IN_TIME: dict[str, object] = {"agent_joined": True, "agent_delay": timedelta(seconds=2)}
ROWS: dict[str, Row] = {
    "one is chance": (silent(1), []),
    "two are not": (silent(2), [(2, 2)]),
    "an agent after two seconds is late": (silent(2, **LATE), [(2, 2)]),
    "one in two is not": (silent(5, **IN_TIME), []),
    "the source's own word comes first": (silent(5, abandoned=False), []),
    "and says it where nothing else does": (silent(2, agent_joined=True, abandoned=True), [(2, 2)]),
    "what nobody classified is none": (silent(1) + silent(5, agent_joined=None), []),
    "nor is a machine that answered": (silent(5, answered_live=False), []),
    "nor one of which nobody knows": (silent(5, answered_live=None), []),
    "nor a call that came in": (silent(5, direction=Direction.INBOUND), []),
    "two persons": (silent(1) + silent(1, called="+493012345679"), []),
    "two accounts": (silent(1) + silent(1, account="beta"), []),
    "two campaigns of one account add up": (silent(1) + silent(1, campaign="b"), [(2, 2)]),
    "the last minute of the day": (silent(1) + silent(1, MONDAY + DAY - TICK), [(2, 2)]),
    "the first after it": (silent(1) + silent(1, MONDAY + DAY), []),
    "nobody called": (silent(5, called=None), []),
    "nobody calls": (silent(5, account=None), []),
}


@pytest.mark.parametrize("name", ROWS)
def test_silent_calls(name: str) -> None:
    facts, wanted = ROWS[name]
    assert measures(CLAUSE, RULE, facts) == wanted


def test_how_grave_and_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, silent(3))
    assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.THROTTLE)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == (
        "Within 24 hours +493012345678 answered 3 calls in which nobody spoke; the limit is 2."
    )
    assert finding.reason(Lang.FR) == (
        "En 24\u00a0heures, +493012345678 a décroché 3 appels où nul ne parlait\u00a0; la limite est de 2."
    )
