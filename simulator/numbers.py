"""Telephone numbers for made-up people, in places that are real.

All of them are made up. A center's own numbers are the fictional ``555-01xx`` lines of an area code, and
French numbers come from the block that Arcep keeps for fiction (01 99 00). These are too few for a week of
calls, so the people who are called get a synthetic number in a real area code, shaped so that libphonenumber
places it in that state. Nobody may dial them.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple


class Area(NamedTuple):
    """A numbering area inside one state and one time zone."""

    code: str
    """``+``, country code and area code."""
    place: str
    """ISO 3166-2."""
    zone: str


NEW_YORK, CHICAGO, DENVER = "America/New_York", "America/Chicago", "America/Denver"
PHOENIX, LOS_ANGELES, TORONTO = "America/Phoenix", "America/Los_Angeles", "America/Toronto"

US_AREAS = (
    Area("+1212", "US-NY", NEW_YORK),
    Area("+1718", "US-NY", NEW_YORK),
    Area("+1201", "US-NJ", NEW_YORK),
    Area("+1617", "US-MA", NEW_YORK),
    Area("+1404", "US-GA", NEW_YORK),
    Area("+1704", "US-NC", NEW_YORK),
    Area("+1614", "US-OH", NEW_YORK),
    Area("+1305", "US-FL", NEW_YORK),
    Area("+1312", "US-IL", CHICAGO),
    Area("+1612", "US-MN", CHICAGO),
    Area("+1414", "US-WI", CHICAGO),
    Area("+1713", "US-TX", CHICAGO),
    Area("+1303", "US-CO", DENVER),
    Area("+1602", "US-AZ", PHOENIX),
    Area("+1415", "US-CA", LOS_ANGELES),
    Area("+1213", "US-CA", LOS_ANGELES),
    Area("+1206", "US-WA", LOS_ANGELES),
)
EASTERN_AREAS = tuple(area for area in US_AREAS if area.zone == NEW_YORK)
FLORIDA_AREAS = tuple(Area(f"+1{code}", "US-FL", NEW_YORK) for code in ("305", "407", "813"))
CANADA_AREAS = (
    Area("+1416", "CA-ON", TORONTO),
    Area("+1905", "CA-ON", TORONTO),
    Area("+1514", "CA-QC", TORONTO),
    Area("+1604", "CA-BC", "America/Vancouver"),
)
FRENCH_FICTION = Area("+33199", "FR", "Europe/Paris")
SOMALIA = Area("+252615", "SO", "Africa/Mogadishu")
BRITISH = Area("+4420794", "GB", "Europe/London")

LINE_DIGITS = {"+33": 6, "+252": 6, "+44": 5}
RESERVED_EXCHANGES = frozenset({"555", "950", "958", "959", "976"})


def own_numbers(area: Area, count: int) -> tuple[str, ...]:
    """Return ``count`` (at most 100) fictional lines of one North American area."""
    assert 0 < count <= 100
    return tuple(f"{area.code}55501{line:02}" for line in range(count))


class Directory:
    """People's numbers, drawn once each."""

    def __init__(self, rng: Random) -> None:
        """Draw with ``rng`` and nothing else."""
        self._rng = rng
        self._given: set[str] = set()

    def person(self, areas: Sequence[Area]) -> tuple[str, Area]:
        """Return a number that nobody has yet, and its area."""
        while True:
            area = areas[int(self._rng.random() * len(areas))]
            number = area.code + self._line(area)
            if number not in self._given:
                self._given.add(number)
                return number, area

    def _line(self, area: Area) -> str:
        for prefix, digits in LINE_DIGITS.items():
            if area.code.startswith(prefix):
                return f"{int(self._rng.random() * 10**digits):0{digits}}"
        return f"{self._exchange()}{int(self._rng.random() * 10_000):04}"

    def _exchange(self) -> str:
        while True:
            exchange = str(int(220 + self._rng.random() * 770))
            if exchange not in RESERVED_EXCHANGES and not exchange.endswith("11"):
                return exchange
