"""Communications Act 2003 ss. 128-131; Ofcom 2010 (3% of a day, replaced) and 2016 (no share is safe)."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.a_illegal.abandonment_uk import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, found, measures
from tests.clauses.traffic import calls

SHARE, AGAIN = "abandoned-share-uk", "abandoned-again-uk"
START = datetime(2026, 6, 2, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 6, 2, 23, tzinfo=UTC)  # in London, in summer


def answered(number: int, start: datetime = START, **fields: object) -> list[Call]:
    """Return calls to Britain that a person answered, with an agent."""
    shared: dict[str, object] = {
        "campaign": "spring", "purpose": Purpose.MARKETING, "called_country": "GB",
        "called": "+442079460101", "answered_live": True, "agent_joined": True,
        "agent_delay": timedelta(seconds=2),
    }  # fmt: skip
    return calls(number, start=start, every=timedelta(milliseconds=1), **shared | fields)


def abandoned(number: int, start: datetime = START, **fields: object) -> list[Call]:
    return answered(number, start, **{"agent_joined": False, "agent_delay": None} | fields)


ALL = abandoned(200)
SHARES: dict[str, Row] = {
    "three in a hundred are the line": (answered(970) + abandoned(30), []),
    "chance alone does not accuse": (answered(960) + abandoned(40), []),
    "forty-one of a thousand are past it for sure": (answered(959) + abandoned(41), [(41, 1000)]),
    "of one hundred and ninety-nine too few": (abandoned(199), []),
    "two hundred are enough": (ALL, [(200, 200)]),
    "an agent after two seconds is late": (
        answered(200, agent_delay=timedelta(seconds=2, milliseconds=1)), [(200, 200)]),
    "one in two is not": (answered(300), []),
    "the source's own word comes first": (abandoned(300, abandoned=False), []),
    "what nobody classified is on neither side": (ALL + abandoned(900, agent_joined=None), [(200, 200)]),
    "nor are machines": (ALL + answered(900, answered_live=False), [(200, 200)]),
    "nor other countries": (ALL + answered(900, called_country="IE"), [(200, 200)]),
    "nor surveys": (ALL + answered(900, purpose=Purpose.SURVEY), [(200, 200)]),
    "nor calls that came in": (ALL + answered(900, direction=Direction.INBOUND), [(200, 200)]),
    "another campaign dilutes nothing": (ALL + answered(900, campaign="b"), [(200, 200)]),
    "nor does another account": (ALL + answered(900, account="beta"), [(200, 200)]),
    "the last moment of London's day": (abandoned(199) + abandoned(1, MIDNIGHT - TICK), [(200, 200)]),
    "the first of the next": (abandoned(199) + abandoned(1, MIDNIGHT), []),
    "no campaign, no measure": (abandoned(300, campaign=None), []),
}  # fmt: skip
AGAINS: dict[str, Row] = {
    "one abandoned call is not yet the breach": (abandoned(1), []),
    "a second is": (abandoned(2), [(2, 2)]),
    "one with an agent is none": (abandoned(1) + answered(5), []),
    "two persons": (abandoned(1) + abandoned(1, called="+442079460102"), []),
    "two accounts": (abandoned(1) + abandoned(1, account="beta"), []),
    "two campaigns of one account add up": (abandoned(1) + abandoned(1, campaign="b"), [(2, 2)]),
    "the last hour of three days": (abandoned(1) + abandoned(1, START + 3 * DAY - TICK), [(2, 2)]),
    "the first after them": (abandoned(1) + abandoned(1, START + 3 * DAY), []),
    "another country": (abandoned(5, called_country="IE"), []),
    "a survey": (abandoned(5, purpose=Purpose.SURVEY), []),
    "a machine answered": (abandoned(5, answered_live=False), []),
    "nobody": (abandoned(5, called=None), []),
}


@pytest.mark.parametrize("name", SHARES)
def test_share(name: str) -> None:
    facts, wanted = SHARES[name]
    assert measures(CLAUSE, SHARE, facts) == wanted


@pytest.mark.parametrize("name", AGAINS)
def test_again(name: str) -> None:
    facts, wanted = AGAINS[name]
    assert measures(CLAUSE, AGAIN, facts) == wanted


def test_the_campaign_says_its_purpose() -> None:
    known = Campaign(id="spring", at=START - DAY, account="acme", purpose=Purpose.MARKETING)
    facts = [known, *abandoned(200, purpose=None)]
    assert measures(CLAUSE, SHARE, facts) == measures(CLAUSE, AGAIN, facts) == [(200, 200)]


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (share,), (again,) = found(CLAUSE, SHARE, ALL), found(CLAUSE, AGAIN, abandoned(2))
    assert (share.severity, share.answer, share.rule.mode) == (Severity.MAJOR, Answer.HOLD, Mode.ENFORCE)
    assert (again.severity, again.answer) == (Severity.MAJOR, Answer.THROTTLE)
    assert share.reason(Lang.EN) == ("200 of 200 calls answered in the day were abandoned (100%), over 3%.")
    assert share.reason(Lang.FR) == (
        "200 des 200 appels décrochés du jour ont été abandonnés (100\u00a0%), plus que 3\u00a0%."
    )
    assert again.reason(Lang.EN) == (
        "+442079460101 got 2 abandoned calls in 72 hours; after the first an agent must be there."
    )
    assert again.reason(Lang.FR) == (
        "+442079460101 a reçu 2 appels abandonnés en 72\u00a0heures\u00a0; après le premier, il faut un"
        " agent."
    )
