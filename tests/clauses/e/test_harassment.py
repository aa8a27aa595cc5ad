"""47 U.S.C. 223(a)(1)(E) and Code pénal art. 222-16 for what it is; 10 calls and 20 messages are ours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fairline.clauses.e_deception.harassment import CLAUSE
from fairline.facts import Call, Direction, Fact, Message
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY, calls

CALLS, MESSAGES = "repeated-calls", "repeated-messages"
MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)
START = MONDAY + MINUTE  # an odd minute, so that a longer hop would show
IN_24_H, PAST_24_H = START + timedelta(hours=24) - MINUTE, START + timedelta(hours=24)
PARIS = ZoneInfo("Europe/Paris")
TEN_PM, SEVEN_AM = datetime(2026, 3, 2, 22, tzinfo=PARIS), datetime(2026, 3, 3, 7, tzinfo=PARIS)
PERSON, OFFICE = "+33187650100", "+33187650199"


def out(number: int, *, start: datetime = START, **fields: object) -> list[Call]:
    """Return calls of one account to one person in Paris."""
    shared = {
        "caller": OFFICE,
        "called": PERSON,
        "called_places": ("FR",),
        "called_zones": ("Europe/Paris",),
    }
    return calls(number, start=start, **(shared | fields))


def back(*, start: datetime = START, **fields: object) -> list[Call]:
    """Return one call of that person to the account."""
    shared = {"direction": Direction.INBOUND, "caller": PERSON, "called": OFFICE, "called_zones": None}
    return out(1, start=start, **(shared | fields))


def sent(number: int, *, start: datetime = START, **fields: object) -> list[Message]:
    """Return messages of one account to one person, a second apart."""
    shared = {
        "account": "acme",
        "direction": Direction.OUTBOUND,
        "sender": OFFICE,
        "recipient": PERSON,
    } | fields
    return [
        Message(id=f"{start}-{each}-{shared}", sent_at=start + timedelta(seconds=each), **shared)  # type: ignore[arg-type]
        for each in range(number)
    ]


def reply(*, start: datetime = START, **fields: object) -> list[Message]:
    """Return one message of that person to the account."""
    return sent(
        1, start=start, **({"direction": Direction.INBOUND, "sender": PERSON, "recipient": OFFICE} | fields)
    )


BY_CALL: dict[str, Case] = {
    "ten calls are the limit itself": (out(10), None),
    "one over": (out(11), (11, 11)),
    "from any number or seat": (out(6, caller=None) + out(5, user="7"), (11, 11)),
    "at 22:00 the night begins, and counts twice": (out(6, start=TEN_PM), (12, 6)),
    "five calls at night are ten": (out(5, start=TEN_PM), None),
    "a moment before 22:00 is day": (out(6, start=TEN_PM - MINUTE), None),
    "a moment before 07:00 is night": (out(9, start=SEVEN_AM) + out(1, start=SEVEN_AM - MOMENT), (11, 10)),
    "07:00 is day": (out(10, start=SEVEN_AM), None),
    "where one of two zones has day, it is day": (
        out(6, start=TEN_PM, called_zones=("Europe/Paris", "Europe/London")), None),
    "unknown zones count once": (out(6, start=TEN_PM, called_zones=None), None),
    "unknown places as well": (out(11, called_places=None), (11, 11)),
    "a call back ends it": (out(11) + back(), None),
    "also if it came before": (back() + out(11, start=START + MINUTE), None),
    "a call back a day ago is over": (back() + out(11, start=PAST_24_H), (11, 11)),
    "a moment less than a day ago it is not": (back() + out(11, start=IN_24_H), None),
    "another person's call back does not help": (out(11) + back(caller="+33187650101"), (11, 11)),
    "nor one to another account": (out(11) + back(account="beta"), (11, 11)),
    "nor does a message": (out(11) + reply(), (11, 11)),
    "the last moment of 24 hours counts": (out(10) + out(1, start=IN_24_H), (11, 11)),
    "the first after it does not": (out(10) + out(1, start=PAST_24_H), None),
    "inbound calls are not counted": (back(start=PAST_24_H) + out(10), None),
    "calls within the house are not counted": (out(11, direction=Direction.INTERNAL), None),
    "calls of unknown direction are nobody's": (out(99, direction=None), None),
    "another person's calls do not add": (out(10) + out(10, called="+33187650101"), None),
    "another account's do not add": (out(10) + out(10, account="beta"), None),
    "no called number, no measure": (out(99, called=None), None),
    "no account, no measure": (out(99, account=None), None),
}  # fmt: skip
BY_MESSAGE: dict[str, Case] = {
    "twenty messages are the limit itself": (sent(20), None),
    "one over": (sent(21), (21, 21)),
    "from any sender": (sent(11, sender=None) + sent(10, user="7"), (21, 21)),
    "the night counts once: nobody knows whose": (sent(20, start=TEN_PM), None),
    "a reply ends it": (sent(21) + reply(), None),
    "a reply a day ago is over": (reply() + sent(21, start=PAST_24_H), (21, 21)),
    "a moment less than a day ago it is not": (reply() + sent(21, start=IN_24_H), None),
    "another person's reply does not help": (sent(21) + reply(sender="+33187650101"), (21, 21)),
    "nor does a call": (sent(21) + back(), (21, 21)),
    "the last moment of 24 hours counts": (sent(20) + sent(1, start=IN_24_H), (21, 21)),
    "the first after it does not": (sent(20) + sent(1, start=PAST_24_H), None),
    "messages of unknown direction are nobody's": (sent(99, direction=None), None),
    "calls do not add": (sent(20) + out(10), None),
    "another person's do not add": (sent(20) + sent(20, recipient="+33187650101"), None),
    "another account's do not add": (sent(20) + sent(20, account="beta"), None),
    "no recipient, no measure": (sent(99, recipient=None), None),
    "no account, no measure": (sent(99, account=None), None),
}


@pytest.mark.parametrize("name", BY_CALL)
def test_repeated_calls(name: str) -> None:
    facts, expected = BY_CALL[name]
    check(CLAUSE, CALLS, (late_reply_first(facts), expected))


@pytest.mark.parametrize("name", BY_MESSAGE)
def test_repeated_messages(name: str) -> None:
    facts, expected = BY_MESSAGE[name]
    check(CLAUSE, MESSAGES, (late_reply_first(facts), expected))


def late_reply_first(facts: object) -> list[Fact]:
    """Put what comes from the person first among what has the same time."""
    assert isinstance(facts, list)
    return sorted(facts, key=lambda fact: (fact.at, fact.direction is not Direction.INBOUND))


def test_a_reply_after_the_eleventh_call_leaves_what_had_happened() -> None:
    facts = out(11) + back(start=START + MINUTE) + out(5, start=START + 2 * MINUTE)
    check(CLAUSE, CALLS, (facts, (11, 11)))


def test_how_grave_it_is_and_what_may_follow() -> None:
    for rule, facts in ((CALLS, out(11)), (MESSAGES, sent(21))):
        (finding,) = found(CLAUSE, rule, facts)
        assert (finding.severity, finding.answer) == (Severity.MAJOR, Answer.CHALLENGE)
        assert finding.rule.mode is Mode.OBSERVE


def test_the_reason_in_both_languages() -> None:
    (by_call,) = found(CLAUSE, CALLS, out(3) + out(600, start=TEN_PM))
    assert by_call.reason(Lang.EN) == (
        "Within 24 hours one person got 603 calls, 1,203 with those at night counted twice, and never called"
        " back; the limit is 10."
    )
    assert by_call.reason(Lang.FR) == (
        "En 24\u00a0heures, une même personne a reçu 603 appels, soit 1\u202f203 en doublant ceux de nuit,"
        " sans jamais rappeler\u00a0; la limite est de 10."
    )
    (by_message,) = found(CLAUSE, MESSAGES, sent(1200))
    assert by_message.reason(Lang.EN) == (
        "Within 24 hours one person got 1,200 messages and sent none; the limit is 20."
    )
    assert by_message.reason(Lang.FR) == (
        "En 24\u00a0heures, une même personne a reçu 1\u202f200 messages sans en envoyer\u00a0;"
        " la limite est de 20."
    )
