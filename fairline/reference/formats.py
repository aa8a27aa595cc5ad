"""The page of formats: what each reader reads, what it cannot tell, and how far it was proven."""

from fairline import telling, words
from fairline.audit.measurable import BY_NUMBER
from fairline.cli import help as headings
from fairline.policy import Lang
from fairline.readers.format import Format
from fairline.readers.recognition import NEVER_RECOGNISED, READERS
from fairline.reference import markdown
from fairline.reference import words as say
from fairline.reference.languages import capital, other_language

HERE = "docs/reference/"


def formats_page(lang: Lang) -> str:
    """Return the page, in the order in which formats are recognised."""
    parts = [
        other_language("formats", lang),
        say.FORMATS_INTRO.say(lang),
    ]
    for name in READERS:
        of = READERS[name].FORMAT
        parts.append(f"## {markdown.text(telling.title(of, lang))}")
        parts.append(markdown.bullets(_entries(of, lang)))
    return markdown.page(say.FORMATS.say(lang), parts)


def _entries(of: Format, lang: Lang) -> list[str]:
    known = of.name not in NEVER_RECOGNISED
    told = {
        headings.HEADINGS["format"]: f"`{of.name}`",
        headings.HEADINGS["source"]: _source(of.source),
        say.HOLDS: ", ".join(words.KINDS[kind].say(lang) for kind in sorted(of.kinds)),
        headings.HEADINGS["tried"]: headings.TRIED[of.tried_on].say(lang),
        say.RECOGNISED: say.YES.say(lang) if known else say.BY_MAPPING.say(lang),
        headings.HEADINGS["silent"]: _silent(of, lang) if known else say.ITS_COLUMNS.say(lang),
        headings.HEADINGS["never"]: ", ".join(telling.never(of, lang)),
    }
    return [
        headings.ENTRY.say(lang, name=f"**{capital(heading.say(lang))}**", value=value)
        for heading, value in told.items()
        if value
    ]


def _source(of: str) -> str:
    """Return a link to where a format is documented: another site, this folder or this repository."""
    if of.startswith("https://"):
        return markdown.link(of, of)
    near = of.removeprefix(HERE)
    return markdown.link(of, near if near != of else f"../../{of}")


def _silent(of: Format, lang: Lang) -> str:
    """Return what it cannot tell; a place that is told from the called number is left out."""
    names = sorted(of.silent_on - BY_NUMBER)
    said = [f"{telling.column(f'.{name}', lang)} (`{name}`)" for name in names]
    return ", ".join(said) if said else say.NOTHING.say(lang)
