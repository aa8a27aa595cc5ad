"""CTIA: HELP is answered. How soon is ours."""

import pytest

from fairline.clauses.g_harvesting_spam.help_requests import CLAUSE
from fairline.facts import Direction
from fairline.law.opting_out import help_words, is_help
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.g.messages import DAY, HOUR, MINUTE, OURS, SECOND, inbound, texts
from tests.clauses.traffic import MONDAY

RULE = "help-unanswered"
CASES: dict[str, Case] = {
    "nobody answered": (inbound(1, asks_help=True) + texts(1, start=MONDAY + DAY), (1, 1)),
    "nobody had answered when the file ended": (inbound(1, asks_help=True), (1, 1)),
    "answered at the last moment": (inbound(1, asks_help=True, answered_at=MONDAY + HOUR), None),
    "answered a moment later": (inbound(1, asks_help=True, answered_at=MONDAY + HOUR + SECOND), (1, 1)),
    "one of two": (
        inbound(1, start=MONDAY - MINUTE, asks_help=True, answered_at=MONDAY) + inbound(1, asks_help=True),
        (1, 2),
    ),
    "other words": (inbound(1, asks_help=False), None),
    "words nobody looked at": (inbound(1), None),
    "the account asks": (texts(1, asks_help=True), None),
    "a direction nobody named": (inbound(1, asks_help=True, direction=None), None),
    "the first after the day": (inbound(2, asks_help=True, every=DAY), (1, 1)),
    "no number, no measure": (inbound(1, asks_help=True, recipient=None), None),
}


@pytest.mark.parametrize("name", CASES)
def test_calls_for_help(name: str) -> None:
    check(CLAUSE, RULE, CASES[name])


def test_each_number_has_its_own() -> None:
    facts = inbound(1, asks_help=True) + inbound(2, asks_help=True, recipient="+12025550111")
    assert sorted(each.measure.hits for each in found(CLAUSE, RULE, facts)) == [1, 2]


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it", "pt"])
def test_every_word_of_six_languages_asks_for_help(language: str) -> None:
    for word in help_words(language):
        check(CLAUSE, RULE, (inbound(1, asks_help=is_help(word.upper() + "?")), (1, 1)))


def test_how_grave_it_is_and_the_reason_in_both_languages() -> None:
    (finding,) = found(CLAUSE, RULE, inbound(1, asks_help=True))
    assert (finding.severity, finding.answer, finding.rule.mode) == (
        Severity.NOTICE, Answer.CHALLENGE, Mode.OBSERVE)  # fmt: skip
    assert finding.key == ("acme", OURS)
    assert finding.reason(Lang.EN) == "+12025550100 left 1 of 1 calls for help unanswered for an hour."
    assert finding.reason(Lang.FR) == (
        "+12025550100\u00a0: 1 demandes d'aide sur 1 sans réponse après une heure."
    )


def test_an_answer_of_the_account_asks_nobody() -> None:
    check(CLAUSE, RULE, (inbound(1, asks_help=True, direction=Direction.INTERNAL), None))
