"""RingCentral, reasonable use (2010): one user per line. Twilio ends a call after four hours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.seats import CLAUSE
from fairline.facts import Call, Direction, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import excused
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

RULE = "legs-per-seat"
MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)
MIDNIGHT = datetime(2026, 3, 3, tzinfo=UTC)


def leg(start: datetime = MONDAY, lasting: timedelta | None = MINUTE, **fields: object) -> list[Call]:
    """Return one leg of one user that was answered at once and lasted so long."""
    shared = {
        "user": "7",
        "answered": True,
        "answered_at": start,
        "ended_at": None if lasting is None else start + lasting,
    }
    return calls(1, start=start, **(shared | fields))


TWO = leg() + leg(MONDAY + MINUTE / 2)

CASES: dict[str, Case] = {
    "one leg after another is one seat": (leg() + leg(MONDAY + 2 * MINUTE), None),
    "answered as the other ends is no overlap": (leg() + leg(MONDAY + MINUTE), None),
    "answered a moment before is": (leg() + leg(MONDAY + MINUTE - MOMENT), (2, 2)),
    "three at once are three, however many came after": (
        leg(lasting=10 * MINUTE) + leg(MONDAY + MINUTE, 2 * MINUTE) + leg(MONDAY + 2 * MINUTE)
        + leg(MONDAY + 20 * MINUTE), (3, 4)),
    "ringing is not talking": (
        leg(lasting=10 * MINUTE) + leg(MONDAY, answered_at=MONDAY + 10 * MINUTE, ended_at=None),
        None),
    "what counts is when both had been answered": (
        leg(lasting=10 * MINUTE)
        + leg(MONDAY, answered_at=MONDAY + 9 * MINUTE, ended_at=MONDAY + 11 * MINUTE), (2, 2)),
    "any direction takes the seat": (
        leg(direction=Direction.INBOUND) + leg(direction=None, start=MONDAY + MINUTE / 2), (2, 2)),
    "unanswered legs take no seat": (leg() + leg(answered=False, answered_at=None), None),
    "nobody knows if they were answered: neither do they": (leg() + leg(answered=None), None),
    "nobody knows when they were answered: on neither side": (TWO + leg(answered_at=None), (2, 2)),
    "a leg without an end lasts four hours": (
        leg(lasting=None) + leg(MONDAY + timedelta(hours=4) - MOMENT), (2, 2)),
    "and no longer": (leg(lasting=None) + leg(MONDAY + timedelta(hours=4)), None),
    "a leg from yesterday still takes the seat": (
        leg(MIDNIGHT - MINUTE, 2 * MINUTE) + leg(MIDNIGHT), (2, 1)),
    "yesterday's overlap is yesterday's": (TWO + leg(MIDNIGHT), (2, 2)),
    "another user is another seat": (leg() + leg(user="8"), None),
    "another account's user of that name too": (leg() + leg(account="beta"), None),
    "no user, no measure": (leg(user=None) + leg(user=None), None),
    "no account, no measure": (leg(account=None) + leg(account=None), None),
    **excused(Permit.SHARED_DESK, Permit.OWN_TRUNK, TWO, (2, 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_seat_one_conversation(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_how_grave_it_is_and_what_may_follow() -> None:
    (finding,) = found(CLAUSE, RULE, TWO)
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert finding.rule.mode is Mode.ENFORCE


def test_the_reason_in_both_languages() -> None:
    many = [each for second in range(1200) for each in leg(MONDAY + timedelta(seconds=second), 60 * MINUTE)]
    (finding,) = found(CLAUSE, RULE, many)
    assert finding.reason(Lang.EN) == (
        "User 7 had 1,200 answered calls at the same time, among 1,200 that day; a seat has 1."
    )
    assert finding.reason(Lang.FR) == (
        "L'utilisateur 7 a tenu 1\u202f200 appels à la fois, sur 1\u202f200 dans la journée\u00a0;"
        " un poste en permet 1."
    )
