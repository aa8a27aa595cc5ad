"""Scanners by name, as Kamailio's own configuration drops them; lines asked for are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.scans import CLAUSE
from fairline.facts import Request
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    TICK,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

NAMED, CALLS, LINES = "scanner-by-name", "scanner-calls", "scan-of-lines"
TEN = timedelta(minutes=10)
SCANNER = {"ip": "192.0.2.7", "user_agent": "friendly-scanner", "method": "OPTIONS"}
CALLING = SCANNER | {"method": "INVITE"}


def asked(number: int, first: int = 0, **fields: object) -> list[Request]:
    """Return a request for each of so many lines, without credentials."""
    shared = {"ip": "192.0.2.7", "method": "REGISTER", "account": None}
    return [
        request for each in range(first, first + number)
        for request in happened(Request, aor=f"sip:{each}@pbx", **{**shared, **fields})
    ]  # fmt: skip


BY_NAME: dict[str, Case] = one_is_enough(
    Request,
    SCANNER,
    keys={"another address is found apart": {"ip": "192.0.2.8"}},
    excused={
        "a telephone": {"user_agent": "Yealink SIP-T46S"},
        "a device without a name": {"user_agent": None},
        "a call is answered as a call": {"method": "INVITE"},
        "no address, no measure": {"ip": None},
    },
)
BY_NAME["no account, no measure"] = (happened(Request, **SCANNER, account=None), [(1, 1)])
BY_NAME["who shows no account is found under none"] = BY_NAME.pop("no account, no measure")
BY_NAME["so is one without a method"] = (happened(Request, **SCANNER | {"method": None}), [(1, 1)])

BY_CALLS: dict[str, Case] = one_is_enough(
    Request,
    CALLING,
    keys={"another address is found apart": {"ip": "192.0.2.8"}},
    excused={
        "a telephone that calls": {"user_agent": "Yealink SIP-T46S"},
        "a caller without a name": {"user_agent": None},
        "what is no call is found as such": {"method": "OPTIONS"},
        "nor is it known to be one without a method": {"method": None},
        "no address, no measure": {"ip": None},
    },
)
BY_CALLS["no account, no measure"] = (happened(Request, **CALLING, account=None), [(1, 1)])
BY_CALLS["who shows no account is found under none"] = BY_CALLS.pop("no account, no measure")

TWENTY = asked(20)
BY_LINES: dict[str, Case] = {
    "twenty lines are allowed": (TWENTY, []),
    "one more is not": (asked(21), [(21, 21)]),
    "one line often is one": (TWENTY + asked(1, start=MONDAY + timedelta(minutes=1)), []),
    "lines asked about count, too": (asked(21, method="OPTIONS"), [(21, 21)]),
    "calls do not": (TWENTY + asked(9, 50, method="INVITE"), []),
    "nor what has no method": (TWENTY + asked(9, 50, method=None), []),
    "wrong credentials count": (asked(21, authenticated=False), [(21, 21)]),
    "one line that is known is enough to excuse": (TWENTY + asked(1, 50, authenticated=True), []),
    "an office has some telephones that are known": (
        asked(1, 90, authenticated=True) + asked(40, start=MONDAY + timedelta(seconds=1)), []),
    "an office elsewhere is none here": (
        asked(1, 90, authenticated=True, ip="192.0.2.8") + asked(21), [(21, 21)]),
    "the last moment of ten minutes counts": (TWENTY + asked(1, 50, start=MONDAY + TEN - TICK), [(21, 21)]),
    "the first after it does not": (TWENTY + asked(1, 50, start=MONDAY + TEN), []),
    "two addresses do not add up": (TWENTY + asked(20, 50, ip="192.0.2.8"), []),
    "nor do an account and none": (TWENTY + asked(20, 50, account="acme"), []),
    "an account's own scan is its own": (asked(21, account="acme"), [(21, 21)]),
    "no address, no measure": (asked(90, ip=None), []),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_NAME)
def test_by_name(name: str) -> None:
    check(CLAUSE, NAMED, BY_NAME[name])


@pytest.mark.parametrize("name", BY_CALLS)
def test_by_calls(name: str) -> None:
    check(CLAUSE, CALLS, BY_CALLS[name])


@pytest.mark.parametrize("name", BY_LINES)
def test_by_lines(name: str) -> None:
    check(CLAUSE, LINES, BY_LINES[name])


def test_the_scanner_is_refused_and_a_telephone_passes() -> None:
    phone = happened(Request, start=MONDAY + DAY / 2, **SCANNER | {"user_agent": "Yealink"})
    call = happened(Request, start=MONDAY + DAY / 4, **SCANNER | {"method": "INVITE"})
    answers = decisions(CLAUSE, [*happened(Request, **SCANNER), *call, *phone])
    assert [each.act for each in answers] == [Act.REFUSE, Act.ALLOW, Act.ALLOW]
    assert names(decisions(CLAUSE, asked(21))[-1]) == {LINES}


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert stance(CLAUSE) == {
        NAMED: (Severity.MAJOR, Answer.THROTTLE, Act.REFUSE, Evidence.B, Mode.ENFORCE),
        CALLS: (Severity.MAJOR, Answer.THROTTLE, Act.ALLOW, Evidence.B, Mode.ENFORCE),
        LINES: (Severity.MAJOR, Answer.THROTTLE, Act.REFUSE, Evidence.B, Mode.OBSERVE),
    }


REASONS = {
    NAMED: happened(Request, 1200, **SCANNER), CALLS: happened(Request, 1200, **CALLING), LINES: asked(21),
}  # fmt: skip


WORDS: dict[str, tuple[str, str, object]] = {
    NAMED: (
        "SIP requests from 192.0.2.7 in 24\u00a0h under the name of a scanner: 1,200.",
        "Requêtes SIP de 192.0.2.7 en 24\u00a0h au nom d'un outil de balayage\u00a0: 1\u202f200.",
        1,
    ),
    CALLS: (
        "INVITEs from 192.0.2.7 in 24\u00a0h under the name of a scanner: 1,200.",
        "INVITE de 192.0.2.7 en 24\u00a0h au nom d'un outil de balayage\u00a0: 1\u202f200.",
        1,
    ),
    LINES: (
        "192.0.2.7 asked for 21 lines in 10\u00a0min and had none of its own; the limit is 20.",
        "192.0.2.7 a demandé 21 lignes en 10\u00a0min sans en avoir une\u00a0; la limite est de 20.",
        20,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
