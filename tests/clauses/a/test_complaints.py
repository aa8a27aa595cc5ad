"""TCCCPR as amended in 2025: five complaints in ten days; the shares of answered calls are ours."""

from datetime import datetime

import pytest

from fairline.clauses.a_illegal.complaints import CLAUSE
from fairline.facts import Call, Complaint, ComplaintSource, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, found, measures
from tests.clauses.traffic import MONDAY

NUMBER, CAMPAIGN, INDIA = "complaints-of-number", "complaints-of-campaign", "complaints-india"


def answered(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return answered calls a microsecond apart, of which nobody complained."""
    shared: dict[str, object] = {
        "account": "acme", "campaign": "spring", "caller": "+12125550101", "answered": True,
        "direction": Direction.OUTBOUND, "complained": False,
    }  # fmt: skip
    return [
        Call(id=f"{start} {fields} {each}", started_at=start + each * TICK, **shared | fields)  # type: ignore[arg-type]
        for each in range(number)
    ]


def bad(number: int, start: datetime = MONDAY, **fields: object) -> list[Call]:
    return answered(number, start, complained=True, **fields)


def before(number: int = 900, **fields: object) -> list[Call]:
    """Return calls of the hour before: a share that they are in never passes the limit."""
    return answered(number, MONDAY - DAY / 24, **fields)


BAD = answered(998) + bad(2, MONDAY + DAY / 24)
SHARES: dict[str, Row] = {
    "one complaint in a thousand may be chance": (answered(999) + bad(1), []),
    "two are not": (BAD, [(2, 1000)]),
    "two in 1,150 may be, too": (before(150) + BAD, []),
    "of nine hundred and ninety-nine too few": (answered(900) + bad(99), []),
    "what nobody knows is on neither side": (before(complained=None) + BAD, [(2, 1000)]),
    "nor are unanswered calls": (before(answered=False) + BAD, [(2, 1000)]),
    "nor those of which nobody knows": (before(answered=None) + BAD, [(2, 1000)]),
    "nor calls that came in": (before(direction=Direction.INBOUND) + BAD, [(2, 1000)]),
    "another account dilutes nothing": (before(account="beta") + BAD, [(2, 1000)]),
    "the last moment of seven days": (
        answered(998) + bad(1) + bad(1, MONDAY + 6 * DAY + DAY * 0.9), [(2, 1000)]),
    "the first after them": (answered(998) + bad(1) + bad(1, MONDAY + 7 * DAY), []),
    "nobody, no measure": (bad(1000, account=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("rule", [NUMBER, CAMPAIGN])
def test_shares(rule: str, name: str) -> None:
    facts, wanted = SHARES[name]
    assert measures(CLAUSE, rule, facts) == wanted


def test_each_number_and_each_campaign_is_apart() -> None:
    split = before(caller="+12125550102", campaign="autumn") + BAD
    for rule, field in ((NUMBER, "caller"), (CAMPAIGN, "campaign")):
        assert measures(CLAUSE, rule, split) == [(2, 1000)]
        assert measures(CLAUSE, rule, bad(1000, **{field: None})) == []
    halves = answered(499) + bad(1) + answered(499, caller="+12125550102") + bad(1, caller="+12125550102")
    assert measures(CLAUSE, NUMBER, halves) == []
    assert measures(CLAUSE, CAMPAIGN, halves) == [(2, 1000)]


@pytest.mark.parametrize("rule", [NUMBER, CAMPAIGN])
def test_twenty_in_ten_thousand_are_held(rule: str) -> None:
    (four,), (five,) = (
        found(CLAUSE, rule, answered(996) + bad(4)),
        found(CLAUSE, rule, answered(995) + bad(5)),
    )
    assert (four.severity, four.answer, four.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.OBSERVE)
    assert (five.severity, five.answer) == (Severity.MAJOR, Answer.HOLD)
    late = bad(5, MONDAY + DAY)
    (less,) = found(CLAUSE, rule, answered(1095) + late)
    assert (less.measure.base, less.severity) == (1100, Severity.MINOR)


def complaints(people: int, /, start: datetime = MONDAY, **fields: object) -> list[Complaint]:
    """Return complaints of so many people in India, a microsecond apart."""
    shared: dict[str, object] = {
        "account": "acme", "number": "+911401234567", "places": ("IN",),
        "source": ComplaintSource.PERSON,
    }  # fmt: skip
    return [
        Complaint(
            id=f"{start} {fields} {each}", at=start + each * TICK,
            **{"complainant": f"{start} {each}"} | shared | fields,  # type: ignore[arg-type]
        )
        for each in range(people)
    ]  # fmt: skip


FOUR = complaints(4)
SENDERS: dict[str, Row] = {
    "four people are fewer": (FOUR, []),
    "five are the law's": (complaints(5), [(5, 5)]),
    "one person is one": (complaints(9, complainant="x"), []),
    "a person that nobody knows is none": (FOUR + complaints(9, complainant=None), []),
    "a feedback loop counts": (FOUR + complaints(1, source=ComplaintSource.FEEDBACK_LOOP, start=MONDAY + DAY),
                               [(5, 5)]),
    "a label does not": (FOUR + complaints(1, source=ComplaintSource.LABEL, start=MONDAY + DAY), []),
    "nor what nobody knows the source of": (FOUR + complaints(1, source=None, start=MONDAY + DAY), []),
    "nor another country": (FOUR + complaints(1, places=("US-NY",), start=MONDAY + DAY), []),
    "nor a country that nobody knows": (FOUR + complaints(1, places=None, start=MONDAY + DAY), []),
    "another number": (FOUR + complaints(1, number="+911401234568", start=MONDAY + DAY), []),
    "another account": (FOUR + complaints(1, account="beta", start=MONDAY + DAY), []),
    "no number": (complaints(9, number=None), []),
    "no account": (complaints(9, account=None), []),
    "the last hour of ten days": (FOUR + complaints(1, MONDAY + 10 * DAY - DAY / 6), [(5, 5)]),
    "the first moment after ten days": (FOUR + complaints(1, MONDAY + 10 * DAY), []),
    "before the amendment the law counted otherwise": (
        complaints(9, datetime.fromisoformat("2025-02-11T12:00:00+00:00")), []),
}  # fmt: skip


@pytest.mark.parametrize("name", SENDERS)
def test_india(name: str) -> None:
    facts, wanted = SENDERS[name]
    assert measures(CLAUSE, INDIA, facts) == wanted


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (number,), (campaign,) = found(CLAUSE, NUMBER, BAD), found(CLAUSE, CAMPAIGN, BAD)
    (india,) = found(CLAUSE, INDIA, complaints(5))
    assert (india.severity, india.answer, india.rule.mode) == (Severity.MAJOR, Answer.HOLD, Mode.ENFORCE)
    assert number.reason(Lang.EN) == (
        "2 of 1,000 persons who answered +12125550101 complained (0.2%); the limit is 0.05%."
    )
    assert number.reason(Lang.FR) == (
        "2 des 1\u202f000 personnes ayant décroché à +12125550101 se sont plaintes (0,2\u00a0%)\u00a0; la"
        " limite est de 0,05\u00a0%."
    )
    assert campaign.reason(Lang.EN) == (
        "2 of 1,000 persons whom the campaign reached complained (0.2%); the limit is 0.05%."
    )
    assert campaign.reason(Lang.FR) == (
        "2 des 1\u202f000 personnes jointes par la campagne se sont plaintes (0,2\u00a0%)\u00a0; la limite"
        " est de 0,05\u00a0%."
    )
    assert india.reason(Lang.EN) == (
        "5 persons in India complained of +911401234567 in ten days; the law acts at 5."
    )
    assert india.reason(Lang.FR) == (
        "5 personnes en Inde se sont plaintes de +911401234567 en dix jours\u00a0; la loi agit à 5."
    )
