"""Fit the heads: features of every sample, weights that balance the sources, and what the scorer will read.

Everything is in sorted order, on one thread and without chance, so a second run gives the same bytes.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from fairline.checks.text import grams
from fairline.checks.text.plain import plain
from fairline.checks.text.scorer import PROBABILITY_MOST
from fairline.checks.text.weights import IDF_SCALE, Head
from models.heads import HEADS, Spec
from models.sources import Sample

SEEN_MIN = 4  # ours: what fewer texts have says nothing
FEATURES_MAX = 60_000  # ours: under a megabyte packed
BALANCE = 0.5  # ours: a source of a hundred times the texts weighs ten times as much
ROUNDS_MAX, TOLERANCE = 400, 1e-4
FOLDS = 5
Floats: TypeAlias = Any
Flags: TypeAlias = Any
Whole: TypeAlias = Any
"""Arrays of float64, bool and int64: no types, as ``make setup`` does not install what has them."""


@lru_cache(200_000)
def counted(text: str) -> tuple[tuple[str, int], ...]:
    """Return the features of a text and how often each counts, as the scorer looks at it."""
    tokens = grams.tokens(plain(grams.cut(text)))
    found: Counter[str] = Counter()
    for token in set(tokens):
        found.update(grams.pieces(token))
    found.update({grams.pair(left, right) for left, right in pairwise(tokens)})
    return tuple(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What was learned: for each name its idf and each head's weight (idf included), and the biases."""

    names: tuple[str, ...]
    idf: Floats
    weights: Mapping[str, Floats]
    bias: Mapping[str, float]

    def decisions(self, head: str, samples: Sequence[Sample]) -> Floats:
        """Return what ``head`` says of each sample."""
        at = {name: number for number, name in enumerate(self.names)}
        values, lengths = _matrix(samples, at, self.idf)
        return np.asarray(values @ (self.weights[head] / self.idf)) / lengths + self.bias[head]


def fit(samples: Sequence[Sample], heads: Sequence[Spec] = HEADS) -> Fitted:
    """Learn ``heads`` from ``samples``: once with all features, and again with those that mattered."""
    seen: Counter[str] = Counter()
    for each in samples:
        seen.update(name for name, _ in counted(each.text))
    names = sorted(name for name, number in seen.items() if number >= SEEN_MIN)
    first = _fitted(samples, names, seen, heads)
    kept = _kept(first, seen)
    return first if len(kept) == len(names) else _fitted(samples, kept, seen, heads)


def _kept(found: Fitted, seen: Mapping[str, int]) -> list[str]:
    """Return all words, and of the rest what moves texts most; in order."""
    moved = np.max([np.abs(each) for each in found.weights.values()], axis=0)
    often = np.sqrt([seen[name] for name in found.names])
    words = [name for name in found.names if name[0] != "~" and "_" not in name]
    rest = sorted(
        ((-move, name) for move, name in zip(moved * often, found.names, strict=True)
         if name[0] == "~" or "_" in name)
    )  # fmt: skip
    return sorted([*words, *(name for _, name in rest[: max(FEATURES_MAX - len(words), 0)])])


def _fitted(
    samples: Sequence[Sample], names: Sequence[str], seen: Mapping[str, int], heads: Sequence[Spec]
) -> Fitted:
    idf = np.log((1 + len(samples)) / (1 + np.array([seen[name] for name in names], dtype=np.float64)))
    idf = np.maximum(np.round(idf * IDF_SCALE), 1) / IDF_SCALE
    values, lengths = _matrix(samples, {name: number for number, name in enumerate(names)}, idf)
    scaled = csr_matrix(diags(1 / lengths) @ values)
    weights, bias = {}, {}
    for head in heads:
        wanted = np.array([head.label(each.kinds, each.source) for each in samples], dtype=object)
        rows = np.array([each is not None for each in wanted], dtype=bool)
        truth = np.array([each is True for each in wanted], dtype=np.int64)[rows]
        sources = [each.part for each, row in zip(samples, rows, strict=True) if row]
        model = LogisticRegression(C=head.strength, max_iter=ROUNDS_MAX, tol=TOLERANCE)
        model.fit(scaled[rows], truth, sample_weight=balanced(truth, sources))
        weights[head.name], bias[head.name] = model.coef_[0] * idf, float(model.intercept_[0])
    return Fitted(names=tuple(names), idf=idf, weights=weights, bias=bias)


def balanced(truth: Whole, sources: Sequence[str]) -> Floats:
    """Return a weight for each sample: both sides weigh the same, and within them no source drowns others."""
    keys = list(zip(truth.tolist(), sources, strict=True))
    number = Counter(keys)
    side: dict[int, float] = defaultdict(float)
    for (label, _), count in sorted(number.items()):
        side[label] += count**BALANCE
    return np.array(
        [len(keys) / 2 * number[key] ** (BALANCE - 1) / side[key[0]] for key in keys], dtype=np.float64
    )


def _matrix(samples: Sequence[Sample], at: Mapping[str, int], idf: Floats) -> tuple[csr_matrix, Floats]:
    """Return idf times count for each sample and feature, and each sample's length."""
    starts = [0]
    columns: array[int] = array("q")
    counts: array[float] = array("d")
    for each in samples:
        for name, count in counted(each.text):
            if (number := at.get(name)) is not None:
                columns.append(number)
                counts.append(count)
        starts.append(len(columns))
    shape = (len(samples), len(at))
    plain_counts = csr_matrix((np.array(counts), np.array(columns), np.array(starts)), shape=shape)
    lengths = np.sqrt(np.asarray(plain_counts @ (idf * idf)))
    return csr_matrix(plain_counts @ diags(idf)), np.where(lengths > 0, lengths, 1.0)


def fold_of(group: str) -> int:
    """Return which fold a group is in."""
    return int.from_bytes(sha256(group.encode()).digest()[:4]) % FOLDS


def held_out(samples: Sequence[Sample], heads: Sequence[Spec] = HEADS) -> dict[str, Floats]:
    """Return for each head what models say of samples whose groups they did not learn from."""
    found = {head.name: np.zeros(len(samples)) for head in heads}
    folds = np.array([fold_of(each.group) for each in samples])
    for fold in range(FOLDS):
        learned = fit([each for each, own in zip(samples, folds, strict=True) if own != fold], heads)
        out = np.flatnonzero(folds == fold)
        for head in heads:
            found[head.name][out] = learned.decisions(head.name, [samples[int(number)] for number in out])
    return found


def platt(decisions: Floats, truth: Whole, sources: Sequence[str]) -> tuple[float, float]:
    """Return slope and shift of the sigmoid that makes probabilities at even odds of held-out decisions."""
    model = LogisticRegression(C=1e6, max_iter=ROUNDS_MAX)
    model.fit(decisions.reshape(-1, 1), truth, sample_weight=balanced(truth, sources))
    return float(model.coef_[0][0]), float(model.intercept_[0])


def rows_of(found: Fitted, heads: Sequence[str]) -> tuple["array[int]", dict[str, float]]:
    """Return the rows of the file, and what one unit of each head's weights is worth."""
    scales = {name: float(np.max(np.abs(found.weights[name]))) / 32_767 or 1.0 for name in heads}
    columns = [np.round(found.idf * IDF_SCALE).astype(np.int64)]
    columns += [np.round(found.weights[name] / scales[name]).astype(np.int64) for name in heads]
    return array("h", np.stack(columns, axis=1).ravel().tolist()), scales


def threshold(
    decisions: Floats, benign: Mapping[str, tuple[Flags, float]], chance: Callable[[float], float]
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the probability that of no benign source more reach than may, and how many of each do.

    ``benign``: which decisions are of a source, and the share that may. Rounded up to three digits, as scores
    are told.
    """
    least = 0.0
    for rows, share in benign.values():
        ranked = np.sort(decisions[rows])[::-1]
        least = max(least, chance(float(ranked[min(int(share * len(ranked)), len(ranked) - 1)])))
    limit = min((round(least * 1000) + 1) / 1000, PROBABILITY_MOST)
    reached = np.array([round(chance(float(each)), 3) >= limit for each in decisions], dtype=bool)
    return limit, tuple((name, round(float(reached[rows].mean()), 4)) for name, (rows, _) in benign.items())


def head_of(
    spec: Spec,
    found: Fitted,
    scale: float,
    sigmoid: tuple[float, float],
    limit: tuple[float, tuple[tuple[str, float], ...]],
) -> Head:
    """Return what the file says of one head."""
    return Head(
        name=spec.name,
        bias=round(found.bias[spec.name], 6),
        scale=scale,
        slope=round(sigmoid[0], 6),
        shift=round(sigmoid[1], 6),
        threshold=limit[0],
        benign=limit[1],
    )
