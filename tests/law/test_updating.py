"""A later book of law in the place of an earlier one: what it may say, and what it may not."""

from datetime import date

import pytest

from fairline.law import LawError, LawUpdate, as_of, book_of, check_follows, load, package_files, update_of

HEAD = """
checked_on: {day}
sources: {{S: "https://example.org"}}
places:
"""
PLACE = """
  {place}:
    name: {place}
    facts:
      emergency_numbers:
        - {{value: {numbers}, citation: c, effective_from: 2000-01-01, confidence: high, source: S}}
"""
CAP = """
      frequency_cap:
        - value: {attempts_max: 3, days: 1, scope: one person}
          citation: c
          effective_from: 2000-01-01
          confidence: high
          source: S
"""


def update(day: str, *places: str, lacking: bool = False) -> LawUpdate:
    return LawUpdate(files={"x.yaml": HEAD.format(day=day) + "".join(places)}, lacking=lacking)


def place(name: str, *numbers: str, cap: bool = False) -> str:
    listed = "[" + ", ".join(f'"{number}"' for number in numbers) + "]"
    return PLACE.format(place=name, numbers=listed) + (CAP if cap else "")


OLD = update("2026-11-23", place("FR", "112", "15", cap=True), place("GB", "999"))


FOLLOWS: dict[str, tuple[LawUpdate, str | None]] = {
    "a day later": (update("2026-11-24", place("FR", "112", "15", cap=True), place("GB", "999")), None),
    "more of all": (
        update("2026-12-01", place("FR", "112", "15", cap=True), place("GB", "999"), place("IE", "112")),
        None,
    ),
    "the same day": (OLD, "found 2026-11-23 as its latest, wanted a day after 2026-11-23"),
    "a day before": (
        update("2026-11-22", place("FR", "112", "15", cap=True), place("GB", "999")), "found 2026-11-22"
    ),
    "a topic less": (
        update("2026-11-24", place("FR", "112", "15"), place("GB", "999")), "nothing on FR frequency_cap"
    ),
    "a topic less, and meant": (
        update("2026-11-24", place("FR", "112", "15"), place("GB", "999"), lacking=True), None
    ),
    "a place less": (update("2026-11-24", place("FR", "112", "15", "999", cap=True)), "found nothing on GB"),
    "a place less, and meant": (
        update("2026-11-24", place("FR", "112", "15", "999", cap=True), lacking=True), None
    ),
    "a place less whose number is nowhere else, and meant": (
        update("2026-11-24", place("FR", "112", "15", cap=True), lacking=True), "found none of 999, wanted"
    ),
    "a number less, and meant": (
        update("2026-11-24", place("FR", "112", cap=True), place("GB", "999", "15"), lacking=True),
        "FR: emergency_numbers: found none of 15",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_may_follow(name: str) -> None:
    new, why = FOLLOWS[name]
    if why is None:
        check_follows(book_of(new), book_of(OLD), lacking=new.lacking)
    else:
        with pytest.raises(LawError) as refused:
            check_follows(book_of(new), book_of(OLD), lacking=new.lacking)
        assert why in str(refused.value)


def test_the_package_is_a_book_of_its_files() -> None:
    book = book_of(LawUpdate(files=package_files()))
    assert book.places == load().places
    assert as_of(book) == as_of(load()) >= date(2026, 11, 23)


def test_numbers_of_before_go_on_calling_for_help() -> None:
    book = book_of(update("2026-11-24", place("IE", "112"))).with_emergency(frozenset({"15"}))
    assert book.all_emergency_numbers() == {"112", "15"}
    assert book.emergency_numbers("IE") == {"112"}


BROKEN = {
    "no JSON": (b"law", "wanted a book of law"),
    "something else": (b'{"files": {}, "version": 7}', "wanted a book of law"),
    "no file": (b'{"files": {}}', "found no file of law"),
    "no YAML": (b'{"files": {"x.yaml": "places: ["}}', "x.yaml: found"),
    "a topic that is none": (
        b'{"files": {"x.yaml": "sources: {}\\nplaces: {FR: {name: F, facts: {tax: []}}}"}}',
        "x.yaml: FR",
    ),
    "no day": (b'{"files": {"x.yaml": "sources: {}\\nplaces: {FR: {name: F, inherits: EU}}"}}', "EU"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_book(name: str) -> None:
    body, said = BROKEN[name]
    with pytest.raises(LawError, match=said):
        book_of(update_of(body))
