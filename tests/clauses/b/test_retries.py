"""Three attempts to sell something to one person in 24 hours, wherever it is; the number is ours."""

from datetime import timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.retries import CLAUSE
from fairline.facts import Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, broken_by, decided
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

RULE, PERSON = "retries-24h", "+33612345678"
HOUR = timedelta(hours=1)
SELLS = {"purpose": Purpose.MARKETING, "called": PERSON}
SELLING = Campaign(id="c", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING)


def tries(number: int, **fields: object) -> list:  # type: ignore[type-arg]
    """Return attempts an hour apart."""
    return calls(number, **({"every": HOUR} | SELLS | fields))  # type: ignore[arg-type]


CASES: dict[str, Case] = {
    "three tries are the limit": (tries(3), None),
    "the fourth is one too many": (tries(4), (4, 4)),
    "answered or not": (tries(2, answered=True) + tries(2, start=MONDAY + 3 * HOUR, answered=False), (4, 4)),
    "whatever number is shown": (tries(2, caller="+1") + tries(2, start=MONDAY + 3 * HOUR), (4, 4)),
    "calls for another purpose do not count": (tries(3) + tries(9, purpose=Purpose.TRANSACTIONAL), None),
    "nor those of no known purpose": (tries(3) + tries(9, purpose=None), None),
    "the campaign's purpose is the call's": ([SELLING, *tries(4, purpose=None, campaign="c")], (4, 4)),
    "but the call's own comes first": (
        [SELLING, *tries(9, purpose=Purpose.DEBT, campaign="c")], None),
    "nor calls that came in": (tries(3) + tries(9, direction=Direction.INBOUND), None),
    "nor calls whose direction is unknown": (tries(3) + tries(9, direction=None), None),
    "the last moment of 24 hours counts": (tries(3) + tries(1, start=MONDAY + DAY - MOMENT), (4, 4)),
    "the first after it does not": (tries(3) + tries(1, start=MONDAY + DAY), None),
    "another person is another": (tries(3) + tries(3, called="+33612345679"), None),
    "so is another account's": (tries(3) + tries(3, account="beta"), None),
    "no number, no measure": (tries(9, called=None), None),
    "no account, no measure": (tries(9, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_retries(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_before_the_call() -> None:
    """The limit is ours: the fourth is told and not refused yet; a call to somebody else is not told."""
    answers = decided(CLAUSE, [*tries(4), *tries(1, start=MONDAY + 4 * HOUR, called="+33600000000")])
    assert [broken_by(each) for each in answers] == [[], [], [], [RULE], []]
    assert all(each.act is Act.ALLOW for each in answers)
    (rule,) = CLAUSE.rules
    assert (rule.act, rule.mode) == (Act.REFUSE, Mode.OBSERVE)


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, tries(4))
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert finding.reason(Lang.EN) == (
        "+33612345678 was tried 4 times within 24\u00a0h to sell something; the limit is 3."
    )
    assert finding.reason(Lang.FR) == (
        "+33612345678 a reçu 4 tentatives de prospection en 24\u00a0h\u00a0; la limite est de 3."
    )
