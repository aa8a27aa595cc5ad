"""Directive 2005/29/EC annex I no. 28: nothing is sold to children whose age nobody checked."""

import pytest

from fairline.clauses.c_minors.marketing_to_children import CLAUSE
from fairline.facts import Campaign, Change, Direction, Fact, Message, Purpose, Setting
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

APPROVAL, MESSAGES = "child-campaign-ages-unchecked", "child-marketing-messages"
CHANGE = {"campaign": "toys", "setting": Setting.CAMPAIGN_APPROVAL}
SENT = {"campaign": "toys", "direction": Direction.OUTBOUND}


def toys(name: str = "toys", **fields: object) -> list[Fact]:
    """Return what is known of a campaign that sells to children."""
    known = {"for_children": True, "purpose": Purpose.MARKETING} | fields
    return [Campaign(id=name, at=MONDAY - DAY, account="acme", **known)]  # type: ignore[arg-type]


BOTH = [*toys(), *toys("games")]
APPROVALS: dict[str, Case] = one_is_enough(
    Change,
    CHANGE,
    known=BOTH,
    keys={"another campaign is found apart": {"campaign": "games"}},
    excused={
        "the ages were checked": {"ages_checked": True},
        "another setting": {"setting": Setting.CALL_FLOW},
        "no setting": {"setting": None},
        "no campaign, no measure": {"campaign": None},
    },
) | {
    "known to be unchecked is found": (
        [*toys(), *happened(Change, **CHANGE, ages_checked=False)], [(1, 1)]),
    "children known to be on the list are found, whatever was checked": (
        [*toys(), *happened(Change, **CHANGE, ages_checked=True, reaches_minors=True)], [(1, 1)]),
    "nobody below the age on the list": (
        [*toys(), *happened(Change, **CHANGE, ages_checked=True, reaches_minors=False)], []),
    "the campaign says that ages were checked": (
        [*toys(ages_checked=True), *happened(Change, **CHANGE)], []),
    "the approval knows better": (
        [*toys(ages_checked=True), *happened(Change, **CHANGE, ages_checked=False)], [(1, 1)]),
    "a campaign not for children": ([*toys(for_children=False), *happened(Change, 9, **CHANGE)], []),
    "nobody said for whom": ([*toys(for_children=None), *happened(Change, 9, **CHANGE)], []),
    "a school's notice sells nothing": (
        [*toys(purpose=Purpose.TRANSACTIONAL), *happened(Change, 9, **CHANGE)], []),
    "no purpose, no measure": ([*toys(purpose=None), *happened(Change, 9, **CHANGE)], []),
}  # fmt: skip
SENDING: dict[str, Case] = one_is_enough(
    Message,
    SENT,
    known=BOTH,
    keys={"another campaign is found apart": {"campaign": "games"}},
    excused={
        "a message that came in": {"direction": Direction.INBOUND},
        "no direction": {"direction": None},
        "no campaign, no measure": {"campaign": None},
    },
) | {
    "the ages were checked": ([*toys(ages_checked=True), *happened(Message, 9, **SENT)], []),
    "known to be unchecked is found": ([*toys(ages_checked=False), *happened(Message, **SENT)], [(1, 1)]),
    "a campaign not for children": ([*toys(for_children=False), *happened(Message, 9, **SENT)], []),
    "a school's notice sells nothing": (
        [*toys(purpose=Purpose.TRANSACTIONAL), *happened(Message, 9, **SENT)], []),
}  # fmt: skip


@pytest.mark.parametrize("name", APPROVALS)
def test_approvals(name: str) -> None:
    check(CLAUSE, APPROVAL, APPROVALS[name])


@pytest.mark.parametrize("name", SENDING)
def test_messages(name: str) -> None:
    check(CLAUSE, MESSAGES, SENDING[name])


def test_what_is_held_once_it_is_calibrated() -> None:
    checked = happened(Change, start=MONDAY + DAY / 2, **CHANGE, ages_checked=True)
    held, passed = decisions(CLAUSE, [*toys(), *happened(Change, **CHANGE), *checked])
    assert (held.act, names(held), names(passed)) == (Act.ALLOW, {APPROVAL}, set())
    (sent,) = decisions(CLAUSE, [*toys(), *happened(Message, **SENT)])
    assert (sent.act, names(sent)) == (Act.ALLOW, {MESSAGES})


def test_how_grave_it_is_and_what_may_follow() -> None:
    wanted = (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE)
    assert stance(CLAUSE) == {APPROVAL: wanted, MESSAGES: wanted}


REASONS = {
    APPROVAL: [*toys(), *happened(Change, **CHANGE)],
    MESSAGES: [*toys(), *happened(Message, 1200, **SENT)],
}


WORDS: dict[str, tuple[str, str, object]] = {
    APPROVAL: (
        "Campaign toys sells to children and the ages on its list are not checked (times: 1).",
        "La campagne toys vend aux enfants sans âges vérifiés sur la liste (1 fois).",
        1,
    ),
    MESSAGES: (
        "Messages of toys in 24\u00a0h that sell to children of unchecked age: 1,200.",
        "Messages de toys en 24\u00a0h vendant à des enfants d'âge non vérifié\u00a0: 1\u202f200.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
