"""The middle seat and the spread around it: a seat is compared without being in its own comparison."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.cohort_median import CLAUSE
from fairline.facts import Account, Call, Direction, Permit
from fairline.policy import DEFAULT_PLAN, Answer, Lang, Mode, Severity
from tests.clauses.acts import MOMENT, agreement, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

TWICE, FIVE_TIMES, FAR = "twice-the-median", "five-times-the-median", "outlier-of-the-cohort"
JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (1, 2, 3))
APRIL_BEGINS = datetime(2026, 4, 1, tzinfo=UTC)
MINUTE, MS = timedelta(minutes=1), timedelta(milliseconds=1)
QUARTER = (JANUARY, FEBRUARY, MARCH)
MINUTES = 60_000


def seat(minutes: float, user: str | None = "7", *months: datetime, **fields: object) -> list[Call]:
    """Return one call of a user in each of the months."""
    shared: dict[str, object] = {"user": user, "talk": minutes * MINUTE}
    return [call for month in months or (MARCH,) for call in calls(1, start=month, **(shared | fields))]


def others(number: int, minutes: float, *months: datetime, **fields: object) -> list[Call]:
    """Return the same of so many other users."""
    return [call for each in range(number) for call in seat(minutes, f"other {each}", *months, **fields)]


# Ten others of 90 minutes and one more seat: the middle is 90, whatever the one does.
TEN = others(10, 90, *QUARTER)
HIT, FIVE_HIT = (180 * MINUTES + 1, 90 * MINUTES), (450 * MINUTES + 1, 90 * MINUTES)
MORE = {"talk": 180 * MINUTE + MS}
FIVE_MORE = {"talk": 450 * MINUTE + MS}
ONES = others(10, 90)

DOUBLE: dict[str, Case] = {
    "twice the middle is the limit itself": (TEN + seat(180, "7", *QUARTER), None),
    "a thousandth over, three months running": (TEN + seat(0, "7", *QUARTER, **MORE), HIT),
    "two months are not three": (TEN + seat(0, "7", FEBRUARY, MARCH, **MORE), None),
    "a month between at the limit begins anew": (
        TEN + seat(0, "7", JANUARY, MARCH, **MORE) + seat(180, "7", FEBRUARY), None),
    "nine seats in all are too few": (
        others(8, 90, *QUARTER) + seat(0, "7", *QUARTER, **MORE), None),
    "ten are enough": (others(9, 90, *QUARTER) + seat(0, "7", *QUARTER, **MORE), HIT),
    "another heavy seat moves nothing": (
        TEN + seat(0, "7", *QUARTER, **MORE) + seat(1, "8", *QUARTER), HIT),
    "calls within the house do not count": (
        TEN + seat(0, "7", *QUARTER, direction=Direction.INTERNAL, **MORE), None),
    "nor those of unknown direction": (TEN + seat(0, "7", *QUARTER, direction=None, **MORE), None),
    "a shared desk by contract is out of it": (
        [agreement(Permit.SHARED_DESK, customer=JANUARY, provider=JANUARY), *TEN,
         *seat(0, "7", *QUARTER, **MORE)], None),
    "one by another contract is not": (
        [agreement(Permit.DIALER, customer=JANUARY, provider=JANUARY), *TEN,
         *seat(0, "7", *QUARTER, **MORE)], HIT),
    "no user, no measure": (TEN + seat(0, None, *QUARTER, **MORE), None),
    "no account, no measure": (TEN + seat(0, "7", *QUARTER, account=None, **MORE), None),
}  # fmt: skip
FIVEFOLD: dict[str, Case] = {
    "five times the middle is the limit itself": (ONES + seat(450), None),
    "a thousandth over, one month is enough": (ONES + seat(0, **FIVE_MORE), FIVE_HIT),
    "nine seats in all are too few": (others(8, 90) + seat(0, **FIVE_MORE), None),
    "seats of other accounts on the plan are peers": (
        others(10, 90, account="beta") + seat(0, **FIVE_MORE), FIVE_HIT),
    "calls in count as calls out": (ONES + seat(0, direction=Direction.INBOUND, **FIVE_MORE), FIVE_HIT),
    "calls within the house do not": (ONES + seat(0, direction=Direction.INTERNAL, **FIVE_MORE), None),
    "calls of unknown direction are on neither side": (
        ONES + seat(0, **FIVE_MORE) + seat(900, direction=None), FIVE_HIT),
    "the last moment of March is in it": (
        ONES + seat(0, "7", APRIL_BEGINS - MOMENT, **FIVE_MORE), FIVE_HIT),
    "April has peers of its own": (ONES + seat(0, "7", APRIL_BEGINS, **FIVE_MORE), None),
    "days of a month are one": (
        others(10, 45) + others(10, 45, MARCH + timedelta(days=9)) + seat(0, **FIVE_MORE), FIVE_HIT),
    "another user's minutes do not add": (ONES + seat(226) + seat(226, "8"), None),
    "a shared desk by contract is out of it": (
        [agreement(Permit.SHARED_DESK, customer=JANUARY, provider=JANUARY), *ONES,
         *seat(0, **FIVE_MORE)], None),
    "no user, no measure": (ONES + seat(0, None, **FIVE_MORE), None),
}  # fmt: skip


def spread(**fields: object) -> list[Call]:
    """Return ten others: five of 80 minutes and five of 100, so that with one more half are 20 apart."""
    low = [call for each in range(5) for call in seat(80, f"low {each}", **fields)]
    return low + [call for each in range(5) for call in seat(100, f"high {each}", **fields)]


# With one seat far above, the middle is 100 and the median distance 20 minutes: a spread of 29.652.
SPREAD = 20 * MINUTES * 14_826 // 10_000
SIX = {"talk": 100 * MINUTE + 6 * SPREAD * MS}
OVER = {"talk": 100 * MINUTE + (6 * SPREAD + 1) * MS}
FAR_HIT = (6 * SPREAD + 1, SPREAD)
OUTLIERS: dict[str, Case] = {
    "six spreads are the limit itself": (spread() + seat(0, **SIX), None),
    "a thousandth over": (spread() + seat(0, **OVER), FAR_HIT),
    "nine seats in all are too few": (spread()[1:9] + seat(9000), None),
    "as far below is nobody's concern": (
        [*others(9, 5000), *seat(4000, "x"), *seat(4500, "y"), *seat(0)], None),
    "where most are alike there is no spread": (others(10, 90) + seat(9000), None),
    "seats of other accounts on the plan are peers": (spread(account="beta") + seat(0, **OVER), FAR_HIT),
    "calls within the house do not count": (
        spread() + seat(0, direction=Direction.INTERNAL, **OVER), None),
    "nor those of unknown direction": (
        spread() + seat(0, **OVER) + seat(900, direction=None), FAR_HIT),
    "the last moment of March is in it": (
        spread() + seat(0, "7", APRIL_BEGINS - MOMENT, **OVER), FAR_HIT),
    "April has peers of its own": (spread() + seat(0, "7", APRIL_BEGINS, **OVER), None),
    "days of a month are one": (
        spread() + seat(50)
        + seat(0, "7", MARCH + timedelta(days=9), talk=OVER["talk"] - 50 * MINUTE), FAR_HIT),
    "a shared desk by contract is out of it": (
        [agreement(Permit.SHARED_DESK, customer=JANUARY, provider=JANUARY), *spread(),
         *seat(0, **OVER)], None),
    "no user, no measure": (spread() + seat(0, None, **OVER), None),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBLE)
def test_twice_the_middle(name: str) -> None:
    check(CLAUSE, TWICE, DOUBLE[name])


@pytest.mark.parametrize("name", FIVEFOLD)
def test_five_times_the_middle(name: str) -> None:
    check(CLAUSE, FIVE_TIMES, FIVEFOLD[name])


@pytest.mark.parametrize("name", OUTLIERS)
def test_outliers(name: str) -> None:
    check(CLAUSE, FAR, OUTLIERS[name])


def test_the_seat_itself_moves_nothing() -> None:
    """Five times the mean has the seat in it; five times the middle has not."""
    (finding,) = found(CLAUSE, FIVE_TIMES, others(10, 90) + seat(900_000))
    assert finding.measure.base == 90 * MINUTES


@pytest.mark.parametrize(("rule", "facts"), [(FIVE_TIMES, ONES + seat(0, **FIVE_MORE)),
                                             (FAR, spread() + seat(0, **OVER))])  # fmt: skip
def test_seats_are_compared_within_their_plan(rule: str, facts: list[Call]) -> None:
    def plans(acme: str | None, beta: str | None) -> int:
        accounts = [Account(id="acme", at=JANUARY, plan=acme), Account(id="beta", at=JANUARY, plan=beta)]
        moved = [call if call.user == "7" else replace_account(call) for call in facts]
        return len(found(CLAUSE, rule, [*accounts, *moved]))

    assert plans("business-phone", "business-phone") == 1
    assert plans("business-phone", "contact-center-byoc") == 0
    assert plans(None, DEFAULT_PLAN) == 1


def replace_account(call: Call) -> Call:
    """Return the call as another account's."""
    return Call(**{**{name: getattr(call, name) for name in call.__struct_fields__}, "account": "beta"})


def test_seats_are_found_apart() -> None:
    facts = others(20, 90) + seat(0, **FIVE_MORE) + seat(0, "8", **FIVE_MORE)
    assert keys_of(CLAUSE, FIVE_TIMES, facts) == [("acme", "7"), ("acme", "8")]


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert [(rule.name, rule.severity, rule.answer, rule.mode) for rule in CLAUSE.rules] == [
        (TWICE, Severity.NOTICE, Answer.OBSERVE, Mode.OBSERVE),
        (FIVE_TIMES, Severity.MINOR, Answer.CHALLENGE, Mode.OBSERVE),
        (FAR, Severity.MINOR, Answer.CHALLENGE, Mode.OBSERVE),
    ]


def test_the_reason_in_both_languages() -> None:
    (twice,) = found(CLAUSE, TWICE, others(10, 2700, *QUARTER) + seat(9000, "7", *QUARTER))
    assert twice.reason(Lang.EN) == (
        "User 7 talked for 9,000\u00a0min in the month, 3.33 times the 45\u00a0h\u00a000\u00a0min of the"
        " middle seat, and over 2 times for 3 months running."
    )
    assert twice.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 9\u202f000\u00a0min dans le mois, soit 3,33 fois les 45\u00a0h\u00a000 du"
        " poste médian, et plus de 2 fois pendant 3 mois de suite."
    )
    (five,) = found(CLAUSE, FIVE_TIMES, others(10, 900) + seat(9000))
    assert five.reason(Lang.EN) == (
        "User 7 talked for 9,000\u00a0min in the month, 10 times the 15\u00a0h\u00a000\u00a0min of the middle"
        " seat; the limit is 5 times."
    )
    assert five.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 9\u202f000\u00a0min dans le mois, soit 10 fois les 15\u00a0h\u00a000 du"
        " poste médian\u00a0; la limite est de 5 fois."
    )
    (far,) = found(CLAUSE, FAR, spread() + seat(0, talk=100 * MINUTE + 10 * SPREAD * MS))
    assert far.reason(Lang.EN) == (
        "User 7 talked for 4\u00a0h\u00a057\u00a0min more in the month than the middle seat: 10 spreads of"
        " 30\u00a0min; the limit is 6."
    )
    assert far.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 4\u00a0h\u00a057 de plus dans le mois que le poste médian\u00a0: 10 fois la"
        " dispersion de 30\u00a0min\u00a0; la limite est de 6."
    )
