"""How a mistake in the law data is told: file, place and topic, what was found and what was wanted."""

import pytest

from fairline.facts import FairlineError
from fairline.law import TOPICS, LawBook, LawError, parse

GOOD = """
sources: {T: a test}
places:
  XX:
    name: Nowhere
    facts:
      calling_hours:
        - value: {mon_fri: ["08:00-21:00"], sat: none, sun: none, public_holidays: none}
          citation: act 1
          effective_from: 2020-01-01
          confidence: high
          source: T
          binding: true
      min_ring:
        - value: {seconds: 15}
          citation: act 2
          effective_from: 2020-01-01
          confidence: high
          source: T
"""
SECOND = """
        - value: {seconds: 16}
          citation: act 3
          effective_from: 2020-01-01
          confidence: low
          source: T
"""

# What is replaced in the good file, by what, and the error it must give.
MISTAKES = {
    "a time without a leading zero": (
        '"08:00-21:00"',
        '"8:00-21:00"',
        "bad.yaml: XX calling_hours: value.mon_fri: found '8:00-21:00',"
        ' wanted a span such as "08:00-21:00"',
    ),
    "a time that YAML takes for a number": (
        '["08:00-21:00"]',
        "[21:30]",
        'bad.yaml: XX calling_hours: value.mon_fri: found 1290, wanted a span such as "08:00-21:00"',
    ),
    "a span that ends before it starts": (
        '"08:00-21:00"',
        '"21:00-08:00"',
        "bad.yaml: XX calling_hours: value.mon_fri: found '21:00-08:00',"
        " wanted a start before its end, and an end not after 24:00",
    ),
    "a span past midnight": (
        '"08:00-21:00"',
        '"08:00-24:30"',
        "bad.yaml: XX calling_hours: value.mon_fri: found '08:00-24:30',"
        " wanted a start before its end, and an end not after 24:00",
    ),
    "a quarter of an hour": (
        '"08:00-21:00"',
        '"08:15-21:00"',
        "bad.yaml: XX calling_hours: value.mon_fri: found '08:15-21:00',"
        " wanted times on the hour or half hour",
    ),
    "spans that touch": (
        '"08:00-21:00"',
        '"08:00-12:00", "12:00-21:00"',
        "bad.yaml: XX calling_hours: value.mon_fri: found ['08:00-12:00', '12:00-21:00'],"
        " wanted spans in order that do not touch",
    ),
    "a day left out": (
        "sat: none, ",
        "",
        "bad.yaml: XX calling_hours: value.sat: found nothing,"
        ' wanted none, or spans in quotes, such as ["08:00-21:00"]',
    ),
    "a day misspelt": (
        "sat: none",
        "saturday: none",
        "bad.yaml: XX calling_hours: value: found 'saturday', wanted only mon_fri, sat, sun, public_holidays",
    ),
    "hours that do not say whether they bind": (
        "          binding: true\n",
        "",
        "bad.yaml: XX calling_hours: binding: found nothing, wanted true or false",
    ),
    "binding with no value": (
        '{mon_fri: ["08:00-21:00"], sat: none, sun: none, public_holidays: none}',
        "null",
        "bad.yaml: XX calling_hours: value: found nothing, wanted hours, or a recommended_default",
    ),
    "a clock that is no zone": (
        "binding: true",
        "binding: true\n          clock: Central",
        "bad.yaml: XX calling_hours: clock: found 'Central', wanted an IANA time zone",
    ),
    "a day that is none": (
        "act 1\n          effective_from: 2020-01-01",
        "act 1\n          effective_from: soon",
        "bad.yaml: XX calling_hours: effective_from: found 'soon', wanted a day such as 2021-07-01",
    ),
    "an end before the start": (
        "binding: true",
        "binding: true\n          effective_to: 2019-12-31",
        "bad.yaml: XX calling_hours: effective_to: found '2019-12-31', wanted a day not before 2020-01-01",
    ),
    "no citation": (
        "          citation: act 1\n",
        "",
        "bad.yaml: XX calling_hours: citation: found nothing, wanted words",
    ),
    "a confidence of its own": (
        "act 2\n          effective_from: 2020-01-01\n          confidence: high",
        "act 2\n          effective_from: 2020-01-01\n          confidence: certain",
        "bad.yaml: XX min_ring: confidence: found 'certain', wanted high, medium or low",
    ),
    "a source that is not listed": (
        "{T: a test}",
        "{U: a test}",
        "bad.yaml: XX calling_hours: source: found 'T', wanted one of the sources of this file",
    ),
    "a topic misspelt": (
        "min_ring",
        "ring_min",
        "bad.yaml: XX: facts: found 'ring_min', wanted one of " + ", ".join(TOPICS),
    ),
    "a field misspelt": (
        "citation: act 2",
        "cite: act 2",
        "bad.yaml: XX min_ring: the fact: found 'cite', wanted only value, recommended_default, citation,"
        " effective_from, effective_to, confidence, source, binding, clock, note, note_fr, verify",
    ),
    "a value of another shape": (
        "{seconds: 15}",
        "{seconds: long}",
        "bad.yaml: XX min_ring: value: found {'seconds': 'long'},"
        " wanted min_ring as declared (Expected `int`, got `str` - at `$.seconds`)",
    ),
    "two facts on one day": (
        "          source: T\n",
        None,
        "bad.yaml: XX min_ring: effective_from: found '2020-01-01',"
        " wanted a day after the fact before it has ended",
    ),
    "a note in one language": (
        "binding: true",
        "binding: true\n          note: so it is",
        "bad.yaml: XX calling_hours: note_fr: found nothing, wanted a note in both languages",
    ),
    "to be verified without saying what": (
        "binding: true",
        "binding: true\n          verify: true",
        "bad.yaml: XX calling_hours: note: found nothing, wanted what is to be verified",
    ),
    "a day of checking that is none": (
        "sources: {T: a test}",
        "checked_on: lately\nsources: {T: a test}",
        "bad.yaml: checked_on: found 'lately', wanted a day such as 2021-07-01",
    ),
    "a source without its own day": (
        "{T: a test}",
        "{T: {said: a test}}",
        "bad.yaml: sources: T: checked_on: found nothing, wanted a day such as 2021-07-01",
    ),
    "a source without words": (
        "{T: a test}",
        "{T: {checked_on: 2026-11-30}}",
        "bad.yaml: sources: T: said: found nothing, wanted words",
    ),
    "a field of a source misspelt": (
        "{T: a test}",
        "{T: {said: a test, read_on: 2026-11-30}}",
        "bad.yaml: sources: T: found 'read_on', wanted only said, checked_on",
    ),
    "a place without a name": (
        "    name: Nowhere\n",
        "",
        "bad.yaml: XX: name: found nothing, wanted words",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(name: str) -> None:
    old, new, message = MISTAKES[name]
    assert old in GOOD
    text = GOOD + SECOND.lstrip("\n") if new is None else GOOD.replace(old, new)
    with pytest.raises(LawError) as caught:
        parse(text, "bad.yaml")
    assert str(caught.value) == message


BROKEN = {
    "not YAML": ("places: [", "bad.yaml: found ", ", wanted YAML"),
    "a list": ("- 1", "bad.yaml: the file: found [1], wanted names with values", ""),
    "nothing": ("", "bad.yaml: the file: found nothing, wanted names with values", ""),
    "a place given twice": (
        GOOD + "  XX:\n    name: Again\n",
        "bad.yaml: found XX given twice",
        ", wanted YAML",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_none(name: str) -> None:
    text, start, end = BROKEN[name]
    with pytest.raises(LawError) as caught:
        parse(text, "bad.yaml")
    assert str(caught.value).startswith(start)
    assert str(caught.value).endswith(end)


def test_a_long_value_is_cut() -> None:
    with pytest.raises(LawError) as caught:
        parse(GOOD.replace("{seconds: 15}", "{seconds: " + "x" * 5000 + "}"), "bad.yaml")
    assert len(str(caught.value)) < 250


def test_a_parent_must_be_in_the_book_and_above() -> None:
    orphan = parse(GOOD.replace("name: Nowhere", "name: Nowhere\n    inherits: YY"), "bad.yaml")
    with pytest.raises(LawError, match="XX: inherits: found 'YY', wanted a place in the book"):
        LawBook(orphan)
    own = parse(GOOD.replace("name: Nowhere", "name: Nowhere\n    inherits: XX"), "bad.yaml")
    with pytest.raises(LawError, match="XX: inherits: found itself again, wanted a place above it"):
        LawBook(own)
    once = parse(GOOD, "bad.yaml")
    with pytest.raises(LawError, match="XX: found twice, wanted once"):
        LawBook(once + once)


def test_it_is_an_error_that_the_operator_can_mend() -> None:
    assert issubclass(LawError, FairlineError)
