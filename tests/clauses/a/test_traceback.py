"""47 CFR 64.1200(n)(1): a traceback is answered within 24 hours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.a_illegal.traceback import CLAUSE
from fairline.engine import Engine
from fairline.facts import Complaint, ComplaintSource, Fact
from fairline.policy import DEFAULT_PLAN, Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Row, book, found, measures
from tests.clauses.traffic import MONDAY

ASKED, LATE, ORDER = "traceback", "traceback-unanswered", "regulator-about-account"


def asked(at: datetime = MONDAY, **fields: object) -> Complaint:
    shared: dict[str, object] = {"account": "acme", "source": ComplaintSource.TRACEBACK}
    return Complaint(id=f"{at} {fields}", at=at, **shared | fields)  # type: ignore[arg-type]


REGULATOR: dict[str, object] = {"source": ComplaintSource.REGULATOR}
TRACEBACKS: dict[str, Row] = {
    "one is enough": ([asked()], [(1, 1)]),
    "two in 90 days are one finding": ([asked(), asked(MONDAY + 89 * DAY)], [(2, 2)]),
    "one after them is apart": ([asked(), asked(MONDAY + 91 * DAY)], [(1, 1), (1, 1)]),
    "the first moment after 90 days": ([asked(), asked(MONDAY + 90 * DAY)], [(1, 1)]),
    "another account": ([asked(), asked(account="beta")], [(1, 1), (1, 1)]),
    "a complaint is none": ([asked(source=ComplaintSource.PERSON)], []),
    "nor is a regulator's letter": ([asked(**REGULATOR)], []),
    "nor what nobody knows the source of": ([asked(source=None)], []),
    "nobody's": ([asked(account=None)], []),
}
ONE_DAY = MONDAY + DAY
LATER: Fact = asked(MONDAY + 20 * DAY, source=ComplaintSource.PERSON)
LAST: Fact = asked(MONDAY + 120 * DAY, source=ComplaintSource.PERSON)
UNANSWERED: dict[str, Row] = {
    "not answered": ([asked(), LATER], [(1, 1)]),
    "answered at the last moment": ([asked(answered_at=ONE_DAY), LATER], []),
    "answered a moment later": ([asked(answered_at=ONE_DAY + TICK), LATER], [(1, 1)]),
    "the request may say until when": (
        [asked(due_at=MONDAY + 3 * DAY, answered_at=MONDAY + 3 * DAY), LATER], []),
    "and then that is late": (
        [asked(due_at=MONDAY + 3 * DAY, answered_at=MONDAY + 3 * DAY + TICK), LATER], [(1, 1)]),
    "two are one finding": ([asked(), asked(MONDAY + DAY), LATER], [(2, 2)]),
    "a complaint is none": ([asked(source=ComplaintSource.PERSON), LATER], []),
    "another account": ([asked(account="beta"), asked(), LATER], [(1, 1), (1, 1)]),
    "two in 90 days are one finding": ([asked(), asked(MONDAY + 89 * DAY), LAST], [(2, 2)]),
    "the first moment after them": ([asked(), asked(MONDAY + 90 * DAY), LAST], [(1, 1)]),
}  # fmt: skip
ORDERS: dict[str, Row] = {
    "one is enough": ([asked(**REGULATOR)], [(1, 1)]),
    "two in 90 days are one finding": ([asked(**REGULATOR), asked(MONDAY + 89 * DAY, **REGULATOR)], [(2, 2)]),
    "the first moment after them": ([asked(**REGULATOR), asked(MONDAY + 90 * DAY, **REGULATOR)], [(1, 1)]),
    "a traceback is none": ([asked()], []),
    "what nobody knows the source of is none": ([asked(source=None)], []),
    "another account": ([asked(**REGULATOR), asked(account="beta", **REGULATOR)], [(1, 1), (1, 1)]),
}


@pytest.mark.parametrize("name", TRACEBACKS)
def test_tracebacks(name: str) -> None:
    facts, wanted = TRACEBACKS[name]
    assert measures(CLAUSE, ASKED, facts) == wanted


@pytest.mark.parametrize("name", UNANSWERED)
def test_unanswered(name: str) -> None:
    facts, wanted = UNANSWERED[name]
    assert measures(CLAUSE, LATE, facts) == wanted


def test_nothing_is_late_before_it_is_due() -> None:
    engine = Engine([CLAUSE], law=book(), plan=DEFAULT_PLAN)
    soon = asked(MONDAY + timedelta(hours=23), source=ComplaintSource.PERSON)
    found_of = [each.rule.name for fact in (asked(), soon) for each in engine.observe(fact)]
    assert found_of == [ASKED]
    assert [each.rule.name for each in engine.observe(LATER)] == [LATE]


@pytest.mark.parametrize("name", ORDERS)
def test_orders(name: str) -> None:
    facts, wanted = ORDERS[name]
    assert measures(CLAUSE, ORDER, facts) == wanted


def test_the_second_within_90_days_is_for_the_whole_service() -> None:
    (one,), (two,) = found(CLAUSE, ASKED, [asked()]), found(CLAUSE, ASKED, [asked(), asked(MONDAY + DAY)])
    assert (one.severity, one.answer, one.rule.mode) == (Severity.CRITICAL, Answer.HOLD, Mode.ENFORCE)
    assert (two.severity, two.answer) == (Severity.CRITICAL, Answer.SUSPEND_SERVICE)


def test_how_grave_and_the_reasons_in_both_languages() -> None:
    (one,), (late,) = found(CLAUSE, ASKED, [asked()]), found(CLAUSE, LATE, [asked(), LATER])
    (order,) = found(CLAUSE, ORDER, [asked(**REGULATOR)])
    assert [each.limit.value for each in (one, late, order)] == [1, 1, 1]
    assert (late.severity, late.answer, late.rule.mode) == (Severity.CRITICAL, Answer.HOLD, Mode.ENFORCE)
    assert (order.severity, order.answer, order.rule.mode) == (Severity.CRITICAL, Answer.HOLD, Mode.OBSERVE)
    assert one.reason(Lang.EN) == "Tracebacks about the account in 90 days: 1."
    assert one.reason(Lang.FR) == "Demandes de traçage visant le compte en 90\u00a0jours\u00a0: 1."
    assert late.reason(Lang.EN) == "Of 1 tracebacks, 1 were not answered within 24 hours."
    assert late.reason(Lang.FR) == (
        "Sur 1 demandes de traçage, 1 sont restées sans réponse sous 24\u00a0heures."
    )
    assert order.reason(Lang.EN) == "Letters of a regulator about the account in 90 days: 1."
    assert order.reason(Lang.FR) == "Courriers d'une autorité visant le compte en 90\u00a0jours\u00a0: 1."
