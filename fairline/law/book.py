"""The law book: which fact is the law, in which place, on which day."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from importlib import resources

from fairline.law.reading import LawError, LawFact, Place, parse

PublicHolidays = Callable[[str, int], frozenset[date]]
"""Place and year to the public holidays there. Pure: it may be asked any number of times."""


def no_public_holidays(place: str, year: int) -> frozenset[date]:
    """Know of no public holiday anywhere."""
    return frozenset()


class LawBook:
    """Facts of law by place, topic and day. It never changes; two books are equal only if they are the same.

    A place has its own facts and those of the places it inherits from. Which public holidays there are is
    not law data: ``public_holidays`` is given by whoever opens the book.
    """

    def __init__(
        self,
        places: Iterable[Place],
        public_holidays: PublicHolidays = no_public_holidays,
        emergency: frozenset[str] = frozenset(),
    ) -> None:
        """Take places, each once, whose parents are among them. ``emergency`` are numbers that are for
        emergencies besides those of the places. Raises ``LawError``."""
        self.public_holidays = public_holidays
        self._emergency = emergency
        self._places: dict[str, Place] = {}
        for place in places:
            if place.id in self._places:
                raise LawError(f"{place.id}: found twice, wanted once")
            self._places[place.id] = place
        self._chains = {place: self._chain(place) for place in self._places}

    @property
    def places(self) -> tuple[str, ...]:
        """Every jurisdiction in the book."""
        return tuple(self._places)

    def name(self, place: str) -> str | None:
        """Return the English name of a jurisdiction, ``None`` if it is not in the book."""
        known = self._places.get(place)
        return None if known is None else known.name

    def name_fr(self, place: str) -> str | None:
        """Return the French name of a jurisdiction, ``None`` if it is not in the book."""
        known = self._places.get(place)
        return None if known is None else known.name_fr

    def chain(self, place: str) -> tuple[str, ...]:
        """Return the place and those that it inherits from, the nearest first; none if it is not known."""
        return tuple(level.id for level in self._chains.get(place, ()))

    def facts(self, place: str) -> tuple[LawFact, ...]:
        """Return every fact of the place's own, whatever its days, by topic and then by first day."""
        known = self._places.get(place)
        return () if known is None else tuple(fact for listed in known.facts.values() for fact in listed)

    def resolve(self, place: str, topic: str, day: date) -> LawFact | None:
        """Return the place's own fact in force on ``day``, else the nearest inherited one."""
        facts = self.in_force(place, topic, day)
        return facts[0] if facts else None

    def in_force(self, place: str, topic: str, day: date) -> tuple[LawFact, ...]:
        """Return every fact that holds in ``place`` on ``day``: its own first, then those inherited."""
        return tuple(
            fact
            for level in self._chains.get(place, ())
            for fact in level.facts.get(topic, ())
            if fact.in_force(day)
        )

    def emergency_numbers(self, place: str) -> frozenset[str]:
        """Return every number that is, was or will be for emergencies in ``place``.

        Without a day, on purpose: a call for help passes even if the data has the number's first day wrong.
        """
        listed: set[str] = set()
        for level in self._chains.get(place, ()):
            for fact in level.facts.get("emergency_numbers", ()):
                assert isinstance(fact.value, tuple)
                listed.update(fact.value)
        return frozenset(listed)

    def all_emergency_numbers(self) -> frozenset[str]:
        """Return every number that is for emergencies in some place of the book."""
        return self._emergency.union(*map(self.emergency_numbers, self._chains))

    def with_emergency(self, numbers: frozenset[str]) -> "LawBook":
        """Return the same law, under which these numbers are for emergencies too."""
        return LawBook(self._places.values(), self.public_holidays, self._emergency | numbers)

    def _chain(self, place: str) -> tuple[Place, ...]:
        chain = [self._places[place]]
        while (parent := chain[-1].inherits) is not None:
            if parent not in self._places:
                raise LawError(f"{chain[-1].id}: inherits: found {parent!r}, wanted a place in the book")
            chain.append(self._places[parent])
            if parent in (level.id for level in chain[:-1]):
                raise LawError(f"{place}: inherits: found itself again, wanted a place above it")
        return tuple(chain)


@cache
def load(public_holidays: PublicHolidays = no_public_holidays) -> LawBook:
    """Open the book that comes with the package, read once. Raises ``LawError`` if its data is broken."""
    return LawBook(_package_places(), public_holidays)


def package_files() -> dict[str, str]:
    """Return the text of each file of the book that comes with the package, by its name."""
    folder = resources.files(__package__) / "data"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name)
    return {file.name: file.read_text("utf-8") for file in files}


@cache
def _package_places() -> tuple[Place, ...]:
    return tuple(place for name, text in package_files().items() for place in parse(text, name))
