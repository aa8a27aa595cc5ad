"""The law book: what is in it, and which fact is the law of a day."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from fairline.law import (
    Abandonment,
    AccessStimulation,
    Confidence,
    FrequencyCap,
    MinRing,
    ShortCalls,
    load,
)

LAW = load()
TODAY = date(2026, 11, 23)
COMPILED = date(2026, 11, 23)  # of the reference

STATES = re.findall(
    "[A-Z]{2}",
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV"
    " NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY",
)
OWN_HOURS = re.findall("[A-Z]{2}", "AL CT FL KY LA MA MD MI MN MS NM NV OK OR PA RI SD TX UT VA WA WY")


def test_every_state_and_the_district_are_there() -> None:
    assert len(STATES) == 51
    assert {f"US-{state}" for state in STATES} <= set(LAW.places)


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_its_own_hours_or_the_federal_ones(state: str) -> None:
    fact = LAW.resolve(f"US-{state}", "calling_hours", TODAY)
    assert fact is not None
    assert fact.place == (f"US-{state}" if state in OWN_HOURS else "US")


VALUES = {
    "three percent of live answers in the United States": (
        "US",
        "abandonment",
        TODAY,
        Abandonment(
            share_max=0.03,
            base="calls answered live by a person",
            window="30 days of one campaign",
            agent_within_s=2,
            after="the completed greeting of the called person",
        ),
    ),
    "fifteen seconds of ringing": ("US-TX", "min_ring", TODAY, MinRing(seconds=15, rings=4)),
    "three attempts a day in Florida": (
        "US-FL",
        "frequency_cap",
        TODAY,
        FrequencyCap(attempts_max=3, hours=24, scope="one subject, whatever number is used"),
    ),
    "none before 2021-07-01": ("US-FL", "frequency_cap", date(2021, 6, 30), None),
    "three to one with shared revenue": (
        "US",
        "access_stimulation_revenue_share",
        TODAY,
        AccessStimulation(ratio_max=3.0, growth_max=1.0, months=1),
    ),
    "six seconds are short in Brazil": (
        "BR",
        "short_call_blocking",
        date(2024, 6, 1),
        ShortCalls(short_s_max=6, calls_day_max=100_000, share_max=0.85, block_days=15),
    ),
    "three were until 2024-05-31": (
        "BR",
        "short_call_blocking",
        date(2024, 5, 31),
        ShortCalls(short_s_max=3, calls_day_max=100_000, share_max=0.85, block_days=15),
    ),
    "of any share until 2022-11-02": (
        "BR",
        "short_call_blocking",
        date(2022, 11, 2),
        ShortCalls(short_s_max=3, calls_day_max=100_000, share_max=None, block_days=15),
    ),
    "none before 2022-06-06": ("BR", "short_call_blocking", date(2022, 6, 5), None),
    "a place that is not in the book": ("XX", "abandonment", TODAY, None),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    place, topic, day, value = VALUES[name]
    fact = LAW.resolve(place, topic, day)
    assert (None if fact is None else fact.value) == value


def test_the_british_safe_harbour_ended_on_the_first_of_march_2017() -> None:
    shares = []
    for day in (date(2017, 2, 28), date(2017, 3, 1)):
        fact = LAW.resolve("GB", "abandonment", day)
        assert fact is not None
        assert isinstance(fact.value, Abandonment)
        shares.append(fact.value.share_max)
    assert shares == [0.03, None]


def test_a_fact_says_whose_it_is() -> None:
    fact = LAW.resolve("US-MS", "calling_hours", TODAY)
    assert fact is not None
    assert fact.citation.startswith("Miss. Code 77-3-723")
    assert fact.in_force_from == date(2024, 6, 3)
    assert fact.in_force_to is None
    assert fact.checked_on == date(2026, 11, 30), "the source's own day, not the file's"
    assert fact.confidence is Confidence.HIGH
    assert fact.source.startswith("https://www.dnc.com/")
    assert fact.binding is True
    assert fact.note is not None
    assert "Central Standard Time" in fact.note


EMERGENCY = {
    "US": {"911", "988"},
    "US-FL": {"911", "988"},
    "CA": {"911", "988"},
    "GB": {"999", "112"},
    "FR": {"112", "15", "17", "18", "114", "3114"},
    "DE": {"112", "110"},
    "ES": {"112", "091"},
    "IT": {"112", "118"},
    "AU": {"000", "112", "106"},
    "BR": {"190", "192", "193"},
    "EU": {"112"},
}


@pytest.mark.parametrize("place", EMERGENCY)
def test_emergency_numbers(place: str) -> None:
    assert EMERGENCY[place] <= LAW.emergency_numbers(place)
    fact = LAW.resolve(place, "emergency_numbers", TODAY)
    assert fact is not None
    assert isinstance(fact.value, tuple)
    assert EMERGENCY[place] <= set(fact.value)


def test_every_european_union_country_has_112() -> None:
    for place in LAW.places:
        if len(LAW.in_force(place, "emergency_numbers", TODAY)) > 1 and not place.startswith("US"):
            assert "112" in LAW.emergency_numbers(place)


def test_nobody_knows_the_numbers_of_an_unknown_place() -> None:
    assert LAW.emergency_numbers("XX") == frozenset()
    assert LAW.name("XX") is None
    assert LAW.name("US-DC") == "District of Columbia"


def test_the_book_is_opened_once() -> None:
    assert load() is LAW
    assert hash(LAW) == hash(load())


def test_the_data_agrees_with_the_reference(shared: Path) -> None:
    """Every calling hour, cap and emergency number of the reference is here, by the same citation and day,
    unless it was looked up since.
    """
    text = (shared / "policy" / "jurisdictions.yaml").read_text("utf-8")
    reference = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["jurisdictions"]
    compared = 0
    for place, record in reference.items():
        for topic in ("calling_hours", "adad_hours", "research_hours", "frequency_cap", "emergency_numbers"):
            wanted = record.get(topic)
            if wanted is None:
                continue
            fact = LAW.resolve(place, topic, TODAY)
            assert fact is not None, (place, topic)
            assert fact.place == place
            if fact.checked_on is not None and fact.checked_on > COMPILED:
                continue  # what was read later may say something else
            assert fact.citation == wanted["citation"]
            assert fact.in_force_from == date.fromisoformat(wanted["effective_from"])
            assert fact.confidence == wanted["confidence"]
            if "binding" in wanted:
                assert fact.binding is wanted["binding"]
            if topic == "emergency_numbers":
                assert list(fact.value) == wanted["value"]  # type: ignore[arg-type]
            if topic.endswith("_hours"):
                given = wanted.get("recommended_default") or wanted["value"]
                hours = fact.recommended or fact.value
                for day in ("mon_fri", "sat", "sun", "public_holidays"):
                    windows = getattr(hours, day)
                    told = [[_clock(start), _clock(end)] for start, end in windows or ()]
                    told_as = "as_weekday" if windows is None else told or "none"
                    assert told_as == given[day], (place, topic, day)
            compared += 1
    assert compared >= 60


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
