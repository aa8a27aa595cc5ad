"""Calling hours by hand: the moments of ``calling_hours_cases.yaml``, each told inside, outside or unknown.

The expected answers are in the file and come from no program. This test only takes its times to instants,
with the time zone database and nothing of the law.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from fairline.checks.public_holidays import public_holidays
from fairline.law import load, outside_binding_hours, outside_recommended_hours

LAW = load(public_holidays)
ANSWERS = {"inside": False, "outside": True, "unknown": None}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# The base loader takes everything for text; the others take 12:00 for a number.
ENTRIES = yaml.load((Path(__file__).parent / "calling_hours_cases.yaml").read_text(), yaml.BaseLoader)


def cases() -> Iterator[tuple[str, dict[str, object], str, str]]:
    for entry in ENTRIES:
        for answer in ANSWERS:
            for time in str(entry.get(answer, "")).split():
                where = entry.get("place") or "+".join(entry["places"])
                yield f"{where} {entry['day']} {time} {entry['why']}", entry, time, answer


CASES = {name: (entry, time, answer) for name, entry, time, answer in cases()}


def test_there_are_more_than_four_hundred() -> None:
    assert len(CASES) == len(list(cases()))
    assert len(CASES) >= 400


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["why"])
def test_each_day_is_the_weekday_it_says(entry: dict[str, str]) -> None:
    day, weekday = entry["day"].split()
    assert WEEKDAYS[date.fromisoformat(day).weekday()] == weekday


@pytest.mark.parametrize("name", CASES)
def test_calling_hours(name: str) -> None:
    entry, time, answer = CASES[name]
    places = tuple(entry["places"]) if "places" in entry else (str(entry["place"]),)  # type: ignore[arg-type]
    zones = tuple(entry["zones"]) if "zones" in entry else (str(entry["zone"]),)  # type: ignore[arg-type]
    clock = ZoneInfo(str(entry["clock"] if "clock" in entry else zones[0]))
    day = str(entry["day"]).split()[0]
    wall = datetime.fromisoformat(f"{day} {time.rstrip(chr(39))}")
    at = wall.replace(tzinfo=clock, fold=time.endswith("'"))
    assert at.astimezone(UTC).astimezone(clock).replace(tzinfo=None) == wall, "the time exists"
    ask = outside_recommended_hours if entry.get("recommended") else outside_binding_hours
    assert ask(LAW, places, zones, at) is ANSWERS[answer]
