"""The linear scorer: one look at a text's features gives what every head says of it.

The weights of all heads for one feature are packed into one integer, so a text's sums are one addition a
feature; what a word is worth is remembered. A decision is ``sum of weights / length + bias``, where length is
the root of the sum of squared idf of the features that are known. scikit-learn says the same of the same
weights, but for their rounding to 16 bits; a test shows it.
"""

from functools import lru_cache
from itertools import pairwise
from math import exp, sqrt

from fairline.checks.text import grams
from fairline.checks.text.weights import IDF_SCALE, Head, Weights

LANE = 48
"""Bits for each sum: 16 bits times some 5,000 words of 20 letters leave many to spare."""
SIGN, MASK = 1 << (LANE - 1), (1 << LANE) - 1
PROBABILITY_MOST = 0.999  # ours: no model is surer, as three digits tell no more


class Scorer:
    """Scores texts by one file of weights."""

    def __init__(self, weights: Weights) -> None:
        """Pack the rows of ``weights``."""
        self.heads = weights.header.heads
        width = 1 + len(self.heads)
        numbers = weights.rows.tolist()
        self._rows = {
            name: _packed(numbers[at * width : (at + 1) * width]) for at, name in enumerate(weights.names)
        }
        self._word = lru_cache(grams.CACHED)(self._worth)

    def known(self, token: str) -> bool:
        """Whether training has seen this word."""
        return token in self._rows

    def decisions(self, tokens: list[str]) -> tuple[float, ...]:
        """Return each head's decision, in the order of ``heads``; its bias alone if nothing is known."""
        get, pair = self._rows.get, grams.pair
        total = sum(map(self._word, set(tokens)))
        total += sum([get(each, 0) for each in {pair(left, right) for left, right in pairwise(tokens)}])
        squares, *sums = _unpacked(total, 1 + len(self.heads))
        length = sqrt(squares) / IDF_SCALE if squares else 1.0
        return tuple(
            head.bias + value * head.scale / length for head, value in zip(self.heads, sums, strict=True)
        )

    def _worth(self, token: str) -> int:
        get = self._rows.get
        return sum([get(each, 0) for each in grams.pieces(token)])


def probability(head: Head, decision: float) -> float:
    """Return the probability at even odds, by Platt's sigmoid; at most ``PROBABILITY_MOST``."""
    x = head.slope * decision + head.shift
    found = 1 / (1 + exp(-x)) if x > -700 else 0.0
    return min(found, PROBABILITY_MOST)


def _packed(row: list[int]) -> int:
    idf, *weights = row
    return sum(value << (LANE * at) for at, value in enumerate((idf * idf, *weights)))


def _unpacked(total: int, width: int) -> list[int]:
    found = []
    for _ in range(width):
        value = total & MASK
        value -= (value & SIGN) << 1
        found.append(value)
        total = (total - value) >> LANE
    return found
