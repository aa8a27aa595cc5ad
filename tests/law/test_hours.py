"""Calling hours, place by place: 47 CFR 64.1200(c)(1) and what is cited in ``fairline/law/data``."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairline.checks.public_holidays import public_holidays
from fairline.law import (
    Hours,
    LawBook,
    contact_weight,
    laws_for,
    load,
    outside_binding_hours,
    outside_recommended_hours,
    parse,
)

LAW = load(public_holidays)

# 2026-06-10 is a Wednesday, 13 a Saturday and 14 a Sunday; none is a holiday anywhere below.
WED, SAT, SUN = "2026-06-10", "2026-06-13", "2026-06-14"
NY, CHI, LA, DEN = "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Denver"
PARIS, LONDON, BERLIN, ROME = "Europe/Paris", "Europe/London", "Europe/Berlin", "Europe/Rome"
MADRID, SYDNEY, SAO_PAULO, TORONTO = (
    "Europe/Madrid",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "America/Toronto",
)


def moment(text: str, zone: str) -> datetime:
    """A wall clock time in a zone; a trailing ``'`` asks for the second run of a repeated hour."""
    fold = 1 if text.endswith("'") else 0
    return datetime.fromisoformat(text.rstrip("'")).replace(tzinfo=ZoneInfo(zone), fold=fold)


# Place, zone, day: minutes before the window opens, when it opens, its last minute, the first after it.
EDGES = {
    "federal law in a state with no hours of its own": ("US-NY", NY, WED, "08:00", "21:00"),
    "federal law in the District of Columbia": ("US-DC", NY, SUN, "08:00", "21:00"),
    "federal law in Puerto Rico": ("US-PR", "America/Puerto_Rico", WED, "08:00", "21:00"),
    "Connecticut 9-20": ("US-CT", NY, WED, "09:00", "20:00"),
    "Florida 8-20": ("US-FL", NY, WED, "08:00", "20:00"),
    "Florida on Sunday too": ("US-FL", NY, SUN, "08:00", "20:00"),
    "Kentucky 10-21": ("US-KY", NY, WED, "10:00", "21:00"),
    "Louisiana 8-20": ("US-LA", CHI, SAT, "08:00", "20:00"),
    "Massachusetts 8-20": ("US-MA", NY, WED, "08:00", "20:00"),
    "Maryland 8-20": ("US-MD", NY, WED, "08:00", "20:00"),
    "Minnesota 9-21": ("US-MN", CHI, WED, "09:00", "21:00"),
    "Mississippi 8-20": ("US-MS", CHI, WED, "08:00", "20:00"),
    "New Mexico 9-21": ("US-NM", DEN, WED, "09:00", "21:00"),
    "Nevada 9-20": ("US-NV", LA, WED, "09:00", "20:00"),
    "Oklahoma 8-20": ("US-OK", CHI, WED, "08:00", "20:00"),
    "Pennsylvania 8-21": ("US-PA", NY, SUN, "08:00", "21:00"),
    "Rhode Island 9-18": ("US-RI", NY, WED, "09:00", "18:00"),
    "Rhode Island, Saturday 10-17": ("US-RI", NY, SAT, "10:00", "17:00"),
    "Texas 9-21": ("US-TX", CHI, SAT, "09:00", "21:00"),
    "Texas, Sunday from noon": ("US-TX", CHI, SUN, "12:00", "21:00"),
    "Utah 8-21": ("US-UT", DEN, SAT, "08:00", "21:00"),
    "Virginia 8-21": ("US-VA", NY, WED, "08:00", "21:00"),
    "Washington 8-20": ("US-WA", LA, WED, "08:00", "20:00"),
    "Wyoming 8-20": ("US-WY", DEN, WED, "08:00", "20:00"),
    "Alabama 8-20": ("US-AL", CHI, SAT, "08:00", "20:00"),
    "Michigan 9-21": ("US-MI", NY, WED, "09:00", "21:00"),
    "Oregon 8-20": ("US-OR", LA, SUN, "08:00", "20:00"),
    "Pennsylvania 9-19 by Act 47": ("US-PA", NY, "2026-10-19", "09:00", "19:00"),
    "and on Saturday": ("US-PA", NY, "2026-10-24", "09:00", "19:00"),
    "South Dakota's own are of low confidence: the federal ones bind": ("US-SD", CHI, SUN, "08:00", "21:00"),
    "Canada 9-21:30": ("CA", TORONTO, WED, "09:00", "21:30"),
    "Canada, weekend 10-18": ("CA", TORONTO, SAT, "10:00", "18:00"),
    "France, morning": ("FR", PARIS, WED, "10:00", "13:00"),
    "France, afternoon": ("FR", PARIS, WED, "14:00", "20:00"),
    "Spain 9-21": ("ES", MADRID, WED, "09:00", "21:00"),
    "Australia 9-20": ("AU", SYDNEY, WED, "09:00", "20:00"),
    "Australia, Saturday 9-17": ("AU", SYDNEY, SAT, "09:00", "17:00"),
    "Portugal 9-22, every day by the decree's own words": ("PT", "Europe/Lisbon", SUN, "09:00", "22:00"),
}
RECOMMENDED_EDGES = {
    "Britain, by the industry's code": ("GB", LONDON, SAT, "08:00", "21:00"),
    "Britain, Sunday from 9": ("GB", LONDON, SUN, "09:00", "21:00"),
    "Germany 8-20": ("DE", BERLIN, WED, "08:00", "20:00"),
    "Germany, Saturday 10-18": ("DE", BERLIN, SAT, "10:00", "18:00"),
    "Italy, by the code of conduct": ("IT", ROME, WED, "09:00", "20:00"),
    "Italy, Saturday 10-19": ("IT", ROME, SAT, "10:00", "19:00"),
    "Brazil, by self-regulation": ("BR", SAO_PAULO, WED, "09:00", "21:00"),
    "Brazil, Saturday 10-16": ("BR", SAO_PAULO, SAT, "10:00", "16:00"),
    "South Dakota, of low confidence": ("US-SD", CHI, WED, "09:00", "21:00"),
}


def around(zone: str, day: str, opens: str, closes: str) -> list[datetime]:
    first, end = moment(f"{day} {opens}", zone), moment(f"{day} {closes}", zone)
    second = timedelta(seconds=1)
    return [first - second, first, end - second, end]


@pytest.mark.parametrize("name", EDGES)
def test_binding_hours_open_and_close_to_the_second(name: str) -> None:
    place, zone, *window = EDGES[name]
    found = [outside_binding_hours(LAW, (place,), (zone,), at) for at in around(zone, *window)]
    assert found == [True, False, False, True]


@pytest.mark.parametrize("name", RECOMMENDED_EDGES)
def test_recommended_hours_open_and_close_to_the_second(name: str) -> None:
    place, zone, *window = RECOMMENDED_EDGES[name]
    found = [outside_recommended_hours(LAW, (place,), (zone,), at) for at in around(zone, *window)]
    assert found == [True, False, False, True]


# Places, zones, wall clock, zone of that clock; then what binds and what is recommended.
MOMENTS = {
    "Louisiana, no calls on Sunday": (("US-LA",), (CHI,), f"{SUN} 12:00", CHI, True, None),
    "nor in Mississippi": (("US-MS",), (CHI,), f"{SUN} 12:00", CHI, True, None),
    "nor in Rhode Island": (("US-RI",), (NY,), f"{SUN} 12:00", NY, True, None),
    "nor in Utah": (("US-UT",), (DEN,), f"{SUN} 12:00", DEN, True, None),
    "nor in Alabama": (("US-AL",), (CHI,), f"{SUN} 12:00", CHI, True, None),
    "in South Dakota that is only recommended": (("US-SD",), (CHI,), f"{SUN} 12:00", CHI, False, True),
    "Louisiana, Mardi Gras": (("US-LA",), (CHI,), "2026-02-17 12:00", CHI, True, None),
    "an ordinary Tuesday next door": (("US-TX",), (CHI,), "2026-02-17 12:00", CHI, False, None),
    "Mississippi, King's birthday": (("US-MS",), (CHI,), "2024-01-15 12:00", CHI, True, None),
    "not banned any more": (("US-MS",), (CHI,), "2026-01-19 12:00", CHI, False, None),
    "Pennsylvania, the last Sunday before Act 47": (("US-PA",), (NY,), "2026-10-11 12:00", NY, False, None),
    "and the first with it": (("US-PA",), (NY,), "2026-10-18 12:00", NY, True, None),
    "Rhode Island, Victory Day": (("US-RI",), (NY,), "2026-08-10 12:00", NY, True, None),
    "Utah, Pioneer Day": (("US-UT",), (DEN,), "2026-07-24 12:00", DEN, True, None),
    "Pennsylvania, Christmas": (("US-PA",), (NY,), "2026-12-25 12:00", NY, True, None),
    "Pennsylvania, the day after": (("US-PA",), (NY,), "2026-12-26 12:00", NY, False, None),
    "federal law has no holidays": (("US-NY",), (NY,), "2026-12-25 12:00", NY, False, None),
    "France, lunch": (("FR",), (PARIS,), f"{WED} 13:30", PARIS, True, None),
    "France, Saturday": (("FR",), (PARIS,), f"{SAT} 11:00", PARIS, True, None),
    "France, Sunday": (("FR",), (PARIS,), f"{SUN} 11:00", PARIS, True, None),
    "France, 14 July on a Tuesday": (("FR",), (PARIS,), "2026-07-14 11:00", PARIS, True, None),
    "France, the day before": (("FR",), (PARIS,), "2026-07-13 11:00", PARIS, False, None),
    "Spain, Saturday": (("ES",), (MADRID,), f"{SAT} 11:00", MADRID, True, None),
    "Spain, 12 October": (("ES",), (MADRID,), "2026-10-12 11:00", MADRID, True, None),
    "Australia, Sunday": (("AU",), (SYDNEY,), f"{SUN} 11:00", SYDNEY, True, None),
    "Australia, Anzac Day on a Saturday": (("AU",), (SYDNEY,), "2026-04-25 11:00", SYDNEY, True, None),
    "a holiday of one Australian state": (("AU",), (SYDNEY,), "2026-06-08 11:00", SYDNEY, False, None),
    "Canada Day is a day like any other": (("CA",), (TORONTO,), "2026-07-01 20:00", TORONTO, False, None),
    "Britain has no law on hours": (("GB",), (LONDON,), f"{WED} 03:00", LONDON, None, True),
    "Britain, Good Friday from 9": (("GB",), (LONDON,), "2026-04-03 08:30", LONDON, None, True),
    "Britain, Good Friday at 9": (("GB",), (LONDON,), "2026-04-03 09:00", LONDON, None, False),
    "Germany, Unity Day": (("DE",), (BERLIN,), "2025-10-03 12:00", BERLIN, None, True),
    "Italy's code does not bind": (("IT",), (ROME,), f"{SUN} 12:00", ROME, None, True),
    "Italy, Republic Day": (("IT",), (ROME,), "2026-06-02 12:00", ROME, None, True),
    "Brazil, Sunday": (("BR",), (SAO_PAULO,), f"{SUN} 12:00", SAO_PAULO, None, True),
    "Brazil, Tiradentes": (("BR",), (SAO_PAULO,), "2026-04-21 12:00", SAO_PAULO, None, True),
    "Portugal, Sunday is only a reading": (("PT",), (LONDON,), f"{SUN} 12:00", LONDON, False, True),
    "France before its decree": (("FR",), (PARIS,), "2023-02-28 21:00", PARIS, None, None),
    "France from its first day": (("FR",), (PARIS,), "2023-03-01 00:00", PARIS, True, None),
    "the day is that of the called person": (("FR",), (PARIS,), "2023-02-28 18:00", NY, True, None),
    "Florida before its own hours": (("US-FL",), (NY,), "2021-06-30 20:30", NY, False, None),
    "Florida on their first day": (("US-FL",), (NY,), "2021-07-01 20:30", NY, True, None),
    "Oregon before its act": (("US-OR",), (LA,), "2025-12-31 20:30", LA, False, None),
    "Oregon after it": (("US-OR",), (LA,), "2026-01-01 20:30", LA, True, None),
    "inside in both zones": (("US-NY",), (NY, LA), f"{WED} 11:00", NY, False, None),
    "too early in the western one": (("US-NY",), (NY, LA), f"{WED} 10:59", NY, True, None),
    "too late in the eastern one": (("US-NY",), (NY, LA), f"{WED} 18:00", LA, True, None),
    "two states, inside for one only": (("US-TX", "US-LA"), (CHI,), f"{SAT} 08:30", CHI, True, None),
    "two states, inside for both": (("US-TX", "US-LA"), (CHI,), f"{SAT} 09:00", CHI, False, None),
    "a state with law beside a place with none": (("US-TX", "XX"), (CHI,), f"{SAT} 09:00", CHI, False, None),
    "Mississippi goes by Central time": (("US-MS",), (NY,), f"{WED} 08:30", NY, True, None),
    "until eight in the evening there": (("US-MS",), (NY,), f"{WED} 20:30", NY, False, None),
    "but federal law by the person's": (("US-MS",), (NY,), f"{WED} 21:00", NY, True, None),
    "spring in New York, an hour skipped": (("US-NY",), (NY,), "2026-03-08 07:59", NY, True, None),
    "spring, at eight": (("US-NY",), (NY,), "2026-03-08 08:00", NY, False, None),
    "autumn, at eight": (("US-NY",), (NY,), "2026-11-01 08:00", NY, False, None),
    "autumn, before eight": (("US-NY",), (NY,), "2026-11-01 07:59", NY, True, None),
    "Paris keeps its clock when New York has moved": (("FR",), (PARIS,), "2026-03-16 05:00", NY, False, None),
    "and an hour earlier is too early": (("FR",), (PARIS,), "2026-03-16 04:59", NY, True, None),
    "no places known": (None, (NY,), f"{WED} 03:00", NY, None, None),
    "no zones known": (("US-FL",), None, f"{WED} 03:00", NY, None, None),
    "an empty list of places": ((), (NY,), f"{WED} 03:00", NY, None, None),
    "an empty list of zones": (("US-FL",), (), f"{WED} 03:00", NY, None, None),
    "a place that is not in the book": (("XX",), (NY,), f"{WED} 03:00", NY, None, None),
    "a zone that is none, inside in the other": (("US-NY",), (NY, "x"), f"{WED} 12:00", NY, None, None),
    "a zone that is none, outside in the other": (("US-NY",), (NY, "x"), f"{WED} 03:00", NY, True, None),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_moments(name: str) -> None:
    places, zones, text, clock, binding, recommended = MOMENTS[name]
    at = moment(text, clock)
    assert outside_binding_hours(LAW, places, zones, at) is binding
    assert outside_recommended_hours(LAW, places, zones, at) is recommended
    # The same instant, told on another clock, has the same answer.
    assert outside_binding_hours(LAW, places, zones, at.astimezone(UTC)) is binding


NIGHT_BOOK = """
sources: {T: a test}
places:
  XX:
    name: Nowhere
    facts:
      calling_hours:
        - value: {mon_fri: ["01:30-24:00"], sat: ["00:00-02:30"], sun: ["00:00-01:30"], public_holidays: none}
          citation: test
          effective_from: 2000-01-01
          effective_to: 2026-11-30
          confidence: medium
          source: T
          binding: true
        - value: {mon_fri: none, sat: none, sun: none, public_holidays: as_weekday}
          citation: later
          effective_from: 2027-01-01
          confidence: high
          source: T
          binding: true
"""
NIGHT = {
    "24:00 is the end of the day": ("2026-06-10 23:59", False),
    "and not the start of the next": ("2026-06-11 00:00", True),
    "Friday's last minute joins Saturday's first": ("2026-06-13 00:00", False),
    "the repeated hour, first run inside": ("2026-11-01 01:29", False),
    "first run, after": ("2026-11-01 01:30", True),
    "second run, inside once more": ("2026-11-01 01:29'", False),
    "second run, after": ("2026-11-01 01:30'", True),
    "last day in force": ("2026-11-30 12:00", False),
    "between two facts there is no law": ("2026-12-01 12:00", None),
    "no hours at all from the later fact on": ("2027-01-01 12:00", True),
}


@pytest.mark.parametrize("name", NIGHT)
def test_nights_and_repeated_hours(name: str) -> None:
    text, expected = NIGHT[name]
    book = LawBook(parse(NIGHT_BOOK, "night.yaml"))
    assert outside_binding_hours(book, ("XX",), (NY,), moment(text, NY)) is expected


def test_without_a_calendar_a_holiday_is_a_day_like_any_other() -> None:
    at = moment("2026-07-14 11:00", PARIS)
    assert outside_binding_hours(load(), ("FR",), (PARIS,), at) is False
    assert outside_binding_hours(LAW, ("FR",), (PARIS,), at) is True


def slow_outside(places: tuple[str, ...], zones: tuple[str, ...], at: datetime) -> bool | None:
    """The same question by hand: every fact that binds, every place and zone, no memory."""
    answers = []
    for place in places:
        for zone in zones:
            day = at.astimezone(ZoneInfo(zone)).date()
            for fact in laws_for(LAW, "calling_hours", (place,), day):
                if not fact.binding or fact.confidence == "low":
                    continue
                hours = fact.value
                assert isinstance(hours, Hours)
                local = at.astimezone(ZoneInfo(hours.clock or zone))
                windows = [hours.mon_fri] * 5 + [hours.sat, hours.sun]
                today = windows[local.weekday()]
                if hours.public_holidays is not None and local.date() in public_holidays(
                    fact.place, local.year
                ):
                    today = hours.public_holidays
                minute = local.hour * 60 + local.minute
                answers.append(not any(start <= minute < end for start, end in today))
    return any(answers) if answers else None


FIRST, LAST = 1_325_376_000, 1_893_456_000  # the years 2012 to 2029


def utc(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


SOME_PLACES = ("US-FL", "US-TX", "US-MS", "US-RI", "US-LA", "US-NY", "CA", "FR", "ES", "AU", "GB", "XX")
SOME_ZONES = (NY, CHI, LA, PARIS, SYDNEY, "America/St_Johns", "Australia/Eucla", "Asia/Kathmandu")


@settings(max_examples=100, deadline=None)
@given(
    places=st.lists(st.sampled_from(SOME_PLACES), min_size=1, max_size=3).map(tuple),
    zones=st.lists(st.sampled_from(SOME_ZONES), min_size=1, max_size=3).map(tuple),
    at=st.integers(FIRST, LAST).map(utc),
)
@example(places=("US-MS",), zones=("America/St_Johns",), at=datetime(2026, 11, 1, 5, 59, 59, 999999, UTC))
def test_what_is_remembered_is_what_is_worked_out(
    places: tuple[str, ...], zones: tuple[str, ...], at: datetime
) -> None:
    assert outside_binding_hours(LAW, places, zones, at) is slow_outside(places, zones, at)


WEIGHTS = {
    "a minute before ten in the evening": ((NY,), f"{WED} 21:59", NY, 1),
    "ten in the evening": ((NY,), f"{WED} 22:00", NY, 2),
    "a minute before seven": ((NY,), f"{WED} 06:59", NY, 2),
    "seven": ((NY,), f"{WED} 07:00", NY, 1),
    "night in one of two zones": ((NY, LA), f"{WED} 22:30", NY, 1),
    "night in both": ((NY, LA), f"{WED} 22:00", LA, 2),
    "no zones known": (None, f"{WED} 23:00", NY, 1),
    "an empty list of zones": ((), f"{WED} 23:00", NY, 1),
    "a zone that is none": ((NY, "x"), f"{WED} 23:00", NY, 1),
}


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_contact_at_night_weighs_two(name: str) -> None:
    zones, text, clock, weight = WEIGHTS[name]
    assert contact_weight(("US-NY",), zones, moment(text, clock)) == weight


def test_laws_to_cite_are_the_states_own_then_the_federal_each_once() -> None:
    laws = laws_for(LAW, "calling_hours", ("US-TX", "US-FL", "US-TX"), date(2026, 6, 10))
    assert [fact.place for fact in laws] == ["US-TX", "US", "US-FL"]
    assert laws_for(LAW, "calling_hours", None, date(2026, 6, 10)) == ()


TEXTS = {
    "US": ("every day 08:00-21:00", "tous les jours de 8\u00a0h à 21\u00a0h"),
    "CA": (
        "Mon-Fri 09:00-21:30, Sat and Sun 10:00-18:00",
        "du lundi au vendredi de 9\u00a0h à 21\u00a0h\u00a030,"
        " le samedi et le dimanche de 10\u00a0h à 18\u00a0h",
    ),
    "FR": (
        "Mon-Fri 10:00-13:00 and 14:00-20:00; not on Saturdays, Sundays and public holidays",
        "du lundi au vendredi de 10\u00a0h à 13\u00a0h et de 14\u00a0h à 20\u00a0h"
        "\u00a0; ni le samedi, ni le dimanche, ni les jours fériés",
    ),
    "GB": (
        "Mon-Sat 08:00-21:00, Sun and public holidays 09:00-21:00",
        "du lundi au samedi de 8\u00a0h à 21\u00a0h, le dimanche et les jours fériés de 9\u00a0h à 21\u00a0h",
    ),
    "US-TX": (
        "Mon-Sat 09:00-21:00, Sun 12:00-21:00",
        "du lundi au samedi de 9\u00a0h à 21\u00a0h, le dimanche de 12\u00a0h à 21\u00a0h",
    ),
    "US-PA": (
        "every day 08:00-21:00; not on public holidays",
        "tous les jours de 8\u00a0h à 21\u00a0h\u00a0; pas les jours fériés",
    ),
    "US-MS": (
        "Mon-Sat 08:00-20:00; not on Sundays (Chicago time)",
        "du lundi au samedi de 8\u00a0h à 20\u00a0h\u00a0; pas le dimanche (heure de Chicago)",
    ),
}


@pytest.mark.parametrize("place", TEXTS)
def test_hours_in_words(place: str) -> None:
    fact = LAW.resolve(place, "calling_hours", date(2026, 6, 10))
    assert fact is not None
    hours = fact.value if isinstance(fact.value, Hours) else fact.recommended
    assert hours is not None
    assert (hours.text("en"), hours.text("fr")) == TEXTS[place]


def test_never_and_until_midnight_in_words() -> None:
    never = Hours(mon_fri=(), sat=(), sun=(), public_holidays=None)
    assert (never.text("en"), never.text("fr")) == ("at no time", "à aucun moment")
    late = Hours(mon_fri=((0, 1440),), sat=(), sun=((0, 1440),), public_holidays=((0, 1440),))
    assert late.text("en") == "Mon-Fri 00:00-24:00, Sun and public holidays 00:00-24:00; not on Saturdays"
