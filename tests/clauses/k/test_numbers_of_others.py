"""47 CFR 64.1200(n)(3): know who uses the numbers. A fifth of the calls and three letters are ours."""

from datetime import timedelta

import pytest

from fairline.clauses.k_resale.numbers_of_others import CLAUSE
from fairline.facts import Call, Direction, Number, Permit, Vetting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

OTHERS, LETTERS = "numbers-of-others", "letters-of-many"
NOON = MONDAY.replace(hour=12)
OWN, LENT, FOREIGN = "+12025550100", "+12025550101", "+12025550102"


def number(which: str, account: str | None, letter_of: str | None = None) -> Number:
    return Number(id=which, at=NOON - DAY, account=account, letter_of=letter_of)


FILE = [number(OWN, "acme"), number(LENT, "acme", "a client"), number(FOREIGN, "beta")]


def shown(which: str | None, calls: int, **fields: object) -> list[Call]:
    """Return calls that show that number, a hundred a second."""
    shared: dict[str, object] = {
        "start": NOON, "every": timedelta(milliseconds=10), "direction": Direction.OUTBOUND, "caller": which,
    }  # fmt: skip
    return acts(Call, calls, **(shared | fields))  # type: ignore[arg-type]


FIFTH = [*FILE, *shown(LENT, 20), *shown(FOREIGN, 20), *shown(OWN, 160)]
CALLS: dict[str, Case] = {
    "a fifth is the limit, and past it": (FIFTH, (40, 200)),
    "one fewer is not": ([*FILE, *shown(LENT, 20), *shown(FOREIGN, 19), *shown(OWN, 161)], None),
    "199 calls are too few": ([*FILE, *shown(LENT, 199)], None),
    "a number that is not on file counts on neither side": ([*FIFTH, *shown("+1999", 900)], (40, 200)),
    "nor one that nobody owns": ([number("+1999", None), *FIFTH, *shown("+1999", 900)], (40, 200)),
    "nor a call that shows none": ([*FIFTH, *shown(None, 900)], (40, 200)),
    "nor calls that came in": ([*FIFTH, *shown(OWN, 900, direction=Direction.INBOUND)], (40, 200)),
    "nor those of unknown direction": ([*FIFTH, *shown(OWN, 900, direction=None)], (40, 200)),
    "the last moment of thirty days counts": (
        [*FILE, *shown(LENT, 199), *shown(LENT, 1, start=NOON + 30 * DAY - MOMENT)], (200, 200)),
    "the first after it does not": (
        [*FILE, *shown(LENT, 199), *shown(LENT, 1, start=NOON + 30 * DAY)], None),
    "accounts do not add up": (
        [*FILE, *shown(LENT, 100), *shown(LENT, 100, account="gamma")], None),
    "no account, no measure": ([*FILE, *shown(LENT, 900, account=None)], None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, FIFTH, (40, 200)),
    **excused(Permit.RESALE, Permit.DIALER, FIFTH, (40, 200)),
}  # fmt: skip


def letters(of: int | None, **fields: object) -> list[Vetting]:
    return acts(Vetting, letters=of, **fields)


COMPANIES: dict[str, Case] = {
    "three are the limit": (letters(3), None),
    "four are past it": (letters(4), (4, 1)),
    "nobody looked": (letters(None), None),
    "accounts do not add up": (letters(3) + letters(3, account="beta"), None),
    "no account, no measure": (letters(9, account=None), None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, letters(4), (4, 1)),
    **excused(Permit.RESALE, Permit.DIALER, letters(4), (4, 1)),
}


@pytest.mark.parametrize("name", CALLS)
def test_numbers(name: str) -> None:
    check(CLAUSE, OTHERS, CALLS[name])


@pytest.mark.parametrize("name", COMPANIES)
def test_letters(name: str) -> None:
    check(CLAUSE, LETTERS, COMPANIES[name])


@pytest.mark.parametrize(("later", "until"), [(DAY - MOMENT, MONDAY + DAY - MOMENT), (DAY, MONDAY)])
def test_an_answer_counts_for_a_day(later: timedelta, until: object) -> None:
    (finding,) = found(CLAUSE, LETTERS, letters(9) + letters(1, start=MONDAY + later))
    assert finding.until == until


def test_accounts_are_found_apart() -> None:
    assert keys_of(CLAUSE, LETTERS, letters(4) + letters(4, account="beta")) == [("acme",), ("beta",)]


def test_how_grave_and_before_the_customer_is_taken_on() -> None:
    (asked,) = decided(CLAUSE, letters(4))
    assert (asked.act, broken_by(asked)) == (Act.ALLOW, [LETTERS])
    assert [(rule.act, rule.answer, rule.severity, rule.mode) for rule in CLAUSE.rules] == [
        (Act.ALLOW, Answer.HOLD, Severity.MAJOR, Mode.OBSERVE),
        (Act.CHALLENGE, Answer.CHALLENGE, Severity.MINOR, Mode.OBSERVE),
    ]


def test_the_reason_in_both_languages() -> None:
    (others,) = found(CLAUSE, OTHERS, FIFTH)
    assert others.reason(Lang.EN) == (
        "40 of 200 calls in 30 days showed a number of another company: 20%; the limit is 20%."
    )
    assert others.reason(Lang.FR) == (
        "40 des 200 appels de 30\u00a0jours affichaient le numéro d'une autre société, soit 20\u00a0%\u00a0;"
        " la limite est de 20\u00a0%."
    )
    (many,) = found(CLAUSE, LETTERS, letters(4))
    assert many.reason(Lang.EN) == "The account has letters of authority from 4 companies; the limit is 3."
    assert many.reason(Lang.FR) == "Le compte a des mandats de 4 sociétés\u00a0; la limite est de 3."
