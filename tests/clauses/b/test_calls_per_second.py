"""New calls in a minute, at the contract's rate or at the usual one a second (Twilio 223180028)."""

from datetime import timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.calls_per_second import CLAUSE
from fairline.facts import Account, Call, Direction, Fact
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, broken_by, decided, keys_of
from tests.clauses.b.rows import check, found
from tests.clauses.traffic import MONDAY, calls

AGREED, USUAL = "calls-above-contract-rate", "calls-above-usual-rate"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
Rows = dict[str, tuple[list[Fact], int | None]]


def rate(of: int | None, account: str = "acme") -> Account:
    return Account(id=account, at=MONDAY - DAY, calls_per_s=of)


def dialed(number: int, **fields: object) -> list[Call]:
    """Return attempts, all in one second unless told otherwise."""
    return calls(number, **({"every": SECOND / 1000} | fields))  # type: ignore[arg-type]


CONTRACT: Rows = {
    "a minute's worth may come at once": ([rate(3), *dialed(180)], None),
    "one more does not fit": ([rate(3), *dialed(181)], 181),
    "at one a second, sixty": ([rate(1), *dialed(60)], None),
    "and the next is past it": ([rate(1), *dialed(61)], 61),
    "what became of them does not matter": ([rate(1), *dialed(30, answered=True), *dialed(31)], 61),
    "calls that come in do not count": ([rate(1), *dialed(90, direction=Direction.INBOUND)], None),
    "nor those of unknown direction": ([rate(1), *dialed(60), *dialed(90, direction=None)], None),
    "the last moment of the minute counts": (
        [rate(1), *dialed(60), *dialed(1, start=MONDAY + MINUTE - MOMENT)], 61),
    "the first after it does not": ([rate(1), *dialed(60), *dialed(1, start=MONDAY + MINUTE)], None),
    "an account without a rate is not for this rule": (dialed(900), None),
    "nor one whose record names none": ([rate(None), *dialed(900)], None),
    "a rate of none says nothing": ([rate(0), *dialed(900)], None),
    "accounts do not add up": (
        [rate(1), rate(1, "beta"), *dialed(60), *dialed(60, account="beta")], None),
    "no account, no measure": ([rate(1), *dialed(900, account=None)], None),
}  # fmt: skip
AS_USUAL: Rows = {
    "sixty in a minute are usual": (dialed(60), None),
    "one more is not": (dialed(61), 61),
    "who agreed on a rate has that": ([rate(100), *dialed(900)], None),
    "a record that names none changes nothing": ([rate(None), *dialed(61)], 61),
    "calls that come in do not count": (dialed(900, direction=Direction.INBOUND), None),
    "nor those of unknown direction": (dialed(60) + dialed(900, direction=None), None),
    "the last moment of the minute counts": (dialed(60) + dialed(1, start=MONDAY + MINUTE - MOMENT), 61),
    "the first after it does not": (dialed(60) + dialed(1, start=MONDAY + MINUTE), None),
    "accounts do not add up": (dialed(60) + dialed(60, account="beta"), None),
    "no account, no measure": (dialed(900, account=None), None),
}  # fmt: skip


def measured(number: int | None, spacing: int) -> tuple[int, int] | None:
    return None if number is None else (number * spacing, number)


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contracts_rate(name: str) -> None:
    facts, number = CONTRACT[name]
    check(CLAUSE, AGREED, (facts, measured(number, 333 if number == 181 else 1000)))


@pytest.mark.parametrize("name", AS_USUAL)
def test_the_usual_rate(name: str) -> None:
    facts, number = AS_USUAL[name]
    check(CLAUSE, USUAL, (facts, None if number is None else (number, number)))


def test_accounts_are_found_apart() -> None:
    facts = [rate(1), rate(1, "beta"), *dialed(61), *dialed(61, account="beta")]
    assert keys_of(CLAUSE, AGREED, facts) == [("acme",), ("beta",)]


def test_what_does_not_fit_is_refused_until_it_fits_again() -> None:
    answers = decided(CLAUSE, [rate(1), *dialed(61), *dialed(1, start=MONDAY + 2 * MINUTE)])
    assert [each.act for each in answers] == [Act.ALLOW] * 60 + [Act.REFUSE, Act.ALLOW]
    assert broken_by(answers[60]) == [AGREED]


def test_the_usual_rate_refuses_nobody() -> None:
    answers = decided(CLAUSE, dialed(61))
    assert {each.act for each in answers} == {Act.ALLOW}
    assert broken_by(answers[60]) == [USUAL]


def test_the_reason_in_both_languages() -> None:
    (agreed,) = found(CLAUSE, AGREED, [rate(1), *dialed(61)])
    assert (agreed.severity, agreed.answer, agreed.rule.mode) == (
        Severity.MINOR, Answer.THROTTLE, Mode.ENFORCE)  # fmt: skip
    assert agreed.reason(Lang.EN) == (
        "61 new calls in a minute take 61\u00a0s at the contract's rate; a minute has 60\u00a0s."
    )
    assert agreed.reason(Lang.FR) == (
        "61 appels nouveaux en une minute demandent 61\u00a0s au débit du contrat\u00a0; une minute en a"
        " 60\u00a0s."
    )
    (usual,) = found(CLAUSE, USUAL, dialed(61))
    assert (usual.severity, usual.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert usual.reason(Lang.EN) == "61 new calls in a minute, and no rate agreed; the limit is 60."
    assert usual.reason(Lang.FR) == (
        "61 appels nouveaux en une minute, sans débit convenu\u00a0; la limite est de 60."
    )
