"""12 CFR 1006.14(b)(2): seven attempts in seven days, and none for seven days after a talk: presumptions."""

from datetime import timedelta

import pytest

from fairline.clauses.a_illegal.debt import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import (
    DAY,
    TICK,
    Breach,
    Row,
    check,
    check_weight,
    decided,
    found,
    measures,
    rows_of,
)
from tests.clauses.traffic import MONDAY, calls

HOUR = timedelta(hours=1)
ATTEMPTS, AFTER = "debt-attempts", "debt-after-talk"
FIELDS: dict[str, object] = {
    "purpose": Purpose.DEBT, "called": "+12125550101", "called_places": ("US-NY",)
}  # fmt: skip


def tried(number: int, **fields: object) -> list[Call]:
    """Return attempts an hour apart."""
    return calls(number, every=HOUR, **FIELDS | fields)


ROWS: dict[str, Row] = {
    "seven are the limit": (tried(7), []),
    "eight are past it": (tried(8), [(8, 8)]),
    "unanswered ones count, too": (tried(8, answered=False), [(8, 8)]),
    "seven and many to another": (tried(7) + tried(7, called="+12125550102"), []),
    "to another place": (tried(7) + tried(7, called_places=("US-NJ",)), []),
    "by another account": (tried(7) + tried(7, account="beta"), []),
    "a call that came in": (tried(7) + tried(9, direction=Direction.INBOUND), []),
    "about an order": (tried(7) + tried(9, purpose=Purpose.TRANSACTIONAL), []),
    "for a purpose that nobody knows": (tried(7) + tried(9, purpose=None), []),
    "to a place without such a law": (tried(9, called_places=("FR",)), []),
    "to places that nobody knows": (tried(9, called_places=None), []),
    "to nobody": (tried(9, called=None), []),
    "by nobody": (tried(9, account=None), []),
    "the last moment of seven days": (tried(7) + tried(1, start=MONDAY + 7 * DAY - TICK), [(8, 8)]),
    "the first after them": (tried(7) + tried(1, start=MONDAY + 7 * DAY), []),
}
TALKED = Call(
    id="1", started_at=MONDAY, account="acme", direction=Direction.OUTBOUND, purpose=Purpose.DEBT,
    called="+12125550101", called_places=("US-NY",), spoken_at=MONDAY - HOUR,
)  # fmt: skip
BREACHES = [
    Breach(
        clause=CLAUSE, rule=AFTER, bad=TALKED, window=7 * DAY - HOUR,
        apart={"another person is another finding": {"called": "+12125550102"},
               "so is another account": {"account": "beta"},
               "and another place": {"called_places": ("US-NJ",)}},
        excused={"a talk that nobody knows of": {"spoken_at": None},
                 "seven days after it": {"spoken_at": MONDAY - 7 * DAY},
                 "a talk that is still to come": {"spoken_at": MONDAY + DAY},
                 "about an order": {"purpose": Purpose.TRANSACTIONAL},
                 "a purpose that nobody knows": {"purpose": None},
                 "a call that came in": {"direction": Direction.INBOUND},
                 "a place without such a law": {"called_places": ("FR",)},
                 "places that nobody knows": {"called_places": None}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    )
]  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_attempts(name: str) -> None:
    facts, wanted = ROWS[name]
    assert measures(CLAUSE, ATTEMPTS, facts) == wanted


@pytest.mark.parametrize(
    ("breach", "name"),
    [each for each in rows_of(BREACHES) if "window" not in str(each.id) and "after it" not in str(each.id)],
)
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


def test_the_window_is_seven_days() -> None:
    first, again = BREACHES[0].acts(), BREACHES[0].acts
    late = {"spoken_at": MONDAY + 6 * DAY}
    assert measures(CLAUSE, AFTER, [*first, *again(later=7 * DAY - TICK, **late)]) == [(2, 2)]
    assert measures(CLAUSE, AFTER, [*first, *again(later=7 * DAY, **late)]) == [(1, 1)]


def test_a_moment_less_than_seven_days_after_the_talk() -> None:
    assert measures(CLAUSE, AFTER, BREACHES[0].acts(spoken_at=MONDAY - 7 * DAY + TICK)) == [(1, 1)]
    assert measures(CLAUSE, AFTER, BREACHES[0].acts(spoken_at=MONDAY)) == []


def test_how_grave_and_what_becomes_of_the_act() -> None:
    check_weight(BREACHES[0])
    answers = decided(CLAUSE, tried(9))
    assert [each.act for each in answers] == [Act.ALLOW] * 7 + [Act.REFUSE] * 2


def test_the_campaign_says_its_purpose() -> None:
    campaign = Campaign(id="late", at=MONDAY - DAY, account="acme", purpose=Purpose.DEBT)
    unsaid = {"campaign": "late", "purpose": None}
    assert measures(CLAUSE, ATTEMPTS, [campaign, *tried(8, **unsaid)]) == [(8, 8)]
    assert measures(CLAUSE, AFTER, [campaign, *BREACHES[0].acts(**unsaid)]) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    (many,) = found(CLAUSE, ATTEMPTS, tried(8))
    law = "US: 12 CFR 1006.14(b)(2), 1006.6(b)(1))."
    assert many.reason(Lang.EN) == (
        f"+12125550101 was called 8 times in seven days about a debt; the limit is 7 ({law}"
    )
    assert many.reason(Lang.FR) == (
        "+12125550101 a été appelé 8 fois en sept jours pour une dette\u00a0; la limite est de 7"
        f" ({law.replace('US:', 'US' + chr(0xA0) + ':')}"
    )
    soon = BREACHES[0].told()
    assert soon.reason(Lang.EN) == (
        f"+12125550101 was called within seven days of a talk about a debt: 1 times ({law}"
    )
    assert soon.reason(Lang.FR) == (
        "+12125550101 a été appelé dans les sept jours d'un entretien sur une dette\u00a0: 1 fois"
        f" ({law.replace('US:', 'US' + chr(0xA0) + ':')}"
    )
    assert (many.severity, many.answer) == (Severity.MAJOR, Answer.CHALLENGE)
