"""Pages in two languages: how they are named, and the link from one to the other."""

from fairline.policy import Lang
from fairline.reference import markdown
from fairline.reference.words import OTHER_LANGUAGE

SUFFIX = {Lang.EN: ".md", Lang.FR: ".fr.md"}
_OTHER = {Lang.EN: Lang.FR, Lang.FR: Lang.EN}


def other_language(name: str, lang: Lang) -> str:
    """Return the link from the page ``name`` in ``lang`` to the same page in the other language."""
    return markdown.link(OTHER_LANGUAGE.say(lang), f"{name}{SUFFIX[_OTHER[lang]]}")


def capital(words: str) -> str:
    """Return words with a capital at the start."""
    return words[:1].upper() + words[1:]
