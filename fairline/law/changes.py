"""How the law differs between two days, and what is doubtful in the book itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

from fairline.law.book import LawBook
from fairline.law.permissions import Register
from fairline.law.reading import Confidence, LawFact

ONE_DAY = timedelta(days=1)
YEAR = timedelta(days=365)  # ours: sources are read again once a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The law on one topic in one place, on the earlier and on the later day."""

    place: str
    topic: str
    before: tuple[LawFact, ...]
    after: tuple[LawFact, ...]


class Doubt(StrEnum):
    """Why a fact is not to be relied on as it stands. Only the first is a mistake of the book."""

    CONTRADICTION = "contradiction"
    GAP = "gap"
    UNVERIFIED = "unverified"
    MEMORY = "memory"
    LOW = "low"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A fact, why it is doubtful, and the other that it contradicts or that ended too early before it."""

    doubt: Doubt
    fact: LawFact
    other: LawFact | None = None


def changes(law: LawBook, since: date, until: date, place: str | None = None) -> tuple[Change, ...]:
    """Return what is not the same on both days: of a place and those it inherits from, or of all."""
    places = law.places if place is None else law.chain(place)
    return tuple(change for each in places for change in _of_place(law, each, *sorted((since, until))))


def doubts(law: LawBook, day: date) -> tuple[Doubtful, ...]:
    """Return what is doubtful on ``day``, contradictions first, then as the book has its facts."""
    found = [doubt for place in law.places for doubt in _doubts_of(law.facts(place), day)]
    return tuple(sorted(found, key=lambda each: list(Doubt).index(each.doubt)))


def _of_place(law: LawBook, place: str, since: date, until: date) -> Iterator[Change]:
    facts = law.facts(place)
    for topic in dict.fromkeys(fact.topic for fact in facts):
        before, after = (
            tuple(fact for fact in facts if fact.topic == topic and fact.in_force(day))
            for day in (since, until)
        )
        if before != after:
            yield Change(place=place, topic=topic, before=before, after=after)


def _doubts_of(facts: tuple[LawFact, ...], day: date) -> Iterator[Doubtful]:
    yield from _contradictions(facts)
    for earlier, later in pairwise(facts):
        last = earlier.in_force_to
        if earlier.topic == later.topic and last is not None and later.in_force_from - last > ONE_DAY:
            yield Doubtful(doubt=Doubt.GAP, fact=later, other=earlier)
    for fact in facts:
        if not fact.in_force(day):
            continue
        if fact.checked_on is None:
            yield Doubtful(doubt=Doubt.MEMORY, fact=fact)
        elif day - fact.checked_on > YEAR:
            yield Doubtful(doubt=Doubt.UNVERIFIED, fact=fact)
        if fact.confidence is Confidence.LOW:
            yield Doubtful(doubt=Doubt.LOW, fact=fact)
        if fact.verify:
            yield Doubtful(doubt=Doubt.VERIFY, fact=fact)


def _contradictions(facts: tuple[LawFact, ...]) -> Iterator[Doubtful]:
    """Yield facts of one topic that hold on one day and differ, and checks against a register that is none.

    The reader refuses the former, so that only a book made otherwise can have them.
    """
    for one, other in combinations(facts, 2):
        if not _on_one_day(one, other):
            continue
        if one.topic == other.topic and (one.value, one.recommended) != (other.value, other.recommended):
            yield Doubtful(doubt=Doubt.CONTRADICTION, fact=other, other=one)
        for register, check in ((one, other), (other, one)):
            gone = isinstance(register.value, Register) and register.value.name is None
            if gone and check.topic == "scrub_age":
                yield Doubtful(doubt=Doubt.CONTRADICTION, fact=check, other=register)


def _on_one_day(one: LawFact, other: LawFact) -> bool:
    return all(
        a.in_force_to is None or b.in_force_from <= a.in_force_to for a, b in ((one, other), (other, one))
    )
