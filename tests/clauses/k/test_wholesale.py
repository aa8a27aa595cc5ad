"""Clause k: no resale. A wholesaler's day; floors are Phoenix Solutions', the other limits are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.k_resale.wholesale import CLAUSE
from fairline.facts import Call, Direction, Permit, Registration
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.acts import acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found

PROFILE, SWITCH = "wholesale-profile", "carriers-switch"
MORNING = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
MS = timedelta(milliseconds=1)


def day(
    calls: int = 1000,
    *,
    answered: int = 399,
    talk: timedelta | None = MINUTE - MS,
    hours: int = 23,
    countries: int = 20,
    users: int = 49,
    start: datetime = MORNING,
    **fields: object,
) -> list[Call]:
    """Return a day's calls, spread over hours and countries in turn."""
    made = []
    for place in range(calls):
        shared: dict[str, object] = {
            "direction": Direction.OUTBOUND,
            "answered": place < answered,
            "talk": talk if place < answered else timedelta(0),
            "called_country": f"C{place % countries}",
            "user": "7" if place < users else None,
        }
        at = start + (place % hours) * timedelta(hours=1) + place * SECOND
        made += acts(Call, start=at, **(shared | fields))
    return made


CASES: dict[str, Case] = {
    "all of it on one day": (day(), (399, 1000)),
    "four of ten answered are the floor": (day(answered=400), None),
    "999 calls are too few": (day(999, answered=100), None),
    "a minute on average is the floor": (day(talk=MINUTE), None),
    "22 hours are a long day": (day(hours=22), None),
    "19 countries are one company's": (day(countries=19), None),
    "one call in twenty with a user is a center": (day(users=50), None),
    "calls that came in do not count": (day() + day(direction=Direction.INBOUND, users=999), (399, 1000)),
    "nor those of unknown direction": (day() + day(direction=None, users=999), (399, 1000)),
    "two days do not add up": (
        day(500, answered=100) + day(500, answered=100, start=MORNING + timedelta(days=1)), None),
    "nor do two accounts": (day(500, answered=100) + day(500, answered=100, account="beta"), None),
    "no account, no measure": (day(account=None), None),
}  # fmt: skip
DEVICES: dict[str, Case] = {
    **once(
        Registration,
        {"user": "7", "user_agent": "VOS3000 V2.1.9.07"},
        innocent={
            "a telephone registers": {"user_agent": "Yealink SIP-T46S"},
            "it is not named": {"user_agent": None},
        },
        another_key={"nobody knows whose it is": {"user": None}},
    ),
    **excused(
        Permit.RESALE, Permit.DIALER, acts(Registration, user="7", user_agent="Sippy Softswitch"), (1, 1)
    ),
    **excused(Permit.OWN_TRUNK, Permit.CLIENTS, acts(Registration, user="7", user_agent="PortaSIP"), (1, 1)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_day(name: str) -> None:
    check(CLAUSE, PROFILE, CASES[name])


@pytest.mark.parametrize("name", DEVICES)
def test_devices(name: str) -> None:
    check(CLAUSE, SWITCH, DEVICES[name])


def test_unknown_answers_count_on_neither_side_of_the_share() -> None:
    facts = [*day(), *acts(Call, 90, start=MORNING, direction=Direction.OUTBOUND)]
    (finding,) = found(CLAUSE, PROFILE, facts)
    assert (finding.measure.hits, finding.measure.base, finding.measure.unknown) == (399, 1000, 90)


def test_an_agreement_on_resale_excuses_the_day() -> None:
    for name, (facts, expected) in excused(Permit.RESALE, Permit.OWN_TRUNK, day(), (399, 1000)).items():
        assert [(each.measure.hits, each.measure.base) for each in found(CLAUSE, PROFILE, facts)] == (
            [] if expected is None else [expected]
        ), name


def test_users_are_found_apart_and_so_are_accounts() -> None:
    switches = [*acts(Registration, user="7", user_agent="VOS3000")]
    switches += acts(Registration, user="8", user_agent="VOS3000")
    assert keys_of(CLAUSE, SWITCH, switches) == [("acme", "7"), ("acme", "8")]
    assert keys_of(CLAUSE, PROFILE, day() + day(account="beta")) == [("acme",), ("beta",)]


def test_how_grave_and_before_it_registers() -> None:
    named, phone = decided(
        CLAUSE,
        acts(Registration, user="7", user_agent="VOS3000")
        + acts(Registration, start=MORNING + timedelta(days=9), user="7", user_agent="Yealink"),
    )
    assert (named.act, broken_by(named), broken_by(phone)) == (Act.ALLOW, [SWITCH], [])
    assert {
        rule.name: (rule.severity, rule.answer, rule.act, rule.evidence, rule.mode) for rule in CLAUSE.rules
    } == {
        PROFILE: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE),
        SWITCH: (Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE),
    }


def test_the_reason_in_both_languages() -> None:
    (profile,) = found(CLAUSE, PROFILE, day())
    assert profile.reason(Lang.EN) == (
        "1,000 calls in a day, to 20 countries in 23 hours, 4.9% with a user: 39.9% answered (at least 40% is"
        " usual), 60\u00a0s on average."
    )
    assert profile.reason(Lang.FR) == (
        "1\u202f000 appels en un jour, vers 20 pays sur 23 heures, dont 4,9\u00a0% avec un"
        " utilisateur\u00a0: 39,9\u00a0% de décrochés (40\u00a0% au moins est d'usage), 60\u00a0s en moyenne."
    )
    (switch,) = found(CLAUSE, SWITCH, acts(Registration, user="7", user_agent="VOS3000"))
    assert switch.reason(Lang.EN) == (
        "A device of user 7 called itself a carrier's switch (times in 24\u00a0h: 1; limit: 1)."
    )
    assert switch.reason(Lang.FR) == (
        "Un appareil de l'utilisateur 7 s'est dit commutateur d'opérateur (fois en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
