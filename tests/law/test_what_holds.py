"""What binds and what is only recommended, topic by topic. The laws are cited in ``fairline/law/data``."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from fairline.checks.public_holidays import public_holidays
from fairline.law import load
from fairline.law.ages import age_of_consent, recommended_age_of_consent
from fairline.law.complaints import complaints_max, recommended_complaints_max
from fairline.law.duties import Span
from fairline.law.frequency import (
    adad_cap,
    debt_cap,
    exempt_cap,
    health_cap,
    recommended_adad_cap,
    recommended_debt_cap,
    recommended_exempt_cap,
    recommended_health_cap,
)
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.law.recording import recommended_recording_mode, recording_mode
from fairline.law.refusals import length, opt_out_hours_max, recommended_opt_out_hours_max
from fairline.law.registers import recommended_scrub_age_max, scrub_age_max
from fairline.law.shown_numbers import (
    caller_prefix_ok,
    foreign_origin_forbidden,
    recommended_caller_prefix_ok,
    recommended_foreign_origin_forbidden,
)

LAW = load(public_holidays)


def on(day: str, time: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=UTC)


NOW = on("2026-11-23")

# Places, moment; days that bind and days that are recommended.
SCRUB = {
    "United States": (("US",), NOW, 31, None),
    "a state inherits": (("US-NY",), NOW, 31, None),
    "Canada": (("CA",), NOW, 31, None),
    "Britain": (("GB",), NOW, 28, None),
    "Italy": (("IT",), NOW, 15, None),
    "Singapore": (("SG",), NOW, 21, None),
    "India checks each call": (("IN",), NOW, 0, None),
    "the shorter of two places": (("US", "GB"), NOW, 28, None),
    "a place with no rule does not loosen it": (("US", "XX"), NOW, 31, None),
    "Spain's is practice": (("ES",), NOW, None, 30),
    "Ireland's too": (("IE",), NOW, None, 28),
    "France, the last day of Bloctel": (("FR",), on("2026-08-10"), 30, None),
    "France, the day after": (("FR",), on("2026-08-11"), None, None),
    "Singapore before its rule": (("SG",), on("2021-01-31"), None, None),
    "no place": ((), NOW, None, None),
}


@pytest.mark.parametrize("name", SCRUB)
def test_scrub_age(name: str) -> None:
    places, at, binds, recommended = SCRUB[name]
    wanted = [None if days is None else timedelta(days=days) for days in (binds, recommended)]
    assert [scrub_age_max(LAW, places, at), recommended_scrub_age_max(LAW, places, at)] == wanted


# Places, moment, channel, artificial; by laws that bind, and by others.
OPT_IN = {
    "France, before": (("FR",), on("2026-08-10"), "call", False, False, None),
    "France, from 11 August 2026": (("FR",), on("2026-08-11"), "call", False, True, None),
    "the UTC day counts, not the hour": (("FR",), on("2026-08-10", "23:59"), "call", False, False, None),
    "Germany": (("DE",), NOW, "call", False, True, None),
    "the Netherlands": (("NL",), NOW, "call", False, True, None),
    "Poland": (("PL",), NOW, "call", False, True, None),
    "Spain": (("ES",), NOW, "call", False, True, None),
    "Belgium has a list": (("BE",), NOW, "call", False, False, None),
    "Britain has a list": (("GB",), NOW, "call", False, False, None),
    "Ireland depends on the line": (("IE",), NOW, "call", False, None, None),
    "Ireland, a recorded voice": (("IE",), NOW, "call", True, True, None),
    "United States, by hand": (("US-NY",), NOW, "call", False, False, None),
    "Connecticut asks for consent in writing": (("US-CT",), NOW, "call", False, True, None),
    "Connecticut, the day before": (("US-CT",), on("2023-09-30"), "call", False, False, None),
    "an artificial voice": (("US-NY",), NOW, "call", True, True, None),
    "one place of two asks": (("BE", "DE"), NOW, "call", False, True, None),
    "both have lists": (("BE", "GB"), NOW, "call", False, False, None),
    "the other place is not known": (("BE", "XX"), NOW, "call", False, None, None),
    "a law on live calls says nothing of machines": (("SG",), NOW, "call", True, None, None),
    "texts in the Union": (("IT",), NOW, "sms", False, True, None),
    "texts in France, the charter too": (("FR",), NOW, "sms", False, True, True),
    "texts in a state without a rule of its own": (("US-NY",), NOW, "sms", False, None, None),
    "texts in Connecticut": (("US-CT",), NOW, "sms", False, True, None),
    "e-mail in Japan": (("JP",), NOW, "email", False, True, None),
    "texts in Japan": (("JP",), NOW, "sms", False, None, None),
    "a channel without law": (("FR",), NOW, "chat", False, None, None),
    "no place": ((), NOW, "call", False, None, None),
}


@pytest.mark.parametrize("name", OPT_IN)
def test_opt_in(name: str) -> None:
    places, at, channel, artificial, binds, recommended = OPT_IN[name]
    assert needs_opt_in(LAW, places, at, channel, artificial) is binds
    assert recommended_needs_opt_in(LAW, places, at, channel, artificial) is recommended


RECORDING = {
    "New York": (("US-NY",), "one_party", None),
    "California": (("US-CA",), "all_party", None),
    "Delaware's laws disagree": (("US-DE",), "all_party", None),
    "a call between the two": (("US-NY", "US-CA"), "all_party", None),
    "Montana, by notice": (("US-MT",), "notice", None),
    "New York and Montana": (("US-NY", "US-MT"), "notice", None),
    "Canada": (("CA",), "notice", None),
    "France": (("FR",), "notice", None),
    "Germany": (("DE",), "all_party", None),
    "Portugal": (("PT",), "all_party", None),
    "a member state with no law of its own here": (("AT",), "notice", None),
    "New Zealand": (("NZ",), "one_party", None),
    "a place that is not known": (("US-NY", "XX"), None, None),
    "all must consent, whatever the other place": (("US-CA", "XX"), "all_party", None),
    "India's is not sure": (("IN",), None, "notice"),
    "Mexico's neither": (("MX", "US-CA"), "all_party", "notice"),
    "no place": ((), None, None),
}


@pytest.mark.parametrize("name", RECORDING)
def test_recording(name: str) -> None:
    places, binds, recommended = RECORDING[name]
    assert recording_mode(LAW, places, NOW) == binds
    assert recommended_recording_mode(LAW, places, NOW) == recommended


def test_thirteen_states_ask_everybody_or_tell_everybody() -> None:
    strict = {place for place in LAW.places if place.startswith("US-") and mode(place) != "one_party"}
    assert strict == {
        f"US-{state}" for state in re.findall("[A-Z]{2}", "CA CT DE FL IL MA MD MI MT NH NV PA WA")
    }


def mode(place: str) -> str | None:
    return recording_mode(LAW, (place,), NOW)


AGES = {
    "United States": (("US-TX",), 13, None),
    "France's own goes before the Union's": (("FR",), 15, None),
    "Denmark": (("DK",), 13, None),
    "the Union's where there is no own": (("EU",), 16, None),
    "the higher of two": (("ES", "DE"), 16, None),
    "Canada, Quebec being possible": (("CA",), 14, None),
    "India": (("IN",), 18, None),
    "Australia's is guidance": (("AU",), None, 15),
    "Japan's is not sure": (("JP",), None, 15),
    "nowhere known": (("XX",), None, None),
}


@pytest.mark.parametrize("name", AGES)
def test_ages(name: str) -> None:
    places, binds, recommended = AGES[name]
    assert age_of_consent(LAW, places, NOW) == binds
    assert recommended_age_of_consent(LAW, places, NOW) == recommended


# Places, moment, channel, days. 2026-11-23 is a Monday; 26 November is Thanksgiving, 25 December Christmas.
REFUSALS = {
    "ten business days with a holiday among them": (("US",), on("2026-11-23"), "call", 15),
    "without a holiday": (("US",), on("2026-06-01"), "call", 14),
    "from a Saturday, Juneteenth being on a Friday": (("US",), on("2026-06-06"), "call", 16),
    "before the amendment, days": (("US",), on("2025-04-10"), "call", 30),
    "from the amendment on, Good Friday being no federal holiday": (("US",), on("2025-04-11"), "call", 14),
    "Canada, calls": (("CA",), NOW, "call", 14),
    "Canada, texts, Labour Day among them": (("CA",), on("2026-09-04"), "sms", 17),
    "Brazil's register": (("BR",), NOW, "call", 30),
    "Mexico's": (("MX",), NOW, "call", 30),
    "the shorter of two": (("BR", "CA"), NOW, "call", 14),
    "Australia, texts": (("AU",), on("2026-06-15"), "sms", 7),
    "Australia, calls": (("AU",), NOW, "call", None),
    "e-mail in the United States": (("US",), on("2026-06-01"), "email", 14),
    "a channel without law": (("US",), NOW, "chat", None),
    "France": (("FR",), NOW, "call", None),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_time_to_honor_a_refusal(name: str) -> None:
    places, at, channel, days = REFUSALS[name]
    assert opt_out_hours_max(LAW, places, at, channel) == (None if days is None else timedelta(days=days))
    assert recommended_opt_out_hours_max(LAW, places, at, channel) is None


LENGTHS = {
    "a month from the last of January": ("2026-01-31", Span(months=1), timedelta(days=28)),
    "in a leap year": ("2028-01-31", Span(months=1), timedelta(days=29)),
    "over the turn of the year": ("2026-11-30", Span(months=3), timedelta(days=90)),
    "in December": ("2026-12-15", Span(months=1), timedelta(days=31)),
    "to December": ("2026-11-30", Span(months=1), timedelta(days=30)),
    "a year and days": ("2026-02-28", Span(years=1, days=2), timedelta(days=367)),
    "hours and less": ("2026-02-28", Span(hours=24, minutes=5, seconds=1), timedelta(days=1, seconds=301)),
    "at once": ("2026-02-28", Span(seconds=0), timedelta(0)),
}


@pytest.mark.parametrize("name", LENGTHS)
def test_how_long_a_span_is(name: str) -> None:
    day, span, expected = LENGTHS[name]
    assert length(LAW, "US", date.fromisoformat(day), span) == expected


# Places, moment, caller, purpose, automated; by laws that bind, and by others.
SHOWN = {
    "a French mobile, by a machine": (("FR",), NOW, "+33612345678", "marketing", True, False, None),
    "a French mobile, whoever dials": (("FR",), NOW, "+33712345678", "marketing", None, False, None),
    "a polyvalent number": (("FR",), NOW, "+33162123456", "marketing", True, True, None),
    "a number of Paris, by a machine": (("FR",), NOW, "+33140123456", "marketing", True, False, None),
    "a number of Paris, by hand": (("FR",), NOW, "+33140123456", "marketing", False, None, None),
    "a number of Paris, whoever dials": (("FR",), NOW, "+33140123456", "marketing", None, None, None),
    "a mobile to remind of an appointment": (("FR",), NOW, "+33612345678", "appointment", True, None, None),
    "a number of a platform": (("FR",), NOW, "+33937123456", "transactional", True, True, None),
    "a British number in France": (("FR",), NOW, "+442071234567", "marketing", True, None, None),
    "before the decision": (("FR",), on("2022-12-31"), "+33612345678", "marketing", True, None, None),
    "a Spanish mobile": (("ES",), NOW, "+34612345678", "marketing", None, False, None),
    "a number of Madrid": (("ES",), NOW, "+34912345678", "marketing", None, True, None),
    "an 800 number": (("ES",), NOW, "+34800123456", "transactional", None, True, None),
    "a 902 number": (("ES",), NOW, "+34902123456", "marketing", None, False, None),
    "a Spanish mobile the day before": (
        ("ES",),
        on("2025-06-06"),
        "+34612345678",
        "marketing",
        None,
        None,
        None,
    ),
    "India's series for promotion": (("IN",), NOW, "+911401234567", "marketing", None, True, None),
    "ten digits in India": (("IN",), NOW, "+919812345678", "marketing", None, False, None),
    "the series for service is not for promotion": (
        ("IN",),
        NOW,
        "+911600123456",
        "marketing",
        None,
        False,
        None,
    ),
    "India's series for service": (("IN",), NOW, "+911600123456", "transactional", None, True, None),
    "0303 in Brazil": (("BR",), on("2025-07-31"), "+553031234567", "marketing", None, True, None),
    "another number in Brazil": (("BR",), on("2025-07-31"), "+5511987654321", "marketing", None, False, None),
    "0303 is voluntary now": (("BR",), on("2025-08-07"), "+5511987654321", "marketing", None, None, None),
    "one of two places forbids": (("GB", "ES"), NOW, "+34612345678", "marketing", None, False, None),
    "no rules": (("US",), NOW, "+13055550123", "marketing", None, None, None),
}


@pytest.mark.parametrize("name", SHOWN)
def test_numbers_shown(name: str) -> None:
    places, at, caller, purpose, automated, binds, recommended = SHOWN[name]
    assert caller_prefix_ok(LAW, places, at, caller, purpose, automated) is binds
    assert recommended_caller_prefix_ok(LAW, places, at, caller, purpose, automated) is recommended


FOREIGN = {
    "London": (NOW, "+442071234567", True),
    "a British mobile": (NOW, "+447912345678", False),
    "London, the day before": (on("2025-01-28"), "+442071234567", None),
    "a French mobile": (NOW, "+33612345678", True),
    "a French mobile in 2025": (on("2025-12-31"), "+33612345678", None),
    "Paris": (NOW, "+33140123456", False),
    "Berlin": (NOW, "+493012345678", True),
    "a German mobile": (NOW, "+4915112345678", True),
    "Madrid": (NOW, "+34912345678", True),
    "Rome": (on("2025-08-19"), "+390612345678", True),
    "Rome, the day before": (on("2025-08-18"), "+390612345678", None),
    "an Italian mobile, too early": (on("2025-11-18"), "+393331234567", False),
    "an Italian mobile": (on("2025-11-19"), "+393331234567", True),
    "an American number": (NOW, "+13055550123", None),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_numbers_shown_from_abroad(name: str) -> None:
    at, caller, forbidden = FOREIGN[name]
    assert foreign_origin_forbidden(LAW, at, caller) is forbidden
    assert recommended_foreign_origin_forbidden(LAW, at, caller) is None


COMPLAINTS = {
    "five in ten days": (("IN",), NOW, 10, 5, None),
    "from the amendment on": (("IN",), on("2025-02-12"), 10, 5, None),
    "not in seven": (("IN",), NOW, 7, None, None),
    "nor in eleven": (("IN",), NOW, 11, None, None),
    "ten in seven before": (("IN",), on("2025-02-11"), 7, 10, None),
    "elsewhere": (("US",), NOW, 10, None, None),
}


@pytest.mark.parametrize("name", COMPLAINTS)
def test_complaints(name: str) -> None:
    places, at, days, binds, recommended = COMPLAINTS[name]
    assert complaints_max(LAW, places, at, timedelta(days=days)) == binds
    assert recommended_complaints_max(LAW, places, at, timedelta(days=days)) == recommended


HOURS_8, DAYS_7, DAYS_30 = timedelta(hours=8), timedelta(days=7), timedelta(days=30)
CAPS = {
    "seven calls on a debt in seven days": (debt_cap, recommended_debt_cap, ("US-NY",), 7, DAYS_7, True),
    "not six": (debt_cap, recommended_debt_cap, ("US-NY",), 6, DAYS_7, False),
    "no such law in France": (debt_cap, recommended_debt_cap, ("FR",), 7, DAYS_7, False),
    "Maine's machines, one in eight hours": (adad_cap, recommended_adad_cap, ("US-ME",), 1, HOURS_8, True),
    "not in Vermont": (adad_cap, recommended_adad_cap, ("US-VT",), 1, HOURS_8, False),
    "three exempt messages in thirty days": (exempt_cap, recommended_exempt_cap, ("US",), 3, DAYS_30, True),
    "not in seven": (exempt_cap, recommended_exempt_cap, ("US",), 3, DAYS_7, False),
    "health care, one a day": (health_cap, recommended_health_cap, ("US",), 1, timedelta(days=1), True),
    "health care, three a week": (health_cap, recommended_health_cap, ("US",), 3, DAYS_7, True),
    "health care, not two a day": (health_cap, recommended_health_cap, ("US",), 2, timedelta(days=1), False),
}


@pytest.mark.parametrize("name", CAPS)
def test_caps_of_other_calls(name: str) -> None:
    binding, recommended, places, attempts_max, span, found = CAPS[name]
    assert binding(LAW, places, NOW, attempts_max, span) is found
    assert recommended(LAW, places, NOW, attempts_max, span) is False


def test_what_is_asked_twice_is_one_answer() -> None:
    for _ in range(2):
        assert scrub_age_max(LAW, ("US",), NOW) == timedelta(days=31)
        assert scrub_age_max(load(), ("IT",), NOW) == timedelta(days=15)
