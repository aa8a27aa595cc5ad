"""47 CFR 61.3(bbb): 3:1 of terminating to originating traffic in a month with revenue share, 6:1 without."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.access_stimulation import CLAUSE
from fairline.facts import Account, Call, Direction, Fact
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

LAST_MOMENT = datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
RULE = "access-stimulation"


def minutes(
    number: float, direction: Direction | None, start: datetime = MONDAY, **fields: object
) -> list[Call]:
    """Return one answered call of so many minutes."""
    shared: dict[str, object] = {"direction": direction, "answered": True, "talk": number * MINUTE}
    return calls(1, start=start, every=SECOND, **(shared | fields))


def received(number: float, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return one inbound call of so many minutes."""
    return minutes(number, Direction.INBOUND, start, **fields)


def sent(number: float, start: datetime = MONDAY, **fields: object) -> list[Call]:
    """Return one outbound call of so many minutes."""
    return minutes(number, Direction.OUTBOUND, start, **fields)


def account(paid: bool | None, name: str = "acme") -> list[Fact]:
    """Return an account that is paid for its traffic, or not, or of which it is unknown."""
    return [Account(id=name, at=FEBRUARY - timedelta(days=9), revenue_share=paid)]


PAID, UNPAID, UNTOLD = account(True), account(False), account(None)
BEFORE = MONDAY - timedelta(hours=2)
KNOWN_LATER: list[Fact] = [Account(id="acme", at=MONDAY - timedelta(hours=1), revenue_share=True)]
FOUND = [*PAID, *received(3000), *sent(1000)]
MEASURE = (180_000_000, 60_000_000)

CASES: dict[str, Case] = {
    "three to one is the limit, and past it": (FOUND, MEASURE),
    "a second less received is below it": ([*PAID, *received(3000 - 1 / 60), *sent(1000)], None),
    "999 minutes received are too few to measure": ([*PAID, *received(999), *sent(1)], None),
    "1,000 are enough": ([*PAID, *received(1000), *sent(1)], (60_000_000, 60_000)),
    "who sends nothing at all is past every ratio": ([*PAID, *received(1000)], (60_000_000, 0)),
    "who sends nothing and receives little is not measured": ([*PAID, *received(999)], None),
    "who receives nothing is not measured": ([*PAID, *sent(5000)], None),
    "an account that nobody pays may receive as it likes": ([*UNPAID, *received(9000), *sent(1)], None),
    "where it is untold whether anybody pays, nothing is measured": (
        [*UNTOLD, *received(9000), *sent(1)],
        None,
    ),
    "nor where the account is not known at all": ([*received(9000), *sent(1)], None),
    "nor while it was not": (
        [*received(9000), *sent(1), Account(id="acme", at=MONDAY + MINUTE, revenue_share=True)],
        None,
    ),
    "what came before it was known is not received": (
        [*received(900, BEFORE), *KNOWN_LATER, *received(900), *sent(1)],
        None,
    ),
    "what went before it was known is not sent": (
        [*sent(9000, BEFORE), *KNOWN_LATER, *received(3000), *sent(1000)],
        MEASURE,
    ),
    "calls without a talk time count on neither side": (
        [*FOUND, *received(1, talk=None), *sent(1, talk=None)],
        MEASURE,
    ),
    "nor do calls of untold direction": ([*FOUND, *minutes(9000, None)], MEASURE),
    "nor internal calls": ([*FOUND, *minutes(9000, Direction.INTERNAL)], MEASURE),
    "internal calls are not received": ([*PAID, *minutes(9000, Direction.INTERNAL), *sent(1)], None),
    "the last second of the month counts": (
        [*PAID, *received(2900), *sent(1000), *received(100, LAST_MOMENT)],
        MEASURE,
    ),
    "the next month begins another count": (
        [*PAID, *received(2900), *sent(1000), *received(100, APRIL)],
        None,
    ),
    "the month before is another count": (
        [*PAID, *received(2900), *sent(1000), *received(100, FEBRUARY)],
        None,
    ),
    "another account does not dilute": (
        [*FOUND, *account(True, "beta"), *sent(9000, account="beta")],
        MEASURE,
    ),
    "nor add": (
        [*PAID, *account(True, "beta"), *received(999), *received(999, account="beta")],
        None,
    ),
    "no account, no measure": ([*PAID, *received(9000, account=None)], None),
}


@pytest.mark.parametrize("name", CASES)
def test_access_stimulation(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


LADDER = {
    5_999: (Severity.NOTICE, Answer.OBSERVE, 3.0),
    6_000: (Severity.MAJOR, Answer.HOLD, 6.0),
}


@pytest.mark.parametrize("inbound", LADDER)
def test_six_to_one_is_the_next_step(inbound: int) -> None:
    (finding,) = found(CLAUSE, RULE, [*PAID, *received(inbound), *sent(1000)])
    assert (finding.severity, finding.answer, finding.limit.value) == LADDER[inbound]
    assert finding.rule.mode is Mode.OBSERVE


def test_nothing_sent_is_past_the_next_step_too() -> None:
    (finding,) = found(CLAUSE, RULE, [*PAID, *received(1000)])
    assert finding.limit.value == 6.0


def test_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, [*PAID, *received(9000), *sent(2000)])
    assert finding.reason(Lang.EN) == (
        "In a month the account, paid for its traffic, received 9,000\u00a0min"
        " of talk and sent 33\u00a0h\u00a020\u00a0min:"
        " a ratio of 4.5; the limit is 3."
    )
    assert finding.reason(Lang.FR) == (
        "En un mois, le compte, rémunéré pour son trafic, a reçu 9\u202f000\u00a0min de conversation"
        " et en a émis 33\u00a0h\u00a020, soit un rapport de 4,5\u00a0; la limite est de 3."
    )
    (pumper,) = found(CLAUSE, RULE, [*PAID, *received(9000)])
    assert pumper.reason(Lang.EN) == (
        "In a month the account, paid for its traffic, received 9,000\u00a0min of talk and sent 0\u00a0s:"
        " a ratio of ∞; the limit is 6."
    )
    assert pumper.reason(Lang.FR) == (
        "En un mois, le compte, rémunéré pour son trafic, a reçu 9\u202f000\u00a0min de conversation"
        " et en a émis 0\u00a0s, soit un rapport de ∞\u00a0; la limite est de 6."
    )
