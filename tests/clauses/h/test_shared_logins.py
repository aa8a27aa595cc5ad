"""RingCentral 2010: one user per line. Three devices at once and an airliner's speed are ours."""

from datetime import datetime, timedelta

import pytest

from fairline.clauses.h_excessive.shared_logins import CLAUSE
from fairline.facts import Access, Deed, Permit
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

DEVICES, JOURNEY = "three-devices-at-once", "impossible-journey"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def session(
    device: str | None, start: datetime = MONDAY, lasting: timedelta | None = 10 * MINUTE, **fields: object
) -> list[Access]:
    """Return one session of a user."""
    shared: dict[str, object] = {
        "user": "7",
        "deed": Deed.SESSION,
        "succeeded": True,
        "device": device,
        "ends_at": None if lasting is None else start + lasting,
    }
    return acts(Access, start=start, **(shared | fields))  # type: ignore[arg-type]


THREE = [*session("a"), *session("b", MONDAY + MINUTE), *session("c", MONDAY + 2 * MINUTE)]
TWO = THREE[:2]
CASES: dict[str, Case] = {
    "three sessions on three devices": (THREE, (3, 3)),
    "two are a person's": (TWO, None),
    "three on two devices are": (TWO + session("b", MONDAY + 2 * MINUTE), None),
    "three one after another are": (TWO + session("c", MONDAY + 10 * MINUTE), None),
    "just before the first ends they are at once": (
        TWO + session("c", MONDAY + 10 * MINUTE - MOMENT), (3, 3)),
    "a session without an end lasts an hour": (
        session("a", lasting=None) + session("b", MONDAY + HOUR - MINUTE)
        + session("c", MONDAY + HOUR - MOMENT), (3, 3)),
    "and not longer": (
        session("a", lasting=None) + session("b", MONDAY + HOUR - MINUTE)
        + session("c", MONDAY + HOUR), None),
    "a refused one is none": (TWO + session("c", MONDAY + 2 * MINUTE, succeeded=False), None),
    "nor one of which it is unknown": (TWO + session("c", MONDAY + 2 * MINUTE, succeeded=None), None),
    "other deeds are none": (TWO + session("c", MONDAY + 2 * MINUTE, deed=Deed.REQUEST), None),
    "nor unknown ones": (TWO + session("c", MONDAY + 2 * MINUTE, deed=None), None),
    "an unknown device is no third": (TWO + session(None, MONDAY + 2 * MINUTE), None),
    "another user's is none": (TWO + session("c", MONDAY + 2 * MINUTE, user="8"), None),
    "nor another account's": (TWO + session("c", MONDAY + 2 * MINUTE, account="beta"), None),
    "no user, no measure": (
        session("a", user=None) + session("b", user=None) + session("c", user=None), None),
    "no account, no measure": (
        session("a", account=None) + session("b", account=None) + session("c", account=None), None),
    "a device of the day's last moment counts": (
        session("a", lasting=25 * HOUR) + session("b", MONDAY + DAY - HOUR, 2 * HOUR)
        + session("c", MONDAY + DAY - MOMENT), (3, 3)),
    "one of a day before does not": (
        session("a", lasting=25 * HOUR) + session("b", MONDAY + DAY - HOUR, 2 * HOUR)
        + session("c", MONDAY + DAY), None),
    **excused(Permit.SHARED_DESK, Permit.OWN_TRUNK, THREE, (3, 3)),
}  # fmt: skip
FAR: dict[str, object] = {"user": "7", "deed": Deed.SESSION, "succeeded": True, "speed_kmh": 901}
JOURNEYS: dict[str, Case] = {
    **once(
        Access,
        FAR,
        innocent={
            "an airliner flies so fast": {"speed_kmh": 900},
            "nobody reckoned": {"speed_kmh": None},
            "it was refused": {"succeeded": False},
            "nobody knows whether it was": {"succeeded": None},
            "it was a request": {"deed": Deed.REQUEST},
            "nobody knows what it was": {"deed": None},
        },
        another_key={"nobody knows the user": {"user": None}},
    ),
    **excused(Permit.SHARED_DESK, Permit.OWN_TRUNK, acts(Access, **FAR), (1, 1)),
}


@pytest.mark.parametrize("name", CASES)
def test_devices(name: str) -> None:
    check(CLAUSE, DEVICES, CASES[name])


@pytest.mark.parametrize("name", JOURNEYS)
def test_journeys(name: str) -> None:
    check(CLAUSE, JOURNEY, JOURNEYS[name])


def test_users_are_found_apart() -> None:
    others = [each for device in "abc" for each in session(device, user="8")]
    assert keys_of(CLAUSE, DEVICES, THREE + others) == [("acme", "7"), ("acme", "8")]
    two = [*acts(Access, **FAR), *acts(Access, **(FAR | {"user": "8"}))]
    assert keys_of(CLAUSE, JOURNEY, two) == [("acme", "7"), ("acme", "8")]


def test_before_the_session() -> None:
    """The limits are ours: the third is told and is not asked for a second factor yet."""
    answers = decided(CLAUSE, [*THREE, *acts(Access, start=MONDAY + 2 * DAY, **FAR)])
    assert [broken_by(each) for each in answers] == [[], [], [DEVICES], [JOURNEY]]
    assert {each.act for each in answers} == {Act.ALLOW}
    assert [(rule.act, rule.answer, rule.severity, rule.mode) for rule in CLAUSE.rules] == [
        (Act.CHALLENGE, Answer.CHALLENGE, Severity.MINOR, Mode.OBSERVE)
    ] * 2


def test_the_reason_in_both_languages() -> None:
    (three,) = found(CLAUSE, DEVICES, THREE)
    assert three.reason(Lang.EN) == (
        "User 7 had 3 sessions open at once, on 3 devices in 24\u00a0h; the limits are 3 and 3."
    )
    assert three.reason(Lang.FR) == (
        "L'utilisateur 7 a eu 3 sessions à la fois, sur 3 appareils en 24\u00a0h\u00a0; les limites sont de 3"
        " et 3."
    )
    (far,) = found(CLAUSE, JOURNEY, acts(Access, **FAR))
    assert far.reason(Lang.EN) == (
        "User 7 would have traveled at more than 900 km/h (times in 24\u00a0h: 1; limit: 1)."
    )
    assert far.reason(Lang.FR) == (
        "L'utilisateur 7 aurait voyagé à plus de 900\u00a0km/h (fois en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
