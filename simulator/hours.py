"""When calls are made: local opening hours, and a timetable of starts drawn from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

SLOT_S = 1800  # half an hour: every opening hour used here, and every zone's offset, falls on one
WORKDAYS, EVERY_DAY = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Hours:
    """Opening hours on some weekdays (Monday is 0); ``spans`` are hours of the local day, end open."""

    days: tuple[int, ...]
    spans: tuple[tuple[float, float], ...]

    def open_at(self, local: datetime) -> bool:
        """Tell whether a half-hour starting at the local time ``local`` is within the hours."""
        hour = local.hour + local.minute / 60
        return local.weekday() in self.days and any(begin <= hour < end for begin, end in self.spans)


# Inside the calling windows of every state and country that a benign center here calls, with at least an hour
# to spare towards the evening; the pause at noon is the French one.
POLITE = Hours(WORKDAYS, ((10.0, 12.5), (14.0, 19.0)))
NIGHT = Hours(EVERY_DAY, ((0.0, 7.0), (21.5, 24.0)))
AROUND_THE_CLOCK = Hours(EVERY_DAY, ((0.0, 24.0),))


@lru_cache(maxsize=256)
def open_slots(start: datetime, days: int, hours: Hours, zone: str) -> tuple[bool, ...]:
    """Return, for each half-hour from ``start`` on, whether it is open in ``zone``."""
    there = ZoneInfo(zone)
    slots = range(days * 86_400 // SLOT_S)
    return tuple(
        hours.open_at((start + timedelta(seconds=slot * SLOT_S)).astimezone(there)) for slot in slots
    )


def timetable(rng: Random, total: int, weights: Sequence[float]) -> list[float]:
    """Return ``total`` ascending starts in seconds, spread over half-hours in proportion to ``weights``."""
    whole = sum(weights)
    if whole <= 0:
        return []
    starts: list[float] = []
    owed = 0.0
    for slot, weight in enumerate(weights):
        owed += total * weight / whole
        due = round(owed) - len(starts)
        starts.extend(sorted((slot + rng.random()) * SLOT_S for _ in range(due)))
    return starts
