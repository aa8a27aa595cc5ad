"""47 CFR 64.1200(a)(5): no dialer may engage two or more lines of a multi-line business at once."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.tied_up_lines import CLAUSE
from fairline.facts import Call, Campaign, Direction
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, SECOND, broken_by, decided, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

RULE = "lines-tied-up"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def ring(start: datetime = MONDAY, lasting: timedelta | None = MINUTE, **fields: object) -> list[Call]:
    """Return one attempt to a line of the business."""
    shared: dict[str, object] = {
        "called": "+12125550100",
        "called_country": "US",
        "called_business": "smith",
        "auto_dialed": True,
        "ended_at": None if lasting is None else start + lasting,
    }
    return calls(1, start=start, **(shared | fields))  # type: ignore[arg-type]


OTHER = {"called": "+12125550101"}
LATER = MONDAY + MINUTE - SECOND


def campaign(mode: str | None) -> Campaign:
    return Campaign(id="c", at=MONDAY - DAY, account="acme", mode=mode)


CASES: dict[str, Case] = {
    "one line at a time": (ring() + ring(MONDAY + MINUTE, **OTHER), None),
    "two at once are the limit, and past it": (ring() + ring(LATER, **OTHER), (2, 1)),
    "three are told as three": (ring() + ring(MONDAY, **OTHER) + ring(MONDAY, called="+12125550102"), (3, 3)),
    "an attempt without an end lasts an hour": (
        ring(lasting=None) + ring(MONDAY + HOUR - SECOND, **OTHER), (2, 1)),
    "and not longer": (ring(lasting=None) + ring(MONDAY + HOUR, **OTHER), None),
    "a person who dials ties up nothing": (ring() + ring(LATER, **OTHER, auto_dialed=False), None),
    "who dialed must be known": (ring() + ring(LATER, **OTHER, auto_dialed=None), None),
    "a predictive campaign dials by machine": (
        [campaign("predictive"), *ring(), *ring(LATER, **OTHER, auto_dialed=None, campaign="c")], (2, 1)),
    "so does a progressive one": (
        [campaign("progressive"), *ring(), *ring(LATER, **OTHER, auto_dialed=None, campaign="c")], (2, 1)),
    "and one with power": (
        [campaign("power"), *ring(), *ring(LATER, **OTHER, auto_dialed=None, campaign="c")], (2, 1)),
    "a previewed one does not": (
        [campaign("preview"), *ring(), *ring(LATER, **OTHER, auto_dialed=None, campaign="c")], None),
    "what the call says comes first": (
        [campaign("predictive"), *ring(), *ring(LATER, **OTHER, auto_dialed=False, campaign="c")], None),
    "the law is of the United States": (ring() + ring(LATER, **OTHER, called_country="CA"), None),
    "the country must be known": (ring() + ring(LATER, **OTHER, called_country=None), None),
    "calls that come in tie up nobody": (ring() + ring(LATER, **OTHER, direction=Direction.INBOUND), None),
    "nor those of unknown direction": (ring() + ring(LATER, **OTHER, direction=None), None),
    "two businesses have two lines": (ring() + ring(LATER, **OTHER, called_business="jones"), None),
    "another account's call is its own": (ring() + ring(LATER, **OTHER, account="beta"), None),
    "without the business nothing is known": (
        ring(called_business=None) + ring(LATER, **OTHER, called_business=None), None),
    "no account, no measure": (ring(account=None) + ring(LATER, **OTHER, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_lines_at_once(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_what_was_at_once_a_second_ago_is_not_held_against_the_next() -> None:
    over = ring(MONDAY + 2 * MINUTE, **OTHER)
    found_ = found(CLAUSE, RULE, [*ring(), *ring(LATER, **OTHER), *over, *ring(over[0].at + SECOND / 2)])
    assert [each.measure.hits for each in found_] == [2, 2]
    past = [*ring(), *ring(LATER, **OTHER, lasting=SECOND / 2), *ring(LATER + SECOND * 5 / 4, lasting=SECOND)]
    (finding,) = found(CLAUSE, RULE, past)
    assert finding.until == LATER


def test_each_business_is_found_apart() -> None:
    both = [*ring(), *ring(LATER, **OTHER)]
    both += [*ring(called_business="jones"), *ring(LATER, called_business="jones")]
    assert keys_of(CLAUSE, RULE, both) == [("acme", "jones"), ("acme", "smith")]


def test_the_second_attempt_is_refused_and_the_one_after_it_is_not() -> None:
    attempts = [
        *ring(lasting=None),
        *ring(MONDAY + 10 * SECOND, lasting=None, **OTHER),
        *ring(MONDAY + 10 * SECOND, lasting=None, called_business="jones"),
        *ring(MONDAY + 3 * HOUR, lasting=None),
    ]
    answers = decided(CLAUSE, attempts)
    assert [each.act for each in answers] == [Act.ALLOW, Act.REFUSE, Act.ALLOW, Act.ALLOW]
    assert [broken_by(each) for each in answers] == [[], [RULE], [], []]


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, ring() + ring(LATER, **OTHER))
    assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.CHALLENGE)
    assert finding.rule.mode is Mode.ENFORCE
    assert finding.reason(Lang.EN) == (
        "A dialer rang 2 lines of one business at once; the law's limit is fewer than 2."
    )
    assert finding.reason(Lang.FR) == (
        "Un composeur a fait sonner 2 lignes d'une même entreprise à la fois\u00a0; la loi en veut moins"
        " de 2."
    )
