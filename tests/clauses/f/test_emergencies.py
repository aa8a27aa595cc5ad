"""F-EMG: callers handed on to emergency numbers, and menus for emergencies. F-911 is the engine's."""

from datetime import timedelta

import pytest

from fairline.clauses.f_safety.emergencies import CLAUSE
from fairline.facts import Call, Change, Direction, Setting
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

HANDED, MENU = "handed-on-to-emergency", "menu-for-emergencies"
CHANGE = {"number": "+13125550100", "setting": Setting.CALL_FLOW, "emergency_option": True}


def inbound(number: int, **fields: object) -> list[Call]:
    """Return calls that came in to one number."""
    return happened(Call, number, **{"called": "+13125550100", "direction": Direction.INBOUND, **fields})


def handed(number: int, **fields: object) -> list[Call]:
    """Return those that were handed on to 112."""
    return inbound(number, **{"transferred_to": "112", "start": MONDAY + DAY, **fields})


GONE = MONDAY.replace(hour=12) + timedelta(days=30)
PLENTY = inbound(997)
ROWS: dict[str, Case] = {
    "three in a thousand are enough": (PLENTY + handed(3), [(3, 1000)]),
    "three in a thousand and one are fewer": (PLENTY + inbound(1, start=MONDAY + DAY / 2) + handed(3), []),
    "two are an agent's presence of mind": (inbound(9) + handed(2), []),
    "three of few calls are enough": (inbound(9) + handed(3), [(3, 12)]),
    "other transfers do not count": (PLENTY + handed(2) + handed(9, transferred_to="+13125550111"), []),
    "nor do calls out": (PLENTY + handed(2) + handed(9, direction=Direction.OUTBOUND), []),
    "nor those of no direction": (PLENTY + handed(2) + handed(9, direction=None), []),
    "two numbers do not add up": (handed(2) + handed(2, called="+13125550199"), []),
    "nor do two accounts": (handed(2) + handed(2, account="beta"), []),
    "another number does not dilute": (handed(3) + inbound(999, called="+13125550199"), [(3, 3)]),
    "the last moment of thirty days counts": (
        handed(2, start=MONDAY) + handed(1, start=GONE - TICK), [(3, 3)]),
    "the first after it does not": (handed(2, start=MONDAY) + handed(1, start=GONE), []),
    "no number, no measure": (handed(9, called=None), []),
    "no account, no measure": (handed(9, account=None), []),
}  # fmt: skip
MENUS: dict[str, Case] = one_is_enough(
    Change,
    CHANGE,
    keys={
        "another number is found apart": {"number": "+13125550199"},
        "without a number it is found all the same": {"number": None},
    },
    excused={
        "no choice for emergencies": {"emergency_option": False},
        "nobody looked": {"emergency_option": None},
        "another setting": {"setting": Setting.WEBHOOK},
        "no setting": {"setting": None},
        "it is switched off": {"enabled": False},
    },
) | {"it is switched on": (happened(Change, **CHANGE, enabled=True), [(1, 1)])}


@pytest.mark.parametrize("name", ROWS)
def test_handed_on(name: str) -> None:
    check(CLAUSE, HANDED, ROWS[name])


@pytest.mark.parametrize("name", MENUS)
def test_menus(name: str) -> None:
    check(CLAUSE, MENU, MENUS[name])


def test_the_menu_asks_once_it_is_calibrated_and_the_next_passes() -> None:
    plain = happened(Change, start=MONDAY + DAY / 2, **CHANGE | {"emergency_option": False})
    asked, passed = decisions(CLAUSE, [*happened(Change, **CHANGE), *plain])
    assert (asked.act, names(asked), names(passed)) == (Act.ALLOW, {MENU}, set())


def test_how_grave_it_is_and_what_may_follow() -> None:
    major, ask, look = Severity.MAJOR, Answer.CHALLENGE, Mode.OBSERVE
    assert stance(CLAUSE) == {
        HANDED: (major, ask, Act.ALLOW, Evidence.B, look),
        MENU: (major, ask, Act.CHALLENGE, Evidence.B, look),
    }


def test_emergency_calls_always_pass() -> None:
    (invariant,) = CLAUSE.invariants
    assert invariant.id == "F-911"
    (decision,) = decisions(CLAUSE, happened(Call, dialed="112", direction=Direction.OUTBOUND))
    assert (decision.emergency, decision.act) == (True, Act.ALLOW)


REASONS = {HANDED: PLENTY + handed(3), MENU: happened(Change, **CHANGE)}


WORDS: dict[str, tuple[str, str, object]] = {
    HANDED: (
        "3 of 1,000 calls to +13125550100 in 30 days were handed on to an emergency number.",
        "En 30\u00a0jours, 3 des 1\u202f000 appels au +13125550100 ont été transférés aux secours.",
        0.003,
    ),
    MENU: (
        "A menu of +13125550100 leads emergencies into the service (times: 1).",
        "Un menu du +13125550100 mène les urgences dans le service (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
