"""Sentences with their slots filled, still in both languages."""

from datetime import date, datetime

from fairline.policy import Lang, Slot, Text, written
from fairline.policy.text import written_day

Said = Slot | date | Text


def filled(text: Text, /, **values: Said) -> Text:
    """Return ``text`` with its slots filled in each language. Braces in the values stay braces."""
    return Text(en=_in(text, Lang.EN, values), fr=_in(text, Lang.FR, values))


def listed(texts: tuple[Text, ...]) -> Text:
    """Return the texts in one, separated as a list is."""
    return Text(en=", ".join(each.en for each in texts), fr=", ".join(each.fr for each in texts))


def plain(words: str) -> Text:
    """Return words that are the same in both languages: a name, a number, what somebody wrote."""
    return Text(en=escaped(words), fr=escaped(words))


def said(text: Text, lang: Lang) -> str:
    """Return a text that has no slots left."""
    return text.say(lang)


def escaped(words: str) -> str:
    """Return words so that no brace in them is a slot."""
    return words.replace("{", "{{").replace("}", "}}")


def _in(text: Text, lang: Lang, values: dict[str, Said]) -> str:
    return escaped(text.say(lang, **{name: _slot(value, lang) for name, value in values.items()}))


def _slot(value: Said, lang: Lang) -> str:
    match value:
        case Text():
            return said(value, lang)
        case datetime():
            return written(value, lang)
        case date():
            return written_day(value, lang)
        case _:
            return written(value, lang)
