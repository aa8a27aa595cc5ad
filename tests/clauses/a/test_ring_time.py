"""47 CFR 64.1200(a)(6), 16 CFR 310.4(b)(4)(ii): 15 seconds or four rings; Ofcom 2010, practice."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.a_illegal.ring_time import CLAUSE
from fairline.facts import Call, Campaign, Direction, EndReason, Purpose, Side
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAW, PRACTICE = "short-rings", "short-rings-practice"
LONG, SHORT = timedelta(seconds=15), timedelta(seconds=15, microseconds=-1)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def rung(number: int, place: str, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return unanswered telemarketing calls that the caller canceled in time."""
    shared = {
        "campaign": "spring",
        "purpose": Purpose.MARKETING,
        "called_places": (place,),
        "answered": False,
        "end_reason": EndReason.CANCELED,
        "ring": LONG,
    }
    return calls(number, start=start, **(shared | fields))


def cut(number: int, place: str, **fields: object) -> list[Call]:
    """Return the same, given up a moment too soon."""
    return rung(number, place, **({"ring": SHORT} | fields))


def rows(place: str) -> dict[str, Case]:
    """Return the rows that both rules have, for a place whose ring time is the rule's."""
    found = cut(20, place) + rung(80, place)
    rang_out = {"end_reason": EndReason.NO_ANSWER}
    return {
        "19 are too few to be a setting": (cut(19, place) + rung(81, place), None),
        "20 are enough": (found, (20, 100)),
        "exactly 15 seconds is long enough": (rung(100, place), None),
        "rung out and ended by the caller is given up": (
            cut(20, place, released_by=Side.CALLER, **rang_out), (20, 20)),
        "or by the network": (cut(20, place, released_by=Side.NETWORK, **rang_out), (20, 20)),
        "rung out and ended by the called side is not": (
            found + cut(90, place, released_by=Side.CALLED, **rang_out), (20, 100)),
        "nobody knows who ended it: on neither side": (found + cut(90, place, **rang_out), (20, 100)),
        "that accuses nobody": (cut(90, place, **rang_out), None),
        "unknown ring times count on neither side": (found + rung(90, place, ring=None), (20, 100)),
        "so do unknown ends": (found + cut(90, place, end_reason=None), (20, 100)),
        "so do unknown purposes": (found + cut(90, place, purpose=None), (20, 100)),
        "busy calls are not in the base": (found + cut(90, place, end_reason=EndReason.BUSY), (20, 100)),
        "nor are answered ones": (found + cut(90, place, answered=True), (20, 100)),
        "nor are surveys": (found + cut(90, place, purpose=Purpose.SURVEY), (20, 100)),
        "nor are inbound calls": (found + cut(90, place, direction=Direction.INBOUND), (20, 100)),
        "nor are calls to France, which asks for no time": (found + cut(90, "FR"), (20, 100)),
        "nor are calls to places nobody knows": (found + cut(90, place, called_places=None), (20, 100)),
        "the last moment of the day is in it": (
            cut(19, place) + cut(1, place, start=MIDNIGHT - timedelta(microseconds=1)), (20, 20)),
        "midnight begins another day": (cut(19, place) + cut(1, place, start=MIDNIGHT), None),
        "another campaign does not dilute": (found + rung(90, place, campaign="autumn"), (20, 100)),
        "nor does it add": (cut(19, place) + cut(19, place, campaign="autumn"), None),
        "another account does not add": (cut(19, place) + cut(19, place, account="beta"), None),
        "no campaign, no measure": (cut(90, place, campaign=None), None),
        "no account, no measure": (cut(90, place, account=None), None),
    }  # fmt: skip


TABLES = {LAW: rows("US-NY"), PRACTICE: rows("GB")}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_short_rings(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_law_and_practice_are_told_apart() -> None:
    check(CLAUSE, LAW, (cut(90, "GB"), None))
    check(CLAUSE, PRACTICE, (cut(90, "US-NY"), None))


def test_states_add_up() -> None:
    check(CLAUSE, LAW, (cut(10, "US-NY") + cut(10, "US-FL"), (20, 20)))


def test_the_campaign_says_its_purpose() -> None:
    facts = cut(20, "US-NY", purpose=None)
    known = Campaign(id="spring", at=MONDAY, account="acme", purpose=Purpose.MARKETING)
    check(CLAUSE, LAW, ([known, *facts], (20, 20)))
    check(CLAUSE, LAW, (facts, None))


def test_how_grave_it_is_and_what_may_follow() -> None:
    (law,), (practice,) = found(CLAUSE, LAW, cut(20, "US-NY")), found(CLAUSE, PRACTICE, cut(20, "GB"))
    assert (law.severity, law.answer, law.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.OBSERVE)
    assert (practice.severity, practice.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert practice.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (law,) = found(CLAUSE, LAW, cut(1200, "US-NY") + rung(300, "US-NY"))
    assert law.reason(Lang.EN) == (
        "Of 1,500 unanswered calls in a day, 1,200 were cut before 15\u00a0s; the limit is 20."
    )
    assert law.reason(Lang.FR) == (
        "Sur 1\u202f500 appels sans réponse en un jour, 1\u202f200 ont été coupés avant 15\u00a0s, limite 20."
    )
    (practice,) = found(CLAUSE, PRACTICE, cut(20, "GB"))
    assert practice.reason(Lang.EN) == (
        "Of 20 unanswered calls in a day, 20 were cut before the 15\u00a0s of good practice."
    )
    assert practice.reason(Lang.FR) == (
        "Sur 20 appels sans réponse en un jour, 20 coupés en deçà des 15\u00a0s d'usage."
    )
