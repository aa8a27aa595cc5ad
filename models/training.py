"""From samples to the file that is shipped: held-out decisions, thresholds, weights of all of the data."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from fairline.checks.text.weights import pack
from models.heads import HEADS
from models.learning import Fitted, Flags, fit, head_of, held_out, platt, rows_of, threshold
from models.sources import Sample, digest
from models.sources import learned as may_be_learned

DAY = date(2026, 11, 30)
"""When the shipped weights were trained; set by hand, so that two runs give the same bytes."""


class HeldOut(Struct, frozen=True, kw_only=True):
    """Of texts of one kind and source, in folds left out: the share that reaches the shipped threshold."""

    head: str
    asked: str
    number: int
    found: float


class Trained(Struct, frozen=True, kw_only=True):
    """The file, what was fitted, and what held-out folds said."""

    file: bytes
    fitted: Fitted
    held_out: tuple[HeldOut, ...]


def train(samples: Sequence[Sample], day: date = DAY) -> Trained:
    """Return what is shipped, learned from those ``samples`` that may be learned from."""
    learned = may_be_learned(samples)
    decided = held_out(learned)
    fitted = fit(learned)
    rows, scales = rows_of(fitted, [each.name for each in HEADS])
    heads, told = [], []
    for spec in HEADS:
        labels = [spec.label(each.kinds, each.source) for each in learned]
        known = np.array([each is not None for each in labels], dtype=bool)
        truth = np.array([each is True for each in labels], dtype=np.int64)
        own = decided[spec.name]
        slope, shift = platt(
            own[known], truth[known], [e.part for e, k in zip(learned, known, strict=True) if k]
        )

        def chance(value: float, slope: float = slope, shift: float = shift) -> float:
            return float(1 / (1 + np.exp(-np.clip(slope * value + shift, -700, 700))))

        benign = {
            f"{source}, {kind}": (rows_, share)
            for source, kind, share in spec.benign
            if (rows_ := _rows(learned, source, kind)).any()
        }
        limit = threshold(own, benign, chance)
        heads.append(head_of(spec, fitted, scales[spec.name], (slope, shift), limit))
        reached = np.array([round(chance(float(each)), 3) >= limit[0] for each in own], dtype=bool)
        for source, kind in sorted({(e.source, k) for e in learned for k in e.kinds}):
            rows_ = _rows(learned, source, kind)
            told.append(HeldOut(head=spec.name, asked=f"{source}, {kind}", number=int(rows_.sum()),
                                found=round(float(reached[rows_].mean()), 4)))  # fmt: skip
    file = pack(day=day.isoformat(), data=digest(learned), heads=tuple(heads), names=fitted.names, rows=rows)
    return Trained(file=file, fitted=fitted, held_out=tuple(told))


def _rows(samples: Sequence[Sample], source: str, kind: str) -> Flags:
    return np.array([each.source == source and kind in each.kinds for each in samples], dtype=bool)
