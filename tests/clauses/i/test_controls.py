"""CLAUSES I-CIR-04: a control is off while its campaign runs, without an administrator and a ticket."""

import pytest

from fairline.clauses.i_circumvention.controls import CLAUSE
from fairline.facts import Change, Seat, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import DAY, MIDNIGHT, Tried, cases, check, check_acts, said, weight

RULE = "control-switched-off"
TRIED = {
    RULE: Tried(
        kind=Change,
        bad={
            "setting": Setting.REGISTER_CHECK,
            "enabled": False,
            "campaign_running": True,
            "campaign": "spring",
            "user": "7",
        },
        keys=({"campaign": "autumn"}, {"campaign": None}),
        excused={
            "a control that is switched on is none": {"enabled": True},
            "nothing was running": {"campaign_running": False},
            "a forwarding is no control": {"setting": Setting.FORWARDING},
        },
        unsaid=("enabled", "campaign_running", "setting"),
        act=Act.CHALLENGE,
    )
}
GUARDS = (
    Setting.RECORDING_ANNOUNCEMENT, Setting.REGISTER_CHECK, Setting.OPT_OUT_HANDLING, Setting.MACHINE_MESSAGE,
    Setting.TWO_FACTOR, Setting.AUDIT_LOG, Setting.GEO_PERMISSION,
)  # fmt: skip


def by(administrator: bool | None) -> Seat:
    """The user who made the change."""
    return Seat(id="7", at=MIDNIGHT - DAY, account="acme", administrator=administrator)


under_ticket = TRIED[RULE].of(ticket="CH-1")
CASES = cases(TRIED) | {
    (RULE, "a ticket and an administrator excuse it"): ([by(True), *under_ticket], []),
    (RULE, "a ticket alone, by a user who is none, does not"): ([by(False), *under_ticket], [(1, 1)]),
    (RULE, "a ticket, and nobody knows who the user is: unknown"): ([by(None), *under_ticket], []),
    (RULE, "nor of a user whom nobody recorded"): (under_ticket, []),
    (RULE, "an administrator without a ticket does not"): ([by(True), *TRIED[RULE].of()], [(1, 1)]),
}
CASES |= {(RULE, f"{guard} is a control"): (TRIED[RULE].of(setting=guard), [(1, 1)]) for guard in GUARDS}
LOUD = {RULE: TRIED[RULE].of(1200)}
GRAVE = {RULE: (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.A, Mode.OBSERVE)}
SAID: dict[str, tuple[str, str]] = {
    RULE: (
        "1,200 controls were switched off in 24\u00a0h during a campaign, without a ticket or by no"
        " administrator; the limit is 1.",
        "En 24\u00a0h, des protections ont été coupées pendant une campagne, sans ticket ou par un"
        " non-administrateur (nombre\u00a0: 1\u202f200\u00a0; limite\u00a0: 1).",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [rule for rule, each in TRIED.items() if each.act is not Act.ALLOW])
def test_what_the_act_meets(rule: str) -> None:
    check_acts(CLAUSE, rule, TRIED[rule])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
