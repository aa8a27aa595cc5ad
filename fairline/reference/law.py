"""The page of law: every fact of the book, by place, with its law, its days and how sure it is."""

from collections.abc import Iterator

from fairline.cli import law_words
from fairline.cli.law import in_force, name_of, note, source, surely
from fairline.law import LawBook, LawFact, load
from fairline.law.sectors import sectors
from fairline.law.topics import ALL
from fairline.policy import Lang
from fairline.reference import law_words as say
from fairline.reference import markdown
from fairline.reference.languages import capital, other_language

ORDER = {topic: number for number, topic in enumerate(ALL)}


def law_page(lang: Lang) -> str:
    """Return the page: how it is read, each place that has facts of its own, the codes of sectors."""
    law = load()
    parts = [other_language("law", lang), say.LAW_INTRO.say(lang)]
    for place in law.places:
        if law.facts(place):
            parts.extend(_place(law, place, lang))
    parts.append(f"## {say.SECTORS.say(lang)}")
    parts.append(say.SECTORS_INTRO.say(lang, citation=sectors().citation))
    headings = [say.SECTOR.say(lang), "NAICS", "NACE", "NACE 2.1"]
    parts.append(markdown.table(headings, _sectors(lang)))
    return markdown.page(say.LAW_TITLE.say(lang), parts)


def _place(law: LawBook, place: str, lang: Lang) -> Iterator[str]:
    yield f"## {markdown.text(name_of(law, place, lang))} (`{place}`)"
    if above := law.chain(place)[1:]:
        names = ", ".join(f"{name_of(law, each, lang)} ({each})" for each in above)
        yield say.INHERITS.say(lang, places=names)
    headings = [heading.say(lang) for heading in (say.LAW_TOPIC, say.LAW_SAYS, say.LAW_CITED, say.LAW_SURE)]
    facts = sorted(law.facts(place), key=lambda fact: ORDER[fact.topic])
    yield markdown.table(headings, (_row(fact, lang) for fact in facts))


def _row(fact: LawFact, lang: Lang) -> tuple[str, ...]:
    said = note(fact, lang)
    sure = ", ".join(surely(fact, lang))
    read = source(fact, lang)
    where = read if fact.checked_on is None else markdown.link(say.SOURCE_READ.say(lang), read.split(",")[0])
    return (
        f"{capital(ALL[fact.topic].title(lang))} `{fact.topic}`",
        markdown.text(fact.said(lang)) + ("" if said is None else f"<br>_{markdown.text(said)}_"),
        f"{markdown.code(fact.citation)}, {in_force(fact, lang)}",
        f"{sure}, {where}",
    )


def _sectors(lang: Lang) -> Iterator[tuple[str, ...]]:
    table = sectors()
    for name, words in table.names.items():
        title = words.en if lang is Lang.EN else words.fr
        codes = (table.codes[system].get(name, ()) for system in ("naics", "nace", "nace2.1"))
        yield capital(title), *(", ".join(map(_code, each)) for each in codes)


def _code(code: str) -> str:
    return markdown.code(code) + (law_words.VERIFY_MARK if code in sectors().verify else "")
