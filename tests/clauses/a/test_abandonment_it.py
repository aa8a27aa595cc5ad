"""Garante privacy, provv. 83/2014: three silent calls in a hundred successful ones, and then an agent."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.a_illegal.abandonment_it import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, found, measures
from tests.clauses.traffic import MONDAY, calls

SHARE, AGAIN = "silent-share-it", "silent-again-it"


def answered(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return successful calls to Italy with an agent."""
    shared: dict[str, object] = {
        "campaign": "spring", "campaign_started_at": MONDAY, "purpose": Purpose.MARKETING,
        "called_country": "IT", "called": "+390612345678", "answered": True, "agent_joined": True,
        "agent_delay": timedelta(seconds=3),
    }  # fmt: skip
    return calls(number, start=start, every=timedelta(milliseconds=1), **shared | fields)


def silent(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    return answered(number, start, **{"agent_joined": False, "agent_delay": None} | fields)


NOT_ITALY: dict[str, object] = {"called_country": "FR"}
SHARES: dict[str, Row] = {
    "three in a hundred are the limit": (answered(970) + silent(30), []),
    "chance alone does not accuse": (answered(960) + silent(40), []),
    "forty-one of a thousand are past it for sure": (answered(959) + silent(41), [(41, 1000)]),
    "of ninety-nine too few": (silent(99), []),
    "a hundred are enough": (silent(100), [(100, 100)]),
    "an agent after three seconds is late": (
        silent(100, agent_joined=True, agent_delay=timedelta(seconds=3, milliseconds=1)), [(100, 100)]),
    "one in three is not": (answered(200), []),
    "the source's own word comes first": (silent(200, abandoned=False), []),
    "and says it where nothing else does": (answered(100, abandoned=True), [(100, 100)]),
    "what nobody classified is on neither side": (
        silent(100) + silent(900, agent_joined=None), [(100, 100)]),
    "nor are unanswered calls": (silent(100) + answered(900, answered=False), [(100, 100)]),
    "nor those of which nobody knows": (silent(100) + answered(900, answered=None), [(100, 100)]),
    "nor other countries": (silent(100) + answered(900, **NOT_ITALY), [(100, 100)]),
    "nor a country that nobody knows": (silent(100) + answered(900, called_country=None), [(100, 100)]),
    "nor surveys": (silent(100) + answered(900, purpose=Purpose.SURVEY), [(100, 100)]),
    "nor calls that came in": (silent(100) + answered(900, direction=Direction.INBOUND), [(100, 100)]),
    "another campaign dilutes nothing": (silent(100) + answered(900, campaign="b"), [(100, 100)]),
    "nor does another account": (silent(100) + answered(900, account="beta"), [(100, 100)]),
    "the last moment of 30 days": (
        silent(99) + silent(1, MONDAY + 30 * DAY - TICK), [(100, 100)]),
    "the first after them": (silent(99) + silent(1, MONDAY + 30 * DAY), []),
    "no start, no measure": (silent(200, campaign_started_at=None), []),
    "no campaign, no measure": (silent(200, campaign=None), []),
}  # fmt: skip
AGAINS: dict[str, Row] = {
    "one silent call is not yet the breach": (silent(1), []),
    "a second is": (silent(2), [(2, 2)]),
    "a call with an agent in between changes nothing": (silent(2) + answered(1), [(2, 2)]),
    "a silent call and one with an agent": (silent(1) + answered(5), []),
    "two persons": (silent(1) + silent(1, called="+390612345679"), []),
    "two accounts": (silent(1) + silent(1, account="beta"), []),
    "two campaigns of one account add up": (silent(1) + silent(1, campaign="b"), [(2, 2)]),
    "the last hour of five days": (silent(1) + silent(1, MONDAY + 5 * DAY - TICK), [(2, 2)]),
    "the first after them": (silent(1) + silent(1, MONDAY + 5 * DAY), []),
    "another country": (silent(5, **NOT_ITALY), []),
    "a survey": (silent(5, purpose=Purpose.SURVEY), []),
    "an unanswered call": (silent(5, answered=False), []),
    "nobody": (silent(5, called=None), []),
}


@pytest.mark.parametrize("name", SHARES)
def test_share(name: str) -> None:
    facts, wanted = SHARES[name]
    assert measures(CLAUSE, SHARE, facts) == wanted


@pytest.mark.parametrize("name", AGAINS)
def test_again(name: str) -> None:
    facts, wanted = AGAINS[name]
    assert measures(CLAUSE, AGAIN, facts) == wanted


def test_the_campaign_says_its_purpose_and_start() -> None:
    known = Campaign(
        id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING, started_at=MONDAY
    )
    facts = [known, *silent(100, purpose=None, campaign_started_at=None)]
    assert measures(CLAUSE, SHARE, facts) == [(100, 100)]
    assert measures(CLAUSE, AGAIN, facts) == [(100, 100)]


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (share,), (again,) = found(CLAUSE, SHARE, silent(100)), found(CLAUSE, AGAIN, silent(2))
    for each in (share, again):
        assert (each.severity, each.answer) == (Severity.MAJOR, Answer.THROTTLE)
        assert each.rule.mode is Mode.ENFORCE
    assert share.reason(Lang.EN) == "100 of 100 successful calls were silent (100%); the limit is 3%."
    assert share.reason(Lang.FR) == (
        "100 des 100 appels aboutis sont restés muets (100\u00a0%)\u00a0; la limite est de 3\u00a0%."
    )
    assert again.reason(Lang.EN) == (
        "+390612345678 got 2 silent calls in five days; after the first an agent must be there."
    )
    assert again.reason(Lang.FR) == (
        "+390612345678 a reçu 2 appels muets en cinq jours\u00a0; après le premier, il faut un agent."
    )
