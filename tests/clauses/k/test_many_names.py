"""Clause k: no service bureau. Three names, one brand, five websites; all limits are ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.k_resale.many_names import CLAUSE
from fairline.facts import Call, Direction, Message, Permit, Vetting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

NAMES, BRANDS, SITES = "names-of-an-account", "brands-of-an-account", "websites-of-an-account"
SECOND = timedelta(seconds=1)
NOON = MONDAY.replace(hour=12)  # hops of twelve hours
LAST, GONE = NOON + 30 * DAY - MOMENT, NOON + 30 * DAY


def sold(names: int, calls: int = 1000, start: datetime = NOON, **fields: object) -> list[Call]:
    """Return calls, each for the next of so many sellers, ten a second."""
    shared = {"direction": Direction.OUTBOUND} | fields
    return [
        call
        for place in range(calls)
        for call in acts(
            Call, start=start + place * SECOND / 10, **({"seller": f"s{place % names}"} | shared)
        )
    ]


def sent(brands: int, messages: int = 100, start: datetime = NOON, **fields: object) -> list[Message]:
    """Return messages, each of the next of so many brands."""
    shared = {"direction": Direction.OUTBOUND} | fields
    return [
        message
        for place in range(messages)
        for message in acts(
            Message, start=start + place * SECOND / 10, **({"brand": f"b{place % brands}"} | shared)
        )
    ]


def site(websites: int | None, **fields: object) -> list[Vetting]:
    return acts(Vetting, websites=websites, **fields)


CALLS: dict[str, Case] = {
    "three names are the limit": (sold(3), None),
    "four are past it": (sold(4), (4, 1000)),
    "999 calls are too few": (sold(4, 999), None),
    "without a seller the name shown counts": (sold(4, seller=None, brand="x")[:1] + sold(3, 999), (4, 1000)),
    "with one it does not": (sold(3, brand="x"), None),
    "calls without a name count on neither side": (sold(4, 999) + sold(1, 9, seller=None), None),
    "nor do those that came in": (sold(4, 999) + sold(1, 9, direction=Direction.INBOUND), None),
    "nor those of unknown direction": (sold(4, direction=None), None),
    "the last moment of thirty days counts": (
        sold(3, 999) + sold(1, 1, LAST, seller="new"), (4, 1000)),
    "the first after it does not": (sold(3, 999) + sold(1, 1, GONE, seller="new"), None),
    "accounts do not add up": (sold(2, 500) + sold(4, 500, account="beta"), None),
    "no account, no measure": (sold(4, account=None), None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, sold(4), (4, 1000)),
    **excused(Permit.RESALE, Permit.DIALER, sold(4), (4, 1000)),
}  # fmt: skip
MESSAGES: dict[str, Case] = {
    "one brand is the limit": (sent(1), None),
    "two are past it": (sent(2), (2, 100)),
    "99 messages are too few": (sent(2, 99), None),
    "messages without a brand count on neither side": (sent(2, 99) + sent(1, 9, brand=None), None),
    "nor do those that came in": (sent(2, 99) + sent(1, 9, direction=Direction.INBOUND), None),
    "nor those of unknown direction": (sent(2, direction=None), None),
    "the last moment of thirty days counts": (sent(1, 99) + sent(1, 1, LAST, brand="new"), (2, 100)),
    "the first after it does not": (sent(1, 99) + sent(1, 1, GONE, brand="new"), None),
    "accounts do not add up": (sent(1) + sent(1, brand="x", account="beta"), None),
    "no account, no measure": (sent(2, account=None), None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, sent(2), (2, 100)),
    **excused(Permit.RESALE, Permit.DIALER, sent(2), (2, 100)),
}
WEBSITES: dict[str, Case] = {
    "five are the limit": (site(5), None),
    "six are past it": (site(6), (6, 1)),
    "the most is told": (site(9) + site(6), (9, 1)),
    "nobody looked": (site(None), None),
    "the last moment of a day counts": (site(9) + site(1, start=MONDAY + DAY - MOMENT), (9, 1)),
    "accounts do not add up": (site(3) + site(3, account="beta"), None),
    "no account, no measure": (site(9, account=None), None),
    **excused(Permit.CLIENTS, Permit.OWN_TRUNK, site(6), (6, 1)),
    **excused(Permit.RESALE, Permit.DIALER, site(6), (6, 1)),
}


@pytest.mark.parametrize("name", CALLS)
def test_names(name: str) -> None:
    check(CLAUSE, NAMES, CALLS[name])


@pytest.mark.parametrize("name", MESSAGES)
def test_brands(name: str) -> None:
    check(CLAUSE, BRANDS, MESSAGES[name])


@pytest.mark.parametrize("name", WEBSITES)
def test_websites(name: str) -> None:
    if name == "the last moment of a day counts":
        (finding,) = found(CLAUSE, SITES, WEBSITES[name][0])
        assert finding.until == MONDAY + DAY - MOMENT
        return
    check(CLAUSE, SITES, WEBSITES[name])


def test_a_day_later_the_old_answer_is_gone() -> None:
    (finding,) = found(CLAUSE, SITES, site(9) + site(1, start=MONDAY + DAY))
    assert finding.until == MONDAY


def test_accounts_are_found_apart() -> None:
    assert keys_of(CLAUSE, SITES, site(6) + site(6, account="beta")) == [("acme",), ("beta",)]


def test_before_the_customer_is_taken_on() -> None:
    asked, passed = decided(CLAUSE, site(6) + site(5, start=MONDAY + 2 * DAY))
    assert (asked.act, broken_by(asked)) == (Act.ALLOW, [SITES])
    assert (passed.act, broken_by(passed)) == (Act.ALLOW, [])
    assert [(rule.act, rule.answer, rule.severity, rule.mode) for rule in CLAUSE.rules] == [
        (act, Answer.CHALLENGE, Severity.MINOR, Mode.OBSERVE) for act in (Act.ALLOW, Act.ALLOW, Act.CHALLENGE)
    ]


def test_the_reason_in_both_languages() -> None:
    (names,) = found(CLAUSE, NAMES, sold(4))
    assert names.reason(Lang.EN) == "1,000 calls in 30 days were made under 4 names; the limit is 3."
    assert names.reason(Lang.FR) == (
        "1\u202f000 appels en 30\u00a0jours ont été passés sous 4 noms\u00a0; la limite est de 3."
    )
    (brands,) = found(CLAUSE, BRANDS, sent(2))
    assert brands.reason(Lang.EN) == "100 messages in 30 days were of 2 brands; the limit is 1."
    assert brands.reason(Lang.FR) == (
        "100 messages en 30\u00a0jours étaient de 2 marques\u00a0; la limite est de 1."
    )
    (sites,) = found(CLAUSE, SITES, site(6))
    assert sites.reason(Lang.EN) == "The account works for 6 unrelated websites; the limit is 5."
    assert sites.reason(Lang.FR) == (
        "Le compte travaille pour 6 sites sans rapport\u00a0; la limite est de 5."
    )
