"""RFC 6585: 429 Too Many Requests; the numbers are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.api_misuse import CLAUSE
from fairline.facts import Access, Deed
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, TICK, Case, check, decisions, happened, names, said, stance

RATE, ERRORS = "requests-past-the-rate", "requests-ending-in-errors"
DOORS, CIRCLE = "doors-tried", "webhook-circle"
MS, FIVE, MINUTE = timedelta(milliseconds=10), timedelta(minutes=5), timedelta(minutes=1)


def asked(number: int, **fields: object) -> list[Access]:
    """Return requests with one token, ten milliseconds apart."""
    return happened(Access, number, **{"token": "t1", "deed": Deed.REQUEST, "every": MS, **fields})


def shares(bad: int, fine: int) -> dict[str, Case]:
    """Return the rows of a share of requests that end in ``bad``."""
    later = {"start": MONDAY + MINUTE, "status": bad}
    base = asked(39, status=200)
    over = base + asked(11, **later)
    return {
        "a fifth is allowed": (asked(40, status=200) + asked(10, **later), []),
        "one request over is not": (over, [(11, 50)]),
        "forty-nine are too few": (asked(38, status=200) + asked(11, **later), []),
        "another bad end does not count": (base + asked(11, start=MONDAY + MINUTE, status=fine), []),
        "requests without a status count on neither side": (
            base + asked(90, start=MONDAY + MINUTE / 2) + asked(11, **later), [(11, 50)]),
        "nor do logins": (
            base + asked(90, start=MONDAY + MINUTE / 2, deed=Deed.LOGIN, status=200) + asked(11, **later),
            [(11, 50)],
        ),
        "another token does not dilute": (over + asked(90, token="t2", status=200), [(11, 50)]),
        "nor does it add": (base + asked(11, token="t2", **later), []),
        "another account does not add": (base + asked(11, account="beta", **later), []),
        "the last moment of five minutes counts": (
            base + asked(11, start=MONDAY + FIVE - 11 * MS, status=bad), [(11, 50)]),
        "the first after it does not": (base + asked(11, start=MONDAY + FIVE, status=bad), []),
        "without a token it is the user's": (
            asked(39, token=None, user="u", status=200) + asked(11, token=None, user="u", **later),
            [(11, 50)],
        ),
        "no token and no user, no measure": (asked(90, token=None, status=bad), []),
    }  # fmt: skip


def doors(number: int, first: int = 0, **fields: object) -> list[Access]:
    """Return one request each at so many undocumented endpoints."""
    return [
        access for each in range(first, first + number)
        for access in asked(1, **{"endpoint": f"/v0/{each}", "documented": False, **fields})
    ]  # fmt: skip


def circles(number: int, **fields: object) -> list[Access]:
    """Return requests that came out of the service's own webhook."""
    return asked(number, **{"looped": True, **fields})


TWENTY, HUNDRED = doors(20), circles(100)
TABLES: dict[str, dict[str, Case]] = {
    RATE: shares(429, 503),
    ERRORS: shares(500, 499) | {"other failures of ours count": (
        asked(39, status=200) + asked(11, start=MONDAY + MINUTE, status=503), [(11, 50)])},
    DOORS: {
        "twenty doors are allowed": (TWENTY, []),
        "one more is not": (doors(21), [(21, 21)]),
        "one door often is one": (TWENTY + doors(1, start=MONDAY + MINUTE), []),
        "documented doors do not count": (TWENTY + doors(9, 50, documented=True), []),
        "nor do those nobody knows": (TWENTY + doors(9, 50, documented=None), []),
        "nor do downloads": (TWENTY + doors(9, 50, deed=Deed.DOWNLOAD), []),
        "two tokens do not add up": (TWENTY + doors(20, 50, token="t2"), []),
        "nor do two accounts": (TWENTY + doors(20, 50, account="beta"), []),
        "the last moment of five minutes counts": (
            TWENTY + doors(1, 50, start=MONDAY + FIVE - TICK), [(21, 21)]),
        "the first after it does not": (TWENTY + doors(1, 50, start=MONDAY + FIVE), []),
        "no token and no user, no measure": (doors(90, token=None), []),
    },
    CIRCLE: {
        "a hundred in a minute are allowed": (HUNDRED, []),
        "one more is not": (circles(101), [(101, 101)]),
        "others do not count": (HUNDRED + circles(9, looped=False, start=MONDAY + MINUTE / 2), []),
        "nor do those nobody knows": (HUNDRED + circles(9, looped=None, start=MONDAY + MINUTE / 2), []),
        "nor do exports": (HUNDRED + circles(9, deed=Deed.EXPORT, start=MONDAY + MINUTE / 2), []),
        "two tokens do not add up": (HUNDRED + circles(100, token="t2"), []),
        "nor do two accounts": (HUNDRED + circles(100, account="beta"), []),
        "the last moment of the minute counts": (
            HUNDRED + circles(1, start=MONDAY + MINUTE - TICK), [(101, 101)]),
        "the first after it does not": (HUNDRED + circles(1, start=MONDAY + MINUTE), []),
        "no token and no user, no measure": (circles(300, token=None), []),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_api_misuse(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_a_circle_is_found_before_it_goes_on() -> None:
    plain = asked(1, start=MONDAY + 10 * MINUTE, looped=False)
    answers = decisions(CLAUSE, circles(101) + plain)
    assert [names(each) for each in answers[-3:]] == [set(), {CIRCLE}, set()]


def test_how_grave_it_is_and_what_may_follow() -> None:
    slow, look = Answer.THROTTLE, Mode.OBSERVE
    assert stance(CLAUSE) == {
        RATE: (Severity.MINOR, slow, Act.ALLOW, Evidence.B, look),
        ERRORS: (Severity.MAJOR, slow, Act.ALLOW, Evidence.B, look),
        DOORS: (Severity.MAJOR, slow, Act.ALLOW, Evidence.B, look),
        CIRCLE: (Severity.MAJOR, slow, Act.REFUSE, Evidence.B, look),
    }


REASONS = {
    RATE: TABLES[RATE]["one request over is not"][0],
    ERRORS: TABLES[ERRORS]["one request over is not"][0],
    DOORS: doors(21),
    CIRCLE: circles(101),
}


WORDS: dict[str, tuple[str, str, object]] = {
    RATE: (
        "11 of 50 requests of t1 in 5\u00a0min passed the rate; limit 20%.",
        "En 5\u00a0min, 11 des 50 requêtes de t1 hors débit\u00a0; limite 20\u00a0%.",
        0.2,
    ),
    ERRORS: (
        "11 of 50 requests of t1 in 5\u00a0min ended in errors; limit 20%.",
        "En 5\u00a0min, 11 des 50 requêtes de t1 en erreur\u00a0; limite 20\u00a0%.",
        0.2,
    ),
    DOORS: (
        "t1 tried 21 undocumented endpoints in 5\u00a0min; the limit is 20.",
        "t1 a essayé 21 points d'accès non documentés en 5\u00a0min\u00a0; la limite est de 20.",
        20,
    ),
    CIRCLE: (
        "101 requests of t1 in a minute came from our webhook; limit 100.",
        "En une minute, 101 requêtes de t1 venues du webhook\u00a0; limite 100.",
        100,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
