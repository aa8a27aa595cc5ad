"""fail2ban: five failures in ten minutes; fifty users from one address are the catalogue's."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.guessing import CLAUSE
from fairline.facts import Access, Deed, Request
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import MONDAY, TICK, Case, check, decisions, happened, names, said, stance

USER, LINE, SPRAY = "guessed-password", "guessed-telephone-password", "password-spray"
TEN, MINUTE = timedelta(minutes=10), timedelta(minutes=1)


def logins(number: int, **fields: object) -> list[Access]:
    """Return failed logins of one user from one address."""
    shared = {"user": "ann", "ip": "192.0.2.7", "deed": Deed.LOGIN, "succeeded": False}
    return happened(Access, number, **{**shared, **fields})


def registers(number: int, **fields: object) -> list[Request]:
    """Return registrations of one line from one address with a wrong password."""
    shared = {"aor": "sip:200@pbx", "ip": "192.0.2.7", "method": "REGISTER", "authenticated": False}
    return happened(Request, number, **{"account": None, **shared, **fields})


def users(number: int, first: int = 0, **fields: object) -> list[Access]:
    """Return one failed login each of so many users, of as many accounts."""
    return [
        login for each in range(first, first + number)
        for login in logins(1, **{"user": f"u{each}", "account": f"a{each}", **fields})
    ]  # fmt: skip


FOUR, FOUR_LINES, MANY = logins(4), registers(4), users(49)
LATE = {"start": MONDAY + MINUTE}
TABLES: dict[str, dict[str, Case]] = {
    USER: {
        "four failures are allowed": (FOUR, []),
        "five are the limit, and past it": (logins(5), [(5, 5)]),
        "successes do not count as failures": (FOUR + logins(5, succeeded=True, **LATE), []),
        "nor do attempts nobody knows the end of": (FOUR + logins(5, succeeded=None, **LATE), []),
        "a mailbox's code counts": (logins(5, deed=Deed.VOICEMAIL_PIN), [(5, 5)]),
        "a request does not": (FOUR + logins(5, deed=Deed.REQUEST, **LATE), []),
        "nor what nobody knows": (FOUR + logins(5, deed=None, **LATE), []),
        "two addresses add up": (FOUR + logins(1, ip="192.0.2.8", **LATE), [(5, 5)]),
        "two users do not": (FOUR + logins(4, user="bob", **LATE), []),
        "nor do two accounts": (FOUR + logins(4, account="beta", **LATE), []),
        "the last moment of ten minutes counts": (FOUR + logins(1, start=MONDAY + TEN - TICK), [(5, 5)]),
        "the first after it does not": (FOUR + logins(1, start=MONDAY + TEN), []),
        "no user, no measure": (logins(9, user=None), []),
        "no account, no measure": (logins(9, account=None), []),
    },
    LINE: {
        "four failures are allowed": (FOUR_LINES, []),
        "five are the limit, and past it": (registers(5), [(5, 5)]),
        "the right password does not count": (FOUR_LINES + registers(5, authenticated=True, **LATE), []),
        "nor does one not shown yet": (FOUR_LINES + registers(5, authenticated=None, **LATE), []),
        "other methods do not count": (FOUR_LINES + registers(5, method="INVITE", **LATE), []),
        "nor does no method": (FOUR_LINES + registers(5, method=None, **LATE), []),
        "two lines do not add up": (FOUR_LINES + registers(4, aor="sip:201@pbx", **LATE), []),
        "nor do two addresses": (FOUR_LINES + registers(4, ip="192.0.2.8", **LATE), []),
        "nor do an account and none": (FOUR_LINES + registers(4, account="acme", **LATE), []),
        "an account's own are its own": (registers(5, account="acme"), [(5, 5)]),
        "the last moment of ten minutes counts": (
            FOUR_LINES + registers(1, start=MONDAY + TEN - TICK), [(5, 5)]),
        "the first after it does not": (FOUR_LINES + registers(1, start=MONDAY + TEN), []),
        "no line, no measure": (registers(9, aor=None), []),
        "no address, no measure": (registers(9, ip=None), []),
    },
    SPRAY: {
        "forty-nine users are below the limit": (MANY, []),
        "fifty are the limit, over all accounts": (users(50), [(50, 50)]),
        "one user often is one": (MANY + users(1, **LATE), []),
        "successes do not count": (MANY + users(9, 90, succeeded=True), []),
        "nor do attempts nobody knows the end of": (MANY + users(9, 90, succeeded=None), []),
        "nor do those of one account": (users(60, succeeded=True, account="acme"), []),
        "nor do requests": (MANY + users(9, 90, deed=Deed.REQUEST), []),
        "two addresses do not add up": (MANY + users(49, 90, ip="192.0.2.8"), []),
        "the last moment of ten minutes counts": (MANY + users(1, 90, start=MONDAY + TEN - TICK), [(50, 50)]),
        "the first after it does not": (MANY + users(1, 90, start=MONDAY + TEN), []),
        "without an account they count all the same": (users(50, account=None), [(50, 50)]),
        "no address, no measure": (users(90, ip=None), []),
        "no users, no measure": (users(90, user=None), []),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in TABLES for name in TABLES[rule]])
def test_guessing(rule: str, name: str) -> None:
    check(CLAUSE, rule, TABLES[rule][name])


def test_after_five_failures_each_attempt_is_asked_for_more_until_ten_minutes_are_over() -> None:
    unknown = logins(1, succeeded=None, start=MONDAY + MINUTE)
    right = logins(1, succeeded=True, start=MONDAY + 2 * MINUTE)
    other = logins(1, succeeded=True, user="bob", start=MONDAY + 3 * MINUTE)
    later = logins(1, succeeded=True, start=MONDAY + 2 * TEN)
    answers = decisions(CLAUSE, [*logins(5), *unknown, *right, *other, *later])
    ask = Act.CHALLENGE
    assert [each.act for each in answers] == [Act.ALLOW] * 4 + [ask, ask, ask, Act.ALLOW, Act.ALLOW]


def test_a_telephone_is_asked_for_more() -> None:
    answers = decisions(CLAUSE, registers(6))
    assert [each.act for each in answers] == [Act.ALLOW] * 4 + [Act.CHALLENGE] * 2


def test_a_spray_is_found_at_its_last_user() -> None:
    answers = decisions(CLAUSE, users(50))
    assert [names(each) for each in answers[-2:]] == [set(), {SPRAY}]


def test_how_grave_it_is_and_what_may_follow() -> None:
    ask = Answer.CHALLENGE
    assert stance(CLAUSE) == {
        USER: (Severity.MAJOR, ask, Act.CHALLENGE, Evidence.B, Mode.ENFORCE),
        LINE: (Severity.MAJOR, ask, Act.CHALLENGE, Evidence.B, Mode.ENFORCE),
        SPRAY: (Severity.CRITICAL, Answer.THROTTLE, Act.REFUSE, Evidence.B, Mode.OBSERVE),
    }


REASONS = {USER: logins(5), LINE: registers(5), SPRAY: users(50)}


WORDS: dict[str, tuple[str, str, object]] = {
    USER: (
        "5 failed logins of ann in 10\u00a0min; from 5 on each attempt is asked for more.",
        "5 échecs de connexion de ann en 10\u00a0min\u00a0; dès 5, chaque essai est vérifié.",
        5,
    ),
    LINE: (
        "5 wrong passwords for sip:200@pbx from 192.0.2.7 in 10\u00a0min; the limit is 5.",
        "5 mots de passe faux pour sip:200@pbx depuis 192.0.2.7 en 10\u00a0min\u00a0; limite 5.",
        5,
    ),
    SPRAY: (
        "192.0.2.7 failed to log in as 50 users in 10\u00a0min, over all accounts; the limit is 50.",
        "En 10\u00a0min, 192.0.2.7 a échoué sous 50 noms, tous comptes confondus\u00a0; la limite est de 50.",
        50,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
