"""47 U.S.C. 227(e), 47 CFR 64.1604: no misleading caller identification. The limits are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.snowshoe import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND = timedelta(seconds=1)
LAST_MOMENT = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def shown(number: int, *, callers: int = 1, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return calls from the exchange +1 202 555 that show so many caller numbers in turn."""
    shared: dict[str, object] = {"called": "+13125550100"}
    return [
        fact
        for place in range(number)
        for fact in calls(
            1,
            start=start + place * SECOND,
            every=SECOND,
            **(shared | {"caller": f"+1202555{place % callers:04}"} | fields),
        )
    ]


def next_door(number: int, *, callers: int = 20, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return calls to the exchange that the caller numbers are from."""
    return shown(number, callers=callers, start=start, **({"called": "+12025559999"} | fields))


MANY = shown(1000, callers=21)
NEIGHBORS = next_door(431) + shown(569)

CALLERS: dict[str, Case] = {
    "20 numbers in 1,000 calls are the limit itself": (shown(1000, callers=20), None),
    "21 are over it": (MANY, (21, 1000)),
    "999 calls are too few to measure": (shown(999, callers=500), None),
    "calls without a caller number count on neither side": (MANY + shown(900, caller=None), (21, 1000)),
    "inbound calls do not dilute": (MANY + shown(900, direction=Direction.INBOUND), (21, 1000)),
    "nor do their callers count": (shown(2000, callers=2000, direction=Direction.INBOUND), None),
    "the last second before midnight is the same day": (
        shown(999, callers=20) + shown(1, start=LAST_MOMENT, caller="+12025559999"),
        (21, 1000),
    ),
    "midnight begins another day": (
        shown(999, callers=20) + shown(1, start=MIDNIGHT, caller="+12025559999"),
        None,
    ),
    "another account does not dilute": (MANY + shown(900, account="beta"), (21, 1000)),
    "all campaigns of the account count together": (
        shown(500, callers=21, campaign="a") + shown(500, callers=21, campaign="b"),
        (21, 1000),
    ),
    "no account, no measure": (shown(2000, callers=2000, account=None), None),
}
SPOOFED: dict[str, Case] = {
    "four in ten is the limit itself": (next_door(400) + shown(600), None),
    "430 of 1,000 may still be chance": (next_door(430) + shown(570), None),
    "431 are over the limit": (NEIGHBORS, (431, 1000)),
    "199 calls are too few to measure": (next_door(199), None),
    "200 are enough": (next_door(94) + shown(106), (94, 200)),
    "a shop that calls its own street has few numbers": (next_door(1000, callers=19), None),
    "who calls in is none of the shop's numbers": (
        next_door(1000, callers=19) + shown(900, callers=900, direction=Direction.INBOUND),
        None,
    ),
    "20 numbers are the limit, and past it": (next_door(1000, callers=20), (1000, 1000)),
    "calls outside North America count on neither side": (
        NEIGHBORS + shown(900, called="+33142000000"),
        (431, 1000),
    ),
    "nor do calls to an unknown number": (NEIGHBORS + shown(900, called=None), (431, 1000)),
    "nor do those without a caller number": (NEIGHBORS + shown(900, caller=None), (431, 1000)),
    "inbound calls are not in the base": (NEIGHBORS + shown(900, direction=Direction.INBOUND), (431, 1000)),
    "the last second before midnight is the same day": (
        next_door(93) + shown(106) + next_door(1, start=LAST_MOMENT),
        (94, 200),
    ),
    "midnight begins another day": (next_door(93) + shown(106) + next_door(1, start=MIDNIGHT), None),
    "another account does not dilute": (NEIGHBORS + shown(900, account="beta"), (431, 1000)),
    "nor lend its numbers": (
        next_door(1000, callers=1) + next_door(1000, callers=20, account="beta", called="+13125550100"),
        None,
    ),
    "no account, no measure": (next_door(1000, account=None), None),
}


@pytest.mark.parametrize("name", CALLERS)
def test_snowshoe_callers(name: str) -> None:
    check(CLAUSE, "snowshoe-callers", CALLERS[name])


@pytest.mark.parametrize("name", SPOOFED)
def test_neighbor_spoofing(name: str) -> None:
    check(CLAUSE, "neighbor-spoofing", SPOOFED[name])


def test_how_grave_and_what_may_follow() -> None:
    for rule, facts in (("snowshoe-callers", MANY), ("neighbor-spoofing", NEIGHBORS)):
        (finding,) = found(CLAUSE, rule, facts)
        assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.HOLD)
        assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (many,) = found(CLAUSE, "snowshoe-callers", shown(1500, callers=60))
    assert many.reason(Lang.EN) == (
        "1,500 calls in a day showed 60 different caller numbers, 4% of the calls; the limit is 2%."
    )
    assert many.reason(Lang.FR) == (
        "1\u202f500 appels en un jour ont affiché 60 numéros différents, soit 4\u00a0% des appels\u00a0;"
        " la limite est de 2\u00a0%."
    )
    (neighbors,) = found(CLAUSE, "neighbor-spoofing", NEIGHBORS)
    assert neighbors.reason(Lang.EN) == (
        "431 of 1,000 calls in a day showed a number of the called person's own exchange: 43.1%;"
        " the limit is 40%. 20 different numbers were shown."
    )
    assert neighbors.reason(Lang.FR) == (
        "431 des 1\u202f000 appels du jour affichaient un numéro voisin de"
        " celui de l'appelé, soit 43,1\u00a0%\u00a0;"
        " la limite est de 40\u00a0%. 20 numéros différents ont été affichés."
    )
