"""A statement of reasons as a page, as JSON and as PDF: all from its record, in either language."""

import json
import threading
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.conf import settings

from fairline.cases import Section, StatementOfReasons, sections
from fairline.console.policy import review
from fairline.policy import Lang, Text, written

TEMPLATE = Path(__file__).with_name("statement.typ")
TITLE = Text(en="Statement of reasons {id}", fr="Exposé des motifs {id}")
FROM = Text(en="{provider}, decided on {decided}", fr="{provider}, décision du {decided}")
PAGE = Text(en="page", fr="page")
PDF_UA: Literal["ua-1"] = (
    "ua-1"  # ISO 14289-1: tagged, with a title and a language, for whoever has it read aloud
)
_lock = threading.Lock()


def title(of: StatementOfReasons, lang: Lang) -> str:
    """Return what a statement is called."""
    return TITLE.say(lang, id=of.id)


def read(of: StatementOfReasons, lang: Lang) -> tuple[Section, ...]:
    """Return a statement as headings and paragraphs."""
    return sections(of, lang, review())


def pdf(of: StatementOfReasons, lang: Lang) -> bytes:
    """Return a statement as a tagged PDF: the same record and language give the same bytes.

    What people wrote goes to the template as values, so nothing in it is ever taken as markup.
    """
    data = {
        "title": title(of, lang),
        "lang": lang.value,
        "from": FROM.say(lang, provider=settings.CONSOLE.sender.name, decided=written(of.decided_at, lang)),
        "page": PAGE.say(lang),
        "sections": [{"heading": each.heading, "paragraphs": each.paragraphs} for each in read(of, lang)],
    }
    with _lock:
        made = _compiler().compile(
            input=TEMPLATE.read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            timestamp=int(of.decided_at.timestamp()),
            pdf_standards=[PDF_UA],
        )
    assert isinstance(made, bytes), "one file"
    return made


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler with the fonts that are built into it, so that every machine gives the same."""
    return typst.Compiler(ignore_system_fonts=True)
