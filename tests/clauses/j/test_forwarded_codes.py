"""CLAUSES J-SIM: messages forwarded outside, mailbox codes tried ten times an hour."""

import pytest

from fairline.clauses.j_interception.forwarded_codes import CLAUSE
from fairline.facts import Access, Change, Deed, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import HOUR, Tried, cases, check, check_acts, said, weight

CODES, PINS = "codes-forwarded", "mailbox-codes-tried"
TRIED = {
    CODES: Tried(
        kind=Change,
        bad={"setting": Setting.MESSAGE_FORWARDING, "outside": True, "target": "+12025550199"},
        keys=({"target": "+12025550198"},),
        excused={
            "to a number of the account": {"outside": False},
            "it is switched off": {"enabled": False},
            "calls are another rule's": {"setting": Setting.FORWARDING},
        },
        unsaid=("outside", "setting", "target"),
        act=Act.REFUSE,
    ),
    PINS: Tried(
        kind=Access,
        bad={"deed": Deed.VOICEMAIL_PIN, "succeeded": False, "ip": "192.0.2.1"},
        least=10,
        window=HOUR,
        keys=({"ip": "192.0.2.2"},),
        excused={
            "the right code": {"succeeded": True},
            "a login is another matter": {"deed": Deed.LOGIN},
        },
        unsaid=("deed", "succeeded", "ip"),
        act=Act.REFUSE,
    ),
}
CASES = cases(TRIED) | {
    (CODES, "a ticket excuses nothing"): (TRIED[CODES].of(ticket="CH-1"), [(1, 1)]),
    (PINS, "without an address the mailbox stands for it"): (
        TRIED[PINS].of(10, ip=None, user="7"), [(10, 10)]),
    (PINS, "many mailboxes from one address are a spray"): (
        [each for user in range(10) for each in TRIED[PINS].of(user=str(user))], [(10, 10)]),
}  # fmt: skip
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = {
    CODES: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.OBSERVE),
    PINS: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    CODES: (
        "Messages would be sent on to +12025550199, outside (1,200; limit 1).",
        "Des messages iraient vers +12025550199, à l'extérieur (1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    PINS: (
        "192.0.2.1 got mailbox codes wrong 1,200 times in 1\u00a0h; the limit is 10.",
        "192.0.2.1 s'est trompé 1\u202f200 fois de code en 1\u00a0h\u00a0; la limite est de 10.",
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
