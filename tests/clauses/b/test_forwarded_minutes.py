"""Vonage: 3,000 minutes a month together with forwarding. That most of it is forwarded is ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.forwarded_minutes import CLAUSE
from fairline.facts import Call, Direction, Forwarding, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, agreement, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

RULE = "forwarded-minutes"
MINUTE = timedelta(minutes=1)
MS = timedelta(milliseconds=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
TARGET = "+13125550100"


def talk(minutes: float, **fields: object) -> list[Call]:
    """Return one call of that length, forwarded to the target."""
    shared: dict[str, object] = {
        "user": "7", "talk": minutes * MINUTE, "forwarded_from": "+1", "called": TARGET,
    }  # fmt: skip
    return calls(1, **(shared | fields))  # type: ignore[arg-type]


def inbound(minutes: float, **fields: object) -> list[Call]:
    """Return one call that came in."""
    return talk(minutes, **({"direction": Direction.INBOUND, "forwarded_from": None} | fields))


def more(**fields: object) -> list[Call]:
    """Return a forwarded thousandth of a second."""
    return calls(1, **({"user": "7", "talk": MS, "forwarded_from": "+1"} | fields))  # type: ignore[arg-type]


ACTIVE = Forwarding(id="f", at=MONDAY - DAY, account="acme", target=TARGET, active=True)
SIGNED = agreement(Permit.MULTI_LINE_FORWARDING, provider=MONDAY + 5 * DAY)
OVER, IN = 3000 * 60_000 + 1, 4000 * 60_000
CASES: dict[str, Case] = {
    "3,000 minutes are the band": (talk(3000) + inbound(4000), None),
    "a thousandth of a second over": (talk(3000) + more() + inbound(4000), (OVER, IN)),
    "six tenths of what comes in are the limit": (talk(3600) + inbound(6000), None),
    "a thousandth over": (talk(3600) + more() + inbound(6000), (3600 * 60_000 + 1, 6000 * 60_000)),
    "who receives nothing has forwarded all": (talk(3001), (3001 * 60_000, 0)),
    "outbound calls count on neither side": (
        talk(3000) + more() + inbound(4000) + talk(9000, forwarded_from=None), (OVER, IN)),
    "an active forwarding to the target marks a leg": (
        [ACTIVE, *talk(3001, forwarded_from=None)], (3001 * 60_000, 0)),
    "what comes in forwarded is received": (
        talk(3000) + more() + inbound(4000, forwarded_from="+2"), (OVER, IN)),
    "legs without a talk time count on neither side": (
        talk(3000) + more() + inbound(4000) + calls(9, user="7", forwarded_from="+1"), (OVER, IN)),
    "nor do legs of unknown direction": (
        talk(3000) + more() + inbound(4000) + talk(9000, direction=None), (OVER, IN)),
    "the last moment of March is in it": (talk(3000) + more(start=APRIL - MOMENT), (OVER, 0)),
    "April begins anew": (talk(3000) + more(start=APRIL), None),
    "weeks add up": (talk(3000) + more(start=MONDAY + 9 * DAY), (OVER, 0)),
    "another user's legs do not": (talk(3000) + talk(3000, user="8"), None),
    "nor another account's": (talk(3000) + talk(3000, account="beta"), None),
    "no user, no measure": (talk(9000, user=None), None),
    "no account, no measure": (talk(9000, account=None), None),
    "what is agreed from the middle of the month on does not add to what was not": (
        [SIGNED, *talk(2000), *talk(2000, start=MONDAY + 9 * DAY)], None),
    "nor is it held against what came in before": (
        [SIGNED, *talk(3001), *inbound(6000), *talk(6000, start=MONDAY + 9 * DAY)], None),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK, talk(3001), (3001 * 60_000, 0)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_forwarded_minutes(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_users_are_found_apart() -> None:
    assert keys_of(CLAUSE, RULE, talk(3001) + talk(3001, user="8")) == [("acme", "7"), ("acme", "8")]


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, talk(3060) + inbound(3000))
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == (
        "In a month user 7 had 51\u00a0h\u00a000\u00a0min of forwarded talk against"
        " 50\u00a0h\u00a000\u00a0min"
        " received, a ratio of 1.02; the limits are 0.6 and 50\u00a0h\u00a000\u00a0min."
    )
    assert finding.reason(Lang.FR) == (
        "En un mois, l'utilisateur 7 compte 51\u00a0h\u00a000 de conversation renvoyée pour 50\u00a0h\u00a000"
        " reçues, soit un rapport de 1,02\u00a0; les limites sont de 0,6 et 50\u00a0h\u00a000."
    )
