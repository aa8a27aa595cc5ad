"""CTIA Short Code Monitoring Handbook: what is for adults goes to nobody whose age was not checked."""

import pytest

from fairline.clauses.c_minors.adult_offers import CLAUSE
from fairline.facts import Campaign, Change, Direction, Fact, Message, Setting
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

UNCHECKED, UNSAID = "adult-offer-ages-unchecked", "adult-offer-ages-unsaid"
MESSAGES = "adult-messages-ages-unchecked"
APPROVAL = {"campaign": "wine", "setting": Setting.CAMPAIGN_APPROVAL, "adult": True}
BAD = APPROVAL | {"ages_checked": False}
SENT = {"campaign": "wine", "direction": Direction.OUTBOUND}


def wine(name: str = "wine", **fields: object) -> list[Fact]:
    """Return what is known of a campaign for adults."""
    return [Campaign(id=name, at=MONDAY - DAY, account="acme", **{"adult": True} | fields)]  # type: ignore[arg-type]


KEYS = {
    "another campaign is found apart": {"campaign": "poker"},
    "without a campaign it is found under none": {"campaign": None},
}
EXCUSED: dict[str, dict[str, object]] = {
    "the ages were checked": {"ages_checked": True},
    "no offer for adults": {"adult": False},
    "nobody said for whom the offer is": {"adult": None},
    "another setting": {"setting": Setting.WEBHOOK},
    "no setting": {"setting": None},
}
UNCHECKED_LIST = [*wine(ages_checked=False), *wine("poker", ages_checked=False)]
ROWS: dict[str, dict[str, Case]] = {
    UNCHECKED: one_is_enough(
        Change, BAD, keys=KEYS, excused=EXCUSED | {"nobody said whether they were": {"ages_checked": None}}
    )
    | {
        "a voice menu is an offer, too": (
            happened(Change, **BAD | {"setting": Setting.CALL_FLOW}), [(1, 1)]),
        "the campaign says that it is for adults": (
            [*wine(), *happened(Change, **BAD | {"adult": None})], [(1, 1)]),
        "the campaign says that ages are not checked": (
            [*wine(ages_checked=False), *happened(Change, **APPROVAL)], [(1, 1)]),
        "the approval knows better": (
            [*wine(ages_checked=False), *happened(Change, **APPROVAL, ages_checked=True)], []),
    },
    UNSAID: one_is_enough(
        Change, APPROVAL, keys=KEYS,
        excused=EXCUSED | {"they were not, as another rule says": {"ages_checked": False}}
    )
    | {
        "the campaign says that ages were checked": (
            [*wine(ages_checked=True), *happened(Change, **APPROVAL)], []),
        "the campaign says that it is for adults": (
            [*wine(), *happened(Change, **APPROVAL | {"adult": None})], [(1, 1)]),
    },
    MESSAGES: one_is_enough(
        Message, SENT, known=UNCHECKED_LIST,
        keys={"another campaign is found apart": {"campaign": "poker"}},
        excused={
            "a message that came in": {"direction": Direction.INBOUND},
            "no direction": {"direction": None},
            "no campaign, no measure": {"campaign": None},
        },
    )
    | {
        "the ages were checked": ([*wine(ages_checked=True), *happened(Message, 9, **SENT)], []),
        "nobody said whether they were": ([*wine(), *happened(Message, 9, **SENT)], []),
        "a campaign for everybody": (
            [*wine(adult=False, ages_checked=False), *happened(Message, 9, **SENT)], []),
    },
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_adult_offers(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_the_approval_is_answered_before_it_is_given() -> None:
    noon, night = MONDAY + DAY / 4, MONDAY + DAY / 2
    asked = happened(Change, start=noon, **APPROVAL)
    passes = happened(Change, start=night, **APPROVAL, ages_checked=True)
    answers = decisions(CLAUSE, [*happened(Change, **BAD), *asked, *passes])
    assert [each.act for each in answers] == [Act.REFUSE, Act.CHALLENGE, Act.ALLOW]
    assert [names(each) for each in answers] == [{UNCHECKED}, {UNSAID}, set()]


def test_messages_are_held() -> None:
    (sent,) = decisions(CLAUSE, [*wine(ages_checked=False), *happened(Message, **SENT)])
    (unknown,) = decisions(CLAUSE, [*wine(), *happened(Message, **SENT)])
    assert (sent.act, unknown.act) == (Act.HOLD, Act.ALLOW)


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert stance(CLAUSE) == {
        UNCHECKED: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.ENFORCE),
        UNSAID: (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.B, Mode.ENFORCE),
        MESSAGES: (Severity.CRITICAL, Answer.HOLD, Act.HOLD, Evidence.A, Mode.ENFORCE),
    }


REASONS = {
    UNCHECKED: happened(Change, **BAD),
    UNSAID: happened(Change, **APPROVAL),
    MESSAGES: [*wine(ages_checked=False), *happened(Message, 1200, **SENT)],
}


WORDS: dict[str, tuple[str, str, object]] = {
    UNCHECKED: (
        "Campaign wine offers what is for adults to people of unchecked age (times: 1).",
        "La campagne wine propose à des personnes d'âge non vérifié ce qui est réservé aux adultes (1 fois).",
        1,
    ),
    UNSAID: (
        "Nobody said whether campaign wine, for adults only, checks ages (times: 1).",
        "Nul n'a dit si la campagne wine, pour adultes, vérifie les âges (1 fois).",
        1,
    ),
    MESSAGES: (
        "Messages of wine in 24\u00a0h for adults, ages unchecked: 1,200.",
        "Messages de wine en 24\u00a0h pour adultes, âges non vérifiés\u00a0: 1\u202f200.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
