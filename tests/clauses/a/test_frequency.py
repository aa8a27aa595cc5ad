"""Fla. 501.616(6)(b), 15 O.S. 775C.4, Md. 14-4501, ORS 646.563; C. conso. D. 223-9; Brazil's SART code."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.a_illegal.frequency import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.law import FrequencyCap
from fairline.law.frequency import cap_span
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.attempts import decided
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls, law_book
from tests.clauses.unsure import book_unsure_of

DAY, UNSURE, MONTH, CODE = "attempts-24h", "attempts-24h-unsure", "attempts-30-days", "attempts-day-code"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = MONDAY + MINUTE  # an odd minute, so that a longer hop would show
IN_24_H, PAST_24_H = START + timedelta(hours=24) - MINUTE, START + timedelta(hours=24)
IN_30_DAYS, PAST_30_DAYS = MONDAY + timedelta(days=30) - HOUR, MONDAY + timedelta(days=30)
BRAZIL = ZoneInfo("America/Sao_Paulo")


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law, with Florida's cap in Vermont too, of low confidence."""
    cap = law_book().resolve("US-FL", "frequency_cap", MONDAY.date())
    assert cap is not None
    unsure = book_unsure_of(cap, "US-VT")
    monkeypatch.setattr("tests.clauses.traffic.law_book", lambda: unsure)
    monkeypatch.setattr("tests.clauses.attempts.book", lambda: unsure)


def tried(number: int, place: str, *, start: datetime = START, **fields: object) -> list[Call]:
    """Return telemarketing attempts to one person in one place, a second apart."""
    shared = {"purpose": Purpose.MARKETING, "called_places": (place,), "called": "+15550100"}
    return calls(number, start=start, **(shared | fields))


def rows(place: str, cap: int, last: datetime, past: datetime) -> dict[str, Case]:
    """Return the rows that every cap has: its number, who is counted, and the moments its span ends at."""
    over = cap + 1
    return {
        "the cap itself is allowed": (tried(cap, place), None),
        "one over is not": (tried(over, place), (over, over)),
        "answered or not, an attempt counts": (
            tried(cap, place, answered=False) + tried(1, place, answered=True), (over, over)),
        "from any number, by any campaign": (
            tried(cap, place, caller="+15550199", campaign="spring")
            + tried(1, place, caller="+15550198", campaign="autumn"), (over, over)),
        "the last moment of the span counts": (
            tried(cap, place) + tried(1, place, start=last), (over, over)),
        "the first after it does not": (tried(cap, place) + tried(1, place, start=past), None),
        "attempts of unknown purpose accuse nobody": (tried(99, place, purpose=None), None),
        "nor do they add": (tried(cap, place) + tried(9, place, purpose=None), None),
        "surveys are not capped": (tried(99, place, purpose=Purpose.SURVEY), None),
        "inbound calls are not attempts": (tried(99, place, direction=Direction.INBOUND), None),
        "nor are calls of unknown direction": (tried(99, place, direction=None), None),
        "where there is no such cap all is allowed": (tried(99, "US-NY"), None),
        "of two places one with the cap is enough": (
            tried(over, place, called_places=(place, "US-NY")), (over, over)),
        "another person's attempts do not add": (
            tried(cap, place) + tried(cap, place, called="+15550101"), None),
        "nor do another account's": (tried(cap, place) + tried(cap, place, account="beta"), None),
        "no called number, no measure": (tried(99, place, called=None), None),
        "no places, no measure": (tried(99, place, called_places=None), None),
        "no account, no measure": (tried(99, place, account=None), None),
    }  # fmt: skip


TABLES: dict[str, dict[str, Case]] = {
    DAY: rows("US-FL", 3, IN_24_H, PAST_24_H),
    UNSURE: rows("US-VT", 3, IN_24_H, PAST_24_H),
    MONTH: rows("FR", 4, IN_30_DAYS, PAST_30_DAYS),
    CODE: rows("BR", 2, datetime(2026, 3, 2, 23, 59, 59, tzinfo=BRAZIL), datetime(2026, 3, 3, tzinfo=BRAZIL)),
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_attempts(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


@pytest.mark.parametrize("place", ["US-FL", "US-OK", "US-MD", "US-OR"])
def test_the_states_whose_law_binds(place: str) -> None:
    check(CLAUSE, DAY, (tried(4, place), (4, 4)))
    check(CLAUSE, UNSURE, (tried(4, place), None))


def test_one_person_breaks_one_cap_at_a_time() -> None:
    assert [each.rule.name for rule in TABLES for each in found(CLAUSE, rule, tried(9, "US-VT"))] == [UNSURE]
    assert [each.rule.name for rule in TABLES for each in found(CLAUSE, rule, tried(9, "FR"))] == [MONTH]
    assert [each.rule.name for rule in TABLES for each in found(CLAUSE, rule, tried(9, "BR"))] == [CODE]


def test_oregon_has_its_cap_since_2026() -> None:
    before, after = (START.replace(year=2025, month=12, day=30), START.replace(month=1, day=2))
    check(CLAUSE, DAY, (tried(9, "US-OR", start=before), None))
    check(CLAUSE, DAY, (tried(9, "US-OR", start=after), (9, 9)))


def test_before_the_law_was_in_force_there_is_no_cap() -> None:
    check(CLAUSE, MONTH, (tried(9, "FR", start=datetime(2023, 2, 20, 12, tzinfo=UTC)), None))
    check(CLAUSE, MONTH, (tried(9, "FR", start=datetime(2023, 3, 1, 12, tzinfo=UTC)), (9, 9)))


def test_every_cap_of_the_law_book_is_held_by_a_rule() -> None:
    """A cap whose number changes in the data must change here, or it would be held by nobody."""
    book, today = law_book(), datetime(2026, 11, 23, tzinfo=UTC).date()
    caps = {
        (cap.value.attempts_max, cap_span(cap.value))
        for place in book.places
        for cap in book.in_force(place, "frequency_cap", today)
        if isinstance(cap.value, FrequencyCap)
    }
    assert caps == {(3, timedelta(hours=24)), (4, timedelta(days=30)), (2, timedelta(days=1))}


def test_the_campaign_says_its_purpose() -> None:
    facts = tried(4, "US-FL", purpose=None, campaign="spring")
    known = Campaign(id="spring", at=MONDAY, account="acme", purpose=Purpose.MARKETING)
    check(CLAUSE, DAY, ([known, *facts], (4, 4)))
    check(CLAUSE, DAY, (facts, None))


def test_how_grave_it_is_and_what_may_follow() -> None:
    expected = {
        DAY: ("US-FL", Severity.MAJOR, Answer.CHALLENGE),
        UNSURE: ("US-VT", Severity.NOTICE, Answer.OBSERVE),
        MONTH: ("FR", Severity.MAJOR, Answer.CHALLENGE),
        CODE: ("BR", Severity.NOTICE, Answer.OBSERVE),
    }
    for rule, (place, severity, answer) in expected.items():
        (finding,) = found(CLAUSE, rule, tried(9, place))
        assert (finding.severity, finding.answer, finding.rule.mode) == (severity, answer, Mode.ENFORCE)


def test_the_reason_in_both_languages() -> None:
    def said(rule: str, place: str) -> tuple[str, str]:
        (finding,) = found(CLAUSE, rule, tried(1200, place))
        return finding.reason(Lang.EN), finding.reason(Lang.FR)

    assert said(DAY, "US-FL") == (
        "One person was tried 1,200 times within 24 hours; the limit is 3 (US-FL: Fla. Stat. 501.616(6)(b)).",
        "Une même personne a été sollicitée 1\u202f200 fois en 24\u00a0heures\u00a0; la limite est de 3"
        " (US-FL\u00a0: Fla. Stat. 501.616(6)(b)).",
    )
    assert said(UNSURE, "US-VT") == (
        "One person was tried 1,200 times within 24 hours; the limit is 3 (US-VT: Fla. Stat. 501.616(6)(b)).",
        "Une même personne a été sollicitée 1\u202f200 fois en 24\u00a0heures\u00a0; la limite est de 3"
        " (US-VT\u00a0: Fla. Stat. 501.616(6)(b)).",
    )
    assert said(MONTH, "FR") == (
        "One person was tried 1,200 times within 30 days; the limit is 4 (FR: C. conso. art. D. 223-9).",
        "1\u202f200 tentatives vers une même personne en 30\u00a0jours\u00a0; limite\u00a0: 4"
        " (FR\u00a0: C. conso. art. D. 223-9).",
    )
    assert said(CODE, "BR") == (
        "One person was tried 1,200 times in a day; the code of conduct allows 2"
        " (BR: Codigo de Conduta SART).",
        "1\u202f200 tentatives vers une personne en un jour\u00a0; le code en admet 2"
        " (BR\u00a0: Codigo de Conduta SART).",
    )


@pytest.mark.parametrize(("place", "cap"), [("US-FL", 3), ("US-OR", 3), ("FR", 4)])
def test_the_attempt_past_the_cap_is_refused_before_it_is_made(place: str, cap: int) -> None:
    acts = [each.act for each in decided(CLAUSE, tried(cap + 2, place))]
    assert acts == [Act.ALLOW] * cap + [Act.REFUSE] * 2


def test_an_attempt_past_an_unsure_cap_is_not() -> None:
    assert {each.act for each in decided(CLAUSE, tried(9, "US-VT"))} == {Act.ALLOW}
