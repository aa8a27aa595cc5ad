"""The plan's rate of requests; Webex's 300 a minute; Genesys's 110,000 of an agent and month."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.requests import CLAUSE
from fairline.facts import Access, Account, Deed, Fact, Meter, Usage
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

PLAN, USUAL, AGENT = "requests-above-plan-rate", "requests-above-usual-rate", "requests-of-an-agent"
MINUTE = timedelta(minutes=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def account(rate: int | None = None, seats: int | None = None, name: str = "acme") -> Account:
    return Account(id=name, at=MONDAY - DAY, requests_per_s=rate, seats=seats)


def asked(number: int, **fields: object) -> list[Access]:
    """Return requests, a thousand a second."""
    shared: dict[str, object] = {
        "every": timedelta(milliseconds=1), "deed": Deed.REQUEST, "token": "t",
    }  # fmt: skip
    return acts(Access, number, **(shared | fields))  # type: ignore[arg-type]


BY_PLAN: dict[str, tuple[list[Fact], int | None]] = {
    "a minute's worth may come at once": ([account(1), *asked(60)], None),
    "one more does not fit": ([account(1), *asked(61)], 61),
    "other deeds do not count": ([account(1), *asked(60), *asked(60, deed=Deed.LOGIN)], None),
    "nor unknown ones": ([account(1), *asked(60), *asked(60, deed=None)], None),
    "the last moment of the minute counts": (
        [account(1), *asked(60), *asked(1, start=MONDAY + MINUTE - MOMENT)], 61),
    "the first after it does not": ([account(1), *asked(60), *asked(1, start=MONDAY + MINUTE)], None),
    "a plan without a rate is not for this rule": ([account(), *asked(900)], None),
    "nor is no record": (asked(900), None),
    "tokens do not add up": ([account(1), *asked(60), *asked(60, token="u")], None),
    "nor do accounts": (
        [account(1), account(1, name="beta"), *asked(60), *asked(60, account="beta")], None),
    "no token, no measure": ([account(1), *asked(900, token=None)], None),
    "no account, no measure": ([account(1), *asked(900, account=None)], None),
}  # fmt: skip
AS_USUAL: dict[str, Case] = {
    "three hundred are usual": (asked(300), None),
    "one more is not": (asked(301), (301, 301)),
    "who has a rate has that": ([account(100), *asked(900)], None),
    "a record without one changes nothing": ([account(), *asked(301)], (301, 301)),
    "other deeds do not count": (asked(300) + asked(300, deed=Deed.LOGIN), None),
    "nor unknown ones": (asked(300) + asked(300, deed=None), None),
    "the last moment of the minute counts": (
        asked(300) + asked(1, start=MONDAY + MINUTE - MOMENT), (301, 301)),
    "the first after it does not": (asked(300) + asked(1, start=MONDAY + MINUTE), None),
    "tokens do not add up": (asked(300) + asked(300, token="u"), None),
    "nor do accounts": (asked(300) + asked(300, account="beta"), None),
    "no token, no measure": (asked(900, token=None), None),
    "no account, no measure": (asked(900, account=None), None),
}  # fmt: skip


def metered(amount: int | None, start: datetime = MONDAY, **fields: object) -> list[Usage]:
    return acts(Usage, start=start, **({"meter": Meter.REQUESTS, "amount": amount} | fields))  # type: ignore[arg-type]


TEN = account(seats=10)
MONTH: dict[str, Case] = {
    "110,000 for each seat are included": ([TEN, *metered(1_100_009)], None),
    "ten more are one more for each": ([TEN, *metered(1_100_010)], (110_001, 1)),
    "readings of a month add up": (
        [TEN, *metered(600_000), *metered(500_010, MONDAY + 9 * DAY)], (110_001, 2)),
    "other meters do not count": ([TEN, *metered(9_000_000, meter=Meter.STORAGE_MB)], None),
    "nor unknown ones": ([TEN, *metered(9_000_000, meter=None)], None),
    "nor readings without an amount": ([TEN, *metered(1_100_010), *metered(None)], (110_001, 1)),
    "the last moment of March is in it": (
        [TEN, *metered(600_000), *metered(500_010, APRIL - MOMENT)], (110_001, 2)),
    "April begins anew": ([TEN, *metered(600_000), *metered(500_010, APRIL)], None),
    "accounts do not add up": (
        [TEN, account(seats=10, name="beta"), *metered(999_999), *metered(999_999, account="beta")], None),
    "without the number of seats nothing is known": (metered(9_000_000), None),
    "no account, no measure": ([TEN, *metered(9_000_000, account=None)], None),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_PLAN)
def test_the_plans_rate(name: str) -> None:
    facts, number = BY_PLAN[name]
    check(CLAUSE, PLAN, (facts, None if number is None else (number * 1000, number)))


@pytest.mark.parametrize("name", AS_USUAL)
def test_the_usual_rate(name: str) -> None:
    check(CLAUSE, USUAL, AS_USUAL[name])


@pytest.mark.parametrize("name", MONTH)
def test_a_month_of_an_agent(name: str) -> None:
    check(CLAUSE, AGENT, MONTH[name])


def test_tokens_and_accounts_are_found_apart() -> None:
    two = [account(1), *asked(61), *asked(61, token="u")]
    assert keys_of(CLAUSE, PLAN, two) == [("acme", "t"), ("acme", "u")]
    assert keys_of(CLAUSE, USUAL, asked(301) + asked(301, token="u")) == [("acme", "t"), ("acme", "u")]


def test_what_does_not_fit_is_refused_until_it_fits_again() -> None:
    answers = decided(CLAUSE, [account(1), *asked(61), *asked(1, start=MONDAY + 2 * MINUTE)])
    assert [each.act for each in answers] == [Act.ALLOW] * 60 + [Act.REFUSE, Act.ALLOW]
    assert broken_by(answers[60]) == [PLAN]


def test_the_reason_in_both_languages() -> None:
    (plan,) = found(CLAUSE, PLAN, [account(1), *asked(61)])
    assert (plan.severity, plan.answer, plan.rule.mode) == (Severity.MINOR, Answer.THROTTLE, Mode.ENFORCE)
    assert plan.reason(Lang.EN) == (
        "61 requests of token t in a minute take 61\u00a0s at the plan's rate; a minute has 60\u00a0s."
    )
    assert plan.reason(Lang.FR) == (
        "61 requêtes du jeton t en une minute demandent 61\u00a0s au débit de l'offre\u00a0; une minute en a"
        " 60\u00a0s."
    )
    (usual,) = found(CLAUSE, USUAL, asked(301))
    assert (usual.severity, usual.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert usual.reason(Lang.EN) == "Token t made 301 requests in a minute; the limit is 300."
    assert usual.reason(Lang.FR) == (
        "Le jeton t a fait 301 requêtes en une minute\u00a0; la limite est de 300."
    )
    (month,) = found(CLAUSE, AGENT, [TEN, *metered(1_100_010)])
    assert (month.severity, month.answer) == (Severity.NOTICE, Answer.THROTTLE)
    assert month.reason(Lang.EN) == (
        "The account made 110,001 requests for each seat in the month; the limit is 110,000."
    )
    assert month.reason(Lang.FR) == (
        "Le compte a fait 110\u202f001 requêtes par poste dans le mois\u00a0; la limite est de 110\u202f000."
    )
