"""CTIA, Messaging Principles and Best Practices: what consumer traffic looks like."""

import pytest

from fairline.clauses.g_harvesting_spam.person_to_person import CLAUSE
from fairline.facts import Channel, Direction
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, MINUTE, SECOND, decided, inbound, texts, to_many
from tests.clauses.traffic import MONDAY

NOT = {"sender_registered": False}
A_MINUTE, A_DAY, PEOPLE, ALIKE, SENT = (
    "texts-a-minute", "texts-a-day", "recipients-a-day", "texts-alike", "texts-sent-to-received",
)  # fmt: skip
SLOW = {"every": MINUTE}
RULES: dict[str, dict[str, Case]] = {
    A_MINUTE: {
        "sixty a minute": (texts(60, every=SECOND / 2, **NOT), None),
        "sixty-one": (texts(61, every=SECOND / 2, **NOT), (61, 61)),
        "the last second of the minute": (
            texts(60, every=SECOND / 2, **NOT) + texts(1, start=MONDAY + 59 * SECOND, **NOT), (61, 61)),
        "the first after it": (
            texts(60, every=SECOND / 2, **NOT) + texts(1, start=MONDAY + MINUTE, **NOT), None),
        "another number": (
            texts(60, every=SECOND / 2, **NOT)
            + texts(1, start=MONDAY + SECOND, sender="+1202", **NOT), None),
    },
    A_DAY: {
        "a thousand a day": (texts(1000, every=MINUTE, **NOT), None),
        "one more": (texts(1001, every=MINUTE, **NOT), (1001, 1001)),
        "the last moment of the day": (
            texts(1000, **NOT) + texts(1, start=MONDAY + DAY - SECOND, **NOT), (1001, 1001)),
        "the first after it": (texts(1000, **NOT) + texts(1, start=MONDAY + DAY, **NOT), None),
    },
    PEOPLE: {
        "a hundred people": (to_many(100, every=MINUTE, **NOT), None),
        "one more": (to_many(101, every=MINUTE, **NOT), (101, 101)),
        "one person often": (texts(101, **SLOW, **NOT), None),
        "the last moment of the day": (
            to_many(100, **NOT)
            + texts(1, start=MONDAY + DAY - SECOND, recipient="+33699999999", **NOT), (101, 101)),
        "the first after the day": (
            to_many(100, **NOT) + texts(1, start=MONDAY + DAY, recipient="+33699999999", **NOT), None),
        "another number": (to_many(100, **NOT) + to_many(100, sender="+1202", **NOT), None),
    },
    ALIKE: {
        "twenty-four alike": (texts(24, template="t", **NOT), None),
        "twenty-five": (texts(25, template="t", **NOT), (25, 25)),
        "of two templates": (texts(24, template="t", **NOT) + texts(24, template="u", **NOT), None),
        "no template, no measure": (texts(99, **SLOW, **NOT), None),
        "the last moment of the day": (
            texts(24, template="t", **NOT) + texts(1, start=MONDAY + DAY - SECOND, template="t", **NOT),
            (25, 25)),
        "the first after the day": (
            texts(24, template="t", **NOT) + texts(1, start=MONDAY + DAY, template="t", **NOT), None),
    },
    SENT: {
        "three to two": (texts(120, **SLOW, **NOT) + inbound(80), None),
        "a little more": (texts(121, **SLOW, **NOT) + inbound(80), (121, 80)),
        "nobody answers": (texts(100, **SLOW, **NOT), (100, 0)),
        "few are a conversation": (texts(99, **SLOW, **NOT), None),
        "another number is answered": (texts(120, **SLOW, **NOT) + inbound(80, recipient="+1202"), (100, 0)),
        "answers of the day before": (
            inbound(80) + texts(120, start=MONDAY + DAY, **NOT), (100, 0)),
        "answers of the same day": (
            inbound(80) + texts(120, start=MONDAY + DAY - 3 * MINUTE, **NOT), None),
    },
}  # fmt: skip
BUSY = 1100
SPARED = {
    "registered": {"sender_registered": True},
    "nobody knows whether it is": {"sender_registered": None},
    "received": {"direction": Direction.INBOUND, "sender_registered": False},
    "a direction nobody named": {"direction": None, "sender_registered": False},
    "no texts": {"channel": Channel.WHATSAPP, "sender_registered": False},
    "a channel nobody named": {"channel": None, "sender_registered": False},
    "no sender": {"sender": None, "sender_registered": False},
    "no account": {"account": None, "sender_registered": False},
}
CASES = [(rule, name) for rule, cases in RULES.items() for name in cases]


@pytest.mark.parametrize(("rule", "name"), CASES)
def test_limits(rule: str, name: str) -> None:
    check(CLAUSE, rule, RULES[rule][name])


@pytest.mark.parametrize("name", SPARED)
def test_what_is_not_counted(name: str) -> None:
    for rule in RULES:
        check(CLAUSE, rule, (to_many(BUSY, every=SECOND / 4, template="t", **SPARED[name]), None))


def test_picture_messages_count() -> None:
    facts = to_many(BUSY, every=SECOND / 4, template="t", channel=Channel.MMS, **NOT)
    assert all(found(CLAUSE, rule, facts) for rule in RULES)


def test_what_is_past_a_limit_is_asked_about_first() -> None:
    before, (attempt,) = texts(60, every=SECOND / 2, **NOT), texts(1, start=MONDAY + 31 * SECOND, **NOT)
    assert decided(CLAUSE, before, attempt).act is Act.CHALLENGE
    assert decided(CLAUSE, before[1:], attempt).act is Act.ALLOW


def test_how_grave_it_is_and_the_reasons_in_both_languages() -> None:
    facts = to_many(BUSY, every=SECOND / 4, template="t", **NOT)
    graves = {rule: found(CLAUSE, rule, facts)[0] for rule in RULES}
    assert {each.severity for each in graves.values()} == {Severity.MINOR}
    assert graves[SENT].answer is Answer.CHALLENGE
    assert {graves[rule].answer for rule in (A_MINUTE, A_DAY, PEOPLE, ALIKE)} == {Answer.THROTTLE}
    assert [rule for rule in RULES if graves[rule].rule.mode is Mode.OBSERVE] == [SENT]
    assert [rule for rule in RULES if graves[rule].rule.act is Act.CHALLENGE] == [A_MINUTE, A_DAY, ALIKE]
    assert graves[A_DAY].reason(Lang.EN) == (
        "+12025550100, not registered, sent 1,100 texts within 24\u00a0h; the limit is 1,000."
    )
    assert graves[A_DAY].reason(Lang.FR) == (
        "+12025550100, non inscrit, a envoyé 1\u202f100 SMS en 24\u00a0h\u00a0; la limite est de 1\u202f000."
    )
