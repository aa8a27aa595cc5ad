"""French: every word of the pages is there, well set, and the same everywhere."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from fairline.console.catalogs import HERE, LANGUAGE, sources
from fairline.console.extracting import catalog, parts

PARTS = parts()


def told(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def messages(path: Path) -> list[Message]:
    with path.open("rb") as opened:
        return [each for each in read_po(opened, locale=LANGUAGE) if each.id]


@pytest.mark.parametrize("folder", PARTS, ids=lambda folder: str(folder.relative_to(HERE)))
def test_the_catalog_has_exactly_the_words_of_its_pages(folder: Path) -> None:
    """Run ``python -m fairline.console.extracting`` and write the French that is missing."""
    target = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    wanted = {(each.id, each.context) for each in catalog(PARTS[folder], target) if each.id}
    kept = {(each.id, each.context) for each in messages(target)} if target.exists() else set()
    assert kept == wanted


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.parents[3].name)
def test_every_entry_is_translated(path: Path) -> None:
    assert [each.id for each in messages(path) if not told(each) or not all(told(each))] == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.parents[3].name)
def test_french_is_well_set(path: Path) -> None:
    for message in messages(path):
        for said in told(message):
            assert not re.search(r" ([:;!?»]|%(?!\())", said), said
            assert "« " not in said, said
            assert "..." not in said or "..." in str(message.id), said


def test_the_same_words_have_the_same_french_everywhere() -> None:
    found: dict[object, set[tuple[str, ...]]] = defaultdict(set)
    for path in sources():
        for message in messages(path):
            found[message.id, message.context].add(told(message))
    assert {words: french for words, french in found.items() if len(french) > 1} == {}
