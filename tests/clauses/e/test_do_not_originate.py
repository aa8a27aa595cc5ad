"""47 CFR 64.1200(o), FCC 25-15: numbers that never call."""

import pytest

from fairline.clauses.e_deception.do_not_originate import CLAUSE
from fairline.facts import Call, Direction, Line, Number
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, Breach, check, check_weight, measures, rows_of
from tests.clauses.traffic import MONDAY

CALLER, OTHER = "+18005550101", "+18005550102"
CALL = Call(id="1", started_at=MONDAY, account="acme", direction=Direction.OUTBOUND, caller=CALLER)


def number(listed: bool | None = True, caller: str = CALLER, kind: Line | None = None) -> Number:
    return Number(id=caller, at=MONDAY - DAY, do_not_originate=listed, line_kind=kind)


BREACHES = [
    Breach(
        clause=CLAUSE, rule="number-never-calls", bad=CALL, known=[number(), number(caller=OTHER)],
        apart={"another number is another finding": {"caller": OTHER},
               "so is another account": {"account": "beta"}},
        excused={"a call that came in": {"direction": Direction.INBOUND},
                 "a direction that nobody knows": {"direction": None},
                 "no number": {"caller": None}},
        unless={"not listed": [number(False, kind=Line.FIXED)],
                "nobody knows": [number(None)],
                "an ordinary number of which no list is known": [number(None, kind=Line.MOBILE)],
                "a toll-free number that is not listed": [number(False, kind=Line.TOLL_FREE)]},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    )
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("kind", [Line.EMERGENCY, Line.PREMIUM, Line.UNALLOCATED])
def test_what_no_list_has_to_say(kind: Line) -> None:
    for listed in (None, False):
        assert measures(CLAUSE, "number-never-calls", [number(listed, kind=kind), CALL]) == [(1, 1)]


def test_the_reason_in_both_languages() -> None:
    told = BREACHES[0].told()
    assert told.reason(Lang.EN) == f"Calls that show {CALLER}, a number that never calls: 1."
    assert told.reason(Lang.FR) == f"Appels qui affichent {CALLER}, numéro qui n'appelle jamais\u00a0: 1."
