"""How many agents a load needs, and in which shifts.

Shifts are short and crews alternate, so that a seat of a benign center stays well under the fair-use bands of
minutes per month: what a seat talks here is less than in a hard-driven call center.
"""

import math
from itertools import pairwise

from simulator.desk import Shift, team

HALF_HOURS_A_WEEK = 336


def rota(prefix: str, on_duty: int, hours: tuple[float, ...], *, crews: int) -> tuple[Shift, ...]:
    """Return shifts between successive ``hours`` of the UTC day, with ``crews`` crews taking turns by day."""
    shifts = []
    for part, (begin, end) in enumerate(pairwise(hours), start=1):
        for crew in range(crews):
            names = team(f"{prefix}-{part}{'abcd'[crew]}", on_duty)
            shifts.append(Shift(names, begin, end, every=crews, first=crew))
    return tuple(shifts)


def agents_for(calls_per_hour: float, seconds_per_call: float, *, spare: float) -> int:
    """Return how many agents carry the load with some to spare (square-root rule); at least two."""
    load: float = calls_per_hour * seconds_per_call / 3600
    return max(2, round(load + spare * math.sqrt(load) + 0.5))
