"""The console's words as a reader of one language sees them, from the catalogs that its pages use."""

from functools import cache

from babel.messages.pofile import read_po

from fairline.console.catalogs import LANGUAGE, sources


@cache
def french() -> dict[str, str]:
    """Return every phrase of the console with its French; of those with a number, each form."""
    found: dict[str, str] = {}
    for path in sources():
        with path.open("rb") as opened:
            for each in read_po(opened, locale=LANGUAGE):
                if each.id and isinstance(each.id, str):
                    found[each.id] = str(each.string)
                elif each.id:
                    singular, plural = each.id
                    found[singular], found[plural] = each.string[0], each.string[-1]
    return found


def say(language: str, phrase: str) -> str:
    """Return a phrase in a language. Raises ``KeyError`` for one that no page has."""
    told = french()[phrase]
    return told if language == LANGUAGE else phrase
