"""Phonetex, AT&T and RingCentral: twice similar clients, three months running. Dialpad: five times."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.cohort import CLAUSE
from fairline.facts import Account, Call, Direction, Permit
from fairline.policy import DEFAULT_PLAN, Answer, Lang, Mode, Severity
from tests.clauses.acts import agreement
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

TWICE, FIVE_TIMES = "twice-the-cohort", "five-times-the-cohort"
JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (1, 2, 3))
APRIL_BEGINS, MOMENT = datetime(2026, 4, 1, tzinfo=UTC), timedelta(microseconds=1)
MINUTE, MS = timedelta(minutes=1), timedelta(milliseconds=1)
QUARTER = (JANUARY, FEBRUARY, MARCH)


def seat(minutes: float, user: str | None = "7", *months: datetime, **fields: object) -> list[Call]:
    """Return one call of a user in each of the months."""
    shared = {"user": user, "talk": minutes * MINUTE} | fields
    return [call for month in months or (MARCH,) for call in calls(1, start=month, **shared)]


def others(number: int, minutes: float, *months: datetime, **fields: object) -> list[Call]:
    """Return the same of so many other users."""
    return [call for each in range(number) for call in seat(minutes, f"other {each}", *months, **fields)]


# Nine others of 80 and one of 180 have a mean of 90, nine of 50 and one of 450 one of 90.
NINE = others(9, 80, *QUARTER)
QUIET = others(9, 50)
HIT = (180 * 60_000 + 1000, 90 * 60_000 + 100)
FIVE_HIT = (450 * 60_000 + 1000, 90 * 60_000 + 100)
MORE = {"talk": 180 * MINUTE + 1000 * MS}
FIVE_MORE = {"talk": 450 * MINUTE + 1000 * MS}

SHARED = agreement(Permit.SHARED_DESK, customer=JANUARY, provider=JANUARY)
OTHER = agreement(Permit.DIALER, customer=JANUARY, provider=JANUARY)
DOUBLE: dict[str, Case] = {
    "twice the mean is the limit itself": (NINE + seat(180, "7", *QUARTER), None),
    "a second over, three months running": (NINE + seat(0, "7", *QUARTER, **MORE), HIT),
    "two months are not three": (NINE + seat(0, "7", FEBRUARY, MARCH, **MORE), None),
    "a month between at the limit begins anew": (
        NINE + seat(0, "7", JANUARY, MARCH, **MORE) + seat(180, "7", FEBRUARY), None),
    "nine seats in all are too few to compare": (
        others(8, 80, *QUARTER) + seat(400, "7", *QUARTER), None),
    "calls within the house do not count": (
        NINE + seat(0, "7", *QUARTER, direction=Direction.INTERNAL, **MORE), None),
    "nor those of unknown direction": (NINE + seat(0, "7", *QUARTER, direction=None, **MORE), None),
    "a shared desk by contract is out of it": ([SHARED, *NINE, *seat(0, "7", *QUARTER, **MORE)], None),
    "one by another contract is not": ([OTHER, *NINE, *seat(0, "7", *QUARTER, **MORE)], HIT),
    "no user, no measure": (NINE + seat(0, None, *QUARTER, **MORE), None),
    "no account, no measure": (NINE + seat(0, "7", *QUARTER, account=None, **MORE), None),
}  # fmt: skip
FIVEFOLD: dict[str, Case] = {
    "five times the mean is the limit itself": (QUIET + seat(450), None),
    "a second over, one month is enough": (QUIET + seat(0, **FIVE_MORE), FIVE_HIT),
    "nine seats in all are too few to compare": (others(8, 50) + seat(900), None),
    "seats of other accounts on the plan are peers": (
        others(9, 50, account="beta") + seat(0, **FIVE_MORE), FIVE_HIT),
    "calls in count as calls out": (QUIET + seat(0, direction=Direction.INBOUND, **FIVE_MORE), FIVE_HIT),
    "calls of unknown direction are on neither side": (
        QUIET + seat(0, **FIVE_MORE) + seat(900, direction=None), FIVE_HIT),
    "calls without a talk time as well": (
        QUIET + seat(0, **FIVE_MORE) + others(9, 0, talk=None), FIVE_HIT),
    "the last moment of March is in it": (
        QUIET + seat(0, "7", APRIL_BEGINS - MOMENT, **FIVE_MORE), FIVE_HIT),
    "April has peers of its own": (QUIET + seat(0, "7", APRIL_BEGINS, **FIVE_MORE), None),
    "calls within the house do not count": (QUIET + seat(0, direction=Direction.INTERNAL, **FIVE_MORE), None),
    "a shared desk by contract is out of it": ([SHARED, *QUIET, *seat(0, **FIVE_MORE)], None),
    "another user's minutes do not add": (QUIET + seat(225) + seat(225, "8"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBLE)
def test_twice_the_cohort(name: str) -> None:
    check(CLAUSE, TWICE, DOUBLE[name])


@pytest.mark.parametrize("name", FIVEFOLD)
def test_five_times_the_cohort(name: str) -> None:
    check(CLAUSE, FIVE_TIMES, FIVEFOLD[name])


def test_seats_are_compared_within_their_plan() -> None:
    def plans(acme: str | None, beta: str | None) -> list[tuple[int, int]]:
        accounts = [Account(id="acme", at=JANUARY, plan=acme), Account(id="beta", at=JANUARY, plan=beta)]
        facts = [*accounts, *others(9, 50, account="beta"), *seat(0, **FIVE_MORE)]
        return [(each.measure.hits, each.measure.base) for each in found(CLAUSE, FIVE_TIMES, facts)]

    assert plans("business-phone", "business-phone") == [FIVE_HIT]
    assert plans("business-phone", "contact-center-byoc") == []
    assert plans(None, DEFAULT_PLAN) == [FIVE_HIT]


def test_how_grave_it_is_and_what_may_follow() -> None:
    (twice,) = found(CLAUSE, TWICE, NINE + seat(0, "7", *QUARTER, **MORE))
    (five,) = found(CLAUSE, FIVE_TIMES, QUIET + seat(0, **FIVE_MORE))
    assert (twice.severity, twice.answer, twice.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert (five.severity, five.answer, five.rule.mode) == (Severity.MINOR, Answer.HOLD, Mode.ENFORCE)


def test_the_reason_in_both_languages() -> None:
    (twice,) = found(CLAUSE, TWICE, others(9, 2000, *QUARTER) + seat(9000, "7", *QUARTER))
    assert twice.reason(Lang.EN) == (
        "User 7 talked for 9,000\u00a0min in the month, 3.33 times the 45\u00a0h\u00a000\u00a0min of"
        " similar seats, and over 2 times for 3 months running."
    )
    assert twice.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 9\u202f000\u00a0min dans le mois, soit 3,33 fois les 45\u00a0h\u00a000 des"
        " postes semblables, et plus de 2 fois pendant 3 mois de suite."
    )
    (five,) = found(CLAUSE, FIVE_TIMES, others(11, 100) + seat(9900))
    assert five.reason(Lang.EN) == (
        "User 7 talked for 9,900\u00a0min in the month, 10.8 times the 15\u00a0h\u00a017\u00a0min of"
        " similar seats; the limit is 5 times."
    )
    assert five.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 9\u202f900\u00a0min dans le mois, soit 10,8 fois les 15\u00a0h\u00a017 des"
        " postes semblables\u00a0; la limite est de 5 fois."
    )
