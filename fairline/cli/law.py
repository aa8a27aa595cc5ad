"""The commands on law: what it says in a place on a day, how two days differ, what is doubtful."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import groupby

from rich.console import Console
from rich.padding import Padding

from fairline import words
from fairline.cli import law_words as say
from fairline.cli.auditing import FOUND, NOTHING_FOUND
from fairline.cli.screen import plain
from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.law import LawBook, LawFact, load
from fairline.law.changes import Change, Doubt, Doubtful, changes, doubts
from fairline.law.topics import ALL
from fairline.policy import Lang, Text
from fairline.policy.text import written_day


def today() -> date:
    """Return the day it is in UTC, by which the law of today is found."""
    return datetime.now(UTC).date()


def day_of(option: str, given: str | None) -> date:
    """Return the day that an option names, today if it names none. Raises ``FairlineError``."""
    if given is None:
        return today()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise FairlineError(f"--{option}: found {given!r}, wanted {say.WANTED_DAY}") from None


def show(place: str, on: str | None, topic: str | None, lang: Lang, out: Console) -> int:
    """Print the law of ``place`` on a day, its own before what it inherits. Raises ``FairlineError``."""
    law, day = load(), day_of("on", on)
    known = place_of(law, place)
    if topic is not None and topic not in ALL:
        raise no_such("--topic", "topic", topic, ALL)
    out.print(
        plain(
            say.PLACE.say(lang, name=name_of(law, known, lang), place=known, day=written_day(day, lang)),
            "bold",
        )
    )
    facts = [fact for each in (ALL if topic is None else (topic,)) for fact in law.in_force(known, each, day)]
    if not facts:
        out.print(plain(say.NONE_IN_FORCE.say(lang)))
    for of, listed in groupby(facts, key=lambda fact: fact.topic):
        out.print(plain(f"{ALL[of].title(lang)} ({of})", "bold"))
        for fact in listed:
            _lines([fact.said(lang), *about(law, fact, known, lang)], out)
    return NOTHING_FOUND


def diff(place: str | None, since: str, until: str, lang: Lang, out: Console) -> int:
    """Print what changes between two days, in one place or in all. Raises ``FairlineError``."""
    law = load()
    known = None if place is None else place_of(law, place)
    found = changes(law, day_of("from", since), day_of("to", until), known)
    for each in found:
        title = ALL[each.topic].title(lang)
        name = name_of(law, each.place, lang)
        out.print(plain(say.CHANGED.say(lang, name=name, place=each.place, topic=title), "bold"))
        _lines(list(_change(each, lang)), out)
    if not found:
        out.print(plain(say.NO_CHANGE.say(lang)))
    return NOTHING_FOUND


def check(on: str | None, lang: Lang, out: Console) -> int:
    """Print what is doubtful in the book on a day; status 1 only if it contradicts itself."""
    law, day = load(), day_of("on", on)
    found = doubts(law, day)
    for doubt, listed in groupby(found, key=lambda each: each.doubt):
        out.print(plain(say.DOUBTS[doubt].say(lang), "bold"))
        _lines([_doubtful(each, lang) for each in listed], out)
        out.print()
    contradictions = sum(each.doubt is Doubt.CONTRADICTION for each in found)
    facts = sum(fact.in_force(day) for place in law.places for fact in law.facts(place))
    out.print(plain(say.TOTAL.say(lang, facts=facts, places=len(law.places), count=contradictions), "bold"))
    return FOUND if contradictions else NOTHING_FOUND


def place_of(law: LawBook, given: str) -> str:
    """Return the place of the book that is meant. Raises ``FairlineError``."""
    if given.upper() not in law.places:
        raise no_such("law", "place", given.upper(), law.places)
    return given.upper()


def name_of(law: LawBook, place: str, lang: Lang) -> str:
    """Return the name of a place in ``lang``."""
    return (law.name(place) if lang is Lang.EN else law.name_fr(place)) or place


def about(law: LawBook, fact: LawFact, place: str, lang: Lang) -> Iterator[str]:
    """Yield what stands behind a fact: its law and days, how sure it is, its source, its note."""
    yield ", ".join([fact.citation, in_force(fact, lang)])
    told = surely(fact, lang)
    if fact.place != place:
        told.append(say.INHERITED.say(lang, place=name_of(law, fact.place, lang)))
    yield ", ".join(told)
    yield source(fact, lang)
    if (said := note(fact, lang)) is not None:
        yield said


def surely(fact: LawFact, lang: Lang) -> list[str]:
    """Say how sure a fact is, whether it binds, and whether something in it is to be verified."""
    told = [say.CONFIDENCE[fact.confidence].say(lang), say.BINDS[fact.binding].say(lang)]
    return [*told, say.TO_VERIFY.say(lang)] if fact.verify else told


def in_force(fact: LawFact, lang: Lang) -> str:
    """Say from when to when a fact is the law."""
    first = written_day(fact.in_force_from, lang)
    if fact.in_force_to is None:
        return say.IN_FORCE_FROM.say(lang, day=first)
    return say.IN_FORCE_BETWEEN.say(lang, day=first, last=written_day(fact.in_force_to, lang))


def source(fact: LawFact, lang: Lang) -> str:
    """Say where a fact is from and when that was read."""
    if fact.checked_on is None:
        return say.FROM_MEMORY.say(lang)
    address = fact.source.split()[0].rstrip(";")
    return say.SOURCE.say(lang, source=address, day=written_day(fact.checked_on, lang))


def note(fact: LawFact, lang: Lang) -> str | None:
    """Return the note of a fact in ``lang``."""
    return fact.note if lang is Lang.EN else fact.note_fr


def _change(of: Change, lang: Lang) -> Iterator[str]:
    before = words.THEN.say(lang).join(fact.said(lang) for fact in of.before) or say.NO_LAW.say(lang)
    yield say.BEFORE.say(lang, said=before)
    for fact in of.after:
        yield say.AFTER.say(lang, day=written_day(fact.in_force_from, lang), said=fact.said(lang))
        yield fact.citation
    if not of.after:
        last = max(fact.in_force_to for fact in of.before if fact.in_force_to is not None)
        yield say.ENDED.say(lang, day=written_day(last, lang))


def _doubtful(of: Doubtful, lang: Lang) -> str:
    fact = of.fact
    told = f"{fact.place} {fact.topic}"
    extra: str | None = None
    match of.doubt:
        case Doubt.CONTRADICTION:
            assert of.other is not None
            other = f"{of.other.topic}, {of.other.citation}"
            extra = _doubt(of.doubt).say(lang, other=other)
        case Doubt.GAP:
            assert of.other is not None
            assert of.other.in_force_to is not None
            extra = _doubt(of.doubt).say(lang, day=written_day(of.other.in_force_to, lang))
        case Doubt.UNVERIFIED:
            assert fact.checked_on is not None
            extra = _doubt(of.doubt).say(lang, day=written_day(fact.checked_on, lang))
        case Doubt.VERIFY:
            extra = note(fact, lang)
        case Doubt.MEMORY | Doubt.LOW:
            extra = fact.citation
    return f"{told}  {extra}"


def _doubt(of: Doubt) -> Text:
    return say.DOUBT[of]


def _lines(lines: list[str], out: Console) -> None:
    for line in lines:
        # An address is one word, to be clicked or copied.
        address = line.startswith("http")
        out.print(Padding(plain(line), (0, 0, 0, 4), expand=False), soft_wrap=address)
