"""CLAUSES I-CIR-06: STOP not answered, no longer understood, or its page in error."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.i_circumvention.swallowed_opt_outs import CLAUSE
from fairline.facts import Access, Change, Deed, Direction, Fact, Message, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
    SECOND,
    TICK,
    Case,
    Tried,
    cases,
    check,
    check_acts,
    happened,
    said,
    weight,
)

LOST, DROPPED, FAILS = "unanswered-opt-outs", "opt-out-words-dropped", "opt-out-page-fails"
WEEK = timedelta(days=7)
TRIED = {
    DROPPED: Tried(
        kind=Change,
        bad={"setting": Setting.OPT_OUT_HANDLING, "drops_opt_out_words": True},
        excused={
            "a change that keeps them": {"drops_opt_out_words": False},
            "another setting": {"setting": Setting.CALL_FLOW},
        },
        unsaid=("setting", "drops_opt_out_words"),
        act=Act.REFUSE,
    )
}


def stops(number: int, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return messages that ask for no more."""
    shared: dict[str, object] = {
        "direction": Direction.INBOUND, "opts_out": True, "recipient": "+15", "sender": "+12025550101"
    }  # fmt: skip
    return happened(Message, number, start=start, **(shared | fields))


def visit(start: datetime) -> list[Fact]:
    """Return one visit that went well."""
    return happened(Access, start=start, deed=Deed.UNSUBSCRIBE, status=200)


def visits(
    number: int, failed: int, start: datetime = MIDNIGHT, status: int = 404, **fields: object
) -> list[Fact]:
    """Return visits to the page, the last ``failed`` of them with an error."""
    shared: dict[str, object] = {"deed": Deed.UNSUBSCRIBE} | fields
    good = happened(Access, number - failed, start=start, status=200, **shared)
    return good + happened(Access, failed, start=start + 5 * SECOND, status=status, **shared)


ANSWERED = MIDNIGHT + HOUR
CASES: dict[tuple[str, str], Case] = cases(TRIED) | {
    (LOST, "four without an answer are lost"): (stops(4), []),
    (LOST, "five are swallowed"): (stops(5), [(5, 5)]),
    (LOST, "answered ones are waited for, too"): (stops(5) + stops(3, answered_at=ANSWERED), [(5, 8)]),
    (LOST, "an answer a day and more later is none"): (
        stops(5, answered_at=MIDNIGHT + DAY + HOUR), [(5, 5)]),
    (LOST, "within the day it is one"): (stops(5, answered_at=MIDNIGHT + DAY), []),
    (LOST, "messages that ask for something else are not waited for"): (stops(9, opts_out=False), []),
    (LOST, "nor those of which nobody says"): (stops(9, opts_out=None), []),
    (LOST, "nor those that go out"): (stops(9, direction=Direction.OUTBOUND), []),
    (LOST, "nor those whose direction nobody says"): (stops(9, direction=None), []),
    (LOST, "two senders do not add up"): (stops(4) + stops(4, recipient="+16"), []),
    (LOST, "two accounts do not add up"): (stops(4) + stops(4, account="beta"), []),
    (LOST, "the last moment of the week counts"): (
        stops(4) + stops(1, MIDNIGHT + WEEK - TICK), [(5, 5)]),
    (LOST, "the first after it does not"): (stops(4) + stops(1, MIDNIGHT + WEEK), []),
    (LOST, "no sender, no measure"): (stops(9, recipient=None), []),
    (LOST, "no account, no measure"): (stops(9, account=None), []),
    (FAILS, "one in a hundred is the limit"): (visits(1000, 10), []),
    (FAILS, "seventeen are more than one in a hundred, surely"): (visits(1000, 17), [(17, 1000)]),
    (FAILS, "sixteen are not"): (visits(1000, 16), []),
    (FAILS, "99 visits are too few"): (visits(99, 50), []),
    (FAILS, "100 are enough"): (visits(100, 50), [(50, 100)]),
    (FAILS, "status 400 is an error"): (visits(100, 50, status=400), [(50, 100)]),
    (FAILS, "status 499 is one"): (visits(100, 50, status=499), [(50, 100)]),
    (FAILS, "status 500 is an outage"): (visits(100, 50, status=500), []),
    (FAILS, "status 399 is none"): (visits(100, 50, status=399), []),
    (FAILS, "visits whose answer nobody says count on neither side"): (
        visits(100, 50) + happened(Access, 300, deed=Deed.UNSUBSCRIBE), [(50, 100)]),
    (FAILS, "other requests do not dilute"): (
        visits(100, 50) + happened(Access, 900, deed=Deed.REQUEST, status=200), [(50, 100)]),
    (FAILS, "the last moment of the day counts"): (
        visits(99, 50) + visit(MIDNIGHT + DAY - TICK), [(50, 100)]),
    (FAILS, "the first after it does not"): (visits(99, 50) + visit(MIDNIGHT + DAY), []),
    (FAILS, "two accounts do not add up"): (visits(99, 50) + visits(99, 50, account="beta"), []),
    (FAILS, "no account, no measure"): (visits(100, 50, account=None), []),
}  # fmt: skip
LOUD = {LOST: stops(1200), DROPPED: TRIED[DROPPED].of(1200), FAILS: visits(2400, 1200)}
GRAVE = {
    LOST: (Severity.MAJOR, Answer.SUSPEND_SERVICE, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    DROPPED: (Severity.MAJOR, Answer.SUSPEND_SERVICE, Act.REFUSE, Evidence.A, Mode.OBSERVE),
    FAILS: (Severity.MAJOR, Answer.SUSPEND_SERVICE, Act.ALLOW, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    LOST: (
        "1,200 of 1,200 requests for no more messages to +15 had no answer after 24\u00a0h; the limit is 5.",
        "1\u202f200 des 1\u202f200 demandes d'arrêt adressées à +15 étaient sans réponse après"
        " 24\u00a0h\u00a0; la limite est de 5.",
    ),
    DROPPED: (
        "A change made opt-out words unknown (1,200 in 24\u00a0h; limit 1).",
        "Un réglage a rendu des mots d'arrêt inconnus (1\u202f200 en 24\u00a0h\u00a0; limite\u00a0: 1).",
    ),
    FAILS: (
        "1,200 of 2,400 visits to the opt-out page failed (50%); the limit is 1%.",
        "1\u202f200 des 2\u202f400 visites de la page de désinscription ont échoué"
        " (50\u00a0%)\u00a0; la limite est de 1\u00a0%.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [rule for rule, each in TRIED.items() if each.act is not Act.ALLOW])
def test_what_the_act_meets(rule: str) -> None:
    check_acts(CLAUSE, rule, TRIED[rule])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
