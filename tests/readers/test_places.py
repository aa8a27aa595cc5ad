"""Where a number may be. Sources: libphonenumber's data, and the North American area codes of NANPA."""

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from phonenumbers.tzdata import TIMEZONE_DATA

from fairline.facts import Call
from fairline.law import load
from fairline.readers.area_codes import AREA_CODE_STATES
from fairline.readers.places import country_of, is_premium, located

# Number; country, places, zones.
NUMBERS = {
    "Miami": ("+13055550123", "US", ("US-FL",), ("America/New_York",)),
    "the Florida panhandle spans two zones": (
        "+18505550123",
        "US",
        ("US-FL",),
        ("America/Chicago", "America/New_York"),
    ),
    "El Paso is on Mountain time": ("+19155550123", "US", ("US-TX",), ("America/Denver",)),
    "Washington is the District, not the state": ("+12025550123", "US", ("US-DC",), ("America/New_York",)),
    "Seattle is in the state": ("+12065550100", "US", ("US-WA",), ("America/Los_Angeles",)),
    "an area code given by its cities only": ("+12035550123", "US", ("US-CT",), ("America/New_York",)),
    "a number nobody has, by its area code": ("+13050000000", "US", ("US-FL",), ("America/New_York",)),
    "an area code nobody has": ("+15551234567", None, None, None),
    "Toronto": ("+14165550123", "CA", ("CA",), ("America/Toronto",)),
    "Puerto Rico is under federal law": ("+17875550123", "PR", ("US-PR",), ("America/Puerto_Rico",)),
    "Guam": ("+16715550123", "GU", ("US-GU",), ("Pacific/Guam",)),
    "Jamaica is not": ("+18765550123", "JM", ("JM",), ("America/Jamaica",)),
    "Paris": ("+33142345678", "FR", ("FR",), ("Europe/Paris",)),
    "a French mobile": ("+33612345678", "FR", ("FR",), ("Europe/Paris",)),
    "Réunion has its own code": ("+262262123456", "RE", ("RE",), ("Indian/Reunion",)),
    "London": ("+442079460000", "GB", ("GB",), ("Europe/London",)),
    "Jersey shares Britain's code": ("+441534512345", "JE", ("JE",), ("Europe/Jersey", "Europe/London")),
    "São Paulo": ("+5511987654321", "BR", ("BR",), ("America/Sao_Paulo",)),
    "a satellite phone": ("+881612345678", None, None, None),
    "an international toll-free number": ("+80012345678", None, None, None),
    "a calling code that is none": ("+99912345678", None, None, None),
    "no number": ("x", None, None, None),
}


def call(**known: object) -> Call:
    return Call(id="1", started_at=datetime(2026, 6, 10, 12, tzinfo=UTC), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(name: str) -> None:
    number, country, places, zones = NUMBERS[name]
    found = located(call(called=number))
    assert (found.called_country, found.called_places) == (country, places)
    if zones is None or found.called_zones is None or "JE" not in (places or ()):
        assert found.called_zones == zones
    else:
        assert set(found.called_zones) <= set(zones)
    assert country_of(number) == country


@pytest.mark.parametrize("number", ["+18002345678", "+19002345678", "+15002345678"])
def test_toll_free_premium_and_personal_have_no_place_but_libphonenumbers_zones(number: str) -> None:
    found = located(call(called=number))
    assert (found.called_country, found.called_places) == (None, None)
    assert found.called_zones is not None
    assert {"America/New_York", "Pacific/Honolulu"} <= set(found.called_zones)


def test_an_area_code_newer_than_the_table_is_under_federal_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(AREA_CODE_STATES, "907")
    assert located(call(called="+19075550199")).called_places == ("US",)


def test_a_number_nobody_has_in_a_shared_code_may_be_in_any_of_its_countries() -> None:
    found = located(call(called="+447700900123"))
    assert found.called_country is None
    assert found.called_places == ("GB", "GG", "IM", "JE")


def test_an_australian_mobile_may_be_in_every_zone_of_the_country() -> None:
    found = located(call(called="+61412345678"))
    assert found.called_places == ("AU",)
    assert found.called_zones is not None
    assert {"Australia/Sydney", "Australia/Perth", "Australia/Adelaide"} <= set(found.called_zones)


def test_what_the_source_said_stays() -> None:
    said = call(called="+13055550123", called_places=("US-NY",))
    found = located(said)
    assert found.called_places == ("US-NY",)
    assert found.called_country == "US"
    assert found.called_zones == ("America/New_York",)
    assert located(located(said)) == located(said)


def test_without_a_called_number_nothing_is_said() -> None:
    assert located(call(dialed="204")) == call(dialed="204")


PREMIUM = {
    "North American 900": ("+19002345678", True),
    "French 089": ("+33899123456", True),
    "an ordinary number": ("+13055550123", False),
    "toll free": ("+18002345678", False),
    "French shared cost depends": ("+33826123456", None),
    "a number nobody has": ("+13050000000", None),
    "no number": ("x", None),
}


@pytest.mark.parametrize("name", PREMIUM)
def test_premium(name: str) -> None:
    number, expected = PREMIUM[name]
    assert is_premium(number) is expected


@pytest.mark.parametrize("area", sorted(AREA_CODE_STATES))
def test_an_area_code_leads_to_known_law_and_real_zones(area: str) -> None:
    found = located(call(called=f"+1{area}2345678"))
    assert found.called_country == "US"
    assert found.called_places is not None
    assert set(found.called_places) <= set(load().places)
    assert found.called_zones
    assert all(ZoneInfo(zone) for zone in found.called_zones)


def test_every_zone_is_known_and_keeps_to_quarters_of_an_hour() -> None:
    """The hours remember their answers by the quarter of an hour; every zone of a number must allow it."""
    for zone in {zone for zones in TIMEZONE_DATA.values() for zone in zones}:
        for year in range(2000, 2031):
            for month in (1, 7):
                offset = datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset()
                assert offset is not None
                assert offset % timedelta(minutes=15) == timedelta(0), zone


# How libphonenumber writes a state where it does not name a city with the state's abbreviation.
NAMES = {
    **{str(load().name(f"US-{state}")): state for (state,) in set(AREA_CODE_STATES.values())},
    "Washington State": "WA",
    "Washington D.C.": "DC",
}


@pytest.mark.slow
def test_the_table_is_what_libphonenumber_says() -> None:
    from phonenumbers.geodata import GEOCODE_DATA

    whole: dict[str, set[str]] = {}
    cities: dict[str, set[str]] = {}
    for prefix, words in GEOCODE_DATA.items():
        if not prefix.startswith("1") or len(prefix) < 4 or "en" not in words:
            continue
        city = re.search(r", ([A-Z]{2})$", words["en"])
        state = city[1] if city is not None else NAMES.get(words["en"])
        if state is not None and state in NAMES.values():
            (whole if len(prefix) == 4 else cities).setdefault(prefix[1:4], set()).add(state)
    expected = {**cities, **whole}
    assert {area: set(states) for area, states in AREA_CODE_STATES.items()} == expected


SHARE_MIN = 1.0  # every area code of the 50 states and the District that was in service in 2020


def test_area_codes_against_nanpa(shared: Path) -> None:
    lines = (shared / "data" / "lists" / "npa_report.csv").read_text("utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines[1:]) if row["COUNTRY"] == "US" and row["IN_SERVICE"] == "Y"]
    rows = [
        row
        for row in rows
        if re.fullmatch("[A-Z]{2}", row["LOCATION"]) and row["LOCATION"] not in ("GU", "AS")
    ]
    right = [row for row in rows if AREA_CODE_STATES.get(row["NPA_ID"]) == (row["LOCATION"],)]
    assert len(rows) >= 320
    assert len(right) / len(rows) >= SHARE_MIN


TERRITORIES = {"PUERTO RICO": "US-PR", "USVI": "US-VI", "CNMI": "US-MP", "GU": "US-GU", "AS": "US-AS"}


def test_territories_and_canada_against_nanpa(shared: Path) -> None:
    lines = (shared / "data" / "lists" / "npa_report.csv").read_text("utf-8").splitlines()
    checked = 0
    for row in csv.DictReader(lines[1:]):
        if row["IN_SERVICE"] != "Y" or row["NPA_ID"] in ("600", "622"):  # these two work all over Canada
            continue
        place = "CA" if row["COUNTRY"] == "CANADA" else TERRITORIES.get(row["LOCATION"])
        if place is None:
            continue
        assert located(call(called=f"+1{row['NPA_ID']}2345678")).called_places == (place,), row["NPA_ID"]
        checked += 1
    assert checked >= 40
