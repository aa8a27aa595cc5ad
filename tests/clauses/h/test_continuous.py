"""Twilio: no call over four hours. Ten and twelve hours of talk and twenty hours a day are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.continuous import CLAUSE
from fairline.facts import Call, Direction, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import agreement, excused
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import calls

LONG, TALK, CLOCK = "call-too-long", "talk-per-day", "around-the-clock"
MORNING, MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
HOUR, MINUTE, MOMENT = timedelta(hours=1), timedelta(minutes=1), timedelta(microseconds=1)
FOUR, TEN_MS = 4 * HOUR, timedelta(milliseconds=1)


def talked(*talks: timedelta | None, start: datetime = MORNING, **fields: object) -> list[Call]:
    """Return answered calls of one user that lasted so long, all at ``start``."""
    shared = {"user": "7", "answered": True} | fields
    return [
        call
        for number, talk in enumerate(talks)
        for call in calls(1, start=start, **(shared | {"talk": talk, "line": number}))
    ]


def used(hours: int, *, days: int = 5, of: int = 7, step: int = 1, **fields: object) -> list[Call]:
    """Return a call in each of the first hours of ``days`` days of ``of``, and one in the others."""
    shared = {"user": "7", "answered": True} | fields
    return [
        call
        for day in range(of)
        for hour in range(hours if day >= of - days else 1)
        for call in calls(1, start=MORNING + timedelta(days=day * step, hours=hour, minutes=59), **shared)
    ]


ENDLESS: dict[str, Case] = {
    "four hours are the limit itself": (talked(FOUR), None),
    "a thousandth of a second over": (talked(FOUR + TEN_MS), (14_400_001, 1)),
    "the longest call is told": (talked(5 * HOUR, FOUR, 6 * HOUR), (21_600_000, 3)),
    "two calls do not add up": (talked(FOUR, FOUR), None),
    "calls without a talk time count on neither side": (talked(5 * HOUR, *[None] * 9), (18_000_000, 1)),
    "the last moment of the day is in it": (
        talked(HOUR) + talked(5 * HOUR, start=MIDNIGHT - MOMENT), (18_000_000, 2)),
    "midnight begins another day": (talked(HOUR) + talked(5 * HOUR, start=MIDNIGHT), (18_000_000, 1)),
    "another user does not hide it": (talked(5 * HOUR) + talked(FOUR, user="8"), (18_000_000, 1)),
    "another account neither": (talked(5 * HOUR) + talked(FOUR, account="beta"), (18_000_000, 1)),
    "no user, no measure": (talked(5 * HOUR, user=None), None),
    "no account, no measure": (talked(5 * HOUR, account=None), None),
    "a shared desk has no endless call either": (
        [agreement(Permit.SHARED_DESK), *talked(5 * HOUR)], (18_000_000, 1)),
}  # fmt: skip
HALVES = [300 * MINUTE, 300 * MINUTE]
TALKED: dict[str, Case] = {
    "600 minutes are the limit itself": (talked(*HALVES), None),
    "a thousandth of a second over": (talked(*HALVES, TEN_MS), (36_000_001, 3)),
    "calls without a talk time count on neither side": (talked(*HALVES, TEN_MS, None), (36_000_001, 3)),
    "the last moment of the day is in it": (
        talked(*HALVES) + talked(TEN_MS, start=MIDNIGHT - MOMENT), (36_000_001, 3)),
    "midnight begins another day": (talked(*HALVES) + talked(TEN_MS, start=MIDNIGHT), None),
    "another user's talk does not add": (talked(*HALVES) + talked(HOUR, user="8"), None),
    "another account's neither": (talked(*HALVES) + talked(HOUR, account="beta"), None),
    "no user, no measure": (talked(*HALVES, HOUR, user=None), None),
    "no account, no measure": (talked(*HALVES, HOUR, account=None), None),
    **excused(Permit.SHARED_DESK, Permit.OWN_TRUNK, talked(*HALVES, TEN_MS), (36_000_001, 3)),
}  # fmt: skip
AROUND: dict[str, Case] = {
    "twenty hours on five of seven days": (used(20), (20, 20)),
    "nineteen hours leave a night": (used(19), None),
    "four days are not five": (used(24, days=4), None),
    "five days of eight are not of seven": (
        used(20, days=1, of=1) + [call for call in used(20, days=4, of=8) if call.started_at.day > 2], None),
    "days off count as days": (used(20, days=5, of=5, step=2), None),
    "two calls in one hour are one hour": (used(19) + used(19, caller="+15550100"), None),
    "unanswered calls out are use": (used(20, answered=False), (20, 20)),
    "unanswered calls in are not": (used(20, answered=False, direction=Direction.INBOUND), None),
    "answered calls in are": (used(20, direction=Direction.INBOUND), (20, 20)),
    "nobody knows if calls in were answered: on neither side": (
        used(20, answered=None, direction=Direction.INBOUND), None),
    "another user's hours do not add": (used(10) + used(24, user="8", days=0), None),
    "no user, no measure": (used(24, user=None), None),
    "no account, no measure": (used(24, account=None), None),
    "a shared desk by contract is several people": ([agreement(Permit.SHARED_DESK), *used(20)], None),
    "not by one on something else": ([agreement(Permit.OWN_TRUNK), *used(20)], (20, 20)),
    "nor by one that nobody signed": (
        [agreement(Permit.SHARED_DESK, customer=None), *used(20)], (20, 20)),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_calls_that_do_not_end(name: str) -> None:
    check(CLAUSE, LONG, ENDLESS[name])


@pytest.mark.parametrize("name", TALKED)
def test_talk_in_a_day(name: str) -> None:
    check(CLAUSE, TALK, TALKED[name])


@pytest.mark.parametrize("name", AROUND)
def test_around_the_clock(name: str) -> None:
    check(CLAUSE, CLOCK, AROUND[name])


@pytest.mark.parametrize(("minutes", "answer"), [(720, Answer.OBSERVE), (721, Answer.CHALLENGE)])
def test_more_than_twelve_hours_are_asked_about(minutes: int, answer: Answer) -> None:
    (finding,) = found(CLAUSE, TALK, talked(*[MINUTE] * minutes))
    assert (finding.severity, finding.answer, finding.rule.mode) == (Severity.MINOR, answer, Mode.OBSERVE)


def test_how_grave_it_is_and_what_may_follow() -> None:
    (long,), (clock,) = found(CLAUSE, LONG, talked(5 * HOUR)), found(CLAUSE, CLOCK, used(20))
    assert (long.severity, long.answer, long.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert (clock.severity, clock.answer, clock.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.OBSERVE)


def test_the_reason_in_both_languages() -> None:
    (long,) = found(CLAUSE, LONG, talked(5 * HOUR + 30 * MINUTE))
    assert long.reason(Lang.EN) == (
        "User 7 had a call of 5\u00a0h\u00a030\u00a0min; the limit is 4\u00a0h\u00a000\u00a0min."
    )
    assert long.reason(Lang.FR) == (
        "L'utilisateur 7 a eu un appel de 5\u00a0h\u00a030\u00a0; la limite est de 4\u00a0h\u00a000."
    )
    (talk,) = found(CLAUSE, TALK, talked(*[timedelta(seconds=33)] * 1200))
    assert talk.reason(Lang.EN) == (
        "User 7 talked for 11\u00a0h\u00a000\u00a0min in a day, in 1,200 calls;"
        " the limit is 10\u00a0h\u00a000\u00a0min."
    )
    assert talk.reason(Lang.FR) == (
        "L'utilisateur 7 a parlé 11\u00a0h\u00a000 en un jour, sur 1\u202f200 appels\u00a0;"
        " la limite est de 10\u00a0h\u00a000."
    )
    (clock,) = found(CLAUSE, CLOCK, used(22))
    assert clock.reason(Lang.EN) == (
        "User 7 was active in 22 hours of the day; 20 or more on 5 of 7 days is no one person."
    )
    assert clock.reason(Lang.FR) == (
        "L'utilisateur 7 était actif pendant 22 heures de la journée\u00a0; 20 ou plus, 5 jours sur 7,"
        " ce n'est plus une personne."
    )
