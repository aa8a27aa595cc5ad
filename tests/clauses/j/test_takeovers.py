"""CLAUSES J-MITM: a registration seized, calls redirected, name records changed."""

from datetime import timedelta

import pytest

from fairline.clauses.j_interception.takeovers import CLAUSE
from fairline.facts import Change, Fact, Registration, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
    SECOND,
    TICK,
    Tried,
    acts,
    cases,
    check,
    check_acts,
    happened,
    said,
    weight,
)

SEIZED, LED = "registration-seized", "led-elsewhere"
AWAY: dict[str, object] = {"setting": Setting.REDIRECT, "outside": True, "target": "sip:x@away.example"}
TRIED = {
    LED: Tried(
        kind=Change,
        bad=AWAY,
        keys=({"target": "sip:y@away.example"},),
        excused={
            "within the account's own hosts": {"outside": False},
            "a ticket stands behind it": {"ticket": "CH-1"},
            "it is switched off": {"enabled": False},
            "messages are another rule's": {"setting": Setting.MESSAGE_FORWARDING},
        },
        unsaid=("outside", "setting", "target"),
        act=Act.HOLD,
    )
}
WEEK = timedelta(days=7)


def registered(
    after: timedelta, device: str | None, displaces: bool | None = False, **fields: object
) -> list[Fact]:
    """Return one registration of an address of record."""
    shared: dict[str, object] = {"aor": "sip:7@acme.example", "instance": device} | fields
    return happened(Registration, start=MIDNIGHT + after, displaces=displaces, **shared)


WATCHED = [*registered(0 * DAY, "desk"), *registered(WEEK, "desk")]


def stolen(after: timedelta = WEEK + HOUR, **fields: object) -> list[Fact]:
    """Return the registration of a device that was never seen, while another is alive."""
    return registered(after, **({"device": "thief", "displaces": True} | fields))  # type: ignore[arg-type]


CASES = cases(TRIED) | {
    (LED, "a change of name records is one"): (TRIED[LED].of(setting=Setting.DNS), [(1, 1)]),
    (SEIZED, "a device never seen drives out a live one"): ([*WATCHED, *stolen()], [(1, 1)]),
    (SEIZED, "again within the hour it is still new"): (
        [*WATCHED, *stolen(), *stolen(WEEK + HOUR * 3 / 2)], [(2, 2)]),
    (SEIZED, "after an hour it is known"): ([*WATCHED, *stolen(), *stolen(WEEK + 2 * HOUR)], [(1, 1)]),
    (SEIZED, "the device's own telephone on another network"): ([*WATCHED, *stolen(device="desk")], []),
    (SEIZED, "nobody was driven out"): ([*WATCHED, *stolen(displaces=False)], []),
    (SEIZED, "nor does anybody say so"): ([*WATCHED, *stolen(displaces=None)], []),
    (SEIZED, "without an id the software stands for the device"): (
        [*WATCHED, *stolen(device=None, user_agent="friendly-phone")], [(1, 1)]),
    (SEIZED, "without both there is nothing to tell it by"): ([*WATCHED, *stolen(device=None)], []),
    (SEIZED, "in the first week everything is new"): (
        [*registered(0 * DAY, "desk"), *stolen(WEEK - TICK)], []),
    (SEIZED, "a week after the first it is not"): ([*registered(0 * DAY, "desk"), *stolen(WEEK)], [(1, 1)]),
    (SEIZED, "the last moment of the day counts"): (
        [*WATCHED, *stolen(8 * DAY), *stolen(9 * DAY - TICK, device="second")], [(2, 2)]),
    (SEIZED, "the first after it is counted alone"): (
        [*WATCHED, *stolen(8 * DAY), *stolen(9 * DAY, device="second")], [(1, 1)]),
    (SEIZED, "each address is found apart"): (
        [*WATCHED, *stolen(), *registered(0 * DAY, "desk", aor="8"), *stolen(aor="8")], [(1, 1), (1, 1)]),
    (SEIZED, "no address, no measure"): ([*WATCHED, *stolen(aor=None)], []),
    (SEIZED, "no account, no measure"): ([*WATCHED, *stolen(account=None)], []),
}  # fmt: skip
MANY = [each for place in range(1200) for each in stolen(WEEK + place * SECOND, device=f"d{place}")]
LOUD = {SEIZED: [*WATCHED, *MANY], LED: TRIED[LED].of(1200)}
GRAVE = {
    SEIZED: (Severity.CRITICAL, Answer.SUSPEND_NUMBER, Act.HOLD, Evidence.B, Mode.OBSERVE),
    LED: (Severity.CRITICAL, Answer.SUSPEND_NUMBER, Act.HOLD, Evidence.A, Mode.OBSERVE),
}


def test_the_seizing_registration_is_held_and_the_owners_is_not() -> None:
    facts = [*WATCHED, *stolen(), *registered(WEEK + HOUR + SECOND, "desk", True)]
    assert acts(CLAUSE, SEIZED, facts) == [Act.ALLOW, Act.ALLOW, Act.HOLD, Act.ALLOW]


SAID: dict[str, tuple[str, str]] = {
    SEIZED: (
        "A new device drove a live one out of sip:7@acme.example (1,200 in 24\u00a0h; limit 1).",
        "Un appareil inconnu a évincé celui de sip:7@acme.example (1\u202f200 en 24\u00a0h\u00a0;"
        " limite\u00a0: 1).",
    ),
    LED: (
        "Calls would be led to sip:x@away.example, outside (1,200 in 24\u00a0h; limit 1).",
        "Des appels iraient vers sip:x@away.example, à l'extérieur (1\u202f200\u00a0; limite\u00a0: 1).",
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
