"""16 CFR 310.4(c): whoever goes round calling hours as a habit; both numbers are ours."""

from datetime import UTC, datetime

import pytest

from fairline.clauses.a_illegal.campaign_hours import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, Row, found, measures
from tests.clauses.traffic import calls

SHARE, NUMBER = "closed-hours-share", "closed-hours-count"
OPEN = datetime(2026, 3, 3, 15, tzinfo=UTC)  # 10:00 in New York
CLOSED = datetime(2026, 3, 3, 9, tzinfo=UTC)  # 04:00 there


def called(number: int, start: datetime = OPEN, **fields: object) -> list[Call]:
    shared: dict[str, object] = {
        "campaign": "spring", "purpose": Purpose.MARKETING, "called_places": ("US-NY",),
        "called_zones": ("America/New_York",),
    }  # fmt: skip
    return calls(number, start=start, **shared | fields)


def closed(number: int, **fields: object) -> list[Call]:
    return called(number, CLOSED, **fields)


BAD = called(198) + closed(2)
SHARES: dict[str, Row] = {
    "one in a hundred is the limit, and past it": (BAD, [(2, 200)]),
    "fewer are not": (called(199) + closed(1), []),
    "of one hundred and ninety-nine too few": (called(190) + closed(9), []),
    "a survey is not in the base": (BAD + called(300, purpose=Purpose.SURVEY), [(2, 200)]),
    "nor a purpose that nobody knows": (BAD + called(300, purpose=None), [(2, 200)]),
    "nor a call that came in": (BAD + called(300, direction=Direction.INBOUND), [(2, 200)]),
    "nor zones that nobody knows": (BAD + called(300, called_zones=None), [(2, 200)]),
    "nor places that nobody knows": (BAD + called(300, called_places=None), [(2, 200)]),
    "another campaign dilutes nothing": (BAD + called(300, campaign="b"), [(2, 200)]),
    "nor does another account": (BAD + called(300, account="beta"), [(2, 200)]),
    "no campaign, no measure": (closed(300, campaign=None), []),
    "no account, no measure": (closed(300, account=None), []),
    "another day is another": (called(198) + closed(1) + called(1, CLOSED + DAY), []),
}  # fmt: skip
NUMBERS: dict[str, Row] = {
    "twenty are the limit, and past it": (closed(20), [(20, 20)]),
    "nineteen are fewer": (closed(19), []),
    "nineteen and many surveys": (closed(19) + closed(20, purpose=Purpose.SURVEY), []),
    "or purposes that nobody knows": (closed(19) + closed(20, purpose=None), []),
    "or calls that came in": (closed(19) + closed(20, direction=Direction.INBOUND), []),
    "or zones that nobody knows": (closed(19) + closed(20, called_zones=None), []),
    "two campaigns do not add up": (closed(19) + closed(19, campaign="b"), []),
    "nor do two accounts": (closed(19) + closed(19, account="beta"), []),
    "the last moment of the UTC day": (
        closed(19) + called(1, datetime(2026, 3, 3, 23, 59, 59, tzinfo=UTC), called_places=("FR",),
                            called_zones=("Europe/Paris",)), [(20, 20)]),
    "the first of the next": (
        closed(19) + called(1, datetime(2026, 3, 4, tzinfo=UTC), called_places=("FR",),
                            called_zones=("Europe/Paris",)), []),
    "no campaign, no measure": (closed(30, campaign=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARES)
def test_share(name: str) -> None:
    facts, wanted = SHARES[name]
    assert measures(CLAUSE, SHARE, facts) == wanted


@pytest.mark.parametrize("name", NUMBERS)
def test_number(name: str) -> None:
    facts, wanted = NUMBERS[name]
    assert measures(CLAUSE, NUMBER, facts) == wanted


def test_the_campaign_says_its_purpose() -> None:
    known = Campaign(id="spring", at=CLOSED - DAY, account="acme", purpose=Purpose.MARKETING)
    assert measures(CLAUSE, NUMBER, [known, *closed(20, purpose=None)]) == [(20, 20)]


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    traffic = called(180) + closed(20)
    (share,), (number,) = found(CLAUSE, SHARE, traffic), found(CLAUSE, NUMBER, traffic)
    for each in (share, number):
        assert (each.severity, each.answer, each.rule.mode) == (Severity.MAJOR, Answer.HOLD, Mode.OBSERVE)
    assert share.reason(Lang.EN) == (
        "20 of the campaign's 200 calls of the day (10%) came at closed hours; the limit is 1%."
    )
    assert share.reason(Lang.FR) == (
        "20 des 200 appels du jour de la campagne (10\u00a0%) sont tombés aux heures fermées\u00a0; la"
        " limite est de 1\u00a0%."
    )
    assert number.reason(Lang.EN) == (
        "20 of the campaign's 200 calls of the day came at closed hours; the limit is 20."
    )
    assert number.reason(Lang.FR) == (
        "20 des 200 appels du jour de la campagne sont tombés aux heures fermées\u00a0; la limite est de 20."
    )
