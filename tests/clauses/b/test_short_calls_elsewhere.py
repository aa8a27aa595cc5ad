"""Twilio's terms of 2016 on calls under 12 seconds; Anatel's measures on short calls to Brazil."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.short_calls_elsewhere import CLAUSE
from fairline.facts import Call, Direction
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, keys_of
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SECOND = timedelta(seconds=1)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 3, 3, tzinfo=UTC)  # midnight in São Paulo
BEFORE_12_S = 12 * SECOND - MOMENT


def answered(number: int, talk: timedelta | None, **fields: object) -> list[Call]:
    """Return answered calls of that length, twenty in a second."""
    return calls(number, **({"every": SECOND / 20, "answered": True, "talk": talk} | fields))  # type: ignore[arg-type]


MONTH: dict[str, Case] = {
    "a tenth is the limit": (answered(20, BEFORE_12_S) + answered(180, 12 * SECOND), None),
    "one more is past it": (answered(21, BEFORE_12_S) + answered(180, 12 * SECOND), (21, 201)),
    "199 answered calls are too few": (answered(199, SECOND), None),
    "200 are enough": (answered(200, SECOND), (200, 200)),
    "calls without a talk time count on neither side": (
        answered(21, SECOND) + answered(180, 12 * SECOND) + answered(900, None), (21, 201)),
    "nor do unanswered ones": (
        answered(21, SECOND) + answered(180, 12 * SECOND) + answered(900, SECOND, answered=False), (21, 201)),
    "nor those of which it is unknown": (answered(900, SECOND, answered=None), None),
    "nor those that came in": (answered(900, SECOND, direction=Direction.INBOUND), None),
    "the numbers of an account add up": (
        answered(100, SECOND, caller="+1") + answered(100, SECOND, caller="+2"), (200, 200)),
    "the last moment of March is in it": (
        answered(199, SECOND) + answered(1, SECOND, start=APRIL - MOMENT), (200, 200)),
    "April begins anew": (answered(199, SECOND) + answered(199, SECOND, start=APRIL), None),
    "days add up": (answered(100, SECOND) + answered(100, SECOND, start=MONDAY + 9 * DAY), (200, 200)),
    "accounts do not": (answered(199, SECOND) + answered(199, SECOND, account="beta"), None),
    "no account, no measure": (answered(900, SECOND, account=None), None),
}  # fmt: skip
BR = {"called_country": "BR"}
SHARE: dict[str, Case] = {
    "85 of a hundred are the criterion": (
        answered(850, 6 * SECOND, **BR) + answered(150, 7 * SECOND, **BR), (850, 1000)),
    "one fewer is below it": (answered(849, 6 * SECOND, **BR) + answered(151, 7 * SECOND, **BR), None),
    "six seconds and a moment are not short": (answered(1000, 6 * SECOND + MOMENT, **BR), None),
    "999 calls are too few": (answered(999, SECOND, **BR), None),
    "1,000 are enough": (answered(1000, SECOND, **BR), (1000, 1000)),
    "calls elsewhere do not count": (answered(1000, SECOND, called_country="PT"), None),
    "nor where the country is unknown": (answered(1000, SECOND, called_country=None), None),
    "calls without a talk time count on neither side": (
        answered(1000, SECOND, **BR) + answered(900, None, **BR), (1000, 1000)),
    "nor do unanswered ones": (
        answered(1000, SECOND, **BR) + answered(900, SECOND, answered=False, **BR), (1000, 1000)),
    "nor those that came in": (answered(1000, SECOND, direction=Direction.INBOUND, **BR), None),
    "the last moment of São Paulo's day is in it": (
        answered(999, SECOND, **BR) + answered(1, SECOND, start=NEXT_DAY - MOMENT, **BR), (1000, 1000)),
    "the next day begins anew": (
        answered(999, SECOND, **BR) + answered(999, SECOND, start=NEXT_DAY, **BR), None),
    "accounts do not add up": (answered(999, SECOND, **BR) + answered(999, SECOND, account="b", **BR), None),
}  # fmt: skip


@pytest.mark.parametrize("name", MONTH)
def test_under_12_seconds(name: str) -> None:
    check(CLAUSE, "under-12-s-month", MONTH[name])


@pytest.mark.parametrize("name", SHARE)
def test_share_to_brazil(name: str) -> None:
    check(CLAUSE, "short-share-to-brazil", SHARE[name])


@pytest.fixture(scope="module")
def crowd() -> list[Call]:
    """Return 99,999 short calls to Brazil, all in one day of São Paulo."""
    return answered(99_999, 6 * SECOND, **BR)


OTHERS = {
    "and not more": ([], None),
    "one more reaches it": (answered(1, 6 * SECOND, start=NEXT_DAY - MOMENT, **BR), 100_000),
    "not a longer one": (answered(1, 6 * SECOND + MOMENT, start=NEXT_DAY - MOMENT, **BR), None),
    "nor one the next day": (answered(1, SECOND, start=NEXT_DAY, **BR), None),
    "nor one elsewhere": (answered(1, SECOND, start=NEXT_DAY - MOMENT, called_country="PT"), None),
    "nor one that nobody answered": (
        answered(1, SECOND, start=NEXT_DAY - MOMENT, answered=False, **BR), None),
    "nor one that came in": (
        answered(1, SECOND, start=NEXT_DAY - MOMENT, direction=Direction.INBOUND, **BR), None),
    "nor another account's": (answered(1, SECOND, start=NEXT_DAY - MOMENT, account="b", **BR), None),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_hundred_thousand_in_a_day(name: str, crowd: list[Call]) -> None:
    more, hits = OTHERS[name]
    measures = [each.measure.hits for each in found(CLAUSE, "short-to-brazil", [*crowd, *more])]
    assert measures == ([] if hits is None else [hits])


def test_two_accounts_are_found_apart() -> None:
    both = answered(200, SECOND) + answered(200, SECOND, account="beta")
    assert keys_of(CLAUSE, "under-12-s-month", both) == [("acme",), ("beta",)]


def test_the_reason_in_both_languages(crowd: list[Call]) -> None:
    facts = [*crowd, *answered(1, SECOND, start=NEXT_DAY - MOMENT, **BR)]
    (month,) = found(CLAUSE, "under-12-s-month", facts)
    assert (month.severity, month.answer, month.rule.mode) == (Severity.MINOR, Answer.OBSERVE, Mode.ENFORCE)
    assert month.reason(Lang.EN) == (
        "100,000 of 100,000 answered calls of the month lasted less than 12\u00a0s: 100%; the limit is 10%."
    )
    assert month.reason(Lang.FR) == (
        "Dans le mois, 100\u202f000 appels décrochés sur 100\u202f000 ont duré moins de 12\u00a0s, soit"
        " 100\u00a0%\u00a0; la limite est de 10\u00a0%."
    )
    (day,) = found(CLAUSE, "short-to-brazil", facts)
    assert (day.severity, day.answer) == (Severity.MAJOR, Answer.SUSPEND_SERVICE)
    assert day.reason(Lang.EN) == (
        "100,000 calls to Brazil ended within 6\u00a0s in one day; from 100,000 on the authority blocks them."
    )
    assert day.reason(Lang.FR) == (
        "100\u202f000 appels vers le Brésil ont duré 6\u00a0s ou moins en un jour\u00a0; l'autorité bloque à"
        " partir de 100\u202f000."
    )
    (part,) = found(CLAUSE, "short-share-to-brazil", facts)
    assert (part.severity, part.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert part.reason(Lang.EN) == (
        "100,000 of 100,000 calls to Brazil ended within 6\u00a0s in one day: 100%; the criterion is 85%."
    )
    assert part.reason(Lang.FR) == (
        "100\u202f000 des 100\u202f000 appels du jour vers le Brésil ont duré 6\u00a0s ou moins, soit"
        " 100\u00a0%\u00a0; le critère est de 85\u00a0%."
    )
