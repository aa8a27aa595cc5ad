"""CRTC Unsolicited Telecommunications Rules, Part III: no sequential dialing. Ofcom 2016: no scanning."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.sequential import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND = timedelta(seconds=1)
LAST_HOP = MONDAY + timedelta(minutes=9, seconds=40)  # its window starts with MONDAY's own hop
NEXT_HOP = MONDAY + timedelta(minutes=10)
HALF = SECOND / 2


def to(numbers: Iterable[int | None], *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return one attempt a second to each of the numbers +1 202 555 xxxx, in this order."""
    shared = {"campaign": "spring"} | fields
    return [
        fact
        for place, number in enumerate(numbers)
        for fact in calls(
            1,
            start=start + place * SECOND,
            every=SECOND,
            **({"called": None if number is None else f"+1202555{number:04}"} | shared),
        )
    ]


def upward(number: int, *, step: int = 1, first: int = 1000) -> range:
    """Return so many numbers, each ``step`` above the one before it."""
    return range(first, first + number * step, step)


SCATTERED = [9000 - 7 * each for each in range(50)]

CONSECUTIVE: dict[str, Case] = {
    "19 numbers in a row may be chance": (to(upward(19)), None),
    "20 are the limit, and past it": (to(upward(20)), (20, 20)),
    "downwards is no run": (to(reversed(upward(40))), None),
    "every second number is no run": (to(upward(40, step=2)), None),
    "a number called twice breaks the run": (to([*upward(10), *upward(10, first=1009)]), None),
    "a called number that is unknown does not": (to([*upward(10), None, *upward(10, first=1010)]), (20, 20)),
    "inbound calls do not break the run": (
        to(upward(20)) + to([5] * 19, start=MONDAY + HALF, direction=Direction.INBOUND),
        (20, 20),
    ),
    "nor make one": (to(upward(40), direction=Direction.INBOUND), None),
    "another campaign's calls do not break the run": (
        to(upward(20)) + to([5] * 19, start=MONDAY + HALF, campaign="autumn"),
        (20, 20),
    ),
    "nor do another account's": (
        to(upward(20)) + to([5] * 19, start=MONDAY + HALF, account="beta"),
        (20, 20),
    ),
    "runs of two campaigns do not add up": (
        to(upward(10)) + to(upward(10, first=1010), start=MONDAY + 10 * SECOND, campaign="autumn"),
        None,
    ),
    "without a campaign it is the caller number's": (
        to(upward(20), campaign=None, caller="+12025550101")
        + to([5] * 19, start=MONDAY + HALF, campaign=None, caller="+12025550102"),
        (20, 20),
    ),
    "with a campaign, caller numbers may change": (
        to(upward(10), caller="+12025550101")
        + to(upward(10, first=1010), start=MONDAY + 10 * SECOND, caller="+12025550102"),
        (20, 20),
    ),
    "the last hop of ten minutes counts": (
        to([1000]) + to(upward(19, first=1001), start=LAST_HOP),
        (20, 20),
    ),
    "the first after it does not": (
        to([1000]) + to(upward(18, first=1001), start=LAST_HOP) + to([1019], start=NEXT_HOP),
        None,
    ),
    "no campaign and no caller, no measure": (to(upward(40), campaign=None), None),
    "no account, no measure": (to(upward(40), account=None), None),
}
NEAR: dict[str, Case] = {
    "49 neighbors in a row are not half of a hundred": (to([*SCATTERED, 8000, *upward(49, step=3)]), None),
    "50 are": (to([*SCATTERED, *upward(50, step=3)]), (50, 100)),
    "the order of the two does not matter": (to([*upward(50, step=3), *SCATTERED]), (50, 100)),
    "99 attempts are too few": (to([*SCATTERED[1:], *upward(50, step=3)]), None),
    "four numbers further is no neighbor": (to(upward(200, step=4)), None),
    "attempts to unknown numbers count on neither side": (
        to([*SCATTERED[1:], None, *upward(50, step=3)]),
        None,
    ),
    "inbound calls are not in the base": (
        to([*SCATTERED[1:], *upward(50, step=3)])
        + to([5] * 99, start=MONDAY - 120 * SECOND, direction=Direction.INBOUND),
        None,
    ),
    "the last hop of ten minutes counts": (
        to(SCATTERED[:1]) + to([*SCATTERED[1:], *upward(50, step=3)], start=NEXT_HOP - 99 * SECOND),
        (50, 100),
    ),
    "the first after it does not": (
        to(SCATTERED[:1]) + to([*SCATTERED[1:], *upward(50, step=3)], start=NEXT_HOP - 98 * SECOND),
        None,
    ),
    "another campaign's calls do not break the run": (
        to([*SCATTERED, *upward(50, step=3)]) + to([5] * 99, start=MONDAY + HALF, campaign="autumn"),
        (50, 100),
    ),
    "no campaign and no caller, no measure": (to(upward(200), campaign=None), None),
}


@pytest.mark.parametrize("name", CONSECUTIVE)
def test_consecutive_numbers(name: str) -> None:
    check(CLAUSE, "consecutive-numbers", CONSECUTIVE[name])


@pytest.mark.parametrize("name", NEAR)
def test_neighboring_numbers(name: str) -> None:
    check(CLAUSE, "neighboring-numbers", NEAR[name])


def test_how_grave_and_what_may_follow() -> None:
    facts = to(upward(100))
    for rule in ("consecutive-numbers", "neighboring-numbers"):
        (finding,) = found(CLAUSE, rule, facts)
        assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.HOLD)
        assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    facts = to([*SCATTERED, *upward(55, step=1)])
    (run,) = found(CLAUSE, "consecutive-numbers", facts)
    assert run.reason(Lang.EN) == (
        "55 calls in a row from spring each went to the next number; 20 within 10\u00a0min is scanning."
    )
    assert run.reason(Lang.FR) == (
        "spring\u00a0: 55 appels de suite, chacun au numéro suivant\u00a0; 20 en"
        " 10\u00a0min, c'est un balayage."
    )
    (near,) = found(CLAUSE, "neighboring-numbers", facts)
    assert near.reason(Lang.EN) == (
        "Of 105 calls from spring within 10\u00a0min, 55 in a row each went 1 to 3"
        " numbers further; the limit is 50."
    )
    assert near.reason(Lang.FR) == (
        "spring\u00a0: sur 105 appels en 10\u00a0min, 55 de suite ont avancé de 1 à"
        " 3\u00a0numéros\u00a0; la limite est de 50."
    )
