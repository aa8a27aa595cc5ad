"""The first interpretations of “interception”, “service bureau”, “high-risk”: which rules rest on them."""

import pytest
from published import check

from fairline.clauses.r_review.interpretations_sale import HIGH_RISK, INTERCEPTION, SERVICE_BUREAU
from fairline.policy import Interpretation

CASES = [
    (INTERCEPTION, 12, "interception", ("J-FORK",), ("J-LEG",)),
    (SERVICE_BUREAU, 13, "service bureau", ("K-KYC", "K-BIL"), ("B-SDC",)),
    (HIGH_RISK, 14, "high-risk", ("F-KYC", "L-ANY"), ("F-911",)),
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
