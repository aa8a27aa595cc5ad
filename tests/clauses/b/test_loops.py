"""RFC 5806 counts diversions to detect loops. Five at most, ours; a line forwarded to itself, never."""

from datetime import timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.loops import CLAUSE
from fairline.facts import Call
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import acts, broken_by, decided, keys_of, once
from tests.clauses.b.rows import check, found

TARGET = "+13125550100"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFTEN = once(
    Call,
    {"called": TARGET, "diversions": 6},
    innocent={
        "it was diverted five times": {"diversions": 5},
        "nobody knows how often it was diverted": {"diversions": None},
    },
    another_key={"nobody knows the number called": {"called": None}},
    length=HOUR,
    hop=MINUTE,
)
ITSELF = once(
    Call,
    {"called": TARGET, "forwarded_from": TARGET},
    innocent={
        "another number sent it on": {"forwarded_from": "+13125550199"},
        "nobody sent it on": {"forwarded_from": None},
    },
    length=HOUR,
    hop=MINUTE,
)


@pytest.mark.parametrize("name", OFTEN)
def test_diverted_too_often(name: str) -> None:
    check(CLAUSE, "diverted-too-often", OFTEN[name])


@pytest.mark.parametrize("name", ITSELF)
def test_forwarded_to_itself(name: str) -> None:
    check(CLAUSE, "forwarded-to-itself", ITSELF[name])


def test_each_number_called_is_found_apart() -> None:
    other = "+13125550177"
    often = [*acts(Call, called=TARGET, diversions=6), *acts(Call, called=other, diversions=9)]
    assert keys_of(CLAUSE, "diverted-too-often", often) == [("acme", TARGET), ("acme", other)]
    loops = [
        *acts(Call, called=TARGET, forwarded_from=TARGET),
        *acts(Call, called=other, forwarded_from=other),
    ]
    assert keys_of(CLAUSE, "forwarded-to-itself", loops) == [("acme", TARGET), ("acme", other)]


def test_such_an_attempt_is_refused_and_the_next_is_not() -> None:
    attempts = [
        *acts(Call, called=TARGET, forwarded_from=TARGET),
        *acts(Call, start=acts(Call)[0].at + MINUTE, called=TARGET),
        *acts(Call, start=acts(Call)[0].at + 2 * MINUTE, called=TARGET, diversions=6),
    ]
    loop, innocent, often = decided(CLAUSE, attempts)
    assert (loop.act, broken_by(loop)) == (Act.REFUSE, ["forwarded-to-itself"])
    assert (innocent.act, broken_by(innocent)) == (Act.ALLOW, [])
    # The limit on diversions is ours: it says so and lets the attempt pass until it is calibrated.
    assert (often.act, broken_by(often)) == (Act.ALLOW, ["diverted-too-often"])
    assert {rule.name: (rule.act, rule.mode) for rule in CLAUSE.rules} == {
        "diverted-too-often": (Act.REFUSE, Mode.OBSERVE),
        "forwarded-to-itself": (Act.REFUSE, Mode.ENFORCE),
    }


def test_the_reason_in_both_languages() -> None:
    (often,) = found(CLAUSE, "diverted-too-often", acts(Call, 2, called=TARGET, diversions=6))
    assert (often.severity, often.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert often.reason(Lang.EN) == (
        "A call to +13125550100 had been diverted more than 5 times (such calls in an hour: 2; limit: 1)."
    )
    assert often.reason(Lang.FR) == (
        "Un appel vers +13125550100 avait été dévié plus de 5 fois (de tels appels en une heure\u00a0:"
        " 2\u00a0; limite\u00a0: 1)."
    )
    (loop,) = found(CLAUSE, "forwarded-to-itself", acts(Call, called=TARGET, forwarded_from=TARGET))
    assert (loop.severity, loop.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert loop.reason(Lang.EN) == (
        "+13125550100 forwarded a call to itself (such calls in an hour: 1; limit: 1)."
    )
    assert loop.reason(Lang.FR) == (
        "+13125550100 a renvoyé un appel vers lui-même (de tels appels en une heure\u00a0: 1\u00a0;"
        " limite\u00a0: 1)."
    )
