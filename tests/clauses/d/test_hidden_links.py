"""CTIA, Messaging Principles and Best Practices, 5.3.2: no shared shorteners; young domains are ours."""

from datetime import timedelta

import pytest

from fairline.clauses.d_interference.hidden_links import CLAUSE
from fairline.facts import Channel, Direction, Message
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

YOUNG, SHARED = "young-domain", "shared-shortener"
WEEK = timedelta(days=7)
SHORT = {
    "template": "t1",
    "direction": Direction.OUTBOUND,
    "channel": Channel.SMS,
    "shared_shortener": True,
}


def sent(number: int, first: int = 0, **fields: object) -> list[Message]:
    """Return one message each to so many people, with a link to a young domain."""
    shared = {"template": "t1", "direction": Direction.OUTBOUND, "link_age": WEEK - TICK}
    return [
        message for each in range(first, first + number)
        for message in happened(Message, recipient=f"+3361{each:08}", **{**shared, **fields})
    ]  # fmt: skip


HUNDRED = sent(100)
TABLE: dict[str, Case] = {
    "a hundred people are allowed": (HUNDRED, []),
    "one more is not": (sent(101), [(101, 101)]),
    "one person a hundred times is one": (HUNDRED + sent(1, start=MONDAY + DAY / 9), []),
    "a domain of a week is old enough": (HUNDRED + sent(50, 500, link_age=WEEK), []),
    "one of unknown age is not young": (HUNDRED + sent(50, 500, link_age=None), []),
    "what came in does not count": (HUNDRED + sent(50, 500, direction=Direction.INBOUND), []),
    "nor what went nobody knows where": (HUNDRED + sent(50, 500, direction=None), []),
    "the last moment of the day counts": (HUNDRED + sent(1, 500, start=MONDAY + DAY - TICK), [(101, 101)]),
    "the first after it does not": (HUNDRED + sent(1, 500, start=MONDAY + DAY), []),
    "two templates do not add up": (HUNDRED + sent(100, 500, template="t2"), []),
    "nor do two accounts": (HUNDRED + sent(100, 500, account="beta"), []),
    "without a template they add up under none": (sent(101, template=None), [(101, 101)]),
    "no account, no measure": (sent(101, account=None), []),
}
SHORTENED: dict[str, Case] = one_is_enough(
    Message,
    SHORT,
    keys={
        "another template is found apart": {"template": "t2"},
        "without a template it is found all the same": {"template": None},
    },
    excused={
        "the shortener is its own": {"shared_shortener": False},
        "nobody knows whose": {"shared_shortener": None},
        "an e-mail may have one": {"channel": Channel.EMAIL},
        "no channel": {"channel": None},
        "a message that came in": {"direction": Direction.INBOUND},
        "no direction": {"direction": None},
    },
) | {"a picture message may not": (happened(Message, **SHORT | {"channel": Channel.MMS}), [(1, 1)])}


@pytest.mark.parametrize("name", TABLE)
def test_young_domains(name: str) -> None:
    check(CLAUSE, YOUNG, TABLE[name])


@pytest.mark.parametrize("name", SHORTENED)
def test_shared_shorteners(name: str) -> None:
    check(CLAUSE, SHARED, SHORTENED[name])


def test_the_text_is_held_and_the_next_passes() -> None:
    own = happened(Message, start=MONDAY + DAY / 2, **SHORT | {"shared_shortener": False})
    held, passed = decisions(CLAUSE, [*happened(Message, **SHORT), *own])
    assert (held.act, names(held), passed.act) == (Act.HOLD, {SHARED}, Act.ALLOW)
    assert names(decisions(CLAUSE, sent(101))[-1]) == {YOUNG}


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert stance(CLAUSE) == {
        YOUNG: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
        SHARED: (Severity.MINOR, Answer.CHALLENGE, Act.HOLD, Evidence.B, Mode.ENFORCE),
    }


REASONS = {YOUNG: sent(101), SHARED: happened(Message, 1200, **SHORT)}


WORDS: dict[str, tuple[str, str, object]] = {
    YOUNG: (
        "One template sent 101 people in 24\u00a0h to a domain under a week old; limit 100.",
        "En 24\u00a0h, un modèle a envoyé 101 personnes vers un domaine de moins d'une semaine\u00a0;"
        " limite 100.",
        100,
    ),
    SHARED: (
        "Texts of one template in 24\u00a0h behind a shared shortener: 1,200.",
        "Textes d'un modèle en 24\u00a0h derrière un raccourcisseur partagé\u00a0: 1\u202f200.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, REASONS[rule]) == WORDS[rule]
