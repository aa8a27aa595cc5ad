"""Twilio 2016: fewer than two transmissions a month is an idle number. Three in ten of them are ours."""

from datetime import UTC, datetime

import pytest

from fairline.clauses.h_excessive.idle_numbers import CLAUSE
from fairline.facts import Meter, Usage
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

RULE = "idle-numbers"
APRIL = datetime(2026, 4, 1, tzinfo=UTC)


def numbers(count: int, events: int | None, start: datetime = MONDAY, **fields: object) -> list[Usage]:
    """Return a reading for each of so many numbers."""
    shared: dict[str, object] = {"meter": Meter.NUMBER_EVENTS, "amount": events}
    return [
        reading
        for place in range(count)
        for reading in acts(Usage, start=start, **({"number": f"+1{events}{place}"} | shared | fields))
    ]


CASES: dict[str, Case] = {
    "three of ten are a reserve": (numbers(3, 1) + numbers(7, 2), None),
    "four of thirteen are more": (numbers(4, 1) + numbers(9, 2), (4, 13)),
    "nine numbers are too few": (numbers(9, 0), None),
    "ten are enough": (numbers(10, 0), (10, 10)),
    "two events are use": (numbers(10, 2), None),
    "a reading without an amount counts on neither side": (numbers(10, 0) + numbers(90, None), (10, 10)),
    "nor does another meter": (numbers(10, 0) + numbers(90, 9, meter=Meter.REQUESTS), (10, 10)),
    "nor an unknown one": (numbers(10, 0) + numbers(90, 9, meter=None), (10, 10)),
    "nor a reading of no number": (numbers(10, 0) + numbers(90, 9, number=None), (10, 10)),
    "the last moment of March is in it": (numbers(9, 0) + numbers(1, 0, APRIL - MOMENT), (10, 10)),
    "April is another month": (numbers(9, 0) + numbers(9, 0, APRIL), None),
    "days of a month are one": (numbers(9, 0) + numbers(1, 0, MONDAY + 14 * DAY), (10, 10)),
    "accounts do not add up": (numbers(9, 0) + numbers(9, 0, account="beta"), None),
    "no account, no measure": (numbers(90, 0, account=None), None),
}


@pytest.mark.parametrize("name", CASES)
def test_idle_numbers(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_accounts_are_found_apart() -> None:
    assert keys_of(CLAUSE, RULE, numbers(10, 0) + numbers(10, 0, account="beta")) == [("acme",), ("beta",)]


def test_how_grave_and_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, numbers(4, 1) + numbers(6, 9))
    assert (finding.severity, finding.answer) == (Severity.NOTICE, Answer.OBSERVE)
    assert finding.rule.mode is Mode.OBSERVE
    assert finding.reason(Lang.EN) == (
        "4 of 10 numbers had fewer than 2 calls or messages in the month: 40%; the limit is 30%."
    )
    assert finding.reason(Lang.FR) == (
        "4 des 10 numéros ont eu moins de 2 appels ou messages dans le mois, soit 40\u00a0%\u00a0; la limite"
        " est de 30\u00a0%."
    )
