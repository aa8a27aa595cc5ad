"""Clause k: no time-sharing. Twenty sub-accounts with nothing in common are ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.k_resale.sub_accounts import CLAUSE
from fairline.facts import Permit, Vetting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

RULE = "sub-accounts-apart"


def apart(number: int | None, **fields: object) -> list[Vetting]:
    return acts(Vetting, sub_accounts=number, **fields)


CASES: dict[str, Case] = {
    "twenty are the limit": (apart(20), None),
    "one more is past it": (apart(21), (21, 1)),
    "the most is told": (apart(25) + apart(21), (25, 1)),
    "nobody looked": (apart(None), None),
    "accounts do not add up": (apart(20) + apart(20, account="beta"), None),
    "no account, no measure": (apart(99, account=None), None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, apart(21), (21, 1)),
    **excused(Permit.RESALE, Permit.DIALER, apart(21), (21, 1)),
}


@pytest.mark.parametrize("name", CASES)
def test_sub_accounts(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


@pytest.mark.parametrize(("later", "until"), [(DAY - MOMENT, MONDAY + DAY - MOMENT), (DAY, MONDAY)])
def test_an_answer_counts_for_a_day(later: timedelta, until: datetime) -> None:
    (finding,) = found(CLAUSE, RULE, apart(99) + apart(1, start=MONDAY + later))
    assert finding.until == until


def test_accounts_are_found_apart() -> None:
    assert keys_of(CLAUSE, RULE, apart(21) + apart(21, account="beta")) == [("acme",), ("beta",)]


def test_before_the_customer_is_taken_on() -> None:
    asked, passed = decided(CLAUSE, apart(21) + apart(20, start=MONDAY + 2 * DAY))
    assert (asked.act, broken_by(asked)) == (Act.ALLOW, [RULE])
    assert (passed.act, broken_by(passed)) == (Act.ALLOW, [])
    (rule,) = CLAUSE.rules
    assert (rule.act, rule.mode) == (Act.CHALLENGE, Mode.OBSERVE)


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, apart(21))
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert finding.reason(Lang.EN) == (
        "21 sub-accounts have neither users, addresses nor payments in common; the limit is 20."
    )
    assert finding.reason(Lang.FR) == (
        "21 sous-comptes n'ont ni utilisateurs, ni adresses, ni paiements en commun\u00a0; la limite est de"
        " 20."
    )
