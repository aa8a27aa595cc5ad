"""Sessions over sixteen hours and media that are always copied. Both limits are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.h_excessive.sessions import CLAUSE
from fairline.facts import Access, Deed, Media, Permit
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, excused, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

LONG, COPIED = "session-too-long", "media-always-copied"
HOUR, MS = timedelta(hours=1), timedelta(milliseconds=1)
TUESDAY = datetime(2026, 3, 3, tzinfo=UTC)


def session(lasting: timedelta | None, start: datetime = MONDAY, **fields: object) -> list[Access]:
    ends = None if lasting is None else start + lasting
    shared: dict[str, object] = {"user": "7", "deed": Deed.SESSION, "ends_at": ends}
    return acts(Access, start=start, **(shared | fields))  # type: ignore[arg-type]


SESSIONS: dict[str, Case] = {
    "sixteen hours are the limit": (session(16 * HOUR), None),
    "a thousandth of a second over": (session(16 * HOUR + MS), (57_600_001, 1)),
    "the longest is told": (session(20 * HOUR) + session(17 * HOUR), (72_000_000, 2)),
    "two do not add up": (session(9 * HOUR) + session(9 * HOUR), None),
    "one without an end is unknown": (session(20 * HOUR) + session(None), (72_000_000, 1)),
    "other deeds are no sessions": (session(20 * HOUR, deed=Deed.REQUEST), None),
    "nor unknown ones": (session(20 * HOUR, deed=None), None),
    "the last moment of the day is in it": (
        session(HOUR) + session(20 * HOUR, TUESDAY - MOMENT), (72_000_000, 2)),
    "midnight begins another day": (session(HOUR) + session(20 * HOUR, TUESDAY), (72_000_000, 1)),
    "another user does not hide it": (session(20 * HOUR) + session(HOUR, user="8"), (72_000_000, 1)),
    "no user, no measure": (session(20 * HOUR, user=None), None),
    "no account, no measure": (session(20 * HOUR, account=None), None),
    **excused(Permit.SHARED_DESK, Permit.OWN_TRUNK, session(20 * HOUR), (72_000_000, 1)),
}  # fmt: skip


def media(number: int, forked: bool | None = True, **fields: object) -> list[Media]:
    shared: dict[str, object] = {"user": "7", "negotiated": True, "forked_always": forked}
    return acts(Media, number, **(shared | fields))  # type: ignore[arg-type]


START = MONDAY.replace(hour=14)  # hops of two hours
FLOWS: dict[str, Case] = {
    "95 of a hundred are the limit, and past it": (media(95) + media(5, False), (95, 100)),
    "94 are below it": (media(94) + media(6, False), None),
    "99 are too few": (media(99), None),
    "a hundred are enough": (media(100), (100, 100)),
    "those of which it is unknown count on neither side": (media(100) + media(900, None), (100, 100)),
    "nor do stray ones that nobody negotiated": (
        media(100) + media(900, False, negotiated=False), (100, 100)),
    "nor those of which that is unknown": (media(900, negotiated=None), None),
    "the last hop of seven days counts": (
        media(99, start=START) + media(1, start=START + 7 * DAY - MOMENT), (100, 100)),
    "the first after it does not": (media(99, start=START) + media(1, start=START + 7 * DAY), None),
    "users do not add up": (media(99) + media(99, user="8"), None),
    "nor do accounts": (media(99) + media(99, account="beta"), None),
    "no user, no measure": (media(900, user=None), None),
    "no account, no measure": (media(900, account=None), None),
}  # fmt: skip


@pytest.mark.parametrize("name", SESSIONS)
def test_sessions(name: str) -> None:
    check(CLAUSE, LONG, SESSIONS[name])


@pytest.mark.parametrize("name", FLOWS)
def test_copied_media(name: str) -> None:
    check(CLAUSE, COPIED, FLOWS[name])


def test_users_are_found_apart() -> None:
    two = session(20 * HOUR) + session(20 * HOUR, user="8")
    assert keys_of(CLAUSE, LONG, two) == [("acme", "7"), ("acme", "8")]
    assert keys_of(CLAUSE, COPIED, media(100) + media(100, user="8")) == [("acme", "7"), ("acme", "8")]


def test_how_grave_and_the_reason_in_both_languages() -> None:
    (long,) = found(CLAUSE, LONG, session(20 * HOUR))
    assert long.reason(Lang.EN) == (
        "User 7 had a session of 20\u00a0h\u00a000\u00a0min; the limit is 16\u00a0h\u00a000\u00a0min."
    )
    assert long.reason(Lang.FR) == (
        "L'utilisateur 7 a eu une session de 20\u00a0h\u00a000\u00a0; la limite est de 16\u00a0h\u00a000."
    )
    (copied,) = found(CLAUSE, COPIED, media(100))
    assert copied.reason(Lang.EN) == (
        "In 7 days 100 of 100 conversations of user 7 were copied from start to end: 100%; the limit is 95%."
    )
    assert copied.reason(Lang.FR) == (
        "En 7\u00a0jours, 100 des 100 conversations de l'utilisateur 7 ont été dupliquées de bout en bout,"
        " soit 100\u00a0%\u00a0; la limite est de 95\u00a0%."
    )
    for finding in (long, copied):
        assert (finding.severity, finding.answer) == (Severity.MINOR, Answer.CHALLENGE)
        assert finding.rule.mode is Mode.OBSERVE
