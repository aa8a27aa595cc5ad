"""8x8: 4,000 minutes per seat and month; Genesys BYOC 6,500; Vonage 3,000. Steps past it are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.volume import CLAUSE
from fairline.facts import Account, Call, Direction, Fact
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

RULE = "minutes-per-seat"
MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
OVER_BAND = 4000 * 60_000 + 1


def talked(minutes: float, *, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return ten calls of one user that lasted so many minutes together."""
    return calls(10, start=start, **({"user": "7", "talk": minutes * MINUTE / 10} | fields))


def last(start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return one call of a thousandth of a second."""
    return calls(1, start=start, **({"user": "7", "talk": timedelta(milliseconds=1)} | fields))


BAND = talked(4000)

CASES: dict[str, Case] = {
    "4,000 minutes are the band itself": (BAND, None),
    "a thousandth of a second over": (BAND + last(), (OVER_BAND, 11)),
    "calls in and out add up": (BAND + last(direction=Direction.INBOUND), (OVER_BAND, 11)),
    "calls within the house do not": (BAND + talked(900, direction=Direction.INTERNAL), None),
    "calls of unknown direction count on neither side": (
        BAND + last() + talked(900, direction=None), (OVER_BAND, 11)),
    "they accuse nobody": (talked(9000, direction=None), None),
    "nor do calls without a talk time": (BAND + last() + talked(0, talk=None), (OVER_BAND, 11)),
    "the last moment of March is in it": (BAND + last(APRIL - MOMENT), (OVER_BAND, 11)),
    "April begins anew": (BAND + last(APRIL), None),
    "another user's minutes do not add": (BAND + talked(900, user="8"), None),
    "another account's neither": (BAND + talked(900, account="beta"), None),
    "no user, no measure": (talked(9000, user=None), None),
    "no account, no measure": (talked(9000, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_minutes_of_a_seat(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


SEATS, OUT, ALL = RULE, "minutes-out-per-seat", "minutes-per-account"
BANDS = [
    (SEATS, "contact-center", 4000),
    (SEATS, "contact-center-byoc", 6500),
    (SEATS, "business-phone", 3000),
    (SEATS, "business-phone-extension", 3600),
    (SEATS, "business-phone-light", 2000),
    (SEATS, "small-office", 4000),
    (SEATS, "x", 4000),
    (OUT, "business-phone-outbound", 1500),
    (ALL, "small-office", 20_000),
    (ALL, "pooled-minutes", 30_000),
]


@pytest.mark.parametrize(("rule", "plan", "band"), BANDS)
def test_each_plan_has_its_band_and_its_steps(rule: str, plan: str, band: int) -> None:
    known = Account(id="acme", at=MONDAY, plan=plan)
    steps = {1.0: (Severity.NOTICE, Answer.OBSERVE), 1.2: (Severity.MINOR, Answer.OBSERVE)}
    for facts, named in (([known], "contact-center"), ([], plan)):
        assert found(CLAUSE, rule, [*facts, *talked(band)], plan=named) == []
        for step, expected in {**steps, 1.5: (Severity.MINOR, Answer.CHALLENGE)}.items():
            (past,) = found(CLAUSE, rule, [*facts, *talked(band * step), *last()], plan=named)
            assert (past.severity, past.answer) == expected
            assert past.rule.mode is Mode.OBSERVE
        for step, expected in zip((1.2, 1.5), steps.values(), strict=True):
            (at,) = found(CLAUSE, rule, [*facts, *talked(band * step)], plan=named)
            assert (at.severity, at.answer) == expected


@pytest.mark.parametrize("rule", [OUT, ALL])
def test_other_plans_have_no_such_band(rule: str) -> None:
    for plan in ("contact-center", "business-phone", "x"):
        assert found(CLAUSE, rule, talked(90_000), plan=plan) == []


ONLY_OUT = talked(1500)
OUTBOUND: dict[str, Case] = {
    "a thousandth of a second over": (ONLY_OUT + last(), (1500 * 60_000 + 1, 11)),
    "calls in do not count": (ONLY_OUT + talked(900, direction=Direction.INBOUND), None),
    "nor do calls within the house": (ONLY_OUT + talked(900, direction=Direction.INTERNAL), None),
    "nor those of unknown direction": (ONLY_OUT + talked(900, direction=None), None),
    "nor those without a talk time": (ONLY_OUT + talked(0, talk=None), None),
    "the last moment of March is in it": (ONLY_OUT + last(APRIL - MOMENT), (1500 * 60_000 + 1, 11)),
    "April begins anew": (ONLY_OUT + last(APRIL), None),
    "another user's do not add": (ONLY_OUT + talked(900, user="8"), None),
    "another account's neither": (ONLY_OUT + talked(900, account="beta"), None),
    "no user, no measure": (talked(9000, user=None), None),
}
POOL = talked(10_000) + talked(10_000, user="8")
POOLED: dict[str, Case] = {
    "users add up": (POOL + last(), (20_000 * 60_000 + 1, 21)),
    "known or not": (POOL + last(user=None), (20_000 * 60_000 + 1, 21)),
    "calls in and out": (POOL + last(direction=Direction.INBOUND), (20_000 * 60_000 + 1, 21)),
    "calls within the house do not": (POOL + talked(900, direction=Direction.INTERNAL), None),
    "nor those of unknown direction": (POOL + talked(900, direction=None), None),
    "nor those without a talk time": (POOL + talked(0, talk=None), None),
    "the last moment of March is in it": (POOL + last(APRIL - MOMENT), (20_000 * 60_000 + 1, 21)),
    "April begins anew": (POOL + last(APRIL), None),
    "another account's do not add": (POOL + talked(900, account="beta"), None),
    "no account, no measure": (talked(90_000, account=None), None),
}


@pytest.mark.parametrize("name", OUTBOUND)
def test_minutes_out(name: str) -> None:
    check(CLAUSE, OUT, OUTBOUND[name], plan="business-phone-outbound")


@pytest.mark.parametrize("name", POOLED)
def test_minutes_of_an_account(name: str) -> None:
    check(CLAUSE, ALL, POOLED[name], plan="small-office")


def test_the_reasons_of_other_bands() -> None:
    (out,) = found(CLAUSE, OUT, talked(1800), plan="business-phone-outbound")
    assert out.reason(Lang.EN) == (
        "User 7 placed 10 calls of 30\u00a0h\u00a000\u00a0min in all in the month; the plan's step is"
        " 25\u00a0h\u00a000\u00a0min."
    )
    assert out.reason(Lang.FR) == (
        "L'utilisateur 7 a passé 10 appels dans le mois, 30\u00a0h\u00a000 en tout\u00a0; le palier de"
        " l'offre est de 25\u00a0h\u00a000."
    )
    (all_,) = found(CLAUSE, ALL, talked(24_000), plan="small-office")
    assert all_.reason(Lang.EN) == (
        "The account talked for 24,000\u00a0min in the month, in 10 calls; the plan's step is"
        " 20,000\u00a0min."
    )
    assert all_.reason(Lang.FR) == (
        "Le compte a parlé 24\u202f000\u00a0min dans le mois, sur 10 appels\u00a0; le palier de l'offre"
        " est de 20\u202f000\u00a0min."
    )


def test_the_reason_in_both_languages() -> None:
    facts: list[Fact] = [*calls(1200, user="7", talk=3.75 * MINUTE)]
    (finding,) = found(CLAUSE, RULE, facts)
    assert finding.reason(Lang.EN) == (
        "User 7 talked for 75\u00a0h\u00a000\u00a0min in the month, in 1,200 calls;"
        " the plan's step is 66\u00a0h\u00a040\u00a0min."
    )
    assert finding.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 75\u00a0h\u00a000 dans le mois, sur 1\u202f200 appels\u00a0;"
        " le palier de l'offre est de 66\u00a0h\u00a040."
    )
