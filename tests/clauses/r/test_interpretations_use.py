"""The first interpretations of “excessive”, “continuous”, “circumvention”: which rules rest on them."""

import pytest
from published import check

from fairline.clauses.r_review.interpretations_use import CIRCUMVENTION, CONTINUOUS, EXCESSIVE
from fairline.policy import Interpretation

CASES = [
    (EXCESSIVE, 9, "excessive", ("H-COH", "H-VOL"), ("H-SEAT",)),
    (CONTINUOUS, 10, "continuous", ("H-CONT", "H-SHARE"), ("H-VOL",)),
    (CIRCUMVENTION, 11, "circumvention", ("I-CIR-01", "I-CIR-11"), ("I-X",)),
]


@pytest.mark.parametrize(
    ("of", "number", "term", "meant", "not_meant"), CASES, ids=lambda each: str(each)[:20]
)
def test_it_can_be_cited_and_covers_its_rules(
    of: Interpretation, number: int, term: str, meant: tuple[str, ...], not_meant: tuple[str, ...]
) -> None:
    check(of, number=number, term=term)
    assert all(map(of.covers, meant))
    assert not any(map(of.covers, not_meant))
