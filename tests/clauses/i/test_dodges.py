"""CLAUSES I-CIR-08: regions and time zones changed to call, destinations behind transfers."""

import pytest

from fairline.clauses.i_circumvention.dodges import CLAUSE
from fairline.facts import Call, Change, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import HOUR, TICK, Tried, cases, check, check_acts, said, weight

REGION, ZONES, MASKED = "region-moved-to-open-hours", "zones-edited-to-open-hours", "masked-by-transfer"
MOVED: dict[str, object] = {"opens_hours": True, "before_dialing": HOUR, "campaign": "c"}
SHARED = {
    "a ticket stands behind it": {"ticket": "CH-1"},
    "more than an hour before dialing": {"before_dialing": HOUR + TICK},
    "the hours were open before": {"opens_hours": False},
}
UNSAID = ("opens_hours", "before_dialing", "setting")
CAMPAIGNS = ({"campaign": "d"}, {"campaign": None})
TRIED = {
    REGION: Tried(
        kind=Change,
        bad=MOVED | {"setting": Setting.REGION},
        keys=CAMPAIGNS,
        excused=SHARED | {"a time zone is another rule's": {"setting": Setting.CONTACT_ZONE}},
        unsaid=UNSAID,
        act=Act.HOLD,
    ),
    ZONES: Tried(
        kind=Change,
        bad=MOVED | {"setting": Setting.CONTACT_ZONE},
        least=3,
        keys=CAMPAIGNS,
        excused=SHARED | {"a region is another rule's": {"setting": Setting.REGION}},
        unsaid=UNSAID,
        act=Act.HOLD,
    ),
    MASKED: Tried(
        kind=Call,
        bad={"transferred_to": "+88212345678", "transfer_permitted": False, "user": "7"},
        least=3,
        keys=({"user": "8"}, {"user": None}),
        excused={"the account may call there": {"transfer_permitted": True}},
        unsaid=("transferred_to", "transfer_permitted"),
    ),
}
CASES = cases(TRIED)
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = {
    REGION: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
    ZONES: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
    MASKED: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    REGION: (
        "The region was moved just before dialing, which opened closed hours (1,200 in 24\u00a0h; limit 1).",
        "La région a changé juste avant l'appel, ce qui rouvrait des heures fermées (1\u202f200 en"
        " 24\u00a0h\u00a0; limite\u00a0: 1).",
    ),
    ZONES: (
        "1,200 time zones were edited just before dialing, each of which opened closed hours; the"
        " limit is 3.",
        "Juste avant l'appel, 1\u202f200 fuseaux ont été modifiés, ce qui rouvrait chaque fois des"
        " heures fermées\u00a0; la limite est de 3.",
    ),
    MASKED: (
        "1,200 calls in 24\u00a0h were transferred to where the account may not call; the limit is 3.",
        "En 24\u00a0h, 1\u202f200 appels ont été transférés là où le compte ne peut pas"
        " appeler\u00a0; la limite est de 3.",
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
