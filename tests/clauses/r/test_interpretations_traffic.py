"""The first interpretations about traffic, interference and bulk messages: which rules rest on them."""

import pytest
from published import check

from fairline.clauses.r_review.interpretations_traffic import BULK, INTERFERENCE, PUMPING
from fairline.policy import Interpretation

CASES = [
    (PUMPING, 3, "traffic pumping", ("B-IRSF", "B-WAN"), ("B-ACC",)),
    (INTERFERENCE, 4, "interference", ("D-TDOS",), ("D-AV",)),
    (BULK, 5, "bulk messages", ("G-P2P",), ("G-STOP",)),
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
