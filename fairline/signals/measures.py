"""What was counted: so many of so many, and how many could not be told."""

from math import sqrt
from typing import NamedTuple

WILSON_Z = 1.959963984540054  # the 97.5 % point of the normal distribution: a two-sided 95 % interval


class Bounds(NamedTuple):
    """The 95 % interval of a share."""

    lower: float
    upper: float


class Measure(NamedTuple):
    """``hits`` of ``base``, and ``unknown`` facts that count on neither side.

    For a total ``hits`` is the sum, for distinct the number of values, for highest the value, for a longest
    run its length; ``base`` is then the number of facts behind it. Durations are whole milliseconds, money
    millionths. ``saturated`` says that ``hits`` is "at least" because a cap was reached.
    """

    hits: int
    base: int
    unknown: int = 0
    saturated: bool = False

    @property
    def ratio(self) -> float | None:
        """``hits / base``, or ``None`` if there is no base."""
        return self.hits / self.base if self.base else None

    @property
    def bounds(self) -> Bounds:
        """The Wilson 95 % interval of ``hits`` among ``base``. Asserts that hits are part of the base."""
        return wilson(self.hits, self.base)


NOTHING = Measure(0, 0, 0)


def wilson(hits: int, base: int) -> Bounds:
    """Return the Wilson score interval at 95 %. No base: anything is possible, (0, 1).

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    assert 0 <= hits <= base, f"{hits} of {base} is no share"
    if base == 0:
        return Bounds(0.0, 1.0)
    share, z2 = hits / base, WILSON_Z * WILSON_Z
    middle = share + z2 / (2 * base)
    spread = WILSON_Z * sqrt(share * (1 - share) / base + z2 / (4 * base * base))
    scale = 1 + z2 / base
    return Bounds(max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))
