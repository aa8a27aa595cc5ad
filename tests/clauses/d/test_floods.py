"""Kamailio's pike: thirty requests in two seconds; malformed ones are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.floods import CLAUSE
from fairline.facts import Request
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, TICK, Case, check, decisions, happened, names, said, stance

FLOOD, CALLS, MALFORMED = "request-flood", "invite-flood", "malformed-requests"
MS, SECOND, MINUTE = timedelta(milliseconds=1), timedelta(seconds=1), timedelta(minutes=1)


def requests(number: int, **fields: object) -> list[Request]:
    """Return requests of one address for one line, a millisecond apart."""
    shared = {"every": MS, "ip": "192.0.2.7", "aor": "sip:200@pbx", "method": "REGISTER", "account": None}
    return happened(Request, number, **{**shared, **fields})


def rows(method: str, other: str) -> dict[str, Case]:
    """Return the rows of a flood of one method."""
    many = requests(30, method=method)
    last = MONDAY + 2 * SECOND
    return {
        "thirty are allowed": (many, []),
        "one more is not": (requests(31, method=method), [(31, 31)]),
        "other methods do not add up": (many + requests(30, method=other, start=MONDAY + 40 * MS), []),
        "the last moment of two seconds counts": (
            many + requests(1, method=method, start=last - TICK), [(31, 31)]),
        "the first after it does not": (many + requests(1, method=method, start=last), []),
        "two lines do not add up": (many + requests(30, method=method, aor="sip:201@pbx"), []),
        "nor do two addresses": (many + requests(30, method=method, ip="192.0.2.8"), []),
        "nor does an account to none": (many + requests(30, method=method, account="acme"), []),
        "an account's own flood is its own": (requests(31, method=method, account="acme"), [(31, 31)]),
        "without a line it is found all the same": (requests(31, method=method, aor=None), [(31, 31)]),
        "no address, no measure": (requests(90, method=method, ip=None), []),
    }  # fmt: skip


GOOD = {"malformed": False, "every": 10 * MS}
BAD: dict[str, object] = {"malformed": True, "every": 10 * MS}
LATER = {"start": MONDAY + 20 * SECOND}
JUST = requests(38, **GOOD) + requests(2, **BAD | LATER)
OVER = requests(37, **GOOD) + requests(3, **BAD | LATER)
SHARES: dict[str, Case] = {
    "exactly a twentieth is allowed": (JUST, []),
    "one request over is not": (OVER, [(3, 40)]),
    "nineteen requests are too few": (requests(17, **GOOD) + requests(2, **BAD | LATER), []),
    "twenty are enough": (requests(18, **GOOD) + requests(2, **BAD | LATER), [(2, 20)]),
    "those nobody looked at count on neither side": (
        requests(18, **GOOD) + requests(90, every=MS, start=MONDAY + SECOND) + requests(2, **BAD | LATER),
        [(2, 20)],
    ),
    "the last moment of the minute counts": (
        requests(18, **GOOD) + requests(2, **BAD | {"start": MONDAY + MINUTE - 10 * MS - TICK}), [(2, 20)]),
    "the first after it does not": (
        requests(18, **GOOD) + requests(2, **BAD | {"start": MONDAY + MINUTE}), []),
    "another line of the address counts": (
        requests(18, aor="sip:9@pbx", **GOOD) + requests(2, **BAD | LATER), [(2, 20)]),
    "another address does not": (requests(18, ip="192.0.2.8", **GOOD) + requests(2, **BAD | LATER), []),
    "nor does an account": (requests(18, account="acme", **GOOD) + requests(2, **BAD | LATER), []),
    "no address, no measure": (requests(90, ip=None, **BAD), []),
}  # fmt: skip
TABLES = {FLOOD: rows("REGISTER", "INVITE"), CALLS: rows("INVITE", "REGISTER"), MALFORMED: SHARES}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_floods(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_a_method_that_nobody_knows_is_no_call() -> None:
    check(CLAUSE, FLOOD, (requests(31, method=None), [(31, 31)]))
    check(CLAUSE, CALLS, (requests(31, method=None), []))


def test_what_is_over_is_refused_and_the_next_passes() -> None:
    answers = decisions(CLAUSE, requests(32) + requests(1, start=MONDAY + MINUTE))
    assert [each.act for each in answers] == [Act.ALLOW] * 30 + [Act.REFUSE] * 2 + [Act.ALLOW]


def test_a_flood_of_calls_is_never_refused_here() -> None:
    answers = decisions(CLAUSE, requests(40, method="INVITE"))
    assert {each.act for each in answers} == {Act.ALLOW}
    assert names(answers[-1]) == {CALLS}


def test_how_grave_it_is_and_what_may_follow() -> None:
    slow = Answer.THROTTLE
    assert stance(CLAUSE) == {
        FLOOD: (Severity.MAJOR, slow, Act.REFUSE, Evidence.B, Mode.ENFORCE),
        CALLS: (Severity.MAJOR, slow, Act.ALLOW, Evidence.B, Mode.ENFORCE),
        MALFORMED: (Severity.MINOR, slow, Act.ALLOW, Evidence.B, Mode.OBSERVE),
    }


REASONS = {FLOOD: requests(31), CALLS: requests(31, method="INVITE"), MALFORMED: OVER}


WORDS: dict[str, tuple[str, str, object]] = {
    FLOOD: (
        "31 SIP requests in 2\u00a0s from 192.0.2.7 for sip:200@pbx; the limit is 30.",
        "31 requêtes SIP en 2\u00a0s depuis 192.0.2.7 pour sip:200@pbx\u00a0; la limite est de 30.",
        30,
    ),
    CALLS: (
        "31 INVITEs in 2\u00a0s from 192.0.2.7 for sip:200@pbx; the limit is 30.",
        "31 INVITE en 2\u00a0s depuis 192.0.2.7 pour sip:200@pbx\u00a0; la limite est de 30.",
        30,
    ),
    MALFORMED: (
        "3 of 40 SIP requests from 192.0.2.7 in a minute were malformed; limit 5%.",
        "En une minute, 3 des 40 requêtes SIP de 192.0.2.7 étaient mal formées\u00a0; limite 5\u00a0%.",
        0.05,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
