"""How far two people agree beyond what chance would give."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of ``pairs`` judged twice, ``same`` alike. ``kappa``: Cohen's, ``None`` where it says nothing.

    That is without pairs, and where both always said the same one thing, so that chance alone agrees.
    """

    pairs: int
    same: int
    kappa: float | None

    @property
    def raw(self) -> float | None:
        """The share judged alike."""
        return self.same / self.pairs if self.pairs else None


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Return how far first and second judgments agree.

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
    (1960): (observed - expected) / (1 - expected), expected from how often each side says each thing.
    """
    held = Counter(pairs)
    count = held.total()
    same = sum(times for (one, other), times in held.items() if one == other)
    if not count:
        return Agreement(pairs=0, same=0, kappa=None)
    first, second = Counter[str](), Counter[str]()
    for (one, other), times in held.items():
        first[one] += times
        second[other] += times
    expected = sum(Fraction(first[word] * second[word], count * count) for word in first)
    if expected == 1:
        return Agreement(pairs=count, same=same, kappa=None)
    return Agreement(pairs=count, same=same, kappa=float((Fraction(same, count) - expected) / (1 - expected)))
