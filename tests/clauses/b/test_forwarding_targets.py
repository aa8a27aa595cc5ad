"""Clause b: no forwarding to a line of several calls. RingCentral 2010 for the setting; the share is ours."""

from datetime import timedelta

import pytest

from fairline.clauses.b_dialing_trunking_pumping.forwarding_targets import CLAUSE
from fairline.facts import Call, Change, Direction, Fact, Forwarding, Line, Permit, Setting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, MOMENT, acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

SET, BY_MACHINE = "forwarding-set-to-many-lines", "forwarded-to-a-machine"
TARGET = "+13125550100"
SECOND = timedelta(seconds=1)
FORWARD: dict[str, object] = {
    "setting": Setting.FORWARDING, "enabled": True, "target": TARGET, "target_line": Line.PBX,
}  # fmt: skip
SETTINGS: dict[str, Case] = {
    **once(
        Change,
        FORWARD,
        innocent={
            "the target is one person's telephone": {"target_line": Line.MOBILE},
            "nobody looked the target up": {"target_line": None},
            "it is switched off": {"enabled": False},
            "nobody knows whether it is on": {"enabled": None},
            "another setting leads there": {"setting": Setting.WEBHOOK},
            "the setting is unknown": {"setting": None},
        },
        another_key={"there is no target": {"target": None}},
    ),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.DIALER, acts(Change, **FORWARD), (1, 1)),
    "a bridge is such a line": (acts(Change, **(FORWARD | {"target_line": Line.CONFERENCE})), (1, 1)),
    "a toll-free number is": (acts(Change, **(FORWARD | {"target_line": Line.TOLL_FREE})), (1, 1)),
}


def legs(number: int, ring: timedelta | None = 2 * SECOND, **fields: object) -> list[Call]:
    """Return answered legs that were sent on to the target."""
    shared: dict[str, object] = {"answered": True, "called": TARGET, "forwarded_from": "+1", "ring": ring}
    return calls(number, **(shared | fields))  # type: ignore[arg-type]


def setting(**fields: object) -> Forwarding:
    shared: dict[str, object] = {"account": "acme", "target": TARGET, "active": True}
    return Forwarding(id="f", at=MONDAY - DAY, **(shared | fields))  # type: ignore[arg-type]


PLAIN = legs(50, forwarded_from=None)
FROM, END = MONDAY.replace(hour=14), MONDAY.replace(hour=14) + 7 * DAY  # hops of two hours
LEGS: dict[str, Case] = {
    "four of five are the limit": (legs(40) + legs(10, 3 * SECOND), None),
    "one more is past it": (legs(41) + legs(10, 3 * SECOND), (41, 51)),
    "three seconds are not quick": (legs(50, 3 * SECOND), None),
    "just under three are": (legs(50, 3 * SECOND - MOMENT), (50, 50)),
    "49 legs are too few": (legs(49), None),
    "50 are enough": (legs(50), (50, 50)),
    "legs without a ring time count on neither side": (legs(50) + legs(900, None), (50, 50)),
    "nor do unanswered ones": (legs(50) + legs(900, 3 * SECOND, answered=False), (50, 50)),
    "nor those of which it is unknown": (legs(900, answered=None), None),
    "nor those that came in": (legs(900, direction=Direction.INBOUND), None),
    "ordinary calls are no forwarding": (PLAIN, None),
    "an active forwarding marks them": ([setting(), *PLAIN], (50, 50)),
    "an inactive one does not": ([setting(active=False), *PLAIN], None),
    "nor one to another target": ([setting(target="+1"), *PLAIN], None),
    "the last hop of seven days counts": (legs(49, start=FROM) + legs(1, start=END - MOMENT), (50, 50)),
    "the first after it does not": (legs(49, start=FROM) + legs(49, start=END), None),
    "targets do not add up": (legs(49) + legs(49, called="+13125550199"), None),
    "accounts do not": (legs(49) + legs(49, account="beta"), None),
    "a target may be a SIP address": (legs(50, called=None, dialed="sip:desk@branch.example"), (50, 50)),
    "no target, no measure": (legs(900, called=None), None),
    **excused(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK, legs(50), (50, 50)),
}  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting(name: str) -> None:
    check(CLAUSE, SET, SETTINGS[name])


@pytest.mark.parametrize("name", LEGS)
def test_legs(name: str) -> None:
    check(CLAUSE, BY_MACHINE, LEGS[name])


def test_targets_are_found_apart() -> None:
    two: list[Fact] = [*acts(Change, **FORWARD), *acts(Change, **(FORWARD | {"target": "+1"}))]
    assert keys_of(CLAUSE, SET, two) == [("acme", "+1"), ("acme", TARGET)]


def test_before_it_is_set() -> None:
    again = acts(Change, start=MONDAY + DAY, **(FORWARD | {"target_line": Line.MOBILE}))
    asked, passed = decided(CLAUSE, [*acts(Change, **FORWARD), *again])
    assert (asked.act, broken_by(asked)) == (Act.CHALLENGE, [SET])
    assert (passed.act, broken_by(passed)) == (Act.ALLOW, [])


def test_the_reason_in_both_languages() -> None:
    (rule,) = found(CLAUSE, SET, acts(Change, **FORWARD))
    assert (rule.severity, rule.answer, rule.rule.mode) == (Severity.MINOR, Answer.CHALLENGE, Mode.ENFORCE)
    assert rule.reason(Lang.EN) == (
        "Calls were set to be forwarded to +13125550100, an exchange, a bridge or a toll-free number (times:"
        " 1; limit: 1)."
    )
    assert rule.reason(Lang.FR) == (
        "Un renvoi a été posé vers +13125550100, autocommutateur, pont ou numéro vert (nombre de"
        " fois\u00a0: 1\u00a0; limite\u00a0: 1)."
    )
    (machine,) = found(CLAUSE, BY_MACHINE, legs(50))
    assert (machine.severity, machine.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert machine.rule.mode is Mode.OBSERVE
    assert machine.reason(Lang.EN) == (
        "In 7 days 50 of 50 forwarded calls to +13125550100 were answered within 3\u00a0s: 100%; the limit is"
        " 80%."
    )
    assert machine.reason(Lang.FR) == (
        "En 7\u00a0jours, 50 des 50 appels renvoyés vers +13125550100 ont été décrochés en moins de 3\u00a0s,"
        " soit 100\u00a0%\u00a0; la limite est de 80\u00a0%."
    )
