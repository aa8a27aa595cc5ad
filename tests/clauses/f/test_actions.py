"""F-API: a flow that acts on machines waits for a person; nothing that runs is cut."""

import pytest

from fairline.clauses.f_safety.actions import CLAUSE
from fairline.facts import Change, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

RULE = "action-on-a-machine"
GATE = {"setting": Setting.WEBHOOK, "target": "gate.example", "physical": True}
ROWS: dict[str, Case] = one_is_enough(
    Change,
    GATE,
    keys={
        "another target is found apart": {"target": "valve.example"},
        "without a target its name stands for it": {"target": None, "name": "gate"},
        "without either it is found all the same": {"target": None},
    },
    excused={
        "nothing moves": {"physical": False},
        "nobody said whether anything does": {"physical": None},
        "another setting": {"setting": Setting.RETENTION},
        "no setting": {"setting": None},
        "it is switched off": {"enabled": False},
    },
) | {
    "a flow may act as well": (happened(Change, **GATE | {"setting": Setting.CALL_FLOW}), [(1, 1)]),
    "it is switched on": (happened(Change, **GATE, enabled=True), [(1, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_actions(name: str) -> None:
    check(CLAUSE, RULE, ROWS[name])


def test_it_waits_once_it_is_calibrated_and_switching_off_passes() -> None:
    off = happened(Change, start=MONDAY + DAY / 2, **GATE, enabled=False)
    held, passed = decisions(CLAUSE, [*happened(Change, **GATE), *off])
    assert (held.act, names(held), names(passed)) == (Act.ALLOW, {RULE}, set())


def test_how_grave_it_is_and_what_may_follow() -> None:
    wanted = (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE)
    assert stance(CLAUSE) == {RULE: wanted}


REASONS = {RULE: GATE}


WORDS: dict[str, tuple[str, str, object]] = {
    RULE: (
        "acme sets a flow to act on machinery through gate.example (times: 1).",
        "acme règle un flux pour agir sur une machine par gate.example (1 fois).",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Change, **REASONS[rule])) == WORDS[rule]
