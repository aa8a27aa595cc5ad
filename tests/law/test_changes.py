"""What differs between two days, and what is doubtful in the book."""

from datetime import date

import pytest

from fairline.law import LawBook, load, parse
from fairline.law.changes import Doubt, changes, doubts
from fairline.law.reading import Place

LAW = load()
TODAY = date(2026, 11, 24)
WEEKDAYS = "Mon-Fri 10:00-13:00 and 14:00-20:00; not on Saturdays, Sundays and public holidays"
FOUR = (
    "4\u00a0attempts in 30\u00a0days, to one consumer; calls and attempts, by the trader or"
    " anyone on its behalf"
)

# Place, from, to; the topics that change, each with what it said and what it says.
CHANGES = {
    "France on the day of consent": (
        "FR",
        date(2026, 8, 10),
        date(2026, 8, 11),
        {
            "opt_in_calls": (
                "no prior consent needed",
                "prior express consent of consumers; spared for an offer on a contract in progress",
            ),
            "dnc_register": ("Bloctel", "none any more"),
            "scrub_age": ("30 days", ""),
            "calling_hours": (WEEKDAYS, WEEKDAYS),
            "frequency_cap": (f"{FOUR}; none for 60\u00a0days after a refusal", FOUR),
            "consent_validity": ("", "1\u00a0year"),
            "consent_records": ("", "3\u00a0years"),
        },
    ),
    "nothing a day later": ("FR", date(2026, 8, 11), date(2026, 8, 12), {}),
    "the Netherlands": (
        "NL",
        date(2026, 6, 30),
        date(2026, 7, 1),
        {
            "opt_in_calls": (
                "prior consent; spared for a customer, a charity or a publisher of newspapers or magazines",
                "prior consent; spared for a charity or a publisher of newspapers or magazines",
            )
        },
    ),
    "India's complaints and numbers": (
        "IN",
        date(2025, 2, 11),
        date(2025, 2, 12),
        {
            "complaints": (
                "10 complaints in 7\u00a0days",
                "5 complaints in 10\u00a0days; first time barred for 15\u00a0days; again, for 365\u00a0days",
            ),
            "number_rules": ("", "+91, for marketing: only +91140; +91, for transactions: only +911600"),
            "provider_signals": (
                "",
                "an unusual volume of calls, short calls, few incoming for outgoing,"
                " SIM cards that change often",
            ),
        },
    ),
    "a member state with what it inherits": (
        "DE",
        date(2026, 4, 3),
        date(2026, 4, 4),
        {"child_abuse_scanning": ("allowed for a time to interpersonal services that use no numbers", "")},
    ),
    "and what came back after a gap": (
        "DE",
        date(2026, 7, 30),
        date(2026, 7, 31),
        {"child_abuse_scanning": ("", "allowed for a time to interpersonal services that use no numbers")},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes(name: str) -> None:
    place, since, until, expected = CHANGES[name]
    found = changes(LAW, since, until, place)
    told = {
        each.topic: tuple("; ".join(fact.said("en") for fact in facts) for facts in (each.before, each.after))
        for each in found
    }
    wanted = {
        topic: tuple(
            said.replace("30 days", "30\u00a0days") if topic == "scrub_age" else said for said in pair
        )
        for topic, pair in expected.items()
    }
    assert told == wanted
    assert changes(LAW, until, since, place) == found, "the order of the days does not matter"


def test_changes_everywhere_are_those_of_each_place() -> None:
    found = changes(LAW, date(2026, 6, 30), date(2026, 7, 1))
    assert {(each.place, each.topic) for each in found} == {
        ("NL", "opt_in_calls"),
        ("AU", "sms_sender_id_register"),
    }
    assert changes(LAW, TODAY, TODAY) == ()
    assert changes(LAW, date(2026, 6, 30), date(2026, 7, 1), "XX") == ()


def test_the_book_does_not_contradict_itself_and_has_no_gap_but_the_laws_own() -> None:
    found = doubts(LAW, TODAY)
    assert {each.doubt for each in found} == {Doubt.MEMORY, Doubt.LOW, Doubt.VERIFY, Doubt.GAP}
    gaps = [each.fact.topic for each in found if each.doubt is Doubt.GAP]
    assert gaps == ["child_abuse_scanning"], "2026-04-04 to 2026-07-30"


def test_a_source_is_to_be_read_again_after_a_year() -> None:
    on_time, late = (
        [each for each in doubts(LAW, day) if each.doubt is Doubt.UNVERIFIED]
        for day in (date(2027, 11, 23), date(2027, 11, 24))
    )
    assert on_time == []
    assert len(late) > 100


FACT = """
        - value: {value}
          citation: act of {citation}
          effective_from: {first}
          {last}confidence: high
          source: T
"""


def book(*facts: tuple[str, str, str, str]) -> tuple[Place, ...]:
    """A place with one fact of a topic for each value, first and last day."""
    text = "checked_on: 2026-11-23\nsources: {T: a test}\nplaces:\n  XX:\n    name: Nowhere\n    facts:\n"
    for topic, value, first, last in facts:
        end = f"effective_to: {last}\n          " if last else ""
        text += f"      {topic}:" + FACT.format(value=value, citation=first, first=first, last=end)
    return parse(text, "test.yaml")


def joined(*books: tuple[Place, ...]) -> LawBook:
    """All facts in one place, whatever their days: the reader would refuse some of it."""
    facts: dict[str, tuple[object, ...]] = {}
    for each in books:
        for topic, listed in each[0].facts.items():
            facts[topic] = (*facts.get(topic, ()), *listed)
    return LawBook([Place(id="XX", name="Nowhere", name_fr="Nulle part", inherits=None, facts=facts)])  # type: ignore[arg-type]


DOUBTS = {
    "two values on one day": (
        (("scrub_age", "{days: 30}", "2020-01-01", ""), ("scrub_age", "{days: 31}", "2021-01-01", "")),
        [Doubt.CONTRADICTION],
    ),
    "one value twice": (
        (("scrub_age", "{days: 30}", "2020-01-01", ""), ("scrub_age", "{days: 30}", "2021-01-01", "")),
        [],
    ),
    "one after the other": (
        (
            ("scrub_age", "{days: 30}", "2020-01-01", "2020-12-31"),
            ("scrub_age", "{days: 31}", "2021-01-01", ""),
        ),
        [],
    ),
    "a day shared": (
        (
            ("scrub_age", "{days: 30}", "2020-01-01", "2021-01-01"),
            ("scrub_age", "{days: 31}", "2021-01-01", ""),
        ),
        [Doubt.CONTRADICTION],
    ),
    "a day between": (
        (
            ("scrub_age", "{days: 30}", "2020-01-01", "2020-12-30"),
            ("scrub_age", "{days: 31}", "2021-01-01", ""),
        ),
        [Doubt.GAP],
    ),
    "a check against a register that is none": (
        (("dnc_register", "{name: null}", "2020-01-01", ""), ("scrub_age", "{days: 30}", "2019-01-01", "")),
        [Doubt.CONTRADICTION],
    ),
    "which ended before it": (
        (
            ("dnc_register", "{name: null}", "2020-01-01", ""),
            ("scrub_age", "{days: 30}", "2019-01-01", "2019-12-31"),
        ),
        [],
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_doubts(name: str) -> None:
    facts, expected = DOUBTS[name]
    law = joined(*(book(fact) for fact in facts))
    assert [each.doubt for each in doubts(law, TODAY)] == expected
