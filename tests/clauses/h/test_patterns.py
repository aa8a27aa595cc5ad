"""Vonage: volume in combination with an unusual pattern. Short calls are Telnyx's, the other marks ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.patterns import CLAUSE
from fairline.facts import Call, Direction, Fact, Forwarding, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, agreement, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

NIGHT_SHORT, NIGHT_SENT, SHORT_SENT = (
    "volume-at-night-and-short", "volume-at-night-and-forwarded", "volume-short-and-forwarded")  # fmt: skip
NIGHT, NOON = datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
SECOND, MS = timedelta(seconds=1), timedelta(milliseconds=1)
BAND, BAND_MS = timedelta(minutes=4000), 4000 * 60_000


def some(number: int, *, night: bool = True, talk: timedelta | None = 6 * SECOND, sent: bool = True,
         **fields: object) -> list[Call]:  # fmt: skip
    """Return answered outbound calls of a user."""
    shared: dict[str, object] = {
        "start": NIGHT if night else NOON,
        "user": "7",
        "answered": True,
        "talk": talk,
        "forwarded_from": "+1" if sent else None,
    }
    return calls(number, **(shared | fields))  # type: ignore[arg-type]


def long(talk: timedelta = BAND, **fields: object) -> list[Call]:
    """Return the one call that is the volume: by night, not short, sent on."""
    return some(1, talk=talk, **fields)  # type: ignore[arg-type]


HUNDRED = [*long(), *some(99)]
HITS = (BAND_MS + 99 * 6000, 100)
SHARED: dict[str, Case] = {
    "all marks at once": (HUNDRED, HITS),
    "the band itself is fair": (
        [*long(BAND - 99 * 6 * SECOND), *some(99)], None),
    "a thousandth over is not": (
        [*long(BAND - 99 * 6 * SECOND + MS), *some(99)], (BAND_MS + 1, 100)),
    "99 calls are too few": ([*long(), *some(98)], None),
    "calls within the house do not count": (
        HUNDRED + some(900, night=False, talk=SECOND, direction=Direction.INTERNAL), HITS),
    "nor those of unknown direction": (HUNDRED + some(900, direction=None), HITS),
    "the last moment of March is in it": (
        [*long(), *some(98), *some(1, start=APRIL - MOMENT)], HITS),
    "April begins anew": ([*long(), *some(98), *some(98, start=APRIL)], None),
    "weeks add up": ([*long(), *some(98), *some(1, start=NIGHT + 14 * DAY)], HITS),
    "users do not": ([*long(), *some(98), *some(98, user="8")], None),
    "nor do accounts": ([*long(), *some(98), *some(98, account="beta")], None),
    "no user, no measure": ([*long(user=None), *some(200, user=None)], None),
    "no account, no measure": ([*long(account=None), *some(200, account=None)], None),
    **excused(Permit.SHARED_DESK, Permit.DIALER, HUNDRED, HITS),
}  # fmt: skip


def at_night(nights: int, days: int) -> list[Call]:
    """Return calls with so many by night in all; each short and sent on."""
    return [*long(), *some(nights - 1), *some(days, night=False)]


def short_ones(short: int, long_: int) -> list[Call]:
    """Return calls with so many short ones; all by night and sent on."""
    return [*long(BAND), *some(short), *some(long_ - 1, talk=6 * SECOND + MOMENT)]


def sent_on(sent: int, own: int) -> list[Call]:
    """Return calls with so many sent on; all by night, nearly all short."""
    return [*long(), *some(sent - 1), *some(own, sent=False)]


SIX = 6000
NIGHTS = {
    "three in five by night are the limit": (at_night(60, 40), None),
    "more are past it": (at_night(61, 40), (BAND_MS + 100 * SIX, 101)),
}
SHORTS = {
    "fifteen of a hundred short are the limit": (short_ones(15, 85), None),
    "more are past it": (short_ones(16, 85), (BAND_MS + 100 * SIX, 101)),
    "short ones nobody answered do not count": (
        short_ones(15, 85) + some(20, answered=False, talk=timedelta(0)), None),
    "nor those of which it is unknown": (
        short_ones(15, 85) + some(20, answered=None, talk=timedelta(0)), None),
    "nor those that came in": (
        short_ones(15, 85) + some(20, talk=timedelta(0), direction=Direction.INBOUND), None),
}  # fmt: skip
SENT = {
    "half of the calls out sent on are the limit": (sent_on(50, 50), None),
    "more are past it": (sent_on(51, 50), (BAND_MS + 100 * SIX, 101)),
    "calls in do not count": (
        sent_on(51, 50) + some(900, sent=False, direction=Direction.INBOUND),
        (BAND_MS + 1000 * SIX, 1001)),
}  # fmt: skip
MARKS: dict[str, list[dict[str, Case]]] = {
    NIGHT_SHORT: [NIGHTS, SHORTS],
    NIGHT_SENT: [NIGHTS, SENT],
    SHORT_SENT: [SHORTS, SENT],
}
ROWS = [(rule, name, case) for rule in MARKS for name, case in SHARED.items()]
ROWS += [
    (rule, name, case) for rule, tables in MARKS.items() for each in tables for name, case in each.items()
]


@pytest.mark.parametrize(("rule", "name", "case"), ROWS, ids=[f"{rule}: {name}" for rule, name, _ in ROWS])
def test_patterns(rule: str, name: str, case: Case) -> None:
    check(CLAUSE, rule, case)


SIGNED_LATER = agreement(Permit.SHARED_DESK, provider=NIGHT + 9 * DAY)
EXTRA = some(40, start=NIGHT + 10 * DAY)
LIMITS: dict[str, list[Call]] = {
    "the band": [*long(BAND - 99 * 6 * SECOND), *some(99)],
    "by night": at_night(60, 40),
    "short": short_ones(15, 85),
    "sent on": sent_on(50, 50),
}
AT_LIMITS = {
    NIGHT_SHORT: ("the band", "by night", "short"),
    NIGHT_SENT: ("the band", "by night", "sent on"),
    SHORT_SENT: ("the band", "short", "sent on"),
}


@pytest.mark.parametrize(
    ("rule", "limit"), [(rule, limit) for rule in AT_LIMITS for limit in AT_LIMITS[rule]]
)
def test_calls_since_an_agreement_carry_nothing_over_a_limit(rule: str, limit: str) -> None:
    facts = LIMITS[limit]
    assert found(CLAUSE, rule, [SIGNED_LATER, *facts, *EXTRA]) == []
    assert len(found(CLAUSE, rule, [*facts, *EXTRA])) == 1


@pytest.mark.parametrize("rule", [NIGHT_SHORT, SHORT_SENT])
def test_ninety_nine_answered_calls_are_too_few_however_many_were_not(rule: str) -> None:
    tried = some(50, answered=False, talk=timedelta(0))
    assert found(CLAUSE, rule, [*long(), *some(98), *tried]) == []
    assert len(found(CLAUSE, rule, [*long(), *some(99), *tried])) == 1


def test_ninety_nine_calls_out_are_too_few_however_many_came_in() -> None:
    came = some(50, direction=Direction.INBOUND)
    assert found(CLAUSE, NIGHT_SENT, [*long(), *some(98), *came]) == []
    assert len(found(CLAUSE, NIGHT_SENT, [*long(), *some(99), *came])) == 1


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (NIGHT_SHORT, [*long(night=False), *some(99, night=False)]),
        (NIGHT_SHORT, [*long(), *some(99, talk=7 * SECOND)]),
        (NIGHT_SENT, [*long(night=False), *some(99, night=False)]),
        (NIGHT_SENT, [*long(sent=False), *some(99, sent=False)]),
        (SHORT_SENT, [*long(), *some(99, talk=7 * SECOND)]),
        (SHORT_SENT, [*long(sent=False), *some(99, sent=False)]),
    ],
)
def test_one_mark_is_not_enough(rule: str, facts: list[Call]) -> None:
    assert found(CLAUSE, rule, facts) == []


def test_an_active_forwarding_marks_a_call_as_sent_on() -> None:
    """A call to the target of a forwarding that is active is a leg of it."""
    to = {"called": "+13125550100", "sent": False}
    facts: list[Fact] = [*long(**to), *some(99, **to)]  # type: ignore[arg-type]
    set_ = Forwarding(id="f", at=NIGHT - DAY, account="acme", target="+13125550100", active=True)
    assert found(CLAUSE, NIGHT_SENT, facts) == []
    assert [each.measure.base for each in found(CLAUSE, NIGHT_SENT, [set_, *facts])] == [100]
    assert [each.measure.base for each in found(CLAUSE, SHORT_SENT, [set_, *facts])] == [100]


@pytest.mark.parametrize(
    ("plan", "minutes"),
    [
        ("contact-center-byoc", 6500),
        ("business-phone", 3000),
        ("business-phone-extension", 3600),
        ("business-phone-light", 2000),
    ],
)
def test_each_plan_has_its_band(plan: str, minutes: int) -> None:
    band = timedelta(minutes=minutes) - 99 * 6 * SECOND
    for rule in MARKS:
        assert found(CLAUSE, rule, [*long(band), *some(99)], plan=plan) == []
        assert len(found(CLAUSE, rule, [*long(band + MS), *some(99)], plan=plan)) == 1


def test_users_are_found_apart() -> None:
    facts = [*HUNDRED, *long(user="8"), *some(99, user="8")]
    for rule in MARKS:
        assert keys_of(CLAUSE, rule, facts) == [("acme", "7"), ("acme", "8")]


REASONS = {
    NIGHT_SHORT: (
        "User 7 talked for 66\u00a0h\u00a050\u00a0min in the month (band: 66\u00a0h\u00a040\u00a0min),"
        " 100% of"
        " the calls outside office hours and 99% of those answered within 6\u00a0s.",
        "L'utilisateur 7 a parlé 66\u00a0h\u00a050 dans le mois (limite\u00a0: 66\u00a0h\u00a040),"
        " 100\u00a0% des appels hors des heures de bureau et 99\u00a0% des décrochés d'au plus 6\u00a0s.",
    ),
    NIGHT_SENT: (
        "User 7 talked for 66\u00a0h\u00a050\u00a0min in the month (band: 66\u00a0h\u00a040\u00a0min),"
        " 100% of"
        " the calls outside office hours and 100% of those out forwarded.",
        "L'utilisateur 7 a parlé 66\u00a0h\u00a050 dans le mois (limite\u00a0: 66\u00a0h\u00a040),"
        " 100\u00a0% des appels hors des heures de bureau et 100\u00a0% des appels émis étant des renvois.",
    ),
    SHORT_SENT: (
        "User 7 talked for 66\u00a0h\u00a050\u00a0min in the month (band: 66\u00a0h\u00a040\u00a0min), 99% of"
        " the answered calls within 6\u00a0s and 100% of those out forwarded.",
        "L'utilisateur 7 a parlé 66\u00a0h\u00a050 dans le mois (limite\u00a0: 66\u00a0h\u00a040), 99\u00a0%"
        " des décrochés d'au plus 6\u00a0s et 100\u00a0% des appels émis étant des renvois.",
    ),
}


@pytest.mark.parametrize("rule", REASONS)
def test_how_grave_and_the_reason_in_both_languages(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, HUNDRED)
    assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.HOLD)
    assert finding.rule.mode is Mode.OBSERVE
    assert (finding.reason(Lang.EN), finding.reason(Lang.FR)) == REASONS[rule]
