"""Nothing of the reference is lost: each of its facts has its place here, from the same law and day."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from fairline.law import load
from fairline.law.sectors import sectors
from fairline.law.topics import ALL, TOPICS
from fairline.law.words import WORDS_FR

LAW = load()
TODAY = date(2026, 11, 23)
COMPILED = date(2026, 11, 23)  # of the reference: what was read later may say something else
PATHS: dict[str, list[str]] = json.loads((Path(__file__).parent / "reference_paths.json").read_text())
"""Where the facts of each path of the reference are; one that is not listed is a topic of the same name."""


def leaves(record: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each fact below a place with its path."""
    if not isinstance(record, dict):
        return
    if "value" in record and "citation" in record:
        yield ".".join(path), record
        return
    for name, inner in record.items():
        yield from leaves(inner, (*path, name))


def read_since(place: str, topic: str) -> bool:
    """Whether a fact's source was read after the reference was compiled, so that it no longer decides."""
    return any(
        fact.topic == topic and fact.checked_on is not None and fact.checked_on > COMPILED
        for fact in LAW.facts(place)
    )


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, dict[str, object]]:
    text = (shared / "policy" / "jurisdictions.yaml").read_text("utf-8")
    loaded: dict[str, dict[str, object]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def test_every_fact_of_the_reference_is_here(reference: dict[str, dict[str, object]]) -> None:
    """By citation, first day and confidence; a fact split by days has its oldest part under the same day.
    What was read since is here too, as its source has it."""
    lost = []
    counted = 0
    for place, record in reference["jurisdictions"].items():
        for path, fact in leaves(record):
            for topic in PATHS.get(path, [path]):
                counted += 1
                own = [each for each in LAW.facts(place) if each.topic == topic]
                same = [
                    each
                    for each in own
                    if each.citation == fact["citation"]
                    and each.in_force_from.isoformat() == fact["effective_from"]
                    and each.confidence == fact["confidence"]
                ]
                if not same and (place, path) not in RESTATED and not read_since(place, topic):
                    lost.append((place, path, topic))
    assert not lost
    assert counted >= 351  # as many facts as the reference has; some are several topics here


RESTATED = {  # 112 has a fact of its own; of three caps one was here before
    ("EU", "robocall_emergency"),
    ("US", "artificial_voice.exempt_informational_cap_residential"),
}


def test_a_source_that_was_read_is_one_here(reference: dict[str, dict[str, object]]) -> None:
    """What the reference has from memory is so here, and what it has from a source has one."""
    wrong = []
    for place, record in reference["jurisdictions"].items():
        for path, fact in leaves(record):
            for topic in PATHS.get(path, [path]):
                own = [
                    each
                    for each in LAW.facts(place)
                    if each.topic == topic and each.citation == fact["citation"]
                ]
                same = any((each.checked_on is None) is (fact["source"] == "memory") for each in own)
                if own and not same and not read_since(place, topic):
                    wrong.append((place, path, topic))
    assert not wrong


def test_what_the_reference_marks_to_be_verified_is_marked_here(
    reference: dict[str, dict[str, object]],
) -> None:
    unmarked = []
    for place, record in reference["jurisdictions"].items():
        for path, fact in leaves(record):
            if "verify" not in str(fact.get("note", "")).lower():
                continue
            own = [
                fact for topic in PATHS.get(path, [path]) for fact in LAW.facts(place) if fact.topic == topic
            ]
            if not any(each.verify or read_since(place, each.topic) for each in own):
                unmarked.append((place, path))
    assert not unmarked


def test_the_ages_of_other_member_states_are_here(reference: dict[str, dict[str, object]]) -> None:
    ages = reference["eu_age_of_digital_consent_other"]["value"]
    assert isinstance(ages, dict)
    found = {place: LAW.resolve(place, "age_of_digital_consent", TODAY) for place in ages}
    assert {place: fact.value.years for place, fact in found.items()} == ages  # type: ignore[union-attr]
    assert {place for place, fact in found.items() if fact is not None and fact.verify} == {"GR", "SI"}


def test_every_code_of_the_reference_is_here(reference: dict[str, dict[str, object]]) -> None:
    codes = reference["high_risk_codes"]
    for system, ours in (("naics_2022", "naics"), ("nace_rev2", "nace")):
        groups = codes[system]
        assert isinstance(groups, dict)
        wanted = {code.split()[0] for group in groups.values() for code in group}
        assert wanted == {code for group in sectors().codes[ours].values() for code in group}


def test_every_topic_has_a_fact_and_titles_of_its_own() -> None:
    used = {fact.topic for place in LAW.places for fact in LAW.facts(place)}
    assert used == set(TOPICS)
    for lang in ("en", "fr"):
        titles = [topic.title(lang) for topic in ALL.values()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_fact_says_what_it_asks(lang: str) -> None:
    for place in LAW.places:
        for fact in LAW.facts(place):
            said = fact.said(lang)
            assert said
            assert said == said.strip()
            assert "None" not in said


def test_every_word_of_the_data_has_its_french() -> None:
    words = set()
    for place in LAW.places:
        for fact in LAW.facts(place):
            for field in ("scope", "base", "window", "after"):
                if (word := getattr(fact.value, field, None)) is not None:
                    words.add(word)
    assert words == set(WORDS_FR)


def test_a_note_is_in_both_languages_and_says_what_to_verify() -> None:
    facts = [fact for place in LAW.places for fact in LAW.facts(place)]
    assert all((fact.note is None) is (fact.note_fr is None) for fact in facts)
    for fact in facts:
        if fact.verify:
            assert fact.note is not None
            assert fact.note_fr is not None
            assert "verify" in fact.note.lower()
            assert "vérifi" in fact.note_fr.lower()
        else:
            assert "verify" not in (fact.note or "").lower()


def test_what_is_from_memory_was_checked_on_no_day() -> None:
    for place in LAW.places:
        for fact in LAW.facts(place):
            assert (fact.checked_on is None) is fact.source.startswith("from memory")
