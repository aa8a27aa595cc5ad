"""A law book with one more fact, of which it is not sure: a rule's test must not need such a law today."""

from collections import defaultdict
from dataclasses import replace

from fairline.law import Confidence, LawBook, LawFact
from fairline.law.reading import Place
from tests.clauses.traffic import law_book


def book_unsure_of(fact: LawFact, place: str) -> LawBook:
    """Return the law with ``fact`` as that of ``place`` from its first day on, of low confidence."""
    book = law_book()
    places = []
    for each in book.places:
        facts: dict[str, tuple[LawFact, ...]] = defaultdict(tuple)
        for own in book.facts(each):
            facts[own.topic] = (*facts[own.topic], own)
        if each == place:
            low = replace(fact, place=place, confidence=Confidence.LOW, in_force_to=None)
            facts[fact.topic] = (low,)
        above = book.chain(each)[1:2]
        names = str(book.name(each)), str(book.name_fr(each))
        inherits = above[0] if above else None
        places.append(Place(id=each, name=names[0], name_fr=names[1], inherits=inherits, facts=facts))
    return LawBook(places, book.public_holidays)
